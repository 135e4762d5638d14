"""A folder of outputs: what another hand wrote or changed there is not written over unless asked."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from nq57xl.jobs.mistakes import UsageError
from nq57xl.jobs.outputs import check_folder, outputs

LEDGER = ".nq57xl-da-ghi.json"
"""Name -> SHA-256 of what was written into the folder: a file that is still so is ours to replace."""


class WouldReplace(UsageError):
    """Files that somebody else wrote or changed since are in the way: `paths`."""

    def __init__(self, folder: Path, paths: Sequence[Path]) -> None:
        super().__init__(f"trong {folder} đã có {len(paths)} tệp khác nội dung, ví dụ {paths[0].name}; "
                         "chọn thư mục khác, hoặc thêm --force để ghi đè")
        self.paths = tuple(paths)


def deliver(folder: Path, files: Mapping[str, bytes], inputs: Iterable[Path] = (), force: bool = False) -> list[Path]:
    """Write files into a folder, which is made where there is none; all appear together.

    Raises, before anything is written, UsageError where a file would take the place of one of the `inputs`, and (not
    with `force`) WouldReplace where one that somebody else wrote or changed since is there. Raises LockedOutput,
    OSError.
    """
    check_folder(folder)
    targets = {folder / name: content for name, content in files.items()}
    sources = {path.resolve() for path in inputs}
    if own := [path for path in targets if path.resolve() in sources]:
        raise UsageError(f"không ghi đè lên tệp gốc {own[0]}; chọn thư mục khác")
    ledger = _ledger(folder)
    if not force and (lost := [path for path, content in targets.items() if _is_foreign(path, content, ledger)]):
        raise WouldReplace(folder, lost)
    folder.mkdir(parents=True, exist_ok=True)
    ledger |= {path.name: _digest(content) for path, content in targets.items()}
    written = {**targets, folder / LEDGER: json.dumps(ledger, ensure_ascii=False, indent=0, sort_keys=True).encode()}
    with outputs(*written) as paths:
        for path, content in zip(paths, written.values(), strict=True):
            path.write_bytes(content)
    return list(targets)


def distinct(name: str, taken: Iterable[str]) -> str:
    """A file name that none of the others has, in either case of letters: `bieu.xlsx`, `bieu (2).xlsx`."""
    used = {other.casefold() for other in taken}
    path, number, free = Path(name), 1, name
    while free.casefold() in used:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free


def left_over(folder: Path, names: Collection[str]) -> list[str]:
    """Files that this program wrote into the folder on an earlier day and that are none of these names."""
    return sorted(name for name in _ledger(folder) if name not in names and (folder / name).is_file())


def replaceable(folder: Path, content: bytes) -> list[str]:
    """The names of the files in a folder that this program wrote with another content, and could write over."""
    digest = _digest(content)
    return [name for name, known in _ledger(folder).items() if known != digest and (folder / name).is_file()]


def _is_foreign(path: Path, content: bytes, ledger: Mapping[str, str]) -> bool:
    if not path.exists():
        return False
    found = path.read_bytes() if path.is_file() else b""
    return found != content and ledger.get(path.name) != _digest(found)


def _ledger(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""Where a command writes: the place is looked at before the work begins, and all outputs appear together or none."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from nq57xl.jobs.mistakes import UsageError
from nq57xl.saving import LockedOutput

XLSX = (".xlsx",)


def check_place(path: Path, suffixes: Sequence[str] = XLSX) -> None:
    """Raises UsageError where no file of these kinds can be written: better before the work than after it."""
    if path.suffix.lower() not in suffixes:
        raise UsageError(f"tên tệp ghi ra phải kết thúc bằng {' hoặc '.join(suffixes)}: {path}")
    if path.is_dir():
        raise UsageError(f"{path} là thư mục; cần tên một tệp")
    if not path.parent.is_dir():
        raise UsageError(f"không có thư mục {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"không có quyền ghi vào thư mục {path.parent}")


def check_folder(path: Path) -> None:
    """Raises UsageError where no files can be written into a folder, which need not be there yet."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} là tệp; cần tên một thư mục")
    if path.is_dir() and not os.access(path, os.W_OK):
        raise UsageError(f"không có quyền ghi vào thư mục {path}")


@contextmanager
def outputs(*targets: Path) -> Iterator[list[Path]]:
    """Paths to write to; the files take the places of the targets, all of them, when the block ends well.

    Raises LockedOutput.
    """
    with ExitStack() as stack:
        made = [_beside(target, stack) for target in targets]
        yield made
        for new, target in zip(made, targets, strict=True):
            _move(new, target)


def _beside(target: Path, stack: ExitStack) -> Path:
    """A path of the same name in a new folder beside the target: a rename never crosses disks."""
    from tempfile import TemporaryDirectory
    folder = TemporaryDirectory(dir=target.parent, prefix=".nq57xl-")
    return Path(stack.enter_context(folder)) / target.name


def _move(new: Path, target: Path) -> None:
    try:
        os.replace(new, target)
    except PermissionError as fault:
        raise LockedOutput(target) from fault

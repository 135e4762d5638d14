""".zip archives of returned workbooks: read in memory, member by member, within limits; nothing is unpacked."""

import io
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import IO

from nq57xl.sheets.reading.limits import DEFAULT_LIMITS, MIB

MOST_ENTRIES = DEFAULT_LIMITS.entries
MOST_BYTES = DEFAULT_LIMITS.total_bytes
MOST_MEMBER_BYTES = DEFAULT_LIMITS.file_bytes
MOST_NESTED, MOST_NESTED_BYTES = 3, 64 * MIB
"""How deep archives may stand in archives, and how much those of one file may hold together."""
INNER = "\0"
"""Stands between the name of an archive within an archive and that of its member; no name holds it."""
ZIP = b"PK\x03\x04"
_CHUNK = MIB
_DIRECTORY_ENTRY = b"PK\x01\x02"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_AGAIN = "nén lại thành tệp .zip không có mật khẩu, hoặc gửi từng tệp Excel"


class Unloadable(Exception):
    """A file's bytes cannot be had: `reason` and `advice` in Vietnamese."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason, advice)
        self.reason = reason
        self.advice = advice


def is_zip(path: Path) -> bool:
    """Whether a file begins as a .zip does, whatever it is called. OSError passes as no."""
    try:
        with path.open("rb") as file:
            return file.read(len(ZIP)) == ZIP
    except OSError:
        return False


def members(source: Path | IO[bytes]) -> list[str] | None:
    """The names of the files in an archive, sorted; None where the zip is itself a workbook.

    Raises Unloadable for a broken archive, two members of one name, too many members or too much in them.
    A member is never read beyond the size its directory claims, so the claims bound what is unpacked.
    """
    _refuse_many(source)
    with _broken_is_unloadable(), zipfile.ZipFile(source) as archive:
        entries = [entry for entry in archive.infolist() if not (entry.is_dir() or _is_link(entry))]
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" in names or "content.xml" in names:
        return None
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unloadable(f"tệp nén bung ra hơn {MOST_BYTES // MIB} MiB", "chia thành nhiều tệp nén nhỏ hơn")
    doubled = [name for name, count in Counter(name.replace("\\", "/").lower() for name in names).items() if count > 1]
    if doubled:
        raise Unloadable(f"tệp nén có hai tệp cùng tên {doubled[0]}", _AGAIN)
    return sorted(names)


def _refuse_many(source: Path | IO[bytes]) -> None:
    """Count the directory's entries before zipfile makes half a kilobyte of each; workbooks in it have a few too."""
    count, last = 0, b""
    with _broken_is_unloadable(), source.open("rb") if isinstance(source, Path) else nullcontext(source) as file:
        while chunk := file.read(_CHUNK):
            count += (last + chunk).count(_DIRECTORY_ENTRY)
            last = chunk[-len(_DIRECTORY_ENTRY) + 1 :]
            if count > MOST_ENTRIES:
                raise Unloadable(f"tệp nén có hơn {MOST_ENTRIES} tệp", "chia thành nhiều tệp nén nhỏ hơn")


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def links(source: Path | IO[bytes]) -> list[str]:
    """The names of the links in an archive, sorted; they are told and never followed. Raises Unloadable."""
    with _broken_is_unloadable(), zipfile.ZipFile(source) as archive:
        return sorted({entry.filename for entry in archive.infolist() if _is_link(entry)})


def unpacked(names: Iterable[str]) -> dict[str, str]:
    """Folder -> one member in it, of the folders that are a workbook taken apart and packed again."""
    parts = {name.replace("\\", "/"): name for name in names}
    found = {}
    for name in parts:
        folder, _, last = name.rpartition("/")
        if folder and (last == "[Content_Types].xml" or (last == "content.xml" and f"{folder}/mimetype" in parts)):
            found[folder] = max(parts[each] for each in parts if each.startswith(f"{folder}/"))
    return found


def read_member(path: Path, name: str) -> bytes:
    """One member's bytes, its checksum verified; `a.zip` INNER `b.xlsx` is a member of a member. Raises Unloadable."""
    *outer, last = name.split(INNER)
    return _read(io.BytesIO(_nested(path, _state(path), tuple(outer))) if outer else path, last)


def _state(path: Path) -> tuple[int, int]:
    with _broken_is_unloadable():
        state = path.stat()
    return state.st_size, state.st_mtime_ns


@lru_cache(1)
def _nested(path: Path, state: tuple[int, int], names: tuple[str, ...]) -> bytes:
    """An archive within an archive; the last one is kept, for its members are asked for one after the other."""
    content = _read(path, names[0])
    for name in names[1:]:
        content = _read(io.BytesIO(content), name)
    return content


def _read(source: Path | IO[bytes], name: str) -> bytes:
    with _broken_is_unloadable(), zipfile.ZipFile(source) as archive:
        entry = archive.getinfo(name)
        if entry.flag_bits & 1:
            raise Unloadable("tệp trong tệp nén có mật khẩu", _AGAIN)
        with archive.open(entry) as member:
            content = b"".join(_chunks(member))
    if len(content) != entry.file_size:
        raise Unloadable("tệp trong tệp nén bị cắt cụt", _AGAIN)
    return content


def _chunks(member: zipfile.ZipExtFile) -> Iterator[bytes]:
    """What comes out is counted as it comes out: the directory's sizes are only claims."""
    unpacked = 0
    while chunk := member.read(_CHUNK):
        unpacked += len(chunk)
        if unpacked > MOST_MEMBER_BYTES:
            raise Unloadable(f"tệp bung ra hơn {MOST_MEMBER_BYTES // MIB} MiB", "gửi lại tệp nhỏ hơn")
        yield chunk


@contextmanager
def _broken_is_unloadable() -> Iterator[None]:
    try:
        yield
    except _BROKEN as fault:
        raise Unloadable("tệp nén hỏng hoặc nén theo kiểu không đọc được", _AGAIN) from fault

""".zip archives of returned workbooks: read in memory, member by member, within limits; nothing is unpacked."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MIB = 1024 * 1024
MOST_ENTRIES = 10_000
MOST_BYTES = 512 * MIB
MOST_MEMBER_BYTES = 128 * MIB
_CHUNK = MIB
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_AGAIN = "nén lại thành tệp .zip không có mật khẩu, hoặc gửi từng tệp Excel"


class Unloadable(Exception):
    """A file's bytes cannot be had: `reason` and `advice` in Vietnamese."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason, advice)
        self.reason = reason
        self.advice = advice


def members(path: Path) -> list[str] | None:
    """The names of the files in an archive, sorted; None where the zip is itself a workbook.

    Raises Unloadable for a broken archive, two members of one name, too many members or too much in them.
    A member is never read beyond the size its directory claims, so the claims bound what is unpacked.
    """
    with _broken_is_unloadable(), zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" in names or "content.xml" in names:
        return None
    if len(entries) > MOST_ENTRIES:
        raise Unloadable(f"tệp nén có hơn {MOST_ENTRIES} tệp", "chia thành nhiều tệp nén nhỏ hơn")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unloadable(f"tệp nén bung ra hơn {MOST_BYTES // MIB} MiB", "chia thành nhiều tệp nén nhỏ hơn")
    doubled = [name for name, count in Counter(name.replace("\\", "/").lower() for name in names).items() if count > 1]
    if doubled:
        raise Unloadable(f"tệp nén có hai tệp cùng tên {doubled[0]}", _AGAIN)
    return sorted(names)


def read_member(path: Path, name: str) -> bytes:
    """One member's bytes, its checksum verified. Raises Unloadable."""
    with _broken_is_unloadable(), zipfile.ZipFile(path) as archive:
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

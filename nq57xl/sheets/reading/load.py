"""The bytes of a returned file: ordinary files only, within the limit, and as they stood at one moment."""

import os
import stat
from pathlib import Path

from nq57xl.sheets.reading.limits import DEFAULT_LIMITS, MIB, UnreadableBook, damaged, too_large

_SPECIAL = "tệp đặc biệt của hệ thống, không phải tệp thường"


def load(path: Path, most: int = DEFAULT_LIMITS.file_bytes) -> bytes:
    """Return a file's bytes; it is never changed, and a pipe or a device is never waited for.

    Raises `UnreadableBook` for what is no ordinary file, is larger than `most` bytes or changes while it is read;
    OSError where it cannot be opened.
    """
    if path.exists() and not path.is_dir() and not path.is_file():
        raise UnreadableBook("not-a-workbook", _SPECIAL)
    with open(path, "rb", opener=_without_waiting) as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableBook("not-a-workbook", _SPECIAL)
        if before.st_size > most:
            raise too_large(f"tệp hơn {most // MIB} MiB")
        content = file.read(most + 1)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
        raise damaged("tệp đang được ghi; đợi chép xong rồi đọc lại")
    return content


def _without_waiting(path: str, flags: int) -> int:
    # A pipe that takes the file's place at this moment must not hold us up.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))

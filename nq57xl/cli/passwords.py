"""`--password-file FILE`: the passwords of returned workbooks, one a line."""

import argparse
from pathlib import Path

from nq57xl.jobs.mistakes import UsageError


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--password-file", metavar="TỆP", type=Path,
                      help="tệp văn bản UTF-8, mỗi dòng một mật khẩu, thử lần lượt với các sổ có mật khẩu mở")


def read(path: Path | None) -> tuple[str, ...]:
    """The passwords in a file, in their order; blanks belong to them. Raises UsageError, OSError."""
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as fault:
        raise UsageError(f"tệp mật khẩu {path} không phải văn bản UTF-8") from fault
    return tuple(dict.fromkeys(line for line in lines if line))

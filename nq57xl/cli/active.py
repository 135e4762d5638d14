"""`--active`: the workbook open in Excel in the place of a file, for offices where Excel may not start programs."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nq57xl.jobs.mistakes import UsageError


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--active", action="store_true", help="dùng sổ đang mở trong Excel thay cho tệp")


@contextmanager
def files(given: list[Path], wanted: bool) -> Iterator[list[Path]]:
    """The files given, or a copy of the open workbook under its own name. Raises UsageError."""
    if wanted and given:
        raise UsageError("không dùng --active cùng với tên tệp")
    if not wanted:
        if not given:
            raise UsageError("thiếu tên tệp (hoặc --active)")
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="nq57xl-", ignore_cleanup_errors=True) as folder:
        data, name = attached().snapshot()
        path = Path(folder) / (name if Path(name).suffix else f"{name}.xlsx")
        path.write_bytes(data)
        yield [path]


def attached():
    """The host of the running Excel. Raises UsageError where there is none, or no workbook is open in it."""
    from nq57xl.host import NoWorkbook, attach
    try:
        host = attach()
        host.book  # noqa: B018 - asked for early: without a workbook there is nothing to do
    except NoWorkbook as fault:
        raise UsageError("không có sổ nào đang mở trong Excel trên máy này") from fault
    return host

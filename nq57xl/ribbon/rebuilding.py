"""Dựng lại biểu: a damaged workbook becomes a fresh one with everything that is certain carried over."""

from datetime import date
from pathlib import Path

from nq57xl.host import Host
from nq57xl.ribbon.button import button
from nq57xl.ribbon.choices import Cancelled, Choices, results_folder

REBUILT = "{}_dung-lai.xlsx"
"""Excel does not open two workbooks of one name: the new one has a name of its own."""


@button
def rebuild_book(host: Host, choices: Choices) -> Choices:
    """The open workbook built anew and opened beside it; the old one stays as it is."""
    from nq57xl.feedback import rebuild
    from nq57xl.sheets.reading.isolate import read_safely
    from nq57xl.sheets.writing.write import save
    from nq57xl.validate import validate_bytes
    today = date.today()
    with host.working("NQ57: đang dựng lại biểu…"):
        data, name = host.snapshot()
        fresh = rebuild(read_safely(data, name), validate_bytes(data, name), today)
    path = results_folder(choices) / REBUILT.format(Path(fresh.name).stem)
    if path.exists() and path.read_bytes() != fresh.data and not host.agrees(f"Đã có {path}. Ghi đè?"):
        raise Cancelled
    save(fresh.data, path)
    host.open(path)
    left = len(fresh.carried.left) + fresh.carried.more
    host.say(f"Đã dựng lại biểu: {len(fresh.carried.moved)} nội dung đã chuyển sang, {left} nội dung chưa chuyển "
             "(xem trang Đã chuyển).")
    return choices

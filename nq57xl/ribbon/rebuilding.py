"""Dựng lại biểu: a damaged workbook becomes a fresh one with everything that is certain carried over."""

from datetime import date
from pathlib import Path

from nq57xl.host import Host
from nq57xl.model.messages import buttons as said
from nq57xl.ribbon.button import button
from nq57xl.ribbon.choices import Choices
from nq57xl.ribbon.places import free_path, results_folder

REBUILT = "{}_dung-lai.xlsx"
"""Excel does not open two workbooks of one name: the new one has a name of its own."""


@button
def rebuild_book(host: Host, choices: Choices) -> Choices:
    """The open workbook built anew and opened beside it; the old one stays as it is."""
    from nq57xl.feedback.rebuild import rebuild
    from nq57xl.saving import save
    from nq57xl.sheets.reading.isolate import read_safely
    from nq57xl.validate import validate_bytes
    today = date.today()
    with host.telling(said.WORKING["rebuild"]):
        data, name = host.snapshot()
        fresh = rebuild(read_safely(data, name), validate_bytes(data, name), today)
    path = free_path(host, results_folder(choices), REBUILT.format(Path(fresh.name).stem))
    save(fresh.data, path)
    left = len(fresh.carried.left) + fresh.carried.more
    host.say(said.REBUILT.format(moved=len(fresh.carried.moved), left=left))
    host.open(path)
    return choices

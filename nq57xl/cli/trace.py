"""`nq57xl trace REPORT.xlsx "SHEET!CELL" | --active [--folder DIR] [--json]`."""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nq57xl.cli import active
from nq57xl.cli.outcome import CLEAN
from nq57xl.jobs.mistakes import UsageError
from nq57xl.model.days import day_text

if TYPE_CHECKING:
    from nq57xl.report.trace import Origin, Trace

PLACE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^!]+))!"
                   r"\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[0-9]{1,7})")
INTACT, CHANGED, ABSENT = "còn nguyên", "ĐÃ BỊ SỬA sau khi tổng hợp", "không có trong thư mục"


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("report", metavar="BÁO_CÁO.xlsx", nargs="?", type=Path)
    verb.add_argument("place", metavar="TRANG!Ô", nargs="?", help='ví dụ "Chỉ tiêu!I12"')
    active.add(verb)
    verb.add_argument("--folder", metavar="THƯ_MỤC", type=Path,
                      help="thư mục tệp đơn vị nộp, để xem các tệp có còn nguyên như khi tổng hợp")
    verb.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    found = _trace(arguments)
    states = file_states(found, arguments.folder) if arguments.folder else {}
    if arguments.json:
        print(json.dumps(document(found, states), ensure_ascii=False, indent=1))
    else:
        for line in trace_lines(found, states):
            print(line)
    return CLEAN


def _trace(arguments: argparse.Namespace) -> "Trace":
    """Of the cell named, or of the one selected in the open report."""
    if not arguments.active:
        if not arguments.report or not arguments.place:
            raise UsageError("thiếu tên báo cáo hoặc ô (hoặc --active)")
        return traced(arguments.report, arguments.place)
    with active.files([arguments.report] if arguments.report else [], True) as (report,):
        spot = active.attached().selection()
        if spot is None:
            raise UsageError("chưa chọn ô nào trong sổ đang mở")
        return traced(report, f"'{spot.sheet}'!{spot.address}")


def traced(report: Path, place: str) -> "Trace":
    """The trace of a cell such as `Chỉ tiêu!I12` of a report. Raises UsageError, OSError."""
    from nq57xl.model.names import nfc
    from nq57xl.report.trace import NotTraceable, trace
    from nq57xl.sheets.address import column_number
    from nq57xl.sheets.reading.isolate import read_safely
    from nq57xl.sheets.reading.limits import UnreadableBook
    match = PLACE.fullmatch(nfc(place.strip()))
    if match is None:
        raise UsageError(f'không hiểu ô "{place}"; viết TRANG!Ô, ví dụ "Chỉ tiêu!I12"')
    sheet = match["quoted"].replace("''", "'") if match["quoted"] else match["plain"]
    try:
        book = read_safely(report.read_bytes(), report.name)
        return trace(book, sheet, int(match["row"]), column_number(match["column"]))
    except UnreadableBook as fault:
        raise UsageError(f"không đọc được {report}: {fault.detail}") from fault
    except NotTraceable as fault:
        raise UsageError(str(fault)) from fault


def file_states(found: "Trace", folder: Path) -> dict[str, str]:
    """Whether the files behind a figure are still those that were merged. Raises UsageError, OSError."""
    import hashlib

    from nq57xl.merge import find_inputs
    wanted = {origin.file: origin.sha256 for origin in found.origins}
    hashes = {source.name: hashlib.sha256(source.load()).hexdigest() for source in find_inputs([folder])
              if source.name in wanted}
    return {file: ABSENT if file not in hashes else INTACT if hashes[file] == sha256 else CHANGED
            for file, sha256 in wanted.items()}


def document(found: "Trace", states: dict[str, str]) -> dict:
    """The JSON of `trace`: subject, value, note, and the origins with file, SHA-256, sheet and cell."""
    origins = [asdict(origin) | ({"file_state": states[origin.file]} if origin.file in states else {})
               for origin in found.origins]
    return _plain({"subject": found.subject, "value": found.value, "note": found.note, "origins": origins})


def trace_lines(found: "Trace", states: dict[str, str]) -> Iterator[str]:
    """The trace as officers read it: what the cell shows, then one line for each cell behind it."""
    value = _shown(found.value)
    yield f"{found.subject}{f' = {value}' if value else ''}"
    if found.note:
        yield found.note
    for origin in found.origins:
        yield f"  {_origin_line(origin)}" + (f" ({states[origin.file]})" if origin.file in states else "")
    if found.origins:
        cells = sum(bool(origin.cell) for origin in found.origins)
        files = len({origin.file for origin in found.origins})
        yield f"{f'{cells} ô của ' if cells else ''}{files} tệp; mã băm SHA-256 của từng tệp ở trang Nguồn."


def _origin_line(origin: "Origin") -> str:
    what = " · ".join(part for part in (origin.unit, origin.code, origin.field) if part)
    value = _shown(origin.value)
    place = "!".join(part for part in (origin.sheet, origin.cell) if part)
    return f"{what}{f' = {value}' if value else ''} ← {origin.file}{f' · {place}' if place else ''}"


def _shown(value: object) -> str:
    """A value as officers write it."""
    if isinstance(value, float):
        return f"{value:.12g}".replace(".", ",")
    return day_text(value) if isinstance(value, date) else "" if value is None else str(value)


def _plain(value: object) -> object:
    """The document with days as ISO texts."""
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
    return value

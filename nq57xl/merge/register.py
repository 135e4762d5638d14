"""The register of receipt, `so-tiep-nhan.csv`: which file came in on which day. Officers keep it in Excel."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date

from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.names import clean

REGISTER = "so-tiep-nhan.csv"
COLUMNS = ("file", "received")
BASIS = "sổ tiếp nhận"
_DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?")


def read_register(content: bytes, name: str, files: Iterable[str]) -> tuple[dict[str, date], tuple[Finding, ...]]:
    """Day received by shown name of a file, and what is wrong with lines of the register `name`.

    A line names a file by its shown name, its bare name, or the archive it came in; the most exact line counts.
    Faulty lines are left out, the others hold.
    """
    try:
        rows = _rows(content)
    except ValueError as fault:
        return {}, (raise_finding(MESSAGES["X13"], Place(file=name), reason=str(fault)),)
    files = sorted(files)
    days: dict[str, date] = {}
    findings: list[Finding] = []
    for line, text, received in rows:
        day = parse_day(received)
        reason = _fault(text, received, day, days.get(_key(text)), files)
        if reason:
            findings.append(raise_finding(MESSAGES["X11"], Place(file=name), found=received, line=line, reason=reason))
        else:
            days[_key(text)] = day
    found = {file: _best(file, days) for file in files}
    return {file: day for file, day in found.items() if day}, tuple(findings)


def parse_day(text: str) -> date | None:
    """`2025-09-20` or `20/9/2025`, a time of day after it ignored; None for anything else."""
    match = _DAY.fullmatch(clean(text))
    if not match:
        return None
    parts = match.groups()
    year, month, day = parts[:3] if parts[0] else reversed(parts[3:])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _rows(content: bytes) -> list[tuple[int, str, str]]:
    """Line number, file and day as written; empty lines left out. ValueError says what is wrong, in Vietnamese."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ValueError("không phải UTF-8") from fault
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        lines = [(reader.line_num, row) for row in reader]
    except csv.Error as fault:
        raise ValueError("không phải CSV") from fault
    header = [clean(cell).lower() for cell in lines[0][1]] if lines else []
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise ValueError(f"thiếu cột {', '.join(missing)}")
    at = [header.index(column) for column in COLUMNS]
    cells = [(line, *(clean(row[n]) if n < len(row) else "" for n in at)) for line, row in lines[1:]]
    return [cell for cell in cells if any(cell[1:])]


def _fault(text: str, received: str, day: date | None, known: date | None, files: list[str]) -> str:
    """Why a line cannot be used; empty for a good one."""
    if day is None:
        return f'"{received}" không phải là ngày (viết 20/9/2025 hoặc 2025-09-20)'
    if known not in (None, day):
        return f"tệp {text} đã ghi một ngày khác ở dòng trên"
    if not any(_key(text) in _names(file) for file in files):
        return f'không có tệp "{text}"'
    return ""


def _best(file: str, days: dict[str, date]) -> date | None:
    return next((days[name] for name in _names(file) if name in days), None)


def _names(file: str) -> list[str]:
    """The names a register may give a file, the most exact first: whole, bare, its archive or folder."""
    key = _key(file)
    parts = key.split("/")
    above = ["/".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]
    return [key, parts[-1], *above, *parts[-2::-1]]


def _key(text: str) -> str:
    return clean(text).replace("\\", "/").casefold()

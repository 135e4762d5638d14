"""The register of receipt, `so-tiep-nhan.csv`: which file came in on which day. Officers keep it in Excel."""

from collections.abc import Iterable
from datetime import date

from nq57xl.archive.tables import parse_day, read_rows
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.names import clean

REGISTER = "so-tiep-nhan.csv"
COLUMNS = ("file", "received")
BASIS = "sổ tiếp nhận"


def read_register(content: bytes, name: str, files: Iterable[str]) -> tuple[dict[str, date], tuple[Finding, ...]]:
    """Day received by shown name of a file, and what is wrong with lines of the register `name`.

    A line names a file by its shown name, its bare name, or the archive it came in; the most exact line counts.
    Faulty lines are left out, the others hold.
    """
    try:
        rows = read_rows(content, COLUMNS)
    except ValueError as fault:
        return {}, (raise_finding(MESSAGES["X13"], Place(file=name), reason=str(fault)),)
    files = sorted(files)
    days: dict[str, date] = {}
    findings: list[Finding] = []
    for line, cells in rows:
        text, received = (cells[column] for column in COLUMNS)
        day = parse_day(received)
        reason = _fault(text, received, day, days.get(_key(text)), files)
        if reason:
            findings.append(raise_finding(MESSAGES["X11"], Place(file=name), found=received, line=line, reason=reason))
        else:
            days[_key(text)] = day
    found = {file: _best(file, days) for file in files}
    return {file: day for file, day in found.items() if day}, tuple(findings)


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

"""Findings -> the sheet `Cần sửa` and the marks on the cells."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from nq57xl.model.days import day_text
from nq57xl.model.finding import ERROR, INFO, SEVERITY_LABEL, WARNING, Finding, sentence
from nq57xl.model.period import parse_period
from nq57xl.model.plan import Plan
from nq57xl.model.record import Submission
from nq57xl.plans.files import load_plan
from nq57xl.sheets.address import column_number, letter
from nq57xl.sheets.layout import EXTRA_KEY
from nq57xl.sheets.marking.mark import SWITCH, SWITCH_FORMULA, Mark
from nq57xl.sheets.marking.own import CELL, OWN_LINE, PROBLEM, SHEET, TODO_TITLE, note_text
from nq57xl.sheets.writing.describe import Column, Link, Row, Sheet, Styled, quoted

ORDER = {ERROR: 0, WARNING: 1, INFO: 2}
LOOK = {ERROR: "bad", WARNING: "warn", INFO: "muted"}
COLUMNS = (Column("STT", 6, "centre"), Column("Mức", 11, "centre"), Column("Mã", 7, "centre"),
           Column(SHEET, 14, "wrap"), Column(CELL, 8, "link"), Column("Dòng (chỉ tiêu, nhiệm vụ)", 34, "wrap"),
           Column("Nội dung tìm thấy", 22, "wrap"), Column(PROBLEM, 42, "wrap"), Column("Cách sửa", 42, "wrap"))
LONGEST_NAME, LONGEST_LIST, LONGEST_NOTE = 80, 2000, 1500
_PLACE = re.compile(r"(?:([A-Z]{1,3})([1-9]\d{0,6})|([1-9]\d{0,6}):\3|([A-Z]{1,3}):\4)")
_LAST_ROW, _LAST_COLUMN = 1048576, 16384


def todo_sheet(submission: Submission, plan: Plan | None, titles: Collection[str], on: date) -> Sheet:
    """The list of what is to be corrected, errors first. Cells of the sheets with these `titles` are links; `on` is
    the day of the check."""
    findings = in_order(submission.findings)
    names = row_names(plan)
    rows = [_row(number, finding, names, titles) for number, finding in enumerate(findings[:LONGEST_LIST], 1)]
    if rest := len(findings) - len(rows):
        rows.append((*(None,) * 7, f"và {rest} nội dung nữa", "sửa các dòng trên rồi gửi lại"))
    return Sheet(TODO_TITLE, "NỘI DUNG CẦN SỬA", _notes(submission, findings, on), (sender(submission, plan).upper(),),
                 COLUMNS, tuple(rows), freeze_columns=0, tab_colour="#C00000",
                 names=((SWITCH, SWITCH_FORMULA),))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, then what is for information; else as they come: by sheet and row."""
    return sorted(findings, key=lambda finding: ORDER[finding.severity])


def marks_of(findings: Iterable[Finding], titles: Collection[str]) -> list[Mark]:
    """A mark for each cell that must be corrected or looked at; several findings on one share its note."""
    found: dict[tuple[str, int, int], list[Finding]] = defaultdict(list)
    for finding in in_order(findings):
        place = place_of(finding)
        if place and finding.severity != INFO and finding.place.sheet in titles:
            found[finding.place.sheet, *place].append(finding)
    return [Mark(sheet, row, column, ORDER[mine[0].severity], note_text(_note(mine)))
            for (sheet, row, column), mine in list(found.items())[:LONGEST_LIST]]


def place_of(finding: Finding) -> tuple[int, int] | None:
    """Row and column of the cell a finding is on, or of the first cell of its row or column; None without one."""
    match = _PLACE.fullmatch(finding.place.cell)
    if not match:
        return None
    row, column = int(match[2] or match[3] or 1), column_number(match[1] or match[4] or "A")
    return (row, column) if row <= _LAST_ROW and column <= _LAST_COLUMN else None


def row_names(plan: Plan | None) -> dict[str, str]:
    """The name of each row of a plan by its code."""
    return {row.code: row.name for row in (*plan.indicators, *plan.assignments)} if plan else {}


def row_label(code: str, names: dict[str, str]) -> str:
    """`HP-CT-01 – Tỷ lệ …`, the name cut; a row of the unit's own has a name and no code."""
    if code.startswith(f"{EXTRA_KEY}-"):
        return f"Nhiệm vụ khác, dòng {code.removeprefix(f'{EXTRA_KEY}-')}"
    name = names.get(code, "")
    name = name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME].rsplit(" ", 1)[0] + "…"
    return " – ".join(part for part in (code, name) if part)


def sender(submission: Submission, plan: Plan | None) -> str:
    """The unit's name, else its code, else that it is not known."""
    unit = plan.unit(submission.unit) if plan else None
    return unit.name if unit else submission.unit or "Chưa rõ đơn vị"


def plan_of(submission: Submission) -> Plan | None:
    """The plan a submission is on; None where it is not known."""
    return load_plan(submission.plan) if submission.plan else None


def _row(number: int, finding: Finding, names: dict[str, str], titles: Collection[str]) -> Row:
    sheet, cell = finding.place.sheet, finding.place.cell
    place = place_of(finding)
    at = Link(cell, f"{quoted(sheet)}!{letter(place[1])}{place[0]}") if place and sheet in titles else cell
    level = Styled(SEVERITY_LABEL[finding.severity], LOOK[finding.severity])
    where = "\n".join(part for part in (row_label(finding.place.row, names), finding.place.field) if part)
    return (number, level, finding.code, sheet, at, where, finding.found, sentence(finding.message),
            sentence(finding.remedy))


def _notes(submission: Submission, findings: list[Finding], on: date) -> tuple[str, ...]:
    counts = Counter(finding.severity for finding in findings)
    told = ", ".join(f"{counts[severity]} {SEVERITY_LABEL[severity].lower()}" for severity in ORDER)
    period = f"Kỳ báo cáo: {parse_period(submission.period).label}. " if submission.period else ""
    return (f"{period}Tệp: {submission.file}. Kiểm tra ngày {day_text(on)}",
            f"{sentence(told)}. Lỗi thì số liệu chưa được lấy; cảnh báo thì nên xem lại hoặc ghi lý do; "
            "thông tin thì không phải sửa nếu đã đọc đúng.", OWN_LINE)


def _note(findings: list[Finding]) -> str:
    text = "\n".join(f"{SEVERITY_LABEL[f.severity]} {f.code}: {sentence(f.message)}\nCách sửa: {f.remedy}"
                     for f in findings)
    return text if len(text) <= LONGEST_NOTE else text[:LONGEST_NOTE] + "…"

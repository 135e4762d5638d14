"""A small plan and its issued workbook as a Book, for the tests of validation.

Entries are tables in the test's own text: the first line names the row's code and fields, a cell is a number,
a `YYYY-MM-DD` day, `=formula result` (`=` alone: a formula without a result), `#N/A`, `'text`, TRUE, or text.
Rows the table does not name are filled well, so that a test sees only what it asks for.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from nq57xl.model.finding import Finding
from nq57xl.model.plan import Assignment, Indicator, Plan, Unit
from nq57xl.model.record import Submission
from nq57xl.model.target import parse_target
from nq57xl.plans.files import UnknownPlanError
from nq57xl.sheets.address import address
from nq57xl.sheets.layout import ASSIGNMENTS, DIFFICULTIES, INDICATORS, Layout
from nq57xl.sheets.reading.book import ERROR, UNCOMPUTED, Book, Cell, Sheet
from nq57xl.sheets.stamp import Stamp, issue_id, stamp_rows
from nq57xl.validate import validate_book

FILE = "NQ57_mau_2025-09_VHXH_bieu.xlsx"
STAMP = Stamp("1", "mau", "3", "VHXH", "2025-09", "bieu", "0b6514128786", "2025-09-01", "abcdef0123456789")
FIELD_ROW = 6
FIRST_ROW = 8


def indicator(code: str, name: str, kind: str, unit_of_measure: str, **change: Any) -> Indicator:
    plain = Indicator(code, "1", "1", "I", "Hạ tầng", "", name, unit_of_measure, kind, "up", False,
                      {2025: parse_target(">=60"), 2030: parse_target("100")}, "", "", "sum", False, "agency",
                      "Phòng Văn hóa - Xã hội", "", "", "", "", "", "", "")
    return replace(plain, **change)


def assignment(code: str, name: str, **change: Any) -> Assignment:
    plain = Assignment(code, "2", "1", "I", "Tuyên truyền", name, "Phòng Văn hóa - Xã hội", "", "", "Kế hoạch",
                       "Tháng 12/2025", "month", "2025-12", "")
    return replace(plain, **change)


RATIO = indicator("CT01", "Tỷ lệ thôn phủ sóng 5G", "percent", "%", consolidation="ratio",
                  numerator="Số thôn đã phủ sóng 5G", denominator="Tổng số thôn trên địa bàn")
COUNT = indicator("CT02", "Số doanh nghiệp công nghệ số", "count", "doanh nghiệp", cumulative=True, targets={})
INDEX = indicator("CT03", "Chỉ số chuyển đổi số", "index", "điểm", targets={})
MONEY = indicator("CT04", "Kinh phí chuyển đổi số", "money", "tỷ đồng", targets={})
TEXT = indicator("CT05", "Kiến trúc số cấp xã", "text", "", targets={})
PLAN = Plan(
    id="mau", number="01/KH", date="2025-08-01", title="Kế hoạch", issuer="UBND xã Mẫu", issuer_code="11542",
    level="commune", province_code="31", city_plan="", milestones=(2025, 2030), periods=("month",), legal_bases=(),
    replaces=(), report_to="", report_through="", version=3, indicators=(RATIO, COUNT, INDEX, MONEY, TEXT),
    assignments=(assignment("NV1", "Ban hành kế hoạch tuyên truyền"), assignment("NV2", "Tập huấn kỹ năng số")),
    units=(Unit("VHXH", "Phòng Văn hóa - Xã hội", "department"), Unit("00070", "Phòng Kinh tế", "department")),
    groups=(), calendars={}, digest="abcdef0123456789")
GOOD = {
    "CT01": {"numerator": 8.0, "denominator": 10.0, "value": "=80", "data_status": "Đã có số liệu"},
    "CT02": {"value": 12.0}, "CT03": {"value": 0.75}, "CT04": {"value": 3.5}, "CT05": {"value": "Đã ban hành"},
    "NV1": {"status": "Đang thực hiện", "progress": 50.0, "person": "Nguyễn Văn A"},
    "NV2": {"status": "Hoàn thành", "progress": 100.0, "completed_on": date(2025, 9, 5), "document": "12/KH-UBND",
            "person": "Trần Thị B"}}
EVIDENCE = {"evidence": "Báo cáo 15/BC-UBND", "explanation": ""}
LOCKED = {"CT01": {"unit_of_measure": "%", "target": "≥60%"}, "NV1": {"lead": "Phòng Văn hóa - Xã hội"}}


def entries(table: str) -> dict[str, dict[str, Any]]:
    """code -> field -> value of a table in a test's text."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return {row[0]: {name: parse(text) for name, text in zip(lines[0][1:], row[1:], strict=True)} for row in lines[1:]}


def parse(text: str) -> Any:
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    for convert in (float, date.fromisoformat):
        try:
            return convert(text)
        except ValueError:
            continue
    return text.removeprefix("'") or None


def cell(row: int, column: int, value: Any) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.startswith("="):
        result = parse(value[1:])
        return Cell(row, column, result, "" if result is not None else UNCOMPUTED, True)
    if isinstance(value, str) and value.startswith("#"):
        return Cell(row, column, value, ERROR)
    return Cell(row, column, value)


def sheet_of(name: str, grid: Mapping[tuple[int, int], Any], visibility: str = "visible") -> Sheet:
    cells = {place: made for place, value in grid.items() if (made := cell(*place, value)) is not None}
    return Sheet(name, visibility, cells)


def table_sheet(layout: Layout, rows: list[dict[str, Any]]) -> Sheet:
    """The issued sheet: a title, hidden field names, headers, a group heading, the rows."""
    grid: dict[tuple[int, int], Any] = {(1, 1): "UBND XÃ MẪU", (3, 3): layout.name.upper()}
    for column, description in enumerate(layout.columns, 1):
        grid[FIELD_ROW, column] = description.field
        grid[FIELD_ROW + 1, column] = description.header.format(year=2025)
    if layout is not DIFFICULTIES:
        grid[FIRST_ROW, 3] = "I. Hạ tầng"
    for number, row in enumerate(rows, FIRST_ROW + 1):
        for name, value in row.items():
            grid[number, layout.index(name)] = value
    return sheet_of(layout.name, grid)


def issued(stamp: Stamp) -> Stamp:
    """The stamp with the issue id that belongs to its fields, unless the test gave one of its own."""
    if stamp.issue_id != STAMP.issue_id:
        return stamp
    return replace(stamp, issue_id=issue_id(stamp.plan, stamp.plan_version, stamp.digest, stamp.unit, stamp.period,
                                            stamp.kind))


def identity_sheet(stamp: Stamp = STAMP, name: str = "_nq57", first_row: int = 1) -> Sheet:
    rows = enumerate(stamp_rows(issued(stamp)), first_row)
    return sheet_of(name, {(r, c): text for r, pair in rows for c, text in enumerate(pair, 1)}, "very hidden")


def book(table: str = "", stamp: Stamp = STAMP, plan: Plan = PLAN, difficulties: str = "", filled: bool = True,
         extras: dict[str, dict[str, Any]] | None = None) -> Book:
    """The returned workbook; `table` overrides the good entries of the rows it names (`filled=False`: no others).

    A row the table names has only what the table says, and its evidence."""
    told = entries(table) if table else {}
    own = told if not filled else {**GOOD, **told}
    rows = [{"key": i.code, "code": i.code, "name": i.name, **LOCKED.get(i.code, {}),
             **({**EVIDENCE, **own[i.code]} if i.code in own else {})} for i in plan.indicators]
    tasks = [{"key": a.code, "code": a.code, "name": a.name, **LOCKED.get(a.code, {}), **own.get(a.code, {})}
             for a in plan.assignments]
    tasks += [{"key": f"extra-{n}", **(extras or {}).get(f"extra-{n}", {})} for n in (1, 2)]
    free = entries(difficulties) if difficulties else {}
    problems = [{"key": str(n), "stt": float(n), **free.get(str(n), {})} for n in (1, 2, 3)]
    return Book("xlsx", (sheet_of("Hướng dẫn", {(1, 1): "HƯỚNG DẪN"}), table_sheet(INDICATORS, rows),
                         table_sheet(ASSIGNMENTS, tasks), table_sheet(DIFFICULTIES, problems),
                         sheet_of("_danhmuc", {(1, 1): "Hoàn thành"}, "hidden"), identity_sheet(stamp)),
                saved=date(2025, 9, 19))


def changed(source: Book, name: str, change: Callable[[Sheet], Sheet | None]) -> Book:
    """The book with one sheet put through `change`; None takes it away."""
    sheets = [change(sheet) if sheet.name == name else sheet for sheet in source.sheets]
    return replace(source, sheets=tuple(s for s in sheets if s is not None))


def edited(source: Book, name: str, **cells: Any) -> Book:
    """The book with some cells of a sheet set: `edited(book, "Chỉ tiêu", I9=85.0)`; None empties a cell."""
    def edit(sheet: Sheet) -> Sheet:
        found = dict(sheet.cells)
        for place, value in cells.items():
            row, column = at(place)
            made = cell(row, column, value)
            found.pop((row, column), None)
            found |= {(row, column): made} if made else {}
        return replace(sheet, cells=found)
    return changed(source, name, edit)


def moved(source: Book, name: str, where: Callable[[int, int], tuple[int, int] | None]) -> Book:
    """The book with the cells of a sheet in other places; None drops a cell."""
    def move(sheet: Sheet) -> Sheet:
        places = ((where(*place), c) for place, c in sheet.cells.items())
        return replace(sheet, cells={p: c._replace(row=p[0], column=p[1]) for p, c in places if p})
    return changed(source, name, move)


def at(place: str) -> tuple[int, int]:
    return next((r, c) for r in range(1, 60) for c in range(1, 30) if address(r, c) == place)


def plans(plan_id: str) -> Plan:
    if plan_id != PLAN.id:
        raise UnknownPlanError(plan_id)
    return PLAN


def submit(source: Book, file: str = FILE, plan: Plan = PLAN, **expected: Any) -> Submission:
    return validate_book(source, file, "0" * 64, plans=plans if plan is PLAN else lambda _: plan, **expected)


def codes(submission: Submission) -> list[str]:
    return [finding.code for finding in submission.findings]


def only(submission: Submission, code: str) -> Finding:
    """The one finding of this code."""
    found, = [finding for finding in submission.findings if finding.code == code]
    return found


def facts(submission: Submission, code: str) -> dict[str, Any]:
    return {fact.field: fact.value for fact in submission.facts if fact.code == code}


def xlsx(source: Book) -> bytes:
    """The book as a real file."""
    import xlsxwriter
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy"})
    for sheet in source.sheets:
        page = workbook.add_worksheet(sheet.name)
        for (row, column), content in sheet.cells.items():
            if content.has_formula:
                page.write_formula(row - 1, column - 1, "=1*80", None, content.value)
            else:
                page.write(row - 1, column - 1, content.value)
        if sheet.visibility != "visible":
            page.very_hidden()
    workbook.close()
    return target.getvalue()

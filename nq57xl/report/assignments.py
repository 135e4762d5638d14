"""Sheet `Nhiệm vụ`: states by group and by lead, the overdue ones, and every assignment as its unit reports it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from nq57xl.model.dataset import AssignmentState, Dataset
from nq57xl.model.days import day_text
from nq57xl.model.terms import ASSIGNMENT_STATES, DONE_IN_TIME, DONE_LATE, DUE_SOON, NO_REPORT, OVERDUE
from nq57xl.report.frame import ASSIGNMENTS, HEADER_ROW, NO_GROUP, framed, unit_names
from nq57xl.sheets.address import letter
from nq57xl.sheets.writing.describe import Block, Column, Formula, Row, Sheet, Styled, TextRule, Value

STATE_NAME, ROLE_NAME, GROUP_NAME, LEAD_NAME = "NV_TinhTrang", "NV_VaiTro", "NV_Nhom", "NV_ChuTri"
LEADING, COORDINATING = "Chủ trì", "Phối hợp"
COLUMNS = (
    Column("STT", 5, "centre"), Column("Mã", 11, "centre"), Column("Nhiệm vụ", 46, "wrap"),
    Column("Đơn vị báo cáo", 20, "small"), Column("Vai trò", 10, "centre", ROLE_NAME), Column("Thời hạn", 12, "date"),
    Column("Trạng thái", 13, "centre"), Column("Tiến độ (%)", 10, "number"), Column("Ngày hoàn thành", 12, "date"),
    Column("Tình trạng", 14, "centre", STATE_NAME), Column("Số, ký hiệu văn bản", 15, "small"),
    Column("Người thực hiện", 16, "small"), Column("Khó khăn, vướng mắc", 28, "small"),
    Column("Cơ quan chủ trì", 22, "small", LEAD_NAME), Column("Nhóm", 26, "small", GROUP_NAME))
OWN = "Nhiệm vụ riêng của đơn vị"
LABEL_COLUMNS, LATE_COLUMN = 3, "Số ngày quá hạn"
MOST_OVERDUE = 50
STATE_STYLE = {DONE_IN_TIME: "good", DONE_LATE: "warn", DUE_SOON: "warn", OVERDUE: "bad", NO_REPORT: "muted"}
NOTE = ("Bảng đếm tính theo đơn vị chủ trì; tình trạng suy ra từ trạng thái, ngày hoàn thành và thời hạn. "
        "Thời hạn không ghi ngày (thường xuyên, hằng năm) thì không tính quá hạn.")
Label = Callable[[AssignmentState], str]


def assignments_sheet(dataset: Dataset) -> Sheet:
    """Counts, the overdue list, then all assignments."""
    blocks, next_row = _blocks(dataset)
    names = unit_names(dataset)
    rows = tuple((number, *_cells(state, names)) for number, state in enumerate(dataset.assignments, 1))
    sheet = Sheet(ASSIGNMENTS, "TÌNH HÌNH THỰC HIỆN CÁC NHIỆM VỤ", columns=COLUMNS, rows=rows, blocks=blocks,
                  top=next_row - HEADER_ROW, freeze_rows=False, freeze_columns=3, tab_colour="#1F4E79",
                  header_height=32, heights=_header_heights(blocks))
    sheet = framed(dataset, sheet, NOTE)
    return replace(sheet, conditional=tuple(
        TextRule(sheet.cells("Tình trạng"), state, style) for state, style in STATE_STYLE.items()))


def overdue(dataset: Dataset) -> list[AssignmentState]:
    """The overdue assignments of those who lead them, longest overdue first."""
    found = [s for s in dataset.assignments if s.state == OVERDUE and s.is_lead]
    return sorted(found, key=lambda s: (s.deadline or dataset.as_of, s.code, s.unit))


def overdue_row(dataset: Dataset) -> int:
    """Row of the overdue list's heading."""
    return _blocks(dataset)[0][2].row


def lead_of(state: AssignmentState) -> str:
    return state.assignment.lead if state.assignment else OWN


def group_of(state: AssignmentState) -> str:
    """The name of the group; its number where the plan gives it no name."""
    if state.assignment is None:
        return OWN
    return state.assignment.group_name or state.group or NO_GROUP


def _blocks(dataset: Dataset) -> tuple[tuple[Block, ...], int]:
    """The blocks above the list, and the row after the last one."""
    by_group = _count_block(dataset, HEADER_ROW, "I. TÌNH TRẠNG THEO NHÓM NHIỆM VỤ", "Nhóm", GROUP_NAME, group_of)
    by_lead = _count_block(dataset, _below(by_group), "II. TÌNH TRẠNG THEO CƠ QUAN CHỦ TRÌ", "Cơ quan chủ trì",
                           LEAD_NAME, lead_of)
    late = _overdue_block(dataset, _below(by_lead))
    title = Block(_below(late), 1, ((Styled("IV. TẤT CẢ NHIỆM VỤ", "section"),),))
    return (by_group, by_lead, late, title), title.row + 1


def _below(block: Block) -> int:
    return block.row + len(block.rows) + 1


def _header_heights(blocks: Iterable[Block]) -> tuple[tuple[int, float], ...]:
    return tuple((block.row + 1, 48.0) for block in tuple(blocks)[:2])


def _count_block(dataset: Dataset, row: int, title: str, heading: str, name: str, label: Label) -> Block:
    """A table of counts: one row for each label, one column for each state, with live formulas."""
    leading = [s for s in dataset.assignments if s.is_lead]
    counts = Counter((label(s), s.state) for s in leading)
    labels = list(dict.fromkeys(label(s) for s in dataset.assignments if s.is_lead))
    header = (Styled(heading, "header", LABEL_COLUMNS),
              *(Styled(state, "header") for state in (*ASSIGNMENT_STATES, "Tổng số")))
    body = tuple(_count_row(text, at, row + 1, name, counts) for at, text in enumerate(labels, row + 2))
    return Block(row, 1, ((Styled(title, "section"),), header, *body, _total_row(row + 2, len(labels), counts)))


def _count_row(text: str, row: int, header: int, name: str, counts: Counter) -> Row:
    cells = [Styled(Formula(count_formula(name, text, f"$A{row}", f"{letter(column)}${header}"), counts[text, state]),
                    "number")
             for column, state in enumerate(ASSIGNMENT_STATES, LABEL_COLUMNS + 1)]
    return (Styled(text, "wrap", LABEL_COLUMNS), *cells, _row_sum(row, sum(counts[text, s] for s in ASSIGNMENT_STATES)))


def _row_sum(row: int, value: int) -> Styled:
    last = LABEL_COLUMNS + len(ASSIGNMENT_STATES)
    return Styled(Formula(f"SUM({letter(LABEL_COLUMNS + 1)}{row}:{letter(last)}{row})", value), "total_number")


def _total_row(first: int, count: int, counts: Counter) -> Row:
    totals = [sum(n for (_, found), n in counts.items() if found == state) for state in ASSIGNMENT_STATES]
    cells = [Styled(_column_sum(letter(column), first, count, total), "total_number")
             for column, total in enumerate((*totals, sum(totals)), LABEL_COLUMNS + 1)]
    return Styled("Tổng số", "total", LABEL_COLUMNS), *cells


def _column_sum(column: str, first: int, count: int, total: int) -> Formula | int:
    return Formula(f"SUM({column}{first}:{column}{first + count - 1})", total) if count else total


def count_formula(name: str, text: str, label: str, state: str) -> str:
    """Assignments of a label in a state, of those who lead. COUNTIFS takes some texts for patterns."""
    if len(text) > 255 or set(text) & set("*?~") or text.startswith(("<", ">", "=")):
        return f'SUMPRODUCT(({name}={label})*({ROLE_NAME}="{LEADING}")*({STATE_NAME}={state}))'
    return f'COUNTIFS({name},{label},{ROLE_NAME},"{LEADING}",{STATE_NAME},{state})'


def _overdue_block(dataset: Dataset, row: int) -> Block:
    """The overdue list, in the columns of the full list so that one width serves both."""
    found, names = overdue(dataset), unit_names(dataset)
    title = Styled(f"III. NHIỆM VỤ QUÁ HẠN TÍNH ĐẾN NGÀY {day_text(dataset.as_of)}: {len(found)}", "section")
    if not found:
        return Block(row, 1, ((title,), (Styled("Không có nhiệm vụ quá hạn.", "note", LABEL_COLUMNS),)))
    header = tuple(Styled(LATE_COLUMN if c.header == "Ngày hoàn thành" else c.header, "header") for c in COLUMNS)
    rows = tuple(_overdue_cells(dataset, n, state, names) for n, state in enumerate(found[:MOST_OVERDUE], 1))
    rest = len(found) - MOST_OVERDUE
    more = ((Styled(f"và {rest} nhiệm vụ khác: lọc Tình trạng = {OVERDUE} ở mục IV.", "note", LABEL_COLUMNS),),)
    return Block(row, 1, ((title,), header, *rows, *(more if rest > 0 else ())))


def _overdue_cells(dataset: Dataset, number: int, state: AssignmentState, names: dict[str, str]) -> Row:
    values = (number, *_cells(state, names))
    late = (dataset.as_of - state.deadline).days if state.deadline else None
    return tuple(Styled(late if c.header == "Ngày hoàn thành" else value, _overdue_style(c))
                 for c, value in zip(COLUMNS, values, strict=True))


def _overdue_style(column: Column) -> str:
    return {"Ngày hoàn thành": "number", "Tình trạng": "bad"}.get(column.header, column.style)


def _cells(state: AssignmentState, names: dict[str, str]) -> tuple[Value, ...]:
    deadline: Value = state.deadline
    if deadline is None and state.assignment:
        deadline = Styled(state.assignment.deadline_text or None, "small")
    return (state.code, state.name, names.get(state.unit, state.unit), LEADING if state.is_lead else COORDINATING,
            deadline, state.status or None, state.progress, state.completed_on, state.state, state.document or None,
            state.person or None, state.difficulty or None, lead_of(state), group_of(state))

"""Sheet `Tổng quan`: key figures, small tables with their charts, the map, and what needs attention."""

from collections import Counter
from collections.abc import Sequence

from nq57xl.model.dataset import HANDED_IN, ON_TIME, RETURN_STATES, Dataset
from nq57xl.model.finding import ERROR, INFO, SEVERITY_LABEL, WARNING
from nq57xl.model.terms import (
    ASSIGNMENT_STATES,
    AT_RISK,
    BEHIND,
    DONE_IN_TIME,
    DONE_LATE,
    MET,
    NO_FIGURE,
    NO_TARGET,
    OVERDUE,
)
from nq57xl.report.assignments import LEADING, ROLE_NAME, STATE_NAME
from nq57xl.report.attention import Attention, attention
from nq57xl.report.findings import SEVERITY_NAME
from nq57xl.report.frame import HEADER_ROW, NO_GROUP, OVERVIEW, framed, handed_in
from nq57xl.report.indicators import GROUP_NAME, JUDGEMENT_NAME
from nq57xl.report.map import UnitMap
from nq57xl.report.overview_charts import charts_row, map_row
from nq57xl.report.returns import STATE_NAME as RETURN_NAME
from nq57xl.sheets.address import letter
from nq57xl.sheets.writing.describe import Block, Column, Formula, Link, Row, Sheet, Styled

JUDGEMENTS = (MET, AT_RISK, BEHIND, NO_FIGURE, NO_TARGET)
GRID = tuple(Column("", 9.5) for _ in range(12))
CARD_ROW = HEADER_ROW
PRINT_SCALE = 70
"""Twelve columns at this scale fit on an upright A4 page."""
NOTE = "Các con số trên trang này là công thức đếm từ các trang sau; ở phần Cần chú ý, bấm Đến nơi để xem chi tiết."


def overview_sheet(dataset: Dataset, unit_map: UnitMap | None) -> Sheet:
    """The first page. Without a map the chart of assignments takes its room."""
    cards = Block(CARD_ROW, 1, _cards(dataset))
    groups = Block(CARD_ROW + 3, 1, _group_table(dataset, CARD_ROW + 3))
    first = groups.row + len(groups.rows) + 1
    upper, counts_row = charts_row(groups, first)
    tables = _count_blocks(dataset, counts_row)
    lower_row = counts_row + max(len(block.rows) for block in tables) + 1
    charts, pictures, legend, break_row, list_row = map_row(tables, lower_row, unit_map)
    watch = Block(list_row, 1, _attention_rows(attention(dataset)))
    sheet = Sheet(
        OVERVIEW, f"TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ {dataset.plan.number}", columns=GRID,
        blocks=(cards, groups, *tables, *legend, watch), charts=(*upper, *charts), pictures=pictures,
        heights=((CARD_ROW, 34.0), (CARD_ROW + 1, 30.0)), orientation="portrait", scale=PRINT_SCALE,
        breaks=(break_row,), tab_colour="#C00000")
    return framed(dataset, sheet, NOTE)


def _cards(dataset: Dataset) -> tuple[Row, ...]:
    """Six figures, each over its words; two columns each."""
    judged = Counter(figure.judgement for figure in dataset.figures)
    states = Counter(state.state for state in dataset.assignments if state.is_lead)
    on_time, total = sum(entry.state == ON_TIME for entry in dataset.returns), len(dataset.returns)
    done = states[DONE_IN_TIME] + states[DONE_LATE]
    errors = sum(finding.severity == ERROR for finding in dataset.findings)
    handed = "+".join(_count(RETURN_NAME, state) for state in HANDED_IN)
    led, figures = sum(states.values()), len(dataset.figures)
    values = (
        (Formula(f'({handed})&"/{total}"', f"{handed_in(dataset)}/{total}"), "đơn vị đã nộp"),
        (Formula(_count(RETURN_NAME, ON_TIME), on_time), "đơn vị nộp đúng hạn"),
        (Formula(f'{_count(JUDGEMENT_NAME, MET)}&"/{figures}"', f"{judged[MET]}/{figures}"),
         "chỉ tiêu đạt mức kỳ vọng của năm"),
        (Formula(f'({_led(DONE_IN_TIME)}+{_led(DONE_LATE)})&"/{led}"', f"{done}/{led}"), "nhiệm vụ đã hoàn thành"),
        (Formula(_led(OVERDUE), states[OVERDUE]), "nhiệm vụ quá hạn"),
        (Formula(_count(SEVERITY_NAME, SEVERITY_LABEL[ERROR]), errors), "lỗi phải sửa"))
    return (tuple(Styled(value, "key", 2) for value, _ in values),
            tuple(Styled(words, "key_label", 2) for _, words in values))


def _count(name: str, word: str) -> str:
    return f'COUNTIF({name},"{word}")'


def _led(state: str) -> str:
    return f'COUNTIFS({STATE_NAME},"{state}",{ROLE_NAME},"{LEADING}")'


def _group_table(dataset: Dataset, row: int) -> tuple[Row, ...]:
    """Indicators by group and judgement; label over five columns, then the counts and their sum."""
    counts = Counter((figure.indicator.group_name or NO_GROUP, figure.judgement) for figure in dataset.figures)
    groups = list(dict.fromkeys(figure.indicator.group_name or NO_GROUP for figure in dataset.figures))
    header = Styled("Nhóm chỉ tiêu", "header", 6), *(Styled(h, "header") for h in (*JUDGEMENTS, "Tổng số"))
    body = tuple(_group_row(group, at, row + 1, counts) for at, group in enumerate(groups, row + 2))
    first, last = row + 2, row + 1 + len(groups)
    sums = [sum(n for (_, found), n in counts.items() if found == word) for word in JUDGEMENTS]
    total = (Styled("Tổng số", "total", 6),
             *(Styled(Formula(f"SUM({letter(c)}{first}:{letter(c)}{last})", n), "total_number")
               for c, n in enumerate((*sums, sum(sums)), 7)))
    return (Styled("I. CHỈ TIÊU THEO NHÓM", "section"),), header, *body, total


def _group_row(group: str, row: int, header: int, counts: Counter) -> Row:
    cells = [Styled(Formula(f"SUMPRODUCT(({GROUP_NAME}=$A{row})*({JUDGEMENT_NAME}={letter(c)}${header}))",
                            counts[group, word]), "number") for c, word in enumerate(JUDGEMENTS, 7)]
    total = Styled(Formula(f"SUM(G{row}:K{row})", sum(counts[group, word] for word in JUDGEMENTS)), "total_number")
    return Styled(group, "wrap", 6), *cells, total


def _count_blocks(dataset: Dataset, row: int) -> tuple[Block, Block, Block]:
    """Three small tables side by side: returns, assignments, findings."""
    returned = Counter(entry.state for entry in dataset.returns)
    states = Counter(state.state for state in dataset.assignments if state.is_lead)
    severities = Counter(finding.severity for finding in dataset.findings)
    return (
        Block(row, 1, _count_table("II. TÌNH HÌNH NỘP", "Trạng thái", row, 2, "C", [
            (state, _count(RETURN_NAME, state), returned[state]) for state in RETURN_STATES])),
        Block(row, 5, _count_table("III. NHIỆM VỤ", "Tình trạng (đơn vị chủ trì)", row, 3, "H", [
            (state, _led(state), states[state]) for state in ASSIGNMENT_STATES])),
        Block(row, 10, _count_table("IV. PHÁT HIỆN", "Mức độ", row, 2, "L", [
            (SEVERITY_LABEL[s], _count(SEVERITY_NAME, SEVERITY_LABEL[s]), severities[s])
            for s in (ERROR, WARNING, INFO)])))


def _count_table(title: str, heading: str, row: int, across: int, column: str,
                 lines: Sequence[tuple[str, str, int]]) -> tuple[Row, ...]:
    body = tuple((Styled(word, "wrap", across), Styled(Formula(formula, count), "number"))
                 for word, formula, count in lines)
    total = Formula(f"SUM({column}{row + 2}:{column}{row + 1 + len(lines)})", sum(count for *_, count in lines))
    return ((Styled(title, "section"),), (Styled(heading, "header", across), Styled("Số lượng", "header")), *body,
            (Styled("Tổng số", "total", across), Styled(total, "total_number")))


def _attention_rows(lines: Sequence[Attention]) -> tuple[Row, ...]:
    title = (Styled("V. CẦN CHÚ Ý", "section"),)
    if not lines:
        return title, (Styled("Không có việc cần chú ý.", "note", 6),)
    header = Styled("Nội dung", "header", 2), Styled("Chi tiết", "header", 9), Styled("Xem", "header")
    body = tuple((Styled(line.subject, "wrap", 2), Styled(line.text, "wrap", 9),
                  Styled(Link("Đến nơi", line.target), "link")) for line in lines)
    return title, header, *body


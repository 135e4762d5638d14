"""Sheet `Chỉ tiêu`: the city's figure for each indicator, its target, its judgement, its coverage."""

from dataclasses import replace

from nq57xl.model.dataset import CityFigure, Dataset
from nq57xl.model.target import display, falls_short_downward
from nq57xl.model.terms import AT_RISK, BEHIND, MET, NO_FIGURE
from nq57xl.report.figures import (
    CONSOLIDATION_LABEL,
    DENOMINATOR,
    NUMERATOR,
    achievement_formula,
    city_formula,
    part_formula,
    units_counted,
)
from nq57xl.report.frame import FIRST_ROW, INDICATORS, NO_GROUP, figure_style, framed, styled_figure
from nq57xl.sheets.address import letter
from nq57xl.sheets.writing.describe import BarRule, Column, Formula, Row, Sheet, Styled, TextRule, Value

GROUP_NAME, JUDGEMENT_NAME = "CT_Nhom", "CT_DanhGia"
COLUMNS = (
    Column("STT", 5, "centre"), Column("Mã", 10, "centre"), Column("Chỉ tiêu", 42, "wrap"),
    Column("Nhóm", 24, "small", GROUP_NAME), Column("Đơn vị tính", 9, "centre"), Column("Cách tổng hợp", 12, "small"),
    Column("Tử số", 11, "number"), Column("Mẫu số", 11, "number"), Column("Kết quả toàn thành phố", 12, "decimal"),
    Column("Kỳ trước", 10, "decimal"), Column("Tăng, giảm", 9, "change"), Column("Mục tiêu năm", 11, "centre"),
    Column("Mức kỳ vọng (lộ trình)", 11, "decimal"), Column("% mục tiêu", 10, "percent"),
    Column("Đánh giá", 11, "centre", JUDGEMENT_NAME), Column("Độ phủ", 9, "centre"), Column("Số ước", 7, "number"),
    Column("Chủ trì", 22, "small"))
_AT = {column.header: letter(n) for n, column in enumerate(COLUMNS, 1)}
RESULT_COLUMN = COLUMNS.index(next(c for c in COLUMNS if c.header.startswith("Kết quả"))) + 1
JUDGEMENT_STYLE = {MET: "good", AT_RISK: "warn", BEHIND: "bad", NO_FIGURE: "muted"}
NOTE = ("Độ phủ: số đơn vị có số liệu được tính trên số đơn vị phải báo cáo. Kết quả là công thức lấy số từ trang "
        "Số liệu; tỷ lệ tính từ tổng tử số và tổng mẫu số, không lấy trung bình.")


def indicators_sheet(dataset: Dataset) -> Sheet:
    """One row for each indicator of the plan, in the plan's order."""
    rows = tuple(_row(dataset, figure, row) for row, figure in enumerate(dataset.figures, FIRST_ROW))
    sheet = Sheet(INDICATORS, "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", columns=_columns(dataset), rows=rows,
                  freeze_columns=3, tab_colour="#1F4E79", header_height=48)
    return _coloured(framed(dataset, sheet, NOTE))


def _columns(dataset: Dataset) -> tuple[Column, ...]:
    """A commune's plan has no city: its figures are those of the whole unit."""
    if dataset.plan.level == "city":
        return COLUMNS
    whole = Column("Kết quả toàn đơn vị", 12, "decimal")
    return tuple(whole if n == RESULT_COLUMN else column for n, column in enumerate(COLUMNS, 1))


def _coloured(sheet: Sheet) -> Sheet:
    words = tuple(TextRule(sheet.cells("Đánh giá"), word, style) for word, style in JUDGEMENT_STYLE.items())
    return replace(sheet, conditional=(*words, BarRule(sheet.cells("% mục tiêu"), 0, 100)))


def _row(dataset: Dataset, figure: CityFigure, row: int) -> Row:
    indicator, cells = figure.indicator, {header: f"${at}{row}" for header, at in _AT.items()}
    code, result = cells["Mã"], f"${letter(RESULT_COLUMN)}{row}"
    numerator, denominator = cells["Tử số"], cells["Mẫu số"]
    previous = dataset.previous.get(indicator.code)
    return (
        indicator.stt, indicator.code, indicator.name, indicator.group_name or NO_GROUP, indicator.unit_of_measure,
        CONSOLIDATION_LABEL[indicator.consolidation], part_formula(figure, NUMERATOR, code),
        part_formula(figure, DENOMINATOR, code),
        styled_figure(city_formula(figure, code, numerator, denominator), indicator),
        styled_figure(previous, indicator), _change(figure, previous, result, cells["Kỳ trước"]),
        _target(dataset, figure), Styled(figure.path, figure_style(indicator)), achievement_formula(figure, result),
        figure.judgement, _coverage(figure, code), figure.estimated or None, indicator.lead)


def _coverage(figure: CityFigure, code: str) -> Value:
    """`109/114`, counted from the facts where the figure is consolidated from them."""
    expected = len(figure.units_expected)
    if not expected:
        return "-"
    text = f"{len(figure.units_counted)}/{expected}"
    if figure.indicator.consolidation == "none":
        return text
    return Formula(f'{units_counted(code, figure)}&"/{expected}"', text)


def _change(figure: CityFigure, previous: float | None, result: str, before: str) -> Value:
    """The difference from the last period; green where it goes the way it should."""
    if previous is None or not isinstance(figure.value, (int, float)):
        return None
    change = round(figure.value - previous, 6)
    if not change:
        style = "change"
    else:
        down = falls_short_downward(figure.target, figure.indicator.direction)
        style = "change_good" if (change < 0) == down else "change_bad"
    return Styled(Formula(f"ROUND({result}-{before},6)", change), style)


def _target(dataset: Dataset, figure: CityFigure) -> str:
    """The target, with its year where it is that of a later milestone."""
    target = figure.target
    text = display(target, figure.indicator.is_percent)
    year = next((y for y, t in sorted(figure.indicator.targets.items()) if t == target and y >= dataset.period.year), 0)
    return f"{text} ({year})" if target.exists and year > dataset.period.year else text

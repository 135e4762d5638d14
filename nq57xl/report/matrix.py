"""Sheet `Ma trận`: units by indicators, a heat map of figures against what is expected this year."""

from dataclasses import replace
from textwrap import shorten

from nq57xl.model.dataset import CityFigure, Dataset, UnitFigure, UnitReturn
from nq57xl.model.target import display, falls_short_downward
from nq57xl.model.terms import AT_RISK, BEHIND, ESTIMATED, MET, NOT_APPLICABLE
from nq57xl.report.frame import (
    FIRST_ROW,
    GREEN,
    INDICATORS,
    MATRIX,
    RED,
    YELLOW,
    figure_style,
    framed,
    numbered_name,
    share,
)
from nq57xl.report.indicators import RESULT_COLUMN
from nq57xl.sheets.address import letter
from nq57xl.sheets.writing.describe import Column, Formula, Row, ScaleRule, Sheet, Styled, Value, absolute

FIXED = (Column("STT", 5, "centre"), Column("Mã", 10, "centre"), Column("Đơn vị", 27, "wrap"))
TALLY = (Column("Số chỉ tiêu đạt", 7, "number", header_style="vertical"),
         Column("Số chỉ tiêu được đánh giá", 7, "number", header_style="vertical"),
         Column("Tỷ lệ đạt", 8, "share", header_style="vertical"))
JUDGED = (MET, AT_RISK, BEHIND)
RED_AT, YELLOW_AT = 0.5, 0.9
"""Shares of the expected figure at which the heat map turns red and yellow."""
LONGEST_HEADER = 140
NO_FIGURE_MARK, NOT_APPLICABLE_MARK = "–", "KAD"
NOTE = ("Màu: xanh là đạt mức kỳ vọng của năm, vàng khoảng 90%, đỏ từ 50% trở xuống. – chưa có số liệu; KAD không áp "
        "dụng; chữ nghiêng: số ước; chữ gạch: có số nhưng không tính vào tổng hợp.")


def matrix_sheet(dataset: Dataset) -> Sheet:
    """One row for each unit asked, one column for each indicator that units report."""
    figures = _figures(dataset)
    codes = {figure.indicator.code for figure in figures}
    asked = {code for figure in figures for code in figure.units_expected}
    asked |= {unit for unit, code in dataset.unit_figures if code in codes}
    units = [entry for entry in dataset.returns if entry.unit.code in asked]
    columns = (*FIXED, *(_column(figure) for figure in figures), *TALLY)
    rows = tuple(_row(dataset, figures, entry, n) for n, entry in enumerate(units, 1))
    sheet = Sheet(MATRIX, "MA TRẬN ĐƠN VỊ VÀ CHỈ TIÊU", columns=columns, rows=rows,
                  footer=_footer(dataset, figures), freeze_columns=3, tab_colour="#548235", header_height=230,
                  title_across=min(len(columns), 20))
    sheet = framed(dataset, sheet, NOTE)
    rules = (_rule(figure, letter(len(FIXED) + n), sheet.last_row) for n, figure in enumerate(figures, 1))
    return replace(sheet, conditional=tuple(rule for rule in rules if rule))


def _figures(dataset: Dataset) -> list[CityFigure]:
    """Of a city's plan what the communes report; of a commune's plan all that its departments report."""
    figures = [figure for figure in dataset.figures if figure.units_expected]
    if dataset.plan.level != "city":
        return figures
    return [figure for figure in figures if figure.indicator.collected_from == "commune"]


def _column(figure: CityFigure) -> Column:
    indicator = figure.indicator
    header = column_header(indicator.stt, indicator.name)
    return Column(header, 8.4, figure_style(indicator), header_style="vertical")


def column_header(stt: str, name: str) -> str:
    """What stands over an indicator's column."""
    return shorten(numbered_name(stt, name), LONGEST_HEADER, placeholder="…")


def _row(dataset: Dataset, figures: list[CityFigure], entry: UnitReturn, number: int) -> Row:
    found = [dataset.unit_figures.get((entry.unit.code, figure.indicator.code)) for figure in figures]
    cells = [_cell(figure, unit, entry.unit.code) for figure, unit in zip(figures, found, strict=True)]
    met = sum(unit is not None and unit.judgement == MET for unit in found)
    judged = sum(unit is not None and unit.judgement in JUDGED for unit in found)
    row, first = FIRST_ROW + number - 1, len(FIXED) + len(figures) + 1
    rate = Formula(f'IF({letter(first + 1)}{row}=0,"",{letter(first)}{row}/{letter(first + 1)}{row})',
                   share(met, judged) if judged else "")
    return number, entry.unit.code, entry.unit.name, *cells, met, judged, rate


def _cell(figure: CityFigure, unit: UnitFigure | None, code: str) -> Value:
    if unit is not None and unit.data_status == NOT_APPLICABLE:
        return Styled(NOT_APPLICABLE_MARK, "muted")
    if unit is None and code not in figure.units_expected:
        return None
    if unit is None or unit.value is None:
        return Styled(NO_FIGURE_MARK, "muted")
    if isinstance(unit.value, str):
        return Styled(unit.value, "small")
    percent = figure_style(figure.indicator) == "percent"
    if not unit.counted:
        return Styled(unit.value, "uncounted_percent" if percent else "uncounted")
    if unit.data_status == ESTIMATED:
        return Styled(unit.value, "estimate_percent" if percent else "estimate")
    return unit.value


def _footer(dataset: Dataset, figures: list[CityFigure]) -> tuple[Row, ...]:
    """Below the units: the city's figure, taken from `Chỉ tiêu`, and the target."""
    places = {figure.indicator.code: row for row, figure in enumerate(dataset.figures, FIRST_ROW)}
    whole = "Toàn thành phố" if dataset.plan.level == "city" else "Toàn đơn vị"
    cities = tuple(_city_cell(figure, places[figure.indicator.code]) for figure in figures)
    targets = tuple(Styled(display(f.target, f.indicator.is_percent), "total_target") for f in figures)
    empty = (Styled(None, "total"),)
    return ((*empty * 2, Styled(whole, "total"), *cities, *empty * 3),
            (*empty * 2, Styled("Mục tiêu", "total"), *targets, *empty * 3))


def _city_cell(figure: CityFigure, row: int) -> Value:
    style = {"percent": "total_percent", "number": "total_number"}.get(figure_style(figure.indicator), "total_decimal")
    if figure.value is None:
        return Styled(None, style)
    return Styled(Formula(absolute(INDICATORS, RESULT_COLUMN, row), figure.value), style)


def _rule(figure: CityFigure, column: str, last_row: int) -> ScaleRule | None:
    """The colours of a column: from the figure expected this year downward, or upward where less is better.

    Where nothing is expected yet there is nothing to colour."""
    expected = figure.path
    if not expected or expected < 0:
        return None
    cells = f"{column}{FIRST_ROW}:{column}{last_row}"
    if falls_short_downward(figure.target, figure.indicator.direction):
        return ScaleRule(cells, ((expected, GREEN), (expected / YELLOW_AT, YELLOW), (expected / RED_AT, RED)))
    return ScaleRule(cells, ((expected * RED_AT, RED), (expected * YELLOW_AT, YELLOW), (expected, GREEN)))

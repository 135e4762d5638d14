"""Charts, map and legend of `Tổng quan`, and the rows they take up."""

from nq57xl.model.dataset import LATE, MISSING, ON_TIME, REFUSED, RETURN_STATES, UNDATED
from nq57xl.report.frame import BLUE, GREEN, GREY, OVERVIEW, PALE, RED, YELLOW
from nq57xl.report.map import UnitMap
from nq57xl.sheets.writing.describe import Block, Chart, Picture, Row, Series, Styled, absolute

COLUMN_PIXELS, ROW_PIXELS, COLUMNS = 72, 20, 12
CHART_ROWS, MAP_COLUMNS = 13, 8
JUDGEMENT_COLOURS = (GREEN, YELLOW, RED, GREY, "#F2F2F2")
STATE_COLOURS = {ON_TIME: GREEN, LATE: YELLOW, UNDATED: PALE, REFUSED: RED, MISSING: GREY}
LEGEND_STYLE = {GREEN: "legend_good", YELLOW: "legend_warn", PALE: "legend_pale", RED: "legend_bad", GREY: "legend_none"}


def charts_row(groups: Block, row: int) -> tuple[tuple[Chart, ...], int]:
    """Judgements by group, as a stacked bar; and the row below it."""
    first, last = groups.row + 2, groups.row + len(groups.rows) - 2
    rows = max(CHART_ROWS - 2, 5 + 3 * (last - first + 1) // 2)
    series = tuple(Series(absolute(OVERVIEW, column, first - 1), absolute(OVERVIEW, column, first, last), colour)
                   for column, colour in enumerate(JUDGEMENT_COLOURS, 7))
    chart = Chart("stacked_bar", "Đánh giá chỉ tiêu theo nhóm", f"A{row}", COLUMNS * COLUMN_PIXELS,
                  rows * ROW_PIXELS - 8, absolute(OVERVIEW, 1, first, last), series,
                  "Số chỉ tiêu đạt, nguy cơ, chậm, chưa có số liệu, không có mục tiêu của từng nhóm")
    return (chart,), row + rows


def map_row(tables: tuple[Block, Block, Block], row: int, unit_map: UnitMap | None,
            ) -> tuple[tuple[Chart, ...], tuple[Picture, ...], tuple[Block, ...], int, int]:
    """Charts of returns and assignments, the map below them with its legend; the last row of the first page,
    and the row below it all."""
    returned, assigned, _ = tables
    charts = (_returns_chart(returned, f"A{row}"), _assignments_chart(assigned, f"F{row}"))
    row += CHART_ROWS
    if unit_map is None:
        return charts, (), (), row - 1, row
    width = MAP_COLUMNS * COLUMN_PIXELS - 12
    height = round(width * unit_map.aspect)
    picture = Picture(unit_map.png, f"A{row + 1}", width, height, unit_map.title)
    heading = Block(row, 1, ((Styled(unit_map.title, "section"),),))
    return charts, (picture,), (heading, _legend(unit_map, row + 2)), row - 1, row + 3 + height // ROW_PIXELS


def _legend(unit_map: UnitMap, row: int) -> Block:
    rows: list[Row] = [(Styled(None, LEGEND_STYLE[colour]), Styled(words, "small", 3))
                       for colour, words in unit_map.legend]
    if unit_map.inset:
        rows.append((Styled(f"Khung nhỏ: {', '.join(unit_map.inset)}", "note", 4),))
    return Block(row, MAP_COLUMNS + 1, tuple(rows))


def _returns_chart(table: Block, at: str) -> Chart:
    first, last = table.row + 2, table.row + len(table.rows) - 2
    values = absolute(OVERVIEW, 3, first, last)
    colours = tuple(STATE_COLOURS[state] for state in RETURN_STATES)
    series = Series(absolute(OVERVIEW, 3, first - 1), values, points=colours)
    return Chart("doughnut", "Tình hình nộp báo cáo", at, 5 * COLUMN_PIXELS - 8, CHART_ROWS * ROW_PIXELS - 8,
                 absolute(OVERVIEW, 1, first, last), (series,))


def _assignments_chart(table: Block, at: str) -> Chart:
    first, last = table.row + 2, table.row + len(table.rows) - 2
    series = Series(absolute(OVERVIEW, 8, first - 1), absolute(OVERVIEW, 8, first, last), BLUE)
    return Chart("bar", "Nhiệm vụ theo tình trạng", at, 7 * COLUMN_PIXELS, CHART_ROWS * ROW_PIXELS - 8,
                 absolute(OVERVIEW, 5, first, last), (series,))

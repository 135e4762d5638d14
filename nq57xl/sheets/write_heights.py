"""Row heights for wrapped text. Excel, LibreOffice and WPS do not agree on when a row grows by itself, and no
program lets a merged cell grow: the height is estimated and set."""

from collections.abc import Iterable, Iterator, Sequence

from nq57xl.sheets.describe import Block, Formula, Link, Row, Sheet, Styled, Value
from nq57xl.sheets.write_styles import PROPERTIES

_LEAST, _MOST, _LINE, _AIR = 18.0, 400.0, 14.6, 3.5
_BASE_SIZE = 11
_LOST_AT_WORDS = 1.05
"""Share by which lines come out longer than their letters, as words are not cut."""


def row_heights(sheet: Sheet) -> dict[int, float]:
    """Points by row number for the rows of the table and of the blocks; what `heights` says comes first."""
    widths = [column.width for column in sheet.columns]
    styles = [column.style for column in sheet.columns]
    found: dict[int, float] = {}
    for row, values in enumerate((*sheet.rows, *sheet.footer), sheet.first_row):
        found[row] = _height(_cells(values, widths, styles))
    for block in sheet.blocks:
        for row, points in _block_heights(block, widths):
            found[row] = max(points, found.get(row, 0.0))
    return found | dict(sheet.heights)


def _block_heights(block: Block, widths: Sequence[float]) -> Iterator[tuple[int, float]]:
    right = widths[block.column - 1:]
    for row, values in enumerate(block.rows, block.row):
        if values:
            yield row, _height(_cells(values, right, ["text"] * len(right)))


def _cells(values: Row, widths: Sequence[float], styles: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Text, style and width of each cell that holds text."""
    column = 0
    for value in values:
        across = value.across if isinstance(value, Styled) else 1
        text = _text(value)
        if text:
            style = value.style if isinstance(value, Styled) else styles[column]
            yield text, style, sum(widths[column:column + across])
        column += across


def _text(value: Value) -> str:
    if isinstance(value, Styled):
        value = value.value
    if isinstance(value, str):
        return value
    if isinstance(value, Link):
        return value.text
    return value.value if isinstance(value, Formula) and isinstance(value.value, str) else ""


def _height(cells: Iterable[tuple[str, str, float]]) -> float:
    tallest = _LEAST
    for text, style, width in cells:
        size = PROPERTIES[style].get("font_size", _BASE_SIZE)
        lines = _lines(text, width * _BASE_SIZE / size) if PROPERTIES[style].get("text_wrap") else 1
        tallest = max(tallest, lines * _LINE * size / _BASE_SIZE + _AIR)
    return min(tallest, _MOST)


def _lines(text: str, width: float) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, -int(-len(part) * _LOST_AT_WORDS // width)) if len(part) > width else 1
               for part in text.split("\n"))

"""Row heights for wrapped text. Excel, LibreOffice and WPS do not agree on when a row grows by itself, and no
program lets a merged cell grow: the height is estimated and set."""

import math
from collections.abc import Iterable, Iterator, Sequence

from nq57xl.sheets.writing.describe import Block, Formula, Link, Row, Sheet, Styled, Value
from nq57xl.sheets.writing.styles import PROPERTIES

_LEAST, _MOST, _LINE, _AIR = 18.0, 400.0, 14.6, 3.5
_BASE_SIZE = 11
_LETTERS_PER_DIGIT, _NARROW = 1.1, 16
"""Widths are counted in digits, and letters are narrower; a narrow column loses that again, as words are not cut."""
_INDENT = 1.3


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


def header_height(sheet: Sheet) -> float:
    """Points that the header row needs; what `header_height` of the sheet says comes first."""
    return sheet.header_height or _height((column.header, column.header_style, column.width)
                                          for column in sheet.columns)


def text_height(text: str, style: str, width: float) -> float:
    """Points that a text needs in a cell of that width (in characters)."""
    return _height([(text, style, width)])


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
    width = max(1.0, width - _INDENT)
    letters = width * (_LETTERS_PER_DIGIT if width > _NARROW else 1.0)
    return sum(max(1, math.ceil(len(part) / letters)) for part in text.split("\n"))

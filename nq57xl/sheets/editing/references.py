"""References in formulas that follow cells which move, as a spreadsheet program lets them follow."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from nq57xl.sheets.address import column_number, letter

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LOST = "#REF!"
Line = Callable[[int], int | None]
"""The new number of a row or column; None where it is deleted."""

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<sheet>(?:'(?:[^']|'')+'|[\w.]+)!)?"""
    r"""(?<![\w.$])(?P<first>\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?[0-9]{1,7}))?(?![\w(.])""")
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")


def same(number: int) -> int:
    """The line that stays where it is."""
    return number


@dataclass(frozen=True, slots=True)
class Move:
    """How the cells of one sheet move: both functions rise with their argument where they give a number."""

    rows: Line = same
    columns: Line = same


def inserted(at: int, count: int = 1) -> Line:
    """Lines from `at` on make room for new ones."""
    return lambda number: number + count if number >= at else number


def deleted(at: int, count: int = 1) -> Line:
    """The lines `at` and below it go, those after them move up."""
    return lambda number: number if number < at else None if number < at + count else number - count


def followed(formula: str, move: Move, home: bool, title: str) -> str:
    """A formula after cells of the sheet `title` have moved. `home` says that it stands on that sheet itself, so
    that references without a sheet are meant."""
    def one(match: re.Match[str]) -> str:
        if match["text"] or not (_names(match["sheet"], title) if match["sheet"] else home):
            return match[0]
        return (match["sheet"] or "") + moved_area(match["first"], match["last"], move)
    return _TOKEN.sub(one, formula)


def moved_area(first: str, last: str | None, move: Move) -> str:
    """A cell or an area after a move; a deleted cell is `#REF!`, an area shrinks to what is left of it.

    >>> moved_area("$A$5", "$A$9", Move(rows=deleted(5, 2))), moved_area("G6", None, Move(rows=inserted(3)))
    ('$A$5:$A$7', 'G7')
    """
    top, left = _parts(first)
    if last is None:
        row, column = move.rows(top), move.columns(left)
        return LOST if row is None or column is None else _written(first, row, column)
    bottom, right = _parts(last)
    rows, columns = _span(move.rows, top, bottom), _span(move.columns, left, right)
    if not rows or not columns:
        return LOST
    return f"{_written(first, rows[0], columns[0])}:{_written(last, rows[1], columns[1])}"


def _span(line: Line, first: int, last: int) -> tuple[int, int] | None:
    """What is left of a span: deleted ends draw in."""
    while first <= last and line(first) is None:
        first += 1
    while last > first and line(last) is None:
        last -= 1
    return (line(first), line(last)) if first <= last else None


def _names(sheet: str, title: str) -> bool:
    return sheet[:-1].strip("'").replace("''", "'") == title


def _parts(cell: str) -> tuple[int, int]:
    match = _CELL.fullmatch(cell)
    return int(match[4]), column_number(match[2])


def _written(like: str, row: int, column: int) -> str:
    match = _CELL.fullmatch(like)
    return f"{match[1]}{letter(column)}{match[3]}{row}"

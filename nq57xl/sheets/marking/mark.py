"""What a mark on a cell is, in a copy of a workbook as in the open one.

A mark leaves the cell's own looks alone: its colour is a conditional format that holds while the name `SWITCH` points
to our sheet. Taking it away gives back what was there, whatever it was.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nq57xl.sheets.marking.own import TODO_TITLE

PREFIX = "nq57_"
"""Names that begin so are defined with our sheets and go with them."""
BEFORE = f"{PREFIX}trang_truoc"
"""Hidden name that remembers which sheet was shown before ours was put in front."""
SWITCH = f"{PREFIX}can_sua"
"""Name of a cell of our sheet that holds 1; the marks are seen while it is there."""
SWITCH_FORMULA = f"IF(ISTEXT('{TODO_TITLE}'!$A$1),1,0)"
"""What the name stands for."""
_SWITCHED_BY = re.compile(r"ISTEXT\((?:'((?:[^']|'')+)'|([^'!]+))!")
CONDITION = f"{SWITCH}=1"
"""Without functions, separators and places: a program reads it the same in every language."""
FILLS = ("FF9B94", "FFD966")
"""Colours of the marks by `Mark.level`: 0 must be corrected, 1 should be looked at."""
_WIDTH, _LINE, _LETTERS = 300, 16, 50
"""Pixels of a note's width and of a line, letters in a line."""
Area = tuple[int, int, int, int]
"""First row and column, last row and column, from 1."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on one cell of a sheet, by 1-based row and column. Without `note` the cell is only coloured."""

    sheet: str
    row: int
    column: int
    level: int
    note: str = ""


def sheet_of_switch(formula: str) -> str:
    """The sheet that the name points to, by what it stands for in a workbook; empty where it points to none.

    >>> sheet_of_switch("=IF(ISTEXT('Lỗi ''A'' 2'!$A$1),1,0)"), sheet_of_switch("=1")
    ("Lỗi 'A' 2", '')
    """
    match = _SWITCHED_BY.search(formula)
    return (match[1] or match[2]).replace("''", "'") if match else ""


def is_condition(formula: str | None) -> bool:
    """Whether the formula of a conditional format is that of our marks.

    >>> is_condition("=nq57_can_sua = 1"), is_condition("=nq57_can_sua=1+0"), is_condition(None)
    (True, False, False)
    """
    return formula is not None and "".join(formula.split()).removeprefix("=").casefold() == CONDITION


def areas_of(marks: Iterable[Mark], level: int) -> list[Area]:
    """The cells of a level, neighbours below each other as one area.

    >>> areas_of([Mark("A", 9, 7, 0), Mark("A", 10, 7, 0), Mark("A", 9, 8, 0), Mark("A", 9, 9, 1)], 0)
    [(9, 7, 10, 7), (9, 8, 9, 8)]
    """
    runs: list[Area] = []
    for column, row in sorted({(mark.column, mark.row) for mark in marks if mark.level == level}):
        if runs and runs[-1][1:] == (column, row - 1, column):
            runs[-1] = (runs[-1][0], column, row, column)
        else:
            runs.append((row, column, row, column))
    return runs


def box_of(text: str) -> tuple[int, int]:
    """Width and height, in pixels, of a note that shows the whole text.

    >>> box_of("NQ57 · Lỗi V02"), box_of("a" * 99)
    ((300, 28), (300, 44))
    """
    lines = sum(len(line) // _LETTERS + 1 for line in text.split("\n"))
    return _WIDTH, lines * _LINE + 12

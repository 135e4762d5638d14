"""A sheet of our own in the open workbook: what stands in it and how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from nq57xl.sheets.marking.mark import Area
from nq57xl.sheets.writing.styles import LINE

if TYPE_CHECKING:
    import xlwings

TEXT_FORMAT, ANY_FORMAT = "@", "General"


@dataclass(frozen=True, slots=True)
class Look:
    """What is set of the looks of an area; the rest is left. Colours as `#RRGGBB`, `size` in points; `is_table` for
    boxes with wrapped texts."""

    fill: str = ""
    ink: str = ""
    size: float = 0
    is_bold: bool = False
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Cells below one another, from `row` on: formulas (in English, with `=`) or numbers."""

    row: int
    column: int
    contents: Sequence[str | float]


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` are texts, which stay the texts they are, each row as long as there are `widths` (in characters); `runs`
    come over them, `looks` in their order."""

    rows: Sequence[Sequence[str | None]]
    widths: Sequence[float]
    runs: Sequence[Run] = ()
    looks: Sequence[tuple[Area, Look]] = ()


def put_page(sheet: "xlwings.Sheet", page: Page) -> None:
    """Fill an empty sheet."""
    first = 1
    for width, alike in groupby(page.widths):
        last = first + len(list(alike)) - 1
        sheet.range((1, first), (1, last)).column_width = width
        first = last + 1
    block = sheet.range((1, 1), (len(page.rows), len(page.widths)))
    block.number_format = TEXT_FORMAT
    block.value = [list(row) for row in page.rows]
    # What is a text by now remains one; as texts cells would show no more than 255 characters in older programs.
    block.number_format = ANY_FORMAT
    for run in page.runs:
        cells = sheet.range((run.row, run.column), (run.row + len(run.contents) - 1, run.column))
        if isinstance(run.contents[0], str):
            cells.formula = [(formula,) for formula in run.contents]
        else:
            cells.value = [[number] for number in run.contents]
    for (top, left, bottom, right), look in page.looks:
        _put_look(sheet.range((top, left), (bottom, right)), look)


def _put_look(cells: "xlwings.Range", look: Look) -> None:
    """Set it, property by property, for the whole area at once."""
    if look.is_table:
        cells.wrap_text = True
        cells.vertical_alignment = "center"
        cells.borders.set(line_style="continuous", color=LINE)
    if look.fill:
        cells.color = _rgb(look.fill)
    if look.ink:
        cells.font.color = _rgb(look.ink)
    if look.size:
        cells.font.size = look.size
    if look.is_bold:
        cells.font.bold = True


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))

"""Contents into cells: plain values, formulas, and texts with placeholders."""

import re
from collections.abc import Iterable, Mapping

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from nq57xl.sheets.issuing.fitting import height_needed
from nq57xl.sheets.issuing.form import Content, Formula

INDENT = 1.5
"""Width of one step of indentation, in digits; a little more than programs take."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def put(cell: Cell, content: Content) -> None:
    """Write a content; text stays text, whatever it begins with."""
    if isinstance(content, Formula):
        cell.value = "=" + content.text
        return
    cell.value = content
    if isinstance(content, str):
        cell.data_type = "s"


def put_filled(cell: Cell, template: str, texts: Mapping[str, Content]) -> None:
    """Write a template, its placeholders filled. A cell that is one placeholder takes the content as it is,
    formula or number. Raises KeyError for a placeholder nobody fills."""
    whole = _PLACEHOLDER.fullmatch(template)
    put(cell, texts[whole[1]] if whole else filled(template, texts))


def filled(template: str, texts: Mapping[str, Content]) -> str:
    """The template with its placeholders filled in."""
    return _PLACEHOLDER.sub(lambda match: str(texts[match[1]]), template)


def fill_sheet(sheet: Worksheet, texts: Mapping[str, Content]) -> None:
    """Fill all placeholders of a sheet that stand in cells, headers and footers."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.data_type == "s" and _PLACEHOLDER.search(cell.value):
                put_filled(cell, cell.value, texts)
    for edge in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter, sheet.firstHeader,
                 sheet.firstFooter):
        for part in (edge.left, edge.center, edge.right):
            if part.text:
                part.text = filled(part.text, texts)


def fit_merged(sheet: Worksheet) -> None:
    """Raise rows whose text runs over merged columns: no program does that by itself."""
    for area in sorted(sheet.merged_cells.ranges, key=lambda each: each.coord):
        if area.min_row == area.max_row:
            height = sheet.row_dimensions[area.min_row].height
            sheet.row_dimensions[area.min_row].height = fitting_height(
                sheet, area.min_row, height, [(area.min_col, area.max_col)])


def width_between(sheet: Worksheet, left: int, right: int) -> float:
    """Width of neighbouring columns, in digits."""
    return sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(left, right + 1))


def fitting_height(sheet: Worksheet, row: int, least: float | None, spans: Iterable[tuple[int, int]]) -> float | None:
    """The height at which the wrapped texts of a row's columns are seen whole; `least` where they need less."""
    needed = [height_needed(cell.value, width_between(sheet, left, right) - INDENT * cell.alignment.indent,
                            cell.font.sz or 11)
              for left, right in spans
              for cell in (sheet.cell(row, left),)
              if isinstance(cell.value, str) and cell.data_type == "s" and cell.alignment.wrap_text]
    return max([*needed, *([least] if least else [])], default=None)

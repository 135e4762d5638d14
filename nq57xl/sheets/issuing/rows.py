"""Making room in a sheet: rows below a place move with their heights, merges, colours of conditions and names."""

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet


def named_row(sheet: Worksheet, name: str) -> int:
    """The row a name of the sheet marks. Raises KeyError where there is none."""
    return range_boundaries(sheet.defined_names[name].attr_text.rsplit("!", 1)[1])[1]


def spread_columns(sheet: Worksheet) -> None:
    """Give every column its own width: Excel saves neighbours of one width as one entry."""
    for letter, grouped in list(sheet.column_dimensions.items()):
        for number in range(grouped.min or 0, min(grouped.max or 0, sheet.max_column) + 1):
            column = sheet.column_dimensions[get_column_letter(number)]
            column.width, column.hidden = grouped.width, grouped.hidden
        grouped.min = grouped.max = None


def open_gap(sheet: Worksheet, below: int, rows: int) -> None:
    """Move everything under row `below` down by `rows` (up where negative: then these rows must be empty)."""
    last = sheet.max_row
    if not rows or last <= below:
        return
    merges = [CellRange(merge.coord) for merge in sheet.merged_cells.ranges if merge.min_row > below]
    for merge in merges:
        sheet.unmerge_cells(merge.coord)
    sheet.move_range(f"A{below + 1}:{get_column_letter(sheet.max_column)}{last}", rows=rows)
    for merge in sorted(merges, key=lambda each: each.coord):
        merge.shift(row_shift=rows)
        sheet.merge_cells(merge.coord)
    _move_heights(sheet, below, rows, last)
    _move_names(sheet, below, rows)


def _move_heights(sheet: Worksheet, below: int, rows: int, last: int) -> None:
    heights = {row: sheet.row_dimensions[row].height for row in range(below + 1, last + 1)}
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row + rows].height = height


def _move_names(sheet: Worksheet, below: int, rows: int) -> None:
    for name in sheet.defined_names.values():
        left, top, right, bottom = range_boundaries(name.attr_text.rsplit("!", 1)[1])
        if top > below:
            name.attr_text = (f"'{sheet.title}'!${get_column_letter(left)}${top + rows}"
                              f":${get_column_letter(right)}${bottom + rows}")


def stretch_conditions(sheet: Worksheet, first: int, last: int, new_last: int) -> None:
    """Conditional formats on the prototype rows `first` to `last` come to cover `first` to `new_last`; those
    below move along."""
    old, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for area in old:
        ranges = sorted(area.sqref.ranges, key=lambda each: each.bounds)
        moved = [_stretched(each, first, last, new_last) for each in ranges]
        origin, target = _corner(ranges), _corner(moved)
        for rule in area.rules:
            rule.formula = [Translator("=" + text, origin).translate_formula(target)[1:] for text in rule.formula]
            sheet.conditional_formatting.add(" ".join(each.coord for each in moved), rule)


def _stretched(area: CellRange, first: int, last: int, new_last: int) -> CellRange:
    top, bottom = area.min_row, area.max_row
    if first <= bottom and top <= last:
        top, bottom = first, new_last
    elif top > last:
        top, bottom = top + new_last - last, bottom + new_last - last
    return CellRange(min_col=area.min_col, max_col=area.max_col, min_row=top, max_row=bottom)


def _corner(ranges: list[CellRange]) -> str:
    """The cell from which relative references of a condition count."""
    return f"{get_column_letter(min(r.min_col for r in ranges))}{min(r.min_row for r in ranges)}"

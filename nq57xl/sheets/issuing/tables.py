"""The rows of one table sheet, written in the looks of the shell's prototype rows."""

from copy import copy
from itertools import groupby

from openpyxl.styles import Protection
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nq57xl.sheets.address import letter
from nq57xl.sheets.issuing.cells import fitting_height, put, width_between
from nq57xl.sheets.issuing.fitting import height_needed, lines_needed
from nq57xl.sheets.issuing.form import Limit, Line, Table
from nq57xl.sheets.issuing.rows import named_row, open_gap, stretch_conditions
from nq57xl.sheets.layout import KEY, Layout

HEADER_ROW, FIELD_ROW = "mau_tieu_de", "mau_truong"
PROTOTYPE = "mau_"
BOLD_ROOM = 0.85
"""Share of a width that counts for headings: bold letters are wider."""


def line_looks(sheet: Worksheet) -> dict[str, int]:
    """The prototype rows of a table's lines, by name."""
    return {name: named_row(sheet, name) for name in sheet.defined_names
            if name.startswith(PROTOTYPE) and name not in (HEADER_ROW, FIELD_ROW)}


def first_line_row(sheet: Worksheet) -> int:
    """The row in which the first line of the table will stand."""
    return min(line_looks(sheet).values())


def write_table(sheet: Worksheet, table: Table) -> range:
    """Write headers and lines, and all that belongs to them; returns the rows of the lines. Raises KeyError for a
    look that the shell does not have."""
    looks = line_looks(sheet)
    first, last = min(looks.values()), max(looks.values())
    styles = _Styles(sheet, looks)
    heights = {look: sheet.row_dimensions[row].height for look, row in looks.items()}
    new_last = first + len(table.lines) - 1
    _clear(sheet, first, last)
    open_gap(sheet, last, new_last - last)
    stretch_conditions(sheet, first, last, new_last)
    header = named_row(sheet, HEADER_ROW)
    _write_headers(sheet, table, header)
    for row, line in enumerate(table.lines, first):
        _write_line(sheet, table.layout, styles, row, line)
        spans = [(n, n) for n, c in enumerate(table.layout.columns, 1) if not c.hidden]
        sheet.row_dimensions[row].height = fitting_height(sheet, row, heights[line.look], spans)
        if KEY not in line.cells:
            _fit_heading(sheet, table.layout, row)
    _add_limits(sheet, table, first)
    _name_parts(sheet, table.layout, header, first, new_last)
    _set_areas(sheet, table.layout, header, new_last)
    return range(first, new_last + 1)


class _Styles:
    """Styles of cells by look and column; the lock follows what is open, whatever the shell says."""

    def __init__(self, sheet: Worksheet, looks: dict[str, int]) -> None:
        self._sheet = sheet
        self._of_look = {look: [copy(cell._style) for cell in sheet[row]] for look, row in looks.items()}
        self._made: dict[tuple, StyleArray] = {}

    def give(self, row: int, column: int, look: str, number_format: str | None, locked: bool) -> None:
        cell = self._sheet.cell(row, column)
        key = column, look, number_format, locked
        if key not in self._made:
            cell._style = copy(self._of_look[look][column - 1])
            if number_format:
                cell.number_format = number_format
            if cell.protection.locked != locked:
                cell.protection = Protection(locked=locked)
            self._made[key] = copy(cell._style)
        cell._style = self._made[key]


def _write_headers(sheet: Worksheet, table: Table, header: int) -> None:
    fields = named_row(sheet, FIELD_ROW)
    for column in table.layout.columns:
        number = table.layout.index(column.field)
        put(sheet.cell(fields, number), column.field)
        put(sheet.cell(header, number), table.headers[column.field])
        sheet.column_dimensions[letter(number)].hidden = column.hidden


def _write_line(sheet: Worksheet, layout: Layout, styles: _Styles, row: int, line: Line) -> None:
    for number, column in enumerate(layout.columns, 1):
        locked = column.field not in line.open
        look = line.closed_look if locked and column.entry and line.closed_look else line.look
        styles.give(row, number, look, line.formats.get(column.field), locked)
        put(sheet.cell(row, number), line.cells.get(column.field))


def _fit_heading(sheet: Worksheet, layout: Layout, row: int) -> None:
    """A heading longer than the printed page is wide gets more lines: its cells are merged, as in print."""
    left, right = layout.index("name"), _last_printed(sheet, layout)
    cell = sheet.cell(row, left)
    size, width = cell.font.sz or 11, BOLD_ROOM * width_between(sheet, left, right)
    lines = lines_needed(str(cell.value or ""), width, size)
    if lines > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=left, end_column=right)
        # Headings of one look share one style object: this cell gets its own.
        cell._style, alignment = copy(cell._style), copy(cell.alignment)
        alignment.wrap_text = True
        cell.alignment = alignment
        sheet.row_dimensions[row].height = height_needed(str(cell.value), width, size)


def _clear(sheet: Worksheet, first: int, last: int) -> None:
    for row in sheet.iter_rows(first, last):
        for cell in row:
            cell.value, cell._style = None, StyleArray()


def _add_limits(sheet: Worksheet, table: Table, first: int) -> None:
    places: dict[Limit, list[tuple[int, int]]] = {}
    for row, line in enumerate(table.lines, first):
        for field, limit in line.limits.items():
            places.setdefault(limit, []).append((table.layout.index(field), row))
    for limit, cells in places.items():
        validation = _validation(limit)
        validation.sqref = type(validation.sqref)(" ".join(_runs(cells)))
        sheet.add_data_validation(validation)


def _runs(cells: list[tuple[int, int]]) -> list[str]:
    """Cells as few areas: neighbours below each other become one."""
    areas = []
    for (column, _), run in groupby(enumerate(sorted(cells)), lambda item: (item[1][0], item[1][1] - item[0])):
        rows = [cell[1] for _, cell in run]
        ends = dict.fromkeys((rows[0], rows[-1]))
        areas.append(":".join(f"{letter(column)}{row}" for row in ends))
    return areas


def _validation(limit: Limit) -> DataValidation:
    operator = "between" if limit.high and limit.low else "greaterThanOrEqual" if limit.low else "lessThanOrEqual"
    first, second = (limit.low, limit.high) if limit.low else (limit.high, "")
    return DataValidation(
        type=limit.kind, operator=None if limit.kind == "list" else operator, formula1=first, formula2=second or None,
        allow_blank=True, showInputMessage=True, showErrorMessage=True, promptTitle=limit.title, prompt=limit.prompt,
        errorTitle=limit.title, error=limit.error, errorStyle="warning" if limit.soft else "stop")


def _name_parts(sheet: Worksheet, layout: Layout, header: int, first: int, last: int) -> None:
    """The third anchor: a name for the table, header included, and one for each column of its lines."""
    names = {f"nq_{layout.kind}_table": (1, header, len(layout.columns))}
    names |= {f"nq_{layout.kind}_{c.field}": (n, first, n) for n, c in enumerate(layout.columns, 1)}
    for name, (left, top, right) in names.items():
        area = f"'{sheet.title}'!${letter(left)}${top}:${letter(right)}${last}"
        sheet.parent.defined_names[name] = DefinedName(name, attr_text=area)


def _set_areas(sheet: Worksheet, layout: Layout, header: int, last: int) -> None:
    """Filters on the table; the shell says which columns are printed."""
    sheet.auto_filter.ref = f"A{header}:{letter(_last_shown(layout))}{last}"
    sheet.print_area = f"A1:{letter(_last_printed(sheet, layout))}{sheet.max_row}"


def _last_shown(layout: Layout) -> int:
    return max(n for n, column in enumerate(layout.columns, 1) if not column.hidden)


def _last_printed(sheet: Worksheet, layout: Layout) -> int:
    if not sheet.print_area:
        return _last_shown(layout)
    return range_boundaries(sheet.print_area.rsplit("!", 1)[-1])[2]

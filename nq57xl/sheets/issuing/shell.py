"""The designer's shell (`templates/workbooks/`) filled with a form: Shell, Form -> workbook.

A shell is an ordinary workbook that a designer edits in Excel. Texts in braces (`{unit_name}`) mark where data
goes; names of each sheet (`mau_dong`, `mau_nhom`, …) mark prototype rows, whose styles every row of that look
takes cell by cell; names of the workbook (`nq_list_…`) mark where lists begin. No place is known here.
"""

import io
from collections.abc import Iterator, Mapping
from copy import copy
from datetime import datetime, time
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.utils import range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from nq57xl.sheets.address import letter
from nq57xl.sheets.issuing.cells import fill_sheet, fit_merged, put, put_filled
from nq57xl.sheets.issuing.form import Content, Filled, Form, Formula, Shell, ShellError
from nq57xl.sheets.issuing.rows import named_row, open_gap, spread_columns, stretch_conditions
from nq57xl.sheets.issuing.tables import FIELD_ROW, HEADER_ROW, PROTOTYPE, first_line_row, line_looks, write_table
from nq57xl.sheets.layout import GUIDE_SHEET, IDENTITY_SHEET, LISTS_SHEET, TABLES


def read_shell(path: Path) -> Shell:
    """Read a shell and see that it has the sheets and names that are needed. Raises ShellError, OSError."""
    data = path.read_bytes()
    try:
        book = _open(data)
    except (BadZipFile, KeyError, ValueError) as fault:
        raise ShellError(f"{path.name}: không phải sổ Excel") from fault
    wanted = [GUIDE_SHEET, *(table.name for table in TABLES), LISTS_SHEET, IDENTITY_SHEET]
    if missing := [name for name in wanted if name not in book.sheetnames]:
        raise ShellError(f"{path.name}: thiếu trang {', '.join(missing)}")
    for table in TABLES:
        sheet = book[table.name]
        if missing := [name for name in (FIELD_ROW, HEADER_ROW) if name not in sheet.defined_names]:
            raise ShellError(f"{path.name}: trang {table.name} thiếu tên {', '.join(missing)}")
        if not line_looks(sheet):
            raise ShellError(f"{path.name}: trang {table.name} thiếu dòng mẫu ({PROTOTYPE}…)")
    return Shell(path.name, data, {table.name: first_line_row(book[table.name]) for table in TABLES})


def fill(shell: Shell, form: Form) -> Filled:
    """Write a form into a shell. Raises ShellError where the shell asks for what the form does not have, or has
    not what the form needs."""
    book = _open(shell.data)
    for name in [table.name for table in TABLES if table not in [each.layout for each in form.tables]]:
        book.remove(book[name])
    try:
        for name, rows in form.repeats.items():
            _repeat(book[GUIDE_SHEET], name, rows)
        for sheet in book.worksheets:
            fill_sheet(sheet, form.texts)
        fit_merged(book[GUIDE_SHEET])
        # Data comes after the placeholders: braces in the text of a plan are just text.
        free_rows = {table.layout.name: write_table(book[table.layout.name], table) for table in form.tables}
        for name, rows in form.lists.items():
            _write_list(book, name, rows)
    except KeyError as fault:
        raise ShellError(f"{shell.name}: không khớp với chương trình ở tên {fault.args[0]}") from fault
    _finish(book, form)
    buffer = io.BytesIO()
    book.save(buffer)
    stored = {each.text: each.stored for each in _formulas(form)}
    return Filled(buffer.getvalue(), tuple(book.sheetnames), stored, free_rows)


def _open(data: bytes) -> Workbook:
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        spread_columns(sheet)
    return book


def _repeat(sheet: Worksheet, name: str, rows: tuple[Mapping[str, Content], ...]) -> None:
    """Write rows in the look of one prototype row that holds placeholders."""
    proto = named_row(sheet, name)
    model = {cell.column: (cell.value, copy(cell._style)) for cell in sheet[proto] if not isinstance(cell, MergedCell)}
    merged = [(m.min_col, m.max_col) for m in sheet.merged_cells.ranges if m.min_row == m.max_row == proto]
    height = sheet.row_dimensions[proto].height
    for column in model:
        sheet.cell(proto, column).value = None
    last = proto + max(len(rows), 1) - 1
    open_gap(sheet, proto, last - proto)
    stretch_conditions(sheet, proto, proto, last)
    for row, texts in enumerate(rows, proto):
        for column, (template, style) in model.items():
            cell = sheet.cell(row, column)
            cell._style = style
            if isinstance(template, str):
                put_filled(cell, template, texts)
        for left, right in merged if row > proto else ():
            sheet.merge_cells(start_row=row, end_row=row, start_column=left, end_column=right)
        sheet.row_dimensions[row].height = height


def _write_list(book: Workbook, name: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """Write a list downwards from where its name points, and make the name cover it."""
    title, area = book.defined_names[name].attr_text.replace("'", "").rsplit("!", 1)
    left, top, right, _ = range_boundaries(area)
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, left):
            put(book[title].cell(row, column), value)
    bottom = top + max(len(rows), 1) - 1
    text = f"'{title}'!${letter(left)}${top}:${letter(right)}${bottom}"
    book.defined_names[name] = DefinedName(name, attr_text=text)


def _finish(book: Workbook, form: Form) -> None:
    for sheet in book.worksheets:
        for name in [each for each in sheet.defined_names if each.startswith(PROTOTYPE)]:
            del sheet.defined_names[name]
        sheet.sheet_view.tabSelected = sheet.title == GUIDE_SHEET
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = protection.autoFilter = False
    book[LISTS_SHEET].sheet_state = "hidden"
    book[IDENTITY_SHEET].sheet_state = "veryHidden"
    book.active = book.index(book[GUIDE_SHEET])
    book.security = WorkbookProtection(lockStructure=True)
    book.calculation.fullCalcOnLoad = True
    book.properties.title = form.title
    book.properties.created = datetime.combine(form.issued_at, time())


def _formulas(form: Form) -> Iterator[Formula]:
    rows = [line.cells for table in form.tables for line in table.lines]
    rows += [row for repeated in form.repeats.values() for row in repeated]
    for row in (*rows, form.texts):
        yield from (content for content in row.values() if isinstance(content, Formula))

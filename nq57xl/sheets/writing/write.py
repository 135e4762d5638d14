"""Sheet descriptions -> workbook bytes (XlsxWriter). The same descriptions give the same bytes.

Text is always written as text: nothing that came from a returned file becomes a formula or a link.
"""

import io
from collections.abc import Iterable
from datetime import date, datetime

from nq57xl.sheets.address import letter
from nq57xl.sheets.reading.limits import LONGEST_TEXT
from nq57xl.sheets.writing.bulk import fill, write_pattern
from nq57xl.sheets.writing.charts import add_chart, add_conditional, add_picture
from nq57xl.sheets.writing.describe import Block, Formula, Link, Plain, Sheet, Styled, Value, quoted
from nq57xl.sheets.writing.heights import header_height, row_heights, text_height
from nq57xl.sheets.writing.styles import FONT, Formats, has_border

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
_PAGE_NUMBER = f'&C&"{FONT},Regular"&10Trang &P/&N'


def workbook_bytes(sheets: Iterable[Sheet], title: str, created: date) -> bytes:
    """Write the sheets, in their order, into one .xlsx; the first visible one is shown on opening.

    `created` is the date the file says it was made on: no clock is asked.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11}})
    book.set_properties({"title": title, "created": datetime(created.year, created.month, created.day)})
    formats, sheets = Formats(book), tuple(sheets)
    for sheet in sheets:
        _write_sheet(book, formats, sheet)
    book.close()
    return fill(target.getvalue(), sheets) if any(sheet.bulk for sheet in sheets) else target.getvalue()


def _write_sheet(book, formats: Formats, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    _set_up_page(page, sheet)
    _write_head(page, formats, sheet)
    _write_table(page, formats, sheet)
    for block in sheet.blocks:
        _write_block(page, formats, block)
    if not sheet.bulk:
        for row, points in row_heights(sheet).items():
            page.set_row(row - 1, points)
    for rule in sheet.conditional:
        add_conditional(page, formats, rule)
    for chart in sheet.charts:
        add_chart(book, page, chart)
    for picture in sheet.pictures:
        add_picture(page, picture)
    for name, target in _names(sheet):
        book.define_name(name, "=" + target)


def _set_up_page(page, sheet: Sheet) -> None:
    if sheet.orientation == "landscape":
        page.set_landscape()
    page.set_paper(_A4)
    _set_up_fit(page, sheet)
    page.set_margins(**_MARGINS)
    page.set_footer(_PAGE_NUMBER)
    page.center_horizontally()
    page.hide_gridlines(2)
    if sheet.tab_colour:
        page.set_tab_color(sheet.tab_colour)
    if sheet.hidden:
        page.hide()
    repeat = sheet.repeat or (sheet.header_row if sheet.has_header else 0)
    if repeat:
        page.repeat_rows(repeat - 1)
    if sheet.has_header:
        page.freeze_panes(sheet.header_row if sheet.freeze_rows else 0, sheet.freeze_columns)


def _set_up_fit(page, sheet: Sheet) -> None:
    """Excel heeds page breaks only where the page is not fitted to its width."""
    if sheet.scale:
        page.set_print_scale(sheet.scale)
        page.set_h_pagebreaks(list(sheet.breaks))
    else:
        page.fit_to_pages(1, int(sheet.one_page))


def _write_head(page, formats: Formats, sheet: Sheet) -> None:
    last = max(1, sheet.title_across or len(sheet.columns)) - 1
    row = 0
    for line in sheet.issuer:
        page.write_string(row, 0, line, formats.get("issuer_note" if row else "issuer"))
        row += 1
    width = sum(column.width for column in sheet.columns[:last + 1])
    titles = [("title", sheet.title)] if sheet.title else []
    for style, line in [*titles, *(("subtitle", note) for note in sheet.notes)]:
        if last:
            page.merge_range(row, 0, row, last, "", formats.get(style))
        page.write_string(row, 0, line, formats.get(style))
        page.set_row(row, text_height(line, style, width))
        row += 1


def _write_table(page, formats: Formats, sheet: Sheet) -> None:
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        if sheet.has_header:
            page.write_string(sheet.header_row - 1, index, column.header, formats.get(column.header_style))
    if sheet.has_header:
        page.set_row(sheet.header_row - 1, header_height(sheet))
        page.autofilter(sheet.header_row - 1, 0, sheet.last_row - 1, len(sheet.columns) - 1)
    if sheet.bulk:
        write_pattern(page, formats, sheet)
        return
    styles = [column.style for column in sheet.columns]
    for row, values in enumerate((*sheet.rows, *sheet.footer), sheet.first_row - 1):
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            _write_cell(page, formats, row, column, value, style)


def _write_block(page, formats: Formats, block: Block) -> None:
    for row, values in enumerate(block.rows, block.row - 1):
        column = block.column - 1
        for value in values:
            if value is not None:
                _write_cell(page, formats, row, column, value, "text")
            column += value.across if isinstance(value, Styled) else 1


def _write_cell(page, formats: Formats, row: int, column: int, value: Value, style: str) -> None:
    if isinstance(value, Styled):
        style = value.style
        if value.across > 1 or value.down > 1:
            page.merge_range(row, column, row + value.down - 1, column + value.across - 1, "", formats.get(style))
        value = value.value
    if value is None:
        if has_border(style):
            page.write_blank(row, column, None, formats.get(style))
    elif isinstance(value, str):
        page.write_string(row, column, _fitting(value), formats.of_text(style, value))
    elif isinstance(value, bool):
        raise TypeError("a truth value has no words of its own: write text")
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value, formats.get(style))
    else:
        _write_special(page, formats, row, column, value, style)


def _write_special(page, formats: Formats, row: int, column: int, value: Plain, style: str) -> None:
    match value:
        case date():
            page.write_datetime(row, column, datetime(value.year, value.month, value.day), formats.get(style))
        case Formula(text, stored, array):
            write = page.write_array_formula if array else page.write_formula
            place = (row, column, row, column) if array else (row, column)
            write(*place, "=" + text, formats.get(style), stored)
        case Link(text, target):
            page.write_url(row, column, "internal:" + target, formats.get(style), _fitting(text))
        case _:
            raise TypeError(f"not a cell value: {value!r}")


def _fitting(text: str) -> str:
    """Text as a cell can hold it. XlsxWriter takes what stands between <r> and </r> for XML of its own making:
    a space behind it makes it text again."""
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT - 1] + "…"


def _names(sheet: Sheet) -> list[tuple[str, str]]:
    found = [(column.name, f"{quoted(sheet.name)}!${letter(n)}${sheet.first_row}:${letter(n)}${sheet.last_row}")
             for n, column in enumerate(sheet.columns, 1) if column.name]
    return [*found, *sheet.names]

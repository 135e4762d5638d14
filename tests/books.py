"""Workbooks for tests, written down where they are used.

A sheet is a small table in the test's own text; a cell says what it is:

    | A    | B          | C       |
    |------|------------|---------|
    | text | 12.5       | =B2*2 : 25   |   a formula and its stored result
    | 2025-09-30 | TRUE | =1/0 : #DIV/0! |
    |      | '12        | =B2     |   blank; the text 12; a formula without a result

The first line names the columns by letter, so a table can start anywhere; rows count from 2 with
the letters standing for row 1, unless `first_row` says otherwise.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

import xlsxwriter

_ROW = re.compile(r"^\s*\|(.*)\|\s*$")


def cells(table: str, first_row: int = 2) -> dict[str, str]:
    """Return address -> text of the cells of a table."""
    lines = [match[1] for match in map(_ROW.match, table.splitlines()) if match]
    letters = [letter.strip() for letter in lines[0].split("|")]
    body = [line for line in lines[1:] if set(line) - set("|-: ")]
    return {
        f"{letter}{row}": text.strip()
        for row, line in enumerate(body, first_row)
        for letter, text in zip(letters, line.split("|"), strict=True)
        if text.strip()
    }


def xlsx(sheets: Mapping[str, str] | str, *, hidden: Mapping[str, str] | None = None, **options: Any) -> bytes:
    """Return an .xlsx of the tables; `hidden` maps sheet names to "hidden" or "very hidden"."""
    sheets = {"Sheet1": sheets} if isinstance(sheets, str) else sheets
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy", **options})
    for name, table in sheets.items():
        page = workbook.add_worksheet(name)
        for place, text in cells(table).items():
            _write(page, place, text)
        state = (hidden or {}).get(name)
        if state:
            page.hide() if state == "hidden" else page.very_hidden()
    workbook.close()
    return without_results(target.getvalue())


def _write(page: Any, place: str, text: str) -> None:
    if text.startswith("="):
        formula, _, result = text.partition(" : ")
        page.write_formula(place, formula, None, _value(result) if result else "")
    else:
        value = _value(text)
        page.write_datetime(place, value) if isinstance(value, date) else page.write(place, value)


def _value(text: str) -> Any:
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    if text.startswith("'"):
        return text[1:]
    for convert in (float, date.fromisoformat):
        try:
            return convert(text)
        except ValueError:
            continue
    return text


def without_results(data: bytes) -> bytes:
    """Take away the empty results XlsxWriter gives to formulas: then the file holds none, as openpyxl's do."""
    return with_parts(data, lambda name, part: part.replace(b"</f><v></v>", b"</f>"))


def with_parts(data: bytes, change: Any) -> bytes:
    """Return a zip with every part put through `change(name, part)`; a part changed to None is left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                made.writestr(name, part)
    return target.getvalue()


def with_added_part(data: bytes, name: str, content: bytes = b"") -> bytes:
    """Return a zip with one part more."""
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as made:
        made.writestr(name, content)
    return target.getvalue()


def with_sheet_data(rows: str, *, head: str = "", tail: str = "", strings: bytes | None = None) -> bytes:
    """Return an .xlsx whose only sheet holds exactly this XML between `<sheetData>` and its end."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'.encode()
    base = xlsx("| A |\n| x |")

    def change(name: str, part: bytes) -> bytes:
        if name == "xl/sharedStrings.xml" and strings is not None:
            return strings
        return sheet if name == "xl/worksheets/sheet1.xml" else part

    return with_parts(base, change)


def archive(**files: bytes) -> bytes:
    """Return an ordinary zip of files; `__` in a name stands for a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "."), content)
    return target.getvalue()

"""Read .ods, the format of LibreOffice.

Its errors are words in a text cell, and its repeats can claim a million filled rows in one
element: errors are told from text, repeats are bounded before they are expanded.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from nq57xl.sheets.reading.book import (
    ERROR,
    HIDDEN,
    UNCOMPUTED,
    UNREADABLE,
    VISIBLE,
    Area,
    Book,
    Cell,
    Place,
    Sheet,
    Value,
)
from nq57xl.sheets.reading.limits import LAST_COLUMN, LAST_ROW, LONGEST_TEXT, Limits, UnreadableBook, damaged, too_large
from nq57xl.sheets.reading.parts import Parts, parse
from nq57xl.sheets.reading.properties import opendocument_properties
from nq57xl.sheets.reading.serials import iso_date, number

_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{{{_OPEN}{name}:1.0}}" for name in ("office", "table", "text", "style"))
# Put together once: the names of a form are looked up some ten thousand times.
_FORMULA = f"{_TABLE}formula"
_VALUE_TYPE = f"{_OFFICE}value-type"
_VALUE = f"{_OFFICE}value"
_STRING_VALUE = f"{_OFFICE}string-value"
_PARAGRAPH = f"{_TEXT}p"
_SPANNED_COLUMNS = f"{_TABLE}number-columns-spanned"
_SPANNED_ROWS = f"{_TABLE}number-rows-spanned"
_REPEATED_COLUMNS = f"{_TABLE}number-columns-repeated"
_REPEATED_ROWS = f"{_TABLE}number-rows-repeated"
_VISIBILITY = f"{_TABLE}visibility"
_NAME = f"{_TABLE}name"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_NUMBER_TYPES = ("float", "percentage", "currency")
_GROUPS = (f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|(?:Err|Lỗi):\d{3}").fullmatch
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?").fullmatch


def read_ods(parts: Parts, traits: frozenset[str], limits: Limits) -> Book:
    """Read the spreadsheet in an OpenDocument package."""
    _refuse_encrypted(parts)
    content = parse(parts.read("content.xml"), "content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if body is None:
        raise damaged("thiếu bảng tính trong content.xml")
    hidden = _hidden_styles(content)
    tables = body.findall(f"{_TABLE}table")
    if len(tables) > limits.sheets:
        raise too_large(f"hơn {limits.sheets} trang tính")
    sheets = tuple(_sheet(table, hidden, limits) for table in tables)
    saved, application = opendocument_properties(parts)
    return Book("ods", sheets, saved, application, traits | _links(content))


def _refuse_encrypted(parts: Parts) -> None:
    manifest = parts.get("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest or "encrypted-package" in parts:
        raise UnreadableBook("encrypted", "tệp có mật khẩu")


def _links(content: ElementTree.Element) -> frozenset[str]:
    formulas = (cell.get(_FORMULA, "") for cell in content.iter(_CELLS[0]))
    linked = any("'file:" in formula or "'http" in formula for formula in formulas)
    return frozenset(("external-links",)) if linked else frozenset()


def _hidden_styles(content: ElementTree.Element) -> frozenset[str]:
    return frozenset(
        style.get(f"{_STYLE}name", "")
        for style in content.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    )


def _sheet(table: ElementTree.Element, hidden_styles: frozenset[str], limits: Limits) -> Sheet:
    cells: dict[Place, Cell] = {}
    merged: list[Area] = []
    hidden_rows: list[int] = []
    first = 1
    for row in _rows(table):
        repeat = _repeat(row, _REPEATED_ROWS)
        filled = _row_cells(row, first, merged)
        if filled and (first + repeat - 1 > LAST_ROW or len(cells) + len(filled) * repeat > limits.cells):
            raise too_large(f"trang {table.get(_NAME)}: dòng {first} lặp lại {repeat} lần")
        for number_of_row in range(first, first + repeat) if filled else ():
            cells.update(((number_of_row, cell.column), cell._replace(row=number_of_row)) for cell in filled)
        if row.get(_VISIBILITY, "visible") != "visible" and first + repeat <= LAST_ROW:
            hidden_rows += range(first, first + repeat)
        first += repeat
    visibility = HIDDEN if table.get(f"{_TABLE}style-name") in hidden_styles else VISIBLE
    name = table.get(_NAME, "")
    return Sheet(name, visibility, cells, tuple(merged), tuple(hidden_rows), _hidden_columns(table))


def _rows(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _hidden_columns(table: ElementTree.Element) -> tuple[int, ...]:
    hidden: list[int] = []
    first = 1
    for column in table.iter(f"{_TABLE}table-column"):
        last = min(first + _repeat(column, _REPEATED_COLUMNS) - 1, LAST_COLUMN)
        # Hidden to the end of the sheet is how a form is trimmed, not something hidden in it.
        if column.get(_VISIBILITY, "visible") != "visible" and last < LAST_COLUMN:
            hidden += range(first, last + 1)
        first = last + 1
    return tuple(hidden)


def _repeat(element: ElementTree.Element, attribute: str) -> int:
    text = element.get(attribute)
    return max(_whole(text), 1) if text else 1


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise damaged(f"số lần lặp sai {text[:20]!r}")
    return int(text)


def _row_cells(row: ElementTree.Element, row_number: int, merged: list[Area]) -> list[Cell]:
    filled: list[Cell] = []
    column = 1
    for element in row:
        if element.tag not in _CELLS:
            continue
        repeat = _repeat(element, _REPEATED_COLUMNS)
        has_formula = element.get(_FORMULA) is not None
        value, state = _content(element, has_formula)
        if value != "" or state:
            if column + repeat - 1 > LAST_COLUMN:
                raise too_large(f"dòng {row_number}: ô ngoài bảng")
            is_percent = element.get(_VALUE_TYPE) == "percentage" and not state
            filled += (Cell(row_number, c, value, state, has_formula, is_percent)
                       for c in range(column, column + repeat))
        _add_span(element, row_number, column, merged)
        column += repeat
    return filled


def _add_span(element: ElementTree.Element, row: int, column: int, merged: list[Area]) -> None:
    columns, rows = element.get(_SPANNED_COLUMNS), element.get(_SPANNED_ROWS)
    if columns or rows:
        area = (row, column, row + _whole(rows or "1") - 1, column + _whole(columns or "1") - 1)
        if area[:2] != area[2:]:
            merged.append(area)


def _content(element: ElementTree.Element, has_formula: bool) -> tuple[Value, str]:
    """Return value and state; ("", "") is a cell without content."""
    kind = element.get(_VALUE_TYPE)
    if kind is None:
        return (None, UNCOMPUTED) if has_formula else ("", "")
    if kind == "string" or element.get(_CALC_TYPE) == "error":
        return _string(element, has_formula)
    if kind in _NUMBER_TYPES:
        return _or_unreadable(number(element.get(_VALUE, "")), element)
    if kind == "date":
        return _or_unreadable(iso_date(element.get(f"{_OFFICE}date-value", "")), element)
    if kind == "boolean":
        truth = {"true": True, "false": False}.get(element.get(f"{_OFFICE}boolean-value", ""))
        return _or_unreadable(truth, element)
    return _or_unreadable(_days(element.get(f"{_OFFICE}time-value", "")) if kind == "time" else None, element)


def _string(element: ElementTree.Element, has_formula: bool) -> tuple[Value, str]:
    shown = _shown(element)
    if element.get(_CALC_TYPE) == "error" or (has_formula and _ERROR(shown)):
        return shown, ERROR
    # An attribute, where there is one, is the value; the paragraphs are how it looks.
    text = element.get(_STRING_VALUE) or shown
    return (text, "") if len(text) <= LONGEST_TEXT else (text[:LONGEST_TEXT], UNREADABLE)


def _or_unreadable(value: Value, element: ElementTree.Element) -> tuple[Value, str]:
    return (value, "") if value is not None else (_shown(element), UNREADABLE)


def _days(text: str) -> float | None:
    """Return a time of day as spreadsheets count it, in days.

    >>> _days("PT06H00M00S"), _days("six")
    (0.25, None)
    """
    match = _DURATION(text)
    if not match or not any(match.groups()[1:]):
        return None
    sign, hours, minutes, seconds = match.groups()
    total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds or 0)
    return (-total if sign else total) / 86_400


def _shown(element: ElementTree.Element) -> str:
    """Return the paragraphs of a cell, its comment and drawings left out."""
    return "\n".join("".join(_runs(child)) for child in element if child.tag == _PARAGRAPH)


def _runs(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = child.tag.removeprefix(_TEXT)
        if name == "s":
            yield " " * min(_whole(child.get(f"{_TEXT}c") or "1"), LONGEST_TEXT)
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif child.tag.startswith(_TEXT):
            yield from _runs(child)
        yield child.tail or ""

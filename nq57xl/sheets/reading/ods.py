"""Read .ods, the format of LibreOffice.

Its errors are words in a text cell, and its repeats can claim a million filled rows in one
element: errors are told from text, repeats are bounded before they are expanded.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from nq57xl.sheets.reading.appearance import standing
from nq57xl.sheets.reading.book import (
    ERROR,
    HIDDEN,
    MIXED,
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
from nq57xl.sheets.reading.formulas import from_openformula
from nq57xl.sheets.reading.gather import within
from nq57xl.sheets.reading.lettering import Lettering
from nq57xl.sheets.reading.limits import (
    LAST_COLUMN,
    LAST_ROW,
    LONGEST_TEXT,
    Limits,
    UnreadableBook,
    damaged,
    too_large,
)
from nq57xl.sheets.reading.ods_styles import OPEN, TABLE, OdsStyles, ods_styles
from nq57xl.sheets.reading.ods_text import font_runs, mark_runs, shown_text, whole_number
from nq57xl.sheets.reading.parts import Parts, parse
from nq57xl.sheets.reading.properties import opendocument_properties
from nq57xl.sheets.reading.serials import iso_date, number
from nq57xl.sheets.reading.sheet_xml import STRUCK
from nq57xl.sheets.reading.traits import formula_traits

_OFFICE = f"{{{OPEN}office:1.0}}"
# Put together once: the names of a form are looked up some ten thousand times.
_FORMULA = f"{TABLE}formula"
_VALUE_TYPE = f"{_OFFICE}value-type"
_VALUE = f"{_OFFICE}value"
_STRING_VALUE = f"{_OFFICE}string-value"
_SPANNED_COLUMNS = f"{TABLE}number-columns-spanned"
_SPANNED_ROWS = f"{TABLE}number-rows-spanned"
_REPEATED_COLUMNS = f"{TABLE}number-columns-repeated"
_REPEATED_ROWS = f"{TABLE}number-rows-repeated"
_VISIBILITY = f"{TABLE}visibility"
_ANNOTATION = f"{_OFFICE}annotation"
_NAME = f"{TABLE}name"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_NUMBER_TYPES = ("float", "percentage", "currency")
_GROUPS = (f"{TABLE}table-row-group", f"{TABLE}table-header-rows", f"{TABLE}table-rows")
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_ACTIVE = {"macros": (b"script:event-listener",), "dde": (b"dde-source", b"table:dde-link"),
           "external-links": (b"table:table-source",), "connections": (b"table:database-source-",)}
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|(?:Err|Lỗi):\d{3}").fullmatch
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?").fullmatch


def read_ods(parts: Parts, traits: frozenset[str], limits: Limits) -> Book:
    """Read the spreadsheet in an OpenDocument package."""
    _refuse_encrypted(parts)
    written = parts.read("content.xml")
    content = parse(written, "content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if body is None:
        raise damaged("thiếu bảng tính trong content.xml")
    tables = body.findall(f"{TABLE}table")
    if len(tables) > limits.sheets:
        raise too_large(f"hơn {limits.sheets} trang tính")
    styles = ods_styles((content, *_further_styles(parts)))
    sheets = within(limits, (_Table(table, styles, limits).sheet() for table in tables))
    saved, application = opendocument_properties(parts)
    return Book("ods", sheets, saved, application, traits | _traits(content, written))


def _further_styles(parts: Parts) -> Iterator[ElementTree.Element]:
    styles = parts.get("styles.xml")
    if styles is not None:
        yield parse(styles, "styles.xml")


def _refuse_encrypted(parts: Parts) -> None:
    manifest = parts.get("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest or "encrypted-package" in parts:
        raise UnreadableBook("encrypted", "chưa có mật khẩu")


def _traits(content: ElementTree.Element, written: bytes) -> frozenset[str]:
    formulas = {cell.get(_FORMULA, "") for cell in content.iter(_CELLS[0])}
    linked = any("'file:" in formula or "'http" in formula for formula in formulas)
    told = {trait for trait, words in _ACTIVE.items() if any(word in written for word in words)}
    return formula_traits(formulas) | told | ({"external-links"} if linked else set())


class _Table:
    """One table, walked through row by row."""

    def __init__(self, table: ElementTree.Element, styles: OdsStyles, limits: Limits) -> None:
        self.table, self.styles, self.limits = table, styles, limits
        self.name = table.get(_NAME, "")
        self.cells: dict[Place, Cell] = {}
        self.merged: list[Area] = []
        self.formulas: dict[Place, str] = {}
        self.notes: dict[Place, str] = {}
        self.letters = Lettering()
        self.looks: dict[str, set[Place]] = {STRUCK: set(), MIXED: set()}
        self.repeated = 0
        self.defaults = _default_styles(table) if styles.fonts else {}

    def sheet(self) -> Sheet:
        hidden_rows: list[int] = []
        first = 1
        for row in _rows(self.table):
            repeat = _repeat(row, _REPEATED_ROWS)
            filled = self.row(row, first)
            if filled:
                self.repeat(filled, first, repeat)
                if row.get(_VISIBILITY, "visible") != "visible":
                    hidden_rows += range(first, first + repeat)
            first += repeat
        self.letters.settle(self.cells)
        is_hidden = self.table.get(f"{TABLE}style-name") in self.styles.hidden
        return Sheet(self.name, HIDDEN if is_hidden else VISIBLE, self.cells, tuple(self.merged), tuple(hidden_rows),
                     _hidden_columns(self.table), self.formulas, self.notes, self.letters.converted,
                     frozenset(self.letters.doubted), struck=frozenset(self.looks[STRUCK]),
                     mixed=frozenset(self.looks[MIXED]))

    def repeat(self, filled: list[Cell], first: int, times: int) -> None:
        """Put the cells of a row into the row, and into those it stands for."""
        self.repeated += len(filled) * (times - 1)
        if first + times - 1 > LAST_ROW or self.repeated > self.limits.repeated_cells:
            raise too_large(f"trang {self.name}: dòng {first} lặp lại {times} lần")
        if len(self.cells) + len(filled) * times > self.limits.cells:
            raise too_large(f"trang {self.name}: hơn {self.limits.cells} ô có dữ liệu")
        for row in range(first, first + times):
            self.cells.update(((row, cell.column), cell._replace(row=row)) for cell in filled)
        for places in self.looks.values() if times > 1 else ():
            places |= {(row, cell.column) for row in range(first + 1, first + times) for cell in filled
                       if (first, cell.column) in places}
        for facts in (self.formulas, self.letters.texts) if times > 1 else ():
            told = [(cell.column, facts[first, cell.column]) for cell in filled if (first, cell.column) in facts]
            facts.update(((row, column), fact) for row in range(first + 1, first + times) for column, fact in told)

    def row(self, row: ElementTree.Element, number_of_row: int) -> list[Cell]:
        """Return the filled cells of a row."""
        filled: list[Cell] = []
        column = 1
        for element in row:
            if element.tag not in _CELLS:
                continue
            repeat = _repeat(element, _REPEATED_COLUMNS)
            formula = element.get(_FORMULA)
            value, state = _content(element, formula is not None)
            if value != "" or state:
                self.repeated += repeat - 1
                if column + repeat - 1 > LAST_COLUMN or self.repeated > self.limits.repeated_cells:
                    raise too_large(f"trang {self.name}: dòng {number_of_row} có ô lặp lại {repeat} lần")
                is_percent = element.get(_VALUE_TYPE) == "percentage" and not state
                made = [Cell(number_of_row, c, value, state, formula is not None, is_percent)
                        for c in range(column, column + repeat)]
                filled += made
                self.note_facts(element, made, formula)
            if len(element):
                self.note_comment(element, (number_of_row, column))
            _add_span(element, number_of_row, column, self.merged)
            column += repeat
        return filled

    def note_facts(self, element: ElementTree.Element, cells: list[Cell], formula: str | None) -> None:
        """Note the formula of like cells, what is struck or raised in them, and their text where its font may be
        old."""
        text = from_openformula(formula) if formula else None
        if self.styles.marks:
            own = self.styles.marks.get(element.get(f"{TABLE}style-name", ""), "")
            look = standing(mark_runs(element, self.styles.marks), own == STRUCK)
            self.looks.get(look, set()).update((cell.row, cell.column) for cell in cells)
        for cell in cells:
            if text:
                self.formulas[cell.row, cell.column] = text
            if self.styles.fonts and isinstance(cell.value, str) and not cell.state:
                style = element.get(f"{TABLE}style-name") or self.default_style(cell.column)
                font = self.styles.fonts.get(style, "")
                runs = list(font_runs(element, font, self.styles.fonts)) if formula is None else []
                whole = "".join(text for text, _ in runs) == cell.value
                self.letters.add(cell, runs if whole else ((cell.value, font),), "")

    def default_style(self, column: int) -> str:
        return next((style for last, style in self.defaults.items() if column <= last), "")

    def note_comment(self, element: ElementTree.Element, place: Place) -> None:
        for comment in element.findall(_ANNOTATION):
            text = shown_text(comment).strip()
            if text:
                self.notes[place] = text[:LONGEST_TEXT]


def _default_styles(table: ElementTree.Element) -> dict[int, str]:
    """Return last column -> style of the cells that name none, columns in rising order."""
    styles: dict[int, str] = {}
    last = 0
    for column in table.iter(f"{TABLE}table-column"):
        last += _repeat(column, _REPEATED_COLUMNS)
        styles[last] = column.get(f"{TABLE}default-cell-style-name", "")
    return styles


def _rows(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in parent:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _hidden_columns(table: ElementTree.Element) -> tuple[int, ...]:
    hidden: list[int] = []
    first = 1
    for column in table.iter(f"{TABLE}table-column"):
        last = min(first + _repeat(column, _REPEATED_COLUMNS) - 1, LAST_COLUMN)
        # Hidden to the end of the sheet is how a form is trimmed, not something hidden in it.
        if column.get(_VISIBILITY, "visible") != "visible" and last < LAST_COLUMN:
            hidden += range(first, last + 1)
        first = last + 1
    return tuple(hidden)


def _repeat(element: ElementTree.Element, attribute: str) -> int:
    text = element.get(attribute)
    return max(whole_number(text), 1) if text else 1


def _add_span(element: ElementTree.Element, row: int, column: int, merged: list[Area]) -> None:
    columns, rows = element.get(_SPANNED_COLUMNS), element.get(_SPANNED_ROWS)
    if columns or rows:
        area = (row, column, row + whole_number(rows or "1") - 1, column + whole_number(columns or "1") - 1)
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
    shown = shown_text(element)
    if element.get(_CALC_TYPE) == "error" or (has_formula and _ERROR(shown)):
        return shown, ERROR
    # An attribute, where there is one, is the value; the paragraphs are how it looks.
    text = element.get(_STRING_VALUE) or shown
    return (text, "") if len(text) <= LONGEST_TEXT else (text[:LONGEST_TEXT], UNREADABLE)


def _or_unreadable(value: Value, element: ElementTree.Element) -> tuple[Value, str]:
    return (value, "") if value is not None else (shown_text(element), UNREADABLE)


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

"""Read .xlsb, the binary workbook of Excel.

Not through python-calamine: it passes over the short records that SheetJS writes for neighbouring cells, so figures
would be missing without a word.
"""

import struct
from collections.abc import Iterator
from math import isfinite

from nq57xl.sheets.reading.biff import ERRORS, biff12_records
from nq57xl.sheets.reading.book import (
    ERROR,
    HIDDEN,
    UNREADABLE,
    VERY_HIDDEN,
    VISIBLE,
    Area,
    Book,
    Cell,
    Place,
    Sheet,
    Value,
)
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
from nq57xl.sheets.reading.parts import Parts, main_part, relationships
from nq57xl.sheets.reading.properties import package_properties
from nq57xl.sheets.reading.serials import date_of
from nq57xl.sheets.reading.xlsb_styles import XlsbStyles, wide_text, xlsb_styles

_VISIBILITY = (VISIBLE, HIDDEN, VERY_HIDDEN)
_ROW, _SHEET, _COLUMNS, _PROPERTIES, _STRING = 0, 156, 60, 153, 19
_END_BOOK, _END_STRINGS, _END_SHEET, _END_COMMENTS = 132, 160, 130, 629
_HIDDEN_ROW = 0x1000
_MERGED, _COMMENT, _COMMENT_TEXT = 176, 635, 637
_RK, _ERROR, _BOOL, _REAL, _TEXT, _INDEX, _RICH = range(7)
_KINDS = {2: _RK, 3: _ERROR, 4: _BOOL, 5: _REAL, 6: _TEXT, 7: _INDEX, 8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR,
          62: _RICH}
_FORMULAS = (8, 9, 10, 11)
_SHORT = {13: _RK, 14: _ERROR, 15: _BOOL, 16: _REAL, 17: _TEXT, 18: _INDEX}
"""Records of the cell to the right of the one before; they leave the column out."""
_SHORT_BLANK, _BLANK = 12, 1


def read_xlsb(parts: Parts, traits: frozenset[str], limits: Limits) -> Book:
    """Read the binary workbook in an Office Open XML package."""
    main = main_part(parts)
    links = relationships(parts, main)
    named = {kind: target for kind, target in links.values()}
    styles = xlsb_styles(parts.read(named["styles"])) if "styles" in named else XlsbStyles()
    strings = list(_strings(parts.read(named["sharedStrings"]))) if "sharedStrings" in named else []
    from_1904, bundles = False, []
    for kind, body in biff12_records(parts.read(main), _END_BOOK):
        if kind == _PROPERTIES:
            from_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            bundles.append(_bundle(body))
    if len(bundles) > limits.sheets:
        raise too_large(f"hơn {limits.sheets} trang tính")
    sheets = within(limits, (
        _sheet(parts, links, bundle, _Scan(styles, strings, from_1904, limits)) for bundle in bundles))
    saved, application = package_properties(parts)
    return Book("xlsb", sheets, saved, application, traits)


def _bundle(body: bytes) -> tuple[str, str, int]:
    state = struct.unpack_from("<I", body)[0]
    link, position = wide_text(body, 8)
    name, _ = wide_text(body, position)
    return name, link, state


def _strings(part: bytes) -> Iterator[str]:
    return (wide_text(body, 1)[0] for kind, body in biff12_records(part, _END_STRINGS) if kind == _STRING)


def _sheet(parts: Parts, links: dict[str, tuple[str, str]], bundle: tuple[str, str, int], scan: "_Scan") -> Sheet:
    name, link, state = bundle
    kind, target = links.get(link, ("", ""))
    if not target:
        raise damaged(f"thiếu trang tính {name}")
    visibility = _VISIBILITY[min(state, 2)]
    if kind != "worksheet":
        return Sheet(name, visibility, {})
    scan.run(parts.read(target))
    return Sheet(name, visibility, scan.cells, tuple(scan.merged), tuple(scan.hidden_rows),
                 tuple(sorted(scan.hidden_columns)), {}, _notes(parts, target), scan.letters.converted,
                 frozenset(scan.letters.doubted))


def _notes(parts: Parts, sheet: str) -> dict[Place, str]:
    """A broken comments part is no reason to refuse the figures: then there are no comments."""
    names = [target for kind, target in relationships(parts, sheet).values() if kind == "comments"]
    try:
        return dict(note for name in names for note in _comments(parts.read(name)))
    except UnreadableBook as error:
        if error.reason == "too-large":
            raise
        return {}


def _comments(part: bytes) -> Iterator[tuple[Place, str]]:
    place: Place = 0, 0
    for kind, body in biff12_records(part, _END_COMMENTS):
        if kind == _COMMENT:
            row, _, column = struct.unpack_from("<3I", body, 4)
            place = row + 1, column + 1
        elif kind == _COMMENT_TEXT and (text := wide_text(body, 1)[0].strip()):
            yield place, text


class _Scan:
    """The records of one sheet."""

    def __init__(self, styles: XlsbStyles, strings: list[str], from_1904: bool, limits: Limits) -> None:
        self.styles, self.strings, self.from_1904, self.limits = styles, strings, from_1904, limits
        self.row, self.column = 0, 0
        self.cells: dict[Place, Cell] = {}
        self.merged: list[Area] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self.letters = Lettering()

    def run(self, part: bytes) -> None:
        for kind, body in biff12_records(part, _END_SHEET):
            if kind == _ROW:
                self.start_row(*struct.unpack_from("<I6xH", body))
            elif kind in _KINDS or kind == _BLANK:
                self.column = struct.unpack_from("<I", body)[0] + 1
                self.cell(_KINDS.get(kind), body[4:], kind in _FORMULAS)
            elif kind in _SHORT or kind == _SHORT_BLANK:
                self.column += 1
                self.cell(_SHORT.get(kind), body, False)
            elif kind == _COLUMNS:
                first, last = struct.unpack_from("<II", body)
                if struct.unpack_from("<H", body, 16)[0] & 1:
                    self.hidden_columns.update(range(first + 1, min(last + 1, LAST_COLUMN) + 1))
            elif kind == _MERGED:
                top, bottom, left, right = struct.unpack_from("<4I", body)
                self.merged.append((top + 1, left + 1, bottom + 1, right + 1))
        self.letters.settle(self.cells)

    def start_row(self, row: int, flags: int) -> None:
        self.row, self.column = row + 1, 0
        if row >= LAST_ROW:
            raise damaged(f"không có dòng {row + 1}")
        if flags & _HIDDEN_ROW:
            self.hidden_rows.append(row + 1)

    def cell(self, kind: int | None, body: bytes, has_formula: bool) -> None:
        """Take up a cell; `body` begins with its style."""
        if not (self.row and 1 <= self.column <= LAST_COLUMN):
            raise damaged(f"không có cột {self.column}")
        if kind is None:
            return
        style = int.from_bytes(body[:3], "little")
        value, state = self.content(kind, body[4:], style)
        if value == "" and not state:
            return
        place = self.row, self.column
        if place in self.cells:
            state = UNREADABLE
        is_percent = style in self.styles.percents and type(value) is float
        self.cells[place] = cell = Cell(*place, value, state, has_formula, is_percent)
        if len(self.cells) > self.limits.cells:
            raise too_large(f"hơn {self.limits.cells} ô có dữ liệu")
        if style in self.styles.alphabets and isinstance(value, str) and not state:
            self.letters.add(cell, ((value, ""),), self.styles.alphabets[style])

    def content(self, kind: int, body: bytes, style: int) -> tuple[Value, str]:
        if kind == _ERROR:
            return ERRORS.get(body[0], f"#ERR{body[0]}"), ERROR
        if kind == _BOOL:
            return body[0] != 0, ""
        if kind in (_RK, _REAL):
            number = _rk(struct.unpack_from("<I", body)[0]) if kind == _RK else struct.unpack_from("<d", body)[0]
            if not isfinite(number):
                return str(number), UNREADABLE
            return (date_of(number, self.from_1904) or number if style in self.styles.dates else number), ""
        if kind == _INDEX:
            index = struct.unpack_from("<I", body)[0]
            if index >= len(self.strings):
                return str(index), UNREADABLE
            text = self.strings[index]
        else:
            text = wide_text(body, 1 if kind == _RICH else 0)[0]
        return (text, "") if len(text) <= LONGEST_TEXT else (text[:LONGEST_TEXT], UNREADABLE)


def _rk(packed: int) -> float:
    """Return the number packed into four bytes: a whole one or the upper half of a float, perhaps hundredfold.

    >>> _rk(0x3FF00000), _rk((25 << 2) | 2), _rk((125 << 2) | 3), _rk(0xFFFFFFFE)
    (1.0, 25.0, 1.25, -1.0)
    """
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole >> 29 else whole)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))[0]
    return number / 100 if packed & 1 else number

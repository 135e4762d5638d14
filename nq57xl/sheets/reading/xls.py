"""Read .xls (Excel 97 to 2003, and Excel 5): values by python-calamine, marks from the records."""

import struct
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from nq57xl.model.old_alphabets import alphabet_of
from nq57xl.sheets.reading.biff import Marks, biff8_records
from nq57xl.sheets.reading.book import HIDDEN, VERY_HIDDEN, VISIBLE, Book
from nq57xl.sheets.reading.dense import read_dense
from nq57xl.sheets.reading.limits import Limits, UnreadableBook, damaged, too_large
from nq57xl.sheets.reading.properties import utc_day
from nq57xl.sheets.reading.serials import is_percent_format

if TYPE_CHECKING:
    from olefile import OleFileIO

_VISIBILITY = (VISIBLE, HIDDEN, VERY_HIDDEN)
_BOF, _EOF, _FILEPASS, _SUPBOOK, _BOUNDSHEET = 0x809, 0x0A, 0x2F, 0x1AE, 0x85
_FORMULA, _STRING, _BOOLERR, _MULRK, _ROW, _COLINFO = 0x06, 0x207, 0x205, 0xBD, 0x208, 0x7D
_FORMAT, _STYLE, _FONT = 0x41E, 0xE0, 0x31
_OBJECT, _OBJECT_TEXT, _CONTINUE, _NOTE, _NOTE_OBJECT = 0x5D, 0x1B6, 0x3C, 0x1C, 0x19
_CONNECTION, _MACRO_SHEET = 0x876, 1
_NO_FONT = 4
"""Number that no font has: those after it count from one more."""
_VALUES = (0x203, 0x204, 0xD6, 0x27E, 0xFD)
_BIFF8 = 0x600
_OTHERS = (
    ("WordDocument", "tài liệu Word"),
    ("PowerPoint Document", "trình chiếu PowerPoint"),
    ("__properties_version1.0", "thư Outlook"),
)


def read_ole(data: bytes, limits: Limits) -> Book:
    """Read the .xls workbook in an OLE2 box; other boxes are refused by what they hold."""
    import olefile

    with olefile.OleFileIO(BytesIO(data)) as box:
        stream = box.openstream(_stream_name(box)).read()
        properties = box.get_metadata()
        traits = _traits(box)
    if len(stream) > limits.part_bytes:
        raise too_large("dòng dữ liệu Workbook")
    marks, told = _scan(stream)
    program = properties.creating_application or b""
    application = program.decode("utf-8", "replace") if isinstance(program, bytes) else program
    saved = utc_day(properties.last_saved_time)
    return read_dense(data, "xls", marks, limits, saved=saved, application=application, traits=traits | told)


def _stream_name(box: "OleFileIO") -> str:
    if box.exists("EncryptedPackage"):
        raise UnreadableBook("encrypted", "chưa có mật khẩu")
    for name in ("Workbook", "Book"):
        if box.exists(name):
            return name
    what = next((what for name, what in _OTHERS if box.exists(name)), "không rõ loại tệp")
    raise UnreadableBook("not-a-workbook", what)


def _traits(box: "OleFileIO") -> frozenset[str]:
    names = {path[0] for path in box.listdir(streams=True, storages=True)}
    seen = {"macros": ("_VBA_PROJECT_CUR",), "signed": ("_signatures", "_xmlsignatures"), "activex": ("Ctls",)}
    traits = {trait for trait, wanted in seen.items() if names.intersection(wanted)}
    return frozenset(traits | ({"objects"} if any(name.startswith("MBD") for name in names) else set()))


def _scan(stream: bytes) -> tuple[dict[str, Marks], frozenset[str]]:
    """Return the marks of each sheet by name, and what the workbook's records tell of its traits."""
    sheets: dict[str, Marks] = {}
    version, styles, traits = _BIFF8, _Styles(), {"web-functions"} if b"WEBSERVICE" in stream else set()
    for _, kind, body in biff8_records(stream):
        if kind == _BOF:
            version = struct.unpack_from("<H", body)[0]
        elif kind == _FILEPASS:
            raise UnreadableBook("encrypted", "chưa có mật khẩu")
        elif kind in (_SUPBOOK, _CONNECTION):
            traits |= _reaching(kind, body)
        elif kind == _STYLE:
            styles.formats.append(struct.unpack_from("<HH", body))
        elif kind == _FONT:
            styles.fonts.append(_short_text(body, 14, version))
        elif kind == _FORMAT:
            styles.add_code(body, version)
        elif kind == _BOUNDSHEET:
            name, position, state, what = _bound_sheet(body, version)
            if name in sheets:
                raise damaged(f"hai trang tính cùng tên {name}")
            traits |= {"macro-sheets"} if what == _MACRO_SHEET else set()
            sheets[name] = _Substream(stream, position, styles).marks
            sheets[name].visibility = _VISIBILITY[min(state & 3, 2)]
        elif kind == _EOF:
            return sheets, frozenset(traits)
    raise damaged("tệp .xls bị cắt cụt")


def _reaching(kind: int, body: bytes) -> set[str]:
    """Return the trait of a record that names another workbook, another program or a source of data."""
    if kind == _CONNECTION:
        return {"connections"}
    # Four bytes stand for the workbook itself or an add-in.
    if len(body) <= 4:
        return set()
    return {"dde"} if b"\x03" in body[4:] and body[5:6] != b"\x01" else {"external-links"}


def _bound_sheet(body: bytes, version: int) -> tuple[str, int, int, int]:
    position, state, what = struct.unpack_from("<IBB", body)
    return _short_text(body, 6, version), position, state, what


def _short_text(body: bytes, position: int, version: int) -> str:
    """Return a text led by the number of its characters and, since Excel 97, by their width."""
    length, start = body[position], position + 1
    if version < _BIFF8:
        return body[start : start + length].decode("latin-1")
    if body[start] & 1:
        return body[start + 1 : start + 1 + 2 * length].decode("utf-16-le")
    return body[start + 1 : start + 1 + length].decode("latin-1")


@dataclass
class _Styles:
    """Font and number format of each cell style, the fonts, and the formats that are written out."""

    formats: list[tuple[int, int]] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)

    def add_code(self, body: bytes, version: int) -> None:
        """Take up a format's record: its number, the length of its code, the code."""
        is_wide = version >= _BIFF8 and body[4] & 1
        code = body[3:] if version < _BIFF8 else body[5:]
        self.codes[struct.unpack_from("<H", body)[0]] = code.decode("utf-16-le" if is_wide else "latin-1", "replace")

    def percents(self) -> frozenset[int]:
        """Return the numbers of the styles that show percentages."""
        return frozenset(n for n, (_, each) in enumerate(self.formats) if is_percent_format(each, self.codes.get(each)))

    def alphabets(self) -> dict[int, str]:
        """Return number -> alphabet of the styles whose font is older than Unicode."""
        numbered = {n + (n >= _NO_FONT): alphabet_of(name) for n, name in enumerate(self.fonts)}
        return {n: numbered[font] for n, (font, _) in enumerate(self.formats) if numbered.get(font)}


class _Substream:
    """The records of one sheet, charts inside it passed over."""

    def __init__(self, stream: bytes, position: int, styles: _Styles | None = None) -> None:
        styles = styles or _Styles()
        self.marks, self.percents, self.alphabets = Marks(), styles.percents(), styles.alphabets()
        self.text_pending: tuple[int, int] | None = None
        self.note, self.note_left = 0, 0
        self.note_texts: dict[int, str] = {}
        depth = 0
        for _, kind, body in biff8_records(stream, position):
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif depth == 1:
                self.record(kind, body)
        else:
            raise damaged("tệp .xls bị cắt cụt")
        self.settle()

    def record(self, kind: int, body: bytes) -> None:
        if kind in _VALUES:
            self.value(*struct.unpack_from("<HHH", body))
        elif kind == _FORMULA:
            self.formula(*struct.unpack_from("<HHH8s", body))
        elif kind == _STRING:
            self.text_pending = None
        elif kind == _BOOLERR:
            row, column, _, code, is_error = struct.unpack_from("<HHHBB", body)
            self.marks.reach(row, column)
            if is_error:
                self.marks.note_error(row, column, code)
        elif kind == _MULRK:
            row, first, last = *struct.unpack_from("<HH", body), struct.unpack_from("<H", body, len(body) - 2)[0]
            for column in range(first, min(last, 255) + 1):
                self.value(row, column, struct.unpack_from("<H", body, 4 + 6 * (column - first))[0])
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            self.marks.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLINFO:
            first, last, _, _, flags = struct.unpack_from("<5H", body)
            self.marks.hidden_columns += range(first + 1, min(last, 255) + 2) if flags & 1 else ()
        else:
            self.comment(kind, body)

    def comment(self, kind: int, body: bytes) -> None:
        """A comment is an object, the object's text, and a note that says where the object belongs."""
        if kind == _OBJECT and len(body) >= 8:
            _, _, what, number = struct.unpack_from("<4H", body)
            self.note = number if what == _NOTE_OBJECT else 0
        elif kind == _OBJECT_TEXT and self.note:
            self.note_left = struct.unpack_from("<H", body, 10)[0]
        elif kind == _CONTINUE and self.note_left and body:
            text = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")[: self.note_left]
            self.note_left -= len(text)
            self.note_texts[self.note] = self.note_texts.get(self.note, "") + text
        elif kind == _NOTE and len(body) >= 8:
            row, column, _, number = struct.unpack_from("<4H", body)
            if text := self.note_texts.get(number, "").strip():
                self.marks.notes[row + 1, column + 1] = text

    def value(self, row: int, column: int, style: int) -> None:
        self.marks.reach(row, column)
        if style in self.percents:
            self.marks.percents.add((row + 1, column + 1))
        if style in self.alphabets:
            self.marks.alphabets[row + 1, column + 1] = self.alphabets[style]

    def formula(self, row: int, column: int, style: int, result: bytes) -> None:
        self.settle()
        self.value(row, column, style)
        self.marks.formulas.add((row + 1, column + 1))
        if result[6:] != b"\xff\xff":
            return
        if result[0] == 2:
            self.marks.note_error(row, column, result[2])
        elif result[0] == 0:
            self.text_pending = (row + 1, column + 1)

    def settle(self) -> None:
        """A formula whose result is a text has it in a record that follows; without one it has none."""
        if self.text_pending:
            self.marks.note_uncomputed(self.text_pending)
            self.text_pending = None

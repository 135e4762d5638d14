"""The cells of one worksheet part of an .xlsx, as they stand in the XML.

Two ways to the same tokens. What Excel, LibreOffice, XlsxWriter and openpyxl write is so regular
that one pattern takes a sheet apart four times faster than a parser with callbacks; whatever does
not match to the last cell goes to the parser. Both see the whole part checked for well-formedness.
"""

import re
from dataclasses import dataclass
from xml.parsers import expat

from nq57xl.sheets.reading.book import Area
from nq57xl.sheets.reading.limits import LAST_COLUMN, LAST_ROW, MIB, Limits, damaged, too_large
from nq57xl.sheets.reading.parts import check_well_formed, run_expat

Token = tuple[int, int, str, str, bool, str | None]
"""One cell as written: row, column, style, kind, has formula, text (None: no value element at all)."""


@dataclass(frozen=True)
class SheetXml:
    """What a worksheet part says."""

    tokens: list[Token]
    merged: tuple[Area, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]


def read_sheet_xml(content: bytes, part: str, limits: Limits) -> SheetXml:
    """Take one worksheet part apart."""
    regular = _regular(content, part)
    sheet = regular or _Handlers(part, limits).run(content)
    if len(sheet.tokens) > limits.cells:
        raise too_large(f"phần {part}: hơn {limits.cells} ô có dữ liệu")
    return sheet


# --- the regular way ---------------------------------------------------------------------------

_OF_FORMULA = r'(?: (?:t|ref|si|ca|aca|bx|dt2D|dtr|r1|r2|del1|del2|xml:space)="[^"<&]*")*'
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")? ?'
    rf"(?:/>|>(?:(<f){_OF_FORMULA} ?(?:/>|>[^<]*</f>))?"
    r'(?:(<v)(?: xml:space="preserve")? ?(?:/>|>([^<]*)</v>)'
    r'|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_GROUPS = 8
_ROWS = re.compile(r'(?:\s*<row r="[0-9]{1,7}"(?: (?!r=)[\w:]+="[^"<]*")* ?(?:/>|>\s*</row>))*\s*').fullmatch
_ROW_NUMBER = re.compile(r'<row r="([0-9]+)"')
_PREFIXED = re.compile(
    rb"xmlns:\w+\s*=\s*[\"']http://(?:schemas\.openxmlformats|purl\.oclc)\.org/(?:ooxml/)?spreadsheetml/"
)
_ENCODED = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_HIDDEN_ROW = re.compile(r'<row r="([0-9]+)"[^>]* hidden="(?:1|true)"')
_HIDDEN_COLUMNS = re.compile(r'<col (?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_BOUNDS = re.compile(r'\b(min|max)="([0-9]+)"')
_MERGED = re.compile(r'<mergeCell ref="([^"]+)"')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})").fullmatch
_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_NOT_XML = bytes(set(range(32)) - set(b"\t\n\r"))
_LARGE = 16 * MIB


def _regular(content: bytes, part: str) -> SheetXml | None:
    """Return the sheet, or None where anything about it is unusual.

    The patterns of a cell and of a row must account for every byte of the data, so no parser has to
    look at the cells; one looks at the rest.
    """
    if not _is_plain(content):
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    start, end = text.find("<sheetData>") + 11, text.rfind("</sheetData>")
    if start < 11 or end < start:
        return None
    head, data, tail = text[:start], text[start:end], text[end:]
    pieces = _CELL.split(data)
    rows = "".join(pieces[:: _GROUPS + 1])
    if not _ROWS(rows) or "\r" in data or data.count("&") != sum(map(data.count, _NAMED)):
        return None
    check_well_formed((head + rows + tail).encode(), part)
    for row in _ROW_NUMBER.findall(rows):
        _checked_row(int(row), part)
    merged = tuple(area(reference, part) for reference in _MERGED.findall(tail))
    hidden = tuple(map(int, _HIDDEN_ROW.findall(rows)))
    return SheetXml(_tokens(pieces, part), merged, hidden, _hidden_columns(head))


def _is_plain(content: bytes) -> bool:
    """Tell whether it is UTF-8 without prefixes, comments, CDATA or characters that are no XML."""
    opening = content[:4096]
    return (
        len(content) <= _LARGE
        and content.startswith((b"<", b"\xef\xbb\xbf<"))
        and b"<!" not in content
        and len(content.translate(None, _NOT_XML)) == len(content)
        and not _ENCODED.match(opening)
        and not _PREFIXED.search(opening)
    )


def _tokens(pieces: list[str], part: str) -> list[Token]:
    tokens = []
    groups = (pieces[index :: _GROUPS + 1] for index in range(1, _GROUPS + 1))
    for letters, digits, style, kind, formula, value, text, inline in zip(*groups, strict=True):
        if value or formula or inline is not None:
            written = (text or "") if value else inline
            if written and "&" in written:
                written = _unescaped(written)
            tokens.append((int(digits), COLUMNS[letters], style or "", kind or "", bool(formula), written))
    for row in {token[0] for token in tokens}:
        _checked_row(row, part)
    return tokens


def _hidden_columns(head: str) -> tuple[int, ...]:
    hidden: set[int] = set()
    for element in _HIDDEN_COLUMNS.findall(head):
        bounds = dict(_BOUNDS.findall(element))
        hidden |= _span(bounds.get("min", ""), bounds.get("max", ""))
    return tuple(sorted(hidden))


def _span(first: str, last: str) -> set[int]:
    if not (first.isdecimal() and last.isdecimal()):
        return set()
    return set(range(max(int(first), 1), min(int(last), LAST_COLUMN) + 1))


def _unescaped(text: str) -> str:
    for name, character in _NAMED.items():
        text = text.replace(name, character)
    return text


# --- places ------------------------------------------------------------------------------------


class _Columns(dict[str, int]):
    """Column letters -> number, worked out once each."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        if number > LAST_COLUMN:
            raise damaged(f"không có cột {letters}")
        self[letters] = number
        return number


COLUMNS = _Columns()


def area(reference: str, part: str) -> Area:
    """Return the corners of `A1:C3`."""
    first, _, last = reference.partition(":")
    return (*place(first, part), *place(last or first, part))


def place(reference: str, part: str) -> tuple[int, int]:
    """Return row and column of `I12`; what is no place refuses the book."""
    match = _REFERENCE(reference)
    if not match:
        raise damaged(f"phần {part}: địa chỉ ô sai {reference[:20]!r}")
    return _checked_row(int(match[2]), part), COLUMNS[match[1]]


def _checked_row(row: int, part: str) -> int:
    if not 1 <= row <= LAST_ROW:
        raise damaged(f"phần {part}: không có dòng {row}")
    return row


# --- the general way ---------------------------------------------------------------------------


class _Handlers:
    """Callbacks of expat for any spelling of a worksheet: prefixes, comments, CDATA, any encoding."""

    def __init__(self, part: str, limits: Limits) -> None:
        self.part, self.limits = part, limits
        self.namespace: str | None = None
        self.row, self.column = 0, 0
        self.cell: dict[str, str] | None = None
        self.formula, self.value = False, False
        self.open: list[str] = []
        self.text: list[str] = []
        self.tokens: list[Token] = []
        self.merged: list[Area] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()

    def run(self, content: bytes) -> SheetXml:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        run_expat(parser, content, self.part)
        columns = tuple(sorted(self.hidden_columns))
        return SheetXml(self.tokens, tuple(self.merged), tuple(self.hidden_rows), columns)

    def local(self, name: str) -> str:
        """Name without its namespace where that is the worksheet's own; foreign names match nothing."""
        if self.namespace is None:
            self.namespace = name.rpartition("}")[0]
        namespace, _, local = name.rpartition("}")
        return local if namespace == self.namespace else "-"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.local(name)
        self.open.append(local)
        if local == "c" and self.cell is None:
            self.start_cell(attributes)
        elif self.cell is not None:
            self.formula |= local == "f"
            self.value |= local in ("v", "is")
        elif local == "row":
            self.start_row(attributes)
        elif local == "mergeCell":
            self.merged.append(area(attributes.get("ref", ""), self.part))
        elif local == "col" and attributes.get("hidden") in ("1", "true"):
            self.hidden_columns |= _span(attributes.get("min", ""), attributes.get("max", ""))

    def start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        self.row = place(f"A{stated}", self.part)[0] if stated else self.row + 1
        self.column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.append(self.row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        self.row, self.column = place(stated, self.part) if stated else (self.row, self.column + 1)
        if self.row < 1 or self.column > LAST_COLUMN:
            raise damaged(f"phần {self.part}: ô ngoài bảng")
        self.cell, self.formula, self.value, self.text = attributes, False, False, []

    def characters(self, text: str) -> None:
        # The readings of Japanese texts (rPh) are no part of the text.
        if self.cell is not None and self.open[-1] in ("v", "t") and "rPh" not in self.open:
            self.text.append(text)

    def end(self, name: str) -> None:
        if self.open.pop() == "c" and "c" not in self.open:
            self.end_cell(self.cell or {})

    def end_cell(self, cell: dict[str, str]) -> None:
        self.cell = None
        if not (self.formula or self.value):
            return
        text = "".join(self.text) if self.value else None
        self.tokens.append((self.row, self.column, cell.get("s", ""), cell.get("t", ""), self.formula, text))
        if len(self.tokens) > self.limits.cells:
            raise too_large(f"phần {self.part}: hơn {self.limits.cells} ô có dữ liệu")

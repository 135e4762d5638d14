"""The cells of one worksheet part of an .xlsx, as they stand in the XML.

Two ways to the same tokens. What Excel, LibreOffice, XlsxWriter and openpyxl write is so regular
that one pattern takes a sheet apart four times faster than a parser with callbacks; whatever does
not match to the last cell goes to the parser. Both see the whole part checked for well-formedness.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from xml.parsers import expat

from nq57xl.sheets.reading.book import Area, Place
from nq57xl.sheets.reading.formulas import Formulas, Written
from nq57xl.sheets.reading.limits import LAST_COLUMN, MIB, Limits, damaged, too_large
from nq57xl.sheets.reading.parts import check_well_formed, run_expat
from nq57xl.sheets.reading.places import COLUMNS, area, checked_row, place

Token = tuple[int, int, str, str, bool, str | None]
"""One cell as written: row, column, style, kind, has formula, text (None: no value element at all)."""

STRUCK, RAISED = "struck", "raised"
Run = tuple[str, str, str]
"""A part of a formatted text, the name of its font ("": that of the cell), and STRUCK where it is struck through,
RAISED where it is set above or below the line."""
AMBIGUOUS = "?"
"""Kind of a cell whose contents programs do not agree on: two values, or values for different programs."""
DEEPEST = 256


@dataclass(frozen=True)
class SheetXml:
    """What a worksheet part says."""

    tokens: list[Token]
    merged: tuple[Area, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    formulas: Mapping[Place, str] = field(default_factory=dict)
    inline: dict[Place, tuple[Run, ...]] = field(default_factory=dict)
    """The runs of texts that stand in the cells themselves and are formatted in parts."""


def read_sheet_xml(content: bytes, part: str, limits: Limits) -> SheetXml:
    """Take one worksheet part apart."""
    regular = _regular(content, part)
    sheet = regular or _Handlers(part, limits).run(content)
    if len(sheet.tokens) > limits.cells:
        raise too_large(f"phần {part}: hơn {limits.cells} ô có dữ liệu")
    return sheet


# --- the regular way ---------------------------------------------------------------------------

_OF_FORMULA = r'(?: (?:t|ref|si|ca|aca|bx|dt2D|dtr|r1|r2|del1|del2|xml:space)="[^"<&]*")*'
_OF_SHARED = re.compile(r' (t|si)="([^"]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")? ?'
    rf"(?:/>|>(?:<f({_OF_FORMULA}) ?(?:/>|>([^<]*)</f>))?"
    r'(?:(<v)(?: xml:space="preserve")? ?(?:/>|>([^<]*)</v>)'
    r'|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_GROUPS = 9
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
    if not _in_their_rows(pieces):
        return None
    check_well_formed((head + rows + tail).encode(), part)
    for row in _ROW_NUMBER.findall(rows):
        checked_row(int(row), part)
    merged = tuple(area(reference, part) for reference in _MERGED.findall(tail))
    hidden = tuple(map(int, _HIDDEN_ROW.findall(rows)))
    formulas = Formulas(partial(_formulas, *(pieces[index :: _GROUPS + 1] for index in (1, 2, 5, 6))))
    return SheetXml(_tokens(pieces, part), merged, hidden, _hidden_columns(head), formulas)


def _in_their_rows(pieces: list[str]) -> bool:
    """Tell whether each cell says the row it stands in."""
    row = ""
    for between, digits in zip(pieces[:: _GROUPS + 1], pieces[2 :: _GROUPS + 1]):
        if between:
            row = (_ROW_NUMBER.findall(between) or [row])[-1]
        if digits != row:
            return False
    return True


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
    for letters, digits, style, kind, formula, _, value, text, inline in zip(*groups, strict=True):
        has_formula = formula is not None
        if value or has_formula or inline is not None:
            written = (text or "") if value else inline
            if written and "&" in written:
                written = _unescaped(written)
            tokens.append((int(digits), COLUMNS[letters], style or "", kind or "", has_formula, written))
    for row in {token[0] for token in tokens}:
        checked_row(row, part)
    return tokens


def _formulas(*groups: list[str]) -> Iterator[Written]:
    for letters, digits, attributes, text in zip(*groups, strict=True):
        if attributes is not None:
            stated = dict(_OF_SHARED.findall(attributes))
            yield int(digits), COLUMNS[letters], stated.get("t", ""), stated.get("si", ""), _unescaped(text or "")


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


def mark_of(name: str, attributes: Mapping[str, str]) -> str:
    """STRUCK or RAISED where an element of a font's description says so; else ""."""
    if name == "strike" and attributes.get("val", "1") in ("1", "true"):
        return STRUCK
    return RAISED if name == "vertAlign" and attributes.get("val") in ("superscript", "subscript") else ""


# --- the general way ---------------------------------------------------------------------------


class _Handlers:
    """Callbacks of expat for any spelling of a worksheet: prefixes, comments, CDATA, any encoding."""

    def __init__(self, part: str, limits: Limits) -> None:
        self.part, self.limits = part, limits
        self.namespace: str | None = None
        self.row, self.column = 0, 0
        self.cell: dict[str, str] | None = None
        self.formula: dict[str, str] | None = None
        self.value, self.is_ambiguous = False, False
        self.open: list[str] = []
        self.text: list[str] = []
        self.formula_text: list[str] = []
        self.runs: list[Run] = []
        self.tokens: list[Token] = []
        self.formulas: list[Written] = []
        self.inline: dict[Place, tuple[Run, ...]] = {}
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
        formulas = Formulas(lambda: self.formulas)
        return SheetXml(self.tokens, tuple(self.merged), tuple(self.hidden_rows), columns, formulas, self.inline)

    def local(self, name: str) -> str:
        """Name without its namespace where that is the worksheet's own; foreign names match nothing."""
        if self.namespace is None:
            self.namespace = name.rpartition("}")[0]
        namespace, _, local = name.rpartition("}")
        return local if namespace == self.namespace else "-"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.local(name)
        self.open.append(local)
        if len(self.open) > DEEPEST:
            raise damaged(f"phần {self.part}: lồng nhau quá {DEEPEST} tầng")
        if local == "c" and self.cell is None:
            self.start_cell(attributes)
        elif self.cell is not None:
            self.start_within(local, attributes)
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
        row, self.column = place(stated, self.part) if stated else (self.row, self.column + 1)
        if row != self.row:
            # Some programs go by the row, some by the cell.
            raise damaged(f"phần {self.part}: ô {stated} nằm trong dòng {self.row}")
        if self.row < 1 or self.column > LAST_COLUMN:
            raise damaged(f"phần {self.part}: ô ngoài bảng")
        self.cell, self.formula, self.value, self.is_ambiguous = attributes, None, False, False
        self.text, self.formula_text, self.runs = [], [], []

    def start_within(self, local: str, attributes: dict[str, str]) -> None:
        if local == "f":
            self.formula = attributes
        elif local == "r":
            self.runs.append(("", "", ""))
        elif local == "rFont" and self.runs:
            self.runs[-1] = ("", attributes.get("val", ""), self.runs[-1][2])
        elif self.runs and (mark := mark_of(local, attributes)):
            self.runs[-1] = (*self.runs[-1][:2], mark)
        if local in ("v", "is"):
            self.is_ambiguous |= self.value or self.open[-2] != "c"
            self.value = True

    def characters(self, text: str) -> None:
        if self.cell is None:
            return
        if self.open[-1] == "f":
            self.formula_text.append(text)
        # The readings of Japanese texts (rPh) are no part of the text.
        elif self.open[-1] in ("v", "t") and "rPh" not in self.open:
            self.text.append(text)
            if self.runs:
                self.runs[-1] = (self.runs[-1][0] + text, *self.runs[-1][1:])

    def end(self, name: str) -> None:
        if self.open.pop() == "c" and "c" not in self.open:
            self.end_cell(self.cell or {})

    def end_cell(self, cell: dict[str, str]) -> None:
        self.cell = None
        has_formula = self.formula is not None
        if not (has_formula or self.value):
            return
        text = "".join(self.text) if self.value else None
        kind = AMBIGUOUS if self.is_ambiguous else cell.get("t", "")
        self.tokens.append((self.row, self.column, cell.get("s", ""), kind, has_formula, text))
        if self.formula is not None:
            kind, shared = self.formula.get("t", ""), self.formula.get("si", "")
            self.formulas.append((self.row, self.column, kind, shared, "".join(self.formula_text)))
        if self.runs:
            self.inline[self.row, self.column] = tuple(self.runs)
        if len(self.tokens) > self.limits.cells:
            raise too_large(f"phần {self.part}: hơn {self.limits.cells} ô có dữ liệu")

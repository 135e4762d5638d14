"""Cells of a finished workbook changed inside its archive, as saving it from Excel would: nothing else moves.

Written for workbooks that this program issued: shared strings, one `<c>` for every cell of the tables, a defined
name for the keys of each table.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from xml.sax.saxutils import escape

from nq57xl.sheets.address import letter
from nq57xl.sheets.issuing.fitting import height_needed
from nq57xl.sheets.layout import KEY, Layout
from nq57xl.sheets.packing import packed

_SHEET = re.compile(r'<sheet [^>]*?name="([^"]+)"')
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_ROW = re.compile(r'<row r="(\d+)"[^>]*>')
_TYPE = re.compile(r' t="\w+"')
_FORMULA = re.compile(r"<f[ >](.*?)</f>", re.DOTALL)
_VALUE = re.compile(r"<v>(.*?)</v>", re.DOTALL)
_COLUMN = re.compile(r"<col [^>]*?/>")
_HEIGHT = re.compile(r' ht="([\d.]+)"')
_STRING = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.DOTALL)
_FOOTER = re.compile(r"(<(?:odd|first|even)Footer>&amp;L.*?)(&amp;[CR]|</)")
_EPOCH = date(1899, 12, 30)
_TYPED_WIDTH = 0.85
"""What officers type has more digits, capitals and hyphens (45/BC-UBND) than running text: it fills lines less."""
_CORE = "docProps/core.xml"
_SPACES = {"lastModifiedBy": "cp", "description": "dc", "modified": "dcterms"}
_NAMESPACES = {"cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
               "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}


@dataclass(frozen=True, slots=True)
class Result:
    """The stored value of a formula that stays; anything else typed into a formula's cell takes its place."""

    value: str | float | int


Patch = str | float | int | date | Result


class Patchable:
    """An issued workbook with its parts unpacked."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self._names = self._parts["xl/workbook.xml"].decode()
        titles = _SHEET.findall(self._names)
        self._part_of = {unescape(title): f"xl/worksheets/sheet{n}.xml" for n, title in enumerate(titles, 1)}
        self._open: dict[str, _Sheet] = {}
        self._strings = _STRING.findall(self._parts["xl/sharedStrings.xml"].decode())
        self._keys: dict[str, dict[str, int]] = {}

    def keyed_rows(self, layout: Layout) -> dict[str, int]:
        """The row number of each row key of a table sheet; empty where the workbook lacks the sheet."""
        if layout.kind not in self._keys:
            self._keys[layout.kind] = self._find_keys(layout)
        return self._keys[layout.kind]

    def _find_keys(self, layout: Layout) -> dict[str, int]:
        name = rf'<definedName name="nq_{layout.kind}_{KEY}"[^>]*>[^<]*!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)<'
        area = re.search(name, self._names)
        if layout.name not in self._part_of or not area:
            return {}
        sheet = self._sheet(layout.name)
        keys = {row: sheet.value(f"{area[1]}{row}", self._strings) for row in range(int(area[2]), int(area[3]) + 1)}
        return {key: row for row, key in keys.items() if key}

    def has_formula(self, title: str, address: str) -> bool:
        """Whether a cell of a sheet holds a formula."""
        return self._sheet(title).has_formula(address)

    def formulas(self, title: str) -> dict[str, str]:
        """The formula text of each cell of a sheet that has one."""
        return self._sheet(title).formulas()

    def shown(self, title: str, address: str) -> str:
        """What a cell of a sheet shows, as text; "" for a cell that is empty or not there."""
        return self._sheet(title).value(address, self._strings)

    def patch(self, title: str, cells: Mapping[str, Patch]) -> None:
        """Put values into cells of a sheet; rows whose height is free grow with their texts.

        Raises KeyError for a cell that is not there, or a Result where there is no formula.
        """
        sheet = self._sheet(title)
        for address, value in cells.items():
            sheet.put(address, value)

    def set_properties(self, **texts: str) -> None:
        """Change elements of the file's core properties: modified, lastModifiedBy, description."""
        xml = self._parts[_CORE].decode()
        for name, text in texts.items():
            xml, count = re.subn(rf"(<\w+:{name}[^>]*>)[^<]*", rf"\g<1>{escape(text)}", xml)
            if not count:
                element = f"{_SPACES[name]}:{name}"
                new = f'<{element} xmlns:{_SPACES[name]}="{_NAMESPACES[_SPACES[name]]}">{escape(text)}</{element}>'
                xml = xml.replace("</cp:coreProperties>", f"{new}</cp:coreProperties>")
        self._parts[_CORE] = xml.encode()

    def add_to_footers(self, text: str) -> None:
        """Add a text at the left of every printed footer."""
        for title in self._part_of:
            self._close(title)
            xml = self._parts[self._part_of[title]].decode()
            xml = _FOOTER.sub(lambda footer: f"{footer[1]} · {escape(text)}{footer[2]}", xml)
            self._parts[self._part_of[title]] = xml.encode()

    def data(self) -> bytes:
        """The workbook's bytes; the same changes give the same bytes."""
        for title in self._part_of:
            self._close(title)
        return packed(self._parts)

    def _sheet(self, title: str) -> "_Sheet":
        if title not in self._open:
            self._open[title] = _Sheet(self._parts[self._part_of[title]].decode())
        return self._open[title]

    def _close(self, title: str) -> None:
        if sheet := self._open.pop(title, None):
            self._parts[self._part_of[title]] = sheet.xml().encode()


class _Sheet:
    """The XML of a sheet cut at its cells, so that one cell can be changed at a time."""

    def __init__(self, xml: str) -> None:
        self._pieces: list[str] = []
        self._cells: dict[str, tuple[int, str, str]] = {}
        self._rows: dict[str, int] = {}
        self._widths = _widths(xml)
        end = 0
        for cell in _CELL.finditer(xml):
            between = xml[end:cell.start()]
            self._rows |= {row[1]: len(self._pieces) for row in _ROW.finditer(between)}
            self._cells[cell[1] + cell[2]] = len(self._pieces) + 1, cell[3], cell[4] or ""
            self._pieces += (between, cell[0])
            end = cell.end()
        self._pieces.append(xml[end:])

    def xml(self) -> str:
        return "".join(self._pieces)

    def value(self, address: str, strings: list[str]) -> str:
        """What a cell shows, as text; "" for a cell that is empty or not there."""
        _, attributes, body = self._cells.get(address, (0, "", ""))
        value = _VALUE.search(body)
        if not value:
            return ""
        if 't="s"' in attributes:
            return unescape("".join(_TEXT.findall(strings[int(value[1])])))
        return unescape(value[1])

    def has_formula(self, address: str) -> bool:
        return "<f" in self._cells.get(address, (0, "", ""))[2]

    def formulas(self) -> dict[str, str]:
        found = {address: _FORMULA.search(body) for address, (_, _, body) in self._cells.items() if body}
        return {address: unescape(formula[1]) for address, formula in found.items() if formula}

    def put(self, address: str, value: Patch) -> None:
        place, attributes, body = self._cells[address]
        head = f'<c r="{address}"{_TYPE.sub("", attributes).rstrip()}'
        self._pieces[place] = _cell(head, body, address, value)
        if isinstance(value, str):
            self._grow(re.sub(r"[A-Z]+", "", address), re.sub(r"\d+", "", address), value)

    def _grow(self, row: str, column: str, text: str) -> None:
        """Make a row as high as a new text needs; a height that was fixed by hand stays."""
        place = self._rows[row]
        head = next(match[0] for match in _ROW.finditer(self._pieces[place]) if match[1] == row)
        height = _HEIGHT.search(head)
        needed = height_needed(text, self._widths.get(column, 10) * _TYPED_WIDTH)
        if height and "customHeight" not in head and needed > float(height[1]):
            self._pieces[place] = self._pieces[place].replace(head, _HEIGHT.sub(f' ht="{needed:g}"', head))


def _cell(head: str, body: str, address: str, value: Patch) -> str:
    if isinstance(value, Result):
        formula = _FORMULA.search(body)
        if not formula:
            raise KeyError(address)
        kind = ' t="str"' if isinstance(value.value, str) else ""
        return f"{head}{kind}>{formula[0]}<v>{_written(value.value)}</v></c>"
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"{head}><v>{_written(value)}</v></c>"


def _written(value: str | float | int | date) -> str:
    if isinstance(value, date):
        return str((value - _EPOCH).days)
    return escape(value) if isinstance(value, str) else repr(value)


def _widths(xml: str) -> dict[str, float]:
    """Column letter -> width in digits, where the sheet says."""
    found = {}
    for column in _COLUMN.findall(xml):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', column))
        for number in range(int(facts["min"]), min(int(facts["max"]), 100) + 1):
            found[letter(number)] = float(facts.get("width", 10))
    return found

"""Cells of a finished workbook changed inside its archive, as saving it from Excel would: nothing else moves.

Written for workbooks that this program issued: shared strings, one `<c>` for every cell of the tables.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from xml.sax.saxutils import escape

from nq57xl.sheets.fitting import height_needed
from nq57xl.sheets.layout import KEY, Layout, letter

_SHEET = re.compile(r'<sheet [^>]*?name="([^"]+)"')
_ROW = re.compile(r'<row r="(\d+)"[^>]*>.*?</row>', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_TYPE = re.compile(r' t="\w+"')
_FORMULA = re.compile(r"<f[ >].*?</f>|<f/>", re.DOTALL)
_VALUE = re.compile(r"<v>(.*?)</v>|<t[^>]*>(.*?)</t>", re.DOTALL)
_COLUMN = re.compile(r'<col [^>]*?/>')
_HEIGHT = re.compile(r' ht="([\d.]+)"')
_STRING = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.DOTALL)
_EPOCH = date(1899, 12, 30)
_PACKED = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_SPACES = {"lastModifiedBy": "cp", "description": "dc", "modified": "dcterms"}
_NAMESPACES = {"cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
               "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}
_FOOTER = re.compile(r"(<(?:odd|first|even)Footer>&amp;L.*?)(&amp;[CR]|</)")


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
        titles = _SHEET.findall(self._parts["xl/workbook.xml"].decode())
        self._sheets = {unescape(title): f"xl/worksheets/sheet{n}.xml" for n, title in enumerate(titles, 1)}
        items = _STRING.findall(self._parts["xl/sharedStrings.xml"].decode())
        self._strings = [unescape("".join(_TEXT.findall(item))) for item in items]

    def titles(self) -> tuple[str, ...]:
        return tuple(self._sheets)

    def keyed_rows(self, layout: Layout) -> dict[str, int]:
        """The row number of each row key of a table sheet; empty where the workbook lacks the sheet."""
        if layout.name not in self._sheets:
            return {}
        column = letter(layout.index(KEY))
        found = {self._shown(attributes, body): int(row)
                 for _, name, row, attributes, body in self._cells(layout.name) if name == column}
        found.pop("", None)
        return found

    def formulas(self, title: str) -> dict[str, str]:
        """The formula text of each cell of a sheet that has one."""
        return {f"{column}{row}": unescape(re.sub(r"</?f[^>]*>", "", formula[0]))
                for _, column, row, _, body in self._cells(title) if (formula := _FORMULA.search(body))}

    def texts(self, title: str) -> dict[str, str]:
        """What each cell of a sheet shows or stores, as text."""
        return {f"{column}{row}": self._shown(attributes, body)
                for _, column, row, attributes, body in self._cells(title) if body}

    def patch(self, title: str, cells: Mapping[str, Patch]) -> None:
        """Put values into cells of a sheet; rows that are free to do so grow with their texts.

        Raises KeyError for a cell that is not there.
        """
        xml = self._xml(title)
        widths, left = _widths(xml), dict(cells)

        def fill(row: re.Match[str]) -> str:
            return _with_height(_CELL.sub(lambda cell: _patched(cell, left), row[0]), row[1], cells, widths)

        rows = {re.sub(r"[A-Z]+", "", address) for address in cells}
        xml = _ROW.sub(lambda row: fill(row) if row[1] in rows else row[0], xml)
        if left:
            raise KeyError(next(iter(left)))
        self._parts[self._sheets[title]] = xml.encode()

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
        for part in self._sheets.values():
            xml = self._parts[part].decode()
            xml = _FOOTER.sub(lambda footer: f"{footer[1]} · {escape(text)}{footer[2]}", xml)
            self._parts[part] = xml.encode()

    def data(self) -> bytes:
        """The workbook's bytes; the same changes give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, content in self._parts.items():
                archive.writestr(zipfile.ZipInfo(name, _PACKED), content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _xml(self, title: str) -> str:
        return self._parts[self._sheets[title]].decode()

    def _cells(self, title: str) -> Iterator[tuple[str, str, str, str, str]]:
        for cell in _CELL.finditer(self._xml(title)):
            yield cell[0], cell[1], cell[2], cell[3], cell[4] or ""

    def _shown(self, attributes: str, body: str) -> str:
        value = _VALUE.search(body)
        if not value:
            return ""
        text = unescape(value[1] if value[1] is not None else value[2])
        return self._strings[int(text)] if 't="s"' in attributes else text


def _patched(cell: re.Match[str], left: dict[str, Patch]) -> str:
    address = cell[1] + cell[2]
    if address not in left:
        return cell[0]
    value, head = left.pop(address), f'<c r="{address}"{_TYPE.sub("", cell[3]).rstrip()}'
    if isinstance(value, Result):
        formula = _FORMULA.search(cell[4] or "")
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


def _with_height(row: str, number: str, cells: Mapping[str, Patch], widths: Mapping[str, float]) -> str:
    """The row as high as its new texts need; a height that was fixed by hand stays."""
    head, rest = row.split(">", 1)
    height = _HEIGHT.search(head)
    if not height or "customHeight" in head:
        return row
    texts = {column: cells.get(column + number) for column in widths}
    needed = [height_needed(text, widths[column]) for column, text in texts.items() if isinstance(text, str)]
    tallest = max([float(height[1]), *needed])
    return "".join((_HEIGHT.sub(f' ht="{tallest:g}"', head), ">", rest))

"""One master workbook, many copies: only the parts that hold a unit's own data are written anew.

A `master` is a filled shell, its formulas given their stored values and its texts gathered in the shared strings.
`stamp` copies the archive, compressed bytes and all, and rewrites the shared strings (the unit's texts) and, where
there are figures to show, the sheets that hold them.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from io import BytesIO
from xml.sax.saxutils import escape

from nq57xl.sheets.issuing.form import Filled, ShellError

STRINGS = "xl/sharedStrings.xml"
_CORE = "docProps/core.xml"
_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}(\\w+){_CLOSE}")
_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)>(?:<f>(.*?)</f><v ?(?:/>|></v>)|<is>(<t.*?</t>)</is>)</c>', re.DOTALL)
_EMPTY = re.compile(r'(<c r="[^>]*[^/])></c>')
_CHARACTER = re.compile(r"&#(\d{3,7});")
_TYPE = re.compile(r' t="\w+"')
_ROW = re.compile(r'(<row r="(\d+)"[^>]*?) customHeight="1"')
_STRINGS_HEAD = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                 '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"')
_TYPES, _LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_STRINGS_TYPE = (f'<Override PartName="/{STRINGS}" ContentType='
                 '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>')
_STRINGS_LINK = (f'<Relationship Id="rIdStrings" Target="/{STRINGS}" '
                 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
                 "</Relationships>")
_DAY = 1 << 5 | 1
"""1 January 1980 in the dates of zip: an archive says nothing of when it was packed."""


def token(name: str) -> str:
    """The mark that stands in a master for a text of the unit."""
    return f"{_OPEN}{name}{_CLOSE}"


@dataclass(frozen=True, slots=True)
class Member:
    """A part of the archive, compressed."""

    name: str
    packed: bytes
    crc: int
    size: int


@dataclass(frozen=True, slots=True)
class Master:
    """`strings` is the text of the shared strings with marks; `sheets` are the parts that take figures, with the
    cell (as it stands in the part) of each key."""

    members: tuple[Member, ...]
    strings: str
    sheets: Mapping[str, tuple[str, Mapping[str, str]]]


def make_master(filled: Filled, figure_cells: Mapping[str, Mapping[str, str]], issued_at: date) -> Master:
    """Prepare a filled shell for stamping. `figure_cells` give, by sheet, the empty cell of each figure's key.

    Raises KeyError for a formula without a stored value or a figure's cell that is not there, ShellError for a text
    of the unit outside the cells.
    """
    parts = _parts(filled.data)
    texts: dict[str, int] = {}
    for number, title in enumerate(filled.sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        xml = _EMPTY.sub(r"\1/>", _CHARACTER.sub(lambda code: chr(int(code[1])), parts[name].decode()))
        xml = _CELL.sub(lambda cell: _settled(cell, filled.stored, texts), xml)
        if outside := _TOKEN.search(xml):
            raise ShellError(f"trang {title}: {{{outside[1]}}} chỉ dùng được trong ô, không ở đầu trang hay chân trang")
        parts[name] = _free_heights(xml, filled.free_rows.get(title, range(0))).encode()
    parts[_CORE] = _dated(parts[_CORE].decode(), issued_at).encode()
    strings = _strings_xml(texts)
    parts |= {STRINGS: strings.encode(), _TYPES: parts[_TYPES].replace(b"</Types>", _STRINGS_TYPE.encode()),
              _LINKS: parts[_LINKS].replace(b"</Relationships>", _STRINGS_LINK.encode())}
    sheets = {}
    for title, cells in figure_cells.items():
        name = f"xl/worksheets/sheet{filled.sheets.index(title) + 1}.xml"
        xml = parts[name].decode()
        sheets[name] = xml, {key: _cell_in(xml, address) for key, address in cells.items()}
    return Master(tuple(_pack(name, data) for name, data in parts.items()), strings, sheets)


def stamp(master: Master, texts: Mapping[str, str], figures: Mapping[str, float]) -> bytes:
    """A copy with the unit's texts and figures. Figures without a cell are left out; a text that the master asks
    for and is not given raises KeyError."""
    strings = _TOKEN.sub(lambda match: escape(texts[match[1]]), master.strings)
    fresh = {STRINGS: strings}
    for name, (xml, cells) in master.sheets.items():
        if present := [key for key in cells if key in figures]:
            for key in present:
                xml = xml.replace(cells[key], f"{cells[key][:-2].rstrip()}><v>{figures[key]!r}</v></c>", 1)
            fresh[name] = xml
    return _archive([_pack(m.name, fresh[m.name].encode()) if m.name in fresh else m for m in master.members])


def _settled(cell: re.Match[str], stored: Mapping[str, str | int | float], texts: dict[str, int]) -> str:
    """A cell with its formula's value, or with its text moved to the shared strings."""
    address, attributes, formula, text = cell.groups()
    attributes = _TYPE.sub("", attributes)
    if text is not None:
        return f'<c r="{address}"{attributes} t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'
    value = stored[unescape(formula)]
    if isinstance(value, str):
        return f'<c r="{address}"{attributes} t="str"><f>{formula}</f><v>{escape(value)}</v></c>'
    return f'<c r="{address}"{attributes}><f>{formula}</f><v>{value!r}</v></c>'


def _free_heights(xml: str, rows: range) -> str:
    """Rows with a height that is not fixed by hand grow when more is typed into them."""
    return _ROW.sub(lambda row: row[1] if int(row[2]) in rows else row[0], xml)


def _strings_xml(texts: Mapping[str, int]) -> str:
    items = "".join(f"<si>{text}</si>" for text in texts)
    return f'{_STRINGS_HEAD} uniqueCount="{len(texts)}">{items}</sst>'


def _dated(xml: str, day: date) -> str:
    """openpyxl writes the present moment; the same inputs must give the same bytes."""
    return re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{day.isoformat()}T00:00:00Z", xml)


def _cell_in(xml: str, address: str) -> str:
    found = re.search(rf'<c r="{address}"[^>]*/>', xml)
    if not found:
        raise KeyError(address)
    return found[0]


def _parts(data: bytes) -> dict[str, bytes]:
    """Parts by name, the list of content types first: by it some programs know a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = sorted(archive.namelist(), key=lambda name: name != _TYPES)
        return {name: archive.read(name) for name in names}


def _pack(name: str, data: bytes) -> Member:
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Member(name, squeeze.compress(data) + squeeze.flush(), zlib.crc32(data), len(data))


def _archive(members: list[Member]) -> bytes:
    """A zip archive of packed members. `zipfile` cannot copy a member without unpacking it."""
    body, directory = bytearray(), bytearray()
    for member in members:
        name = member.name.encode("ascii")
        common = struct.pack("<HHHHHIIIHH", 20, 0, zipfile.ZIP_DEFLATED, 0, _DAY, member.crc, len(member.packed),
                             member.size, len(name), 0)
        directory += struct.pack("<4sH", b"PK\x01\x02", 20) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + common + name + member.packed
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return bytes(body + directory + end)

"""One sheet of a workbook taken apart into rows and cells, with what stands before and after them as text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape
from xml.sax.saxutils import escape

from nq57xl.sheets.address import address, column_number, letter
from nq57xl.sheets.editing.references import Move, followed, moved_area

_DATA = re.compile(r"<sheetData>(.*)</sheetData>|<sheetData/>", re.DOTALL)
_ROW = re.compile(r"<row ([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c ([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_FORMULA = re.compile(r"<f(?:\s[^>]*)?>(.*?)</f>", re.DOTALL)
_VALUE = re.compile(r"<v>(.*?)</v>", re.DOTALL)
_TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.DOTALL)
_AREAS = re.compile(r'(?<= )(ref|sqref)="([^"]*)"')
_INNER = re.compile(r"(<formula[12]?>)([^<]*)(</formula[12]?>)")
_COLUMN = re.compile(r"<col [^>]*?/>")
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")
EPOCH, MAC_EPOCH = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its `=`; `stored` None: the file holds no result; an error value is text with `#`."""

    text: str
    stored: float | int | str | None = None


@dataclass(frozen=True, slots=True)
class ErrorText:
    """A cell that holds an error value: `#N/A`."""

    text: str


Content = float | int | str | date | Formula | ErrorText | None


@dataclass(frozen=True, slots=True)
class CellXml:
    """A cell's style number, type and inner XML as the file has them."""

    style: str = ""
    kind: str = ""
    body: str = ""

    @property
    def formula(self) -> str:
        match = _FORMULA.search(self.body)
        return unescape(match[1]) if match else ""

    def with_formula(self, text: str) -> "CellXml":
        return replace(self, body=_FORMULA.sub(lambda m: m[0].replace(m[1], escape(text)), self.body, count=1))


@dataclass(slots=True)
class RowXml:
    """A row's attributes but its number, and its cells by column."""

    attributes: dict[str, str] = field(default_factory=dict)
    cells: dict[int, CellXml] = field(default_factory=dict)


class Strings:
    """The shared strings of a workbook; new ones are added at the end."""

    def __init__(self, xml: str) -> None:
        self._items = re.findall(r"<si>.*?</si>|<si/>", xml, re.DOTALL)
        self._number: dict[str, int] = {}

    def __getitem__(self, number: int) -> str:
        return unescape("".join(_TEXT.findall(self._items[number])))

    def add(self, text: str) -> int:
        if text not in self._number:
            self._number[text] = len(self._items)
            self._items.append(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
        return self._number[text]

    def change(self, each: Callable[[str], str]) -> None:
        """Put every text through a function."""
        self._items = [_TEXT.sub(lambda m: f'<t xml:space="preserve">{escape(each(unescape(m[1])))}</t>', item)
                       for item in self._items]
        self._number = {}

    def xml(self) -> str:
        count = len(self._items)
        return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                f'count="{count}" uniqueCount="{count}">{"".join(self._items)}</sst>')


class Page:
    """The cells of a sheet as a grid. `head` and `tail` are the XML before and after the rows; `epoch` the day
    from which the workbook counts dates."""

    def __init__(self, xml: str, strings: Strings, title: str) -> None:
        data = _DATA.search(xml)
        self.title, self.strings, self.epoch = title, strings, EPOCH
        self.head, self.tail = xml[: data.start()], xml[data.end():]
        self.rows: dict[int, RowXml] = {}
        for attributes, inner in _ROW.findall(data[1] or ""):
            facts = dict(_ATTRIBUTE.findall(attributes))
            number = int(facts.pop("r"))
            facts.pop("spans", None)
            self.rows[number] = RowXml(facts, dict(self._cell(*cell) for cell in _CELL.findall(inner)))

    def _cell(self, attributes: str, body: str) -> tuple[int, CellXml]:
        facts = dict(_ATTRIBUTE.findall(attributes))
        column = column_number(_PLACE.fullmatch(facts["r"])[1])
        if facts.get("t") == "inlineStr":
            text = unescape("".join(_TEXT.findall(body)))
            return column, CellXml(facts.get("s", ""), "s", f"<v>{self.strings.add(text)}</v>")
        return column, CellXml(facts.get("s", ""), facts.get("t", "") if body else "", body)

    def xml(self) -> str:
        rows = []
        for number, row in sorted(self.rows.items()):
            facts = "".join(f' {name}="{value}"' for name, value in row.attributes.items())
            cells = "".join(_cell_xml(address(number, column), cell) for column, cell in sorted(row.cells.items()))
            rows.append(f'<row r="{number}"{facts}>{cells}</row>' if cells else f'<row r="{number}"{facts}/>')
        return f"{self.head}<sheetData>{''.join(rows)}</sheetData>{self.tail}"

    @property
    def last_row(self) -> int:
        return max(self.rows, default=0)

    @property
    def last_column(self) -> int:
        return max((c for row in self.rows.values() for c in row.cells), default=0)

    def cell(self, row: int, column: int) -> CellXml:
        return self.rows[row].cells.get(column, CellXml()) if row in self.rows else CellXml()

    def text(self, row: int, column: int) -> str:
        """What a cell holds, as text; "" for nothing."""
        cell = self.cell(row, column)
        value = _VALUE.search(cell.body)
        if not value:
            return ""
        return self.strings[int(value[1])] if cell.kind == "s" else unescape(value[1])

    def set(self, row: int, column: int, cell: CellXml) -> None:
        self.rows.setdefault(row, RowXml()).cells[column] = cell

    def put(self, row: int, column: int, content: Content, style: str | None = None) -> None:
        """Type something into a cell; None empties it. The look stays unless a style number is given."""
        look = self.cell(row, column).style if style is None else style
        self.set(row, column, self._typed(content, look))

    def _typed(self, content: Content, style: str) -> CellXml:
        match content:
            case None:
                return CellXml(style)
            case Formula(text, stored):
                kind = "" if not isinstance(stored, str) else "e" if stored.startswith("#") else "str"
                value = "" if stored is None else f"<v>{escape(str(stored))}</v>"
                return CellXml(style, kind, f"<f>{escape(text)}</f>{value}")
            case ErrorText(text):
                return CellXml(style, "e", f"<v>{text}</v>")
            case str():
                return CellXml(style, "s", f"<v>{self.strings.add(content)}</v>")
            case date():
                return CellXml(style, "", f"<v>{(content - self.epoch).days}</v>")
            case _:
                return CellXml(style, "", f"<v>{content!r}</v>")

    def restyle(self, row: int, column: int, style: str) -> None:
        self.set(row, column, replace(self.cell(row, column), style=style))

    def formulas(self) -> dict[tuple[int, int], str]:
        return {(r, c): cell.formula for r, row in self.rows.items() for c, cell in row.cells.items() if cell.formula}

    def follow(self, move: Move, home: bool, title: str) -> None:
        """Let the formulas of this page follow a move on the sheet `title`."""
        for (row, column), formula in self.formulas().items():
            if not home and title not in formula:
                continue
            changed = followed(formula, move, home, title)
            if changed != formula:
                self.set(row, column, self.cell(row, column).with_formula(changed))

    def move(self, move: Move) -> None:
        """Move the cells, and all areas that this page itself names: merges, limits, formats, filters, widths."""
        rows = {}
        for number, row in self.rows.items():
            new = move.rows(number)
            if new is not None:
                cells = {move.columns(c): cell for c, cell in row.cells.items()}
                rows[new] = RowXml(row.attributes, {c: cell for c, cell in cells.items() if c is not None})
        self.rows = rows
        self.tail = _AREAS.sub(lambda m: f'{m[1]}="{_moved_areas(m[2], move)}"', self.tail)
        self.tail = _INNER.sub(lambda m: m[1] + escape(followed(unescape(m[2]), move, True, self.title)) + m[3],
                               self.tail)
        self.tail = re.sub(r'<(dataValidation|conditionalFormatting|mergeCell)(?: [^>]*)? (?:sq)?ref=""[^>]*?'
                           r'(?:/>|>.*?</\1>)', "", self.tail, flags=re.DOTALL)
        self.head = _COLUMN.sub(lambda m: _moved_column(m[0], move), self.head)
        self.recount("dataValidation")
        self.recount("mergeCell")

    def recount(self, name: str) -> None:
        """Put the number of elements right, and drop the list when it is empty."""
        count = len(re.findall(rf"<{name}[ >]", self.tail))
        self.tail = re.sub(rf'<{name}s[^>]*>', f'<{name}s count="{count}">', self.tail)
        if not count:
            self.tail = re.sub(rf"<{name}s [^>]*>\s*</{name}s>", "", self.tail)


def _cell_xml(place: str, cell: CellXml) -> str:
    style = f' s="{cell.style}"' if cell.style else ""
    kind = f' t="{cell.kind}"' if cell.kind else ""
    return f'<c r="{place}"{style}{kind}>{cell.body}</c>' if cell.body else f'<c r="{place}"{style}/>'


def _moved_areas(areas: str, move: Move) -> str:
    moved = (moved_area(*area.split(":", 1), move) if ":" in area else moved_area(area, None, move)
             for area in areas.split())
    return " ".join(area for area in moved if not area.startswith("#"))


def _moved_column(element: str, move: Move) -> str:
    """A `<col>`: widths go with their columns. Whole areas of many columns keep what is left of them."""
    facts = dict(_ATTRIBUTE.findall(element))
    span = moved_area(f"{letter(int(facts['min']))}1", f"{letter(int(facts['max']))}1", Move(columns=move.columns))
    if span.startswith("#"):
        return ""
    first, last = (column_number(_PLACE.fullmatch(end)[1]) for end in span.split(":"))
    facts |= {"min": str(first), "max": str(last)}
    return "<col " + " ".join(f'{name}="{value}"' for name, value in facts.items()) + "/>"

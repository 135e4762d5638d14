"""A workbook file taken apart into its parts, changed, and put together again."""

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from xml.sax.saxutils import escape, quoteattr

from nq57xl.sheets.editing.page import Page, Strings
from nq57xl.sheets.editing.references import LOST, Move, followed
from nq57xl.sheets.packing import packed

_SHEET = re.compile(r"<sheet [^>]*?/>")
_NAME = re.compile(r"(<definedName )([^>]*)(>)([^<]*)(</definedName>)")
_FACT = re.compile(r'([\w:]+)="([^"]*)"')
WORKBOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STRINGS, APP, CORE = "xl/sharedStrings.xml", "docProps/app.xml", "docProps/core.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Package:
    """An issued or returned .xlsx. `parts` hold everything that no page is open for."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self._strings = Strings(self.text(STRINGS) if STRINGS in self.parts else "")
        targets = {facts["Id"]: facts["Target"] for facts in map(_facts, re.findall(r"<Relationship .*?/>",
                                                                                    self.text(RELATIONS)))}
        self._part_of = {unescape(facts["name"]): _path(targets[facts["r:id"]]) for facts in self._entries()}
        self._pages: dict[str, Page] = {}

    def text(self, part: str) -> str:
        return self.parts[part].decode("utf-8")

    def change(self, part: str, how: Callable[[str], str]) -> None:
        """Put a part's text through a function."""
        self.parts[part] = how(self.text(part)).encode("utf-8")

    def add_part(self, name: str, content: bytes, kind: str) -> None:
        """Add a part with its content type."""
        self.parts[name] = content
        self.change(TYPES, lambda xml: xml.replace("</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/>'
                                                               "</Types>"))

    def relate(self, part: str, number: str, kind: str, target: str, mode: str = "") -> None:
        """Add a relationship of a part; `mode` is External for what lies outside."""
        folder, _, name = part.rpartition("/")
        place = f"{folder}/_rels/{name}.rels"
        self.parts.setdefault(place, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                                     b'relationships"></Relationships>')
        outside = f' TargetMode="{mode}"' if mode else ""
        new = f'<Relationship Id="{number}" Type="{kind}" Target={quoteattr(target)}{outside}/>'
        self.change(place, lambda xml: xml.replace("</Relationships>", f"{new}</Relationships>"))

    @property
    def titles(self) -> list[str]:
        """Sheet names in the order of the tabs."""
        return [unescape(facts["name"]) for facts in self._entries()]

    def page(self, title: str) -> Page:
        if title not in self._pages:
            self._pages[title] = Page(self.text(self._part_of[title]), self._strings, title)
        return self._pages[title]

    def part_of(self, title: str) -> str:
        return self._part_of[title]

    @property
    def strings(self) -> Strings:
        return self._strings

    def move(self, title: str, move: Move) -> None:
        """Insert or delete rows and columns of a sheet; formulas and names everywhere follow."""
        for other in self.titles:
            self.page(other).follow(move, other == title, title)
        self.page(title).move(move)
        self.change_names(lambda facts, area: (facts, followed(area, move, False, title)))

    def rename(self, title: str, new: str) -> None:
        """Rename a sheet as a double click on its tab does: formulas and names follow."""
        quoted = "'" + new.replace("'", "''") + "'!"
        old = re.compile(f"'{re.escape(title)}'!|(?<![\\w'.]){re.escape(title)}!")
        for page in map(self.page, self.titles):
            for (row, column), formula in page.formulas().items():
                if old.search(formula):
                    cell = page.cell(row, column).with_formula(old.sub(lambda _: quoted, formula))
                    page.set(row, column, cell)
            page.tail = old.sub(lambda _: escape(quoted), page.tail)
        self.change_names(lambda facts, area: (facts, old.sub(lambda _: quoted, area)))
        self.change_entries(lambda entries: [{**facts, "name": escape(new, {'"': "&quot;"})}
                                             if unescape(facts["name"]) == title else facts for facts in entries])
        self._part_of[new] = self._part_of.pop(title)
        self._pages[new] = self._pages.pop(title)
        self._pages[new].title = new

    def copy(self, title: str, new: str) -> None:
        """Copy a sheet behind the last one, without the names of the workbook."""
        number = len(self.parts) + 1
        part = f"xl/worksheets/sheet{number}.xml"
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        self.add_part(part, self.page(title).xml().encode("utf-8"), kind)
        self.relate(WORKBOOK, f"rIdCopy{number}", f"{OFFICE}/worksheet", f"worksheets/sheet{number}.xml")
        entry = {"xmlns:r": OFFICE, "name": escape(new, {'"': "&quot;"}), "sheetId": str(100 + number),
                 "r:id": f"rIdCopy{number}"}
        self.change_entries(lambda entries: [*entries, entry])
        self._part_of[new] = part

    def drop(self, title: str) -> None:
        """Delete a sheet: what refers to it becomes #REF!."""
        lost = re.compile(f"(?:'{re.escape(title)}'|(?<![\\w'.]){re.escape(title)})!\\$?[A-Z$0-9:]+")
        order = self.titles.index(title)
        self._pages.pop(title, None)
        part = self._part_of.pop(title)
        self.parts.pop(part, None)
        self.change(TYPES, lambda xml: re.sub(rf'<Override PartName="/{re.escape(part)}"[^>]*/>', "", xml))
        self.change_entries(lambda entries: [facts for facts in entries if unescape(facts["name"]) != title])
        for page in map(self.page, self.titles):
            for (row, column), formula in page.formulas().items():
                page.set(row, column, page.cell(row, column).with_formula(lost.sub(LOST, formula)))
        self.change_names(lambda facts, area: _without_sheet(facts, lost.sub(LOST, area), order))

    def change_entries(self, how: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
        """Change the list of sheets: each is its attributes as they stand in the file."""
        entries = how(self._entries())
        xml = "".join("<sheet " + " ".join(f'{name}="{value}"' for name, value in facts.items()) + "/>"
                      for facts in entries)
        self.change(WORKBOOK, lambda text: re.sub(r"<sheets>.*</sheets>", lambda _: f"<sheets>{xml}</sheets>", text,
                                                  flags=re.DOTALL))

    def change_names(self, how: Callable[[dict[str, str], str], tuple[dict[str, str], str] | None]) -> None:
        """Put every defined name (its attributes, what it means) through a function; None drops it."""
        def one(match: re.Match[str]) -> str:
            made = how(_facts(match[2]), unescape(match[4]))
            if made is None:
                return ""
            facts = " ".join(f'{name}="{value}"' for name, value in made[0].items())
            return f"{match[1]}{facts}{match[3]}{escape(made[1])}{match[5]}"
        self.change(WORKBOOK, lambda text: _NAME.sub(one, text).replace("<definedNames></definedNames>", ""))

    def set_property(self, part: str, name: str, text: str) -> None:
        """Change an element of the file's properties, where it is there."""
        if part in self.parts:
            self.change(part, lambda xml: re.sub(rf"(<(?:\w+:)?{name}(?: [^>]*)?>)[^<]*",
                                                 lambda m: m[1] + escape(text), xml))

    def _entries(self) -> list[dict[str, str]]:
        return [_facts(entry) for entry in _SHEET.findall(self.text(WORKBOOK))]

    def data(self) -> bytes:
        """The workbook's bytes; the same changes give the same bytes."""
        for title, page in self._pages.items():
            self.parts[self._part_of[title]] = page.xml().encode("utf-8")
        if STRINGS in self.parts:
            self.parts[STRINGS] = self._strings.xml().encode("utf-8")
        return packed(self.parts)


def _facts(text: str) -> dict[str, str]:
    return dict(_FACT.findall(text))


def _path(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _without_sheet(facts: dict[str, str], area: str, order: int) -> tuple[dict[str, str], str] | None:
    """Names that belonged to a deleted sheet go with it; those of later sheets count one less."""
    own = facts.get("localSheetId")
    if own is None:
        return facts, area
    if int(own) == order:
        return None
    return facts | {"localSheetId": str(int(own) - (int(own) > order))}, area

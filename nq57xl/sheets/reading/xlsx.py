"""Read .xlsx and .xlsm.

Not through python-calamine: it gives errors, formulas without a result and blanks alike, takes a
wrong string index for a blank, and builds a dense grid (one stray cell in XFD1048576 aborts it).
To find out what it hides, the XML has to be walked anyway; then the values are there as well.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from nq57xl.sheets.reading.appearance import marked, misled
from nq57xl.sheets.reading.book import (
    ERROR,
    HIDDEN,
    UNCOMPUTED,
    UNREADABLE,
    VERY_HIDDEN,
    VISIBLE,
    Book,
    Cell,
    Place,
    Sheet,
    Value,
)
from nq57xl.sheets.reading.gather import within
from nq57xl.sheets.reading.lettering import Lettering, alphabets
from nq57xl.sheets.reading.limits import LONGEST_TEXT, Limits, damaged, too_large
from nq57xl.sheets.reading.notes import notes_of
from nq57xl.sheets.reading.parts import Parts, local_name, main_part, parse, relationships
from nq57xl.sheets.reading.properties import package_properties
from nq57xl.sheets.reading.serials import (
    date_of,
    is_date_format,
    is_misleading_format,
    is_percent_format,
    iso_date,
    number,
)
from nq57xl.sheets.reading.sheet_xml import STRUCK, Run, SheetXml, mark_of, read_sheet_xml
from nq57xl.sheets.reading.traits import formula_traits, suspect_formulas

_VISIBILITY = {"hidden": HIDDEN, "veryHidden": VERY_HIDDEN}
_TRUE = ("1", "true", "on")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class _Styles:
    """What is asked of the cell styles, by their numbers as written."""

    dates: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()
    alphabets: Mapping[str, str] = field(default_factory=dict)
    """Style -> alphabet, of those whose font is older than Unicode."""
    struck: frozenset[str] = frozenset()
    misleading: frozenset[str] = frozenset()
    """Those whose number format shows other digits than the number has."""


@dataclass(frozen=True)
class _Shared:
    """What the cells of all sheets refer to."""

    strings: dict[str, tuple[Value, str]]
    """Index as written -> value and state."""
    runs: dict[str, tuple[Run, ...]]
    """Index as written -> the parts of a text that is formatted in parts."""
    styles: _Styles
    from_1904: bool


def read_xlsx(parts: Parts, book_format: str, traits: frozenset[str], limits: Limits) -> Book:
    """Read the workbook in an Office Open XML package."""
    main = main_part(parts)
    links = relationships(parts, main)
    workbook = parse(parts.read(main), main)
    shared = _shared(parts, workbook, {kind: target for kind, target in links.values()})
    elements = [element for element in workbook.iter() if local_name(element) == "sheet"]
    if len(elements) > limits.sheets:
        raise too_large(f"hơn {limits.sheets} trang tính")
    found = set(traits)

    def sheets() -> Iterator[Sheet]:
        for element in elements:
            sheet, told = _sheet(parts, element, links, shared, limits)
            found.update(told)
            yield sheet

    gathered = within(limits, sheets())
    saved, application = package_properties(parts)
    return Book(book_format, gathered, saved, application, frozenset(found))


def _shared(parts: Parts, workbook: ElementTree.Element, links: dict[str, str]) -> _Shared:
    strings, styles = links.get("sharedStrings"), links.get("styles")
    properties = next((element for element in workbook if local_name(element) == "workbookPr"), None)
    texts, runs = _strings(parts.read(strings), strings) if strings else ({}, {})
    return _Shared(
        strings=texts,
        runs=runs,
        styles=_styles(parts.read(styles), styles) if styles else _Styles(),
        from_1904=properties is not None and properties.get("date1904") in _TRUE,
    )


def _strings(content: bytes, part: str) -> tuple[dict[str, tuple[Value, str]], dict[str, tuple[Run, ...]]]:
    root = parse(content, part)
    item, plain = (root.tag.removesuffix("sst") + name for name in ("si", "t"))
    strings: dict[str, tuple[Value, str]] = {}
    formatted: dict[str, tuple[Run, ...]] = {}
    for element in root:
        if element.tag == item:
            index = str(len(strings))
            if len(element) == 1 and element[0].tag == plain:
                strings[index] = _text(element[0].text or "")
            else:
                formatted[index] = runs = tuple(_runs(element))
                strings[index] = _text("".join(text for text, *_ in runs))
    return strings, formatted


def _runs(item: ElementTree.Element) -> Iterator[Run]:
    """Yield the runs of a formatted text; readings of Japanese words (rPh) are no part of it."""
    for child in item:
        name = local_name(child)
        if name == "t":
            yield child.text or "", "", ""
        elif name == "r":
            fonts = [each.get("val", "") for each in child.iter() if local_name(each) == "rFont"]
            marks = [mark for each in child.iter() if (mark := mark_of(local_name(each), each.attrib))]
            yield "".join(each.text or "" for each in child if local_name(each) == "t"), (fonts or [""])[0], \
                (marks or [""])[0]


def unescaped(text: str) -> str:
    """Return a text without Excel's escapes of characters XML cannot hold (`_x000D_`)."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escaped halves make one character; half a character alone could never be written again.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# 114 workbooks made from one template have one styles part: it is looked through once.
@lru_cache(maxsize=4)
def _styles(content: bytes, part: str) -> _Styles:
    styles = parse(content, part)
    codes = {e.get("numFmtId"): e.get("formatCode", "") for e in styles.iter() if local_name(e) == "numFmt"}
    formats = next((element for element in styles if local_name(element) == "cellXfs"), ())
    names, struck_fonts = _font_names(styles), _struck_fonts(styles)
    dates, percents, struck, misleading, fonts = set(), set(), set(), set(), {}
    for index, element in enumerate(formats):
        number_format = element.get("numFmtId", "0")
        if number_format.isdecimal():
            is_date = is_date_format(int(number_format), codes.get(number_format))
            is_percent = not is_date and is_percent_format(int(number_format), codes.get(number_format))
            dates |= {str(index)} if is_date else set()
            percents |= {str(index)} if is_percent else set()
            misleading |= {str(index)} if is_misleading_format(codes.get(number_format)) and not is_date else set()
        struck |= {str(index)} if element.get("fontId", "0") in struck_fonts else set()
        fonts[str(index)] = names.get(element.get("fontId", "0"), "")
    return _Styles(frozenset(dates), frozenset(percents), alphabets(fonts), frozenset(struck),
                   frozenset(misleading))


def _font_names(styles: ElementTree.Element) -> dict[str, str]:
    fonts = next((element for element in styles if local_name(element) == "fonts"), ())
    return {str(index): next((e.get("val", "") for e in font if local_name(e) == "name"), "")
            for index, font in enumerate(fonts)}


def _struck_fonts(styles: ElementTree.Element) -> frozenset[str]:
    fonts = next((element for element in styles if local_name(element) == "fonts"), ())
    return frozenset(str(index) for index, font in enumerate(fonts)
                     if any(mark_of(local_name(e), e.attrib) == STRUCK for e in font))


def _sheet(
    parts: Parts,
    element: ElementTree.Element,
    links: dict[str, tuple[str, str]],
    shared: _Shared,
    limits: Limits,
) -> tuple[Sheet, frozenset[str]]:
    """Return a sheet, and what its formulas would do."""
    name = element.get("name", "")
    visibility = _VISIBILITY.get(element.get("state", ""), VISIBLE)
    link = next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), "")
    kind, target = links.get(link, ("", ""))
    if not target:
        raise damaged(f"thiếu trang tính {name}")
    if kind != "worksheet":
        # A chart or macro sheet: honest, and without cells.
        return Sheet(name, visibility, {}), frozenset()
    content = parts.read(target)
    xml = read_sheet_xml(content, target, limits)
    cells = _cells(xml, shared)
    letters = _lettering(xml, shared, cells)
    struck, mixed = marked(xml, shared.runs, shared.styles.struck)
    sheet = Sheet(name, visibility, cells, xml.merged, xml.hidden_rows, xml.hidden_columns, xml.formulas,
                  notes_of(parts, target), letters.converted, frozenset(letters.doubted), struck=struck, mixed=mixed,
                  misled=misled(xml, cells, shared.styles.misleading))
    return sheet, formula_traits(suspect_formulas(content, xml.formulas))


def _lettering(xml: SheetXml, shared: _Shared, cells: dict[Place, Cell]) -> Lettering:
    letters, old = Lettering(), shared.styles.alphabets
    if not (old or shared.runs or xml.inline):
        return letters
    for row, column, style, kind, _, text in xml.tokens:
        cell = cells.get((row, column))
        runs = xml.inline.get((row, column)) or (shared.runs.get(text or "") if kind == "s" else None)
        if cell and not cell.state and isinstance(cell.value, str) and (runs or style in old):
            written = ((unescaped(part), font) for part, font, _ in runs or ())
            letters.add(cell, written if runs else ((cell.value, ""),), old.get(style, ""))
    letters.settle(cells)
    return letters


def _cells(xml: SheetXml, shared: _Shared) -> dict[Place, Cell]:
    cells: dict[Place, Cell] = {}
    strings, percents = shared.strings, shared.styles.percents
    for row, column, style, kind, has_formula, text in xml.tokens:
        known = strings.get(text) if kind == "s" else None
        value, state = known or _content(style, kind, has_formula, text, shared)
        if value == "" and not state:
            continue
        place = row, column
        if place in cells:
            # Written twice: programs disagree on which one counts.
            state = UNREADABLE
        cells[place] = Cell(row, column, value, state, has_formula, style in percents and type(value) is float)
    return cells


def _content(style: str, kind: str, has_formula: bool, text: str | None, shared: _Shared) -> tuple[Value, str]:
    """Return value and state; ("", "") is a cell without content."""
    if text is None:
        return None, UNCOMPUTED
    if kind in ("", "n"):
        value = number(text)
        if value is not None:
            return (_day(value, shared) if style in shared.styles.dates else value), ""
    elif kind in ("str", "inlineStr"):
        return _text(text)
    text = text.strip()
    if not text:
        return (None, UNCOMPUTED) if has_formula else ("", "")
    return (text, ERROR) if kind == "e" else _rare(text, kind, shared)


def _day(value: float, shared: _Shared) -> Value:
    # A number too large or too small for a day stays the number that was typed.
    return date_of(value, shared.from_1904) or value


def _text(text: str) -> tuple[Value, str]:
    text = unescaped(text)
    return (text, "") if len(text) <= LONGEST_TEXT else (text[:LONGEST_TEXT], UNREADABLE)


def _rare(text: str, kind: str, shared: _Shared) -> tuple[Value, str]:
    if kind == "s":
        # An index with blanks around it, or one that points nowhere.
        return shared.strings.get(text, (text, UNREADABLE))
    if kind == "b" and text in ("0", "1", "true", "false"):
        return text in ("1", "true"), ""
    day = iso_date(text) if kind == "d" else None
    return (day, "") if day else (text, UNREADABLE)

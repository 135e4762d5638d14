"""A returned workbook's copy with a sheet in front and marks on its cells, and the copy without them again.

The note has our author and our words. Everything else of the file stays byte for byte.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from nq57xl.sheets.address import address
from nq57xl.sheets.marking.graft import put_in_front, sheet_parts, take_out
from nq57xl.sheets.marking.mark import CONDITION, FILLS, SWITCH, Mark, areas_of, is_condition
from nq57xl.sheets.marking.notes import Note, Sizes, add_notes, drop_notes
from nq57xl.sheets.marking.outline import Draft, Node, UnpatchableError
from nq57xl.sheets.marking.own import is_own_note, is_own_sheet
from nq57xl.sheets.marking.package import LINKS, Package
from nq57xl.sheets.marking.styles import add_fills, drop_last
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.limits import UnreadableBook
from nq57xl.sheets.writing.describe import Sheet

_AFTER_CONDITIONS = ("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
                     "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
                     "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
                     "AlternateContent", "webPublishItems", "tableParts", "extLst")
_AFTER_DRAWING = _AFTER_CONDITIONS[_AFTER_CONDITIONS.index("legacyDrawing") + 1:]
_STRICT = b"purl.oclc.org/ooxml/spreadsheetml"
_PRIORITY = re.compile(rb'(<(?:\w+:)?cfRule\b[^>]*?\spriority=")(\d+)(")')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d+)"[^>]*?\sht="([\d.]+)"')
_FILL = re.compile(rb'[dD]xfId="(\d+)"')
_LARGEST_AREA = 400
"""Cells in one conditional format: programs do not like longer lists."""


def marked(data: bytes, sheets: Sequence[Sheet], marks: Iterable[Mark], made_on: date) -> bytes:
    """The workbook with sheets in front, in their order, and marks; those of an earlier time are gone.

    The first sheet must have a name `SWITCH`. Raises UnpatchableError for what is no sound .xlsx or .xlsm.
    """
    package = Package(unmarked(data))
    with _broken_markup_is_unpatchable():
        for sheet in reversed(sheets):
            put_in_front(package, sheet, made_on)
        parts, marks = sheet_parts(package), list(marks)
        first_fill = _add_fills(package) if marks else 0
        for title in dict.fromkeys(mark.sheet for mark in marks):
            if parts.get(title) in package.parts:
                _mark_sheet(package, parts[title], [mark for mark in marks if mark.sheet == title], first_fill)
    return package.data()


def unmarked(data: bytes) -> bytes:
    """The workbook without sheets and marks of ours; without any, the same bytes. Raises UnpatchableError."""
    package = Package(data)
    if _STRICT in package.parts.get(package.workbook, b""):
        raise UnpatchableError("tệp lưu ở dạng Strict Open XML")
    own = _own_titles(data)
    before = dict(package.parts)
    with _broken_markup_is_unpatchable():
        _take_off(package, own)
    return data if package.parts == before else package.data()


@contextmanager
def _broken_markup_is_unpatchable() -> Iterator[None]:
    """Parts from outside may lack what a schema promises: elements, attributes, numbers in them."""
    try:
        yield
    except (ValueError, LookupError, AttributeError, TypeError) as fault:
        raise UnpatchableError("phần XML viết khác thường") from fault


def _take_off(package: Package, own: list[str]) -> None:
    styles = package.link_to(package.workbook, "styles")
    parts = sheet_parts(package)
    used = _own_styles(package, [parts[title] for title in own if title in parts])
    fills: set[int] = set()
    for title, part in parts.items():
        if title not in own and part in package.parts:
            fills |= _unmark_sheet(package, part)
    take_out(package, own)
    if styles in package.parts and (used or fills):
        _drop_styles(package, styles, used, fills)


def _own_titles(data: bytes) -> list[str]:
    try:
        return [sheet.name for sheet in read_safely(data, "").sheets if is_own_sheet(sheet)]
    except UnreadableBook as fault:
        raise UnpatchableError("không mở được tệp") from fault


def _add_fills(package: Package) -> int:
    styles = package.link_to(package.workbook, "styles")
    draft = package.draft(styles)
    first = add_fills(draft, FILLS)
    package.parts[styles] = draft.done()
    return first


def _mark_sheet(package: Package, part: str, marks: list[Mark], first_fill: int) -> None:
    drawing = add_notes(package, part, [Note(m.row, m.column, m.note) for m in marks if m.note],
                        _sizes(package.parts[part]))
    rules = [(level, area) for level in range(len(FILLS))
             for area in _areas(marks, level)]
    package.parts[part] = _PRIORITY.sub(
        lambda m: m[1] + str(int(m[2]) + len(rules)).encode() + m[3], package.parts[part])
    draft = package.draft(part)
    place = next((node for node in draft.root.children if node.name in _AFTER_CONDITIONS), None)
    conditions = [f'<conditionalFormatting sqref="{area}"><cfRule type="expression" dxfId="{first_fill + level}" '
                  f'priority="{n}"><formula>{CONDITION}</formula></cfRule></conditionalFormatting>'
                  for n, (level, area) in enumerate(rules, 1)]
    for condition in conditions:
        draft.insert_before(place, condition)
    if drawing:
        later = next((node for node in draft.root.children if node.name in _AFTER_DRAWING), None)
        draft.insert_before(later, f'<legacyDrawing xmlns:r="{LINKS}" r:id="{drawing}"/>')
    package.parts[part] = draft.done()


def _unmark_sheet(package: Package, part: str) -> set[int]:
    """Take our fills and notes off a sheet; returns the numbers of the fills."""
    drawing_gone = drop_notes(package, part, is_own_note)
    if not drawing_gone and SWITCH.encode() not in package.parts[part]:
        return set()
    draft = package.draft(part)
    own: list[Node] = []
    for node in draft.root.each("conditionalFormatting"):
        rules = node.each("cfRule")
        ours = [rule for rule in rules if is_condition(_formula(draft, rule))]
        own += ours
        # A program that saved the file may have put the rules of one area under one roof.
        for gone in [node] if ours and len(ours) == len(rules) else ours:
            draft.remove(gone)
    for node in draft.root.each("legacyDrawing") if drawing_gone else ():
        draft.remove(node)
    package.parts[part] = draft.done()
    priorities = [int(found[2]) for found in _PRIORITY.finditer(package.parts[part])]
    if own and priorities and min(priorities) > len(own):
        package.parts[part] = _PRIORITY.sub(lambda m: m[1] + str(int(m[2]) - len(own)).encode() + m[3],
                                            package.parts[part])
    return {int(rule.attributes.get("dxfId", "-1")) for rule in own}


def _formula(draft: Draft, rule: Node) -> str | None:
    found = re.search(r"<(?:\w+:)?formula\b[^>]*>([^<]*)<", draft.text(rule))
    return found[1] if found else None


def _own_styles(package: Package, parts: Iterable[str]) -> set[int]:
    """The cell styles that our sheets use."""
    return {int(n) for part in parts if part in package.parts for n in _styles_in(package.parts[part])}


def _styles_in(xml: bytes) -> set[bytes]:
    return {*re.findall(rb'<(?:\w+:)?(?:c|row)\b[^>]*?\ss="(\d+)"', xml),
            *re.findall(rb'<(?:\w+:)?col\b[^>]*?\sstyle="(\d+)"', xml)}


def _drop_styles(package: Package, styles: str, used: set[int], fills: set[int]) -> None:
    """Take our styles away if they stand at the end and nothing else uses them; a program that saved the file since
    may have put them elsewhere, where they do no harm."""
    rest = [part for part in sheet_parts(package).values() if part in package.parts]
    others = {int(n) for part in rest for n in _styles_in(package.parts[part])}
    draft = package.draft(styles)
    count = len(section.children) if (section := draft.root.child("cellXfs")) else 0
    first = min(used, default=count)
    own = count - first if not any(n >= first for n in others) else 0
    drop_last(draft, own, _own_fills(package, draft, fills))
    package.parts[styles] = draft.done()


def _own_fills(package: Package, styles: Draft, fills: set[int]) -> int:
    """How many fills at the end of the list are ours and nobody's besides."""
    count = len(section.children) if (section := styles.root.child("dxfs")) else 0
    own = count - min(fills, default=count)
    in_use = {int(n) for part in package.parts.values() for n in _FILL.findall(part)}
    return own if own <= len(FILLS) and not any(n >= count - own for n in in_use) else 0


def _areas(marks: Iterable[Mark], level: int) -> list[str]:
    """Cells as lists of areas."""
    texts = [address(top, left) + (f":{address(bottom, right)}" if bottom > top else "")
             for top, left, bottom, right in areas_of(marks, level)]
    return [" ".join(texts[n:n + _LARGEST_AREA]) for n in range(0, len(texts), _LARGEST_AREA)]


def _sizes(xml: bytes) -> Sizes:
    """Pixels of the columns and rows that a sheet sets itself."""
    root = Draft(xml).root
    columns = root.child("cols")
    widths = {}
    for node in columns.children if columns else ():
        facts = node.attributes
        pixels = 0 if facts.get("hidden") in ("1", "true") else round(float(facts.get("width", "9")) * 7 + 5)
        widths |= dict.fromkeys(range(int(facts["min"]), min(int(facts["max"]), 200) + 1), pixels)
    heights = {int(row): round(float(height) * 4 / 3) for row, height in _ROW.findall(xml)}
    return Sizes(widths, heights)

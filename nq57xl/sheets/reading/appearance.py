"""Contents that look like something else than they are: struck through, partly raised, shown with other digits."""

from collections.abc import Iterable, Mapping, Set

from nq57xl.sheets.reading.book import MIXED, Cell, Place
from nq57xl.sheets.reading.sheet_xml import STRUCK, Run, SheetXml


def marked(xml: SheetXml, shared: Mapping[str, tuple[Run, ...]],
           struck_styles: Set[str]) -> tuple[frozenset[Place], frozenset[Place]]:
    """The places of the cells that are struck through as a whole, and of those with parts of different standing.

    `shared` are the formatted texts by their index as written, `struck_styles` the styles of a struck font.
    """
    struck, mixed = set(), set()
    emphasised = {index for index, runs in shared.items() if any(mark for *_, mark in runs)}
    if not (emphasised or struck_styles or xml.inline):
        return frozenset(), frozenset()
    for row, column, style, kind, _, text in xml.tokens:
        runs = xml.inline.get((row, column)) or (shared.get(text or "", ()) if kind == "s" else ())
        look = standing(((part, mark) for part, _, mark in runs), style in struck_styles)
        if look:
            (struck if look == STRUCK else mixed).add((row, column))
    return frozenset(struck), frozenset(mixed)


def misled(xml: SheetXml, cells: Mapping[Place, Cell], misleading: Set[str]) -> frozenset[Place]:
    """The places of the numbers that are shown with other digits; `misleading` are the styles that do so."""
    if not misleading:
        return frozenset()
    return frozenset((row, column) for row, column, style, *_ in xml.tokens if style in misleading
                     and (row, column) in cells and type(cells[row, column].value) is float
                     and cells[row, column].value)


def standing(parts: Iterable[tuple[str, str]], is_struck: bool) -> str:
    """STRUCK where all of a text is struck through, MIXED where its parts (with their marks) stand differently; else
    "". `is_struck`: the cell's own font is struck, which holds where no part says otherwise."""
    marks = {mark for part, mark in parts if part.strip()}
    if marks == {STRUCK} or (not any(marks) and is_struck):
        return STRUCK
    return MIXED if len(marks) > 1 else ""

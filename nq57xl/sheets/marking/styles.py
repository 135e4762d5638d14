"""Cell styles and fills added to the end of a workbook's styles part, and taken away from there again."""

import re
from collections.abc import Iterable

from nq57xl.sheets.marking.outline import Draft, Node

_SECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
             "colors", "extLst")
_SHARED = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
_EVERYWHERE = {0, 1}
"""Fills that every workbook has under these numbers."""
_FIRST_OWN_FORMAT = 164
"""Number formats below are built into the programs."""


def add_styles(styles: Draft, source: Draft) -> int:
    """Add the cell styles of another workbook, all but its style 0, which any workbook has; returns what must be added
    to the number of a style to have its new number."""
    xfs = source.root.child("cellXfs").children[1:]
    moved = {attribute: _moved(styles, source, attribute, name, xfs) for attribute, name in _SHARED}
    moved["numFmtId"] = _add_formats(styles, source)
    has_parents = styles.root.child("cellStyleXfs") is not None

    def renumbered(xf: str) -> str:
        for attribute, numbers in moved.items():
            xf = re.sub(rf'{attribute}="(\d+)"', lambda m, a=attribute, n=numbers: f'{a}="{n.get(m[1], m[1])}"', xf,
                        count=1)
        return xf if has_parents else re.sub(r' xfId="\d+"', "", xf, count=1)
    return _add(styles, "cellXfs", [renumbered(source.text(node)) for node in xfs]) - 1


def add_fills(styles: Draft, colours: Iterable[str]) -> int:
    """Add formats for conditions, each a fill (`FFC7CE`); returns the number of the first."""
    return _add(styles, "dxfs", [f'<dxf><fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/>'
                                 f'<bgColor rgb="FF{colour}"/></patternFill></fill></dxf>' for colour in colours])


def drop_last(styles: Draft, cell_styles: int, conditions: int) -> None:
    """Take away the last cell styles and conditional formats, and the fonts, fills, borders and number formats at the
    end of their lists that only these used."""
    xfs = _children(styles, "cellXfs")
    kept = xfs[:len(xfs) - cell_styles]
    parents = _children(styles, "cellStyleXfs")
    for attribute, name in _SHARED:
        _cut(styles, name, _in_use(attribute, (*kept, *parents)), _in_use(attribute, xfs[len(kept):]))
    _drop_formats(styles, xfs[len(kept):], (*kept, *parents))
    _shorten(styles, "cellXfs", cell_styles)
    _shorten(styles, "dxfs", conditions)


def _children(styles: Draft, name: str) -> list[Node]:
    section = styles.root.child(name)
    return section.children if section else []


def _in_use(attribute: str, xfs: Iterable[Node]) -> set[int]:
    return {int(xf.attributes.get(attribute, "0")) for xf in xfs}


def _cut(styles: Draft, name: str, kept: set[int], gone: set[int]) -> None:
    """Shorten a list to what is in use still, as far as its end was in use by what goes."""
    count = len(_children(styles, name))
    last = count
    while last and last - 1 in gone and last - 1 not in kept:
        last -= 1
    _shorten(styles, name, count - last)


def _shorten(styles: Draft, name: str, count: int) -> None:
    section = styles.root.child(name)
    if not section or not count:
        return
    if count == len(section.children) and name in ("dxfs", "numFmts"):
        styles.remove(section)
        return
    for node in section.children[len(section.children) - count:]:
        styles.remove(node)
    styles.set(section, count=str(len(section.children) - count))


def _drop_formats(styles: Draft, gone: Iterable[Node], kept: Iterable[Node]) -> None:
    numbers = {xf.attributes.get("numFmtId") for xf in gone} - {xf.attributes.get("numFmtId") for xf in kept}
    count = 0
    for node in reversed(_children(styles, "numFmts")):
        if node.attributes.get("numFmtId") not in numbers:
            break
        count += 1
    _shorten(styles, "numFmts", count)


def _moved(styles: Draft, source: Draft, attribute: str, name: str, xfs: Iterable[Node]) -> dict[str, str]:
    """Add the fonts, fills or borders that the styles use; returns old number -> new."""
    used = sorted(_in_use(attribute, xfs) - (_EVERYWHERE if name == "fills" else set()))
    elements = source.root.child(name).children
    first = _add(styles, name, [source.text(elements[n]) for n in used]) if used else 0
    return {str(n): str(place) for place, n in enumerate(used, first)}


def _add(styles: Draft, name: str, elements: list[str]) -> int:
    """Add elements to a section, which is made in its place where there is none; returns how many stood there."""
    section = styles.root.child(name)
    if section:
        styles.append(section, *elements)
        styles.set(section, count=str(len(section.children) + len(elements)))
        return len(section.children)
    later = _SECTIONS[_SECTIONS.index(name) + 1:]
    place = next((node for node in styles.root.children if node.name in later), None)
    styles.insert_before(place, f'<{name} count="{len(elements)}">{"".join(elements)}</{name}>')
    return 0


def _add_formats(styles: Draft, source: Draft) -> dict[str, str]:
    """Add number formats under numbers that are free; returns old -> new."""
    taken = [int(node.attributes.get("numFmtId", "0")) for node in _children(styles, "numFmts")]
    free = max([*taken, _FIRST_OWN_FORMAT - 1]) + 1
    formats = _children(source, "numFmts")
    numbers = {node.attributes["numFmtId"]: str(n) for n, node in enumerate(formats, free)}
    if formats:
        _add(styles, "numFmts", [re.sub(r'numFmtId="\d+"', f'numFmtId="{numbers[node.attributes["numFmtId"]]}"',
                                        source.text(node)) for node in formats])
    return numbers

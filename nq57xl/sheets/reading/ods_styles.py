"""The styles of an .ods: which hide a sheet, and which set a font of an old Vietnamese alphabet."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nq57xl.model.old_alphabets import alphabet_of
from nq57xl.sheets.reading.sheet_xml import RAISED, STRUCK

OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, STYLE, TEXT = (f"{{{OPEN}{name}:1.0}}" for name in ("table", "style", "text"))
_FAMILY = f"{{{OPEN}svg-compatible:1.0}}font-family"
_OWN_FAMILY = f"{{{OPEN}xsl-fo-compatible:1.0}}font-family"
_LONGEST_CHAIN = 20


@dataclass(frozen=True)
class OdsStyles:
    """`fonts` are the names of the fonts of cell and text styles, where any is of an old alphabet; else empty."""

    hidden: frozenset[str] = frozenset()
    fonts: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    """Style -> STRUCK or RAISED, of those that strike through, or set above or below the line."""


def ods_styles(parts: Iterable[ElementTree.Element]) -> OdsStyles:
    """Look through the styles of the parts of one document, content first."""
    roots = list(parts)
    styles = {style.get(f"{STYLE}name", ""): style for root in reversed(roots) for style in root.iter(f"{STYLE}style")}
    hidden = frozenset(
        name for name, style in styles.items() for properties in style.iter(f"{STYLE}table-properties")
        if properties.get(f"{TABLE}display") == "false")
    faces = {face.get(f"{STYLE}name", ""): face.get(_FAMILY, "") for root in roots
             for face in root.iter(f"{STYLE}font-face")}
    marks = {name: mark for name, style in styles.items() if (mark := _mark(style))}
    own = {name: _own_font(style, faces) for name, style in styles.items()}
    if not any(alphabet_of(font) for font in own.values()):
        return OdsStyles(hidden, {}, marks)
    return OdsStyles(hidden, {name: next(filter(None, _fonts(name, styles, own)), "") for name in styles}, marks)


def _mark(style: ElementTree.Element) -> str:
    for properties in style.iter(f"{STYLE}text-properties"):
        if any(properties.get(f"{STYLE}text-line-through-{each}", "none") != "none" for each in ("style", "type")):
            return STRUCK
        position = properties.get(f"{STYLE}text-position", "0%").split(" ")[0]
        if position in ("super", "sub") or position.strip("-%0"):
            return RAISED
    return ""


def _own_font(style: ElementTree.Element, faces: Mapping[str, str]) -> str:
    for properties in style.iter(f"{STYLE}text-properties"):
        face = properties.get(f"{STYLE}font-name", "")
        return properties.get(_OWN_FAMILY) or faces.get(face) or face
    return ""


def _fonts(name: str, styles: Mapping[str, ElementTree.Element], own: Mapping[str, str]) -> Iterator[str]:
    """The font of a style, of the style it is made from, and so on."""
    for _ in range(_LONGEST_CHAIN):
        if name not in styles:
            return
        yield own[name]
        name = styles[name].get(f"{STYLE}parent-style-name", "")

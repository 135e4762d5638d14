"""The text of a cell of an .ods, as its paragraphs show it."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping

from nq57xl.sheets.reading.limits import LONGEST_TEXT, damaged
from nq57xl.sheets.reading.ods_styles import TEXT

_PARAGRAPH = f"{TEXT}p"
_LONGEST_BLANK = 256
"""A run of blanks is written as its length; longer ones are cut, for no text of an office has them."""


def shown_text(element: ElementTree.Element) -> str:
    """Return the paragraphs of a cell, its comment and drawings left out."""
    text = ""
    for child in (child for child in element if child.tag == _PARAGRAPH):
        text += ("\n" if text else "") + "".join(_runs(child))
        if len(text) > LONGEST_TEXT:
            break
    return text


def _runs(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _piece(child)
        yield child.tail or ""


def _piece(child: ElementTree.Element) -> Iterator[str]:
    name = child.tag.removeprefix(TEXT)
    if name == "s":
        yield " " * min(whole_number(child.get(f"{TEXT}c") or "1"), _LONGEST_BLANK)
    elif name in ("tab", "line-break"):
        yield "\t" if name == "tab" else "\n"
    elif child.tag.startswith(TEXT):
        yield from _runs(child)


def font_runs(element: ElementTree.Element, font: str, fonts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the parts of a cell's paragraphs with their fonts."""
    paragraphs = [child for child in element if child.tag == _PARAGRAPH]
    for index, paragraph in enumerate(paragraphs):
        if index:
            yield "\n", font
        yield paragraph.text or "", font
        for child in paragraph:
            own = fonts.get(child.get(f"{TEXT}style-name", ""), "") if child.tag == f"{TEXT}span" else ""
            yield "".join(_piece(child)), own or font
            yield child.tail or "", font


def mark_runs(element: ElementTree.Element, marks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the parts of a cell's paragraphs, each with the mark of its style."""
    for paragraph in (child for child in element if child.tag == _PARAGRAPH):
        yield paragraph.text or "", ""
        for child in paragraph:
            yield "".join(_piece(child)), marks.get(child.get(f"{TEXT}style-name", ""), "")
            yield child.tail or "", ""


def whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise damaged(f"số lần lặp sai {text[:20]!r}")
    return int(text)

"""The comments of an .xlsx sheet: notes of the old kind, and threads with their answers."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from nq57xl.sheets.reading.book import Place
from nq57xl.sheets.reading.limits import LONGEST_TEXT, UnreadableBook
from nq57xl.sheets.reading.parts import Parts, local_name, parse, relationships
from nq57xl.sheets.reading.places import place

_KINDS = ("comments", "threadedComment")


def notes_of(parts: Parts, sheet: str) -> dict[Place, str]:
    """Return the text of the comments of a sheet's part.

    A thread is its messages, one a line; the note that Excel keeps beside it for older programs is left out.
    A broken comments part is no reason to refuse the figures: then there are no comments.
    """
    links = relationships(parts, sheet)
    notes: dict[Place, str] = {}
    for kind in _KINDS:
        found: dict[Place, list[str]] = {}
        for name in (target for link, target in links.values() if link == kind):
            for where, text in _comments(parts, name):
                found.setdefault(where, []).append(text)
        notes |= {where: "\n".join(texts)[:LONGEST_TEXT] for where, texts in found.items()}
    return notes


def _comments(parts: Parts, name: str) -> Iterator[tuple[Place, str]]:
    try:
        content = parts.get(name)
        elements = list(parse(content, name).iter()) if content else []
        placed = [(place(e.get("ref", ""), name), e) for e in elements
                  if local_name(e) in ("comment", "threadedComment")]
    except UnreadableBook as error:
        if error.reason == "too-large":
            raise
        return
    for where, element in placed:
        text = "".join(_texts(element)).strip()
        if text:
            yield where, text


def _texts(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        match local_name(child):
            case "t":
                yield child.text or ""
            case "text" if not len(child):
                yield child.text or ""
            case "text" | "r":
                yield from _texts(child)

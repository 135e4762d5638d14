"""The upper levels of an XML part with the places of their bytes, so that elements are put in and taken out while
every other byte stays as it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_DEPTH = 4
"""Deeper elements (cells, runs of texts) are not looked at."""


class UnpatchableError(Exception):
    """A workbook that cannot be changed in place; the text says why, in Vietnamese."""


@dataclass(slots=True)
class Node:
    """An element: `start` to `end` are its bytes, `inside` where its start tag ends. `name` is without prefix."""

    name: str
    attributes: dict[str, str]
    start: int
    inside: int
    end: int = 0
    is_empty: bool = False
    children: list["Node"] = field(default_factory=list)

    def child(self, name: str) -> "Node | None":
        return next((node for node in self.children if node.name == name), None)

    def each(self, name: str) -> list["Node"]:
        return [node for node in self.children if node.name == name]


class Draft:
    """A part and the changes to be made in it; `done` gives the changed part. Places are those before any change."""

    def __init__(self, xml: bytes) -> None:
        """Raises UnpatchableError for what is no XML in UTF-8."""
        self.xml = xml
        self.root = _outlined(xml)
        self._edits: list[tuple[int, int, str]] = []
        self._set: dict[int, tuple[Node, dict[str, str]]] = {}
        self._added: dict[int, tuple[Node, list[str]]] = {}

    def text(self, node: Node) -> str:
        """The XML of an element."""
        return self.xml[node.start:node.end].decode()

    def replace(self, node: Node, text: str) -> None:
        self._edits.append((node.start, node.end, text))

    def remove(self, node: Node) -> None:
        self.replace(node, "")

    def set(self, node: Node, **attributes: str) -> None:
        """Give an element's attributes (without prefix) other values; those it lacks are added."""
        self._set.setdefault(id(node), (node, {}))[1].update(attributes)

    def append(self, node: Node, *elements: str) -> None:
        """Put elements at the end of an element, which is opened where it was empty."""
        self._added.setdefault(id(node), (node, []))[1].extend(self._own(element) for element in elements)

    def insert_before(self, node: Node | None, element: str) -> None:
        """Put an element before a child of the root, or at the root's end."""
        if node is None:
            self.append(self.root, element)
        else:
            self._edits.append((node.start, node.start, self._own(element)))

    def done(self) -> bytes:
        """The part with all changes made."""
        pieces, end = [], 0
        edits = [*self._edits, *self._tags(), *self._ends()]
        for start, stop, text in sorted(edits, key=lambda edit: edit[:2]):
            pieces += (self.xml[end:start], text.encode())
            end = stop
        return b"".join((*pieces, self.xml[end:]))

    def _tags(self) -> Iterator[tuple[int, int, str]]:
        for node, attributes in self._set.values():
            if not (node.is_empty and id(node) in self._added):
                yield node.start, node.inside, self._tag(node, attributes)

    def _ends(self) -> Iterator[tuple[int, int, str]]:
        for node, elements in self._added.values():
            if node.is_empty:
                tag = self._tag(node, self._set.get(id(node), (node, {}))[1])
                name = re.match(r"<([^\s/>]+)", tag)[1]
                yield node.start, node.end, f"{tag.removesuffix('/>').rstrip()}>{''.join(elements)}</{name}>"
            else:
                end = self.xml.rindex(b"</", node.start, node.end)
                yield end, end, "".join(elements)

    def _tag(self, node: Node, attributes: Mapping[str, str]) -> str:
        tag = self.xml[node.start:node.inside].decode()
        for name, value in attributes.items():
            tag, count = re.subn(rf"""(\s{name}=)("[^"]*"|'[^']*')""", rf'\g<1>"{value}"', tag, count=1)
            tag = tag if count else re.sub(r"\s*(/?>)$", rf' {name}="{value}"\g<1>', tag)
        return tag

    def _own(self, element: str) -> str:
        """The element in the namespace of the part, whatever prefix the part gives it."""
        tag = self.xml[self.root.start:self.root.inside].decode()
        prefix = re.match(r"<([^\s:/>]+):", tag)
        if not prefix:
            return element
        space = re.search(rf"""xmlns:{prefix[1]}=["']([^"']*)["']""", tag)
        return re.sub(r"^<([\w:]+)", rf'<\g<1> xmlns="{space[1] if space else ""}"', element)


def _outlined(xml: bytes) -> Node:
    """The root with what stands in it, to a few levels. Raises UnpatchableError."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in xml:
        raise UnpatchableError("phần XML viết khác thường")
    opened: list[Node | None] = []
    roots: list[Node] = []
    parser = expat.ParserCreate()

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(opened) >= _DEPTH:
            opened.append(None)
            return
        start = parser.CurrentByteIndex
        tag = _TAG.match(xml, start)
        node = Node(name.rpartition(":")[2], attributes, start, tag.end(), is_empty=tag[0].endswith(b"/>"))
        (opened[-1].children if opened else roots).append(node)
        opened.append(node)

    def finish(_: str) -> None:
        node = opened.pop()
        if node:
            node.end = node.inside if node.is_empty else _TAG.match(xml, parser.CurrentByteIndex).end()

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as fault:
        raise UnpatchableError("phần XML bị hỏng") from fault
    return roots[0]

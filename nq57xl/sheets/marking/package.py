"""A zipped workbook taken apart into its parts, some of them changed, and put together again."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from html import escape

from nq57xl.sheets.marking.outline import Draft, Node, UnpatchableError
from nq57xl.sheets.packing import TIME
from nq57xl.sheets.reading.limits import MIB

TYPES = "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LARGEST = 64 * MIB
"""Bytes of all parts, unpacked: pictures that officers paste in are small beside that."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_RELS_HEAD = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
              'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>')


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: `kind` is the last word of its type, `target` a part's name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a workbook by name. What is not changed is written as it was read."""

    def __init__(self, data: bytes) -> None:
        """Raises UnpatchableError for what is no zip archive, holds broken parts or is too large."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
                if sum(info.file_size for info in infos) > LARGEST:
                    raise UnpatchableError("tệp quá lớn")
                read = [(info, archive.read(info)) for info in infos]
        except _BROKEN as fault:
            raise UnpatchableError("không phải tệp .xlsx") from fault
        self._infos = {_name(info.filename): info for info, _ in read}
        self.parts = {_name(info.filename): content for info, content in read}
        self._spelled = {name.lower(): name for name in self.parts}
        if TYPES not in self.parts or len(self._spelled) != len(read):
            raise UnpatchableError("không phải tệp .xlsx")

    def data(self) -> bytes:
        """The archive; new parts stand at its end."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                old = self._infos.get(name)
                info = zipfile.ZipInfo(old.filename if old else name, old.date_time if old else TIME)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, old.external_attr if old else 0
                archive.writestr(info, content)
        return buffer.getvalue()

    def draft(self, part: str) -> Draft:
        """A part to be changed. Raises UnpatchableError where it is missing or not XML in UTF-8."""
        if part not in self.parts:
            raise UnpatchableError(f"thiếu phần {part}")
        return Draft(self.parts[part])

    @property
    def workbook(self) -> str:
        """The name of the workbook part."""
        return next((link.target for link in self.links("") if link.kind == "officeDocument"), "xl/workbook.xml")

    def links(self, part: str) -> list[Link]:
        """The relationships of a part to other parts of the package."""
        name = _rels_of(part)
        if name not in self.parts:
            return []
        return [self._link(part, node) for node in Draft(self.parts[name]).root.children
                if node.attributes.get("TargetMode") != "External"]

    def _link(self, part: str, node: Node) -> Link:
        target = node.attributes.get("Target", "").replace("\\", "/")
        path = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        name = posixpath.normpath(path).lstrip("/")
        kind = node.attributes.get("Type", "").rsplit("/", 1)[-1]
        return Link(node.attributes.get("Id", ""), kind, self._spelled.get(name.lower(), name))

    def link_to(self, part: str, kind: str) -> str:
        """The part that a part is related to in this way; "" for none."""
        return next((link.target for link in self.links(part) if link.kind == kind), "")

    def add_link(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another one, by the relative path that all programs know; returns the id."""
        name = _rels_of(part)
        draft = Draft(self.parts.get(name, _RELS_HEAD.encode()))
        taken = {node.attributes.get("Id") for node in draft.root.children}
        new = next(f"rIdNq{n}" for n in range(1, len(taken) + 2) if f"rIdNq{n}" not in taken)
        path = escape(posixpath.relpath(target, posixpath.dirname(part)))
        draft.append(draft.root, f'<Relationship Id="{new}" Type="{LINKS}/{kind}" Target="{path}"/>')
        self.parts[name] = draft.done()
        return new

    def drop_link(self, part: str, target: str) -> None:
        """Take away the relationships of a part to another one; a list that is empty then goes too."""
        name = _rels_of(part)
        draft = self.draft(name)
        gone = [node for node in draft.root.children if self._link(part, node).target == target]
        for node in gone:
            draft.remove(node)
        self.parts[name] = draft.done()
        if len(gone) == len(draft.root.children):
            self._drop(name)

    def add_part(self, name: str, content: bytes, content_type: str) -> None:
        """A new part with its type. Vector drawings have theirs by extension: some programs look nowhere else."""
        self.parts[name] = content
        draft = self.draft(TYPES)
        extension = posixpath.splitext(name)[1][1:]
        if extension == "vml":
            known = any(node.attributes.get("Extension", "").lower() == extension for node in draft.root.children)
            element = "" if known else f'<Default Extension="{extension}" ContentType="{content_type}"/>'
        else:
            element = f'<Override PartName="/{escape(name)}" ContentType="{content_type}"/>'
        if element:
            draft.append(draft.root, element)
        self.parts[TYPES] = draft.done()

    def drop_part(self, name: str) -> None:
        """Take away a part with its own relationships and its type."""
        self._drop(name)
        self._drop(_rels_of(name))

    def _drop(self, name: str) -> None:
        if self.parts.pop(name, None) is None:
            return
        has_drawings = any(part.lower().endswith(".vml") for part in self.parts)
        draft = self.draft(TYPES)
        for node in draft.root.children:
            is_kind = node.attributes.get("Extension", "").lower() == "vml" and name.lower().endswith(".vml")
            if _name(node.attributes.get("PartName", "")).lower() == name.lower() or (is_kind and not has_drawings):
                draft.remove(node)
        self.parts[TYPES] = draft.done()

    def free_name(self, pattern: str) -> str:
        """The first part name of a pattern with `{}` that nothing has yet."""
        taken = {name.lower() for name in self.parts}
        return next(name for n in range(1, len(taken) + 2) if (name := pattern.format(n)).lower() not in taken)


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


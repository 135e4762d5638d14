"""The parts of a zipped workbook, unpacked within limits and never to a path."""

import io
import posixpath
import stat
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers import expat

from nq57xl.sheets.reading.limits import MIB, Limits, UnreadableBook, damaged, too_large

_RATIO_LIMIT = 200
_RATIO_GRACE = 64 * MIB
_LOCAL_HEADER = 30
_DIRECTORY_ENTRY = b"PK\x01\x02"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class Parts:
    """Named parts of one zip file; counts what it unpacks and stops at the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        # Each entry of the directory costs zipfile half a kilobyte, so they are counted before it looks at them.
        if data.count(_DIRECTORY_ENTRY) > limits.entries:
            raise too_large(f"hơn {limits.entries} phần trong tệp")
        with _broken_zip_is_damaged():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._entries = _entries_by_name(self._zip, data)

    def names(self) -> Iterator[str]:
        """Yield the names of all parts, in lower case, with forward slashes."""
        return iter(self._entries)

    def declared_bytes(self) -> int:
        """Return the unpacked size the directory claims; `read` never gives more of a part than that."""
        return sum(entry.file_size for entry in self._entries.values())

    def has_below(self, folder: str) -> bool:
        """Tell whether there is any part in a folder."""
        return any(name.startswith(folder) for name in self._entries)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def get(self, name: str) -> bytes | None:
        """Return a part, or None where there is none."""
        return self.read(name) if name in self else None

    def read(self, name: str) -> bytes:
        """Return a part, its checksum verified."""
        entry = self._entries.get(_key(name))
        if entry is None:
            raise damaged(f"thiếu phần {name}")
        if entry.flag_bits & 1:
            raise UnreadableBook("encrypted", "chưa có mật khẩu")
        self._check_size(entry)
        with _broken_zip_is_damaged(), self._zip.open(entry) as part:
            content = part.read(self._limits.part_bytes + 1)
        self._unpacked += len(content)
        if len(content) != entry.file_size:
            raise damaged(f"phần {name} bị cắt cụt")
        return content

    def _check_size(self, entry: zipfile.ZipInfo) -> None:
        size = entry.file_size
        if size > self._limits.part_bytes or self._unpacked + size > self._limits.total_bytes:
            raise too_large(f"phần {entry.filename} bung ra {size // MIB} MiB")
        if size > _RATIO_GRACE and size > _RATIO_LIMIT * max(entry.compress_size, 1):
            raise too_large(f"phần {entry.filename} nén quá {_RATIO_LIMIT} lần")


def parse(content: bytes, part: str) -> ElementTree.Element:
    """Return the tree of a part that is well-formed and declares no entities."""
    # Only a UTF-16 part can hide a declaration from the bytes; expat looks through these first.
    if b"<!DOCTYPE" in content or not content.startswith((b"<?xml", b"\xef\xbb\xbf<")):
        check_well_formed(content, part)
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise damaged(f"phần {part}: nội dung XML bị hỏng") from error


def check_well_formed(content: bytes, part: str) -> None:
    """Refuse a part that is cut, not XML, or that declares entities."""
    run_expat(expat.ParserCreate(namespace_separator="}"), content, part)


def run_expat(parser: expat.XMLParserType, content: bytes, part: str) -> None:
    """Feed a part to a parser of ours; entities, the stuff of XML bombs, are refused on sight."""

    def refuse(name: str, *_: object) -> None:
        raise damaged(f"phần {part}: XML khai báo thực thể {name}")

    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise damaged(f"phần {part}: nội dung XML bị hỏng") from error


def relationships(parts: Parts, source: str) -> dict[str, tuple[str, str]]:
    """Return id -> (last word of the type, part name) of the links a part has to other parts."""
    folder, name = posixpath.split(source)
    content = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if content is None:
        return {}
    return {
        link.get("Id", ""): (link.get("Type", "").rsplit("/", 1)[-1], _resolved(folder, link.get("Target", "")))
        for link in parse(content, source)
        if link.get("TargetMode") != "External"
    }


def main_part(parts: Parts) -> str:
    """Return the name of the workbook part."""
    links = relationships(parts, "")
    stated = [target for kind, target in links.values() if kind == "officeDocument"]
    return stated[0] if stated else "xl/workbook.xml"


def _resolved(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")


def _entries_by_name(archive: zipfile.ZipFile, data: bytes) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if "\0" in info.orig_filename:
            raise damaged(f"tên phần sai {info.filename!r}")
        # Readers disagree on which of two parts of one name counts: neither does.
        if entries.setdefault(_key(info.filename), info) is not info:
            raise damaged(f"hai phần cùng tên {info.filename}")
    _refuse_overlaps(infos, data)
    return {name: info for name, info in entries.items() if not stat.S_ISLNK(info.external_attr >> 16)}


def _refuse_overlaps(infos: list[zipfile.ZipInfo], data: bytes) -> None:
    """Python 3.11 reads archives whose parts share bytes (CVE-2024-0450): a small bomb, or a trick."""
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        start = info.header_offset
        if start < end:
            raise damaged(f"phần {info.filename} chồng lên phần khác")
        names = sum(int.from_bytes(data[start + at : start + at + 2], "little") for at in (26, 28))
        end = start + _LOCAL_HEADER + names + info.compress_size


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()




@contextmanager
def _broken_zip_is_damaged() -> Iterator[None]:
    try:
        yield
    except _BROKEN_ZIP as error:
        raise damaged("tệp bị cắt cụt hoặc hỏng khi chép, tải") from error


def local_name(element: ElementTree.Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]

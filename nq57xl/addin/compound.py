"""Writer of compound files (MS-CFB, version 3): the little file system that holds a VBA project."""

import struct
from dataclasses import dataclass, field

SECTOR, MINI_SECTOR, CUTOFF = 512, 64, 4096
"""Bytes of a sector and a mini sector; streams shorter than the cutoff live in mini sectors."""
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
RED, BLACK = 0, 1
HEADER_FATS = 109


@dataclass(slots=True)
class _Entry:
    """A line of the directory."""

    name: str
    kind: int
    data: bytes = b""
    children: dict[str, "_Entry"] = field(default_factory=dict)
    colour: int = BLACK
    left: int = NONE
    right: int = NONE
    child: int = NONE
    start: int = 0
    size: int = 0


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams; a slash in a path makes a storage. The same streams give the same bytes."""
    root = _Entry("Root Entry", ROOT)
    for path, data in streams.items():
        *folders, name = path.split("/")
        place = root
        for folder in folders:
            place = place.children.setdefault(folder, _Entry(folder, STORAGE))
        place.children[name] = _Entry(name, STREAM, data)
    entries = _numbered(root)
    _link(root, entries)
    return _file(entries)


def _numbered(root: _Entry) -> list[_Entry]:
    entries = [root]
    for entry in entries:
        entries += sorted(entry.children.values(), key=_order)
    return entries


def _order(entry: _Entry) -> tuple[int, str]:
    """Names are compared by length, then by their upper-case letters."""
    return len(entry.name), entry.name.upper()


def _link(entry: _Entry, entries: list[_Entry]) -> None:
    """Give each storage its children as a red-black tree."""
    for each in entry.children.values():
        _link(each, entries)
    children = sorted(entry.children.values(), key=_order)
    entry.child = _tree(children, entries, (len(children) + 1).bit_length() - 1)


def _tree(children: list[_Entry], entries: list[_Entry], black_levels: int) -> int:
    """Root of a balanced tree: full levels are black, the last, unfinished one is red."""
    if not children:
        return NONE
    middle = len(children) // 2
    entry = children[middle]
    entry.colour = BLACK if black_levels > 0 else RED
    entry.left = _tree(children[:middle], entries, black_levels - 1)
    entry.right = _tree(children[middle + 1:], entries, black_levels - 1)
    return next(number for number, each in enumerate(entries) if each is entry)


def _file(entries: list[_Entry]) -> bytes:
    """Header, directory, mini FAT, mini stream, long streams, FAT: in this order, one after the other."""
    directory_size = _sectors(len(entries) * 128)
    small = [entry for entry in entries if entry.kind == STREAM and len(entry.data) < CUTOFF]
    large = [entry for entry in entries if entry.kind == STREAM and len(entry.data) >= CUTOFF]
    mini_fat, mini_stream = _mini(small)
    body, fat = bytearray(directory_size * SECTOR), _chain(0, directory_size)

    def put(data: bytes, filler: bytes = b"\0") -> int:
        """First sector of the data, which goes to the end of the file."""
        first, count = len(fat), _sectors(len(data))
        fat.extend(_chain(first, count))
        body.extend(data.ljust(count * SECTOR, filler))
        return first if count else END

    first_mini_fat = put(b"".join(struct.pack("<I", each) for each in mini_fat), b"\xff")
    entries[0].start, entries[0].size = put(mini_stream), len(mini_stream)
    for entry in large:
        entry.start, entry.size = put(entry.data), len(entry.data)
    body[:directory_size * SECTOR] = _directory(entries, directory_size)
    first_fat, fats = len(fat), 1
    while (first_fat + fats) * 4 > fats * SECTOR:
        fats += 1
    assert fats <= HEADER_FATS, "a VBA project of 7 MB is none of ours"
    fat += [FAT] * fats
    body += b"".join(struct.pack("<I", each) for each in fat).ljust(fats * SECTOR, b"\xff")
    return _header(first_fat, fats, first_mini_fat, _sectors(len(mini_fat) * 4)) + bytes(body)


def _sectors(size: int) -> int:
    return -(-size // SECTOR)


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), END] if count else []


def _mini(entries: list[_Entry]) -> tuple[list[int], bytes]:
    """The mini FAT and the mini stream of the short streams."""
    fat: list[int] = []
    stream = bytearray()
    for entry in entries:
        count = -(-len(entry.data) // MINI_SECTOR)
        entry.start, entry.size = (len(fat) if count else END), len(entry.data)
        fat += _chain(len(fat), count)
        stream += entry.data.ljust(count * MINI_SECTOR, b"\0")
    return fat, bytes(stream)


def _directory(entries: list[_Entry], sectors: int) -> bytes:
    lines = b"".join(_line(entry) for entry in entries)
    unused = struct.pack("<64xHBBIII16xI8x8xIQ", 0, 0, 0, NONE, NONE, NONE, 0, 0, 0)
    return lines + unused * ((sectors * SECTOR - len(lines)) // 128)


def _line(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    return struct.pack("<64sHBBIII16xI8x8xIQ", name, len(name) + 2, entry.kind, entry.colour,
                       entry.left, entry.right, entry.child, 0, entry.start, entry.size)


def _header(first_fat: int, fats: int, first_mini_fat: int, mini_fats: int) -> bytes:
    places = [*range(first_fat, first_fat + fats)] + [FREE] * (HEADER_FATS - fats)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
            + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, 0, 0, CUTOFF,
                          first_mini_fat, mini_fats, END, 0)
            + struct.pack(f"<{HEADER_FATS}I", *places))

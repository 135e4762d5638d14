"""Ways to break a workbook: its bytes as bad mail and bad disks do, its parts as bad programs do."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from tests.books import with_parts

TAG = re.compile(rb"<[^<>]+>")
ROW = re.compile(rb"<row [^>]*>.*?</row>", re.DOTALL)
"""Rows of an .xlsx, which say where they stand; those of an .ods are where they come, and moving one moves figures."""
Change = Callable[[bytes, Random], bytes]


def flip_bits(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def truncate(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def lose_a_piece(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 16, 512, 4096)):]


def zero_a_piece(data: bytes, chance: Random) -> bytes:
    start, length = chance.randrange(len(data)), chance.choice((16, 512, 4096))
    return data[:start] + bytes(len(data[start : start + length])) + data[start + length :]


def repeat_a_piece(data: bytes, chance: Random) -> bytes:
    start, length = chance.randrange(len(data)), chance.choice((16, 512, 4096))
    return data[: start + length] + data[start:]


BYTES: tuple[Change, ...] = (flip_bits, truncate, lose_a_piece, zero_a_piece, repeat_a_piece)


def _tags(part: bytes, chance: Random, count: int = 1) -> list[re.Match[bytes]]:
    found = list(TAG.finditer(part))
    return sorted((chance.choice(found) for _ in range(count)), key=re.Match.start) if found else []


def drop_a_tag(part: bytes, chance: Random) -> bytes:
    for tag in _tags(part, chance):
        return part[: tag.start()] + part[tag.end() :]
    return part


def double_a_tag(part: bytes, chance: Random) -> bytes:
    for tag in _tags(part, chance):
        return part[: tag.end()] + tag[0] + part[tag.end() :]
    return part


def swap_tags(part: bytes, chance: Random) -> bytes:
    first, last = _tags(part, chance, 2) or (None, None)
    if first is None or first.end() > last.start():
        return part
    return part[: first.start()] + last[0] + part[first.end() : last.start()] + first[0] + part[last.end() :]


def swap_attributes(part: bytes, chance: Random) -> bytes:
    """Another order of the attributes of some tags, which changes nothing."""
    for tag in reversed(_tags(part, chance, 20)):
        name, *given = re.findall(rb'^<[^\s/>]*|[\w:.-]+="[^"]*"', tag[0])
        chance.shuffle(given)
        end = b"/>" if tag[0].endswith(b"/>") else b">"
        if len(given) > 1 and not tag[0].startswith((b"<?", b"<!", b"</")):
            part = part[: tag.start()] + b" ".join((name, *given)) + end + part[tag.end() :]
    return part


def add_a_comment(part: bytes, chance: Random) -> bytes:
    for tag in _tags(part, chance):
        return part[: tag.end()] + chance.choice((b"<!-- x -->", b"<?x y?>", b" ", b"\n")) + part[tag.end() :]
    return part


def cut(part: bytes, chance: Random) -> bytes:
    return part[: chance.randrange(len(part))] if part else part


def empty(part: bytes, chance: Random) -> bytes:
    return b""


def double_a_row(part: bytes, chance: Random) -> bytes:
    rows = list(ROW.finditer(part))
    if not rows:
        return part
    row = chance.choice(rows)
    return part[: row.end()] + row[0] + part[row.end() :]


def swap_rows(part: bytes, chance: Random) -> bytes:
    rows = list(ROW.finditer(part))
    if len(rows) < 2:
        return part
    first, last = sorted(chance.sample(rows, 2), key=re.Match.start)
    return part[: first.start()] + last[0] + part[first.end() : last.start()] + first[0] + part[last.end() :]


PARTS: tuple[Change, ...] = (drop_a_tag, double_a_tag, swap_tags, swap_attributes, add_a_comment, cut, empty,
                             double_a_row, swap_rows)


def mutated(data: bytes, chance: Random) -> bytes:
    """A workbook broken in one way; packed anew with right checksums where a part was."""
    if not data.startswith(b"PK") or chance.random() < 0.4:
        return chance.choice(BYTES)(data, chance)
    change = chance.choice(PARTS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
    # Large parts hold the figures, small ones the order of things: both are chosen often.
    chosen = chance.choices(list(sizes), [size ** 0.5 + 1 for size in sizes.values()])[0]
    return with_parts(data, lambda name, part: change(part, chance) if name == chosen else part)

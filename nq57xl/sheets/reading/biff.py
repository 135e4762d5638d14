"""What python-calamine does not tell of the two binary formats: errors, formulas, extents, hidden rows.

A record is a number, a length and bytes. Only the few records that answer those questions are
looked into; the values come from python-calamine (`dense`).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from nq57xl.sheets.reading.book import ERROR, UNCOMPUTED, VISIBLE, Place
from nq57xl.sheets.reading.limits import damaged

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}

Record = tuple[int, bytes]


@dataclass
class Marks:
    """What stands in the records of one sheet: cells by place, and how far they reach."""

    visibility: str = VISIBLE
    states: dict[Place, tuple[str | None, str]] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    percents: set[Place] = field(default_factory=set)
    alphabets: dict[Place, str] = field(default_factory=dict)
    """Place -> alphabet of its font, where that is older than Unicode."""
    notes: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0

    def reach(self, row: int, column: int) -> None:
        """Note a filled cell (0-based, as the files count)."""
        self.last_row = max(self.last_row, row + 1)
        self.last_column = max(self.last_column, column + 1)

    def note_error(self, row: int, column: int, code: int) -> None:
        """Note a cell that holds an error."""
        self.states[row + 1, column + 1] = (ERRORS.get(code, f"#ERR{code}"), ERROR)

    def note_uncomputed(self, place: Place) -> None:
        """Note a formula without a result."""
        self.states[place] = (None, UNCOMPUTED)


def biff8_records(stream: bytes, position: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Yield (position, number, bytes) of the records of an .xls stream."""
    end = len(stream)
    while position + 4 <= end:
        kind, size = struct.unpack_from("<HH", stream, position)
        body = stream[position + 4 : position + 4 + size]
        if len(body) != size:
            raise damaged("tệp .xls bị cắt cụt")
        yield position, kind, body
        position += 4 + size


def biff12_records(part: bytes, last: int) -> Iterator[Record]:
    """Yield (number, bytes) of the records of an .xlsb part; number and length carry 7 bits to a byte.

    A part without its `last` record is cut, however whole the records before it are.
    """
    position, end = 0, len(part)
    is_whole = False
    while position < end:
        kind, position = _varying(part, position, 2)
        size, position = _varying(part, position, 4)
        body = part[position : position + size]
        if len(body) != size:
            raise damaged("tệp .xlsb bị cắt cụt")
        is_whole |= kind == last
        yield kind, body
        position += size
    if not is_whole:
        raise damaged("tệp .xlsb bị cắt cụt")


def _varying(part: bytes, position: int, most: int) -> tuple[int, int]:
    value = 0
    for index in range(most):
        if position >= len(part):
            raise damaged("tệp .xlsb bị cắt cụt")
        byte = part[position]
        position += 1
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            break
    return value, position

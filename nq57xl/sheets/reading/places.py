"""Addresses as an .xlsx writes them, `I12` and `A1:C3`; what is no place refuses the book."""

import re

from nq57xl.sheets.address import column_number
from nq57xl.sheets.reading.book import Area
from nq57xl.sheets.reading.limits import LAST_COLUMN, LAST_ROW, damaged

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})").fullmatch


class _Columns(dict[str, int]):
    """Column letters -> number, worked out once each."""

    def __missing__(self, letters: str) -> int:
        number = column_number(letters)
        if number > LAST_COLUMN:
            raise damaged(f"không có cột {letters}")
        self[letters] = number
        return number


COLUMNS = _Columns()


def area(reference: str, part: str) -> Area:
    """Return the corners of `A1:C3`."""
    first, _, last = reference.partition(":")
    return (*place(first, part), *place(last or first, part))


def place(reference: str, part: str) -> tuple[int, int]:
    """Return row and column of `I12`; what is no place refuses the book."""
    match = _REFERENCE(reference)
    if not match:
        raise damaged(f"phần {part}: địa chỉ ô sai {reference[:20]!r}")
    return checked_row(int(match[2]), part), COLUMNS[match[1]]


def checked_row(row: int, part: str) -> int:
    if not 1 <= row <= LAST_ROW:
        raise damaged(f"phần {part}: không có dòng {row}")
    return row

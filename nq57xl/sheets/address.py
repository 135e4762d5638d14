"""Places as Excel writes them: `I12`, and the letters of columns."""

import re

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def letter(column: int) -> str:
    """`1` -> `A`, `28` -> `AB`."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(letters: str) -> int:
    """`A` -> 1, `ab` -> 28."""
    number = 0
    for each in letters.upper():
        number = 26 * number + ord(each) - 64
    return number


def address(row: int, column: int) -> str:
    """1-based row and column as Excel writes the place.

    >>> address(12, 9), address(1048576, 16384)
    ('I12', 'XFD1048576')
    """
    return f"{letter(column)}{row}"


def place_at(text: str) -> tuple[int, int] | None:
    """Row and column of `I12` or `$I$12`; None for what is no place of one cell.

    >>> place_at("$I$12"), place_at("I:I")
    ((12, 9), None)
    """
    match = _PLACE.fullmatch(text)
    return (int(match[2]), column_number(match[1])) if match else None

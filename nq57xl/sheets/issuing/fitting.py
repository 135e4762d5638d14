"""How high a row must be for its text: programs do not agree on when they fit heights themselves."""

import textwrap

LINE_HEIGHT = 1.36
"""Points per point of font size."""
PADDING = 4.0
_DIGIT_SIZE = 11
"""Column widths count digits of the workbook's default font, which is of this size."""
_LETTERS_PER_DIGIT = 1.12
"""Running Vietnamese text in Times New Roman is narrower than digits (1.15 on average; a little is kept back)."""


def lines_needed(text: str, width: float, size: float = _DIGIT_SIZE) -> int:
    """Lines that a text takes in a column `width` digits wide, in a font of `size` points."""
    room = max(int((width - 1) * _LETTERS_PER_DIGIT * _DIGIT_SIZE / size), 4)
    return sum(max(len(textwrap.wrap(part, room)), 1) for part in text.split("\n"))


def height_needed(text: str, width: float, size: float = _DIGIT_SIZE) -> float:
    """Height in points, a little room included."""
    return lines_needed(text, width, size) * size * LINE_HEIGHT + PADDING

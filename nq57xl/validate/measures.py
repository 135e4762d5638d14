"""Words after a number: is it the unit of measure, and by what must the number be multiplied to be in it?

A conversion is taken only where scale words say it in full (`3,5 tỷ` in triệu đồng are 3500); units that merely
look alike (người, hộ) are never converted.
"""

import re
from decimal import Decimal
from functools import lru_cache

from nq57xl.model.names import fold

SAME = Decimal(1)
_FACTORS = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000,
            "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
SCALE_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(_FACTORS)})(?!\w)")
_LEADING = re.compile(rf"((?:(?:{'|'.join(_FACTORS)})(?!\w)\s*)*)(.*)")
_IN_BRACKETS = re.compile(rf"\(((?:{'|'.join(_FACTORS)}|đồng|usd)(?!\w)[^(),;]*)[^()]*\)")
"""A unit that a description names in brackets: `(tỷ đồng, giá hiện hành)`, but not `(trong kỳ)`."""


@lru_cache(4096)
def scale_of(rest: str, words: str, may_scale: bool) -> Decimal | None:
    """What a number with `rest` written after it is multiplied by, to be in the unit that `words` name; None where
    the two are not the same kind of thing.

    `words` are the unit of measure, or the description of what is counted, with its unit in brackets. `%` stands
    for any percentage. Without `may_scale` (percentages, indices) nothing is converted.

    >>> scale_of("tỷ", "Triệu đồng", True), scale_of("người", "Người", True), scale_of("hộ", "Người", True)
    (Decimal('1E+3'), Decimal('1'), None)
    """
    rest, words = fold(rest), fold(words)
    if not rest or rest == words:
        return SAME
    if rest in ("%", "phần trăm"):
        return SAME if words.startswith("%") else None
    (own, base), unit = _parted(rest), _unit(words)
    if SCALE_WORD.search(base) or (base and not _names(base, unit)):
        return None
    wanted = _parted(unit)[0]
    if own == wanted:
        return SAME
    return (own / wanted).normalize() if may_scale and "/" not in words and not words.startswith("%") else None


def _names(base: str, words: str) -> bool:
    """Whether words of the unit stand in it whole: `người`, but not of `người/vạn dân`."""
    return re.search(rf"(?<![\w/]){re.escape(base)}(?![\w/])", words) is not None


def _unit(words: str) -> str:
    """The unit alone, `tỷ đồng` of `giá trị tăng thêm (tỷ đồng, giá hiện hành)`; else all the words."""
    bracketed = _IN_BRACKETS.search(words)
    return bracketed[1].strip() if bracketed else words


def _parted(text: str) -> tuple[Decimal, str]:
    """The product of the scale words at the beginning, and what follows."""
    scales, base = _LEADING.fullmatch(text).groups()
    factor = Decimal(1)
    for word in scales.split():
        factor *= _FACTORS[word]
    return factor, base.strip()

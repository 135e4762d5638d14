"""Numbers that officers typed as text: what they may mean, one reading where there is one, two where there are two.

Vietnamese order first: dot or space for thousands, comma for decimals. What a mark means is never guessed;
it is taken where the other meaning is impossible (`85.5`, `1.234.567`, `0.825`, a count of `1.200`).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from nq57xl.model.names import clean, fold
from nq57xl.validate.measures import SAME, SCALE_WORD, scale_of

COUNT, DECIMAL, MONEY = "count", "decimal", "money"
"""What a field holds: whole numbers, figures with decimals, amounts (large and with decimals)."""
COMMA, DOT = ",", "."
"""The decimal marks."""

_NUMBER = re.compile(r"(-?)([0-9](?:[0-9., ]*[0-9])?)\s*(\D.*)?")
_DOTS = r"[0-9]{1,3}(?:\.[0-9]{3})"
_SPACES = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(,[0-9]+)?")
_VIETNAMESE = re.compile(rf"{_DOTS}+,[0-9]+|{_DOTS}{{2,}}|[0-9]+|[0-9]+,(?:[0-9]{{1,2}}|[0-9]{{4,}})|0+,[0-9]{{3}}")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}"
                      r"|[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0+\.[0-9]{3}|[0-9]{4,}\.[0-9]{3}")
_LONG_COMMA = re.compile(r"[0-9]{4,},[0-9]{3}")
_THREE_AFTER_DOT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_ROUND_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.000")
_THREE_AFTER_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_MARKS = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "－": "-", "＋": "+", "％": "%", "﹪": "%",
                        "，": ",", "．": ".", "／": "/", "⁄": "/", "∕": "/"})
_APOSTROPHES = "'’‘`´"

_HEDGES = ("khoảng", "tầm", "gần", "hơn", "trên", "dưới", "ước", "xấp xỉ", "ít nhất", "tối thiểu", "tối đa",
           "từ", "đến", "không quá", "chừng", "cỡ", "trở lên", "trở xuống", "nhỏ hơn", "lớn hơn", "vượt", "hàng")
_HEDGED = re.compile(rf"(?<!\w)(?:{'|'.join(_HEDGES)})(?!\w)|[<>≥≤~≈±≠]|[0-9]\s*\+|^[+-]\s*[0-9]"
                     r"|[0-9]\s*e\s*[+-]?[0-9]")
_RANGE = re.compile(r"[0-9]\s*%?\s*(?:-|\.\.|,,|/|⁄|:|÷|x|×|hoặc)\s*[0-9]")
_TORN = re.compile(r"[0-9][\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029][0-9]|[0-9]\s\s+[0-9]")
"""Digits in two lines or far apart: two numbers rather than one."""
_LOOKALIKE = re.compile(r"(?=.*[0-9])(?=.*[oOlI|])[0-9oOlI|][0-9oOlI|.,]*")
_LIKELY = str.maketrans("oOlI|", "00111")
_FRACTION = re.compile(r"([^/]+)/([^/]+)")


@dataclass(frozen=True, slots=True)
class Readings:
    """What a text may mean: one number, two (ambiguous), or none; `hedged` where it is a number with doubt
    (about, more than, a range, a fraction, another unit of measure). `is_converted` says that the number was
    written in another scale than the unit of measure, `likely` what it is if letters stand for digits, `other`
    what a count such as `12.000` would be if its dot were a decimal one."""

    numbers: tuple[float, ...] = ()
    hedged: bool = False
    is_converted: bool = False
    likely: float | None = None
    other: float | None = None


def read_text_number(text: str, style: str, words: str = "") -> Readings:
    """The number or numbers a text stands for.

    `style` is COUNT, DECIMAL or MONEY; `words` the unit of measure (or the description of what is counted),
    whose words may follow the number.

    >>> read_text_number("1.234,5 %", DECIMAL, "%").numbers, read_text_number("1.200 người", COUNT, "người").numbers
    ((1234.5,), (1200.0,))
    >>> read_text_number("1.234", DECIMAL).numbers, read_text_number("khoảng 90", COUNT).hedged
    ((1234.0, 1.234), True)
    """
    if _TORN.search(text):
        return Readings(hedged=True)
    text = plain(text)
    match = _NUMBER.fullmatch(text)
    if match:
        scale = scale_of(match[3] or "", words, style != DECIMAL)
        # A count may have decimals in a larger scale: `1,2 triệu`, so that `1.200 nghìn` has two meanings.
        numbers = _digits(match[2], style if scale == SAME else MONEY) if scale is not None else ()
        if numbers:
            sign = -1 if match[1] else 1
            other = float(_english(match[2])) if style == COUNT and _ROUND_THOUSANDS.fullmatch(match[2]) else None
            # Adding zero makes 0 of -0.
            meanings = tuple(float(sign * n * scale) + 0.0 for n in numbers)
            return Readings(meanings, is_converted=scale != SAME, other=other)
    return Readings(hedged=_is_hedged(fold(text), bool(match)), likely=_likely(text, style))


def read_fraction(text: str, styles: tuple[str, str], words: tuple[str, str]) -> tuple[float, float] | None:
    """Numerator and denominator of a text such as `12/15`; None where it is none or may be a month (`9/2025`).
    `styles` and `words` are those of the two parts."""
    match = _FRACTION.fullmatch(plain(text))
    if not match:
        return None
    # `12/15 thôn`: the words of either part may stand behind both.
    parts = [_certain(each, style, words) for each, style in zip(match.groups(), styles, strict=True)]
    if None in parts:
        return None
    part, whole = parts
    is_month = 1 <= part <= 12 and 1900 <= whole <= 2100
    return (part, whole) if 0 <= part <= whole and whole > 0 and not is_month else None


def _certain(text: str, style: str, words: tuple[str, ...]) -> float | None:
    """The one number of a text with the words of a unit, or none, behind it; whole where things are counted."""
    for each in words:
        readings = read_text_number(text, style, each)
        if len(readings.numbers) == 1 and not readings.is_converted:
            number = readings.numbers[0]
            return None if style == COUNT and number != int(number) else number
    return None


def decimal_mark(text: str) -> str:
    """The decimal mark that a typed number shows to be its writer's; "" where it leaves that open.

    >>> decimal_mark("85,5 %"), decimal_mark("1,234.5"), decimal_mark("1.234"), decimal_mark("85")
    (',', '.', '', '')
    """
    match = _NUMBER.fullmatch(plain(text))
    body = match[2] if match else ""
    if COMMA not in body and DOT not in body:
        return ""
    if _VIETNAMESE.fullmatch(body) or _LONG_COMMA.fullmatch(body):
        return COMMA
    return DOT if _ENGLISH.fullmatch(body) else ""


def plain(text: str) -> str:
    """A typed number in plain characters: digits of other scripts, full-width and typographic marks."""
    text = clean(text).translate(_MARKS).lstrip(_APOSTROPHES).rstrip("; ").removesuffix(".").strip()
    return text if text.isascii() else "".join(_plain_digit(c) for c in text)


def _plain_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _digits(body: str, style: str) -> tuple[Decimal, ...]:
    if _SPACES.fullmatch(body):
        return (_vietnamese(body),)
    if " " in body:
        return ()
    if _VIETNAMESE.fullmatch(body) or _LONG_COMMA.fullmatch(body):
        return (_vietnamese(body),)
    if _ENGLISH.fullmatch(body):
        return (_english(body),)
    if _THREE_AFTER_DOT.fullmatch(body):
        return (_vietnamese(body),) if style == COUNT else (_vietnamese(body), _english(body))
    if _THREE_AFTER_COMMA.fullmatch(body):
        return (_vietnamese(body), _english(body))
    return ()


def _vietnamese(body: str) -> Decimal:
    return Decimal(body.replace(".", "").replace(" ", "").replace(",", "."))


def _english(body: str) -> Decimal:
    return Decimal(body.replace(",", ""))


def _likely(text: str, style: str) -> float | None:
    """The number where letters stand for digits (`1O0`, `l5`)."""
    if not _LOOKALIKE.fullmatch(text):
        return None
    numbers = _digits(text.translate(_LIKELY), style)
    return float(numbers[0]) if len(numbers) == 1 else None


def _is_hedged(text: str, has_number: bool) -> bool:
    """Whether a text with a digit in it is a number with doubt, and no plain slip of typing."""
    if not any(c.isdigit() for c in text):
        return False
    other_unit = has_number and (text.endswith("%") or SCALE_WORD.search(text) is not None) and "phần trăm" not in text
    return bool(_HEDGED.search(text) or _RANGE.search(text) or other_unit)

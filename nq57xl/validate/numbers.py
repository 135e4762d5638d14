"""Numbers that officers typed as text: read where there is one reading, asked about where there are two.

Vietnamese order first: dot or space for thousands, comma for decimals. What a mark means is never guessed;
it is taken where the other meaning is impossible (`85.5`, `1.234.567`, `0.825`, a count of `1.200`).
"""

import re
from dataclasses import dataclass

from nq57xl.model.names import clean, fold

COUNT, DECIMAL, MONEY = "count", "decimal", "money"
"""What a field holds: whole numbers, figures with decimals, amounts (large and with decimals)."""

_NUMBER = re.compile(r"([+-]?)\s*([0-9](?:[0-9., ]*[0-9])?)\s*(\D.*)?")
_DOTS = r"[0-9]{1,3}(?:\.[0-9]{3})"
_SPACES = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(,[0-9]+)?")
_VIETNAMESE = re.compile(rf"{_DOTS}+,[0-9]+|{_DOTS}{{2,}}|[0-9]+|[0-9]+,(?:[0-9]{{1,2}}|[0-9]{{4,}})|0+,[0-9]{{3}}")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}"
                      r"|[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0+\.[0-9]{3}|[0-9]{4,}\.[0-9]{3}")
_LONG_COMMA = re.compile(r"[0-9]{4,},[0-9]{3}")
_THREE_AFTER_DOT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_THREE_AFTER_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-"})

_HEDGES = ("khoảng", "tầm", "gần", "hơn", "trên", "dưới", "ước", "xấp xỉ", "ít nhất", "tối thiểu", "tối đa",
           "từ", "đến", "không quá", "chừng", "cỡ")
_HEDGED = re.compile(rf"(?<!\w)(?:{'|'.join(_HEDGES)})(?!\w)|[<>≥≤~≈±]|[0-9]\s*\+")
_RANGE = re.compile(r"[0-9]\s*%?\s*(?:-|\.\.|/|:|÷|x|hoặc)\s*[0-9]")
_SCALES = re.compile(r"(?<!\w)(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)")


@dataclass(frozen=True, slots=True)
class Readings:
    """What a text may mean: one number, two (ambiguous), or none; `hedged` where it is a number with doubt
    (about, more than, a range, a fraction, another unit of measure)."""

    numbers: tuple[float, ...] = ()
    hedged: bool = False


def read_text_number(text: str, style: str, words: str = "") -> Readings:
    """The number or numbers a text stands for.

    `style` is COUNT, DECIMAL or MONEY; `words` the unit of measure (or the description of what is counted),
    whose words may follow the number.

    >>> read_text_number("1.234,5 %", DECIMAL, "%").numbers, read_text_number("1.200 người", COUNT, "người").numbers
    ((1234.5,), (1200.0,))
    >>> read_text_number("1.234", DECIMAL).numbers, read_text_number("khoảng 90", COUNT).hedged
    ((1234.0, 1.234), True)
    """
    text = clean(text).translate(_SIGNS).removeprefix("'").rstrip(".; ").strip()
    match = _NUMBER.fullmatch(text)
    if match:
        numbers = _digits(match[2], style)
        rest = fold(match[3] or "")
        if numbers and _is_unit(rest, fold(words)):
            return Readings(tuple(-n if match[1] == "-" else n for n in numbers))
    return Readings(hedged=_is_hedged(fold(text), bool(match)))


def _digits(body: str, style: str) -> tuple[float, ...]:
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
        return (_vietnamese(body),) if style == DECIMAL else (_vietnamese(body), _english(body))
    return ()


def _vietnamese(body: str) -> float:
    return float(body.replace(".", "").replace(" ", "").replace(",", "."))


def _english(body: str) -> float:
    return float(body.replace(",", ""))


def _is_unit(rest: str, words: str) -> bool:
    """Whether what follows the number is its unit of measure. `%` stands for any percentage; a scale word
    (nghìn, triệu) must stand on both sides: `5.000.000 đồng` are not 5.000.000 triệu đồng."""
    if not rest or rest == words:
        return True
    if rest == "%":
        return words.startswith("%")
    if _SCALES.findall(rest) != _SCALES.findall(words):
        return False
    return re.search(rf"(?<![\w/]){re.escape(rest)}(?![\w/])", words) is not None


def _is_hedged(text: str, has_number: bool) -> bool:
    """Whether a text with a digit in it is a number with doubt, and no plain slip of typing."""
    if not any(c.isdigit() for c in text):
        return False
    other_unit = has_number and (text.endswith("%") or _SCALES.search(text) is not None) and "phần trăm" not in text
    return bool(_HEDGED.search(text) or _RANGE.search(text) or other_unit)

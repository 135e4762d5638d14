"""The mistakes that returned workbooks are known for, made on purpose in a filling or in a finished file."""

from collections.abc import Callable
from random import Random

from nq57xl.simulate.figures import measured
from nq57xl.simulate.filling import Filling
from nq57xl.simulate.words import words

Mistake = Callable[[Filling, Random], Filling]
FEW = 3


def unexplained(filling: Filling, luck: Random) -> Filling:
    """Reasons forgotten in every row, evidence in a few."""
    for code in filling.indicators:
        filling = filling.with_indicator(code, explanation=None)
    for code in _some(filling, luck, "evidence"):
        filling = filling.with_indicator(code, evidence=None)
    return filling


def percent_only(filling: Filling, luck: Random) -> Filling:
    """The percentage typed over the formula, its parts left out."""
    for code in _some(filling, luck, "numerator"):
        percentage = round(measured(filling.indicators[code]), 1)
        filling = filling.with_indicator(code, numerator=None, denominator=None, value=percentage)
    return filling


def number_as_words(filling: Filling, luck: Random) -> Filling:
    """A figure written as words: `khoảng 1200`."""
    for code in _some(filling, luck, "numerator", 1):
        text = words()["mistakes"]["number_as_words"].format(value=filling.indicators[code]["numerator"])
        filling = filling.with_indicator(code, numerator=text)
    return filling


def swapped(filling: Filling, luck: Random) -> Filling:
    """Numerator and denominator the wrong way round."""
    uneven = [c for c, row in filling.indicators.items() if 0 < row.get("numerator", 0) < row.get("denominator", 0)]
    for code in luck.sample(uneven, min(2, len(uneven))):
        row = filling.indicators[code]
        filling = filling.with_indicator(code, numerator=row["denominator"], denominator=row["numerator"])
    return filling


def unfinished(filling: Filling, luck: Random) -> Filling:
    """A few rows not filled at all."""
    for code in _some(filling, luck, "data_status"):
        filling = filling.with_indicator(code, **dict.fromkeys(filling.indicators[code]))
    return filling


def careless(filling: Filling, luck: Random) -> Filling:
    """Several mistakes in one workbook."""
    return number_as_words(swapped(unexplained(filling, luck), luck), luck)


def truncated(data: bytes) -> bytes:
    """A file whose transfer broke off."""
    return data[: len(data) * 3 // 5]


def _some(filling: Filling, luck: Random, field: str, count: int = FEW) -> list[str]:
    """A few rows that have the field."""
    having = [code for code, row in filling.indicators.items() if field in row]
    return luck.sample(having, min(count, len(having)))


MISTAKES: dict[str, Mistake] = {"unexplained": unexplained, "percent_only": percent_only, "words": number_as_words,
                                "swapped": swapped, "unfinished": unfinished, "careless": careless}

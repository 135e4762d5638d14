"""What speaks for one meaning of a figure against another: last period, target, kind of indicator, habits of the file.

A figure is taken where every witness that speaks says the same, and left as a question where none speaks or two
contradict each other. Last period's figure speaks where one meaning is within a factor of NEAR of it and the other
beyond a factor of FAR. A target only tells that a figure is too large: falling far short of one is honest.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nq57xl.model.plan import Indicator
from nq57xl.rules.catalogue import RATIO_TOLERANCE, indicator_bounds, indicator_constants
from nq57xl.rules.check import as_number
from nq57xl.validate.numbers import COMMA, DOT
from nq57xl.validate.shown import decimal

NEAR, FAR = 3, 30
ABOUT = 0.31
"""A power of ten, within a factor of two."""
SMALL_SHARE = 3
"""Percentages with a target or last figure up to this are never scaled: 0,85 % for research is honest."""
LARGE_TARGET = 10
"""Beside a target this large a share up to 1 may have been meant as 0,85 for 85 %."""
SETTLED_PEERS = 2
"""So many other percentages must be known to be typed as 0,85 before a file is taken to do so throughout."""
PERCENT_DIGITS = 12
BY_KIND, BY_FILE = "loại số liệu", "cách viết số của cả tệp"
BY_PEERS = "các tỷ lệ khác của tệp nhập theo thang 0 đến 1"
BY_PARTS = "Tử số / Mẫu số"
FRACTION, FULL = "fraction", "full"
"""How a percentage was typed: 0.85, or 85."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What a field's figure is likely to be: last period's figure, the target (the largest of its bounds), what the
    plan allows, whether it is a whole number, and the decimal mark that the file uses throughout."""

    last: float | None = None
    target: float | None = None
    lower: float | None = None
    upper: float | None = None
    is_whole: bool = False
    mark: str = ""


UNKNOWN = Likely()


@dataclass(frozen=True, slots=True)
class Peers:
    """How the percentages of a file were typed: row key -> FRACTION (known from the cell's format or last period's
    figure) or FULL; the rest does not say."""

    scales: tuple[tuple[str, str], ...] = ()

    def others(self, key: str) -> str:
        """What the other rows say of one: FRACTION, FULL, or "" where they do not speak."""
        scales = [scale for other, scale in self.scales if other != key]
        if FULL in scales:
            return FULL
        return FRACTION if len(scales) >= SETTLED_PEERS else ""


def likely_figure(indicator: Indicator, year: int, last: float | None, mark: str) -> Likely:
    """What the result of an indicator's row is likely to be."""
    constants = indicator_constants(indicator, year, last)
    targets = [n for name in ("target_low", "target_high") if (n := as_number(constants[name])) is not None]
    lower, upper = indicator_bounds(indicator)
    is_whole = indicator.kind in ("count", "rank") and not indicator.tuning.decimals
    return Likely(last, max(targets, default=None), lower, upper, is_whole, mark)


def chosen(numbers: Sequence[float], likely: Likely) -> tuple[float, str] | None:
    """The one of two meanings that all witnesses speak for, and their names; None where it stays a question.
    The first meaning is the one with a decimal comma."""
    possible = [n for n in numbers if _is_possible(n, likely)]
    if likely.is_whole and len(possible) > 1:
        # Nobody writes decimals after a count: `12,000` are thousands.
        possible = [max(possible, key=abs)]
    votes: list[tuple[float, str]] = [(possible[0], BY_KIND)] if len(possible) == 1 else []
    if likely.last and (near := _near(numbers, likely.last)) is not None:
        votes.append((near, f"kỳ trước {decimal(likely.last)}"))
    if likely.target and len(small := [n for n in numbers if n <= FAR * likely.target]) == 1:
        votes.append((small[0], f"mục tiêu {decimal(likely.target)}"))
    votes += [(n, BY_FILE) for n, mark in zip(numbers, (COMMA, DOT), strict=True) if mark == likely.mark]
    if len({n for n, _ in votes}) != 1:
        return None
    number = votes[0][0]
    return None if number not in possible or is_far(number, likely) else (number, ", ".join(name for _, name in votes))


def is_far(number: float, likely: Likely) -> bool:
    """Whether last period's figure speaks against a number."""
    return bool(likely.last) and _factor(number, likely.last) >= FAR


def is_contradicted(number: float, other: float, likely: Likely) -> bool:
    """Whether last period's figure or the habit of the file speak for the other meaning of a count of `12.000`."""
    return likely.mark == DOT or bool(likely.last and _near((number, other), likely.last) == other)


def full_scale(number: float, likely: Likely, peers: str) -> tuple[float, str] | None:
    """A share typed as 0.85 in percent, and the witnesses; None where it is not certain to be one. `peers` as in
    `Peers.others`; a target alone is no witness, for the year may have begun with 0,85 %."""
    full = round(100 * number, PERCENT_DIGITS)
    is_small = any(0 < n <= SMALL_SHARE for n in (likely.last, likely.target) if n is not None)
    if not 0 < number <= 1 or is_small or peers == FULL or not _is_possible(full, likely):
        return None
    names = [BY_PEERS] if peers == FRACTION else []
    if likely.last:
        nearest = _near((number, full), likely.last)
        if nearest == number or _factor(full, likely.last) >= min(FAR, _factor(number, likely.last)):
            return None
        names += [f"kỳ trước {decimal(likely.last)}"] if nearest == full else []
    if names and likely.target and likely.target >= LARGE_TARGET:
        names.append(f"mục tiêu {decimal(likely.target)}")
    return (full, ", ".join(names)) if names else None


def as_parts(number: float, percentage: float) -> tuple[float, str] | None:
    """A share typed as 0.8 beside the parts of 80 %, in percent, and the witness."""
    full = round(100 * number, PERCENT_DIGITS)
    fits = abs(full - percentage) <= RATIO_TOLERANCE < abs(number - percentage)
    return (full, BY_PARTS) if fits else None


def may_be_fraction(number: float, likely: Likely) -> bool:
    """Whether a percentage is so small beside its target that it may have been meant as a share of 1."""
    return 0 < number <= 1 and likely.target is not None and likely.target >= LARGE_TARGET


def implausible(number: float, likely: Likely, is_index: bool) -> str:
    """What a figure is beyond a factor of FAR from: last period's figure and the target alike; "" where it is near
    one of them. Without a last figure a count may fall far short of its target and may exceed it, but by a power of
    ten it is a slip of the decimal mark or the unit of measure; an index is of one size with its target."""
    known = [(name, n) for name, n in (("kỳ trước", likely.last), ("mục tiêu", likely.target)) if n]
    if not number or not known or any(_factor(number, n) < FAR for _, n in known):
        return ""
    if not likely.last and not is_index and not _is_tens(number / likely.target):
        return ""
    return ", ".join(f"{name} {decimal(n)}" for name, n in known)


def _is_tens(factor: float) -> bool:
    """Whether a factor above 1 is about a power of ten."""
    power = math.log10(factor) if factor > 1 else 0
    return power > 1 and abs(power - round(power)) <= ABOUT


def common_mark(marks: Iterable[str]) -> str:
    """The decimal mark of a file: the one that at least two typed numbers show, and none contradicts."""
    found = [mark for mark in marks if mark]
    return found[0] if len(found) > 1 and len(set(found)) == 1 else ""


def _is_possible(number: float, likely: Likely) -> bool:
    return ((likely.lower is None or number >= likely.lower) and (likely.upper is None or number <= likely.upper)
            and not (likely.is_whole and number != int(number)))


def _near(numbers: Sequence[float], last: float) -> float | None:
    """The number near last period's figure, where the other is far from it."""
    near = [n for n in numbers if _factor(n, last) <= NEAR]
    far = [n for n in numbers if _factor(n, last) >= FAR]
    return near[0] if len(near) == 1 and len(near) + len(far) == len(numbers) else None


def _factor(number: float, last: float) -> float:
    """How many times one figure is the other, the larger by the smaller; infinite across zero."""
    if number * last <= 0:
        return float("inf")
    return max(number / last, last / number)

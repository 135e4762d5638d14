"""A target: what an indicator is to reach in a milestone year, and whether a figure meets it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NUMBER = r"-?\d+(?:\.\d+)?"
_COMPARATOR = re.compile(rf"(>=|>|<=|<)({NUMBER})")
_RANGE = re.compile(rf"({NUMBER})\.\.({NUMBER})")
_TOP = re.compile(r"top (\d+)")


@dataclass(frozen=True, slots=True)
class Target:
    """One cell of the target grammar.

    `op` is one of `>=`, `>`, `<=`, `<`, `=`, `range`, `top`, `text`, `none` (the document prints a dash)
    or `blank` (nothing printed or unreadable). `low` is the bound (the lower one of a range, N of
    `top N`), `high` the upper bound of a range. `source` is the cell as written in plan data.
    """

    op: str
    source: str
    low: float | None = None
    high: float | None = None

    @property
    def is_numeric(self) -> bool:
        return self.low is not None

    @property
    def exists(self) -> bool:
        """Whether the plan asks for anything in that year (number or text)."""
        return self.op not in ("none", "blank")


def parse_target(source: str) -> Target:
    """Read one target cell. Never fails: what is not grammar is a text target."""
    text = source.strip()
    if text in ("", "-"):
        return Target("none" if text else "blank", text)
    if match := _COMPARATOR.fullmatch(text):
        return Target(match[1], text, float(match[2]))
    if match := _RANGE.fullmatch(text):
        return Target("range", text, float(match[1]), float(match[2]))
    if match := _TOP.fullmatch(text):
        return Target("top", text, float(match[1]))
    if re.fullmatch(NUMBER, text):
        return Target("=", text, float(text))
    return Target("text", text)


def is_met(target: Target, value: float, direction: str = "up") -> bool | None:
    """Whether `value` meets a numeric target; None where the target has no number.

    A plain number of an "up" indicator is met by reaching it, of a "down" indicator by not exceeding
    it. A range is met from its lower bound upward ("down": from its upper bound downward): going beyond
    it is no failure.
    """
    if target.low is None:
        return None
    match target.op:
        case ">":
            return value > target.low
        case "<":
            return value < target.low
        case ">=":
            return value >= target.low
        case "<=" | "top":
            return value <= target.low
    if direction == "down":
        return value <= (target.low if target.high is None else target.high)
    return value >= target.low


def falls_short_downward(target: Target, direction: str) -> bool:
    """Whether smaller figures are the better ones for this target."""
    return target.op in ("<", "<=", "top") or (target.op in ("=", "range") and direction == "down")


def achievement(target: Target, value: float, direction: str = "up") -> float | None:
    """Share of the target reached, in percent; None without a numeric target or against a bound of 0.

    Where small figures are good the share is bound / value (top 50 reached at rank 40 is 125 %).
    """
    if target.low is None:
        return None
    if falls_short_downward(target, direction):
        bound = target.high if target.high is not None else target.low
        return None if value <= 0 else 100 * bound / value
    return None if target.low <= 0 else 100 * value / target.low


def display(target: Target, percent: bool = False) -> str:
    """The target as an officer reads it: `≥60%`, `80-90%`, `Top 50`, `-`, decimal comma."""
    def number(x: float) -> str:
        return f"{x:g}".replace(".", ",") if abs(x) < 1e6 else f"{x:.0f}"
    unit = "%" if percent else ""
    match target.op:
        case "text" | "none" | "blank":
            return target.source
        case "range":
            return f"{number(target.low)}-{number(target.high)}{unit}"
        case "top":
            return f"Top {number(target.low)}"
        case "=":
            return number(target.low) + unit
    return {">=": "≥", "<=": "≤"}.get(target.op, target.op) + number(target.low) + unit


def milestone_of(milestones: Iterable[int], year: int) -> int:
    """The milestone year that a period's year works towards; the year itself when all are past."""
    return min((m for m in milestones if m >= year), default=year)


def issued_target(targets: dict[int, Target], year: int, milestones: Iterable[int], percent: bool = False) -> str:
    """The target as shown under `Mục tiêu <milestone>` in a period of `year`; one of a later milestone says so."""
    shown_year, target = milestone_of(milestones, year), target_for_year(targets, year)
    text = display(target, percent)
    meant = next((y for y, each in sorted(targets.items()) if y >= shown_year and each is target), shown_year)
    return text if meant == shown_year else f"{text} (năm {meant})"


def target_for_year(targets: dict[int, Target], year: int) -> Target:
    """The target of a milestone year, else of the next milestone that asks for something, else a blank.

    Between milestones the figure is held against the next one (2026 works towards 2030); `expected_path`
    says how far it should have come.
    """
    later = [y for y in sorted(targets) if y >= year and targets[y].exists]
    return targets[later[0]] if later else Target("blank", "")


def expected_path(targets: dict[int, Target], year: int) -> float | None:
    """The figure expected in `year`: the milestone's own bound, or the straight line between two.

    None where no numeric milestone lies at or after `year`, or where there is none before it to start
    from (no line can be drawn from nothing).
    """
    numeric = {y: t.low for y, t in targets.items() if t.low is not None}
    if year in numeric:
        return numeric[year]
    before = [y for y in sorted(numeric) if y < year]
    after = [y for y in sorted(numeric) if y > year]
    if not before or not after:
        return None
    start, end = before[-1], after[0]
    return numeric[start] + (numeric[end] - numeric[start]) * (year - start) / (end - start)

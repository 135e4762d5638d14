"""Whether a figure is where the plan wants it in a year: met, at risk, behind."""

from nq57xl.model import terms
from nq57xl.model.plan import Indicator
from nq57xl.model.target import achievement, expected_path, falls_short_downward, is_met, target_for_year

DIGITS = 9
"""Decimals kept when a figure is held against a target, so that 100 × 7 / 10 is 70."""


def judge(indicator: Indicator, year: int, value: float | str | None, margin: float) -> str:
    """One of terms.MET, AT_RISK, BEHIND, NO_TARGET, NO_FIGURE.

    In a milestone year the figure is held against that year's target; between milestones against the line
    from one to the next (or the next target itself, if it is met already). A figure that falls short by no
    more than `margin` of what is expected is at risk, by more behind. Before an indicator's first milestone
    the plan expects nothing yet: met if the figure is there already, else no target. The same for targets
    that are words.
    """
    if value is None:
        return terms.NO_FIGURE
    target = target_for_year(indicator.targets, year)
    if isinstance(value, str) or not target.is_numeric:
        return terms.NO_TARGET
    value = round(value, DIGITS)
    if is_met(target, value, indicator.direction):
        return terms.MET
    expected = _bound(indicator, year)
    if expected is None:
        return terms.NO_TARGET
    downward = falls_short_downward(target, indicator.direction)
    shortfall = round(value - expected if downward else expected - value, DIGITS)
    if shortfall <= 0 and not _is_milestone(indicator, year):
        return terms.MET
    return terms.AT_RISK if shortfall <= margin * abs(expected) else terms.BEHIND


def achieved(indicator: Indicator, year: int, value: float | str | None) -> float | None:
    """Share of the target (of the year, else the next) that is reached, in percent; None without both."""
    if value is None or isinstance(value, str):
        return None
    return achievement(target_for_year(indicator.targets, year), value, indicator.direction)


def _is_milestone(indicator: Indicator, year: int) -> bool:
    return year in indicator.targets and indicator.targets[year].is_numeric


def _bound(indicator: Indicator, year: int) -> float | None:
    """What is expected in the year; of a range that smaller figures meet, its upper end."""
    target = indicator.targets.get(year)
    if target and target.high is not None and falls_short_downward(target, indicator.direction):
        return target.high
    return expected_path(indicator.targets, year)

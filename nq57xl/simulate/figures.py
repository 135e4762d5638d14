"""Figures of an indicator's row: around the expected path, by the unit's skill and the indicator's difficulty."""

from datetime import date
from random import Random

from nq57xl.model import terms
from nq57xl.model.period import Period, window
from nq57xl.model.plan import Indicator, Plan, Unit
from nq57xl.model.target import Target, expected_path, falls_short_downward, is_met, target_for_year
from nq57xl.simulate.filling import Row
from nq57xl.simulate.papers import evidence
from nq57xl.simulate.sizes import area_of, is_shared, whole
from nq57xl.simulate.words import between, chance, entry_for, happens, words

SKILL, EASE, OWN, WOBBLE = 0.05, 0.07, 0.04, 0.01
"""Shares of the aim by which a figure moves for one standard deviation of: the unit, the indicator, the two
together, the period."""
GOAL = 1.04


def indicator_row(seed: int, plan: Plan, period: Period, unit: Unit, indicator: Indicator) -> Row:
    """The entry fields of one indicator, free of findings. Named agencies that share a figure agree on it."""
    teller = area_of(plan, unit)[0] if is_shared(plan, unit, indicator) else unit.code
    luck = chance(seed, plan.id, period, teller, indicator.code)
    target = target_for_year(indicator.targets, period.year)
    begun = not happens(chance(seed, plan.id, teller, indicator.code, "begun"), words()["before"]["no_figure"])
    if reason := _no_figure(luck, indicator, period.year, begun):
        return reason
    status = terms.ESTIMATED if happens(luck, words()["frequency"]["estimated"]) else terms.REPORTED
    row = _figure(seed, plan, period, unit, indicator, teller) | {"data_status": status}
    if reason := _explanation(luck, indicator, target, row, period.year):
        row["explanation"] = reason
    return row | {"evidence": evidence(seed, indicator, unit, _closing(plan, unit, period))}


def measured(row: Row) -> float:
    """The row's figure, recomputed from its parts where there are parts."""
    return 100 * row["numerator"] / row["denominator"] if "denominator" in row else row["value"]


def _explanation(luck: Random, indicator: Indicator, target: Target, row: Row, year: int) -> str:
    """Why a figure is behind its target, or only estimated; empty where nothing need be said."""
    first = _first_milestone(indicator, year)
    if indicator.kind != "text" and is_met(target, measured(row), indicator.direction) is False:
        if first > year:
            return luck.choice(words()["reasons"]["on_the_way"]).format(year=first)
        return luck.choice(entry_for("below", indicator.denominator or indicator.name)["texts"])
    return luck.choice(words()["reasons"]["estimated"]) if row["data_status"] == terms.ESTIMATED else ""


def _first_milestone(indicator: Indicator, year: int) -> int:
    """The year of the first target; the year itself where one has been due already, or none is set."""
    years = [y for y, target in sorted(indicator.targets.items()) if target.exists]
    return years[0] if years and years[0] > year else year


def _no_figure(luck: Random, indicator: Indicator, year: int, begun: bool) -> Row:
    """Status and reason of a row without a figure; empty where there is one. Some work has `begun` long before
    its first milestone."""
    frequency, reasons, before = words()["frequency"], words()["reasons"], words()["before"]
    first = _first_milestone(indicator, year)
    if first - year > before["far_years"] or (first > year and not begun):
        return _without(terms.NOT_AVAILABLE, luck.choice(reasons["not_due"]).format(year=first))
    if happens(luck, frequency["not_available"]):
        return _without(terms.NOT_AVAILABLE, luck.choice(reasons["not_available"]))
    if indicator.collected_from == "commune" and happens(luck, frequency["not_applicable"]):
        return _without(terms.NOT_APPLICABLE, luck.choice(reasons["not_applicable"]))
    return {}


def _without(status: str, reason: str) -> Row:
    return {"data_status": status, "explanation": reason}


def _figure(seed: int, plan: Plan, period: Period, unit: Unit, indicator: Indicator, teller: str) -> Row:
    if indicator.kind == "text":
        luck = chance(seed, plan.id, period, teller, indicator.code, "text")
        return {"value": luck.choice(words()["texts"]["values"])}
    target = target_for_year(indicator.targets, period.year)
    reached = _reached(seed, plan, period, indicator, teller)
    aim = _aim(seed, plan, indicator, target, period.year)
    figure = aim * (2 - reached if falls_short_downward(target, indicator.direction) else reached)
    if not indicator.is_ratio:
        return {"value": _rounded(indicator, figure, aim)}
    denominator = whole(seed, plan, period, unit, indicator)
    return {"numerator": min(denominator, max(0, round(denominator * figure / 100))), "denominator": denominator}


def _reached(seed: int, plan: Plan, period: Period, indicator: Indicator, teller: str) -> float:
    """Share of the aim a unit has come to; it grows through the year."""
    parts = ((SKILL, (teller,)), (EASE, (indicator.code,)), (OWN, (teller, indicator.code)),
             (WOBBLE, (teller, indicator.code, period)))
    moved = sum(weight * max(-2.0, min(2.0, chance(seed, plan.id, *key).gauss(0, 1))) for weight, key in parts)
    return max(0.05, GOAL * (0.94 + 0.06 * period.last_month / 12) + moved)


def _aim(seed: int, plan: Plan, indicator: Indicator, target: Target, year: int) -> float:
    """What a figure is drawn around: the path, a part of the first target still ahead, or a usual size."""
    path = expected_path(indicator.targets, year)
    if path is not None:
        return path
    if target.is_numeric:
        share = "index_share" if indicator.kind == "index" else "share"
        return target.low * between(chance(seed, plan.id, indicator.code, "before"), words()["before"][share])
    return words()["usual"][indicator.kind]


def _rounded(indicator: Indicator, figure: float, aim: float) -> float | int:
    if indicator.kind in ("count", "rank"):
        return max(1 if indicator.kind == "rank" else 0, round(figure))
    figure = min(figure, 100.0) if indicator.is_percent else figure
    return round(figure, 3 if aim < 1 else 1)


def _closing(plan: Plan, unit: Unit, period: Period) -> date:
    return window(period, plan.calendar(unit.kind, period.kind))[1]

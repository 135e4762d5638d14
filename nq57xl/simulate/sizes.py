"""How large things are in an area: inhabitants, officials, dossiers. Plausible, seeded, not measured anywhere."""

from nq57xl.model.period import Period
from nq57xl.model.plan import Indicator, Plan, Unit
from nq57xl.plans.rows import codes_named
from nq57xl.simulate.words import between, chance, entry_for, words

CITY, COMMUNE = "city", "commune"


def area_of(plan: Plan, unit: Unit) -> tuple[str, str]:
    """Code and level of the area a unit's figures speak of: a commune's own, else that of the plan's issuer."""
    if unit.kind == COMMUNE:
        return unit.code, COMMUNE
    return plan.issuer_code, CITY if plan.level == CITY else COMMUNE


def is_shared(plan: Plan, unit: Unit, indicator: Indicator) -> bool:
    """Whether named agencies give one figure for the whole area: two of them must give the same one."""
    return unit.kind != COMMUNE and f"*{unit.kind}" not in codes_named(plan, indicator.lead)


def population(seed: int, area: str, level: str) -> int:
    return round(between(chance(seed, "population", area), words()["population"][level]))


def whole(seed: int, plan: Plan, period: Period, unit: Unit, indicator: Indicator) -> int:
    """The denominator of a ratio, at least 1. Equal words give equal sizes in one area and period."""
    area, level = area_of(plan, unit)
    entry = entry_for("denominators", indicator.denominator)
    luck = chance(seed, "size", area, *entry["words"])
    if "per_thousand" in entry and not (level == CITY and "city" in entry):
        size = population(seed, area, level) * between(luck, entry["per_thousand"]) / 1000
    else:
        size = between(luck, entry.get(level) or entry.get("count") or entry[CITY])
    if entry.get("month"):
        size *= period.last_month - period.first_month + 1
    if entry.get("flow"):
        size *= between(chance(seed, "flow", area, period, *entry["words"]), (0.92, 1.08))
    return max(1, round(size * _part(seed, plan, unit, indicator)))


def _part(seed: int, plan: Plan, unit: Unit, indicator: Indicator) -> float:
    """A unit's part of its area, where each unit of a kind counts its own things."""
    if unit.code in (area_of(plan, unit)[0], plan.issuer_code) or is_shared(plan, unit, indicator):
        return 1.0
    sharing = sum(other.kind == unit.kind for other in plan.units)
    return between(chance(seed, "part", plan.id, unit.code), (0.6, 1.4)) / sharing

"""Which rows of a plan a unit reports on: what it leads, coordinates, or is counted by."""

import re
from functools import cache, lru_cache

from nq57xl.model.names import fold
from nq57xl.model.plan import Assignment, Indicator, Plan, Unit


def indicators_for(plan: Plan, unit: Unit) -> tuple[Indicator, ...]:
    """The indicators a unit gives figures for; the issuer of a plan gives all that anyone gives."""
    collected = tuple(i for i in plan.indicators if i.collected_from != "none")
    if unit.code == plan.issuer_code:
        return collected
    if unit.kind == "commune":
        return tuple(i for i in collected if i.collected_from == "commune")
    return tuple(i for i in collected if i.collected_from == "agency" and names_unit(plan, i.lead, unit))


def assignments_for(plan: Plan, unit: Unit) -> tuple[Assignment, ...]:
    """The assignments a unit leads or coordinates; all of them for the issuer itself."""
    if unit.code == plan.issuer_code:
        return plan.assignments
    return tuple(a for a in plan.assignments
                 if names_unit(plan, a.lead, unit) or names_unit(plan, a.coordinating, unit))


def names_unit(plan: Plan, text: str, unit: Unit) -> bool:
    """Whether a lead or coordinating text names the unit or a group it belongs to."""
    return unit.code in codes_named(plan, text) or f"*{unit.kind}" in codes_named(plan, text)


def codes_named(plan: Plan, text: str) -> frozenset[str]:
    """Codes of the units and groups that a lead or coordinating text names, as whole words."""
    return _codes_named(SamePlan(plan), text)


class SamePlan:
    """A plan as a key of a cache, by identity: comparing its units would cost more than the cache saves."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SamePlan) and self.plan is other.plan


@lru_cache(4096)
def _codes_named(key: SamePlan, text: str) -> frozenset[str]:
    plan, folded = key.plan, fold(text)
    phrases = _phrases(tuple((u.code, u.name, u.aliases) for u in (*plan.units, *plan.groups)
                             if u.kind != "commune" or u.aliases))
    return frozenset(code for code, phrase in phrases if phrase in folded and _has_words(folded, phrase))


@cache
def _phrases(units: tuple[tuple[str, str, tuple[str, ...]], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, fold(phrase)) for code, name, aliases in units
                 for phrase in ((*aliases,) if code.startswith("*") else (name, *aliases)) if phrase)


def _has_words(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None

"""A round of returns as a plan of conduct: who hands in well, late, wrong, twice or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nq57xl.model.period import Period, due_date, window
from nq57xl.model.plan import Plan, Unit
from nq57xl.simulate.words import chance, words

GOOD, LATE, MISSING, DAMAGED, OTHER_PERIOD, TWICE = "good", "late", "missing", "damaged", "other_period", "twice"


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a unit hands in: `manner` is good or a name of the table `[round]`, `sent` the day it does."""

    unit: Unit
    manner: str
    sent: date


def plan_round(seed: int, plan: Plan, period: Period, units: Sequence[Unit]) -> tuple[Conduct, ...]:
    """The conduct of every unit, in the order given. At most half of them misbehave; of few units, each
    in another manner."""
    order = list(units)
    chance(seed, plan.id, period, "round").shuffle(order)
    manners = dict(zip((unit.code for unit in order[: max(1, len(order) // 2)]), _manners(), strict=False))
    return tuple(conduct(seed, plan, period, unit, manners.get(unit.code, GOOD)) for unit in units)


def conduct(seed: int, plan: Plan, period: Period, unit: Unit, manner: str) -> Conduct:
    """The manner with a day: between closing and due day, after it where the unit is late."""
    calendar = plan.calendar(unit.kind, period.kind)
    due = due_date(period, calendar)
    open_days = max(1, (due - window(period, calendar)[1]).days)
    luck = chance(seed, plan.id, period, unit.code, "sent")
    if manner == LATE:
        return Conduct(unit, manner, due + timedelta(days=luck.randint(*words()["mistakes"]["late_days"])))
    # Most send in the last days: the smaller of two draws.
    return Conduct(unit, manner, due - timedelta(days=min(luck.randrange(open_days), luck.randrange(open_days))))


def _manners() -> list[str]:
    """Each manner once, then the rest of each."""
    counts = words()["round"]
    return [*(m for m, n in counts.items() if n), *(m for m, n in counts.items() for _ in range(n - 1))]

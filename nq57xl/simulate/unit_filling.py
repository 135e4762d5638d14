"""A unit's whole filling for one plan and period."""

from nq57xl.model.names import clean
from nq57xl.model.period import Period
from nq57xl.model.plan import Assignment, Indicator, Plan, Unit
from nq57xl.plans.rows import assignments_for, codes_named, indicators_for
from nq57xl.simulate.assignments import assignment_row
from nq57xl.simulate.figures import indicator_row
from nq57xl.simulate.filling import Filling, Row
from nq57xl.simulate.words import chance, words


def fill(seed: int, plan: Plan, period: Period, unit: Unit) -> Filling:
    """A careful unit's entries: every row done, no rule broken."""
    indicators, assignments = indicators_for(plan, unit), assignments_for(plan, unit)
    return Filling({row.code: indicator_row(seed, plan, period, unit, row) for row in indicators},
                   {row.code: assignment_row(seed, plan, period, unit, row) for row in assignments},
                   _difficulties(seed, plan, period, unit, (*indicators, *assignments)))


def _difficulties(seed: int, plan: Plan, period: Period, unit: Unit,
                  rows: tuple[Indicator | Assignment, ...]) -> tuple[Row, ...]:
    luck = chance(seed, plan.id, period, unit.code, "difficulties")
    weights = words()["frequency"]["difficulties"]
    count = luck.choices(range(len(weights)), weights)[0] if rows else 0
    texts = luck.sample(words()["difficulties"], count)
    return tuple(_difficulty(plan, unit, text, luck.choice(rows)) for text in texts)


def _difficulty(plan: Plan, unit: Unit, text: dict, row: Indicator | Assignment) -> Row:
    """One difficulty and whom it is put before: the first other office that leads the row it speaks of, else
    whoever the reports go through."""
    offices = [clean(office) for office in row.lead.split(";") if office and unit.code not in codes_named(plan, office)]
    return {"content": text["content"], "related": row.code, "proposal": text["proposal"],
            "addressee": next(iter(offices), plan.report_through or plan.report_to)}

"""An assignment's row: status, dates, documents and people that agree with each other and with the deadline."""

from datetime import date, timedelta
from random import Random

from nq57xl.model import terms
from nq57xl.model.period import Period, window
from nq57xl.model.plan import Assignment, Plan, Unit
from nq57xl.plans.rows import names_unit
from nq57xl.rules.catalogue import deadline_day, plan_day
from nq57xl.simulate.filling import Row
from nq57xl.simulate.papers import document, person
from nq57xl.simulate.words import chance, happens, words

PEOPLE = 3
"""How many different people carry out a unit's assignments."""
SOON_DAYS, WORK_DAYS, ALL_PROGRESS = 45, 40, 100


def assignment_row(seed: int, plan: Plan, period: Period, unit: Unit, assignment: Assignment) -> Row:
    """The entry fields of one assignment, free of findings."""
    luck = chance(seed, plan.id, period, unit.code, assignment.code)
    closing = window(period, plan.calendar(unit.kind, period.kind))[1]
    if not _leads(plan, unit, assignment) and happens(luck, words()["frequency"]["not_responsible"]):
        return {"status": terms.NOT_RESPONSIBLE, "difficulty": _reason(luck, "not_responsible")}
    deadline = deadline_day(assignment)
    row = _within_plan(_course(luck, deadline, closing), plan, deadline, closing)
    if "completed_on" in row:
        row["document"] = document(seed, assignment, unit, row["completed_on"])
    return row | {"person": person(seed, unit, luck.randrange(PEOPLE))}


def _within_plan(row: Row, plan: Plan, deadline: date | None, closing: date) -> Row:
    """Nothing is done before the plan was issued; what is done late has its reason."""
    if "completed_on" not in row:
        return row
    issued = plan_day(plan.date)
    day = max(row["completed_on"], min(issued, closing)) if issued else row["completed_on"]
    reason = {"difficulty": words()["reasons"]["done_late"][0]} if deadline and day > deadline else {}
    return row | {"completed_on": day} | reason


def _leads(plan: Plan, unit: Unit, assignment: Assignment) -> bool:
    return unit.code == plan.issuer_code or names_unit(plan, assignment.lead, unit)


def _course(luck: Random, deadline: date | None, closing: date) -> Row:
    """How far it is on the day the period closes."""
    frequency = words()["frequency"]
    if happens(luck, frequency["suspended"]):
        return {"status": terms.SUSPENDED, "progress": 5 * luck.randint(2, 8), "difficulty": _reason(luck, "suspended")}
    if deadline is None:
        return _running(luck, 40, 90)
    if deadline <= closing:
        return _past(luck, deadline, closing)
    if (deadline - closing).days > SOON_DAYS:
        return _running(luck, 10, 55) if luck.random() < 0.7 else {"status": terms.NOT_STARTED, "progress": 0}
    if happens(luck, frequency["done_early"]):
        return _done(closing - timedelta(days=luck.randrange(SOON_DAYS // 2)))
    return _running(luck, 55, 95)


def _past(luck: Random, deadline: date, closing: date) -> Row:
    """The deadline has passed: done in time, done late, or overdue with a reason."""
    frequency, drawn = words()["frequency"], luck.random()
    if drawn < frequency["done_in_time"]:
        return _done(deadline - timedelta(days=luck.randrange(WORK_DAYS)))
    if drawn < frequency["done_in_time"] + frequency["done_late"] and deadline < closing:
        return _done(deadline + timedelta(days=luck.randint(1, (closing - deadline).days)))
    return _running(luck, 50, 90) | {"difficulty": _reason(luck, "overdue")}


def _done(day: date) -> Row:
    return {"status": terms.DONE, "progress": ALL_PROGRESS, "completed_on": day}


def _running(luck: Random, low: int, high: int) -> Row:
    row: Row = {"status": terms.RUNNING, "progress": 5 * luck.randint(low // 5, high // 5)}
    return row | ({"difficulty": _reason(luck, "running")} if luck.random() < 0.2 else {})


def _reason(luck: Random, kind: str) -> str:
    return luck.choice(words()["reasons"][kind])

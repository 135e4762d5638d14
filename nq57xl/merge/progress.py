"""Assignments: what their units say of them, and the state that follows from dates."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from nq57xl.merge.select import ASSIGNMENT, Part
from nq57xl.model import terms
from nq57xl.model.dataset import AssignmentState
from nq57xl.model.names import fold
from nq57xl.model.plan import Assignment, Plan
from nq57xl.model.record import Fact, fact_text
from nq57xl.plans.rows import codes_named, names_unit
from nq57xl.rules.catalogue import deadline_day

_STATUS = {fold(status): status for status in terms.ASSIGNMENT_STATUSES}


def assignment_states(plan: Plan, parts: Iterable[Part], as_of: date, soon: int) -> tuple[AssignmentState, ...]:
    """Every assignment of the plan, in its order: a row for each unit that reports it and for each lead named
    by name that does not; then the units' own extra assignments. A commune's own plan is not looked at."""
    told: dict[str, list[AssignmentState]] = defaultdict(list)
    extra: list[AssignmentState] = []
    for part in parts:
        if part.form != ASSIGNMENT or part.plan.id != plan.id:
            continue
        for code, fields in _rows(part).items():
            assignment = plan.assignment(code)
            state = _state(plan, part, assignment, code, fields, as_of, soon)
            (told[code] if assignment else extra).append(state)
    states: list[AssignmentState] = []
    for assignment in plan.assignments:
        states += sorted(told[assignment.code], key=lambda state: not state.is_lead)
        states += _silent(plan, assignment, told[assignment.code])
    return (*states, *extra)


def _rows(part: Part) -> dict[str, dict[str, Fact]]:
    rows: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in part.submission.facts:
        if fact.sheet_kind == ASSIGNMENT:
            rows[fact.code].setdefault(fact.field, fact)
    return rows


def _state(plan: Plan, part: Part, assignment: Assignment | None, code: str, fields: dict[str, Fact], as_of: date,
           soon: int) -> AssignmentState:
    status = _STATUS.get(fold(fact_text(fields, "status")), "")
    completed_on, deadline = _day(fields), deadline_day(assignment) if assignment else None
    at = fields.get("status") or next(iter(fields.values()))
    return AssignmentState(
        assignment, code, assignment.name if assignment else fact_text(fields, "name") or code,
        assignment.group if assignment else "", part.unit, is_lead(plan, assignment, part.unit), status,
        _progress(fields), completed_on, deadline,
        derive_state(status, completed_on, deadline, as_of, part.submission.received, soon),
        fact_text(fields, "document"), fact_text(fields, "person"), fact_text(fields, "difficulty"),
        at.file, at.sheet, at.cell)


def derive_state(status: str, completed_on: date | None, deadline: date | None, as_of: date,
                 received: date | None, soon: int) -> str:
    """One of terms.ASSIGNMENT_STATES.

    Without a dated deadline nothing is late. A deadline day is still in time; `soon` days before it and on
    it the assignment is due soon. What is done without a day counts as done in time only if the report
    itself (or `as_of`) is no later than the deadline.
    """
    if not status:
        return terms.NO_REPORT
    if status in (terms.SUSPENDED, terms.NOT_RESPONSIBLE):
        return status
    if status == terms.DONE:
        done_by = completed_on or min(as_of, received or as_of)
        return terms.DONE_IN_TIME if deadline is None or done_by <= deadline else terms.DONE_LATE
    if deadline is None:
        return terms.RUNNING_IN_TIME
    if as_of > deadline:
        return terms.OVERDUE
    return terms.DUE_SOON if (deadline - as_of).days <= soon else terms.RUNNING_IN_TIME


def is_lead(plan: Plan, assignment: Assignment | None, unit_code: str) -> bool:
    """Whether the unit's word is the one that counts: a lead, or the issuer where the plan names no lead."""
    if assignment is None:
        return True
    unit = plan.unit(unit_code)
    if names_unit(plan, assignment.lead, unit):
        return True
    return unit_code == plan.issuer_code and not codes_named(plan, assignment.lead)


def _silent(plan: Plan, assignment: Assignment, told: list[AssignmentState]) -> list[AssignmentState]:
    """Rows for leads named by name that say nothing; one without a unit where nobody who leads does."""
    reporting = {state.unit for state in told if state.is_lead}
    named = codes_named(plan, assignment.lead)
    absent = [unit.code for unit in plan.units if unit.code in named and unit.code not in reporting]
    if not absent and not reporting:
        absent = [""]
    return [AssignmentState(assignment, assignment.code, assignment.name, assignment.group, unit, True, "", None, None,
                            deadline_day(assignment), terms.NO_REPORT, "", "", "", "", "", "") for unit in absent]


def _progress(fields: dict[str, Fact]) -> float | None:
    value = fields["progress"].value if "progress" in fields else None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _day(fields: dict[str, Fact]) -> date | None:
    value = fields["completed_on"].value if "completed_on" in fields else None
    return value if isinstance(value, date) else None

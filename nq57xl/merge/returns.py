"""Who handed in, when and how much; and the ranking that follows from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from nq57xl.merge.answers import Answer
from nq57xl.merge.register import REGISTER
from nq57xl.merge.scoring import Scoring
from nq57xl.merge.select import ASSIGNMENT, INDICATOR, Part, Selection
from nq57xl.model import terms
from nq57xl.model.dataset import (
    HANDED_IN,
    LATE,
    MISSING,
    ON_TIME,
    REFUSED,
    UNDATED,
    AssignmentState,
    Rank,
    UnitFigure,
    UnitReturn,
)
from nq57xl.model.days import day_text
from nq57xl.model.finding import ERROR, WARNING, Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.period import Period, due_date
from nq57xl.model.plan import Plan, Unit
from nq57xl.model.record import REJECTED, Submission
from nq57xl.plans.rows import assignments_for, indicators_for

ANSWERING = {INDICATOR: ("value", "numerator", "denominator", "data_status", "explanation"),
             ASSIGNMENT: ("status", "difficulty")}
"""Fields of which one suffices for a row to count as reported: a figure, a status or a reason."""
IN_TIME = (terms.DONE_IN_TIME, terms.RUNNING_IN_TIME, terms.DUE_SOON)
OUT_OF_TIME = (terms.DONE_LATE, terms.OVERDUE)


def unit_returns(plan: Plan, period: Period, selection: Selection,
                 answers: Mapping[tuple[str, str], Answer]) -> tuple[UnitReturn, ...]:
    """One entry for each unit that has rows to report, in the plan's order."""
    parts: dict[str, list[Part]] = {unit.code: [] for unit in plan.units}
    for part in selection.parts:
        parts.setdefault(part.unit, []).append(part)
    told = _told_codes(answers.values())
    entries = [_entry(plan, period, unit, parts[unit.code], selection.files.get(unit.code, ()),
                      told.get(unit.code, set())) for unit in plan.units]
    return tuple(entry for entry in entries if entry.rows_due or entry.submission)


def _told_codes(answers: Iterable[Answer]) -> dict[str, set[str]]:
    """By unit, codes of the merged plan's indicators that it answers, on whichever plan."""
    found: dict[str, set[str]] = {}
    for answer in answers:
        if not answer.fields.keys().isdisjoint(ANSWERING[INDICATOR]):
            found.setdefault(answer.unit, set()).add(answer.indicator.code)
    return found


def _entry(plan: Plan, period: Period, unit: Unit, parts: list[Part], files: tuple[Submission, ...],
           told: set[str]) -> UnitReturn:
    due = due_date(period, plan.calendar(unit.kind, period.kind))
    shown = (list({id(part.submission): part.submission for part in parts}.values())
             or [s for s in files if s.outcome == REJECTED])
    wanted, done = _wanted(plan, unit, parts), _done(parts, told)
    severities = [finding.severity for submission in shown for finding in submission.findings]
    received, basis = max(((p.received, p.received_basis) for p in parts if p.received), default=(None, ""))
    return UnitReturn(
        unit, _state(parts, files, due), due, received, basis, shown[0] if shown else None, len(wanted),
        len(wanted & done), severities.count(ERROR), severities.count(WARNING),
        tuple(s for s in files if not shown or s is not shown[0]))


def _state(parts: list[Part], files: tuple[Submission, ...], due: date) -> str:
    """Late if any table came late; a table of which some copy has no known day is never called late."""
    if not parts:
        return REFUSED if files else MISSING
    states = {ON_TIME if part.received and part.received <= due else UNDATED if part.undated else LATE
              for part in parts}
    return next(state for state in (LATE, UNDATED, ON_TIME) if state in states)


def _wanted(plan: Plan, unit: Unit, parts: list[Part]) -> set[tuple[str, str]]:
    """Plan and code of the rows a unit is to report: of the merged plan, or of its own if it uses only that."""
    own = next((part.plan for part in parts), plan)
    unit = own.unit(unit.code) if own.id != plan.id else unit
    return {(own.id, row.code) for row in (*indicators_for(own, unit), *assignments_for(own, unit))}


def _done(parts: list[Part], told: set[str]) -> set[tuple[str, str]]:
    """Plan and code of the rows that carry a figure, a status or a reason; a row of the unit's own plan also
    does the row of the merged plan that it stands for."""
    found = {(part.plan.id, fact.code) for part in parts for fact in part.submission.facts
             if fact.sheet_kind == part.form and fact.field in ANSWERING[part.form]}
    return found | {(part.plan.id, code) for part in parts[:1] for code in told}


def return_findings(period: Period, returns: Iterable[UnitReturn]) -> Iterator[Finding]:
    """X01 for each missing unit, X04 for each late one, X08 where the day is not known."""
    for entry in returns:
        file = entry.submission.file if entry.submission else ""
        if entry.state == MISSING:
            yield raise_finding(MESSAGES["X01"], Place(), unit=entry.unit.name, period=period.label,
                                due=day_text(entry.due))
        elif entry.state == LATE:
            yield raise_finding(MESSAGES["X04"], Place(file=file), unit=entry.unit.name,
                                received=day_text(entry.received), due=day_text(entry.due),
                                days=(entry.received - entry.due).days)
        elif entry.state == UNDATED:
            yield raise_finding(MESSAGES["X08"], Place(file=file), register=REGISTER)


def ranking(returns: Iterable[UnitReturn], figures: Mapping[tuple[str, str], UnitFigure],
            states: Iterable[AssignmentState], scoring: Scoring) -> tuple[Rank, ...]:
    """Units by points, best first, among units of their own kind; equal points share a place (1, 1, 3).

    points = 100 × Σ(weight × share) / Σ(weights of the shares that exist) − what errors cost, at least 0; the
    weights are data (`templates/texts/scoring.toml`). A unit that handed in nothing has 0 points.
    """
    judged: dict[str, list[str]] = {}
    for figure in figures.values():
        judged.setdefault(figure.unit, []).append(figure.judgement)
    led: dict[str, list[str]] = {}
    for state in states:
        if state.is_lead and state.assignment:
            led.setdefault(state.unit, []).append(state.state)
    ranks = [_rank(entry, judged.get(entry.unit.code, []), led.get(entry.unit.code, []), scoring)
             for entry in returns]
    kinds = list(dict.fromkeys(rank.unit.kind for rank in ranks))
    return tuple(sorted(_placed(ranks), key=lambda rank: (kinds.index(rank.unit.kind), rank.place)))


def _rank(entry: UnitReturn, judged: list[str], led: list[str], scoring: Scoring) -> Rank:
    completeness = entry.rows_done / entry.rows_due if entry.rows_due else 0.0
    timeliness = scoring.timeliness[{ON_TIME: "on_time", UNDATED: "undated"}.get(entry.state, "late")]
    targets = _share(judged, (terms.MET,), (terms.MET, terms.AT_RISK, terms.BEHIND))
    assignments = _share(led, IN_TIME, (*IN_TIME, *OUT_OF_TIME))
    if entry.state not in HANDED_IN:
        return Rank(0, entry.unit, 0.0, 0.0, 0.0, None, None, entry.errors)
    shares = {"completeness": completeness, "timeliness": timeliness, "targets_met": targets,
              "assignments_in_time": assignments}
    weights = {name: scoring.weights[name] for name, share in shares.items() if share is not None}
    gained = 100 * sum(weights[name] * shares[name] for name in weights) / sum(weights.values())
    lost = min(entry.errors * scoring.error_points, scoring.error_points_most)
    return Rank(0, entry.unit, round(max(gained - lost, 0.0), 2), completeness, timeliness, targets, assignments,
                entry.errors)


def _share(words: list[str], good: tuple[str, ...], counted: tuple[str, ...]) -> float | None:
    among = [word for word in words if word in counted]
    return sum(word in good for word in among) / len(among) if among else None


def _placed(ranks: list[Rank]) -> Iterator[Rank]:
    for rank in ranks:
        better = sum(other.points > rank.points for other in ranks if other.unit.kind == rank.unit.kind)
        yield replace(rank, place=better + 1)

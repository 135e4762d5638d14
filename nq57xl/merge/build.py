"""The whole: submissions of one plan and period -> Dataset."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from nq57xl.archive.decisions import Decisions
from nq57xl.merge.answers import Answer, answers_of, counterpart
from nq57xl.merge.consolidate import city_figures, unit_figures
from nq57xl.merge.copies import copied, nearly_copied, repeated
from nq57xl.merge.decide import accept, useless
from nq57xl.merge.progress import assignment_states, is_lead
from nq57xl.merge.returns import ranking, return_findings, unit_returns
from nq57xl.merge.scoring import load_scoring
from nq57xl.merge.select import INDICATOR, Part, Plans, Selection, select
from nq57xl.model.dataset import (
    DOUBLED,
    MERGED,
    SUPERSEDED,
    TURNED_DOWN,
    DataRow,
    Dataset,
    Difficulty,
    UnitFigure,
)
from nq57xl.model.decision import Decision
from nq57xl.model.finding import Finding
from nq57xl.model.period import Period, window
from nq57xl.model.plan import Plan
from nq57xl.model.record import REJECTED, Fact, Submission
from nq57xl.plans.files import load_plan

DIFFICULTY = "difficulty"
RATIO_FIELDS, PLAIN_FIELDS = ("numerator", "denominator"), ("value",)


def dataset(plan: Plan, period: Period, submissions: Iterable[Submission], as_of: date | None = None,
            previous: Mapping[str, float] | None = None, plans: Plans = load_plan, decisions: Decisions = Decisions(),
            unit_previous: Mapping[tuple[str, str], float] | None = None) -> Dataset:
    """Consolidate the submissions of one plan and period; their order does not matter.

    `as_of` is the day assignments are held against (default: the last day of the period's window),
    `previous` last period's figures of the whole by indicator code, `unit_previous` those of the units by unit and
    indicator code. `plans` finds a commune's own plan by id, LookupError where there is none; its rows count through
    `city_code`. `decisions` are the answers of officers to what may not be decided here.
    """
    submissions = tuple(sorted(submissions, key=lambda s: (s.file, s.sha256)))
    days, scoring = window(period, plan.calendar("*", period.kind)), load_scoring()
    as_of = as_of or days[1]
    submissions, used = _accepted(submissions, decisions)
    selection = select(plan, period, submissions, plans, decisions.valid)
    submissions = _strangers_refused(submissions, selection)
    answers, disagreements = answers_of(plan, selection.parts)
    figures, rivals = unit_figures(plan, period.year, scoring.margin, answers)
    states = assignment_states(plan, selection.parts, as_of, scoring.due_soon_days)
    returns = unit_returns(plan, period, selection, answers)
    cross = accept((*selection.findings, *disagreements, *rivals, *return_findings(period, returns),
                    *copied(selection, scoring.least_copied), *nearly_copied(selection),
                    *repeated(selection, unit_previous or {}, scoring.least_copied)), decisions.valid)
    used = tuple(dict.fromkeys((*used, *selection.used, *cross.used)))
    told = (*(f for s in submissions for f in s.findings), *sorted(cross.findings, key=_by_code))
    about = (*decisions.findings, *useless(decisions, used, told))
    return Dataset(
        plan, period, days, as_of, submissions, tuple(_rows(plan, selection, answers, figures)),
        city_figures(plan, period.year, scoring.margin, figures), figures, states, returns,
        ranking(returns, figures, states, scoring), tuple(_difficulties(selection)), (*told, *about),
        dict(previous or {}), _fates(submissions, selection), used)


def _accepted(submissions: tuple[Submission, ...],
              decisions: Decisions) -> tuple[tuple[Submission, ...], tuple[Decision, ...]]:
    """The submissions with the warnings that officers accepted told for information, and the answers used."""
    used = [decision for submission in submissions for decision in submission.decisions]
    if not decisions.valid:
        return submissions, tuple(dict.fromkeys(used))
    told = [accept(submission.findings, decisions.valid) for submission in submissions]
    return (tuple(replace(s, findings=each.findings) if each.used else s
                  for s, each in zip(submissions, told, strict=True)),
            tuple(dict.fromkeys((*used, *(d for each in told for d in each.used)))))


def _fates(submissions: Iterable[Submission], selection: Selection) -> dict[str, str]:
    """What became of each file: exactly one thing, so that the four counts add up to the number of files."""
    merged = {part.submission.file for part in selection.parts}
    return {s.file: TURNED_DOWN if s.outcome == REJECTED else DOUBLED if s.file in selection.doubled
            else MERGED if s.file in merged else SUPERSEDED for s in submissions}


def _strangers_refused(submissions: tuple[Submission, ...], selection: Selection) -> tuple[Submission, ...]:
    """A sound file of another plan, period or unit is refused here: each file has one outcome, and it is told."""
    strangers = {finding.place.file for finding in selection.findings if finding.code == "X05"}
    return tuple(replace(s, outcome=REJECTED) if s.file in strangers else s for s in submissions)


def _by_code(finding: Finding) -> tuple[str, ...]:
    place = finding.place
    return finding.code, place.file, place.sheet, place.row, finding.message


def _rows(plan: Plan, selection: Selection, answers: Mapping[tuple[str, str], Answer],
          figures: Mapping[tuple[str, str], UnitFigure]) -> Iterator[DataRow]:
    """The facts of all tables that count, each table in the order of its file; difficulties after them."""
    for part in selection.parts:
        mine = [fact for fact in part.submission.facts if fact.sheet_kind == part.form]
        if part.form == INDICATOR:
            yield from _indicator_rows(plan, part, mine, answers, figures)
        else:
            yield from _assignment_rows(plan, part, mine)
    for submission in _files(selection):
        yield from (DataRow(fact, "", False) for fact in submission.facts if fact.sheet_kind == DIFFICULTY)


def _indicator_rows(plan: Plan, part: Part, facts: list[Fact], answers: Mapping[tuple[str, str], Answer],
                    figures: Mapping[tuple[str, str], UnitFigure]) -> Iterator[DataRow]:
    spoken_for = {own.code: counterpart(plan, part.plan, own) for own in part.plan.indicators}
    for fact in facts:
        indicator = spoken_for.get(fact.code)
        if indicator is None:
            yield DataRow(fact, "", False)
            continue
        key = part.unit, indicator.code
        fields = RATIO_FIELDS if indicator.is_ratio else PLAIN_FIELDS
        used = fact.field in fields and figures[key].counted and answers[key].fields.get(fact.field) is fact
        yield DataRow(fact, indicator.code, used)


def _assignment_rows(plan: Plan, part: Part, facts: list[Fact]) -> Iterator[DataRow]:
    known = {a.code: is_lead(plan, a, part.unit) for a in plan.assignments} if part.plan.id == plan.id else {}
    return (DataRow(fact, fact.code if fact.code in known else "", known.get(fact.code, False)) for fact in facts)


def _files(selection: Selection) -> list[Submission]:
    """The files that bring at least one table, each once, in the order of the units."""
    return list({id(part.submission): part.submission for part in selection.parts}.values())


def _difficulties(selection: Selection) -> Iterator[Difficulty]:
    """The free rows; a row that two forms of one unit repeat stands once."""
    told: set[tuple[str, ...]] = set()
    for submission in _files(selection):
        rows: dict[str, dict[str, Fact]] = defaultdict(dict)
        for fact in submission.facts:
            if fact.sheet_kind == DIFFICULTY:
                rows[fact.code].setdefault(fact.field, fact)
        for fields in rows.values():
            words = tuple(str(fields[f].value) if f in fields else ""
                          for f in ("content", "related", "addressee", "proposal"))
            at = fields.get("content") or next(iter(fields.values()))
            if (submission.unit, *words) not in told:
                told.add((submission.unit, *words))
                yield Difficulty(submission.unit, *words, at.file, at.sheet, at.cell)

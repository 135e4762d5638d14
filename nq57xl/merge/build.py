"""The whole: submissions of one plan and period -> Dataset."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from nq57xl.merge.answers import Answer, answers_of, counterpart
from nq57xl.merge.consolidate import city_figures, unit_figures
from nq57xl.merge.progress import assignment_states, is_lead
from nq57xl.merge.returns import ranking, return_findings, unit_returns
from nq57xl.merge.scoring import load_scoring
from nq57xl.merge.select import INDICATOR, Part, Plans, Selection, select
from nq57xl.model.dataset import DataRow, Dataset, Difficulty, UnitFigure
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.period import Period, window
from nq57xl.model.plan import Plan
from nq57xl.model.record import REJECTED, Fact, Submission
from nq57xl.plans.files import load_plan

DIFFICULTY = "difficulty"
RATIO_FIELDS, PLAIN_FIELDS = ("numerator", "denominator"), ("value",)
FIGURE_FIELDS = ("value", "numerator", "denominator")
COMMON_FIGURES = (0, 100)
"""Figures that many units share honestly; they do not make two files suspect."""


def dataset(plan: Plan, period: Period, submissions: Iterable[Submission], as_of: date | None = None,
            previous: Mapping[str, float] | None = None, plans: Plans = load_plan) -> Dataset:
    """Consolidate the submissions of one plan and period; their order does not matter.

    `as_of` is the day assignments are held against (default: the last day of the period's window),
    `previous` last period's figures of the whole by indicator code. `plans` finds a commune's own plan
    by id, LookupError where there is none; its rows count through `city_code`.
    """
    submissions = tuple(sorted(submissions, key=lambda s: (s.file, s.sha256)))
    days, scoring = window(period, plan.calendar("*", period.kind)), load_scoring()
    as_of = as_of or days[1]
    selection = select(plan, period, submissions, plans)
    submissions = _strangers_refused(submissions, selection)
    answers, disagreements = answers_of(plan, selection.parts)
    figures, rivals = unit_figures(plan, period.year, scoring.margin, answers)
    states = assignment_states(plan, selection.parts, as_of, scoring.due_soon_days)
    returns = unit_returns(plan, period, selection, answers)
    cross = (*selection.findings, *disagreements, *rivals, *return_findings(period, returns),
             *_copied(selection, scoring.least_copied))
    return Dataset(
        plan, period, days, as_of, submissions, tuple(_rows(plan, selection, answers, figures)),
        city_figures(plan, period.year, scoring.margin, figures), figures, states, returns,
        ranking(returns, figures, states, scoring), tuple(_difficulties(selection)),
        (*(f for s in submissions for f in s.findings), *sorted(cross, key=_by_code)), dict(previous or {}))


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


def _copied(selection: Selection, least: int) -> Iterator[Finding]:
    """X06: files of different units in which all figures of the indicators are the same."""
    groups: dict[tuple, list[Submission]] = defaultdict(list)
    for part in selection.parts:
        if part.form == INDICATOR:
            figures = sorted((f.code, f.field, f.value) for f in part.submission.facts
                             if f.sheet_kind == INDICATOR and f.field in FIGURE_FIELDS
                             and isinstance(f.value, (int, float)))
            if sum(value not in COMMON_FIGURES for *_, value in figures) >= least:
                groups[part.plan.id, *figures].append(part.submission)
    for (_, *figures), group in groups.items():
        for submission in group:
            others = [other.file for other in group if other.unit != submission.unit]
            if others:
                yield raise_finding(MESSAGES["X06"], Place(file=submission.file), count=len(figures),
                                    other=", ".join(others))

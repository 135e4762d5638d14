"""Facts -> what each unit says of each indicator of the merged plan, and whether it may be counted.

A submission's facts are certain (what an error makes doubtful never becomes one); here it is decided whether
they are a part of the whole.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nq57xl.merge.select import INDICATOR, Part
from nq57xl.merge.words import figure_text
from nq57xl.model import terms
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.plan import Indicator, Plan
from nq57xl.model.record import Fact, fact_text
from nq57xl.plans.rows import indicators_for

COUNTED_LINEAGES = ("same", "reworded")
"""Rows of a unit's own plan that are the merged plan's indicator; narrower ones stand beside it."""
SCOPE_NOTE = "phạm vi hẹp hơn chỉ tiêu chung, không cộng"
OUTSIDE_NOTE = "không thuộc các đơn vị cung cấp số liệu này"
ISSUER_NOTE = "số của cơ quan ban hành kế hoạch, để đối chiếu"
SHARE_NOTE = "chỉ có tỷ lệ, không có tử số và mẫu số nên không cộng được"
STATUS_NOTE = "tình trạng số liệu trái với số đã nhập"


@dataclass(frozen=True, slots=True)
class Answer:
    """A unit's row for one indicator. `value` is recomputed from its parts for a ratio; None where there is
    no figure. `note` says why the figure may not be counted; empty where it may (if there is one)."""

    unit: str
    indicator: Indicator
    own_code: str
    fields: dict[str, Fact]
    value: float | str | None
    numerator: float | None
    denominator: float | None
    data_status: str
    note: str

    @property
    def countable(self) -> bool:
        return self.value is not None and not self.note


def answers_of(plan: Plan, parts: Iterable[Part]) -> tuple[dict[tuple[str, str], Answer], tuple[Finding, ...]]:
    """One answer for each unit and indicator that has any; X12 where a unit's two plans disagree.

    The merged plan's own form speaks before the unit's own plan, whole rows before narrower ones.
    """
    found: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for part in parts:
        if part.form == INDICATOR:
            for answer in _answers(plan, part):
                found[answer.unit, answer.indicator.code].append(answer)
    findings = [f for rivals in found.values() for f in _disagreement(plan, rivals)]
    return {key: _best(rivals) for key, rivals in found.items()}, tuple(findings)


def _best(rivals: list[Answer]) -> Answer:
    """The first that may be counted, else the first with a figure, else the first."""
    return min(enumerate(rivals), key=lambda item: (not item[1].countable, item[1].value is None, item[0]))[1]


def _answers(plan: Plan, part: Part) -> Iterator[Answer]:
    rows: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in part.submission.facts:
        if fact.sheet_kind == INDICATOR:
            rows[fact.code].setdefault(fact.field, fact)
    asked = asked_codes(plan, part.unit)
    for own in sorted(part.plan.indicators, key=lambda i: i.lineage not in COUNTED_LINEAGES):
        if own.code in rows and (indicator := counterpart(plan, part.plan, own)):
            yield _answer(part.unit, indicator, own, rows[own.code],
                          _scope_note(plan, part, own, indicator.code in asked))


def counterpart(plan: Plan, own_plan: Plan, own: Indicator) -> Indicator | None:
    """The merged plan's indicator a row speaks for; None for rows that are a unit's own business."""
    if own_plan.id == plan.id:
        return own
    return plan.indicator(own.city_code) if own.lineage in (*COUNTED_LINEAGES, "narrower") else None


def asked_codes(plan: Plan, unit_code: str) -> frozenset[str]:
    """Codes of the indicators a unit is to report."""
    return frozenset(i.code for i in indicators_for(plan, plan.unit(unit_code)))


def _scope_note(plan: Plan, part: Part, own: Indicator, asked: bool) -> str:
    """Why this unit's row is not a part of the whole; empty where it is."""
    if part.plan.id != plan.id and own.lineage not in COUNTED_LINEAGES:
        return SCOPE_NOTE
    if part.unit == plan.issuer_code:
        return ISSUER_NOTE
    return "" if asked else OUTSIDE_NOTE


def _answer(unit: str, indicator: Indicator, own: Indicator, fields: dict[str, Fact], scope_note: str) -> Answer:
    status = fact_text(fields, "data_status")
    numerator, denominator = _number(fields, "numerator"), _number(fields, "denominator")
    whole = numerator is not None and denominator is not None and denominator > 0
    value = 100 * numerator / denominator if indicator.is_ratio and whole else _value(indicator, fields)
    note = scope_note
    if value is not None and status in (terms.NOT_AVAILABLE, terms.NOT_APPLICABLE):
        note = STATUS_NOTE
    elif value is not None and indicator.is_ratio and not whole:
        note = SHARE_NOTE
    return Answer(unit, indicator, own.code, fields, value, numerator, denominator,
                  status or (terms.REPORTED if value is not None else ""), note)


def _value(indicator: Indicator, fields: dict[str, Fact]) -> float | str | None:
    if indicator.kind == "text":
        return fact_text(fields, "value") or _number(fields, "value")
    return _number(fields, "value")


def _number(fields: dict[str, Fact], field: str) -> float | None:
    """The number a fact holds; whatever else it is, is no figure."""
    value = fields[field].value if field in fields else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)


def _disagreement(plan: Plan, rivals: list[Answer]) -> Iterator[Finding]:
    """A unit that says two things of one indicator, on the merged plan's form and on its own plan's."""
    countable = [answer for answer in rivals if answer.countable]
    if not countable:
        return
    used = countable[0]
    for other in countable[1:]:
        if differs(used.value, other.value):
            yield raise_finding(
                MESSAGES["X12"], place_of(other), unit=plan.unit(used.unit).name, plan=_plan_of(used),
                used=figure_text(used.value), own=other.own_code, other=figure_text(other.value),
                code=used.indicator.code)


def _plan_of(answer: Answer) -> str:
    return next(iter(answer.fields.values())).plan


def place_of(answer: Answer) -> Place:
    """The cell of the figure (else of its first part)."""
    fact = next(answer.fields[f] for f in ("value", "numerator", *answer.fields) if f in answer.fields)
    return Place(fact.file, fact.sheet, fact.cell, row=fact.code)


def differs(a: float | str, b: float | str) -> bool:
    """Whether two figures are two: numbers beyond the last digits a spreadsheet keeps, texts by their letters."""
    if isinstance(a, float) and isinstance(b, float):
        return not math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a != b

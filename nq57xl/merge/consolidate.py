"""Answers of the units -> the figure of each indicator for the whole, by its rule of consolidation."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from nq57xl.merge.answers import ISSUER_NOTE, Answer, differs, place_of
from nq57xl.merge.judge import achieved, judge
from nq57xl.merge.words import figure_text
from nq57xl.model import terms
from nq57xl.model.dataset import CityFigure, UnitFigure
from nq57xl.model.finding import Finding, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.plan import Indicator, Plan, Unit
from nq57xl.model.target import expected_path, target_for_year
from nq57xl.plans.rows import codes_named, indicators_for

HEARD = "đã lấy số của"
"""Beginning of the note on a body's figure where another body's figure of the same whole is used."""
LEAD_SEPARATOR = ";"
Answers = Mapping[tuple[str, str], Answer]


@dataclass(frozen=True, slots=True)
class Totals:
    """One indicator over its counted units. `met` counts those that meet the target, sums are exact
    (math.fsum), so that the order of the files cannot matter."""

    numerator: float
    denominator: float
    total: float
    least: float
    most: float
    met: int
    units: int


CONSOLIDATE: dict[str, Callable[[Totals], float]] = {
    "ratio": lambda t: 100 * t.numerator / t.denominator,
    "sum": lambda t: t.total,
    "mean": lambda t: t.total / t.units,
    "min": lambda t: t.least,
    "max": lambda t: t.most,
    "share-met": lambda t: 100 * t.met / t.units,
}


def unit_figures(plan: Plan, year: int, margin: float, answers: Answers) -> tuple[
        dict[tuple[str, str], UnitFigure], tuple[Finding, ...]]:
    """Each answer judged, with its part in the whole; X07 where two leads of one figure disagree."""
    figures: dict[tuple[str, str], UnitFigure] = {}
    findings: list[Finding] = []
    for indicator in plan.indicators:
        mine = [answers[u.code, indicator.code] for u in (*plan.units, plan.unit(plan.issuer_code))
                if (u.code, indicator.code) in answers]
        mine, rivals = _one_voice(plan, indicator, _issuer_alone(mine))
        findings += rivals
        figures |= {(a.unit, indicator.code): _figure(a, year, margin) for a in mine}
    return figures, tuple(findings)


def _issuer_alone(mine: list[Answer]) -> list[Answer]:
    """The issuer's own figure counts where no unit gave one; beside theirs it would be counted twice."""
    if any(answer.countable for answer in mine):
        return mine
    return [replace(answer, note="") if answer.note == ISSUER_NOTE else answer for answer in mine]


def _one_voice(plan: Plan, indicator: Indicator, mine: list[Answer]) -> tuple[list[Answer], list[Finding]]:
    """Where each of several bodies gives the figure of the whole, the first named in `lead` is heard.

    That is so for `last`, and for a ratio whose leads the plan names one by one: two agencies that each
    report the whole are not two parts of it. Leads named as a group ("các sở, ngành") report parts.
    """
    leads = _leads_in_order(plan, indicator)
    whole = indicator.consolidation == "last" or (
        indicator.is_ratio and indicator.collected_from == "agency" and leads is not None)
    voices = [answer for answer in mine if answer.countable]
    if not whole or len(voices) < 2:
        return mine, []
    places = {code: n for n, code in enumerate(leads or ())}
    first, *others = sorted(voices, key=lambda answer: places.get(answer.unit, len(places)))
    names = {answer.unit: plan.unit(answer.unit).name for answer in voices}
    findings = [raise_finding(MESSAGES["X07"], place_of(other), first=names[first.unit], second=names[other.unit],
                              first_value=figure_text(first.value), second_value=figure_text(other.value),
                              code=indicator.code) for other in others if differs(first.value, other.value)]
    return [replace(a, note=f"{HEARD} {names[first.unit]}") if a in others else a for a in mine], findings


def _leads_in_order(plan: Plan, indicator: Indicator) -> list[str] | None:
    """Codes of the leads in the order of the text, then of the plan; None where a group of the reporting
    kind is named."""
    groups = {f"*{unit.kind}" for unit in plan.units if unit.kind != "commune"}
    found: list[str] = []
    for phrase in indicator.lead.split(LEAD_SEPARATOR):
        named = codes_named(plan, phrase)
        if named & groups:
            return None
        found += [unit.code for unit in plan.units if unit.code in named and unit.code not in found]
    return found


def _figure(answer: Answer, year: int, margin: float) -> UnitFigure:
    return UnitFigure(
        answer.unit, answer.indicator.code, answer.value, answer.numerator, answer.denominator, answer.data_status,
        judge(answer.indicator, year, answer.value, margin), achieved(answer.indicator, year, answer.value),
        answer.countable, answer.note)


def city_figures(plan: Plan, year: int, margin: float,
                 figures: Mapping[tuple[str, str], UnitFigure]) -> tuple[CityFigure, ...]:
    """The figure of the whole for every indicator of the plan, with its coverage.

    Not expected are units to which it does not apply, and those that gave the same whole as another one.
    """
    totals = _totals([f for f in figures.values() if f.counted and not isinstance(f.value, str)])
    by_code: dict[str, list[UnitFigure]] = {indicator.code: [] for indicator in plan.indicators}
    for figure in figures.values():
        by_code[figure.code].append(figure)
    expected = _expected(plan)
    return tuple(_city_figure(i, year, margin, by_code[i.code], expected[i.code], totals.get(i.code))
                 for i in plan.indicators)


def _expected(plan: Plan) -> dict[str, list[Unit]]:
    """The units each indicator is collected from."""
    found: dict[str, list[Unit]] = {indicator.code: [] for indicator in plan.indicators}
    for unit in plan.units:
        for indicator in indicators_for(plan, unit):
            found[indicator.code].append(unit)
    return found


def _city_figure(indicator: Indicator, year: int, margin: float, mine: list[UnitFigure], expected: list[Unit],
                 totals: Totals | None) -> CityFigure:
    counted = [figure for figure in mine if figure.counted]
    excused = {f.unit for f in mine if f.data_status == terms.NOT_APPLICABLE or f.note.startswith(HEARD)}
    value, numerator, denominator = _consolidated(indicator, counted, totals)
    return CityFigure(
        indicator, value, numerator, denominator,
        units_counted=tuple(f.unit for f in counted),
        units_expected=tuple(unit.code for unit in expected if unit.code not in excused),
        estimated=sum(f.data_status == terms.ESTIMATED for f in counted),
        target=target_for_year(indicator.targets, year), path=expected_path(indicator.targets, year),
        achievement=achieved(indicator, year, value), judgement=judge(indicator, year, value, margin))


def _consolidated(indicator: Indicator, counted: list[UnitFigure],
                  totals: Totals | None) -> tuple[float | str | None, float | None, float | None]:
    """Value, numerator, denominator of the whole. Words are not put together: they stand if one body says them."""
    if indicator.kind == "text":
        return (counted[0].value if len(counted) == 1 else None), None, None
    if indicator.consolidation == "last" and counted:
        return counted[0].value, counted[0].numerator, counted[0].denominator
    if totals is None or indicator.consolidation not in CONSOLIDATE:
        return None, None, None
    value = CONSOLIDATE[indicator.consolidation](totals)
    if indicator.consolidation == "share-met":
        return value, float(totals.met), float(totals.units)
    return (value, totals.numerator, totals.denominator) if indicator.is_ratio else (value, None, None)


def _totals(figures: Iterable[UnitFigure]) -> dict[str, Totals]:
    """Exact totals of each indicator over the figures that count."""
    rows = [(f.code, f.value, f.numerator, f.denominator, f.judgement == terms.MET) for f in figures]
    if not rows:
        return {}
    import pandas
    frame = pandas.DataFrame(rows, columns=["code", "value", "numerator", "denominator", "met"])
    numbers = frame.astype({"value": float, "numerator": float, "denominator": float})
    sums = numbers.groupby("code", sort=False).agg(
        numerator=("numerator", _exact), denominator=("denominator", _exact), total=("value", _exact),
        least=("value", "min"), most=("value", "max"), met=("met", "sum"), units=("met", "size"))
    return {row.Index: Totals(*map(float, row[1:6]), int(row.met), int(row.units)) for row in sums.itertuples()}


def _exact(column: Iterable[float]) -> float:
    """A sum that does not depend on the order; a part that is not there adds nothing."""
    return math.fsum(x for x in column if not math.isnan(x))

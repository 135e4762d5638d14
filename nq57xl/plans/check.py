"""`plan check`: mistakes in plan data. Known oddities, listed in plan.toml under [accepted], are passed over."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from nq57xl.model import terms
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.plans import PLANS
from nq57xl.model.names import fold
from nq57xl.model.plan import Assignment, Indicator, Plan
from nq57xl.model.target import display
from nq57xl.plans.files import load_plan, read_rows
from nq57xl.plans.places import template_file
from nq57xl.plans.rows import codes_named
from nq57xl.plans.tuning_check import check_tuning

CLOSED_COLUMNS = {"kind": terms.KINDS, "direction": terms.DIRECTIONS, "consolidation": terms.CONSOLIDATIONS,
                  "collected_from": terms.COLLECTED_FROM, "lineage": terms.LINEAGES}
DEADLINE_FORMS = {"date": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}", "yearly-month": r"\d\d"}
CITY_LINEAGES = ("same", "narrower", "reworded")
Row = Indicator | Assignment


def check_plan(plan: Plan) -> list[Finding]:
    """Every mistake of a plan's data, in the order of its rows."""
    found = [*_codes(plan), *_numbering(plan), *_names(plan),
             *(f for i in plan.indicators for f in _indicator(plan, i)),
             *(f for a in plan.assignments for f in _assignment(plan, a))]
    order = {row.code: n for n, row in enumerate((*plan.indicators, *plan.assignments))}
    open_ones = [f for f in found if accepted_key(f) not in plan.accepted]
    stale = sorted(plan.accepted.keys() - {accepted_key(f) for f in found})
    return sorted(open_ones, key=lambda f: (order.get(f.place.row, -1), f.code)) + [
        raise_finding(PLANS["P14"], Place("plan.toml"), key) for key in stale]


def accepted_key(finding: Finding) -> str:
    """How plan.toml names a finding it accepts: `P04:HP-CT17`."""
    return f"{finding.code}:{finding.place.row}"


def _place(row: Row, field: str) -> Place:
    file = "indicators.csv" if isinstance(row, Indicator) else "assignments.csv"
    return Place(file, file, row.code, field, row.code)


def _codes(plan: Plan) -> Iterator[Finding]:
    counted = Counter(row.code for row in (*plan.indicators, *plan.assignments))
    for row in (*plan.indicators, *plan.assignments):
        if counted[row.code] > 1:
            yield raise_finding(PLANS["P02"], _place(row, "code"), row.code)


def _names(plan: Plan) -> Iterator[Finding]:
    for rows in (plan.indicators, plan.assignments):
        first: dict[tuple[str, str], str] = {}
        for row in rows:
            key = row.annex, fold(row.name)
            if key in first:
                yield raise_finding(PLANS["P05"], _place(row, "name"), row.name, other=first[key])
            first.setdefault(key, row.code)


def _numbering(plan: Plan) -> Iterator[Finding]:
    """Gaps and repeats in the printed numbers of one annex; a new group may start again at 1."""
    for rows in (plan.indicators, plan.assignments):
        for before, row in pairwise(rows):
            if before.annex == row.annex and before.stt and row.stt and not _follows(before, row):
                yield raise_finding(PLANS["P06"], _place(row, "stt"), row.stt, before=before.stt)


def _follows(before: Row, row: Row) -> bool:
    """Whether a number comes next after another: 3 after 2, 7.1 or 8 after 7, 8 after 7.6, 1 in a new group."""
    a, b = _number(before.stt), _number(row.stt)
    if before.group != row.group and b[-1] == 1:
        return True
    if b in [(*a[:n], a[n] + 1) for n in range(len(a))] or b == (*a, 1):
        return True
    # A heading row of the table (7) carries no value and is no row of ours: 7.1 may follow 6.
    return len(b) > 1 and b[-1] == 1 and _heading_follows(a, b[:-1])


def _heading_follows(a: tuple[int, ...], heading: tuple[int, ...]) -> bool:
    return heading in [(*a[:n], a[n] + 1) for n in range(len(a))]


def _number(stt: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", stt)) or (0,)


def _indicator(plan: Plan, row: Indicator) -> Iterator[Finding]:
    for column, words in CLOSED_COLUMNS.items():
        if getattr(row, column) not in words:
            yield raise_finding(PLANS["P10"], _place(row, column), getattr(row, column), column=column,
                                allowed=", ".join(word for word in words if word))
    if row.is_ratio and not (row.numerator and row.denominator):
        yield raise_finding(PLANS["P11"], _place(row, "numerator"))
    if row.unit_of_measure and fold(row.unit_of_measure) not in known_units_of_measure():
        yield raise_finding(PLANS["P08"], _place(row, "unit_of_measure"), row.unit_of_measure)
    if row.lead and row.collected_from == "agency" and not codes_named(plan, row.lead):
        yield raise_finding(PLANS["P09"], _place(row, "lead"), row.lead)
    yield from _targets(plan, row)
    yield from check_tuning(row)
    yield from _city_link(plan, row)


def _targets(plan: Plan, row: Indicator) -> Iterator[Finding]:
    if row.kind != "text":
        for year in plan.milestones:
            if row.targets[year].op == "text":
                yield raise_finding(PLANS["P03"], _place(row, f"t{year}"), row.targets[year].source, year=year)
    numeric = [year for year in plan.milestones if row.targets[year].is_numeric]
    for before, year in pairwise(numeric):
        low, earlier = row.targets[year].low, row.targets[before].low
        if (low < earlier) if row.direction == "up" else (low > earlier):
            yield raise_finding(PLANS["P04"], _place(row, f"t{year}"), display(row.targets[year]), year=year,
                                before=before, earlier=display(row.targets[before]),
                                trend="thấp hơn" if low < earlier else "cao hơn")


def _city_link(plan: Plan, row: Indicator) -> Iterator[Finding]:
    if not plan.city_plan:
        return
    if not row.lineage or (row.lineage in CITY_LINEAGES) != bool(row.city_code):
        yield raise_finding(PLANS["P07"], _place(row, "city_code"), row.city_code)
    elif row.city_code and load_plan(plan.city_plan).indicator(row.city_code) is None:
        yield raise_finding(PLANS["P12"], _place(row, "city_code"), row.city_code)


def _assignment(plan: Plan, row: Assignment) -> Iterator[Finding]:
    if row.deadline_kind not in terms.DEADLINE_KINDS:
        yield raise_finding(PLANS["P10"], _place(row, "deadline_kind"), row.deadline_kind, column="deadline_kind",
                            allowed=", ".join(terms.DEADLINE_KINDS))
    elif not re.fullmatch(DEADLINE_FORMS.get(row.deadline_kind, ""), row.deadline):
        yield raise_finding(PLANS["P13"], _place(row, "deadline"), row.deadline, kind=row.deadline_kind)
    if row.lead and not codes_named(plan, row.lead):
        yield raise_finding(PLANS["P09"], _place(row, "lead"), row.lead)


def known_units_of_measure() -> frozenset[str]:
    """The units of measure of `templates/texts/units_of_measure.csv`, folded."""
    return frozenset(fold(row["name"]) for row in read_rows(
        template_file("texts", "units_of_measure.csv"), ("name",)))


@cache
def unit_notes() -> dict[str, str]:
    """Folded name of a unit of measure -> what it means in words, folded, of the same file."""
    rows = read_rows(template_file("texts", "units_of_measure.csv"), ("name", "note"))
    return {fold(row["name"]): fold(row["note"]) for row in rows if row["note"]}

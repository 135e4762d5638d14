"""The proof: LibreOffice calculates what was issued, and says of every row what Python says."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nq57xl.generate import lines
from nq57xl.rules.catalogue import ASSIGNMENT_RULES, INDICATOR_RULES, OWN_RULES
from tests.rules.matrix import (
    ASSIGNMENT_BASES,
    ASSIGNMENT_FIELDS,
    ENTRIES,
    GOOD_FIGURE,
    GOOD_RATIO,
    INDICATOR_BASES,
    INDICATOR_FIELDS,
    OWN,
    OWN_FIELDS,
    by_chance,
    one_changed,
)
from tests.rules.workbench import KINDS, WORKS, Outcome, longest_row_formula, outcomes

KNOWN_DIFFERENCES = {
    "own row of spaces": lambda o: o.kind == "extra" and not any(str(e).strip() for e in o.row.values()),
}
"""Outcomes that may differ, by reason.

own row of spaces: COUNTA counts a cell with only spaces as filled in; returned, such a row is blank."""


def rows_of_matrix() -> list[tuple[str, dict]]:
    luck = Random(57)
    rows = []
    for kind, indicator in KINDS.items():
        bases = (GOOD_RATIO if indicator.is_ratio else GOOD_FIGURE, *luck.sample(INDICATOR_BASES, 1))
        rows += [(kind, row) for row in one_changed(bases, INDICATOR_FIELDS)]
        rows += [(kind, by_chance(luck, INDICATOR_FIELDS)) for _ in range(150)]
    for kind in WORKS:
        fields, bases = (OWN_FIELDS, (OWN,)) if kind == "extra" else (ASSIGNMENT_FIELDS, ASSIGNMENT_BASES[:4])
        rows += [(kind, row) for row in one_changed(bases, fields)]
        rows += [(kind, by_chance(luck, fields)) for _ in range(150)]
    return rows


def disagreements(found: list[Outcome]) -> list[Outcome]:
    return [o for o in found if o.workbook != o.python and not any(same(o) for same in KNOWN_DIFFERENCES.values())]


@pytest.fixture(scope="module")
def matrix(soffice):
    with pytest.MonkeyPatch.context() as patch:
        return outcomes(rows_of_matrix(), soffice, lambda count: patch.setattr(lines, "EXTRA_ROWS", count))


def test_both_engines_agree_on_every_row_of_the_matrix(matrix) -> None:
    assert len(matrix) >= 5000
    assert disagreements(matrix) == []


def test_few_outcomes_are_left_to_the_known_differences(matrix) -> None:
    assert sum(o.workbook != o.python for o in matrix) < 10


def test_the_matrix_reaches_every_rule_of_the_workbook(matrix) -> None:
    wanted = {rule.code for rule in (*INDICATOR_RULES, *ASSIGNMENT_RULES, *OWN_RULES)}
    assert wanted - {o.workbook for o in matrix} == set()


ROWS = st.one_of(
    st.tuples(st.sampled_from(sorted(KINDS)), st.fixed_dictionaries(
        {}, optional={field: st.sampled_from(ENTRIES[field]) for field in INDICATOR_FIELDS})),
    st.tuples(st.sampled_from(sorted(WORKS.keys() - {"extra"})), st.fixed_dictionaries(
        {}, optional={field: st.sampled_from(ENTRIES[field]) for field in ASSIGNMENT_FIELDS})))


@settings(max_examples=1, phases=(Phase.generate,), deadline=None, derandomize=True,
          suppress_health_check=list(HealthCheck))
@given(rows=st.lists(ROWS, min_size=150, max_size=150))
def test_both_engines_agree_on_rows_by_chance(soffice, rows: list[tuple[str, dict]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert disagreements(outcomes(rows, soffice, lambda count: patch.setattr(lines, "EXTRA_ROWS", count))) == []


@pytest.mark.parametrize("kind", [*KINDS, *WORKS])
def test_formulas_stay_under_the_limit_of_excel(kind: str) -> None:
    assert longest_row_formula(kind) < 8192

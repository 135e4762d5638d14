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
    GOOD_FIGURE,
    GOOD_RATIO,
    INDICATOR_BASES,
    INDICATOR_FIELDS,
    OWN,
    OWN_FIELDS,
    PROOF,
    by_chance,
    one_changed,
)
from tests.rules.workbench import KINDS, WORKS, Outcome, longest_row_formula, outcomes

KNOWN_DIFFERENCES = {
    "own row of spaces": lambda o: o.kind == "extra" and not any(str(e).strip() for e in o.row.values()),
}
"""Outcomes that may differ, by reason.

own row of spaces: COUNTA counts a cell with only spaces as filled in; returned, such a row is blank."""


SHADOWED = [("IN", {"value": -1, "evidence": PROOF}), ("PE", {"value": 0, "evidence": PROOF}),
            ("NH", {"status": "Chưa thực hiện", "document": "12/KH-UBND", "person": "Trần Thị B"}),
            ("RA", GOOD_RATIO | {"numerator": 12.5, "denominator": 20, "explanation": ""})]
"""Rows for rules that others mostly tell before."""


def fields_of(kind: str) -> tuple[str, ...]:
    """The entry fields of a row; cells of parts are closed where the figure is no ratio."""
    if kind in WORKS:
        return ASSIGNMENT_FIELDS if WORKS[kind] else OWN_FIELDS
    return tuple(f for f in INDICATOR_FIELDS if KINDS[kind].is_ratio or f not in ("numerator", "denominator"))


def rows_of_matrix() -> list[tuple[str, dict]]:
    luck = Random(57)
    rows = []
    for kind in (*KINDS, *WORKS):
        if kind in KINDS:
            bases = (GOOD_RATIO if KINDS[kind].is_ratio else GOOD_FIGURE, *luck.sample(INDICATOR_BASES, 1))
        else:
            bases = luck.sample(ASSIGNMENT_BASES, 2) if WORKS[kind] else (OWN,)
        rows += [(kind, row) for row in one_changed(bases, fields_of(kind))]
        rows += [(kind, by_chance(luck, fields_of(kind))) for _ in range(80)]
    return rows + SHADOWED * 3


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


@settings(max_examples=2, phases=(Phase.generate,), deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(1, 10**9))
def test_both_engines_agree_on_rows_by_chance(soffice, seed: int) -> None:
    luck = Random(seed)
    kinds = [luck.choice((*KINDS, *WORKS)) for _ in range(200)]
    rows = [(kind, by_chance(luck, fields_of(kind))) for kind in (*kinds, "RA", "NQ")]
    with pytest.MonkeyPatch.context() as patch:
        assert disagreements(outcomes(rows, soffice, lambda count: patch.setattr(lines, "EXTRA_ROWS", count))) == []


@pytest.mark.parametrize("kind", [*KINDS, *WORKS])
def test_formulas_stay_under_the_limit_of_excel(kind: str) -> None:
    assert longest_row_formula(kind) < 8192

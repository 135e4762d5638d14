"""The proof: LibreOffice calculates what was issued, and says of every row what Python says, twice over: the rules
on what was typed, and `validate` as a whole on the file that LibreOffice saved."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from nq57xl.generate import lines
from nq57xl.rules.catalogue import RULES
from nq57xl.rules.check import holds
from nq57xl.rules.expr import (
    AllBlank,
    Blank,
    Compare,
    Contains,
    DatePart,
    Distance,
    Expr,
    Field,
    IsNumber,
    Length,
    Literal,
    OneOf,
    Percent,
    Rounded,
    Sum,
)
from nq57xl.rules.formula import condition
from tests.generate.issued import opened, saved
from tests.rules.differences import KNOWN_DIFFERENCES, reason_of
from tests.rules.matrix import (
    ASSIGNMENT_BASES,
    ASSIGNMENT_FIELDS,
    DAYS,
    DIFFICULTY_BASES,
    DIFFICULTY_FIELDS,
    DONE,
    ERROR,
    GOOD_FIGURE,
    GOOD_RATIO,
    INDICATOR_BASES,
    INDICATOR_FIELDS,
    NUMBERS,
    OWN,
    OWN_FIELDS,
    PROOF,
    TEXTS,
    by_chance,
    one_changed,
)
from tests.rules.workbench import DIFFICULTY, KINDS, WORKS, Outcome, Row, longest_row_formula, outcomes

ALL_KINDS = (*KINDS, *WORKS, DIFFICULTY)

MOST = {"text with one reading": 150, "asked more exactly": 300, "reader first": 80,
        "formula under spaces": 10, "put in order": 330, "of another size": 10}
"""So many outcomes of the matrix may fall under a known difference; a good part of it was made to be misread."""

SHADOWED = [("CO", {"value": 1e15, "evidence": PROOF}), ("extra", {"lead": " ", "person": "\u00a0"}),
            ("NY", DONE | {"completed_on": date(2024, 12, 20)}),
            ("PE", {"value": 20, "evidence": PROOF, "explanation": "Thiếu trạm phát"}),
            ("IN", {"value": -1, "evidence": PROOF}), ("PE", {"value": 0, "evidence": PROOF}),
            ("NH", {"status": "Chưa thực hiện", "document": "12/KH-UBND", "person": "Trần Thị B"}),
            ("RA", GOOD_RATIO | {"numerator": 12.5, "denominator": 20, "explanation": ""}),
            ("extra", {"lead": " ", "person": "\u00a0"}), ("MO", {"value": 1e9, "evidence": PROOF}),
            *((kind, {"data_status": "Không áp dụng", "explanation": "Không còn thôn"})
              for kind in ("PE", "CO", "IN", "MO") * 2),
            *(("NH", {"status": "Đang thực hiện", "progress": progress, "person": "Trần Thị B"})
              for progress in ("", 0))]
"""Rows for rules that others mostly tell before, and one of spaces only."""


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields of a row that an officer may fill; those of parts too where the figure is no ratio."""
    if kind in WORKS:
        return ASSIGNMENT_FIELDS if WORKS[kind] else OWN_FIELDS
    return DIFFICULTY_FIELDS if kind == DIFFICULTY else INDICATOR_FIELDS


def bases_of(kind: str, luck: Random) -> tuple[Row, ...]:
    """Rows of which the matrix changes one field at a time."""
    if kind in KINDS:
        return GOOD_RATIO if KINDS[kind].is_ratio else GOOD_FIGURE, *luck.sample(INDICATOR_BASES, 1)
    if kind == DIFFICULTY:
        return DIFFICULTY_BASES
    return tuple(luck.sample(ASSIGNMENT_BASES, 2)) if WORKS[kind] else (OWN, {})


def rows_of_matrix() -> list[tuple[str, dict]]:
    luck = Random(57)
    rows = []
    for kind in ALL_KINDS:
        rows += [(kind, row) for row in one_changed(bases_of(kind, luck), fields_of(kind))]
        rows += [(kind, by_chance(luck, fields_of(kind))) for _ in range(80)]
    return rows + SHADOWED * 3


def disagreements(found: list[Outcome]) -> list[Outcome]:
    return [o for o in found if o.workbook != o.python]


def told_otherwise(found: list[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes of which `validate` says something else than the workbook, by reason."""
    reasons: dict[str, list[Outcome]] = {}
    for outcome in found:
        if outcome.workbook != outcome.validated:
            reasons.setdefault(reason_of(outcome), []).append(outcome)
    return reasons


@pytest.fixture(scope="module")
def matrix(soffice):
    with pytest.MonkeyPatch.context() as patch:
        return outcomes(rows_of_matrix(), soffice, lambda name, count: patch.setattr(lines, name, count))


def test_both_engines_agree_on_every_row_of_the_matrix(matrix) -> None:
    assert len(matrix) >= 5000
    assert disagreements(matrix) == []


def test_validate_says_of_every_row_of_the_file_what_the_workbook_says(matrix) -> None:
    assert told_otherwise(matrix).get("", []) == []


def test_every_known_difference_is_met_and_none_grows(matrix) -> None:
    counts = {reason: len(outcomes) for reason, outcomes in told_otherwise(matrix).items()}
    assert counts.keys() == KNOWN_DIFFERENCES.keys() == MOST.keys()
    assert {reason: count for reason, count in counts.items() if count > MOST[reason]} == {}


def test_the_matrix_reaches_every_rule_of_the_workbook(matrix) -> None:
    assert {rule.code for rule in RULES} - {o.workbook for o in matrix} == set()


@settings(max_examples=2, phases=(Phase.generate,), deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(1, 10**9))
def test_both_engines_agree_on_rows_by_chance(soffice, seed: int) -> None:
    luck = Random(seed)
    kinds = [luck.choice(ALL_KINDS) for _ in range(200)]
    rows = [(kind, by_chance(luck, fields_of(kind))) for kind in (*kinds, "RA", "NQ")]
    with pytest.MonkeyPatch.context() as patch:
        found = outcomes(rows, soffice, lambda name, count: patch.setattr(lines, name, count))
    assert disagreements(found) == [] and told_otherwise(found).get("", []) == []


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_formulas_stay_under_the_limit_of_excel(kind: str) -> None:
    assert longest_row_formula(kind) < 8192


A, B = Field("a"), Field("b")
CONDITIONS: tuple[Expr, ...] = (
    Compare("=", DatePart(A, "year"), Literal(2025)), Compare("<", DatePart(A, "month"), Literal(9)),
    Compare(">=", DatePart(A, "day"), Literal(14)), Compare("=", DatePart(A, "month"), DatePart(B, "month")),
    ~Compare("<=", DatePart(B, "day"), DatePart(A, "day")), Compare(">=", Sum((A, B, Literal(-1))), Literal(99.04)),
    Compare("<", Sum((A, Literal(0.01))), B), Compare("<=", Percent(Sum((A, B)), B), Literal(150)),
    Compare(">", Distance(Sum((A, Literal(1))), B), Sum((B, B))), AllBlank((A, B)), ~AllBlank((A,)),
    Blank(A) | IsNumber(B), Rounded(A, Literal(1)), Contains(A, "Ô"), OneOf(A, ("Không áp dụng", "Số ước")),
    Compare("=", Length(A), Length(B)))
PARTNERS = (0, 1, 60, 45900, date(2025, 9, 1), date(1999, 12, 31), "", "\u00a0", "85", "Đạt")


def test_both_engines_agree_on_every_condition_of_the_language(soffice) -> None:
    pairs = [(a, b) for a in dict.fromkeys((*NUMBERS, *DAYS, *TEXTS)) if a != ERROR for b in PARTNERS]
    book = Workbook()
    for number, pair in enumerate(pairs, 1):
        for column, entry in enumerate(pair, 1):
            cell = book.active.cell(number, column, entry if entry != "" else None)
            cell.data_type = "s" if isinstance(entry, str) and entry else cell.data_type
        for column, expr in enumerate(CONDITIONS, 3):
            book.active.cell(number, column, "=" + condition(expr, lambda name, row=number: f"${name.upper()}{row}"))
    found = opened(soffice(saved(book), "xlsx", "xlsx"), values=True).active
    differing = [(str(expr), a, b) for number, (a, b) in enumerate(pairs, 1)
                 for column, expr in enumerate(CONDITIONS, 3)
                 if found.cell(number, column).value is not holds(expr, {"a": a, "b": b})]
    assert len(pairs) * len(CONDITIONS) >= 8000 and differing == []

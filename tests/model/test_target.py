"""Targets: the grammar of plan data, whether a figure meets one, and the path between milestones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57xl.model.target import achievement, display, expected_path, is_met, parse_target, target_for_year


@pytest.mark.parametrize(("source", "op", "low", "high"), [
    (">=60", ">=", 60, None), (">0.7", ">", 0.7, None), ("<=70", "<=", 70, None), ("100", "=", 100, None),
    ("80..90", "range", 80, 90), ("top 50", "top", 50, None), ("-", "none", None, None), ("", "blank", None, None),
    ("Triển khai thực hiện hàng năm", "text", None, None), (">= 60", "text", None, None)])
def test_each_form_of_the_grammar_is_read(source: str, op: str, low: float | None, high: float | None) -> None:
    target = parse_target(source)
    assert (target.op, target.low, target.high, target.source) == (op, low, high, source)


@pytest.mark.parametrize(("source", "value", "direction", "met"), [
    (">=60", 60, "up", True), (">=60", 59.99, "up", False), (">0.7", 0.7, "up", False), (">0.7", 0.71, "up", True),
    ("<=70", 70, "down", True), ("<=70", 71, "down", False), ("100", 100, "up", True), ("100", 99, "up", False),
    ("3", 2, "down", True), ("3", 4, "down", False), ("80..90", 80, "up", True), ("80..90", 95, "up", True),
    ("80..90", 79, "up", False), ("top 50", 50, "down", True), ("top 50", 51, "down", False),
    ("-", 5, "up", None), ("Hoàn thành", 5, "up", None)])
def test_a_figure_meets_a_target(source: str, value: float, direction: str, met: bool | None) -> None:
    assert is_met(parse_target(source), value, direction) is met


@pytest.mark.parametrize(("source", "value", "share"), [
    (">=60", 45, 75.0), ("100", 100, 100.0), ("top 50", 40, 125.0), ("<=70", 140, 50.0), ("-", 3, None),
    ("top 50", 0, None), (">=0", 5, None)])
def test_achievement_is_the_share_of_the_target_reached(source: str, value: float, share: float | None) -> None:
    assert achievement(parse_target(source), value) == share


@pytest.mark.parametrize(("source", "percent", "text"), [
    (">=60", True, "≥60%"), (">0.7", False, ">0,7"), ("<=70", False, "≤70"), ("80..90", True, "80-90%"),
    ("top 50", False, "Top 50"), ("1200", False, "1200"), ("-", True, "-"), ("3.5", True, "3,5%")])
def test_an_officer_reads_targets_with_a_decimal_comma(source: str, percent: bool, text: str) -> None:
    assert display(parse_target(source), percent) == text


def test_between_milestones_the_next_one_is_worked_towards() -> None:
    targets = {2025: parse_target(">=60"), 2030: parse_target("100"), 2035: parse_target("-")}
    assert target_for_year(targets, 2025).source == ">=60"
    assert target_for_year(targets, 2026).source == "100"
    assert target_for_year(targets, 2031).op == "blank"


def test_the_path_is_a_straight_line_between_two_milestones() -> None:
    targets = {2025: parse_target(">=60"), 2030: parse_target("100"), 2035: parse_target("100")}
    assert [expected_path(targets, year) for year in (2025, 2027, 2030, 2033)] == [60, 76, 100, 100]


def test_there_is_no_path_before_the_first_or_after_the_last_milestone() -> None:
    targets = {2025: parse_target("-"), 2030: parse_target(">=2"), 2035: parse_target("")}
    assert [expected_path(targets, year) for year in (2025, 2027, 2036)] == [None, None, None]


@given(st.text())
def test_any_text_is_a_target_and_keeps_its_wording(text: str) -> None:
    assert parse_target(text).source == text.strip()

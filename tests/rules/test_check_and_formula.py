"""One rule, two engines: what Python decides and what Excel is told."""

import re
from datetime import date

import pytest

from nq57xl.rules.catalogue import ASSIGNMENT_RULES, DIFFICULTY_RULES, INDICATOR_RULES, OWN_RULES, RULES, TODO_CODES
from nq57xl.rules.check import ErrorValue, failures, holds
from nq57xl.rules.expr import (
    All,
    AllBlank,
    Blank,
    Compare,
    Contains,
    DatePart,
    Distance,
    Field,
    IsError,
    IsNumber,
    Length,
    Listed,
    Literal,
    OneOf,
    Percent,
    Rounded,
    Sum,
    fields_of,
)
from nq57xl.rules.formula import condition, first_failure

RATIO = frozenset({"percent", "ratio", "milestone"})
EVERYTHING = frozenset({"milestone", "cumulative", "bounded", "decimals", "large-unit", "counted-numerator",
                        "counted-denominator"})
COUNT = frozenset({"count"})
RANK = frozenset({"rank"})
GOOD = {"value": 85.0, "numerator": 85.0, "denominator": 100.0, "data_status": "Đã có số liệu",
        "evidence": "Báo cáo 12/BC-UBND", "target_low": 60.0,
        "ratio": 1}
PLAIN = {name: entry for name, entry in GOOD.items() if name not in ("numerator", "denominator", "ratio")}
DONE = {"status": "Hoàn thành", "progress": 100.0, "completed_on": 45900.0, "document": "12/KH-UBND",
        "person": "Nguyễn Văn A", "due": 45925.0, "period_end": 45914.0, "deadline": 45991.0}

FUNCTIONS = ("ABS", "AND", "CLEAN", "DAY", "FALSE", "FIND", "IF", "ISERROR", "ISNUMBER", "LEFT", "LEN", "LOWER",
             "MONTH", "N", "NOT", "OR", "ROUND", "SUBSTITUTE", "SUMPRODUCT", "T", "TRIM", "TRUE", "YEAR")
"""Of Excel 2010 and older, and no others."""


def codes(row: dict, traits: frozenset[str] = RATIO) -> list[str]:
    return [rule.code for rule in failures([r for r in INDICATOR_RULES if r.applies_to(traits)], row)]


def assignment_codes(row: dict) -> list[str]:
    return [rule.code for rule in failures(ASSIGNMENT_RULES, row)]


@pytest.mark.parametrize(("change", "traits", "expected"), [
    ({}, RATIO, []),
    ({"value": None, "numerator": None, "denominator": None}, RATIO, ["V01"]),
    ({"value": "   ", "numerator": "\u00a0", "denominator": ""}, RATIO, ["V01"]),
    ({"value": "85,5 phần trăm"}, RATIO, ["V02"]),
    ({"numerator": "tám lăm"}, RATIO, ["V03"]),
    ({"denominator": "trăm"}, RATIO, ["V04"]),
    ({"numerator": None}, RATIO, ["V05"]),
    ({"value": None, "denominator": 0.0}, RATIO, ["V06", "V08"]),
    ({"value": None, "numerator": -1.0}, RATIO, ["V07"]),
    ({"numerator": 101.0, "value": 101.0}, RATIO, ["V08", "V10"]),
    ({"value": ErrorValue("#N/A")}, RATIO, ["V09"]),
    ({"value": -3.0}, COUNT, ["V11"]),
    ({"value": 2.5}, COUNT, ["V12"]),
    ({"value": 0.0}, RANK, ["V13"]),
    ({"value": 85.2}, RATIO, ["V14"]),
    ({"value": 85.1}, RATIO, []),
    ({"value": 0.85, "numerator": None, "denominator": None}, RATIO, ["V15", "V19", "V21"]),
    ({"data_status": "có rồi"}, RATIO, ["V16"]),
    ({"data_status": "ĐÃ CÓ SỐ LIỆU"}, RATIO, []),
    ({"data_status": "Không áp dụng", "explanation": "Không có cảng"}, RATIO, ["V17"]),
    ({"value": None, "numerator": None, "denominator": None, "data_status": "Chưa có số liệu"}, RATIO, ["V18"]),
    ({"numerator": None, "denominator": None}, RATIO, ["V19"]),
    ({"value": 7.0, "previous": 9.0}, COUNT | {"cumulative"}, ["V20"]),
    ({"value": 100 / 3, "previous": 33.34}, frozenset({"index", "cumulative"}), []),
    ({"value": 33.32, "previous": 33.34}, frozenset({"index", "cumulative"}), ["V20"]),
    ({"value": None, "numerator": 5.0, "denominator": "-"}, COUNT, ["V01", "V38"]),
    ({"value": 50.0, "numerator": 50.0}, RATIO, ["V21"]),
    ({"value": 50.0, "numerator": 50.0, "explanation": "thiếu trạm"}, RATIO, []),
    ({"evidence": None}, RATIO, ["V22"])])
def test_each_indicator_rule_finds_its_fault(change: dict, traits: frozenset[str], expected: list[str]) -> None:
    assert codes((GOOD if "ratio" in traits else PLAIN) | change, traits) == expected


@pytest.mark.parametrize(("change", "expected"), [
    ({}, []),
    ({"status": None, "progress": None, "completed_on": None}, ["A01"]),
    ({"status": "xong"}, ["A02", "A08", "A11"]),
    ({"progress": 120.0}, ["A03", "A04"]),
    ({"progress": "nửa"}, ["A03", "A04"]),
    ({"progress": 90.0}, ["A04"]),
    ({"completed_on": None}, ["A05"]),
    ({"completed_on": "hôm qua"}, ["A06"]),
    ({"completed_on": 45926.0}, ["A07"]),
    ({"status": "Đang thực hiện", "progress": 50.0}, ["A08"]),
    ({"status": ErrorValue("#REF!")}, ["A09"]),
    ({"status": "Chưa thực hiện", "progress": 10.0, "completed_on": None}, ["A10", "A26"]),
    ({"status": "Đang thực hiện", "completed_on": None}, ["A11"]),
    ({"completed_on": 2025.0}, ["V36"]), ({"completed_on": date(1999, 12, 31)}, ["V36"]),
    ({"completed_on": date(2000, 1, 1)}, []), ({"completed_on": date(2101, 1, 1)}, ["V36"]),
    ({"completed_on": 45925.75}, []), ({"completed_on": date(2024, 12, 31), "yearly": 1}, ["A30"]),
    ({"completed_on": date(2025, 1, 1), "yearly": 1}, []),
    ({"completed_on": date(2024, 12, 31), "yearly": 1, "difficulty": "Xong sớm một năm"}, []),
    ({"document": " "}, ["A12"]),
    ({"status": "Đang thực hiện", "progress": 50.0, "completed_on": None, "deadline": 45900.0}, ["A13"]),
    ({"status": "Tạm dừng", "progress": 50.0, "completed_on": None}, ["A14"]),
    ({"person": None}, ["A15"])])
def test_each_assignment_rule_finds_its_fault(change: dict, expected: list[str]) -> None:
    assert assignment_codes(DONE | change) == expected


def test_formulas_use_only_functions_of_excel_2010_and_stay_under_its_limit() -> None:
    ratio, count = ([rule for rule in INDICATOR_RULES if rule.applies_to(EVERYTHING | kind)]
                    for kind in ({"percent", "ratio"}, {"count"}))
    for rules in (ratio, count, ASSIGNMENT_RULES, (*OWN_RULES, *ASSIGNMENT_RULES), DIFFICULTY_RULES):
        formula = first_failure(rules, lambda field: f"${field[0].upper()}$12345")
        assert len(formula) < 8192
        without_texts = re.sub(r'"[^"]*"', '""', formula)
        assert set(re.findall(r"([A-Z][A-Z.]*)\(", without_texts)) <= set(FUNCTIONS)


def test_codes_are_unique_and_messages_fit_a_cell() -> None:
    assert len({(rule.code, rule.field) for rule in RULES}) == len(RULES)
    assert set(TODO_CODES) <= {rule.code for rule in RULES}
    assert all(len(rule.message.text) <= 255 and rule.message.remedy.endswith(".") for rule in RULES)


def test_a_formula_reads_as_it_was_declared() -> None:
    where = {"value": "$I12", "low": "60", "none": '""'}.__getitem__
    assert condition(Blank(Field("value")), where) == 'LEN(TRIM(CLEAN(SUBSTITUTE($I12,"\u00a0"," "))))=0'
    assert condition(Compare(">", Field("value"), Field("low")), where) == "IF(ISNUMBER($I12),N($I12)>60+0.000000001,FALSE)"
    assert condition(Compare(">", Field("value"), Field("none")), where) == "FALSE"
    assert condition(OneOf(Field("value"), ("Có", "Không")), where) == (
        'ISNUMBER(FIND("|"&LOWER(TRIM(CLEAN(SUBSTITUTE(T($I12),"\u00a0"," "))))&"|","|có|không|"))')


def test_sums_and_parts_of_days_have_their_guards() -> None:
    where = {"value": "$I12", "previous": "$F12", "day": "$J12", "end": "45914", "none": '""'}.__getitem__
    value, previous, day = Field("value"), Field("previous"), Field("day")
    assert condition(Compare(">=", Sum((value, Literal(0.01))), previous), where) == (
        "IF(AND(ISNUMBER($I12),ISNUMBER($F12)),(N($I12)+0.01)>=N($F12)-0.000000001,FALSE)")
    assert condition(Compare("=", DatePart(day, "year"), DatePart(Field("end"), "year")), where) == (
        "IF(AND(ISNUMBER($J12),N($J12)>=61,N($J12)<2958466),ABS(YEAR(N($J12))-(YEAR(45914)))<=0.000000001,FALSE)")
    assert condition(Compare(">", Sum((value, Field("none"))), previous), where) == "FALSE"


@pytest.mark.parametrize(("expr", "row", "expected"), [
    (Compare("=", Sum((Field("a"), Field("b"), Literal(-1))), Literal(4)), {"a": 2.0, "b": 3.0}, True),
    (Compare("<", Sum((Field("a"), Field("b"))), Literal(9)), {"a": 2.0, "b": "3"}, False),
    (Compare(">", Sum((Field("a"), Field("b"))), Literal(-9)), {"a": 2.0}, False),
    (Compare("=", DatePart(Field("a"), "year"), Literal(2024)), {"a": date(2024, 12, 31)}, True),
    (Compare("=", DatePart(Field("a"), "month"), Literal(12)), {"a": 45657.9}, True),
    (Compare("=", DatePart(Field("a"), "day"), Literal(31)), {"a": 45657.9}, True),
    (Compare("=", DatePart(Field("a"), "year"), Literal(1900)), {"a": 61.0}, True),
    (Compare(">", DatePart(Field("a"), "year"), Literal(0)), {"a": 60.0}, False),
    (Compare(">", DatePart(Field("a"), "year"), Literal(0)), {"a": 2958466.0}, False),
    (Compare(">", DatePart(Field("a"), "year"), Literal(0)), {"a": "05/9/2025"}, False),
    (AllBlank((Field("a"), Field("b"))), {"a": " ", "b": "\u00a0"}, True),
    (AllBlank((Field("a"), Field("b"))), {"a": " ", "b": 0}, False),
    (AllBlank((Field("a"), Field("b"))), {"a": ErrorValue("#N/A")}, False)])
def test_what_is_no_number_makes_no_sum_and_no_part_of_a_day(expr, row: dict, expected: bool) -> None:
    assert holds(expr, row) is expected


def test_conditions_joined_by_hand_are_one_flat_condition() -> None:
    value, low = Field("value"), Field("low")
    joined = IsNumber(value) & IsNumber(low) & Compare("<", low, Literal(1))
    assert joined == All((IsNumber(value), IsNumber(low), Compare("<", low, Literal(1))))
    assert fields_of(joined) == {"value", "low"}


def test_a_condition_prints_itself_as_one_reads_it() -> None:
    value, low = Field("value"), Field("low")
    expr = (IsNumber(value) | Blank(value)) & ~Compare("<", Length(value), Literal(5)) & OneOf(low, ("Có", "Không"))
    assert str(expr) == "(number(value) or blank(value)) and not length(value) < 5 and low in (Có, Không)"
    assert str(Compare("<=", Percent(Distance(value, low), low), Literal(50))) == "100 × |value - low| / low <= 50"
    assert str(Contains(value, "/") | Rounded(value)) == '"/" in value or decimals(value) <= 0'
    assert str(Compare(">=", Sum((value, Literal(0.01))), low)) == "value + 0.01 >= low"
    assert str(Compare("=", DatePart(value, "year"), DatePart(low, "year"))) == "year(value) = year(low)"
    assert str(~AllBlank((value, low))) == "not blank(value, low)"
    assert str(Listed(low, "nq_list_codes") & ~IsError(low)) == "low in nq_list_codes and not error(low)"


def test_the_depth_of_a_formula_does_not_grow_with_its_rules() -> None:
    formula = first_failure(ASSIGNMENT_RULES, lambda field: f"${field[0].upper()}12")
    depth = deepest = 0
    for mark in re.sub(r'"[^"]*"', "", formula):
        depth += (mark == "(") - (mark == ")")
        deepest = max(deepest, depth)
    assert deepest <= 16 and depth == 0

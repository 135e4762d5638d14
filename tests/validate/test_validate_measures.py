"""Words after a number, numerators and denominators in one cell, letters among digits: exact or asked about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from nq57xl.model.plan import Indicator
from nq57xl.model.record import Submission
from nq57xl.validate.measures import scale_of
from nq57xl.validate.numbers import COUNT, MONEY, read_fraction
from tests.validate.forms import COUNT as COUNTED
from tests.validate.forms import MONEY as AMOUNT
from tests.validate.forms import PLAN, book, codes, edited, facts, only, submit


@pytest.mark.parametrize(("rest", "words", "scale"), [
    ("", "người", "1"), ("người", "người", "1"), ("NGƯỜI", "Người", "1"), ("triệu", "triệu đồng", "1"),
    ("triệu đồng", "Triệu đồng", "1"), ("tỷ", "triệu đồng", "1000"), ("tỉ đồng", "Triệu đồng", "1000"),
    ("đồng", "tỷ đồng", "0.000000001"), ("nghìn tỷ", "tỷ đồng", "1000"), ("triệu", "người", "1000000"),
    ("nghìn người", "người", "1000"), ("người", "nghìn người", "0.001"), ("ngàn", "người", "1000"),
    ("thôn", "Số thôn đã phủ sóng 5G", "1"),
    ("thôn", "Số thôn (trong kỳ)", "1"), ("tỷ", "Giá trị tăng thêm (triệu đồng, giá hiện hành)", "1000"),
    ("doanh nghiệp", "Số doanh nghiệp có doanh thu trên 1 triệu đồng", "1"), ("%", "% GRDP", "1"),
    ("phần trăm", "%", "1")])
def test_a_scale_is_known_from_its_words(rest: str, words: str, scale: str) -> None:
    assert scale_of(rest, words, True) == Decimal(scale)


@pytest.mark.parametrize(("rest", "words"), [
    ("hộ", "người"), ("km", "người"), ("%", "người"), ("đồng", "người"),
    ("doanh nghiệp", "Doanh thu của doanh nghiệp (tỷ đồng)"), ("giá hiện hành", "Giá trị (tỷ đồng, giá hiện hành)"),
    ("triệu đồng", "doanh nghiệp"),
    ("người", "người/vạn dân"), ("nghìn", "người/vạn dân"), ("nghìn", "%"), ("người nghìn", "người"),
    ("USD", "triệu đồng"), ("triệu USD", "triệu đồng"), ("²", "m²"), ("ngườii", "người")])
def test_another_thing_is_never_converted(rest: str, words: str) -> None:
    assert scale_of(rest, words, True) is None


def figure(kind: Indicator, unit_of_measure: str, typed: str) -> Submission:
    """`typed` as the result of an indicator (row 10: counts, row 12: money) in that unit of measure."""
    plan = replace(PLAN, indicators=tuple(replace(kind, unit_of_measure=unit_of_measure) if i is kind else i
                                          for i in PLAN.indicators))
    return submit(edited(book(plan=plan), "Chỉ tiêu", **{"I10" if kind is COUNTED else "I12": typed}), plan=plan)


@pytest.mark.parametrize(("kind", "unit", "typed", "value", "code"), [
    (AMOUNT, "tỷ đồng", "3,5 tỷ", 3.5, "V30"), (AMOUNT, "triệu đồng", "3,5 tỷ", 3500.0, "V48"),
    (AMOUNT, "tỷ đồng", "5.000.000 đồng", 0.005, "V48"), (AMOUNT, "triệu đồng", "0,1 tỷ đồng", 100.0, "V48"),
    (AMOUNT, "triệu đồng", "2.500,75 triệu", 2500.75, "V30"), (COUNTED, "người", "1,2 triệu", 1200000.0, "V48"),
    (COUNTED, "người", "12 nghìn người", 12000.0, "V48"), (COUNTED, "nghìn người", "1.234.000 người", 1234.0, "V48"),
    (COUNTED, "nghìn người", "12 nghìn", 12.0, "V30"), (AMOUNT, "đồng", "3.500 triệu", None, "V31"),
    (COUNTED, "người", "1.200 nghìn", None, "V31"), (COUNTED, "người", "1,23456 nghìn", None, "V12"),
    (COUNTED, "người", "12 hộ", None, "V02"), (COUNTED, "người", "12 km", None, "V02"),
    (COUNTED, "người", "12 %", None, "V32"), (COUNTED, "người", "12 triệu đồng", None, "V32")])
def test_scale_words_are_exact_or_asked_about(kind: Indicator, unit: str, typed: str, value: float | None,
                                              code: str) -> None:
    returned = figure(kind, unit, typed)
    assert facts(returned, kind.code).get("value") == value
    assert code in codes(returned)


def test_a_conversion_is_a_warning_with_before_and_after() -> None:
    returned = figure(AMOUNT, "triệu đồng", "3,5 tỷ")
    assert str(only(returned, "V48")) == (
        'V48 · Chỉ tiêu!I12 (Kết quả): "3,5 tỷ" ghi theo đơn vị khác với đơn vị tính; đã đổi thành 3500. '
        "Cách sửa: kiểm tra lại; nhập số theo đúng đơn vị tính đã ghi.")
    assert only(returned, "V48").severity == "warning" and returned.outcome == "repaired"


@pytest.mark.parametrize(("last", "value"), [(1100000.0, 1200000.0), (100000.0, 1200000.0), (1.1, None),
                                           (None, 1200000.0)])
def test_last_periods_figure_may_speak_against_a_conversion(last: float | None, value: float | None) -> None:
    returned = submit(edited(book(), "Chỉ tiêu", I10="1,2 triệu", F10=last))
    assert facts(returned, "CT02").get("value") == value
    assert ("V32" in codes(returned)) == (value is None)


# Numerator and denominator in one cell

def ratio(value: Any = "", numerator: Any = "", denominator: Any = "") -> Submission:
    return submit(edited(book("code | data_status\nCT01 | "), "Chỉ tiêu", G9=numerator, H9=denominator, I9=value))


@pytest.mark.parametrize("typed", ["12/15", "12 / 15", "12/15 thôn", "12／15", "12⁄15"])
def test_a_fraction_in_the_result_is_numerator_and_denominator(typed: str) -> None:
    returned = ratio(typed)
    assert facts(returned, "CT01") == {"value": 80.0, "numerator": 12.0, "denominator": 15.0,
                                       "evidence": "Báo cáo 15/BC-UBND"}
    assert codes(returned) == ["V30"] and returned.outcome == "repaired"
    assert only(returned, "V30").message == f'"{typed}" đã được đọc là Tử số 12, Mẫu số 15.'
    places = {f.field: (f.cell, f.flags) for f in returned.facts if f.code == "CT01" and f.field != "evidence"}
    assert places == dict.fromkeys(("value", "numerator", "denominator"), ("I9", ("V30",)))


def test_the_stored_result_of_the_formula_is_held_against_a_fraction() -> None:
    assert codes(ratio("=80", "12/15")) == ["V30"]
    returned = ratio("=75", "12/15")
    assert codes(returned) == ["V30", "V41"] and facts(returned, "CT01")["value"] == 80.0


def test_a_fraction_in_the_numerator_is_too() -> None:
    returned = ratio("=", "1.200/1.500")
    assert facts(returned, "CT01")["value"] == 80.0 and codes(returned) == ["V30"]
    assert {f.field: f.cell for f in returned.facts if f.code == "CT01" and f.field != "evidence"} == {
        "value": "I9", "numerator": "G9", "denominator": "G9"}


@pytest.mark.parametrize("cells", [
    {"value": "15/12"}, {"value": "9/2025"}, {"value": "0/0"}, {"value": "12/15/20"}, {"value": "12,5/15"},
    {"value": "12/15 hộ"}, {"value": "12/15", "numerator": 12.0}, {"numerator": "12/15", "denominator": 15.0},
    {"numerator": "12/15", "value": 80.0}, {"denominator": "12/15"}, {"value": "khoảng 12/15"}, {"value": "-1/5"}])
def test_other_fractions_are_asked_about(cells: dict[str, Any]) -> None:
    returned = ratio(**cells)
    assert any(f.severity == "error" for f in returned.findings)
    assert not {"value", "numerator", "denominator"} & facts(returned, "CT01").keys()


def test_a_fraction_that_excel_made_a_day_of_is_asked_about() -> None:
    returned = ratio(date(2025, 12, 15))
    assert only(returned, "V33").message == (
        "Excel đã đổi nội dung nhập thành ngày 15/12/2025; có thể đã gõ 15/12, 15-12, 12/15 hoặc 12-15.")
    assert not {"value", "numerator", "denominator"} & facts(returned, "CT01").keys()


def test_a_first_day_of_a_month_may_have_been_a_month() -> None:
    assert only(ratio(date(2025, 2, 1)), "V33").message.endswith("có thể đã gõ 1/2, 1-2, 2/1, 2-1 hoặc 2/2025.")


def test_amounts_may_have_decimals_on_both_sides() -> None:
    words = "Chi (triệu đồng)", "Tổng chi (triệu đồng)"
    assert read_fraction("1,5/12,5", (MONEY, MONEY), words) == (1.5, 12.5)
    assert read_fraction("1.500/12.500", (MONEY, MONEY), words) is None
    assert read_fraction("1.500/12.500", (COUNT, COUNT), ("Số thôn", "Số thôn")) == (1500.0, 12500.0)


# Letters among digits

@pytest.mark.parametrize(("typed", "likely"), [("1O0", "100"), ("l5", "15"), ("2o", "20")])
def test_letters_in_the_place_of_digits_are_asked_about(typed: str, likely: str) -> None:
    returned = submit(edited(book(), "Chỉ tiêu", I10=typed))
    assert str(only(returned, "V66")) == (
        f'V66 · Chỉ tiêu!I10 (Kết quả): "{typed}" có chữ lẫn với chữ số; có phải là {likely}? '
        "Cách sửa: nhập lại bằng chữ số.")
    assert codes(returned) == ["V66"] and "value" not in facts(returned, "CT02")

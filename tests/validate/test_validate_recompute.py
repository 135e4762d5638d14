"""Formulas are computed again: a stored result that still holds is told, an old one gives way, doubt is asked about."""

import operator
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57xl.model.record import Submission
from nq57xl.sheets.reading.book import ERROR, Book, Cell, Sheet
from nq57xl.validate.recompute import Calculator, Outcome
from tests.validate.forms import at, book, cell, changed, codes, edited, facts, only, submit

CT = "Chỉ tiêu"


def sheet(name: str, cells: Mapping[str, Any], formulas: Mapping[str, str]) -> Sheet:
    made = {at(place): cell(*at(place), value) for place, value in cells.items()}
    made |= {at(place): Cell(*at(place), None, "", True) for place in formulas}
    return Sheet(name, "visible", made, formulas={at(place): text for place, text in formulas.items()})


def result(formula: str, **cells: Any) -> Outcome:
    """What `formula` in A1 gives beside the cells."""
    return Calculator(Book("xlsx", (sheet("S", cells, {"A1": formula}),))).outcome("S", 1, 1)


def with_formula(source: Book, place: str, formula: str, stored: Any, name: str = CT, percent: bool = False) -> Book:
    """The book with a formula of the officer's own in a cell."""
    def put(page: Sheet) -> Sheet:
        made = cell(*at(place), f"={'' if stored is None else stored}")._replace(is_percent=percent)
        return replace(page, cells=page.cells | {at(place): made}, formulas={**page.formulas, at(place): formula})
    return changed(source, name, put)


def ratio(formula: str, stored: Any, percent: bool = False, line: str = " | ") -> Submission:
    """CT01 with a formula in `Kết quả`, and the parts of `line`."""
    source = book(f"code | numerator | denominator\nCT01 | {line}")
    return submit(with_formula(source, "I9", formula, stored, percent=percent))


# The formulas

@pytest.mark.parametrize(("formula", "value"), [
    ("85/100*100", 85.0), ("=12+15", 27.0), ("-2^2", 4.0), ("2^3^2", 64.0), ("2+3*4", 14.0), ("(2+3)*4", 20.0),
    ("85%", 0.85), ("10-2-3", 5.0), ("8/2/2", 2.0), ("2^-1", 0.5), ("+5", 5.0), ("- -5", 5.0), (".5+1.", 1.5),
    ("1.2E+3", 1200.0), ("ROUND(2.675,2)", 2.68), ("ROUND(-2.5,0)", -3.0), ("ROUND(1234,-2)", 1200.0),
    ("round(1/3,4)", 0.3333), ("ABS(-4)", 4.0), ("MAX(1,7,3)", 7.0), ("MIN(4,2)", 2.0), ("AVERAGE(1,2,6)", 3.0),
    ("SUM(1,2,3)", 6.0), ("COUNT(1,2)", 2.0), ("IF(2>1,10,20)", 10.0), ("IF(2<=1,10,20)", 20.0), ("IF(1<>1,1,2)", 2.0),
    ('IF(1=1,3,"")', 3.0), ("0.1+0.2", 0.30000000000000004), ("SUM(0.1,0.2,0.3)", 0.6)])
def test_arithmetic_and_plain_functions_give_what_excel_gives(formula: str, value: float) -> None:
    assert result(formula) == Outcome(f"={formula.removeprefix('=')}", value)


@pytest.mark.parametrize(("formula", "value"), [
    ("B1+B2", 7.5), ("$B$1*2", 6.0), ("SUM(B1:B2)", 7.5), ("SUM(B1:B9)", 7.5), ("SUM(B2:B1,1)", 8.5),
    ("COUNT(B1:B9)", 2.0), ("AVERAGE(B1:B2)", 3.75), ("MAX(B1:B2)", 4.5), ("100*B1/B2", 66.66666666666667),
    ("IF(B2>B1,B1/B2*100,0)", 66.66666666666666)])
def test_cells_and_ranges_are_looked_up(formula: str, value: float) -> None:
    assert result(formula, B1=3.0, B2=4.5).value == pytest.approx(value, rel=1e-15)


def test_other_sheets_are_found_by_their_names() -> None:
    pages = (sheet("Chỉ tiêu", {}, {"A1": "'Số liệu gốc'!B2+Phụ_lục!$B$2", "A2": "SUM('O''Neill'!B1:B2)"}),
             sheet("Số liệu gốc", {"B2": 30.0}, {}), sheet("Phụ_lục", {"B2": 12.0}, {}),
             sheet("O'Neill", {"B1": 1.0, "B2": 2.0}, {}))
    calculator = Calculator(Book("xlsx", pages))
    assert calculator.outcome("Chỉ tiêu", 1, 1).value == 42.0
    assert calculator.outcome("Chỉ tiêu", 2, 1).value == 3.0


def test_formulas_lean_on_formulas_and_not_on_what_is_stored() -> None:
    page = sheet("S", {"B1": 2.0}, {"A1": "A2*10", "A2": "B1+1"})
    page.cells[2, 1] = Cell(2, 1, 99.0, "", True)
    assert Calculator(Book("xlsx", (page,))).outcome("S", 1, 1).value == 30.0


@pytest.mark.parametrize("formula", [
    "VLOOKUP(B1,B1:B2,1)", 'LEN("TODAY()")', "[1]Sheet1!B1", "'[a.xlsx]S'!B1", "Tổng", "B1&B2", "B:B", "9^9^9^9", "(-8)^0.5",
    "1E400", "IF(1,2,3)", "IF(1>2,3)", 'IF(1=1,"",3)', "1+", "((1)", "SUM()", "{1,2}", "B1:B2+1", "Z!B1", "ROUND(1,99)",
    '"85"', "SUM(B1:XFD1048576)", "(" * 60 + "1" + ")" * 60, "1+" * 600 + "1", "2*#REF!", "SUM(B1;B2)", "B1 B2",
    "1e5x", "ROUND(1e300*10,1e300)"])
def test_anything_else_is_not_computed(formula: str) -> None:
    assert result(formula, B1=3.0, B2=4.5) == Outcome(f"={formula}")


@pytest.mark.parametrize("formula", ["TRUE()", "FALSE()", "1=1", "B1>B2"])
def test_a_truth_value_is_known_as_one(formula: str) -> None:
    assert result(formula, B1=3.0, B2=4.5) == Outcome(f"={formula}", is_truth=True)


@pytest.mark.parametrize(("formula", "doubt"), [
    ("B1+B9", "B9"), ("B1+B3", "B3"), ("SUM(B1:B3)", "B3"), ("SUM(C1:C9)", "C1"), ("B1+B4", "B4"), ("A1+1", "vòng lặp"),
    ("SUM(A1:B2)", "vòng lặp"), ("TODAY()-B1", "TODAY"), ("RAND()", "RAND"),
    ("DAY(TODAY())", "TODAY"), ('TEXT(now(),"d")&"1"', "NOW"), ("1/0", "phép chia cho 0"), ("S!B9*1", "S!B9"), ("SUM(B5,1)", "B5")])
def test_a_cell_that_is_not_certain_leaves_the_result_in_doubt(formula: str, doubt: str) -> None:
    found = result(formula, B1=3.0, B2=4.5, B3="'1.200 người", B4="#N/A", B5=True)
    assert found == Outcome(f"={formula}", doubt=doubt)


def test_words_in_a_range_leave_it_to_excel() -> None:
    assert result("SUM(B1:B2)", B1="Tổng", B2=4.5) == Outcome("=SUM(B1:B2)")


def test_cells_under_a_merged_area_leave_a_doubt() -> None:
    page = replace(sheet("S", {"B1": 2.0, "B2": 3.0}, {"A1": "SUM(B1:B4)", "A2": "SUM(B1:B2)", "A3": "B3", "A4": "B2"}),
                   merged=((2, 2, 3, 2),))
    calculator = Calculator(Book("xlsx", (page,)))
    assert [calculator.outcome("S", row, 1).doubt for row in (1, 2, 3, 4)] == ["B1", "", "B3", ""]
    assert calculator.outcome("S", 2, 1).value == 5.0


def test_rings_and_long_chains_end() -> None:
    ring = sheet("S", {}, {"A1": "A2", "A2": "A3", "A3": "A1"})
    assert Calculator(Book("xlsx", (ring,))).outcome("S", 1, 1).doubt == "vòng lặp"
    chain = sheet("S", {"A50": 1.0}, {f"A{n}": f"A{n + 1}+1" for n in range(1, 50)})
    assert Calculator(Book("xlsx", (chain,))).outcome("S", 1, 1) == Outcome("=A2+1")
    assert Calculator(Book("xlsx", (chain,))).outcome("S", 49, 1).value == 2.0


def test_a_formula_whose_text_the_file_does_not_tell_is_left_alone() -> None:
    assert Calculator(Book("xls", (sheet("S", {}, {}),))).outcome("S", 1, 1) is None
    page = sheet("S", {"B1": 1.0}, {"A1": "B1+A2"})
    page.cells[2, 1] = Cell(2, 1, 5.0, "", True)
    assert Calculator(Book("xlsx", (page,))).outcome("S", 1, 1) == Outcome("=B1+A2")


OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def joined(three: tuple) -> tuple[str, int]:
    (left, a), sign, (right, b) = three
    return f"({left}{sign}{right})", OPERATORS[sign](a, b)


@given(st.recursive(st.integers(0, 99).map(lambda n: (str(n), n)),
                    lambda parts: st.tuples(parts, st.sampled_from("+-*"), parts).map(joined), max_leaves=9))
def test_arithmetic_agrees_with_integers(pair: tuple[str, int]) -> None:
    formula, value = pair
    assert result(formula).value == pytest.approx(value, rel=1e-12)


@given(st.text("ABZ019.,:;!'\"$()+-*/^%<>= SUMIF", max_size=40))
def test_no_formula_breaks_the_evaluator(formula: str) -> None:
    found = result(formula, B1=3.0)
    assert found.value is None or abs(found.value) < float("inf")


# What becomes of a figure

def test_a_result_that_still_holds_is_told() -> None:
    returned = submit(with_formula(book(), "I10", "12+15+8", "35"))
    assert str(only(returned, "V44")) == (
        "V44 · Chỉ tiêu!I10 (Kết quả): 35 là kết quả của công thức =12+15+8; tính lại vẫn đúng. "
        "Cách sửa: không phải sửa; nên nhập thẳng con số.")
    assert (codes(returned), facts(returned, "CT02")["value"], returned.outcome) == (["V44"], 35.0, "accepted")


def test_an_old_result_gives_way_to_the_computed_one() -> None:
    returned = submit(with_formula(edited(book(), CT, T1=30.0, T2=5.0), "I10", "SUM(T1:T2)", "25"))
    assert str(only(returned, "V47")) == (
        "V47 · Chỉ tiêu!I10 (Kết quả): tệp lưu kết quả 25 nhưng tính lại công thức =SUM(T1:T2) được 35; lấy số tính "
        "lại. Cách sửa: mở tệp bằng Excel, bấm Lưu; hoặc nhập thẳng con số.")
    assert facts(returned, "CT02")["value"] == 35.0 and returned.outcome == "repaired"


def test_a_formula_without_a_result_is_computed() -> None:
    returned = submit(with_formula(book(), "I10", "12+15", None))
    assert only(returned, "V30").message == '"=12+15" đã được đọc là 27.'
    assert facts(returned, "CT02")["value"] == 27.0
    assert codes(submit(with_formula(book(), "I10", "VLOOKUP(A1,B:C,2)", None))) == ["V34"]


@pytest.mark.parametrize("stored", ["35", None])
def test_a_formula_over_a_doubtful_cell_is_asked_about(stored: str | None) -> None:
    returned = submit(with_formula(edited(book(), CT, T1="'1.200 hồ sơ"), "I10", "T1+5", stored))
    assert str(only(returned, "V46")) == (
        "V46 · Chỉ tiêu!I10 (Kết quả): công thức =T1+5 dựa vào T1, không chắc chắn. Cách sửa: nhập thẳng giá trị.")
    assert "value" not in facts(returned, "CT02") and "V46" in codes(returned)


def test_a_number_as_text_from_a_formula_is_told_as_one() -> None:
    returned = submit(with_formula(book(), "I10", 'TEXT(T1,"0")', "'35"))
    assert codes(returned) == ["V42"] and facts(returned, "CT02")["value"] == 35.0


def test_a_formula_beyond_us_is_taken_from_the_file_with_a_word() -> None:
    returned = submit(with_formula(book(), "I10", "[1]Tổng!B5", "35"))
    assert only(returned, "V42").message == "35 lấy từ kết quả lưu của một công thức."
    assert facts(returned, "CT02")["value"] == 35.0


# Over the ratio of an indicator

@pytest.mark.parametrize(("formula", "stored", "percent", "value", "told"), [
    ("85/100*100", "85", False, 85.0, ["V44", "V19"]), ("85/100", "0.85", True, 85.0, ["V44", "V19"]),
    ("45/53*100", None, False, 84.90566037735849, ["V30", "V19"]), ("170/2", "80", False, 85.0, ["V47", "V19"])])
def test_arithmetic_over_a_ratio_is_a_typed_percentage(formula: str, stored: str | None, percent: bool, value: float,
                                                       told: list[str]) -> None:
    returned = ratio(formula, stored, percent)
    assert facts(returned, "CT01")["value"] == pytest.approx(value, rel=1e-12)
    assert [code for code in codes(returned) if code != "V22"] == told
    assert not {"numerator", "denominator"} & facts(returned, "CT01").keys()


def test_a_share_of_one_in_a_plain_cell_stays_a_question() -> None:
    returned = ratio("85/100", "0.85")
    assert "V15" in codes(returned) and "value" not in facts(returned, "CT01")


@pytest.mark.parametrize(("formula", "stored"), [("VLOOKUP(A1,B:C,2)", "75"), ("G9/H9*100", "75"),
                                                 ('IF(AND(ISNUMBER(G9)),100*G9/H9,"")', "75")])
def test_a_result_that_cannot_be_computed_is_not_taken(formula: str, stored: str) -> None:
    returned = ratio(formula, stored)
    assert "V40" in codes(returned) and "value" not in facts(returned, "CT01")


def test_an_untouched_formula_is_no_figure() -> None:
    returned = ratio('IF(AND(ISNUMBER($G9),ISNUMBER($H9)),IF($H9>0,100*$G9/$H9,""),"")', None)
    assert codes(returned) == ["V01"]


@pytest.mark.parametrize(("formula", "stored", "percent", "told"), [
    ("100*G9/H9", "80", False, []), ("G9/H9", "0.8", True, []), ("100*8/9", "88.9", False, ["V41"]),
    ("G9/H9", None, True, [])])
def test_parts_go_before_any_formula(formula: str, stored: str | None, percent: bool, told: list[str]) -> None:
    returned = ratio(formula, stored, percent, "8 | 10")
    assert facts(returned, "CT01")["value"] == 80.0
    assert [code for code in codes(returned) if code != "V22"] == told


@pytest.mark.parametrize(("formula", "stored"), [("TRUE()", "1"), ("TRUE()", None), ("FALSE()", "0")])
@pytest.mark.parametrize("parts", ["8 | 10", " | "])
def test_a_truth_value_is_no_percentage(formula: str, stored: str | None, parts: str) -> None:
    returned = ratio(formula, stored, line=parts)
    assert codes(returned)[0] in ("V02", "V34") and "value" not in facts(returned, "CT01")


def test_parts_may_be_formulas_too() -> None:
    source = with_formula(book("code | numerator | denominator\nCT01 | | 10"), "G9", "5+3", "8")
    returned = submit(source)
    assert (facts(returned, "CT01")["value"], facts(returned, "CT01")["numerator"]) == (80.0, 8.0)
    assert codes(returned) == ["V44"]


def test_a_status_from_a_formula_is_told() -> None:
    returned = submit(with_formula(book(), "H9", 'IF(I9=100,"Hoàn thành","Đang thực hiện")', "Đang thực hiện",
                                   "Nhiệm vụ"))
    assert only(returned, "V42").message == "Đang thực hiện lấy từ kết quả lưu của một công thức."


@pytest.mark.parametrize("state", [ERROR])
def test_an_error_value_of_a_formula_stays_an_error(state: str) -> None:
    def put(page: Sheet) -> Sheet:
        page.cells[10, 9] = Cell(10, 9, "#DIV/0!", state, True)
        return replace(page, formulas={(10, 9): "1+1"})
    assert "V09" in codes(submit(changed(book(), CT, put)))



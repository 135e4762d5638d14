"""How the figures of the units become the figure of the whole."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57xl.merge import dataset
from nq57xl.model import terms
from nq57xl.model.dataset import CityFigure, Dataset
from tests.merge.tables import SEPTEMBER, indicators, plan, returned


def merged(table: str, *submissions, **given) -> Dataset:
    return dataset(plan(indicators(table)), SEPTEMBER, submissions, **given)


def city(whole: Dataset, code: str = "A") -> CityFigure:
    return next(f for f in whole.figures if f.indicator.code == code)


RATIO = """
    | code | consolidation | t2025 |
    | A    | ratio         | >=60  |"""


def test_a_ratio_is_the_sum_of_numerators_over_the_sum_of_denominators() -> None:
    whole = merged(RATIO, returned("11", "| code | numerator | denominator |\n| A | 90 | 100 |"),
                   returned("12", "| code | numerator | denominator |\n| A | 100 | 900 |"))
    figure = city(whole)
    assert figure.value == 19.0  # 190 of 1000; the mean of 90 % and 11.1 % would be 50.6
    assert (figure.numerator, figure.denominator) == (190.0, 1000.0)
    assert figure.units_counted == ("11", "12") and figure.units_expected == ("11", "12", "13")


def test_a_share_without_its_parts_is_shown_and_not_added_up() -> None:
    whole = merged(RATIO, returned("11", "| code | numerator | denominator |\n| A | 30 | 100 |"),
                   returned("12", "| code | value |\n| A | 95 |"))
    assert city(whole).value == 30.0
    beside = whole.unit_figures["12", "A"]
    assert (beside.value, beside.counted) == (95.0, False)
    assert beside.note == "chỉ có tỷ lệ, không có tử số và mẫu số nên không cộng được"


@pytest.mark.parametrize("rule, expected", [("sum", 60.5), ("mean", 60.5 / 3), ("min", 10.0), ("max", 30.5)])
def test_plain_figures_are_consolidated_by_their_rule(rule: str, expected: float) -> None:
    table = f"| code | consolidation | kind |\n| A | {rule} | count |"
    whole = merged(table, *(returned(unit, f"| code | value |\n| A | {value} |")
                            for unit, value in (("11", 10), ("12", 20), ("13", 30.5))))
    assert city(whole).value == pytest.approx(expected, rel=1e-15)


def test_share_met_counts_the_units_that_meet_the_target() -> None:
    whole = merged("| code | consolidation | kind | t2025 |\n| A | share-met | count | >=20 |",
                   returned("11", "| code | value |\n| A | 20 |"), returned("12", "| code | value |\n| A | 19 |"))
    assert city(whole).value == 50.0
    assert (city(whole).numerator, city(whole).denominator) == (1.0, 2.0)


def test_figures_that_cannot_be_put_together_are_not() -> None:
    whole = merged("| code | consolidation | kind |\n| A | none | count |",
                   returned("11", "| code | value |\n| A | 20 |"))
    assert city(whole).value is None and city(whole).judgement == terms.NO_FIGURE
    assert whole.unit_figures["11", "A"].value == 20.0


def test_blank_is_never_zero() -> None:
    table = "| code | consolidation | kind |\n| A | mean | count |\n| B | sum | count |"
    whole = merged(table, returned("11", "| code | value |\n| A | 10 |"),
                   returned("12", "| code | value | data_status |\n| A | | Chưa có số liệu |"), returned("13"))
    assert city(whole).value == 10.0
    assert city(whole, "B").value is None
    assert city(whole).units_counted == ("11",)
    assert city(whole).units_expected == ("11", "12", "13")
    assert ("13", "A") not in whole.unit_figures


def test_a_zero_that_was_typed_counts() -> None:
    whole = merged("| code | consolidation | kind |\n| A | mean | count |",
                   returned("11", "| code | value |\n| A | 10 |"), returned("12", "| code | value |\n| A | 0 |"))
    assert city(whole).value == 5.0


def test_units_to_which_it_does_not_apply_are_not_expected_and_estimates_are_counted_apart() -> None:
    whole = merged("| code | consolidation | kind |\n| A | sum | count |",
                   returned("11", "| code | value | data_status |\n| A | | Không áp dụng |"),
                   returned("12", "| code | value | data_status |\n| A | 7 | Số ước |"))
    assert city(whole).units_expected == ("12", "13")
    assert (city(whole).value, city(whole).estimated) == (7.0, 1)


def test_a_figure_beside_a_status_that_denies_it_is_not_counted() -> None:
    whole = merged("| code | consolidation | kind |\n| A | sum | count |",
                   returned("11", "| code | value | data_status |\n| A | 7 | Không áp dụng |"))
    assert city(whole).value is None
    assert whole.unit_figures["11", "A"].note == "tình trạng số liệu trái với số đã nhập"


def test_a_unit_that_was_not_asked_is_not_added_up() -> None:
    whole = merged("| code | consolidation | kind |\n| A | sum | count |",
                   returned("11", "| code | value |\n| A | 7 |"), returned("SA", "| code | value |\n| A | 7000 |"))
    assert city(whole).value == 7.0
    assert whole.unit_figures["SA", "A"].note == "không thuộc các đơn vị cung cấp số liệu này"


def test_the_issuers_own_figure_counts_only_where_no_unit_gave_one() -> None:
    table = "| code | consolidation | kind |\n| A | sum | count |\n| B | sum | count |"
    whole = merged(table, returned("11", "| code | value |\n| A | 7 |"),
                   returned("99", "| code | value |\n| A | 50 |\n| B | 60 |"))
    assert (city(whole).value, city(whole, "B").value) == (7.0, 60.0)
    assert whole.unit_figures["99", "A"].note == "số của cơ quan ban hành kế hoạch, để đối chiếu"


LAST = "| code | consolidation | kind | collected_from | lead |\n| A | last | index | agency | Sở B; Sở A |"


def test_of_two_agencies_the_first_named_lead_is_heard_and_the_difference_told() -> None:
    whole = merged(LAST, returned("SA", "| code | value |\n| A | 0.7 |"),
                   returned("SB", "| code | value |\n| A | 0.8 |"))
    assert city(whole).value == 0.8
    assert city(whole).units_counted == ("SB",)
    assert [str(f) for f in whole.findings if f.code == "X07"] == [
        "X07 · indicator!I8: Sở B báo 0,8, Sở A báo 0,7 cho cùng chỉ tiêu A; dùng số của Sở B. "
        "Cách sửa: hai cơ quan thống nhất số liệu rồi gửi lại."]
    assert whole.unit_figures["SA", "A"].note == "đã lấy số của Sở B"


def test_two_agencies_that_say_the_same_are_no_finding() -> None:
    whole = merged(LAST, returned("SA", "| code | value |\n| A | 0.8 |"),
                   returned("SB", "| code | value |\n| A | 0.8 |"))
    assert city(whole).value == 0.8
    assert not [f for f in whole.findings if f.code == "X07"]


def test_a_ratio_that_each_of_two_agencies_gives_for_the_whole_is_taken_once() -> None:
    table = "| code | consolidation | collected_from | lead |\n| A | ratio | agency | Sở A; Sở B |"
    both = "| code | numerator | denominator |\n| A | 30 | 60 |"
    whole = merged(table, returned("SA", both), returned("SB", both))
    assert (city(whole).value, city(whole).numerator, city(whole).denominator) == (50.0, 30.0, 60.0)
    assert (city(whole).units_counted, city(whole).units_expected) == (("SA",), ("SA",))


def test_a_ratio_of_a_group_of_agencies_is_added_up() -> None:
    table = "| code | consolidation | collected_from | lead |\n| A | ratio | agency | các sở, ngành |"
    whole = merged(table, returned("SA", "| code | numerator | denominator |\n| A | 30 | 60 |"),
                   returned("SB", "| code | numerator | denominator |\n| A | 0 | 40 |"))
    assert (city(whole).value, city(whole).denominator) == (30.0, 100.0)


def test_words_stand_if_one_body_says_them() -> None:
    table = "| code | consolidation | kind | collected_from | lead |\n| A | last | text | agency | Sở A; Sở B |"
    one = merged(table, returned("SA", '| code | value |\n| A | "Đã ban hành" |'))
    assert city(one).value == "Đã ban hành"


def test_words_of_many_units_are_not_put_together() -> None:
    whole = merged("| code | consolidation | kind |\n| A | none | text |",
                   returned("11", '| code | value |\n| A | "Đã" |'), returned("12", '| code | value |\n| A | "Chưa" |'))
    assert city(whole).value is None


def test_rows_say_which_facts_the_figure_rests_on() -> None:
    whole = merged(RATIO, returned("11", "| code | value | numerator | denominator |\n| A | 30 | 30 | 100 |"))
    assert [(r.fact.field, r.fact.cell, r.city_code, r.used) for r in whole.rows] == [
        ("value", "I8", "A", False), ("numerator", "G8", "A", True), ("denominator", "H8", "A", True)]


MANY = """
    | code | consolidation | kind    |
    | A    | ratio         | percent |
    | B    | sum           | count   |
    | C    | mean          | index   |"""
amounts = st.floats(min_value=0.1, max_value=1e9, allow_nan=False)


@given(st.lists(st.tuples(amounts, amounts), min_size=3, max_size=3), st.randoms())
def test_the_order_of_the_files_does_not_matter(numbers: list[tuple[float, float]], random: Random) -> None:
    files = [returned(unit, f"| code | numerator | denominator | value |\n| A | {a} | {b} | |\n"
                            f"| B | | | {a} |\n| C | | | {b} |")
             for unit, (a, b) in zip(("11", "12", "13"), numbers)]
    files += [returned("11", "| code | value |\n| B | 1 |", file="11 (1).xlsx"), returned("98", file="la.xlsx")]
    shuffled = random.sample(files, len(files))
    one = plan(indicators(MANY))
    assert dataset(one, SEPTEMBER, shuffled, plans=no_plans) == dataset(one, SEPTEMBER, files, plans=no_plans)


def no_plans(plan_id: str):
    raise LookupError(plan_id)

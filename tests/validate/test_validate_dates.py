"""Days: taken in Vietnamese order and in full, with what was given named where a day is missing; never turned round."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57xl.model.record import Submission
from nq57xl.sheets.reading.book import Cell
from nq57xl.validate.dates import other_epoch, read_text_date
from nq57xl.validate.recompute import Outcome
from nq57xl.validate.values import read_date
from tests.validate.forms import book, codes, edited, facts, only, submit

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def done(on: Any) -> Submission:
    """NV2, done; its day in J10. The plan is of 1/8/2025, the period 9/2025, the report due on 25/9/2025."""
    return submit(edited(book(), "Nhiệm vụ", J10=on))


@pytest.mark.parametrize("typed", [
    "05/9/2025", "5-9-2025", "5.9.2025", "ngày 05 tháng 9 năm 2025", "2025-09-05 ", "05/09/2025.", 45905.0, 45905.75,
    "05/09/2025 00:00", "2025-09-05T08:30:00", "5 tháng 9, 2025", "5 thg 9 2025", "05-thg9 2025", "NGÀY 5/9/2025"])
def test_a_day_typed_as_text_is_read_day_first(typed: Any) -> None:
    returned = done(typed)
    assert facts(returned, "NV2")["completed_on"] == date(2025, 9, 5)
    assert codes(returned) == ["V30"] and only(returned, "V30").message.endswith("đã được đọc là 05/09/2025.")


@pytest.mark.parametrize(("typed", "precision"), [
    ("tháng 9/2025", "tháng 9/2025"), ("9/2025", "tháng 9/2025"), ("09-2025", "tháng 09/2025"),
    ("cuối tháng 9 năm 2025", "tháng 9/2025"), ("năm 2025", "năm 2025"), ("2025", "năm 2025"),
    ("Quý III/2025", "quý III/2025"), ("Quý IV năm 2026", "quý IV/2026"), ("q3/2025", "quý 3/2025"),
    ("đầu kỳ", "tháng, quý hoặc năm"), ("5/9", "ngày và tháng, hoặc tháng và năm")])
def test_less_than_a_day_is_asked_about_with_what_was_given(typed: str, precision: str) -> None:
    returned = done(typed)
    assert str(only(returned, "V60")) == (
        f'V60 · Nhiệm vụ!J10 (Ngày hoàn thành): "{typed}" chỉ cho biết {precision}, chưa đủ ngày, tháng, năm. '
        "Cách sửa: nhập đủ ngày/tháng/năm, ví dụ 05/9/2025.")
    assert codes(returned) == ["V60"] and "completed_on" not in facts(returned, "NV2")


@pytest.mark.parametrize(("typed", "likely"), [
    ("9/25/2025", "25/09/2025"), ("09-25-2025", "25/09/2025"), ("5/9/25", "05/09/2025"), ("9/25/25", "25/09/2025")])
def test_another_order_or_a_short_year_is_asked_about_with_the_likely_day(typed: str, likely: str) -> None:
    returned = done(typed)
    assert only(returned, "V61").message == (
        f'"{typed}" không viết theo thứ tự ngày/tháng/năm (năm đủ bốn chữ số); có phải là {likely}?')
    assert codes(returned) == ["V61"] and "completed_on" not in facts(returned, "NV2")


@pytest.mark.parametrize(("typed", "read"), [
    (2025.0, "2025"), (0.0, "0"), (-1.0, "-1"), (9.2025, "9,2025"), (1e15, "1000000000000000"), (73416.0, "73416"),
    (date(1925, 9, 5), "05/09/1925"),
    (datetime(1925, 9, 5, 10, 30), "05/09/1925"), (date(1999, 12, 31), "31/12/1999"), (date(2101, 1, 1), "01/01/2101")])
def test_a_number_or_day_out_of_every_range_is_asked_about(typed: Any, read: str) -> None:
    returned = done(typed)
    assert only(returned, "V36").message == (
        f'"{read}" không phải là một ngày đủ ngày, tháng, năm (2000 đến 2100).')
    assert codes(returned) == ["V36"] and "completed_on" not in facts(returned, "NV2")


@pytest.mark.parametrize("typed", ["31/9/2025", "hôm qua", True, "20250905", "2025-02-30", "12/13/14/2025"])
def test_what_is_no_day_is_told_by_the_rule(typed: Any) -> None:
    assert codes(done(typed)) == ["A06"]


def test_a_day_moved_by_the_other_epoch_is_asked_about() -> None:
    returned = done(date(2029, 9, 6))
    assert str(only(returned, "V62")) == (
        "V62 · Nhiệm vụ!J10 (Ngày hoàn thành): ngày 06/09/2029 nhiều khả năng lệch 4 năm 1 ngày do hai hệ ngày của "
        "Excel; có phải là 05/09/2025? Cách sửa: nhập lại ngày/tháng/năm.")
    assert codes(returned) == ["V62"] and "completed_on" not in facts(returned, "NV2")
    assert codes(done(date(2021, 9, 4))) == ["V62"]
    assert codes(done("06/09/2029")) == ["V62"]


@pytest.mark.parametrize(("day", "code"), [(date(2025, 9, 26), "A07"), (date(2021, 3, 4), "A16"),
                                           (date(2025, 7, 1), "A16")])
def test_other_days_out_of_time_stay_with_the_rules(day: date, code: str) -> None:
    assert codes(done(day)) == [code]


def test_a_plan_without_a_day_knows_no_first_day() -> None:
    due, begins = date(2025, 9, 25), date(2025, 9, 1)
    assert other_epoch(date(2029, 9, 6), None, due, begins) == date(2025, 9, 5)
    assert other_epoch(date(2021, 9, 4), None, due, begins) is None
    assert other_epoch(date(2025, 9, 5), None, due, begins) is None


def test_a_day_from_a_formula_is_told_and_todays_date_is_asked_about() -> None:
    cell = Cell(1, 1, date(2025, 9, 5), "", True)
    kept = read_date(cell, Outcome("=DATE(2025,9,5)"))
    assert (kept.value, kept.message.code) == (date(2025, 9, 5), "V42")
    asked = read_date(cell, Outcome("=TODAY()", doubt="TODAY"))
    assert (asked.sure, asked.message.code, asked.found, asked.after) == (False, "V46", "=TODAY()", "TODAY")


@given(DAYS, st.sampled_from(["{d}/{m}/{y}", "{m}/{d}/{y}", "{y}-{m:02d}-{d:02d}", "{d}/{m}/{s:02d}", "{m}-{y}",
                              "ngày {d} tháng {m} năm {y}", "{d}.{m}.{y} 10:00"]))
def test_a_written_day_is_itself_or_in_vietnamese_order_or_asked_about(day: date, form: str) -> None:
    found = read_text_date(form.format(d=day.day, m=day.month, y=day.year, s=day.year % 100)).certain
    turned = form.startswith("{m}/") and day.day <= 12 and date(day.year, day.day, day.month)
    assert found in (None, turned or day)


@given(DAYS)
def test_the_epochs_are_four_years_and_a_day_apart(day: date) -> None:
    begins = day - timedelta(days=30)
    assert other_epoch(day + timedelta(days=1462), begins, day, begins) == day
    assert other_epoch(day - timedelta(days=1462), begins, day, begins) == day
    assert other_epoch(day, begins, day, begins) is None

"""Periods: how they are written, when they close (Decree 09/2019/NĐ-CP, Article 12) and when reports are due."""

from datetime import date

import pytest

from nq57xl.model.period import Calendar, Period, PeriodError, due_date, parse_period, window, working_day_after

DECREE_09 = Calendar()


@pytest.mark.parametrize("text", ["2025-09", "2025-Q3", "2025-H2", "2025"])
def test_a_period_prints_as_it_was_written(text: str) -> None:
    assert str(parse_period(text)) == text


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "2025-Q5", "2025-H3", "25-09", "09-2025", "", "2025-9", "1999"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(text)


@pytest.mark.parametrize(("text", "label"), [
    ("2025-09", "tháng 9/2025"), ("2025-Q4", "quý IV/2025"), ("2025-H1", "6 tháng đầu năm 2025"),
    ("2025-H2", "6 tháng cuối năm 2025"), ("2025", "năm 2025")])
def test_a_period_has_the_name_offices_use(text: str, label: str) -> None:
    assert parse_period(text).label == label


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2025-09", date(2025, 8, 15), date(2025, 9, 14)),
    ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
    ("2027-Q1", date(2026, 12, 15), date(2027, 3, 14)),
    ("2027-H1", date(2026, 12, 15), date(2027, 6, 14)),
    ("2027-H2", date(2027, 6, 15), date(2027, 12, 14)),
    ("2027", date(2026, 12, 15), date(2027, 12, 14))])
def test_decree_09_runs_from_the_15th_to_the_14th(text: str, first: date, last: date) -> None:
    assert window(parse_period(text), DECREE_09) == (first, last)


def test_a_calendar_month_runs_to_its_last_day() -> None:
    calendar = Calendar(first_day=1, cutoff_day=31)
    assert window(parse_period("2028-02"), calendar) == (date(2028, 2, 1), date(2028, 2, 29))


@pytest.mark.parametrize(("calendar", "text", "due"), [
    (DECREE_09, "2025-09", date(2025, 9, 25)),
    (DECREE_09, "2027-Q1", date(2027, 3, 25)),
    (Calendar(due_day=18), "2025-09", date(2025, 9, 18)),
    (Calendar(due_day=10, due_before=True), "2025-09", date(2025, 9, 9)),
    (Calendar(due_day=5, due_month_offset=1), "2025-12", date(2026, 1, 5))])
def test_reports_are_due_on_the_calendars_day(calendar: Calendar, text: str, due: date) -> None:
    assert due_date(parse_period(text), calendar) == due


@pytest.mark.parametrize(("rest_days", "due"), [
    ("keep", date(2026, 1, 25)), ("next", date(2026, 1, 26)), ("previous", date(2026, 1, 23))])
def test_a_due_day_on_a_sunday_moves_as_the_setting_says(rest_days: str, due: date) -> None:
    assert due_date(parse_period("2026-01"), Calendar(rest_days=rest_days)) == due


def test_a_holiday_counts_as_a_rest_day() -> None:
    calendar = Calendar(rest_days="next", holidays=frozenset((date(2025, 9, 25),)))
    assert due_date(parse_period("2025-09"), calendar) == date(2025, 9, 26)


def test_the_period_before_the_first_of_a_year_is_the_last_of_the_year_before() -> None:
    assert [str(parse_period(p).previous()) for p in ("2025-01", "2025-Q1", "2025-H2", "2025")] == [
        "2024-12", "2024-Q4", "2025-H1", "2024"]
    assert Period(2025, "month", 9).previous() == Period(2025, "month", 8)


@pytest.mark.parametrize(("day", "count", "last"), [
    ("2025-09-22", 3, "2025-09-25"), ("2025-09-26", 3, "2025-10-01"), ("2025-09-27", 1, "2025-09-29"),
    ("2025-08-29", 2, "2025-09-04"), ("2025-09-22", 0, "2025-09-22")])
def test_working_days_pass_over_weekends_and_holidays(day: str, count: int, last: str) -> None:
    independence = frozenset({date(2025, 9, 1), date(2025, 9, 2)})
    assert working_day_after(date.fromisoformat(day), count, independence) == date.fromisoformat(last)

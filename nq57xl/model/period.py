"""Reporting periods: month, quarter, half-year, year; their windows and due days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_PATTERN = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class PeriodError(ValueError):
    """The text names no reporting period."""


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: `kind` is month, quarter, half or year; `index` its number within the year."""

    year: int
    kind: str
    index: int

    def __str__(self) -> str:
        return {"month": f"{self.year}-{self.index:02d}", "quarter": f"{self.year}-Q{self.index}",
                "half": f"{self.year}-H{self.index}", "year": f"{self.year}"}[self.kind]

    @property
    def label(self) -> str:
        """The period as Vietnamese offices write it: `tháng 9/2025`, `quý III/2025`."""
        return {"month": f"tháng {self.index}/{self.year}",
                "quarter": f"quý {('I', 'II', 'III', 'IV')[(self.index - 1) % 4]}/{self.year}",
                "half": f"6 tháng {('đầu', 'cuối')[(self.index - 1) % 2]} năm {self.year}",
                "year": f"năm {self.year}"}[self.kind]

    @property
    def last_month(self) -> int:
        """Number of the period's last calendar month, 1 to 12."""
        return self.index * _MONTHS[self.kind]

    @property
    def first_month(self) -> int:
        return self.last_month - _MONTHS[self.kind] + 1

    def previous(self) -> "Period":
        """The period of the same kind just before this one."""
        if self.index > 1:
            return Period(self.year, self.kind, self.index - 1)
        return Period(self.year - 1, self.kind, 12 // _MONTHS[self.kind])


def parse_period(text: str) -> Period:
    """Read `2025-09`, `2025-Q3`, `2025-H2` or `2025`. Raises PeriodError for anything else."""
    match = _PATTERN.fullmatch(text.strip())
    year = int(match[1]) if match else 0
    if not match or not 2000 <= year <= 2100:
        raise PeriodError(text)
    if match[2]:
        if not 1 <= int(match[2]) <= 12:
            raise PeriodError(text)
        return Period(year, "month", int(match[2]))
    if match[3]:
        return Period(year, "quarter", int(match[3]))
    if match[4]:
        return Period(year, "half", int(match[4]))
    return Period(year, "year", 1)


def parsed_period(text: str) -> Period | None:
    """As `parse_period`; None for anything else."""
    try:
        return parse_period(text)
    except PeriodError:
        return None


@dataclass(frozen=True, slots=True)
class Calendar:
    """How periods run and when reports are due, as data (`templates/calendar/`, `plan.toml`).

    `first_day` is the day of the month before the period on which it opens, `cutoff_day` the day of its
    last month on which it closes (Decree 09/2019/NĐ-CP, Article 12: 15th to 14th). `due_day` is the day
    by which reports are due, in the last month (`due_month_offset` 0) or the month after (1); `due_month`
    fixes the month of a yearly report. `rest_days` says what happens when the due day is a Saturday,
    Sunday or holiday: `keep`, `next` or `previous` working day (the decree does not settle it).
    """

    first_day: int = 15
    cutoff_day: int = 14
    due_day: int = 25
    due_month_offset: int = 0
    due_before: bool = False
    rest_days: str = "keep"
    holidays: frozenset[date] = frozenset()


def _month(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def window(period: Period, calendar: Calendar) -> tuple[date, date]:
    """First and last day whose facts belong to the period, both included."""
    if calendar.first_day == 1:
        start = date(period.year, period.first_month, 1)
    else:
        start = date(*_month(period.year, period.first_month - 1), calendar.first_day)
    if calendar.cutoff_day >= 28:
        return start, date(*_month(period.year, period.last_month + 1), 1) - timedelta(days=1)
    return start, date(period.year, period.last_month, calendar.cutoff_day)


def due_date(period: Period, calendar: Calendar) -> date:
    """Last day on which a report counts as on time.

    "Before the 10th" (`due_before`) means the 9th. A rest day is moved as the calendar says.
    """
    year, month = _month(period.year, period.last_month + calendar.due_month_offset)
    due = date(year, month, calendar.due_day) - timedelta(days=1 if calendar.due_before else 0)
    step = {"keep": 0, "next": 1, "previous": -1}[calendar.rest_days]
    while step and (due.weekday() >= 5 or due in calendar.holidays):
        due += timedelta(days=step)
    return due


def working_day_after(day: date, count: int, holidays: frozenset[date]) -> date:
    """The last of so many working days that follow a day; Saturdays, Sundays and holidays do not count."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in holidays
    return day

"""The state of an assignment follows from its status, its dates and its deadline."""

from datetime import date

import pytest

from nq57xl.merge import dataset
from nq57xl.merge.progress import derive_state
from nq57xl.model.dataset import AssignmentState
from nq57xl.model.terms import (
    DONE,
    DONE_IN_TIME,
    DONE_LATE,
    DUE_SOON,
    NO_REPORT,
    NOT_STARTED,
    OVERDUE,
    RUNNING,
    RUNNING_IN_TIME,
    SUSPENDED,
)
from tests.merge.tables import SEPTEMBER, assignments, plan, returned

DEADLINE = date(2025, 9, 30)


@pytest.mark.parametrize("status, completed_on, as_of, expected", [
    (DONE, date(2025, 9, 30), date(2025, 10, 14), DONE_IN_TIME),
    (DONE, date(2025, 10, 1), date(2025, 10, 14), DONE_LATE),
    (DONE, None, date(2025, 9, 30), DONE_IN_TIME),    # whenever it was, it was before the day of the report
    (DONE, None, date(2025, 10, 1), DONE_LATE),       # nothing shows that it was in time
    (RUNNING, None, date(2025, 9, 14), RUNNING_IN_TIME),
    (RUNNING, None, date(2025, 9, 15), DUE_SOON),     # fifteen days to go
    (NOT_STARTED, None, date(2025, 9, 30), DUE_SOON),
    (NOT_STARTED, None, date(2025, 10, 1), OVERDUE),
    (SUSPENDED, None, date(2025, 10, 1), SUSPENDED),
    ("", None, date(2025, 10, 1), NO_REPORT),
])
def test_states_at_the_boundary_days(status: str, completed_on: date | None, as_of: date, expected: str) -> None:
    assert derive_state(status, completed_on, DEADLINE, as_of, None, 15) == expected


def test_a_report_received_in_time_proves_that_an_undated_completion_was() -> None:
    assert derive_state(DONE, None, DEADLINE, date(2025, 10, 14), date(2025, 9, 29), 15) == DONE_IN_TIME


def test_without_a_dated_deadline_nothing_is_late() -> None:
    assert derive_state(RUNNING, None, None, date(2030, 1, 1), None, 15) == RUNNING_IN_TIME
    assert derive_state(DONE, date(2030, 1, 1), None, date(2030, 1, 1), None, 15) == DONE_IN_TIME


TASKS = assignments("""
    | code | lead                   | coordinating | deadline_kind | deadline |
    | N1   | Sở A                   | Sở B         | month         | 2025-08  |
    | N2   | Sở A; Sở B             |              | year          | 2026     |
    | N3   | Ủy ban nhân dân cấp xã |              | continuous    |          |
    | N4   |                        |              | none          |          |""")


def states(*submissions, **given) -> list[AssignmentState]:
    return list(dataset(plan(tasks=TASKS), SEPTEMBER, submissions, **given).assignments)


def test_every_assignment_appears_even_if_nobody_reports() -> None:
    assert [(s.code, s.unit, s.state) for s in states()] == [
        ("N1", "SA", NO_REPORT), ("N2", "SA", NO_REPORT), ("N2", "SB", NO_REPORT), ("N3", "", NO_REPORT),
        ("N4", "", NO_REPORT)]


def test_the_lead_stands_before_the_coordinator_and_a_silent_lead_is_shown() -> None:
    found = states(returned("SB", tasks="| code | status | completed_on |\n| N1 | Hoàn thành | 2025-08-30 |\n"
                                        "| N2 | Đang thực hiện | |"))
    assert [(s.code, s.unit, s.is_lead, s.state) for s in found[:4]] == [
        ("N1", "SB", False, DONE_IN_TIME), ("N1", "SA", True, NO_REPORT), ("N2", "SB", True, RUNNING_IN_TIME),
        ("N2", "SA", True, NO_REPORT)]


def test_the_last_day_of_the_period_decides_unless_told_otherwise() -> None:
    file = returned("SA", tasks="| code | status | progress |\n| N1 | Đang thực hiện | 40 |")
    late = states(file)[0]
    assert (late.state, late.deadline, late.progress, late.cell) == (OVERDUE, date(2025, 8, 31), 40.0, "H8")
    assert states(file, as_of=date(2025, 8, 31))[0].state == DUE_SOON


def test_one_commune_that_reports_speaks_for_itself_alone() -> None:
    found = [s for s in states(returned("11", tasks="| code | status |\n| N3 | Đang thực hiện |")) if s.code == "N3"]
    assert [(s.unit, s.is_lead) for s in found] == [("11", True)]


def test_a_units_own_extra_assignment_is_listed_at_the_end() -> None:
    extra = states(returned("SA", tasks="| code | name | status |\n| extra-1 | Việc riêng | Hoàn thành |"))[-1]
    assert (extra.assignment, extra.code, extra.name, extra.state) == (None, "extra-1", "Việc riêng", DONE_IN_TIME)


def test_difficulties_are_listed_with_their_place() -> None:
    from tests.merge.tables import facts
    told = facts("| code | content | addressee |\n| 1 | Thiếu máy | Sở A |", "11", sheet_kind="difficulty")
    found = dataset(plan(tasks=TASKS), SEPTEMBER, [returned("11", facts=told)]).difficulties
    assert [(d.unit, d.content, d.addressee, d.proposal, d.cell) for d in found] == [
        ("11", "Thiếu máy", "Sở A", "", "B8")]

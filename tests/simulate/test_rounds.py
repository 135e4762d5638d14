"""A round of returns: who hands in how, and which files lie in the folder then."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from nq57xl.model.period import parse_period
from nq57xl.model.record import REJECTED
from nq57xl.plans.files import load_plan
from nq57xl.simulate.campaign import hand_in, issue
from nq57xl.simulate.rounds import GOOD, conduct, plan_round
from nq57xl.validate import validate_bytes

SEED = 57
PLAN, SEPTEMBER = load_plan("hai-phong"), parse_period("2025-09")
DUE = date(2025, 9, 25)


def test_a_full_round_has_the_manners_of_the_table_and_good_units_else() -> None:
    manners = Counter(each.manner for each in plan_round(SEED, PLAN, SEPTEMBER, PLAN.units))
    assert manners == {"good": 100, "missing": 5, "late": 9, "unexplained": 4, "percent_only": 3, "words": 2,
                       "swapped": 2, "unfinished": 2, "other_period": 1, "damaged": 1, "twice": 1}


def test_of_few_units_at_least_half_are_good_and_no_manner_comes_twice() -> None:
    manners = Counter(each.manner for each in plan_round(SEED, PLAN, SEPTEMBER, PLAN.units[:6]))
    assert manners.pop(GOOD) == 3 and set(manners.values()) == {1}


def test_only_late_units_send_after_the_due_day() -> None:
    for each in plan_round(SEED, PLAN, SEPTEMBER, PLAN.units):
        assert (each.sent > DUE) == (each.manner == "late")
        assert each.sent > date(2025, 9, 14)


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ...]]:
    """The files of one unit in each manner."""
    folder = tmp_path_factory.mktemp("round")
    manners = ("good", "missing", "other_period", "damaged", "twice")
    units = PLAN.units[: len(manners)]
    conducts = [conduct(SEED, PLAN, SEPTEMBER, unit, manner) for unit, manner in zip(units, manners, strict=True)]
    issued = issue(SEED, PLAN, SEPTEMBER, units, folder / "issued")
    return {each.conduct.manner: tuple(path for path, _ in each.files)
            for each in hand_in(SEED, PLAN, SEPTEMBER, conducts, issued, folder / "returned")}


def test_a_missing_unit_leaves_no_file_and_a_unit_that_corrects_itself_two(handed: dict) -> None:
    assert handed["missing"] == ()
    first, second = handed["twice"]
    assert second.name == f"{first.stem} (sửa lại).xlsx"


def test_a_workbook_of_another_period_and_a_broken_one_are_refused(handed: dict) -> None:
    outcomes = {manner: validate_bytes(files[0].read_bytes(), files[0].name, "", "2025-09").outcome
                for manner, files in handed.items() if files}
    assert [manner for manner, outcome in outcomes.items() if outcome == REJECTED] == ["other_period", "damaged"]

"""Officers tune the rules of one indicator in plan data: read, checked, exchanged, obeyed by both engines."""

from pathlib import Path

from nq57xl.model.plan import Tuning
from nq57xl.plans.check import check_plan
from nq57xl.plans.exchange import export_workbook, import_workbook
from nq57xl.plans.files import plan_folder, read_plan
from nq57xl.rules.catalogue import indicator_rules
from nq57xl.rules.check import accepted, failures
from tests.plans.tiny import INDICATORS, write_plan

DIGEST = "c84ebdd2d3161c89"
"""Of the tiny plan before there was any tuning."""


def tuned(first: str, columns: str = "lower | upper | decimals | jump_tolerance | required | severities") -> str:
    """The tiny plan's indicators with tuning columns, filled for the first of them."""
    header, one, two = INDICATORS.strip().split("\n")
    blank = " | ".join("" for _ in columns.split("|"))
    return "\n".join((f"{header} | {columns}", f"{one} | {first}", f"{two} | {blank}"))


def test_a_plan_without_tuning_loads_as_before(tmp_path: Path) -> None:
    plan = read_plan(write_plan(tmp_path))
    assert [i.tuning for i in plan.indicators] == [Tuning(), Tuning()] and plan.digest == DIGEST


def test_every_column_is_read_and_changes_the_digest(tmp_path: Path) -> None:
    plain = read_plan(write_plan(tmp_path / "plain"))
    plan = read_plan(write_plan(tmp_path / "tuned", indicators=tuned("0 | 120.5 | 1 | 15 | 0 | V22=info; v21=ERROR")))
    assert plan.indicators[0].tuning == Tuning(0, 120.5, 1, 15, False, (("V22", "info"), ("V21", "error")))
    assert plan.indicators[1].tuning == Tuning()
    assert plan.digest != plain.digest and [finding.code for finding in check_plan(plan)] == ["P28"]


def test_tuning_survives_the_way_through_excel(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "plan", indicators=tuned("0 | 120.5 | 1 | 15 | 0 | V22=info"))
    export_workbook(str(folder), tmp_path / "plan.xlsx")
    target, findings = import_workbook(tmp_path / "plan.xlsx", tmp_path / "back")
    assert [finding.code for finding in findings] == ["P28"] and read_plan(target) == read_plan(folder)


def test_the_files_of_a_plan_without_tuning_come_back_as_they_were(tmp_path: Path) -> None:
    export_workbook("nghi-duong", tmp_path / "plan.xlsx")
    target, _ = import_workbook(tmp_path / "plan.xlsx", tmp_path / "back")
    header = (target / "indicators.csv").read_text(encoding="utf-8").split("\n")[0]
    assert header == (plan_folder("nghi-duong") / "indicators.csv").read_text(encoding="utf-8").split("\n")[0]


def test_severities_of_one_indicator_change_only_that_one(tmp_path: Path) -> None:
    plan = read_plan(write_plan(tmp_path, indicators=tuned(" | | | | | V22=error")))
    row = {"value": 70.0, "explanation": "Đang chờ văn bản của xã"}
    parts = {"ratio": 1, "numerator": 70.0, "denominator": 100.0}
    one, two = (indicator_rules(indicator, 2025) for indicator in plan.indicators)
    assert [(rule.code, rule.severity) for rule in failures(one, row | parts)] == [("V22", "error")]
    assert failures(two, row) == [] and [(r.code, r.severity) for r in accepted(two, row)] == [("V22", "warning")]

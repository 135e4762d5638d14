"""Officers tune the rules of one indicator in plan data: read, checked, exchanged, obeyed by both engines."""

from pathlib import Path

import pytest

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
    assert plan.digest != plain.digest and check_plan(plan) == []


@pytest.mark.parametrize(("row", "expected"), [
    ("từ 0 | | | | |", 'P15 · indicators.csv!T-1 (lower): cột lower: "từ 0" không đọc được. Cách sửa: lower, upper, '
     "jump_tolerance: số, thập phân sau dấu chấm; decimals: 0 đến 6; required: 0 hoặc 1; severities: "
     "V22=info;V21=error; không đặt riêng thì để trống."),
    ("100 | 0 | | | |", "P16 · indicators.csv!T-1 (lower): mức thấp nhất 100 lớn hơn mức cao nhất 0. "
     "Cách sửa: đổi lại cột lower và upper."),
    ("0 | 80 | | | |", "P17 · indicators.csv!T-1 (upper): mục tiêu 2030 (100) nằm ngoài khoảng cho phép (80). "
     "Cách sửa: nới cột lower, upper hoặc kiểm tra lại mục tiêu."),
    (" | | | | | V02=info", "P18 · indicators.csv!T-1 (severities): mức V02=info không đặt được. Cách sửa: viết dạng "
     "V22=info;V21=error, mức là error, warning hoặc info; chỉ đổi được mức của cảnh báo ở trang Chỉ tiêu.")])
def test_a_tuning_that_makes_no_sense_is_told(tmp_path: Path, row: str, expected: str) -> None:
    plan = read_plan(write_plan(tmp_path, indicators=tuned(row)))
    assert [str(finding) for finding in check_plan(plan)] == [expected]


def test_bounds_on_a_text_are_told(tmp_path: Path) -> None:
    words = tuned(" | 100 | | | |").replace("| percent |", "| text    |")
    words = words.replace(">=60", "").replace("| 100   |", "|       |")
    told = [str(finding) for finding in check_plan(read_plan(write_plan(tmp_path, indicators=words)))]
    assert told == ["P19 · indicators.csv!T-1 (upper): cột upper (100) không có tác dụng với chỉ tiêu bằng chữ. "
                    "Cách sửa: để trống cột này."]


def test_tuning_survives_the_way_through_excel(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "plan", indicators=tuned("0 | 120.5 | 1 | 15 | 0 | V22=info"))
    export_workbook(str(folder), tmp_path / "plan.xlsx")
    target, findings = import_workbook(tmp_path / "plan.xlsx", tmp_path / "back")
    assert findings == [] and read_plan(target) == read_plan(folder)


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

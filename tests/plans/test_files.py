"""Plan files are read whole, or refused with file, line and column named."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from nq57xl.model.period import due_date, parse_period, window
from nq57xl.plans.data_files import DataFileError
from nq57xl.plans.files import UnknownPlanError, load_plan, plan_ids, read_plan
from tests.plans.tiny import TOML, write_plan

SEED_PLANS = {"hai-phong": (65, 19), "nghi-duong": (59, 49), "kim-thanh": (14, 51), "nam-trieu": (36, 42),
              "truong-giang": (30, 8)}


@pytest.mark.parametrize("plan_id", SEED_PLANS)
def test_the_five_plans_are_complete(plan_id: str) -> None:
    plan = load_plan(plan_id)
    assert (len(plan.indicators), len(plan.assignments)) == SEED_PLANS[plan_id]
    assert set(SEED_PLANS) <= set(plan_ids())


@pytest.mark.parametrize(("plan_id", "stt", "targets"), [
    ("hai-phong", "1", {2025: ">=60", 2030: "100", 2035: "100", 2040: "100", 2045: "100"}),
    ("hai-phong", "6", {2025: ">=3", 2030: ">=3", 2035: "3", 2040: ">3", 2045: ">3.5"}),
    ("hai-phong", "12", {2025: "-", 2030: "-", 2035: "-", 2040: "80..90", 2045: ">=90"}),
    ("hai-phong", "63", {2025: ">=70", 2030: "85", 2035: ">=95", 2040: "100", 2045: "100"}),
    ("nam-trieu", "22", dict.fromkeys((2025, 2030, 2035, 2040, 2045), ">=10")),
    ("nam-trieu", "29", {2025: ">=70", 2030: ">=85", 2035: ">=95", 2040: "100", 2045: "100"}),
    ("truong-giang", "1.2", {2025: ">=10", 2030: ">=25", 2035: ">=40", 2040: ">=60", 2045: ">=70"})])
def test_targets_are_what_the_documents_print(plan_id: str, stt: str, targets: dict[int, str]) -> None:
    indicator = next(row for row in load_plan(plan_id).indicators if row.stt == stt)
    assert {year: target.source for year, target in indicator.targets.items()} == targets


def test_hai_phong_has_its_114_communes_and_their_codes() -> None:
    communes = [unit for unit in load_plan("hai-phong").units if unit.kind == "commune"]
    assert len(communes) == 114
    assert {unit.code: unit.name for unit in communes}["10888"] == "Xã Cẩm Giang"
    assert {unit.code: unit.name for unit in communes}["10903"] == "Xã Cẩm Giàng"


@pytest.mark.parametrize(("plan_id", "unit_kind", "period", "due"), [
    ("hai-phong", "commune", "2025-09", date(2025, 9, 25)),
    ("kim-thanh", "department", "2025-09", date(2025, 9, 18)),
    ("kim-thanh", "commune", "2025-09", date(2025, 9, 20)),
    ("truong-giang", "department", "2025-10", date(2025, 10, 9)),
    ("nam-trieu", "department", "2025", date(2025, 12, 9))])
def test_reports_are_due_on_the_day_each_plan_sets(plan_id: str, unit_kind: str, period: str, due: date) -> None:
    asked = parse_period(period)
    calendar = load_plan(plan_id).calendar(unit_kind, asked.kind)
    assert due_date(asked, calendar) == due
    assert window(asked, calendar)[1] < due


def test_an_unknown_plan_is_named() -> None:
    with pytest.raises(UnknownPlanError, match="ha-noi"):
        load_plan("ha-noi")


def test_a_plan_folder_is_enough_no_code_is_needed(tmp_path: Path) -> None:
    plan = load_plan(str(write_plan(tmp_path / "tiny")))
    assert [row.code for row in plan.indicators] == ["T-1", "T-2"]
    assert [unit.code for unit in plan.units] == ["VHXH", "KT"]
    assert plan.unit("99999").name == "Ủy ban nhân dân xã Nhỏ"


@pytest.mark.parametrize(("file", "content", "words"), [
    ("indicators.csv", "code,name\n", "thiếu cột"),
    ("assignments.csv", None, "không có tệp này"),
    ("units.csv", b"code;name;kind;aliases\n\xff\xfe", "không phải UTF-8"),
    ("plan.toml", 'id = "tiny', "plan.toml"),
    ("plan.toml", TOML.replace("[2025, 2030]", '"2025"'), "plan.toml")])
def test_a_broken_plan_file_is_refused_by_name(tmp_path: Path, file: str, content: str | bytes | None,
                                               words: str) -> None:
    path = write_plan(tmp_path / "tiny") / file
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataFileError, match=words) as fault:
        read_plan(path.parent)
    assert file in str(fault.value)


def test_files_saved_by_excel_are_read_alike(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "tiny")
    plan = read_plan(folder)
    units = folder / "units.csv"
    units.write_text("\ufeff" + units.read_text(encoding="utf-8").replace(",", ";").replace("phòng; ban", "phòng, ban"),
                     encoding="utf-8")
    assert read_plan(folder) == plan


def test_the_digest_changes_only_with_what_an_officer_is_asked(tmp_path: Path) -> None:
    before = read_plan(write_plan(tmp_path / "a")).digest
    other_title = read_plan(write_plan(tmp_path / "b", toml=TOML.replace("Kế hoạch nhỏ", "Kế hoạch khác"))).digest
    assert before == other_title
    folder = write_plan(tmp_path / "c")
    rows = folder / "indicators.csv"
    rows.write_text(rows.read_text(encoding="utf-8").replace(">=60", ">=65"), encoding="utf-8")
    assert read_plan(folder).digest != before


def test_reading_a_plan_imports_no_heavy_library() -> None:
    script = ("import sys; from nq57xl.plans.files import load_plan; load_plan('hai-phong'); "
              "print(sorted({'pandas', 'openpyxl', 'xlsxwriter', 'xlwings'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

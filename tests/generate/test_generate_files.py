"""Which workbooks are written, under which names, for whom."""

import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from nq57xl.generate import NothingToReportError, UnknownUnitError, WouldOverwriteError, generate, workbook_bytes
from nq57xl.generate.content import content_of
from nq57xl.generate.files import build_master
from nq57xl.model.period import parse_period
from nq57xl.plans.places import template_file
from nq57xl.sheets.issuing.shell import read_shell
from tests.generate.issued import COUNT, ISSUED, PERIOD, RATIO, UNITS, cell, opened, plan_in

TABLES = ["Chỉ tiêu", "Nhiệm vụ", "Khó khăn - Kiến nghị"]


def test_a_new_plan_of_two_indicators_and_one_department_needs_data_only(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, (RATIO, COUNT), (), UNITS[:1])
    result = generate(plan, PERIOD, ["KT"], folder=tmp_path / "out", issued_at=ISSUED)
    assert [path.name for path in result.written] == ["NQ57_mau_2025-09_KT_bieu.xlsx"]
    assert result.skipped == ()
    book = opened(result.written[0].read_bytes())
    assert book.sheetnames == ["Hướng dẫn", "Chỉ tiêu", "Khó khăn - Kiến nghị", "_danhmuc", "_nq57"]
    assert cell(book, "Chỉ tiêu", "M-01", "name").value == "Tỷ lệ thôn phủ sóng 5G"
    assert cell(book, "Chỉ tiêu", "M-02", "unit_of_measure").value == "tổ"


@pytest.mark.parametrize(("kind", "unit", "name", "sheets"), [
    ("both", "KT", "NQ57_mau_2025-09_KT_bieu.xlsx", TABLES),
    ("indicators", "KT", "NQ57_mau_2025-09_KT_chi-tieu.xlsx", [TABLES[0], TABLES[2]]),
    ("assignments", "KT", "NQ57_mau_2025-09_KT_nhiem-vu.xlsx", TABLES[1:]),
    ("both", "VH", "NQ57_mau_2025-09_VH_bieu.xlsx", TABLES[1:]),
    ("both", "11542", "NQ57_mau_2025-09_11542_bieu.xlsx", TABLES)])
def test_a_workbook_carries_the_sheets_its_unit_has_rows_for(tmp_path: Path, kind: str, unit: str, name: str,
                                                             sheets: list[str]) -> None:
    result = generate(plan_in(tmp_path), PERIOD, [unit], folder=tmp_path, issued_at=ISSUED, kind=kind)
    assert [path.name for path in result.written] == [name]
    assert opened(result.written[0].read_bytes()).sheetnames == ["Hướng dẫn", *sheets, "_danhmuc", "_nq57"]


def test_units_without_rows_are_named_and_get_no_file(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    result = generate(plan, PERIOD, ["KT", "VH", "TN"], folder=tmp_path / "out", issued_at=ISSUED, kind="indicators")
    assert [unit.name for unit in result.skipped] == ["Phòng Văn hóa", "Đoàn Thanh niên"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["NQ57_mau_2025-09_KT_chi-tieu.xlsx"]
    with pytest.raises(NothingToReportError, match="TN"):
        workbook_bytes(plan, PERIOD, "TN", "both", ISSUED)


def test_an_unknown_unit_stops_everything_before_a_file_is_written(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    with pytest.raises(UnknownUnitError, match="XX"):
        generate(plan, PERIOD, ["KT", "XX"], folder=tmp_path / "out", issued_at=ISSUED)
    assert not (tmp_path / "out").exists()


def test_files_are_replaced_only_when_asked(tmp_path: Path) -> None:
    plan, out = plan_in(tmp_path), tmp_path / "out"
    first = generate(plan, PERIOD, ["KT"], folder=out, issued_at=ISSUED).written[0]
    first.write_bytes(b"filled by an officer")
    with pytest.raises(WouldOverwriteError) as caught:
        generate(plan, PERIOD, ["VH", "KT"], folder=out, issued_at=ISSUED)
    assert caught.value.paths == (first,)
    assert [path.read_bytes() for path in out.iterdir()] == [b"filled by an officer"]
    generate(plan, PERIOD, ["KT"], folder=out, issued_at=ISSUED, force=True)
    assert opened(first.read_bytes()).sheetnames[0] == "Hướng dẫn"
    assert sorted(path.name for path in out.iterdir()) == [first.name]


def test_progress_is_told_after_each_file(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    generate(plan_in(tmp_path), PERIOD, ["KT", "TN", "VH"], folder=tmp_path, issued_at=ISSUED,
             progress=lambda done, total, path: seen.append((done, total, path.name)))
    assert seen == [(1, 2, "NQ57_mau_2025-09_KT_bieu.xlsx"), (2, 2, "NQ57_mau_2025-09_VH_bieu.xlsx")]


def test_the_same_inputs_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    plan_in(tmp_path)
    program = ("import sys, hashlib, datetime, pathlib\n"
               "from nq57xl.generate import workbook_bytes\n"
               "from nq57xl.model.period import parse_period\n"
               "from nq57xl.plans.files import read_plan\n"
               "data = workbook_bytes(read_plan(pathlib.Path(sys.argv[1])), parse_period('2025-09'), 'KT', 'both',"
               " datetime.date(2025, 9, 1))\n"
               "print(hashlib.sha256(data).hexdigest())\n")
    here = Path(__file__).parents[2]
    digests = {subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=here, check=True, text=True,
                              capture_output=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(here)}).stdout.strip()
               for seed in ("1", "2")}
    assert digests == {sha256(workbook_bytes(plan_in(tmp_path), PERIOD, "KT", "both", ISSUED)).hexdigest()}


def test_the_day_of_issue_is_in_the_file_and_changes_it(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    later = workbook_bytes(plan, PERIOD, "KT", "both", date(2025, 9, 2))
    assert workbook_bytes(plan, PERIOD, "KT", "both", ISSUED) != later
    assert opened(later).properties.modified.date() == date(2025, 9, 2)


def test_units_that_report_on_the_same_rows_share_a_master(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, (), ({"code": "N-01", "name": "Báo cáo", "lead": "Phòng Kinh tế; Phòng Văn hóa"},))
    contents = [content_of(plan, PERIOD, unit, "both", ISSUED) for unit in plan.units[:2]]
    assert contents[0].key == contents[1].key
    assert contents[0].key != content_of(plan, PERIOD, plan.unit("11542"), "both", ISSUED).key


def test_a_workbook_is_the_same_whether_made_alone_or_in_a_batch(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    written = generate(plan, PERIOD, ["VH", "KT"], folder=tmp_path, issued_at=ISSUED).written
    assert written[1].read_bytes() == workbook_bytes(plan, PERIOD, "KT", "both", ISSUED)


def test_a_master_says_nothing_of_any_unit(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    shell = read_shell(template_file("workbooks", "bieu.xlsx"))
    master = build_master(content_of(plan, PERIOD, plan.unit("VH"), "both", ISSUED), shell)
    assert "PHÒNG VĂN HÓA" not in master.strings


@pytest.mark.parametrize("period", ["2025-Q3", "2025-H2", "2025"])
def test_every_kind_of_period_has_its_workbook(tmp_path: Path, period: str) -> None:
    data = workbook_bytes(plan_in(tmp_path), parse_period(period), "KT", "both", ISSUED)
    assert opened(data)["_nq57"]["B6"].value == period

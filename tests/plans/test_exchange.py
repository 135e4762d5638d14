"""A plan goes through one Excel workbook and back without loss; a spoilt workbook changes nothing."""

from pathlib import Path

import pytest

from nq57xl.plans.exchange import export_workbook, import_workbook
from nq57xl.plans.files import load_plan, plan_folder, read_plan
from tests.plans.tiny import TOML, write_plan


@pytest.mark.parametrize("plan_id", ["hai-phong", "nghi-duong", "kim-thanh", "nam-trieu", "truong-giang"])
def test_a_plan_comes_back_byte_for_byte(tmp_path: Path, plan_id: str) -> None:
    export_workbook(plan_id, tmp_path / "plan.xlsx")
    folder, findings = import_workbook(tmp_path / "plan.xlsx", tmp_path / "plans")
    assert findings == []
    for file in ("plan.toml", "indicators.csv", "assignments.csv", "units.csv"):
        assert folder.joinpath(file).read_bytes() == plan_folder(plan_id).joinpath(file).read_bytes(), file


def test_a_plan_saved_by_libreoffice_comes_back_the_same(tmp_path: Path, soffice) -> None:
    export_workbook("nam-trieu", tmp_path / "plan.xlsx")
    (tmp_path / "plan.ods").write_bytes(soffice((tmp_path / "plan.xlsx").read_bytes(), "xlsx", "ods"))
    folder, findings = import_workbook(tmp_path / "plan.ods", tmp_path / "plans")
    assert findings == []
    assert read_plan(folder) == load_plan("nam-trieu")


def test_a_workbook_with_a_mistake_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    write_plan(tmp_path / "tiny", toml=TOML.replace('level = "commune"', 'level = "commune"\nfree = "=1+1"'))
    export_workbook(str(tmp_path / "tiny"), tmp_path / "plan.xlsx")
    rows = tmp_path / "tiny/indicators.csv"
    rows.write_text(rows.read_text(encoding="utf-8").replace('"sum"', '"add"'), encoding="utf-8")
    export_workbook(str(tmp_path / "tiny"), tmp_path / "bad.xlsx")
    assert import_workbook(tmp_path / "plan.xlsx", tmp_path / "plans")[0] == tmp_path / "plans/tiny"
    folder, findings = import_workbook(tmp_path / "bad.xlsx", tmp_path / "other")
    assert (folder, [finding.code for finding in findings]) == (None, ["P10"])
    assert not (tmp_path / "other").exists()


def test_what_is_no_plan_workbook_is_said_in_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"%PDF-1.4")
    folder, findings = import_workbook(path, tmp_path)
    assert folder is None
    assert [finding.code for finding in findings] == ["P01"]

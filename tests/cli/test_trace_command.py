"""`nq57xl trace`: what is printed for a figure of the worked example's report."""

import json
import shutil
from pathlib import Path

import pytest

from nq57xl.cli.main import main

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
REPORT = str(WORKBOOKS / "bao-cao-2025-09.xlsx")


def test_a_figure_is_traced_to_file_sheet_and_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", REPORT, "'Chỉ tiêu'!$G$10"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("trung tâm thương mại trên địa bàn thành phố: Tử số = 40")
    assert lines[1:] == [
        "  Sở Khoa học và Công nghệ · HP-CT02 · Tử số = 40 ← NQ57_hai-phong_2025-09_SKHCN_bieu.xlsx · Chỉ tiêu!G6",
        "1 ô của 1 tệp; mã băm SHA-256 của từng tệp ở trang Nguồn."]


def test_a_file_changed_after_the_merge_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "NQ57_hai-phong_2025-09_SKHCN_bieu.xlsx"
    shutil.copy(WORKBOOKS / "returned" / name, tmp_path)
    assert main(["trace", REPORT, "Chỉ tiêu!G10", "--folder", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith("(còn nguyên)")
    with (tmp_path / name).open("ab") as file:
        file.write(b"\0")
    assert main(["trace", REPORT, "Chỉ tiêu!G10", "--folder", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["origins"][0]["file_state"] == "ĐÃ BỊ SỬA sau khi tổng hợp"


@pytest.mark.parametrize(("place", "words"), (
    ("I12", 'không hiểu ô "I12"; viết TRANG!Ô, ví dụ "Chỉ tiêu!I12"'),
    ("Trang lạ!A1", "báo cáo không có trang Trang lạ")))
def test_a_wrong_place_is_one_line(place: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", REPORT, place]) == 2
    assert capsys.readouterr().err == f"nq57xl: {words}\n"

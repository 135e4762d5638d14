"""`--active`: the open workbook in the place of a file."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from nq57xl.cli.main import main
from nq57xl.host import attach
from nq57xl.sheets.marking.mark import Mark
from nq57xl.sheets.marking.own import note_text

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
NAME = "NQ57_hai-phong_2025-09_10546_bieu.xlsx"
Capture = pytest.CaptureFixture[str]


def test_the_open_workbook_is_validated_as_it_stands(excel, tmp_path: Path, capsys: Capture) -> None:
    book = excel.open((WORKBOOKS / "returned" / NAME).read_bytes(), tmp_path, NAME)
    book.sheets["Chỉ tiêu"].range("G9").value = "tám mươi"
    assert main(["validate", "--active"]) == 1
    assert '  Lỗi V03 · Chỉ tiêu!G9 (Tử số): "tám mươi" không phải là số.' in capsys.readouterr().out


def test_the_selected_cell_of_the_open_report_is_traced(excel, tmp_path: Path, capsys: Capture) -> None:
    report = excel.open((WORKBOOKS / "bao-cao-2025-09.xlsx").read_bytes(), tmp_path, "bao-cao.xlsx")
    report.sheets["Chỉ tiêu"].activate()
    report.sheets["Chỉ tiêu"].range("G10").select()
    assert main(["trace", "--active"]) == 0
    assert "SKHCN_bieu.xlsx · Chỉ tiêu!G6" in capsys.readouterr().out


def test_the_open_workbook_is_copied_without_marks(excel, tmp_path: Path) -> None:
    book = excel.open((WORKBOOKS / "returned" / NAME).read_bytes(), tmp_path, NAME)
    attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 7, 0, note_text("xem lại"))])
    assert main(["unmark", "--active", "-o", str(tmp_path / "sach")]) == 0
    assert load_workbook(tmp_path / "sach" / NAME)["Chỉ tiêu"]["G9"].comment is None
    assert book.sheets["Chỉ tiêu"].range("G9").note.text.startswith("NQ57 · xem lại")


@pytest.mark.parametrize(("arguments", "words"), (
    (["validate", "--active"], "không có sổ nào đang mở trong Excel trên máy này"),
    (["validate"], "thiếu tên tệp (hoặc --active)"),
    (["validate", "--active", NAME], "không dùng --active cùng với tên tệp"),
    (["trace"], "thiếu tên báo cáo hoặc ô (hoặc --active)")))
def test_what_cannot_be_done_is_one_line(excel, arguments: list[str], words: str, capsys: Capture) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err == f"nq57xl: {words}\n"

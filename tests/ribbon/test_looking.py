"""Buttons of the group Báo cáo, on a real spreadsheet program."""

from pathlib import Path

import pytest

from nq57xl.ribbon.choices import Choices
from tests.ribbon.press import press

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
REPORT = (WORKBOOKS / "bao-cao-2025-09.xlsx").read_bytes()


def test_a_figure_of_the_report_is_listed_cell_by_cell_with_links_to_the_files(excel, tmp_path: Path) -> None:
    report = excel.open(REPORT, tmp_path, "bao-cao.xlsx")
    sheet = report.sheets["Chỉ tiêu"]
    sheet.activate()
    sheet.range("I10").select()
    returned = WORKBOOKS / "returned"
    press("trace-cell", "bao-cao.xlsx", Choices(folder=str(returned), results=str(tmp_path)))
    shown = excel.app.books["truy-vet.xlsx"].sheets["Truy vết"]
    rows = shown.used_range.options(ndim=2).value
    table = rows[[row[0] for row in rows].index("STT"):]
    file = "NQ57_hai-phong_2025-09_SKHCN_bieu.xlsx"
    assert table[1:] == [[1.0, "Sở Khoa học và Công nghệ", "HP-CT02", "Tử số", 40.0, file, "Chỉ tiêu", "G6"],
                         [2.0, "Sở Khoa học và Công nghệ", "HP-CT02", "Mẫu số", 40.0, file, "Chỉ tiêu", "H6"]]
    assert f"[{returned / file}]'Chỉ tiêu'!H6" in shown.range((len(rows), 8)).formula


def test_a_cell_without_a_source_is_told(excel, tmp_path: Path) -> None:
    report = excel.open(REPORT, tmp_path, "bao-cao.xlsx")
    sheet = report.sheets["Tổng quan"]
    sheet.activate()
    sheet.range("A1").select()
    press("trace-cell", "bao-cao.xlsx", Choices(results=str(tmp_path)))
    assert excel.alerts == ["Tổng quan. Ô này không lấy số từ tệp đơn vị nộp."]


def test_a_workbook_that_is_no_report_is_told(excel, tmp_path: Path) -> None:
    issued = (WORKBOOKS / "issued/NQ57_hai-phong_2025-09_10546_bieu.xlsx").read_bytes()
    sheet = excel.open(issued, tmp_path).sheets["Chỉ tiêu"]
    sheet.activate()
    sheet.range("I9").select()
    press("trace-cell", "bieu.xlsx")
    assert excel.alerts == ["C30 · không làm được: đây không phải báo cáo của nq57xl: không có trang Số liệu hoặc "
                            "Nguồn. Cách sửa: sửa theo lý do vừa nêu rồi bấm lại."]


def test_where_a_chart_is_selected_a_figure_is_asked_for(excel, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    excel.open(REPORT, tmp_path, "bao-cao.xlsx")
    monkeypatch.setattr("tests.uno_engine.application.App.selection", None)
    press("trace-cell", "bao-cao.xlsx")
    assert excel.alerts == ["C31 · chưa chọn ô nào. Cách sửa: chọn một ô có số trong báo cáo rồi bấm lại."]


def test_without_a_workbook_nothing_can_be_traced(excel) -> None:
    press("trace-cell")
    assert excel.alerts == ["C20 · chưa mở sổ nào. Cách sửa: mở sổ cần làm rồi bấm lại."]


def test_the_plan_of_the_open_workbooks_unit_is_compared_with_the_citys(excel, tmp_path: Path) -> None:
    issued = (WORKBOOKS / "issued/NQ57_hai-phong_2025-09_11542_bieu.xlsx").read_bytes()
    excel.open(issued, tmp_path)
    press("compare-indicators", choices=Choices(results=str(tmp_path)))
    assert excel.app.books.active.name == "so-sanh-nam-trieu-hai-phong.xlsx"
    assert excel.asked == []


def test_the_plan_compared_last_is_agreed_to(excel, tmp_path: Path) -> None:
    excel.answer("yes", "no")
    excel.type("nghi-duong")
    choices = Choices(results=str(tmp_path), compared="kim-thanh")
    assert press("compare-indicators", choices=choices) == choices
    assert excel.alerts == ["So sánh kế hoạch kim-thanh với kế hoạch thành phố?\n\nBấm No (Không) để chọn kế hoạch khác."]
    assert press("compare-indicators").compared == "nghi-duong"
    assert [offered for _, offered in excel.asked] == ["kim-thanh"]


def test_without_a_workbook_the_plan_is_asked_for(excel, tmp_path: Path) -> None:
    excel.type("kim-thanh")
    press("compare-indicators", choices=Choices(results=str(tmp_path)))
    assert excel.asked == [("So sánh kế hoạch nào với kế hoạch thành phố? Có: kim-thanh, nam-trieu, nghi-duong.",
                            "kim-thanh")]
    assert excel.app.books.active.name == "so-sanh-kim-thanh-hai-phong.xlsx"


def test_a_second_trace_stands_beside_the_first(excel, tmp_path: Path) -> None:
    report = excel.open(REPORT, tmp_path, "bao-cao.xlsx")
    choices = Choices(folder=str(WORKBOOKS / "returned"), results=str(tmp_path))
    for cell, last in (("I10", "H6"), ("G10", "G6")):
        sheet = report.sheets["Chỉ tiêu"]
        sheet.activate()
        sheet.range(cell).select()
        report.activate()
        press("trace-cell", "bao-cao.xlsx", choices)
        rows = excel.app.books.active.sheets["Truy vết"].used_range.options(ndim=2).value
        assert rows[-1][7] == last
    assert sorted(book.name for book in excel.app.books) == ["bao-cao.xlsx", "truy-vet (2).xlsx", "truy-vet.xlsx"]

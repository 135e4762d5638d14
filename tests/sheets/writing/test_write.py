"""Output workbooks: text stays text, formulas carry their values, the same descriptions give the same bytes."""

import io
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from nq57xl.saving import LockedOutput, save
from nq57xl.sheets.writing.describe import (
    STYLES,
    BarRule,
    Block,
    Chart,
    Column,
    Formula,
    FormulaRule,
    Link,
    ScaleRule,
    Series,
    Sheet,
    Styled,
    TextRule,
    absolute,
)
from nq57xl.sheets.writing.styles import PROPERTIES
from nq57xl.sheets.writing.write import workbook_bytes

DAY = date(2025, 9, 30)
COLUMNS = (Column("STT", 5, "centre"), Column("Nội dung", 30, "wrap"), Column("Số", 10, "number", "THU_So"))
TABLE = Sheet("Bảng", "BẢNG THỬ", ("Kỳ báo cáo: tháng 9/2025",), ("XÃ THỬ",), COLUMNS,
              ((1, "Một", 10), (2, "Hai", 20.5), (3, None, None)))


def book(*sheets: Sheet, values: bool = False):
    return load_workbook(io.BytesIO(workbook_bytes(sheets, "Thử", DAY)), data_only=values)


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


@pytest.mark.parametrize("bulk", (False, True))
@pytest.mark.parametrize("text", ("=1+1", "+84 225", "-5", "@SUM(A1)", "\t=A1", "{=1}", "http://vi.du/a", "mailto:a@b"))
def test_text_is_never_a_formula_or_a_link(text: str, bulk: bool) -> None:
    page = book(replace(TABLE, rows=((1, text, 2),), bulk=bulk))["Bảng"]
    assert (page["B6"].data_type, page["B6"].value, page["B6"].hyperlink) == ("s", text, None)


@pytest.mark.parametrize("bulk", (False, True))
def test_text_that_looks_like_a_formula_is_marked_as_text(bulk: bool) -> None:
    page = book(replace(TABLE, rows=((1, "=1+1", 2), (2, "chữ", 3)), bulk=bulk))["Bảng"]
    assert page["B6"].quotePrefix and not page["B7"].quotePrefix


def test_a_formula_shows_its_value_before_any_recalculation() -> None:
    rows = ((1, "Tổng", Formula("SUM(C7:C8)", 30.5)), (2, "a", 10),
            (3, "b", Formula("MAX(IF(C7:C7>0,C7:C7))", 20.5, True)))
    assert book(replace(TABLE, rows=rows), values=True)["Bảng"]["C6"].value == 30.5
    page = book(replace(TABLE, rows=rows))["Bảng"]
    assert page["C6"].value == "=SUM(C7:C8)"
    assert page["C8"].value.text == "=MAX(IF(C7:C7>0,C7:C7))"


def test_the_same_descriptions_give_the_same_bytes() -> None:
    sheet = replace(TABLE, bulk=True)
    assert workbook_bytes((sheet, replace(TABLE, name="Hai")), "Thử", DAY) == workbook_bytes(
        (sheet, replace(TABLE, name="Hai")), "Thử", DAY)
    assert "2025-09-30T00:00:00Z" in part(workbook_bytes((TABLE,), "Thử", DAY), "docProps/core.xml")


def test_a_table_has_its_head_filter_frozen_header_and_print_set_up() -> None:
    page = book(replace(TABLE, freeze_columns=2))["Bảng"]
    assert [page[f"A{row}"].value for row in (1, 2, 3, 5)] == ["XÃ THỬ", "BẢNG THỬ", "Kỳ báo cáo: tháng 9/2025", "STT"]
    assert page.auto_filter.ref == "A5:C8"
    assert page.freeze_panes == "C6"
    assert page.print_title_rows == "$5:$5"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert page.oddFooter.center.text == "Trang &P/&N"
    assert page.column_dimensions["B"].width == pytest.approx(30, abs=1)
    assert page["B6"].font.name == "Times New Roman"


def test_a_named_column_covers_its_rows_even_where_there_are_none() -> None:
    assert book(TABLE).defined_names["THU_So"].attr_text == "'Bảng'!$C$6:$C$8"
    assert book(replace(TABLE, rows=())).defined_names["THU_So"].attr_text == "'Bảng'!$C$6:$C$6"


def test_footer_rows_stand_below_the_filter() -> None:
    page = book(replace(TABLE, footer=((None, Styled("Tổng số", "total"), 30.5),)))["Bảng"]
    assert (page.auto_filter.ref, page["B9"].value) == ("A5:C8", "Tổng số")


def test_blocks_stand_where_they_are_told_and_push_the_table_down() -> None:
    block = Block(5, 1, ((Styled("Đầu", "header", 2), Styled("Số", "header")), (Styled("Dòng", "wrap", 2), 7)))
    sheet = replace(TABLE, top=3, blocks=(block,))
    page = book(sheet)["Bảng"]
    assert (sheet.header_row, page["A8"].value) == (8, "STT")
    assert (page["A5"].value, page["C5"].value, page["C6"].value) == ("Đầu", "Số", 7)
    assert {str(area) for area in page.merged_cells.ranges} >= {"A5:B5", "A6:B6"}


def test_a_link_jumps_inside_the_workbook_only() -> None:
    data = workbook_bytes((replace(TABLE, rows=((1, Link("Đến nơi", "'Bảng'!A1"), 2),)),), "Thử", DAY)
    link = load_workbook(io.BytesIO(data))["Bảng"]["B6"]
    assert (link.value, link.hyperlink.location, link.hyperlink.target) == ("Đến nơi", "'Bảng'!A1", None)
    assert not any("External" in part(data, n) for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if "rels" in n)


def test_dates_are_dates() -> None:
    columns = (Column("Ngày", 12, "date"),)
    for bulk in (False, True):
        page = book(Sheet("Ngày", columns=columns, rows=((DAY,),), bulk=bulk))["Ngày"]
        assert (page["A2"].value.date(), page["A2"].number_format) == (DAY, "dd/mm/yyyy")


ODD = ("Hoà <b>&\"'", "  cách  ", "dòng 1\ndòng 2", "a\x01b", "_x0041_", "x" * 32767, "Đặc khu Bạch Long Vĩ 😀")


def test_bulk_rows_read_like_rows_written_cell_by_cell() -> None:
    last = (None, None, Styled(DAY, "data_date")), (8, "Một", 0)
    rows = (*((n, text, n / 3) for n, text in enumerate(ODD)), *last)
    plain, bulk = (book(replace(TABLE, rows=rows, bulk=bulk))["Bảng"] for bulk in (False, True))
    for row in plain.iter_rows(min_row=6, max_row=14, max_col=3):
        for cell in row:
            other = bulk[cell.coordinate]
            assert other.value == (pytest.approx(cell.value) if isinstance(cell.value, float) else cell.value)
            assert cell.value is None or other.number_format == cell.number_format
            assert cell.value is None or (other.font.name, other.font.size) == (cell.font.name, cell.font.size)
    assert bulk.dimensions == "A1:C14"


def test_a_text_longer_than_a_cell_is_cut_and_a_truth_value_is_a_mistake() -> None:
    page = book(replace(TABLE, rows=((1, "x" * 40000, 2),)))["Bảng"]
    assert page["B6"].value == "x" * 32766 + "…"
    with pytest.raises(TypeError):
        book(replace(TABLE, rows=((1, True, 2),)))


@pytest.mark.parametrize("bulk", (False, True))
def test_text_that_looks_like_the_markup_of_a_cell_is_text(bulk: bool) -> None:
    page = book(replace(TABLE, rows=((1, "<r><t>x</t></r>", 2),), bulk=bulk))["Bảng"]
    assert page["B6"].value.rstrip() == "<r><t>x</t></r>"


def test_rows_grow_with_their_text() -> None:
    page = book(replace(TABLE, rows=((1, "ngắn", 1), (2, "một câu dài " * 20, 2))))["Bảng"]
    assert page.row_dimensions[6].height == 18
    assert page.row_dimensions[7].height > 100


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_charts_and_conditional_formats_refer_to_cells() -> None:
    cells = absolute("Bảng", 3, 6, 8)
    chart = Chart("bar", "Biểu đồ", "E2", 400, 200, absolute("Bảng", 2, 6, 8), (Series(absolute("Bảng", 3, 5), cells),))
    rules = (TextRule("B6:B8", "Một", "good"), FormulaRule("C6:C8", "$C6>10", "bad"), BarRule("C6:C8", 0, 20),
             ScaleRule("C6:C8", ((0, "#F4877C"), (20, "#63BE7B"))))
    data = workbook_bytes((replace(TABLE, charts=(chart,), conditional=rules),), "Thử", DAY)
    drawn = part(data, "xl/charts/chart1.xml")
    assert "<c:f>'Bảng'!$C$6:$C$8</c:f>" in drawn and "<c:v>20.5</c:v>" in drawn
    found = load_workbook(io.BytesIO(data))["Bảng"].conditional_formatting
    kinds = sorted(rule.type for area in found for rule in area.rules)
    assert kinds == ["cellIs", "colorScale", "dataBar", "expression"]


def test_every_style_has_a_look_and_every_look_a_name() -> None:
    assert set(STYLES) == set(PROPERTIES)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(b"old")
    save(b"new", path)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["bao-cao.xlsx"]


def test_a_file_open_in_excel_is_named_and_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(b"old")

    def refuse(source: str, target: str) -> None:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(LockedOutput) as caught:
        save(b"new", path)
    assert caught.value.path == path
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["bao-cao.xlsx"]


def test_a_header_of_two_lines_is_seen_whole() -> None:
    narrow = replace(TABLE, columns=(Column("Số thứ tự dòng", 6), *COLUMNS[1:]))
    rows = book(TABLE, replace(narrow, name="Hẹp", columns=tuple(replace(c, name="") for c in narrow.columns)))
    heights = [rows[name].row_dimensions[TABLE.header_row].height for name in ("Bảng", "Hẹp")]
    assert heights[0] == 18
    assert heights[1] > 40

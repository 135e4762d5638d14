"""The designer's shell: what may change in it, what must be there, and how a form is written into it."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill, Protection

from nq57xl.plans.places import template_file
from nq57xl.sheets.issuing.fitting import lines_needed
from nq57xl.sheets.issuing.form import Form, Formula, Limit, Line, Shell, ShellError, Table
from nq57xl.sheets.issuing.rows import named_row, open_gap, stretch_conditions
from nq57xl.sheets.issuing.shell import fill, read_shell
from nq57xl.sheets.layout import DIFFICULTIES, INDICATORS

SHIPPED = template_file("workbooks", "bieu.xlsx")
TEXTS = dict.fromkeys(("superior_body", "issuing_body", "unit_name", "unit_code", "report_to", "period_label",
                       "window_from", "window_to", "plan_title", "due_date", "footer", "ready"), "chữ")
PANEL = dict.fromkeys(("panel_sheet", "panel_rows", "panel_done", "panel_todo", "panel_errors", "panel_warnings",
                       "panel_link"), "chữ")
FREE = Table(DIFFICULTIES, {c.field: c.header for c in DIFFICULTIES.columns}, tuple(
    Line("mau_dong", {"stt": n, "key": str(n)}, open=frozenset(DIFFICULTIES.entry_fields)) for n in range(1, 4)))


def indicator_table(*lines: Line) -> Table:
    return Table(INDICATORS, {c.field: c.header for c in INDICATORS.columns}, lines)


def form(*tables: Table, guide: int = 2, **texts: object) -> Form:
    steps = tuple({"guide_step": f"{n}.", "guide_text": f"Bước {n}"} for n in range(1, guide + 1))
    return Form(TEXTS | texts, (*tables, FREE), {"mau_trang_thai": (PANEL,), "mau_huong_dan": steps},
                {"nq_list_status": (("Một",), ("Hai",), ("Ba",))}, "Biểu", date(2025, 9, 1))


def changed(tmp_path: Path, change: Callable[[Workbook], object]) -> Shell:
    """The shipped shell as a designer left it."""
    book = load_workbook(SHIPPED)
    change(book)
    book.save(tmp_path / "bieu.xlsx")
    return read_shell(tmp_path / "bieu.xlsx")


def written(shell: Shell, form: Form) -> Workbook:
    return load_workbook(io.BytesIO(fill(shell, form).data))


def test_the_shipped_shell_holds_no_formula_and_no_data() -> None:
    for sheet in load_workbook(SHIPPED):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert load_workbook(SHIPPED)["_nq57"].sheet_state == "veryHidden"


def test_lines_take_the_look_of_their_prototype(tmp_path: Path) -> None:
    def recolour(book: Workbook) -> None:
        sheet = book["Chỉ tiêu"]
        sheet.cell(named_row(sheet, "mau_dong"), 3).font = Font(name="Times New Roman", size=15, color="FF00AA00")
        sheet.cell(named_row(sheet, "mau_nhom"), 3).fill = PatternFill("solid", start_color="FFABCDEF")
    table = indicator_table(Line("mau_nhom", {"name": "Nhóm"}), Line("mau_dong", {"name": "Chỉ tiêu"}))
    sheet = written(changed(tmp_path, recolour), form(table))["Chỉ tiêu"]
    assert (sheet["C5"].value, sheet["C5"].fill.start_color.rgb) == ("Nhóm", "FFABCDEF")
    assert (sheet["C6"].value, sheet["C6"].font.sz, sheet["C6"].font.color.rgb) == ("Chỉ tiêu", 15, "FF00AA00")


def test_a_designer_may_put_rows_above_the_table(tmp_path: Path) -> None:
    def add_title(book: Workbook) -> None:
        open_gap(book["Chỉ tiêu"], 1, 2)
        book["Chỉ tiêu"]["A2"] = "Phụ lục của {unit_name}"
    shell = changed(tmp_path, add_title)
    assert (read_shell(SHIPPED).first_rows["Chỉ tiêu"], shell.first_rows["Chỉ tiêu"]) == (5, 7)
    sheet = written(shell, form(indicator_table(Line("mau_dong", {"code": "M-01"})), unit_name="Xã Mẫu"))["Chỉ tiêu"]
    assert (sheet["A2"].value, sheet["B6"].value, sheet["B7"].value) == ("Phụ lục của Xã Mẫu", "Mã", "M-01")


def test_a_shell_saved_by_another_program_gives_the_same_workbook(tmp_path: Path, soffice) -> None:
    (tmp_path / "bieu.xlsx").write_bytes(soffice(SHIPPED.read_bytes(), "xlsx", "xlsx"))
    lines = tuple(Line("mau_dong", {"code": f"M-{n}", "value": Formula(f"1+{n}", n + 1)}) for n in range(9))
    ours, theirs = (written(read_shell(path), form(indicator_table(*lines)))
                    for path in (SHIPPED, tmp_path / "bieu.xlsx"))
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours:
        other = theirs[sheet.title]
        assert list(other.iter_rows(values_only=True)) == list(sheet.iter_rows(values_only=True))
        assert {str(area.sqref) for area in other.conditional_formatting} == {
            str(area.sqref) for area in sheet.conditional_formatting}
        assert other.column_dimensions["C"].width == pytest.approx(sheet.column_dimensions["C"].width, abs=0.2)


def test_what_stands_below_the_table_moves_with_it() -> None:
    shell = read_shell(SHIPPED)
    for count, expected in ((1, 7), (4, 10), (30, 36)):
        lines = [Line("mau_dong", {"code": str(n)}) for n in range(count)]
        sheet = written(shell, form(indicator_table(*lines)))["Chỉ tiêu"]
        assert sheet.cell(expected + 1, 2).value == "NGƯỜI LẬP BIỂU"
        assert f"K{expected}:N{expected}" in [merge.coord for merge in sheet.merged_cells.ranges]
        assert sheet.print_area == f"'Chỉ tiêu'!$A$1:$N${expected + 6}"


def test_a_heading_wider_than_the_page_is_seen_whole_and_leaves_the_others_as_they_are() -> None:
    lines = (Line("mau_nhom", {"name": "Hạ tầng số"}), Line("mau_nhom", {"name": "Phát triển " * 24}),
             Line("mau_dong", {"name": "Chỉ tiêu", "key": "M-01"}))
    shell = read_shell(SHIPPED)
    sheet = written(shell, form(indicator_table(*lines)))["Chỉ tiêu"]
    first = shell.first_rows["Chỉ tiêu"]
    merged = [area.coord for area in sheet.merged_cells.ranges if area.min_row in range(first, first + 3)]
    assert merged == [f"C{first + 1}:N{first + 1}"]
    assert [bool(sheet.cell(first + n, 3).alignment.wrap_text) for n in range(3)] == [False, True, True]
    assert sheet.row_dimensions[first + 1].height > 1.5 * sheet.row_dimensions[first].height


def test_conditions_cover_all_lines() -> None:
    lines = [Line("mau_dong", {"code": str(n)}) for n in range(20)]
    sheet = written(read_shell(SHIPPED), form(indicator_table(*lines)))["Chỉ tiêu"]
    check = {rule.formula[0]: str(area.sqref) for area in sheet.conditional_formatting for rule in area.rules}
    assert check['LEFT($O5,1)="✘"'] == "O5:O24"


def test_text_stays_text_whatever_it_begins_with() -> None:
    texts = ["=1+1", "+84", "#N/A", "-", "00123", "{unit}"]
    lines = [Line("mau_dong", {"name": text}) for text in texts]
    sheet = written(read_shell(SHIPPED), form(indicator_table(*lines)))["Chỉ tiêu"]
    cells = [sheet.cell(row, 3) for row in range(5, 11)]
    assert [c.data_type for c in cells] == ["s"] * 6
    assert [c.value for c in cells] == texts


def test_limits_cover_their_cells_in_few_areas() -> None:
    limit = Limit("decimal", "0", "", "Tử số", "Nhập số.", "Chỉ nhập số.")
    limits = {"numerator": limit, "denominator": limit}
    lines = [Line("mau_dong", {}, limits={} if n == 3 else limits) for n in range(6)]
    (found,) = written(read_shell(SHIPPED), form(indicator_table(*lines)))["Chỉ tiêu"].data_validations.dataValidation
    assert str(found.sqref) == "G5:G7 G9:G10 H5:H7 H9:H10"
    assert (found.operator, found.formula1, found.errorStyle) == ("greaterThanOrEqual", "0", "stop")


def test_entry_cells_follow_the_form_not_the_shells_locks(tmp_path: Path) -> None:
    def lock_all(book: Workbook) -> None:
        sheet = book["Chỉ tiêu"]
        for cell in sheet[named_row(sheet, "mau_dong")]:
            cell.protection = Protection(locked=True)
    table = indicator_table(Line("mau_dong", {}, open=frozenset({"value"}), closed_look="mau_khoa"))
    sheet = written(changed(tmp_path, lock_all), form(table))["Chỉ tiêu"]
    assert [cell.column_letter for cell in sheet[5] if not cell.protection.locked] == ["I"]


def test_lists_are_written_from_their_name_and_named_whole() -> None:
    book = written(read_shell(SHIPPED), form())
    assert book.defined_names["nq_list_status"].attr_text == "'_danhmuc'!$B$2:$B$4"
    assert [book["_danhmuc"][f"B{row}"].value for row in (2, 3, 4, 5)] == ["Một", "Hai", "Ba", None]


@pytest.mark.parametrize(("change", "message"), [
    (lambda book: book.remove(book["_nq57"]), "bieu.xlsx: thiếu trang _nq57"),
    (lambda book: book["Chỉ tiêu"].defined_names.pop("mau_tieu_de"), "bieu.xlsx: trang Chỉ tiêu thiếu tên mau_tieu_de"),
    (lambda book: book["Khó khăn - Kiến nghị"].defined_names.pop("mau_dong"),
     "bieu.xlsx: trang Khó khăn - Kiến nghị thiếu dòng mẫu (mau_…)")])
def test_a_shell_that_lacks_something_is_refused_by_name(tmp_path: Path, change: Callable, message: str) -> None:
    with pytest.raises(ShellError) as caught:
        changed(tmp_path, change)
    assert str(caught.value) == message


def test_a_placeholder_nobody_fills_is_named(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        book["Hướng dẫn"]["A12"] = "Ký hiệu {ky_hieu}"
    with pytest.raises(ShellError) as caught:
        fill(changed(tmp_path, add), form())
    assert str(caught.value) == "bieu.xlsx: không khớp với chương trình ở tên ky_hieu"


def test_long_guide_texts_are_seen_whole() -> None:
    texts = form(guide=1)
    long = {"guide_step": "1.", "guide_text": "Nhập số liệu vào ô vàng. " * 30}
    sheet = written(read_shell(SHIPPED), Form(texts.texts, texts.tables, texts.repeats | {"mau_huong_dan": (long,)},
                                              texts.lists, texts.title, texts.issued_at))["Hướng dẫn"]
    row = next(cell.row for cell in sheet["B"] if cell.value == long["guide_text"])
    assert 80 <= sheet.row_dimensions[row].height <= 130


@pytest.mark.parametrize(("text", "width", "lines"), [("", 20, 1), ("ngắn", 20, 1), ("một hai ba bốn năm", 10, 2),
                                                      ("một\nhai", 20, 2)])
def test_lines_are_counted_as_words_wrap(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, width) == lines


def test_a_gap_moves_heights_and_conditions_follow() -> None:
    sheet = Workbook().active
    sheet["A3"], sheet.row_dimensions[3].height = "dưới", 40
    open_gap(sheet, 2, 5)
    assert (sheet["A3"].value, sheet["A8"].value) == (None, "dưới")
    assert (sheet.row_dimensions[3].height, sheet.row_dimensions[8].height) == (None, 40)
    sheet.conditional_formatting.add("A2:B2", FormulaRule(["$C2>A2"]))
    stretch_conditions(sheet, 1, 2, 7)
    ((area, rule),) = [(str(each.sqref), each.rules[0]) for each in sheet.conditional_formatting]
    assert (area, rule.formula) == ("A1:B7", ["$C1>A1"])

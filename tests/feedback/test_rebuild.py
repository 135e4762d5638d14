"""A damaged return becomes a fresh workbook: what is certain is carried over, the rest is listed with its place."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from nq57xl.feedback.rebuild import NotRebuiltError, Rebuilt, rebuild
from nq57xl.generate import workbook_bytes
from nq57xl.model.period import Period, parse_period
from nq57xl.model.record import ACCEPTED, REJECTED
from nq57xl.plans.files import load_plan
from nq57xl.sheets.reading.read import read_book
from nq57xl.validate import validate_bytes
from tests.feedback.sent import FILE, ISSUED, SAVED, SEPTEMBER, TODAY, changed, faulty, good, sent, values

SAMPLE = (("hai-phong", SEPTEMBER, "11542"), ("hai-phong", SEPTEMBER, "SKHCN"), ("nghi-duong", SEPTEMBER, "VHXH"),
          ("kim-thanh", SEPTEMBER, "KT"), ("nam-trieu", parse_period("2025"), "11542"),
          ("truong-giang", SEPTEMBER, "NHNN"))


def rebuilt(data: bytes, name: str = FILE) -> Rebuilt:
    return rebuild(read_book(data, name), validate_bytes(data, name), TODAY)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("plan_id", "period", "code"), SAMPLE, ids=lambda value: str(value))
def test_an_intact_return_built_anew_says_exactly_the_same(plan_id: str, period: Period, code: str, seed: int) -> None:
    data = sent(load_plan(plan_id), code, period, seed)
    before, fresh = validate_bytes(data, "bieu.xlsx"), rebuilt(data)
    after = validate_bytes(fresh.data, fresh.name)
    assert [(f.sheet_kind, f.code, f.field, f.value, f.sheet, f.cell) for f in after.facts] == [
        (f.sheet_kind, f.code, f.field, f.value, f.sheet, f.cell) for f in before.facts]
    assert (after.outcome, after.findings, after.received) == (ACCEPTED, (), SAVED)
    assert (fresh.carried.left, fresh.findings) == ((), ())
    assert values(validate_bytes(fresh.plain, fresh.name)) == values(before)


def test_its_formulas_and_last_periods_figures_are_there_before_excel_calculates() -> None:
    before, after = (load_workbook(io.BytesIO(data), data_only=True) for data in (good(), rebuilt(good()).plain))
    for title in ("Hướng dẫn", "Chỉ tiêu", "Nhiệm vụ", "Khó khăn - Kiến nghị"):
        assert [[c.value for c in row] for row in after[title].iter_rows()] == [
            [c.value for c in row] for row in before[title].iter_rows()]
    assert after["Chỉ tiêu"]["F8"].value == 60.25


def test_what_is_not_certain_stays_empty_and_is_listed_with_its_place() -> None:
    fresh = rebuilt(faulty())
    book = load_workbook(io.BytesIO(fresh.data))
    assert book["Chỉ tiêu"]["G8"].value is None and book["Nhiệm vụ"]["I5"].value is None
    assert [(left.sheet, left.cell, left.content, left.row, left.reason) for left in fresh.carried.left] == [
        ("Chỉ tiêu", "G8", "khoảng 11", "HP-CT60", 'V32: "khoảng 11" không phải là một con số chắc chắn.'),
        ("Chỉ tiêu", "H8", "17", "HP-CT60", 'V32 (ô G8): "khoảng 11" không phải là một con số chắc chắn.'),
        ("Nhiệm vụ", "I5", "0,6", "HP-NV03", "V43: Tiến độ 0,6: là 0,6% hay đã nhập theo thang 0 đến 1?")]
    assert book["Chỉ tiêu"]["N8"].value == "=Báo cáo số 12/BC-SNV" and book["Chỉ tiêu"]["N8"].data_type == "s"
    assert [(f.code, f.place.cell, f.found) for f in fresh.findings] == [
        ("V32", "G8", "khoảng 11"), ("V43", "I5", "0,6")]


def reasons(data: bytes) -> dict[str, str]:
    return {left.cell: left.reason for left in rebuilt(data).carried.left}


def test_a_result_typed_beside_its_parts_is_computed_anew() -> None:
    parts = {"numerator": 11, "denominator": 17}
    data = changed(good(), "indicator", {"HP-CT60": {**parts, "value": round(1100 / 17, 2)}})
    assert reasons(data) == {"I8": "Biểu mới tự tính Kết quả từ Tử số, Mẫu số."}


def test_what_was_read_well_in_a_row_is_no_reason_for_a_note_beside_it() -> None:
    book = load_workbook(io.BytesIO(changed(good(), "indicator", {"HP-CT10": {"numerator": "2.560 cán bộ"}})))
    book["Chỉ tiêu"]["T6"] = "Anh Nam gọi lại"
    buffer = io.BytesIO()
    book.save(buffer)
    assert reasons(buffer.getvalue()) == {
        "T6": "S34: Cột thêm vào (T) không thuộc biểu, không được đọc."}


def test_the_figures_of_a_column_that_is_not_taken_have_its_reason() -> None:
    book = load_workbook(io.BytesIO(changed(good(), "indicator", {"HP-CT60": {"numerator": 11, "denominator": 17}})))
    book["Chỉ tiêu"]["G4"] = "Tử số tháng 8"
    buffer = io.BytesIO()
    book.save(buffer)
    assert reasons(buffer.getvalue())["G8"] == (
        'S78 (ô G4): Tiêu đề cột Tử số ghi "Tử số tháng 8", là của kỳ khác; không lấy số liệu của cột.')


def test_figures_of_another_month_leave_no_doubt_of_the_sender() -> None:
    """Nothing is taken and the file is rejected; whose it is and of which period is certain all the same."""
    blank = workbook_bytes(load_plan("hai-phong"), SEPTEMBER, "SNV", "indicators", ISSUED)
    book = load_workbook(io.BytesIO(changed(blank, "indicator", {"HP-CT60": {"numerator": 11, "denominator": 17}})))
    for place in ("G4", "H4", "I4"):
        book["Chỉ tiêu"][place] = f"{book['Chỉ tiêu'][place].value} tháng 8/2025"
    data = saved(book)
    assert validate_bytes(data, FILE).outcome == REJECTED
    fresh = rebuilt(data)
    assert fresh.name == "NQ57_hai-phong_2025-09_SNV_chi-tieu.xlsx"
    assert [(left.cell, left.content, left.reason) for left in fresh.carried.left if left.cell.endswith("8")] == [
        ("G8", "11", 'S78 (ô G4): Tiêu đề cột Tử số ghi "Tử số tháng 8/2025", là của kỳ khác; không lấy số liệu của cột.'),
        ("H8", "17", 'S78 (ô H4): Tiêu đề cột Mẫu số ghi "Mẫu số tháng 8/2025", là của kỳ khác; không lấy số liệu của cột.')]


def test_a_row_that_only_resembles_gives_nothing_of_last_period_either() -> None:
    book = load_workbook(io.BytesIO(good()))
    for place, value in {"B6": None, "P6": None, "C6": "Tỷ lệ cán bộ, công chức cấp thành phố được bồi dưỡng kỹ năng số"
                         }.items():
        book["Chỉ tiêu"][place] = value
    data = saved(book)
    assert "S69" in {finding.code for finding in validate_bytes(data, FILE).findings}
    assert rebuilt(data).carried.previous == {"HP-CT60": 60.25}


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_sheet_in_front_says_what_moved_from_where() -> None:
    sheet = load_workbook(io.BytesIO(rebuilt(faulty()).data))["Đã chuyển"]
    rows = [list(row) for row in sheet.iter_rows(min_row=8, values_only=True)]
    assert [row[1] for row in rows[:4]] == ["Chưa chuyển"] * 3 + ["Đã chuyển"]
    moved = next(row for row in rows if row[3] == "Người thực hiện")
    assert moved[2:] == ["HP-NV03 – Tổ chức học tập, quán triệt Nghị quyết số 57-NQ/TW và các văn bản liên quan "
    "sâu…", "Người thực hiện",
                         "Bùi Văn An, Chuyên viên chính", "Nhiệm vụ", "L5", "Nhiệm vụ", "L5", ""]


def test_a_renamed_sheet_with_rows_pushed_down_is_put_right() -> None:
    book = load_workbook(io.BytesIO(changed(good(), "indicator", {"HP-CT10": {"numerator": "2.560 cán bộ"}})))
    sheet = book["Chỉ tiêu"]
    sheet.title = "Biểu 1"
    for area in [str(area) for area in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)
    sheet.insert_rows(1, 3)
    sheet["C1"], sheet["M14"] = "Ghi thêm của văn phòng", "Nguyễn Thị B, 0912"
    buffer = io.BytesIO()
    book.save(buffer)
    fresh = rebuilt(buffer.getvalue())
    assert values(validate_bytes(fresh.data, FILE)) == values(validate_bytes(good(), FILE))
    moved = {(one.code, one.field): one for one in fresh.carried.moved}
    numerator = moved["HP-CT10", "numerator"]
    assert (numerator.old, numerator.new, numerator.was) == (("Biểu 1", "G9"), ("Chỉ tiêu", "G6"), "2.560 cán bộ")
    left = {(one.sheet, one.cell): one.content for one in fresh.carried.left}
    assert (left["Biểu 1", "C1"], left["Biểu 1", "M14"]) == ("Ghi thêm của văn phòng", "Nguyễn Thị B, 0912")


def test_a_units_own_assignment_moves_with_its_description() -> None:
    own = {"extra-2": {"name": "Xây dựng kho dữ liệu cán bộ", "lead": "Phòng Công chức", "product": "Kho dữ liệu",
                       "deadline": "Quý IV/2025", "status": "Đang thực hiện", "progress": 40,
                       "person": "Trần Thị Trang"}}
    data = changed(good(), "assignment", own)
    fresh = rebuilt(data)
    assert fresh.carried.entries["assignment"]["extra-2"] == {**own["extra-2"], "progress": 40.0}
    assert values(validate_bytes(fresh.data, FILE)) == values(validate_bytes(data, FILE))


def test_a_percentage_typed_over_its_formula_stays_one() -> None:
    data = changed(good(), "indicator", {"HP-CT60": {"value": 64.7}})
    typed = load_workbook(io.BytesIO(data))
    for cell in ("G8", "H8"):
        typed["Chỉ tiêu"][cell] = None
    buffer = io.BytesIO()
    typed.save(buffer)
    fresh = rebuilt(buffer.getvalue())
    facts = {(f.code, f.field): f.value for f in validate_bytes(fresh.data, FILE).facts}
    assert facts["HP-CT60", "value"] == 64.7 and ("HP-CT60", "numerator") not in facts


def test_a_workbook_built_anew_can_be_built_anew_again() -> None:
    once = rebuilt(faulty())
    again = rebuilt(once.data)
    assert again.carried.entries == once.carried.entries and again.carried.left == ()
    assert load_workbook(io.BytesIO(again.data)).sheetnames[:3] == ["Cần sửa", "Đã chuyển", "Hướng dẫn"]


def test_nobodys_workbook_is_refused() -> None:
    book = Workbook()
    book.active["A1"] = "Chỉ tiêu"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(NotRebuiltError, match="không rõ biểu của đơn vị, kỳ nào"):
        rebuilt(buffer.getvalue(), "bieu.xlsx")


def test_the_day_of_issue_is_that_of_the_old_workbook() -> None:
    book = read_book(rebuilt(good()).plain, "")
    issued = [cell.value for (row, column), cell in book.sheet("_nq57").cells.items() if column == 2]
    assert date(2025, 9, 5).isoformat() in [str(value) for value in issued]

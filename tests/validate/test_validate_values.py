"""Cells become values with care: taken where certain, repaired and told, or asked about; never guessed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nq57xl.model.record import Submission
from nq57xl.sheets.reading.book import UNREADABLE, Book, Cell
from tests.validate.forms import book, changed, codes, edited, facts, only, submit

CT, NV = "Chỉ tiêu", "Nhiệm vụ"


def with_cell(name: str, made: Cell) -> Book:
    def put(sheet):
        sheet.cells[made.row, made.column] = made
        return sheet
    return changed(book(), name, put)


def count(value: Any) -> Submission:
    return submit(edited(book(), CT, I10=value))


def ratio(line: str) -> Submission:
    return submit(book(f"code | numerator | denominator | value | data_status | explanation\nCT01 | {line}"))


def task(**cells: Any) -> Submission:
    """NV2 (done on 5/9/2025) in row 10 with some cells changed: H status, I progress, J day, K document."""
    return submit(edited(book(), NV, **cells))


# Numbers

@pytest.mark.parametrize(("cell", "typed", "value"), [
    ("I10", "1.200", 1200.0), ("I10", "1 200", 1200.0), ("I10", "12 doanh nghiệp", 12.0),
    ("I10", "1.234.567", 1234567.0),
    ("I11", "0,75", 0.75), ("I11", "0.721", 0.721), ("I11", "85.5", 85.5), ("I12", "1.234,5", 1234.5),
    ("I12", "12,5 tỷ đồng", 12.5), ("I12", "1\u00a0234,5", 1234.5), ("I10", "012", 12.0)])
def test_a_number_typed_as_text_is_read_and_told(cell: str, typed: str, value: float) -> None:
    returned = submit(edited(book(), CT, **{cell: typed}))
    code = {"I10": "CT02", "I11": "CT03", "I12": "CT04"}[cell]
    assert facts(returned, code)["value"] == value
    assert returned.outcome == "repaired" and codes(returned) == ["V30"]
    assert only(returned, "V30").severity == "info"


def test_the_officer_is_told_what_was_read() -> None:
    assert str(only(count("1.200 doanh nghiệp"), "V30")) == (
        'V30 · Chỉ tiêu!I10 (Kết quả): "1.200 doanh nghiệp" đã được đọc là 1200. '
        "Cách sửa: không phải sửa nếu đọc đúng; nếu sai thì nhập lại.")
    flagged, = [f for f in count("1.200").facts if (f.code, f.field) == ("CT02", "value")]
    assert (flagged.flags, flagged.cell) == (("V30",), "I10")


@pytest.mark.parametrize(("cell", "typed", "readings"), [
    ("I11", "1.234", "1234 hoặc 1,234"), ("I11", "1,234", "1,234 hoặc 1234"), ("I12", "1.234", "1234 hoặc 1,234"),
    ("I12", "1,234", "1,234 hoặc 1234")])
def test_a_mark_with_two_meanings_is_asked_about(cell: str, typed: str, readings: str) -> None:
    returned = submit(edited(book(), CT, **{cell: typed}))
    assert str(only(returned, "V31")) == (
        f'V31 · Chỉ tiêu!{cell} (Kết quả): "{typed}" có hai cách hiểu: {readings}. '
        "Cách sửa: nhập lại thành số, phần thập phân sau dấu phẩy.")
    assert codes(returned) == ["V31"]
    assert "value" not in facts(returned, {"I11": "CT03", "I12": "CT04"}[cell])


@pytest.mark.parametrize("typed", ["khoảng 90", ">90", "trên 90", "80-90", "80 – 90", "12/15", "≥ 90", "90+", "ước 90",
                                   "từ 80 đến 90", "85%", "+90", "- 90", "90 trở lên", "80÷85", "1,2E+05", "90±1",
                                   "85,,5", "1..5"])
def test_a_number_with_doubt_is_asked_about(typed: str) -> None:
    returned = count(typed)
    assert str(only(returned, "V32")) == (
        f'V32 · Chỉ tiêu!I10 (Kết quả): "{typed}" không phải là một con số chắc chắn. Cách sửa: nhập một con số theo '
        "đúng đơn vị tính; ước tính thì chọn Số ước; tỷ lệ thì nhập Tử số và Mẫu số.")
    assert codes(returned) == ["V32"] and "value" not in facts(returned, "CT02")


def test_a_date_in_a_number_cell_is_what_excel_made_of_something_else() -> None:
    returned = count(date(2025, 6, 15))
    assert str(only(returned, "V33")) == (
        "V33 · Chỉ tiêu!I10 (Kết quả): Excel đã đổi nội dung nhập thành ngày 15/06/2025; có thể đã gõ "
        "15/6, 15-6, 6/15 hoặc 6-15. Cách sửa: chọn định dạng ô là Văn bản (Text) hoặc Số (Number) rồi nhập lại.")
    assert codes(returned) == ["V33"] and "value" not in facts(returned, "CT02")


@pytest.mark.parametrize(("value", "message"), [
    (True, '"TRUE" không phải là số.'), ("nhiều", '"nhiều" không phải là số.'), ("12 34", '"12 34" không phải là số.')])
def test_what_is_no_number_is_told_by_the_rule(value: Any, message: str) -> None:
    returned = count(value)
    assert (codes(returned), only(returned, "V02").message) == (["V02"], message)
    assert "value" not in facts(returned, "CT02")


def test_percent_in_words_is_percent() -> None:
    returned = ratio("||85,5 phần trăm||")
    assert facts(returned, "CT01")["value"] == 85.5 and codes(returned) == ["V30", "V19"]


def test_an_error_value_is_neither_blank_nor_zero() -> None:
    returned = count("#DIV/0!")
    assert only(returned, "V09").message == "ô chứa giá trị lỗi #DIV/0!."
    assert "value" not in facts(returned, "CT02")


def test_a_formula_without_a_result_is_asked_about() -> None:
    returned = count("=")
    assert str(only(returned, "V34")) == (
        "V34 · Chỉ tiêu!I10 (Kết quả): ô là công thức nhưng tệp không lưu kết quả. "
        "Cách sửa: mở tệp bằng Excel, bấm Lưu rồi gửi lại; hoặc nhập thẳng giá trị.")
    assert codes(returned) == ["V34"]


def test_a_figure_from_a_formula_of_the_officers_own_is_taken_with_a_word() -> None:
    returned = count("=35")
    assert only(returned, "V42").message == "35 lấy từ kết quả lưu của một công thức."
    assert facts(returned, "CT02")["value"] == 35.0


def test_a_broken_cell_is_told() -> None:
    returned = submit(with_cell(CT, Cell(10, 9, "1E999", UNREADABLE)))
    assert str(only(returned, "V39")) == (
        "V39 · Chỉ tiêu!I10 (Kết quả): không đọc được nội dung ô (1E999). Cách sửa: nhập lại ô này.")
    assert codes(returned) == ["V39"]


def test_an_error_value_among_difficulties_is_told_too() -> None:
    assert codes(submit(edited(book(), "Khó khăn - Kiến nghị", B8="#REF!"))) == ["V39"]


# Words in the place of a number

@pytest.mark.parametrize(("typed", "status"), [
    ("chưa có số liệu", "Chưa có số liệu"), ("Chưa có", "Chưa có số liệu"), ("(đang cập nhật)", "Chưa có số liệu"),
    ("chưa thống kê được", "Chưa có số liệu"), ("KHÔNG ÁP DỤNG.", "Không áp dụng")])
def test_a_word_that_says_why_there_is_no_figure_becomes_the_data_status(typed: str, status: str) -> None:
    returned = count(typed)
    assert facts(returned, "CT02")["data_status"] == status and "value" not in facts(returned, "CT02")
    assert str(only(returned, "V30")).startswith(
        f'V30 · Chỉ tiêu!I10 (Kết quả): "{typed}" đã được đọc là {status}.')
    fact, = [f for f in returned.facts if f.field == "data_status" and f.code == "CT02"]
    assert (fact.cell, fact.flags) == ("I10", ("V30",))


@pytest.mark.parametrize("typed", ["-", "không có", "x", "N/A", "…", '"…"', "không", "—", "???", "không phát sinh"])
def test_a_word_that_may_mean_zero_is_asked_about(typed: str) -> None:
    returned = count(typed)
    assert str(only(returned, "V35")) == (
        f'V35 · Chỉ tiêu!I10 (Kết quả): "{typed}" không nói rõ là số 0 hay chưa có số liệu. Cách sửa: nhập 0 nếu đúng '
        "là không có; nếu chưa có số liệu thì để trống và chọn Tình trạng số liệu.")
    assert codes(returned) == ["V35"] and "value" not in facts(returned, "CT02")


@pytest.mark.parametrize(("stored", "value"), [(1.0, 100.0), (0.855, 85.5), (0.57, 57.0)])
def test_a_hundred_percent_that_excel_keeps_as_one_is_a_hundred(stored: float, value: float) -> None:
    alone = changed(book("code | value\nCT01 | 50"), CT, lambda sheet: replace(
        sheet, cells=sheet.cells | {(9, 9): Cell(9, 9, stored, is_percent=True)}))
    returned = submit(alone)
    assert facts(returned, "CT01")["value"] == value
    assert only(returned, "V30").found == f"{value:g}%".replace(".", ",")


def test_progress_in_a_percent_cell_is_read_in_full() -> None:
    returned = submit(with_cell(NV, Cell(9, 9, 0.7, is_percent=True)))
    assert facts(returned, "NV1")["progress"] == 70.0


def test_a_percentage_where_things_are_counted_is_asked_about() -> None:
    returned = submit(with_cell(CT, Cell(10, 9, 3.5, is_percent=True)))
    assert only(returned, "V32").message == '"350%" không phải là một con số chắc chắn.'
    assert "value" not in facts(returned, "CT02")


@pytest.mark.parametrize("typed", [1e308, 1e15, "9999999999999999"])
def test_a_number_beyond_the_digits_of_a_spreadsheet_is_asked_about(typed: Any) -> None:
    returned = count(typed)
    assert codes(returned) == ["V32"] and "value" not in facts(returned, "CT02")


def test_a_word_against_another_data_status_is_asked_about() -> None:
    assert codes(submit(edited(book(), CT, I10="chưa có", L10="Đã có số liệu"))) == ["V35"]


def test_blank_is_never_zero() -> None:
    returned = count(None)
    assert codes(returned) == ["V01"] and "value" not in facts(returned, "CT02")
    assert facts(count(0.0), "CT02")["value"] == 0.0


# Ratios

def test_a_ratio_is_recomputed_from_its_parts_whatever_is_stored() -> None:
    for stored in ("=", "=80", ""):
        returned = ratio(f"8 | 10 | {stored} | | ")
        assert facts(returned, "CT01") == {"value": 80.0, "numerator": 8.0, "denominator": 10.0,
                                           "evidence": "Báo cáo 15/BC-UBND"}
        assert codes(returned) == []


def test_a_stored_result_that_is_stale_is_told_and_not_used() -> None:
    returned = ratio("8 | 10 | =75 | | ")
    assert str(only(returned, "V41")) == (
        "V41 · Chỉ tiêu!I9 (Kết quả): tệp lưu kết quả 75 nhưng Tử số / Mẫu số cho 80; lấy số tính lại. "
        "Cách sửa: mở tệp bằng Excel, bấm Lưu; giữ nguyên công thức của cột Kết quả.")
    assert facts(returned, "CT01")["value"] == 80.0


def test_a_result_that_stands_only_in_a_formula_is_not_taken() -> None:
    returned = ratio(" | | =75 | | ")
    assert str(only(returned, "V40")) == (
        "V40 · Chỉ tiêu!I9 (Kết quả): kết quả 75 chỉ có trong công thức, không có Tử số và Mẫu số. "
        "Cách sửa: nhập Tử số và Mẫu số; chỉ biết tỷ lệ thì gõ thẳng con số.")
    assert codes(returned) == ["V40"] and "value" not in facts(returned, "CT01")


def test_an_untouched_formula_that_libreoffice_saved_as_nothing_is_no_figure() -> None:
    returned = ratio(" | | =0 | Chưa có số liệu | Chưa thống kê")
    assert codes(returned) == [] and "value" not in facts(returned, "CT01")


def test_a_typed_percentage_without_parts_is_taken_and_flagged() -> None:
    returned = ratio(" | | 85,5 % | | ")
    flagged, = [f for f in returned.facts if (f.code, f.field) == ("CT01", "value")]
    assert (flagged.value, flagged.flags) == (85.5, ("V30", "V19"))


def test_a_typed_percentage_beside_its_parts_gives_way_to_them() -> None:
    assert facts(ratio("8 | 9 | 88.9 | | "), "CT01")["value"] == pytest.approx(88.888888888889)


@pytest.mark.parametrize(("line", "code"), [
    ("8 | | | | ", "V05"), ("8 | 0 | | | ", "V06"), ("-1 | 10 | | | ", "V07"), ("12 | 10 | | | ", "V08"),
    ("8 | 10 | 90 | | ", "V14"), ("tám | 10 | | | ", "V03"), ("8 | mười | | | ", "V04"),
    ("8 | 10 | | Không áp dụng | không có thôn", "V17"), (" | | 0,85 | | ", "V15"), ("8 | 10 | #N/A | | ", "V09"),
    ("khoảng 8 | 10 | | | ", "V32")])
def test_the_three_figures_of_a_row_fall_together(line: str, code: str) -> None:
    returned = ratio(line)
    assert code in codes(returned)
    assert not {"value", "numerator", "denominator"} & facts(returned, "CT01").keys()


def test_a_contradiction_leaves_out_the_data_status_too() -> None:
    assert facts(ratio("8 | 10 | | Không áp dụng | không có thôn"), "CT01") == {
        "explanation": "không có thôn", "evidence": "Báo cáo 15/BC-UBND"}


def test_parts_may_name_what_they_count() -> None:
    assert facts(ratio("8 thôn | 10 thôn | | | "), "CT01")["value"] == 80.0


def test_parts_of_an_indicator_that_has_none_are_told() -> None:
    returned = submit(edited(book(), CT, G10=5.0, H10="-"))
    assert str(only(returned, "V38")) == (
        'V38 · Chỉ tiêu!G10 (Tử số): "5" không được dùng: chỉ tiêu này không tính từ Tử số, Mẫu số. '
        "Cách sửa: nhập số liệu vào cột Kết quả.")
    assert facts(returned, "CT02") == {"value": 12.0, "evidence": "Báo cáo 15/BC-UBND"}


def test_parts_that_are_not_used_never_stand_for_the_figure() -> None:
    returned = submit(edited(book(), CT, G10=5.0, H10="10 người", I10=None))
    assert codes(returned) == ["V01", "V38", "V38"] and "numerator" not in facts(returned, "CT02")


def test_whatever_stands_in_parts_that_are_not_used_is_told_and_the_figure_kept() -> None:
    for typed in ("=", "=3", "khoảng 5", date(2025, 9, 5), True):
        returned = submit(edited(book(), CT, G10=typed))
        assert codes(returned) == ["V38"] and facts(returned, "CT02")["value"] == 12.0


def test_an_error_value_in_a_cell_that_is_not_used_is_told_as_the_sheet_tells_it() -> None:
    assert codes(submit(edited(book(), CT, G10="#REF!"))) == ["V09"]


def test_last_periods_figure_is_compared() -> None:
    assert only(submit(edited(book(), CT, F10=15.0)), "V20").found == "12"


# Texts that Excel changed, words of lists, progress

def test_a_document_number_that_became_a_day_is_asked_about() -> None:
    returned = task(K10=date(2025, 5, 12))
    assert only(returned, "V33").found == "12/05/2025"
    assert codes(returned) == ["V33"] and "document" not in facts(returned, "NV2")


@pytest.mark.parametrize(("typed", "repaired"), [
    ("hoàn thành", False), ("HOÀN THÀNH ", False), ("Hoàn thành.", True), ("đã hoàn thành", True), ("HT", True),
    ("Hoàn thành 100%", True),
    ("xong", True)])
def test_near_words_of_a_status_are_read(typed: str, repaired: bool) -> None:
    returned = task(H10=typed)
    assert facts(returned, "NV2")["status"] == "Hoàn thành"
    assert codes(returned) == (["V30"] if repaired else [])


def test_other_words_of_a_status_are_told_by_the_rule_and_left_out() -> None:
    returned = task(H10="gần xong")
    assert only(returned, "A02").message == '"gần xong" không có trong danh sách.'
    assert "status" not in facts(returned, "NV2")


@pytest.mark.parametrize(("cells", "code", "left_out"), [
    ({"I10": 90.0}, "A04", {"status", "progress"}),
    ({"H10": "Đang thực hiện", "I10": 60.0}, "A08", {"status", "completed_on"}),
    ({"J10": date(2025, 9, 30)}, "A07", {"completed_on"}),
    ({"J10": None}, "A05", {"completed_on"}),
    ({"I10": 120.0}, "A03", {"progress", "status"})])
def test_of_a_contradiction_neither_side_is_taken(cells: dict, code: str, left_out: set[str]) -> None:
    returned = task(**cells)
    assert code in codes(returned)
    assert {"status", "progress", "completed_on", "document", "person"} - facts(returned, "NV2").keys() == left_out


def test_progress_between_nothing_and_one_percent_is_asked_about() -> None:
    returned = submit(edited(book(), NV, I9=0.85))
    assert str(only(returned, "V43")) == (
        "V43 · Nhiệm vụ!I9 (Tiến độ (%)): tiến độ 0,85: là 0,85% hay đã nhập theo thang 0 đến 1? "
        "Cách sửa: nhập 85 cho 85%.")
    assert codes(returned) == ["V43"] and "progress" not in facts(returned, "NV1")
    assert facts(submit(edited(book(), NV, I9="85 %")), "NV1")["progress"] == 85.0
    assert codes(submit(edited(book(), NV, I9="-"))) == ["A03"]


# Texts

def test_texts_stay_as_typed_in_composed_form() -> None:
    returned = submit(edited(book(), CT, M10="  Do   thie\u0302\u0301u trạm\u200b\n  phát  ", N10=12.0))
    assert facts(returned, "CT02")["explanation"] == "Do thiếu trạm\nphát"
    assert facts(returned, "CT02")["evidence"] == "12"


def test_a_very_long_text_is_cut_with_a_word() -> None:
    returned = submit(edited(book(), CT, M10="a" * 2500))
    assert only(returned, "V37").message == "nội dung dài 2500 ký tự; chỉ giữ 2000 ký tự đầu."
    assert len(facts(returned, "CT02")["explanation"]) == 2000


def test_a_text_milestone_is_a_text() -> None:
    assert facts(submit(edited(book(), CT, I13=date(2025, 9, 5))), "CT05")["value"] == "05/09/2025"

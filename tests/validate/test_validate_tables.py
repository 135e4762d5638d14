"""Sheets, columns and rows are found again wherever they went; what is not certain is left out and told."""

from dataclasses import replace

import pytest

from nq57xl.model.names import fold
from nq57xl.sheets.layout import DIFFICULTIES, INDICATORS
from nq57xl.sheets.reading.book import Book, Sheet
from nq57xl.validate import planned
from tests.validate.forms import (
    FIELD_ROW,
    PLAN,
    STAMP,
    at,
    book,
    changed,
    codes,
    edited,
    facts,
    indicator,
    moved,
    only,
    sheet_of,
    submit,
)

CT, NV = "Chỉ tiêu", "Nhiệm vụ"


def figures(source: Book) -> set[tuple]:
    return {(f.code, f.field, f.value) for f in submit(source).facts}


def renamed(source: Book, name: str, to: str) -> Book:
    return changed(source, name, lambda sheet: replace(sheet, name=to))


def without_row(row: int):
    return lambda r, c: None if r == row else (r, c)


def without_column(layout, field: str):
    return lambda r, c: None if c == layout.index(field) else (r, c)


def with_copy(source: Book, **cells) -> Book:
    copy = next(s for s in edited(source, CT, **cells).sheets if s.name == CT)
    return replace(source, sheets=(*source.sheets, replace(copy, name="Chỉ tiêu (2)")))


# Independence of places

@pytest.mark.parametrize("move", [
    lambda r, c: (r + 4, c),
    lambda r, c: (r, c + 2),
    lambda r, c: (r if r < 11 else r + 3, c),
    lambda r, c: (r, c if c < 9 else c + 1),
    lambda r, c: (r, 30 - c),
    lambda r, c: (r if r < 9 else 22 - r, c)])
def test_figures_do_not_depend_on_places(move) -> None:
    assert figures(moved(moved(book(), CT, move), NV, move)) == figures(book())


def test_figures_are_found_by_header_texts_alone() -> None:
    assert figures(moved(book(), CT, without_row(FIELD_ROW))) == figures(book())


def test_other_headers_and_spellings_are_known() -> None:
    headers = {"I7": "KẾT QUẢ  THỰC HIỆN", "D7": "ĐVT", "M7": "Giải trình\u200b"}
    source = edited(moved(book(), CT, without_row(FIELD_ROW)), CT, **headers)
    assert figures(source) == figures(book())


def test_figures_are_found_by_hidden_field_names_alone() -> None:
    assert figures(moved(book(), CT, without_row(FIELD_ROW + 1))) == figures(book())


# Sheets

def test_a_renamed_sheet_is_known_by_its_columns() -> None:
    returned = submit(renamed(book(), CT, "Biểu 01"))
    assert figures(renamed(book(), CT, "Biểu 01")) == figures(book())
    assert only(returned, "S22").message == "trang Chỉ tiêu đã đổi tên thành Biểu 01; vẫn nhận ra và đã đọc."


def test_the_name_of_a_sheet_may_be_decomposed_or_in_capitals() -> None:
    assert codes(submit(renamed(book(), CT, "CHỈ TIÊU"))) == []


def test_a_missing_sheet_is_told() -> None:
    returned = submit(changed(book(), NV, lambda _: None))
    assert [str(f) for f in returned.findings] == [
        "S20 · Nhiệm vụ: thiếu trang Nhiệm vụ. Cách sửa: chép lại trang này từ biểu đã nhận, không xóa trang."]
    assert facts(returned, "CT01")


def test_a_sheet_that_the_kind_does_not_ask_for_is_not_missed() -> None:
    source = changed(book(stamp=replace(STAMP, kind="chi-tieu")), NV, lambda _: None)
    assert codes(submit(source, file="a.xlsx")) == []


def test_a_sheet_without_its_headers_is_not_guessed_at() -> None:
    source = moved(book(), NV, lambda r, c: None if r in (FIELD_ROW, FIELD_ROW + 1) else (r, c))
    returned = submit(source)
    assert only(returned, "S21").message == "không tìm thấy dòng tiêu đề của bảng nên không đọc được trang này."
    assert facts(returned, "NV1") == {}


def test_a_copy_of_a_sheet_that_says_nothing_new_is_passed_over() -> None:
    returned = submit(with_copy(book()))
    assert figures(with_copy(book())) == figures(book())
    assert only(returned, "S23").message == "trang này là bản sao của trang Chỉ tiêu; không đọc."


def test_of_two_copies_the_cells_that_differ_are_not_taken_and_the_others_are() -> None:
    returned = submit(with_copy(book(), I10=13.0, N11="Báo cáo 16"))
    assert only(returned, "S24").message == (
        "trang này là bản sao của trang Chỉ tiêu nhưng số liệu khác nhau; không lấy các ô I10, N11.")
    assert facts(returned, "CT02") == {"evidence": "Báo cáo 15/BC-UBND"} and facts(returned, "CT03") == {"value": 0.75}
    assert facts(returned, "CT04")["value"] == 3.5 and facts(returned, "NV1")


def test_a_filled_copy_beside_the_sheet_as_it_was_issued_is_read() -> None:
    issued = moved(with_copy(book()), CT, lambda r, c: None if r > 8 and 7 <= c <= 14 else (r, c))
    returned = submit(issued)
    assert {(f.code, f.field, f.value) for f in returned.facts} == figures(book())
    assert codes(returned) == ["S22", "S23"]


def test_a_figure_that_stands_in_one_of_two_copies_alone_is_not_taken() -> None:
    assert "value" not in facts(submit(with_copy(edited(book(), CT, I10=None), I10=13.0)), "CT02")
    assert "value" not in facts(submit(with_copy(book(), I10=None)), "CT02")


def test_of_two_differing_copies_none_is_called_a_strangers_sheet() -> None:
    assert codes(submit(with_copy(book(), I10=13.0))) == ["S24"]


def test_a_sheet_of_the_officers_own_is_mentioned() -> None:
    source = book()
    source = replace(source, sheets=(*source.sheets, sheet_of("Phụ lục", {(1, 1): 5.0})))
    assert [str(f) for f in submit(source).findings] == [
        "S54 · Phụ lục: trang Phụ lục không thuộc biểu, không được đọc. Cách sửa: ghi nội dung vào các trang của biểu."]


# Heads of tables

def split_header(source: Book) -> Book:
    """Headers of the entry columns one row lower, under a common heading; everything below moves down."""
    lowered = moved(source, CT, lambda r, c: (r, c) if r < 7 or (r == 7 and c not in (7, 8, 9)) else (r + 1, c))
    return edited(lowered, CT, G7="Kết quả thực hiện trong kỳ")


@pytest.mark.parametrize("with_names", [True, False])
def test_a_header_in_two_rows_is_read_as_one(with_names: bool) -> None:
    source = split_header(book())
    source = source if with_names else moved(source, CT, without_row(FIELD_ROW))
    returned = submit(source)
    assert {(f.code, f.field, f.value) for f in returned.facts} == figures(book())
    assert returned.outcome == "repaired" and [str(finding) for finding in returned.findings] == [
        "S74 · Chỉ tiêu: tiêu đề bảng nằm ở nhiều dòng; đã đọc ghép lại. Cách sửa: giữ dòng tiêu đề như biểu đã nhận."]


def test_a_header_that_is_repeated_on_each_page_is_passed_over() -> None:
    def paged(sheet: Sheet) -> Sheet:
        again = {(12, c): cell._replace(row=12) for (r, c), cell in sheet.cells.items() if r == FIELD_ROW + 1}
        return replace(sheet, cells=sheet.cells | again)
    apart = moved(book(), CT, lambda r, c: (r if r < 12 else r + 1, c))
    assert codes(submit(changed(apart, CT, paged))) == []
    assert figures(changed(apart, CT, paged)) == figures(book())


def stacked(source: Book, title: bool = True) -> Book:
    """Both tables on one sheet, the assignments below the indicators."""
    tasks = next(sheet for sheet in source.sheets if sheet.name == NV)
    below = {(r + 20, c): cell._replace(row=r + 20) for (r, c), cell in tasks.cells.items()
             if title or r not in (1, 3, FIELD_ROW)}
    return changed(changed(source, NV, lambda _: None), CT, lambda s: replace(s, name="Sheet1", cells=s.cells | below))


def test_two_tables_on_one_sheet_are_read_each_by_its_own_head() -> None:
    returned = submit(stacked(book()))
    assert {(f.code, f.field, f.value) for f in returned.facts} == figures(book())
    assert [str(finding) for finding in returned.findings] == [
        "S73 · Sheet1: trang Sheet1 có nhiều bảng; đã đọc riêng từng bảng. Cách sửa: giữ mỗi bảng ở trang của nó."] * 2
    assert [f.message for f in returned.findings] == 2 * ["trang Sheet1 có nhiều bảng; đã đọc riêng từng bảng."]


def test_two_tables_without_field_names_on_one_sheet_are_read_too() -> None:
    bare = stacked(moved(moved(book(), CT, without_row(FIELD_ROW)), NV, without_row(FIELD_ROW)), title=False)
    assert figures(bare) == figures(book())


def test_a_table_turned_on_its_side_is_refused_with_a_word() -> None:
    returned = submit(moved(book(), CT, lambda r, c: (c, r)))
    assert [str(f) for f in returned.findings if f.code.startswith("S")] == [
        "S67 · Chỉ tiêu: bảng Chỉ tiêu đã bị xoay ngang (hàng thành cột) nên không đọc. "
        "Cách sửa: chép số liệu vào đúng biểu đã nhận, mỗi chỉ tiêu, nhiệm vụ một dòng."]
    assert facts(returned, "CT02") == {} and facts(returned, "NV1")


def test_a_very_wide_sheet_is_read() -> None:
    wide = changed(book(), CT, lambda sheet: replace(sheet, cells=sheet.cells | sheet_of(
        CT, {(20, 16000): "x", (10, 400): 5.0}).cells))
    assert figures(wide) == figures(book())


# Columns

def test_a_missing_column_is_told_once_and_not_for_every_row() -> None:
    returned = submit(moved(book(), CT, without_column(INDICATORS, "evidence")))
    assert [str(f) for f in returned.findings] == [
        "S30 · Chỉ tiêu!7:7 (Minh chứng): thiếu cột Minh chứng. "
        "Cách sửa: chép lại cột này từ biểu đã nhận, không xóa cột."]
    assert facts(returned, "CT02") == {"value": 12.0}


def test_header_and_field_name_that_contradict_each_other_leave_the_columns_out() -> None:
    returned = submit(edited(book(), CT, G7="Mẫu số", H7="Tử số"))
    assert [str(f) for f in returned.findings] == [
        "S31 · Chỉ tiêu!G7 (Mẫu số): tiêu đề cột là Mẫu số nhưng đây là cột Tử số; không lấy số liệu của cột. "
        "Cách sửa: khôi phục tiêu đề và thứ tự cột như biểu đã nhận.",
        "S31 · Chỉ tiêu!H7 (Tử số): tiêu đề cột là Tử số nhưng đây là cột Mẫu số; không lấy số liệu của cột. "
        "Cách sửa: khôi phục tiêu đề và thứ tự cột như biểu đã nhận."]
    assert "value" not in facts(returned, "CT01") and facts(returned, "CT02")["value"] == 12.0


def test_a_column_that_is_there_twice_is_not_taken() -> None:
    returned = submit(edited(book(), CT, R7="Kết quả", R10=99.0))
    assert only(returned, "S32").message == "có nhiều cột Kết quả; không lấy số liệu của các cột này."
    assert "value" not in facts(returned, "CT02")


def test_an_altered_header_is_told_and_the_column_read() -> None:
    returned = submit(edited(book(), CT, I7="Số tháng 9"))
    assert only(returned, "S33").message == 'tiêu đề cột Kết quả đã sửa thành "Số tháng 9"; vẫn đọc theo mã cột.'
    assert facts(returned, "CT02")["value"] == 12.0


def test_an_added_column_is_told() -> None:
    returned = submit(edited(book(), CT, R7="Người nhập", R9="Lan"))
    assert [str(f) for f in returned.findings] == [
        "S34 · Chỉ tiêu!R:R: cột thêm vào (Người nhập) không thuộc biểu, không được đọc. "
        "Cách sửa: ghi nội dung vào Giải trình hoặc trang Khó khăn - Kiến nghị."]


# Rows

def test_a_missing_row_is_told() -> None:
    returned = submit(moved(book(), CT, without_row(10)))
    assert [str(f) for f in returned.findings] == [
        'S40 · Chỉ tiêu: thiếu dòng "Số doanh nghiệp công nghệ số". '
        "Cách sửa: chép lại dòng này từ biểu đã nhận và nhập số liệu."]
    assert returned.findings[0].place.row == "CT02"


def doubled(source: Book, **cells) -> Book:
    """Row 10 once more in row 20."""
    def copy(sheet: Sheet) -> Sheet:
        again = {(20, c): cell._replace(row=20) for (r, c), cell in sheet.cells.items() if r == 10}
        return replace(sheet, cells=sheet.cells | again)
    return edited(changed(source, CT, copy), CT, **cells)


def test_a_row_that_is_there_twice_with_the_same_content_counts_once() -> None:
    returned = submit(doubled(book()))
    assert only(returned, "S41").message == "dòng bị lặp, nội dung giống nhau (dòng 10, 20); chỉ tính một lần."
    assert [f.value for f in returned.facts if (f.code, f.field) == ("CT02", "value")] == [12.0]


def test_a_row_that_is_there_twice_with_different_content_does_not_count() -> None:
    returned = submit(doubled(book(), I20=13.0))
    assert only(returned, "S42").message == "dòng bị lặp nhưng nội dung khác nhau (dòng 10, 20); không lấy dòng nào."
    assert facts(returned, "CT02") == {} and facts(returned, "CT03")
    assert codes(returned) == ["S42"]


def test_a_figure_in_a_row_of_no_key_is_an_error() -> None:
    returned = submit(edited(book(), CT, I16=7.0, C16="Chỉ tiêu riêng"))
    assert [str(f) for f in returned.findings] == [
        "S43 · Chỉ tiêu!I16 (Kết quả): dòng này không thuộc biểu của đơn vị; số liệu 7 không được lấy. "
        "Cách sửa: nhập vào đúng dòng của biểu; nhiệm vụ riêng nhập vào các dòng trống cuối bảng."]


def test_words_in_a_row_of_no_key_only_warn() -> None:
    returned = submit(edited(book(), CT, N8="xem báo cáo"))
    assert [str(f) for f in returned.findings] == [
        'S44 · Chỉ tiêu!N8 (Minh chứng): dòng này không thuộc biểu; nội dung "xem báo cáo" không được lấy. '
        "Cách sửa: ghi vào cột Giải trình hoặc trang Khó khăn - Kiến nghị."]


def test_the_signature_and_notes_below_the_table_are_nothing() -> None:
    source = edited(book(), CT, N16="Hải Phòng, ngày 20 tháng 9 năm 2025", N18="CHỦ TỊCH", C19="Ghi chú: số đến 14/9")
    assert codes(submit(source)) == []
    assert codes(submit(edited(book(), CT, L18="Đã có số liệu", M18="thêm một dòng"))) == ["S44"]


def test_an_altered_name_warns() -> None:
    returned = submit(edited(book(), CT, C10="Số doanh nghiệp số"))
    assert only(returned, "S45").message == 'tên dòng đã sửa thành "Số doanh nghiệp số"; vẫn tính theo mã dòng.'
    assert facts(returned, "CT02")["value"] == 12.0


def test_a_name_is_the_same_in_other_spelling() -> None:
    assert codes(submit(edited(book(), CT, C10="SỐ DOANH NGHIỆP  công nghệ số"))) == []


def test_names_swapped_by_sorting_one_column_leave_the_rows_out() -> None:
    returned = submit(edited(book(), CT, C10=PLAN.indicators[2].name, C11=PLAN.indicators[1].name))
    assert [(f.code, f.message) for f in returned.findings] == [
        ("S46", "mã dòng là CT02 nhưng tên là của dòng CT03; không lấy số liệu của dòng."),
        ("S46", "mã dòng là CT03 nhưng tên là của dòng CT02; không lấy số liệu của dòng.")]
    assert facts(returned, "CT02") == {} == facts(returned, "CT03")


def test_key_and_code_that_contradict_each_other_leave_the_row_out() -> None:
    returned = submit(edited(book(), CT, B10="CT03"))
    assert only(returned, "S47").message == (
        "mã ẩn của dòng là CT02 nhưng cột Mã ghi CT03; không lấy số liệu của dòng.")
    assert facts(returned, "CT02") == {} and facts(returned, "CT03")["value"] == 0.75


def test_two_rows_of_one_name_in_the_plan_are_no_swap() -> None:
    twins = (*PLAN.indicators, indicator("CT06", PLAN.indicators[1].name, "count", "doanh nghiệp", targets={}))
    plan = replace(PLAN, indicators=twins)
    assert codes(submit(book(plan=plan, table="code | value\nCT06 | 3"), plan=plan)) == []


def test_rows_are_known_by_their_code_when_the_keys_are_gone() -> None:
    returned = submit(moved(book(), CT, without_column(INDICATORS, "key")))
    assert only(returned, "S48").message == "mất mã ẩn ở 5 dòng; đã nhận ra các dòng này theo cột Mã."
    assert {(f.code, f.field, f.value) for f in returned.facts} == figures(book())


@pytest.mark.parametrize("step", [-1, 1])
def test_a_row_in_which_cells_were_deleted_or_inserted_is_not_taken(step: int) -> None:
    first = INDICATORS.index("numerator")
    shifted = moved(book(), INDICATORS.name, lambda r, c: (r, c + step) if r == 10 and c > first else (r, c))
    returned = submit(shifted)
    assert only(returned, "S47").message == (
        "mã ẩn của dòng là (trống) nhưng cột Mã ghi CT02; không lấy số liệu của dòng.")
    assert facts(returned, "CT02") == {} and facts(returned, "CT03")


def without(*fields: str):
    places = {INDICATORS.index(field) for field in fields}
    return lambda r, c: None if c in places else (r, c)


def test_without_keys_and_codes_rows_are_known_by_their_exact_name() -> None:
    returned = submit(moved(book(), CT, without("key", "code")))
    assert only(returned, "S68").message == "mất mã ở 5 dòng; đã nhận ra các dòng này theo đúng tên."
    assert {(f.code, f.field, f.value) for f in returned.facts} == figures(book())
    assert returned.outcome == "repaired"


def test_without_keys_codes_and_names_nothing_is_taken() -> None:
    returned = submit(moved(book(), CT, without("key", "code", "name")))
    assert facts(returned, "CT02") == {}
    assert "S43" in codes(returned) and codes(returned).count("S40") == 5


@pytest.mark.parametrize("name", [
    "2. Số doanh nghiệp công nghệ số", "b) Số doanh nghiệp\ncông nghệ số", "- số doanh nghiệp  công nghệ số.",
    "SỐ DOANH NGHIỆP CÔNG NGHỆ SỐ"])
def test_numbering_line_breaks_and_dots_do_not_make_another_name(name: str) -> None:
    source = edited(moved(book(), CT, without("key", "code")), CT, C10=name)
    assert facts(submit(source), "CT02")["value"] == 12.0


def test_a_name_that_only_resembles_is_a_question_and_no_match() -> None:
    returned = submit(edited(moved(book(), CT, without("key", "code")), CT, C10="Số doanh nghiệp công nghê số"))
    assert [str(f) for f in returned.findings if f.code not in ("S68", "S30")] == [
        'S69 · Chỉ tiêu!C10 (Chỉ tiêu): dòng "Số doanh nghiệp công nghê số" không có mã; có phải là CT02 - Số doanh '
        "nghiệp công nghệ số? Chưa lấy số liệu của dòng. "
        "Cách sửa: ghi lại mã ở cột Mã, hoặc khôi phục tên như biểu đã nhận."]
    assert facts(returned, "CT02") == {}


def test_two_rows_of_one_name_are_told_apart_by_their_number_or_not_at_all() -> None:
    twin = indicator("CT06", PLAN.indicators[1].name, "count", "doanh nghiệp", targets={}, stt="6")
    plan = replace(PLAN, indicators=(*PLAN.indicators, twin))
    source = moved(book(plan=plan, table="code | value\nCT06 | 3"), CT, without("key", "code"))
    assert facts(submit(source, plan=plan), "CT06") == {} == facts(submit(source, plan=plan), "CT02")
    numbered = submit(edited(source, CT, A14=6.0, A10=1.0), plan=plan)
    assert [f.message for f in numbered.findings if f.code == "S77"] == [
        "dòng mất mã và trùng tên với dòng CT06; nhận ra nhờ số thứ tự 1.",
        "dòng mất mã và trùng tên với dòng CT02; nhận ra nhờ số thứ tự 6."]
    assert (facts(numbered, "CT06")["value"], facts(numbered, "CT02")["value"]) == (3.0, 12.0)


@pytest.mark.parametrize("code", ["CTO2", "ct02", "CT 02", "CT2"])
def test_a_damaged_code_is_read_if_it_can_only_be_one(code: str) -> None:
    returned = submit(edited(moved(book(), CT, without("key")), CT, B10=code))
    assert only(returned, "S70").message == f'mã dòng ghi "{code}", đọc là CT02.'
    assert facts(returned, "CT02")["value"] == 12.0 and returned.outcome == "repaired"


def test_a_damaged_code_that_may_be_two_is_not_read() -> None:
    twin = indicator("CTO2", "Số tổ công nghệ số", "count", "tổ", targets={})
    plan = replace(PLAN, indicators=(*PLAN.indicators, twin))
    source = moved(book(plan=plan, table="code | value\nCTO2 | 3"), CT, without("key", "name"))
    assert facts(submit(edited(source, CT, B10="ct02"), plan=plan), "CT02") == {}


def test_a_code_that_became_a_number_is_read() -> None:
    plan = replace(PLAN, indicators=tuple(replace(i, code=i.code.removeprefix("CT")) for i in PLAN.indicators))
    source = moved(book(plan=plan, table="code | value\n02 | 12"), CT, without("key"))
    returned = submit(edited(source, CT, B10=2.0), plan=plan)
    assert facts(returned, "02")["value"] == 12.0
    assert only(returned, "S70").found == "2"


# Locked texts as witnesses

PRINTED = (replace(PLAN.indicators[1], stt="2", unit_of_measure="doanh nghiệp"),
           replace(PLAN.indicators[2], stt="3", unit_of_measure="điểm"))
PRINTED_PLAN = replace(PLAN, indicators=(PLAN.indicators[0], *PRINTED, *PLAN.indicators[3:]))


def test_number_and_unit_of_measure_sorted_without_the_rest_leave_the_rows_out() -> None:
    source = edited(book(plan=PRINTED_PLAN), CT, A10="3", D10="điểm", A11="2", D11="doanh nghiệp")
    returned = submit(source, plan=PRINTED_PLAN)
    assert [str(finding) for finding in returned.findings] == [
        "S71 · Chỉ tiêu!A10 (STT): STT, Đơn vị tính của dòng CT02 lại là của dòng CT03; không lấy số liệu của dòng. Cách "
        "sửa: không sắp xếp riêng một vài cột; chép lại danh mục từ biểu đã nhận rồi kiểm tra số liệu.",
        "S71 · Chỉ tiêu!A11 (STT): STT, Đơn vị tính của dòng CT03 lại là của dòng CT02; không lấy số liệu của dòng. Cách "
        "sửa: không sắp xếp riêng một vài cột; chép lại danh mục từ biểu đã nhận rồi kiểm tra số liệu."]
    assert [f.message for f in returned.findings] == [
        "STT, Đơn vị tính của dòng CT02 lại là của dòng CT03; không lấy số liệu của dòng.",
        "STT, Đơn vị tính của dòng CT03 lại là của dòng CT02; không lấy số liệu của dòng."]
    assert facts(returned, "CT02") == {} == facts(returned, "CT03")


def test_whole_rows_sorted_agree_and_are_taken() -> None:
    source = edited(book(plan=PRINTED_PLAN), CT, A10="2", D10="doanh nghiệp", A11="3", D11="điểm")
    turned = moved(source, CT, lambda r, c: ({10: 11, 11: 10}.get(r, r), c))
    assert codes(submit(turned, plan=PRINTED_PLAN)) == []
    assert facts(submit(turned, plan=PRINTED_PLAN), "CT02")["value"] == 12.0


def names_only(source: Book, **cells) -> Book:
    return moved(edited(source, CT, **cells), CT, without("key", "code"))


NUMBERED = replace(PLAN, indicators=tuple(replace(i, stt=str(n)) for n, i in enumerate(PLAN.indicators, 1)))
IN_PLACE = {"A9": "1", "A10": "2", "A11": "3", "A12": "4", "A13": "5"}
NAMES = {"C9": "Kinh phí chuyển đổi số", "C10": "Số doanh nghiệp công nghệ số", "C11": "Chỉ số chuyển đổi số",
         "C12": "Tỷ lệ thôn phủ sóng 5G"}


def test_one_number_of_another_row_is_enough_against_a_row_known_by_its_name_alone() -> None:
    returned = submit(names_only(book(plan=NUMBERED), **{**IN_PLACE, "A10": "3"}), plan=NUMBERED)
    assert only(returned, "S71").message == "STT của dòng CT02 lại là của dòng CT03; không lấy số liệu của dòng."
    assert facts(returned, "CT02") == {} and facts(returned, "CT04")["value"] == 3.5


def test_names_sorted_without_the_rest_take_every_row_known_by_name_away() -> None:
    returned = submit(names_only(book(plan=NUMBERED), **IN_PLACE, **NAMES), plan=NUMBERED)
    assert codes(returned).count("S71") == 2
    assert [str(f) for f in returned.findings if f.code == "S80"] == [
        "S80 · Chỉ tiêu: các dòng chỉ còn tên không đúng thứ tự hay các cột bên cạnh của danh mục nên cột tên có thể đã "
        "bị sắp xếp riêng; không lấy số liệu của các dòng này (dòng 10, 11, 13). Cách sửa: chép lại danh mục từ biểu đã "
        "nhận rồi kiểm tra số liệu; không xóa cột Mã, không sắp xếp riêng một cột."]
    assert all(facts(returned, f"CT0{n}") == {} for n in range(1, 6))


def test_names_that_nothing_else_speaks_for_are_taken_in_the_order_of_the_plan_only() -> None:
    assert facts(submit(names_only(book())), "CT02")["value"] == 12.0
    returned = submit(names_only(book(), C10="Chỉ số chuyển đổi số", C11="Số doanh nghiệp công nghệ số"))
    assert "S80" in codes(returned) and facts(returned, "CT02") == {} == facts(returned, "CT03")


def test_whole_rows_known_by_name_and_number_may_be_sorted() -> None:
    source = moved(names_only(book(plan=NUMBERED), **IN_PLACE), CT, lambda r, c: ({10: 11, 11: 10}.get(r, r), c))
    assert {(f.code, f.field, f.value) for f in submit(source, plan=NUMBERED).facts} == figures(book())


def test_very_long_texts_in_locked_columns_are_not_folded_for_every_row_of_the_plan(monkeypatch) -> None:
    def short_only(text: str) -> str:
        assert len(text) < 32_000
        return fold(text)
    monkeypatch.setattr(planned, "fold", short_only)
    row = planned.plan_rows(PLAN.indicators, 2025)["CT01"]
    assert planned.disagreeing(row, {"unit_of_measure": "Đ" * 32_000, "target": "≥60 %"}) == (
        ["unit_of_measure", "target"], 0)
    assert facts(submit(edited(book(), CT, D9="Đ" * 32_000)), "CT02")["value"] == 12.0


# Entry cells that slid against the catalogue

def with_formulas(source: Book, formulas: dict[str, str]) -> Book:
    return changed(source, CT, lambda sheet: replace(sheet, formulas={at(p): text for p, text in formulas.items()}))


def test_a_deleted_cell_that_moved_the_figures_up_is_noticed_by_the_formulas_beside_them() -> None:
    source = edited(book(), CT, I10=0.75, I11=3.5, I12="Đã ban hành", I13=None)
    formulas = {"Q9": 'IF(ISERROR($I9),"V09","")', "Q10": 'IF(ISERROR(#REF!),"V09","")',
                "Q11": 'IF(ISERROR($I10),"V09","")', "Q12": 'IF(ISERROR($I11),"V09","")'}
    returned = submit(with_formulas(source, formulas))
    assert [(f.place.cell, f.found) for f in returned.findings] == [
        ("I10", "0,75"), ("I11", "3,5"), ("I12", "Đã ban hành")]
    assert str(returned.findings[0]) == (
        'S72 · Chỉ tiêu!I10 (Kết quả): "0,75" đã bị xô lệch so với danh mục (công thức bên cạnh tính theo dòng khác); '
        "không lấy. Cách sửa: chép lại số liệu vào biểu đã nhận; không xóa hay chèn riêng một ô, chỉ bấm Delete để xóa "
        "nội dung.")
    assert facts(returned, "CT01")["value"] == 80.0
    assert all(facts(returned, code) == {"evidence": "Báo cáo 15/BC-UBND"} for code in ("CT02", "CT03", "CT04", "CT05"))


def test_an_inserted_cell_that_moved_the_figures_down_is_noticed_too() -> None:
    source = edited(book(), CT, I12=0.75, I13="Đã ban hành", I11=12.0, I10=None)
    returned = submit(with_formulas(source, {"J9": "100*$I9/60", "J10": "100*$I11/60", "J11": "100*$I12/60"}))
    assert [(f.code, f.place.cell) for f in returned.findings] == [("S72", "I11"), ("S72", "I12"), ("S72", "I13")]


def test_a_figure_that_was_cut_and_put_into_another_row_is_no_shift() -> None:
    formulas = {"Q9": 'IF(ISERROR($I9),"V09","")', "Q10": 'IF(ISERROR($I11),"V09","")',
                "Q11": 'IF(ISERROR(#REF!),"V09","")', "Q12": 'IF(ISERROR($I12),"V09","")'}
    assert codes(submit(with_formulas(book(), formulas))) == []


def test_formulas_that_look_at_their_own_row_are_no_shift() -> None:
    formulas = {f"{c}{r}": f'IF($I{r}="I99",100*$I{r}/60,VLOOKUP($Q{r},nq_check_texts,2,FALSE))' for r in range(9, 14)
                for c in "JOQ"}
    assert codes(submit(with_formulas(book(), formulas))) == []


def test_a_shift_is_noticed_by_the_stored_shares_where_the_file_tells_no_formulas() -> None:
    target = PLAN.indicators[0].targets
    plan = replace(PLAN, indicators=tuple(replace(i, targets=target) for i in PLAN.indicators))
    # 12; 0,75; 3,5 stood in I10 to I12 and moved down by one; the stored shares still are those of 12; 0,75; 3,5.
    source = edited(book(plan=plan), CT, I10=None, I11=12.0, I12=0.75, I13=3.5, J10="=20", J11="=1.25",
                    J12="=5.833333333333333")
    returned = submit(source, plan=plan)
    assert "S72" in codes(returned) and "value" not in facts(returned, "CT03") | facts(returned, "CT04")


def test_stale_shares_are_no_shift() -> None:
    plan = replace(PLAN, indicators=tuple(replace(i, targets=PLAN.indicators[0].targets) for i in PLAN.indicators))
    assert "S72" not in codes(submit(edited(book(plan=plan), CT, J10="=33", J11="=44", J12="=55"), plan=plan))


def test_an_extra_assignment_needs_a_name() -> None:
    good = {"name": "Hội thi tin học", "status": "Đang thực hiện", "progress": 40.0, "person": "Lê C",
            "lead": "Đoàn Thanh niên", "product": "Hội thi", "deadline": "Quý IV/2025"}
    returned = submit(book(extras={"extra-1": good, "extra-2": good | {"name": None}}))
    assert facts(returned, "extra-1") == {"name": "Hội thi tin học", "status": "Đang thực hiện", "progress": 40.0,
                                            "person": "Lê C"}
    assert [str(f) for f in returned.findings] == [
        "S49 · Nhiệm vụ!C12 (Nhiệm vụ): nhiệm vụ bổ sung chưa có tên; không lấy dòng này. "
        "Cách sửa: ghi tên nhiệm vụ ở cột Nhiệm vụ."]


# Merged, hidden, foreign parts

def merged(source: Book, name: str, *areas: tuple[int, int, int, int]) -> Book:
    return changed(source, name, lambda sheet: replace(sheet, merged=areas))


def test_a_merged_figure_is_nobodys() -> None:
    returned = submit(merged(edited(book(), CT, I11=None), CT, (10, 9, 11, 9)))
    assert only(returned, "S50").message == "ô bị gộp (I10:I11) nên không biết số liệu thuộc ô nào; không lấy."
    assert "value" not in facts(returned, "CT02")
    assert codes(returned) == ["S50", "V01"]


def test_a_merged_explanation_counts_for_the_first_row() -> None:
    returned = submit(merged(edited(book(), CT, N11=None), CT, (10, 14, 11, 14)))
    assert only(returned, "S51").message == "ô bị gộp (N10:N11); nội dung chỉ tính cho dòng đầu."
    assert facts(returned, "CT02")["evidence"] == "Báo cáo 15/BC-UBND"


def test_a_merged_cell_of_a_row_with_one_figure_is_that_figure() -> None:
    source = edited(book(), CT, G10=12.0, I10=None)
    returned = submit(merged(source, CT, (10, 7, 10, 9)))
    assert only(returned, "S76").message == (
        "ô bị gộp (G10:I10); dòng này chỉ cần Kết quả nên nội dung được lấy cho Kết quả.")
    assert facts(returned, "CT02")["value"] == 12.0 and codes(returned) == ["S76"]
    ratio = submit(merged(edited(book(), CT, H9=None, I9=None), CT, (9, 7, 9, 9)))
    assert only(ratio, "S50") and "value" not in facts(ratio, "CT01")


def test_merged_titles_say_nothing() -> None:
    assert codes(submit(merged(book(), CT, (1, 1, 1, 15), (8, 1, 8, 15)))) == []


def test_hidden_parts_are_read_and_mentioned() -> None:
    hidden = {"hidden_rows": (6, 10), "hidden_columns": (13, 16, 17), "visibility": "hidden"}
    source = changed(book(), CT, lambda sheet: replace(sheet, **hidden))
    returned = submit(source)
    assert only(returned, "S52").message == "có phần bị ẩn (trang Chỉ tiêu, cột M, dòng 10); vẫn được đọc."
    assert facts(returned, "CT02")["value"] == 12.0


def test_macros_and_links_are_mentioned() -> None:
    source = replace(book(), traits=frozenset(("macros", "external-links", "signed")))
    assert [f.message for f in submit(source).findings] == [
        "tệp có macro, liên kết tới tệp khác, chữ ký số; chương trình không dùng đến."]


def test_a_form_that_nobody_filled_counts_as_not_handed_in() -> None:
    returned = submit(book(filled=False))
    assert returned.outcome == "rejected" and returned.facts == ()
    assert [str(f) for f in returned.findings] == [
        "S55 · NQ57_mau_2025-09_VHXH_bieu.xlsx: chưa nhập: biểu còn nguyên như khi phát, không tính là đã nộp. "
        "Cách sửa: nhập số liệu rồi gửi lại."]


def test_formulas_without_results_do_not_make_a_form_filled() -> None:
    assert codes(submit(edited(book(filled=False), CT, I9="="))) == ["S55"]


def difficulties(source: Book) -> list[tuple]:
    return [(f.code, f.field, f.value) for f in submit(source).facts if f.sheet_kind == "difficulty"]


TWO_DIFFICULTIES = "n | content | proposal\n1 | Thiếu máy | Cấp máy\n3 | Thiếu người | "


def test_free_rows_keep_their_numbers_and_added_ones_go_on() -> None:
    source = edited(book(difficulties=TWO_DIFFICULTIES), DIFFICULTIES.name, B12="Thiếu vốn")
    assert difficulties(source) == [("1", "content", "Thiếu máy"), ("1", "proposal", "Cấp máy"),
                                    ("3", "content", "Thiếu người"), ("4", "content", "Thiếu vốn")]
    without_keys = moved(source, DIFFICULTIES.name, without_column(DIFFICULTIES, "key"))
    assert difficulties(without_keys) == difficulties(source)


def test_a_workbook_issued_before_difficulties_had_a_check_is_read_as_ever() -> None:
    source = book(difficulties=TWO_DIFFICULTIES)
    gone = {DIFFICULTIES.index(name) for name in ("check", "failure")}
    older = moved(source, DIFFICULTIES.name, lambda r, c: None if c in gone else (r, c - (c > min(gone))))
    assert difficulties(older) == difficulties(source)
    assert codes(submit(older)) == codes(submit(source)) == ["D03", "D02"]


def test_the_signature_below_the_free_rows_is_no_difficulty() -> None:
    plain = book(difficulties=TWO_DIFFICULTIES)
    signed = edited(plain, DIFFICULTIES.name, D13="……, ngày …… tháng …… năm ……", B14="NGƯỜI LẬP BIỂU",
                    D14="THỦ TRƯỞNG ĐƠN VỊ")
    assert difficulties(signed) == difficulties(plain)
    assert codes(submit(signed)) == codes(submit(plain))


def test_a_whole_row_far_below_the_free_rows_is_told() -> None:
    source = edited(book(), DIFFICULTIES.name, B15="Thiếu vốn", D15="UBND thành phố", E15="Bố trí vốn")
    assert only(submit(source), "S44").found == "Thiếu vốn" and difficulties(source) == []


def test_where_the_numbers_are_gone_a_free_row_after_a_gap_is_told() -> None:
    problems = book(difficulties="code | content | proposal\n1 | Thiếu người | Bổ sung\n3 | Thiếu tiền | Cấp thêm")
    bare = moved(problems, DIFFICULTIES.name, lambda r, c: None if c in (1, DIFFICULTIES.index("key")) and r > 8
                 else (r, c))
    assert [(f.code, f.place.cell, f.found) for f in submit(bare).findings] == [
        ("S44", "B9", "Thiếu người"), ("S44", "B11", "Thiếu tiền")]


def test_a_blank_form_with_its_signature_block_is_still_blank() -> None:
    source = edited(book(filled=False), NV, K15="……, ngày …… tháng …… năm ……", K16="THỦ TRƯỞNG ĐƠN VỊ")
    assert codes(submit(edited(source, DIFFICULTIES.name, B13="NGƯỜI LẬP BIỂU"))) == ["S55"]

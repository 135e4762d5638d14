"""Sheets, columns and rows are found again wherever they went; what is not certain is left out and told."""

from dataclasses import replace

import pytest

from nq57xl.sheets.layout import DIFFICULTIES, INDICATORS
from nq57xl.sheets.reading.book import Book, Sheet
from tests.validate.forms import (
    FIELD_ROW,
    PLAN,
    STAMP,
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


def test_of_two_copies_with_different_figures_none_is_taken() -> None:
    returned = submit(with_copy(book(), I10=13.0))
    assert only(returned, "S24").message == (
        "trang này là bản sao của trang Chỉ tiêu nhưng số liệu khác nhau; không lấy trang nào.")
    assert facts(returned, "CT02") == {} and facts(returned, "NV1")


def test_of_two_differing_copies_none_is_called_a_strangers_sheet() -> None:
    assert codes(submit(with_copy(book(), I10=13.0))) == ["S24"]


def test_a_sheet_of_the_officers_own_is_mentioned() -> None:
    source = book()
    source = replace(source, sheets=(*source.sheets, sheet_of("Phụ lục", {(1, 1): 5.0})))
    assert [str(f) for f in submit(source).findings] == [
        "S54 · Phụ lục: trang Phụ lục không thuộc biểu, không được đọc. Cách sửa: ghi nội dung vào các trang của biểu."]


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


def test_without_keys_and_codes_nothing_is_taken() -> None:
    def bare(r: int, c: int):
        return None if c in (INDICATORS.index("key"), INDICATORS.index("code")) else (r, c)
    returned = submit(moved(book(), CT, bare))
    assert facts(returned, "CT02") == {}
    assert "S43" in codes(returned) and codes(returned).count("S40") == 5


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
        "tệp có macro; chương trình không dùng đến.", "tệp có liên kết tới tệp khác; chương trình không dùng đến."]


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

"""The unit's own file comes back with a list of what to correct and marks on the cells."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nq57xl.feedback.annotate import NotAnnotatedError, annotate
from nq57xl.sheets.marking.marks import unmarked
from nq57xl.sheets.marking.own import OWN_LINE
from nq57xl.validate import validate_bytes
from tests.conftest import Convert
from tests.feedback.sent import FILE, TODAY, faulty, good, typed, values


def copy_of(data: bytes, name: str = FILE) -> bytes:
    return annotate(data, validate_bytes(data, name), TODAY).data


def opened(data: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(data))["Cần sửa"]


def lines(sheet: Worksheet) -> list[list[object]]:
    """The rows below the header."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    header = next(n for n, row in enumerate(rows) if row[0] == "STT")
    return rows[header + 1:]


def test_the_sheet_lists_errors_first_each_with_its_cell_and_remedy() -> None:
    sheet = opened(copy_of(faulty()))
    assert [cell for (cell, *_) in sheet.iter_rows(max_row=5, values_only=True)] == [
        "SỞ NỘI VỤ", "NỘI DUNG CẦN SỬA",
        "Kỳ báo cáo: tháng 9/2025. Tệp: NQ57_hai-phong_2025-09_SNV_bieu.xlsx. Kiểm tra ngày 26/9/2025",
        "2 lỗi, 0 cảnh báo, 0 thông tin. Lỗi thì số liệu chưa được lấy; cảnh báo thì nên xem lại hoặc ghi lý do; "
        "thông tin thì không phải sửa nếu đã đọc đúng.", OWN_LINE]
    assert lines(sheet)[:2] == [
        [1, "Lỗi", "V32", "Chỉ tiêu", "G8",
         "HP-CT60 – Tỷ lệ dữ liệu của các ban, sở, ngành được tích hợp với nền tảng chia sẻ LGSP\nTử số", "khoảng 11",
         '"khoảng 11" không phải là một con số chắc chắn.',
         "Nhập một con số theo đúng đơn vị tính; ước tính thì chọn Số ước; tỷ lệ thì nhập Tử số và Mẫu số."],
        [2, "Lỗi", "V43", "Nhiệm vụ", "I5",
         "HP-NV03 – Tổ chức học tập, quán triệt Nghị quyết số 57-NQ/TW và các văn bản liên quan sâu…\nTiến độ (%)",
         "0,6",
         "Tiến độ 0,6: là 0,6% hay đã nhập theo thang 0 đến 1?", "Nhập 85 cho 85%."]]


def test_it_prints_on_a4_landscape_and_its_cells_lead_to_the_places() -> None:
    sheet = opened(copy_of(faulty()))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert [cell.hyperlink.location for cell in sheet["E"] if cell.hyperlink] == ["'Chỉ tiêu'!G8", "'Nhiệm vụ'!I5"]


def test_the_marked_cells_say_what_is_wrong_in_a_note() -> None:
    book = load_workbook(io.BytesIO(copy_of(faulty())))
    assert book["Chỉ tiêu"]["G8"].comment.text == (
        'NQ57 · Lỗi V32: "khoảng 11" không phải là một con số chắc chắn.\nCách sửa: nhập một con số theo đúng đơn vị '
        "tính; ước tính thì chọn Số ước; tỷ lệ thì nhập Tử số và Mẫu số.\n(Ghi chú của nq57xl, không cần xóa · a36ad1)")
    assert book["Chỉ tiêu"]["N8"].value == "=Báo cáo số 12/BC-SNV" and book["Chỉ tiêu"]["N8"].data_type == "s"


def test_on_the_next_return_the_marks_count_for_nothing() -> None:
    before, after = (validate_bytes(data, FILE) for data in (faulty(), copy_of(faulty())))
    assert after.findings == before.findings
    assert [(f.code, f.field, f.value, f.cell) for f in after.facts] == [
        (f.code, f.field, f.value, f.cell) for f in before.facts]


def test_solved_lines_are_gone_when_the_file_is_checked_again() -> None:
    solved = typed(copy_of(faulty()), "Nhiệm vụ", "I5", 60)
    assert [row[2] for row in lines(opened(copy_of(solved)))] == ["V32"]
    done = typed(copy_of(solved), "Chỉ tiêu", "G8", 11)
    assert "Cần sửa" not in load_workbook(io.BytesIO(copy_of(done))).sheetnames


def test_annotating_an_annotated_file_doubles_nothing() -> None:
    once = copy_of(faulty())
    assert copy_of(once) == once


def test_a_file_without_findings_comes_back_as_it_is() -> None:
    data = good()
    assert copy_of(data) == data == unmarked(data)


def test_a_file_of_another_plan_gets_its_list_too() -> None:
    sheet = opened(copy_of(workbook("Bìa"), "bieu.xlsx"))
    assert [(row[2], row[7]) for row in lines(sheet)] == [
        ("S10", "Không phải biểu NQ57: không tìm thấy phần nhận dạng của biểu.")]


def workbook(title: str) -> bytes:
    import xlsxwriter
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet(title).write("A1", "=cmd|calc")
    book.close()
    return target.getvalue()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", good()[:900]], ids=["empty", "pdf", "cut"])
def test_of_a_file_that_does_not_open_there_is_no_copy(data: bytes) -> None:
    with pytest.raises(NotAnnotatedError, match="không mở được tệp nên không có bản đánh dấu"):
        copy_of(data)


def test_an_old_format_comes_back_built_anew_with_the_same_marks(soffice: Convert) -> None:
    data = soffice(faulty(), "xlsx", "ods")
    submission = validate_bytes(data, "bieu.ods")
    copy = annotate(data, submission, TODAY)
    assert (copy.name, copy.rebuilt_because) == ("bieu.xlsx", "không ghi được dấu vào tệp .ods")
    book = load_workbook(io.BytesIO(copy.data))
    assert book.sheetnames[:2] == ["Cần sửa", "Đã chuyển"]
    assert [(row[2], row[4], row[6]) for row in lines(book["Cần sửa"])] == [("V32", "G8", "khoảng 11"),
                                                                          ("V43", "I5", "0,6")]
    assert values(validate_bytes(copy.data, copy.name)) == values(submission)


def test_saved_by_libreoffice_the_marks_count_for_nothing_in_any_format(soffice: Convert) -> None:
    for target in ("xlsx", "ods", "xls"):
        submission = validate_bytes(soffice(copy_of(faulty()), "xlsx", target), f"bieu.{target}")
        assert [finding.code for finding in submission.findings] == ["V32", "V43"]
        assert values(submission) == values(validate_bytes(faulty(), FILE))

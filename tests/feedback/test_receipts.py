"""A receipt for every unit that handed in, a letter for one that is missing or has errors, a list of refused files."""

import csv
import io
from dataclasses import replace
from datetime import date

from openpyxl import load_workbook

from nq57xl.feedback.receipts import receipts
from nq57xl.merge import dataset
from nq57xl.model.dataset import Dataset
from nq57xl.model.finding import ERROR, INFO, WARNING, Finding, Place
from nq57xl.model.period import Calendar
from nq57xl.model.plan import Plan, Unit
from nq57xl.model.record import REJECTED, REPAIRED, Submission
from tests.merge.tables import SEPTEMBER, indicators, plan, returned

TODAY = date(2025, 9, 26)
PLAN = plan(indicators("| code | consolidation | kind |\n| A | sum | count |\n| B | sum | count |"),
            title="Kế hoạch thử", number="01/KH-TU", date="2025-08-01", report_to="Thành ủy Thử",
            report_through="Văn phòng Thành ủy (thường trực)",
            calendars={("*", "*"): Calendar(holidays=frozenset({date(2025, 9, 30)}))})
FIGURES = "| code | value |\n| A | 1200 |"
RANGE = Finding("V32", ERROR, Place("11.xlsx", "Chỉ tiêu", "I9", "Kết quả", "B"), '"=1+1" không phải là số.',
                "nhập một con số.", "=1+1", ("B", "value"))
READ = Finding("V30", INFO, Place("11.xlsx", "Chỉ tiêu", "I8", "Kết quả", "A"), '"1.200 hồ sơ" đã được đọc là '
'1200.', "",
               "1.200 hồ sơ", ("A", "value"))
BARE = Finding("V22", WARNING, Place("11.xlsx", "Chỉ tiêu", "N8", "Minh chứng", "A"), "chưa có minh chứng.", "ghi.")
OTHER_PERIOD = Submission("=cmd.xlsx", "ab" * 32, REJECTED, plan="thu", unit="12", period="2025-08", findings=(
    Finding("S15", ERROR, Place("=cmd.xlsx"), "biểu của tháng 8/2025, cần biểu của tháng 9/2025.", "gửi lại."),))
BROKEN = Submission("NQ57_thu_2025-09_13_bieu.xlsx", "", REJECTED, findings=(
    Finding("S04", ERROR, Place("NQ57_thu_2025-09_13_bieu.xlsx"), "tệp hỏng.", "lưu lại rồi gửi."),))


def whole(*submissions: Submission, one: Plan = PLAN) -> Dataset:
    def none(plan_id: str) -> Plan:
        raise LookupError(plan_id)
    return dataset(one, SEPTEMBER, submissions, plans=none)


def texts(data: bytes) -> list[str]:
    """What stands in the cells of a receipt, row by row."""
    sheet = load_workbook(io.BytesIO(data)).active
    rows = [[str(value) for value in row if value not in (None, "")] for row in sheet.iter_rows(values_only=True)]
    return [" | ".join(row) for row in rows if row]


def letter(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def test_the_receipt_says_what_came_what_was_repaired_and_what_must_be_corrected() -> None:
    sent = returned("11", FIGURES, outcome=REPAIRED, findings=(READ, RANGE, BARE), sha256="0123456789abcdef" * 4)
    assert texts(receipts(whole(sent), TODAY)["phieu-tiep-nhan_11.xlsx"]) == [
        "THÀNH ỦY THỬ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "VĂN PHÒNG THÀNH ỦY | Độc lập - Tự do - Hạnh phúc",
        "……………, ngày 26 tháng 9 năm 2025",
        "PHIẾU TIẾP NHẬN",
        "Báo cáo kết quả thực hiện Nghị quyết số 57-NQ/TW, tháng 9/2025",
        "Đơn vị: Xã Một (mã 11)",
        "Kế hoạch | Kế hoạch thử (số 01/KH-TU, ngày 01/8/2025) (biểu theo bản 1 của dữ liệu kế hoạch)",
        "Kỳ báo cáo | tháng 9/2025",
        "Hạn nộp | 25/9/2025",
        "Thời điểm nộp | Đúng hạn, nhận ngày 20/9/2025",
        "Đã nhập | 1/2 dòng được giao",
        "1. Tệp đã nhận",
        "STT | Tên tệp | SHA-256 | Ngày nhận | Kết quả",
        "1 | 11.xlsx | 0123456789abcdef | 20/9/2025\n(sổ tiếp nhận) | Nhận, có sửa cách ghi",
        "2. Đã sửa cách ghi (1 ô)",
        'Trang Chỉ tiêu, ô I8 (A, Kết quả) | "1.200 hồ sơ" đã được đọc là 1200.',
        "3. Phải sửa (1 lỗi)",
        "Trang, ô | Vấn đề | Cách sửa",
        'Trang Chỉ tiêu, ô I9 (B, Kết quả) | "=1+1" không phải là số. | Nhập một con số.',
        "Ngoài ra có 1 cảnh báo nên xem lại hoặc ghi lý do.",
        "Đề nghị đơn vị sửa trong 3 ngày làm việc và gửi lại chậm nhất ngày 02/10/2025. Số liệu ở các ô có lỗi chưa "
        "được tính vào số tổng hợp.",
        "NGƯỜI TIẾP NHẬN", "(Ký, ghi rõ họ tên)"]


def test_the_receipt_is_always_one_a4_page_however_long_the_lists() -> None:
    many = [replace(RANGE, place=replace(RANGE.place, cell=f"I{n}"), key=(f"B{n}", "value")) for n in range(100)]
    read = [replace(READ, place=replace(READ.place, cell=f"I{n}")) for n in range(50)]
    data = receipts(whole(returned("11", FIGURES, outcome=REPAIRED, findings=(*read, *many))), TODAY)
    sheet = load_workbook(io.BytesIO(data["phieu-tiep-nhan_11.xlsx"])).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight is None
    said = texts(data["phieu-tiep-nhan_11.xlsx"])
    assert "và 44 nội dung nữa (xem trang Cần sửa của bản gửi kèm)" in said
    assert "và 90 lỗi nữa (xem trang Cần sửa của bản gửi kèm)" in said


def test_a_late_file_and_the_one_it_replaced_are_both_on_the_receipt() -> None:
    first = returned("11", FIGURES, file="bieu.xlsx", received=date(2025, 9, 27), findings=(RANGE,))
    second = returned("11", FIGURES.replace("1200", "1250"), file="bieu (2).xlsx", received=date(2025, 9, 29))
    data = receipts(whole(first, second), TODAY)
    said = texts(data["phieu-tiep-nhan_11.xlsx"])
    assert "Thời điểm nộp | Nộp muộn 2 ngày, nhận ngày 27/9/2025" in said
    assert [row.split(" | ")[1::3] for row in said if row.startswith(("1 |", "2 |"))] == [
        ["bieu (2).xlsx", "Nhận"], ["bieu.xlsx", "Không dùng (có tệp khác thay)"]]
    assert "Không có lỗi phải sửa." in said and "de-nghi-sua_11.txt" not in data


def test_a_missing_unit_is_reminded_politely() -> None:
    assert letter(receipts(whole(), TODAY)["nhac-nop_13.txt"]) == (
        "Kính gửi: Xã Ba\n\nĐến ngày 26/9/2025, Văn phòng Thành ủy chưa nhận được biểu báo cáo tháng 9/2025 của Xã "
        "Ba theo "
        "Kế hoạch thử (số 01/KH-TU, ngày 01/8/2025). Hạn nộp là ngày 25/9/2025, đã quá hạn 1 ngày.\n\nĐề nghị Xã Ba "
        "nhập số "
        "liệu vào biểu đã được giao và gửi lại chính tệp đó. Nếu đơn vị đã gửi, đề nghị cho biết ngày gửi và địa "
        "chỉ gửi "
        "để đối chiếu.\n\nTrân trọng cảm ơn./.\nVăn phòng Thành ủy\n")


def test_before_the_due_day_the_reminder_says_how_many_days_are_left() -> None:
    said = [letter(receipts(whole(), day)["nhac-nop_13.txt"]).split("Hạn nộp là ngày 25/9/2025")[1].split(".")[0]
            for day in (date(2025, 9, 22), date(2025, 9, 25))]
    assert said == [", còn 3 ngày", " (hôm nay)"]


def test_a_faulty_unit_is_asked_to_correct_the_cells_named() -> None:
    data = receipts(whole(returned("11", FIGURES, findings=(RANGE, BARE))), TODAY)
    assert letter(data["de-nghi-sua_11.txt"]) == (
        "Kính gửi: Xã Một\n\nVăn phòng Thành ủy đã nhận biểu báo cáo tháng 9/2025 của Xã Một (tệp 11.xlsx). Còn 1 "
        "lỗi phải "
        'sửa:\n\n1. Trang Chỉ tiêu, ô I9 (B, Kết quả): "=1+1" không phải là số. Cách sửa: nhập một con số.\n\nĐề '
        'nghị Xã Một '
        "sửa và gửi lại chậm nhất ngày 02/10/2025. Số liệu ở các ô nêu trên chưa được tính vào số tổng hợp.\n\n"
        "Trân trọng cảm ơn./.\nVăn phòng Thành ủy\n")


def test_who_sent_a_file_that_was_refused_hears_of_it_and_is_not_called_silent() -> None:
    data = receipts(whole(OTHER_PERIOD, BROKEN), TODAY)
    assert {name for name in data if "_1" in name} == {
        "nhac-nop_11.txt", "phieu-tiep-nhan_12.xlsx", "de-nghi-sua_12.txt", "phieu-tiep-nhan_13.xlsx",
        "de-nghi-sua_13.txt"}
    assert letter(data["de-nghi-sua_13.txt"]).split("\n\n")[1:3] == [
        "Văn phòng Thành ủy đã nhận tệp NQ57_thu_2025-09_13_bieu.xlsx của Xã Ba cho tháng 9/2025 nhưng chưa dùng "
        "được, vì "
        "vậy đơn vị chưa được tính là đã nộp:",
        "1. NQ57_thu_2025-09_13_bieu.xlsx: Tệp hỏng. Cách sửa: lưu lại rồi gửi."]


def test_all_letters_stand_in_one_file_too() -> None:
    data = receipts(whole(returned("11", FIGURES, findings=(RANGE,))), TODAY)
    parts = letter(data["tin-nhan.txt"]).split("-" * 60)
    assert [part.strip().split("\n")[0] for part in parts] == ["Kính gửi: Xã Một", "Kính gửi: Xã Hai", "Kính gửi: "
    "Xã Ba"]


def test_files_not_taken_are_listed_and_no_cell_of_the_list_is_a_formula() -> None:
    data = receipts(whole(OTHER_PERIOD, BROKEN), TODAY)["khong-nhan.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")) == [
        ["Tệp", "SHA-256", "Đơn vị", "Kỳ", "Mã", "Lý do", "Cách xử lý"],
        ["'=cmd.xlsx", "ab" * 32, "Xã Hai", "2025-08", "S15", "biểu của tháng 8/2025, cần biểu của tháng 9/2025.",
         "gửi lại."],
        ["NQ57_thu_2025-09_13_bieu.xlsx", "", "", "", "S04", "tệp hỏng.", "lưu lại rồi gửi."]]


def test_a_units_code_cannot_lead_a_file_out_of_the_folder() -> None:
    strange = replace(PLAN, units=(Unit("../../11", "Xã Một", "commune"),))
    assert sorted(name for name in receipts(whole(one=strange), TODAY) if name.startswith("nhac")) == [
        "nhac-nop_.._.._11.txt"]


def test_the_same_case_gives_the_same_bytes() -> None:
    sent = returned("11", FIGURES, findings=(RANGE,))
    assert receipts(whole(sent), TODAY) == receipts(whole(sent), TODAY)

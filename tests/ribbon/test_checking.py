"""Buttons of the group Kiểm tra, on a real spreadsheet program."""

import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from nq57xl.cli.main import main
from nq57xl.feedback.annotate import annotate
from nq57xl.feedback.rebuild import rebuild
from nq57xl.host import Spot, attach
from nq57xl.sheets.issuing.patching import Patchable
from nq57xl.sheets.marking.mark import CONDITION, SWITCH, Mark
from nq57xl.sheets.marking.own import note_text
from nq57xl.sheets.reading.read import read_book
from nq57xl.validate import validate_bytes
from tests.ribbon.clean import clean_workbook
from tests.ribbon.marked import conditions_on, marks_on
from tests.ribbon.press import press

ISSUED = Path(__file__).parents[2] / "workbooks/returned/NQ57_hai-phong_2025-09_10546_bieu.xlsx"
NAME = ISSUED.name


@pytest.fixture
def book(excel, tmp_path: Path):
    """A filled workbook in which an officer typed two errors: a text for a number, a numerator above its
    denominator."""
    opened = excel.open(ISSUED.read_bytes(), tmp_path, NAME)
    sheet = opened.sheets["Chỉ tiêu"]
    sheet.range("G9").value = "tám mươi"
    sheet.range("G10").value = 5000
    sheet.range("H10").value = 100
    return opened


def looks(book) -> dict[str, object]:
    """Own fills and notes of the cells that the check may touch; every conditional format of every sheet."""
    sheet = book.sheets["Chỉ tiêu"]
    cells = {place: sheet.range(place) for place in ("G9", "G10", "H9", "I9", "N9")}
    return {**{place: (cell.color, cell.note.text if cell.note else None) for place, cell in cells.items()},
            **{each.name: conditions_on(each) for each in book.sheets}}


def shown_list(book) -> list[list[object]]:
    rows = book.sheets["Cần sửa"].used_range.options(ndim=2).value
    top = [row[0] for row in rows].index("STT")
    return [row[:5] for row in rows[top + 1:] if row[0]]


def test_the_findings_are_those_of_the_command_line(excel, book) -> None:
    excel.answer("yes")
    saved, _ = attach().snapshot()
    press("check-book", NAME)
    told = sorted(validate_bytes(saved, NAME).findings,
                  key=lambda finding: ("error", "warning", "info").index(finding.severity))
    assert [(code, sheet, cell) for _, _, code, sheet, cell in shown_list(book)] == [
        (finding.code, finding.place.sheet, finding.place.cell) for finding in told]
    assert excel.alerts == [
        "Sổ này có 3 lỗi phải sửa, 0 cảnh báo nên xem lại.\n\nĐánh dấu các ô này và thêm trang Cần sửa vào sổ? Nút Xóa "
        "đánh dấu trả lại sổ như cũ."]


def test_cells_are_marked_with_the_message_as_a_note(excel, book) -> None:
    excel.answer("yes")
    press("check-book", NAME)
    colour, note = looks(book)["G9"]
    assert colour == (255, 248, 220)
    assert marks_on(book.sheets["Chỉ tiêu"]) == {"G9:G10": (255, 155, 148), "I10": (255, 155, 148)}
    assert note.splitlines()[0] == 'NQ57 · Lỗi V03: "tám mươi" không phải là số.'
    assert book.sheets["Chỉ tiêu"].api.ProtectContents
    assert excel.screen[-1] is True and excel.statuses[-1] is False


def test_nothing_changes_where_the_officer_says_no(excel, book) -> None:
    before = looks(book)
    excel.answer("no")
    press("check-book", NAME)
    assert looks(book) == before and "Cần sửa" not in [sheet.name for sheet in book.sheets]


def test_clearing_gives_back_every_fill_and_leaves_the_officers_notes(excel, book) -> None:
    sheet = book.sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.range("G9").color = (1, 2, 3)
    sheet.range("G10").add_note("Số của phòng Kinh tế")
    sheet.range("G9:H9").conditional_formats.add_custom("=$G$9>5", fill_color=(1, 2, 3))
    sheet.api.Protect("")
    before = looks(book)
    excel.answer("yes")
    press("check-book", NAME)
    assert looks(book) != before and looks(book)["G10"][1] == "Số của phòng Kinh tế"
    press("clear-marks", NAME)
    assert looks(book) == before
    assert not book.names.contains(SWITCH)


def test_nothing_of_the_file_is_other_after_marking_and_clearing(excel, book) -> None:
    """Contents, formats, conditions, limits, names and protection, as another program reads them."""
    before = described(attach().snapshot()[0])
    excel.answer("yes")
    press("check-book", NAME)
    assert described(attach().snapshot()[0]) != before
    press("clear-marks", NAME)
    after = described(attach().snapshot()[0])
    assert {part: after[part] for part in after if after[part] != before.get(part)} == {}
    assert after.keys() == before.keys()


def described(data: bytes) -> dict[object, object]:
    made = load_workbook(BytesIO(data))
    told: dict[object, object] = {"sheets": [(sheet.title, sheet.sheet_state, sheet.protection.sheet)
                                             for sheet in made], "names": sorted(made.defined_names)}
    for sheet in made:
        told[sheet.title] = (sorted(str(each.sqref) for each in sheet.conditional_formatting),
                             sorted((str(each.sqref), each.formula1) for each in sheet.data_validations.dataValidation),
                             sorted(map(str, sheet.merged_cells.ranges)),
                             {letter: column.width for letter, column in sheet.column_dimensions.items()})
        told |= {(sheet.title, cell.coordinate): (
            cell.value, cell.number_format, cell.fill.fill_type, cell.fill.fgColor.rgb, cell.font.b, cell.font.name,
            cell.protection.locked, cell.alignment.wrap_text, cell.comment and cell.comment.text)
            for row in sheet.iter_rows() for cell in row}
    return told


def test_a_mark_that_was_carried_elsewhere_is_cleared_too(excel, book) -> None:
    """An officer renames the sheet, inserts a row, deletes the list by hand."""
    excel.answer("yes")
    press("check-book", NAME)
    book.api.Unprotect("")
    sheet = book.sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.name = "Chỉ tiêu (phường)"
    sheet.range("A5:A5").api.getRows().insertByIndex(0, 1)
    book.sheets["Cần sửa"].delete()
    assert marks_on(sheet) and len(sheet.notes) == 3
    press("clear-marks", NAME)
    assert marks_on(sheet) == {} and len(sheet.notes) == 0 and not book.names.contains(SWITCH)
    assert excel.alerts[1:] == []


def test_a_sheet_that_got_a_password_is_named_and_cleared_once_it_is_open_again(excel, book) -> None:
    excel.answer("yes")
    press("check-book", NAME)
    sheet = book.sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.api.Protect("bí mật")
    press("clear-marks", NAME)
    assert excel.alerts[-1].startswith("C28 · trang Chỉ tiêu có mật khẩu riêng nên không đánh dấu, không xóa dấu được.")
    assert "Cần sửa" not in [sheet.name for sheet in book.sheets] and marks_on(sheet)
    sheet.api.Unprotect("bí mật")
    press("clear-marks", NAME)
    assert marks_on(sheet) == {} and len(sheet.notes) == 0 and not book.names.contains(SWITCH)


def test_marks_of_the_button_are_taken_from_a_saved_file_too(excel, book, tmp_path: Path) -> None:
    excel.answer("yes")
    press("check-book", NAME)
    data, _ = attach().snapshot()
    (tmp_path / "nop.xlsx").write_bytes(data)
    assert main(["unmark", str(tmp_path / "nop.xlsx"), "-o", str(tmp_path / "sach")]) == 0
    made = load_workbook(tmp_path / "sach/nop.xlsx")
    assert "Cần sửa" not in made.sheetnames and SWITCH not in made.defined_names
    assert made["Chỉ tiêu"]["G9"].comment is None
    assert not any(CONDITION in rule.formula for each in made["Chỉ tiêu"].conditional_formatting
                   for rule in each.rules)


@pytest.mark.parametrize("change", [lambda text: f"{text}\nĐã hỏi thôn 3: 85 người",
                                    lambda text: text.replace("\n", "\nĐã hỏi thôn 3: 85 người\n", 1)])
def test_a_note_of_ours_that_an_officer_wrote_into_is_the_officers_own(excel, book, change) -> None:
    excel.answer("yes")
    press("check-book", NAME)
    sheet = book.sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.range("G9").note.text = change(sheet.range("G9").note.text)
    press("clear-marks", NAME)
    assert "Đã hỏi thôn 3: 85 người" in looks(book)["G9"][1] and len(sheet.notes) == 1


def test_the_marks_of_an_annotated_copy_are_cleared_too(excel, tmp_path: Path) -> None:
    made = Patchable(ISSUED.read_bytes())
    made.patch("Chỉ tiêu", {"G9": "tám mươi"})
    copy = annotate(made.data(), validate_bytes(made.data(), NAME), date(2025, 9, 20)).data
    book = excel.open(copy, tmp_path, NAME)
    assert looks(book)["G9"][1].startswith("NQ57 · Lỗi V03")
    press("clear-marks", NAME)
    assert looks(book)["G9"][1] is None and "Cần sửa" not in [sheet.name for sheet in book.sheets]
    assert book.sheets["Chỉ tiêu"].api.ProtectContents


def test_checking_again_never_doubles_the_marks(excel, book) -> None:
    excel.answer("yes", "yes")
    press("check-book", NAME)
    first = shown_list(book)
    press("check-book", NAME)
    assert shown_list(book) == first
    press("clear-marks", NAME)
    assert looks(book)["G9"][1] is None


def test_what_is_mended_is_gone_at_the_next_check(excel, book) -> None:
    excel.answer("yes", "yes")
    press("check-book", NAME)
    sheet = book.sheets["Chỉ tiêu"]
    sheet.range("G9").value = 53
    press("check-book", NAME)
    assert "V03" not in [row[2] for row in shown_list(book)]
    assert looks(book)["G9"] == ((255, 248, 220), None)


def test_one_walks_from_finding_to_finding_and_round(excel, book) -> None:
    excel.answer("yes")
    book.sheets["Chỉ tiêu"].activate()
    book.sheets["Chỉ tiêu"].range("A1").select()
    press("check-book", NAME)
    host = attach()
    press("next-finding", NAME)
    first = host.selection()
    assert first == Spot("Chỉ tiêu", 9, 7)
    assert excel.statuses[-1] == 'NQ57 · Chỉ tiêu!G9: "tám mươi" không phải là số.'
    press("next-finding", NAME)
    assert host.selection() == Spot("Chỉ tiêu", 10, 7)
    press("previous-finding", NAME)
    assert host.selection() == first


def test_a_finding_is_asked_for_before_the_check(excel, book) -> None:
    press("next-finding", NAME)
    assert excel.alerts == [
        "C29 · chưa có danh sách lỗi trong sổ này. Cách sửa: bấm Kiểm tra sổ này trước."]


def test_a_sheet_with_a_password_is_listed_but_not_marked(excel, book) -> None:
    sheet = book.sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.api.Protect("bí mật")
    excel.answer("yes")
    press("check-book", NAME)
    assert excel.alerts[-1] == (
        "C28 · trang Chỉ tiêu có mật khẩu riêng nên không đánh dấu, không xóa dấu được. Cách sửa: bỏ mật khẩu (Xem lại > "
        "Bỏ bảo vệ trang tính, hoặc Bảo vệ sổ làm việc) rồi bấm lại; hoặc chạy nq57xl validate TỆP --annotate THƯ_MỤC.")
    assert shown_list(book) and looks(book)["G9"][1] is None


def test_a_workbook_with_a_password_gets_no_marks_at_all(excel, book) -> None:
    book.api.Unprotect("")
    book.api.Protect("bí mật", True, False)
    before = looks(book)
    excel.answer("yes")
    press("check-book", NAME)
    assert excel.alerts[-1].startswith(f"C28 · {NAME} có mật khẩu riêng nên không đánh dấu, không xóa dấu được.")
    assert looks(book) == before


def test_a_list_that_an_officer_renamed_is_known_all_the_same(excel, book) -> None:
    excel.answer("yes", "yes")
    press("check-book", NAME)
    book.api.Unprotect("")
    book.sheets["Cần sửa"].name = "Lỗi của xã"
    press("next-finding", NAME)
    assert attach().selection() == Spot("Chỉ tiêu", 9, 7)
    press("check-book", NAME)
    assert [sheet.name for sheet in book.sheets][:2] == ["Cần sửa", "Hướng dẫn"]
    book.sheets["Cần sửa"].name = "Lỗi của xã"
    press("clear-marks", NAME)
    assert [sheet.name for sheet in book.sheets][0] == "Hướng dẫn" and marks_on(book.sheets["Chỉ tiêu"]) == {}
    press("clear-marks", NAME)
    assert excel.alerts[-1] == "C36 · sổ này không có đánh dấu nào của nq57xl. Cách sửa: không phải làm gì."


def test_a_workbook_built_anew_is_cleared_like_the_command_does(excel, tmp_path: Path) -> None:
    made = Patchable(ISSUED.read_bytes())
    made.patch("Chỉ tiêu", {"G9": "tám mươi"})
    data = made.data()
    fresh = rebuild(read_book(data, NAME), validate_bytes(data, NAME), date(2025, 9, 20))
    book = excel.open(fresh.data, tmp_path, fresh.name)
    assert [sheet.name for sheet in book.sheets][:2] == ["Cần sửa", "Đã chuyển"]
    press("clear-marks", fresh.name)
    assert [sheet.name for sheet in book.sheets][0] == "Hướng dẫn"
    assert not any(name.startswith("nq57_") for name in load_workbook(BytesIO(attach().snapshot()[0])).defined_names)


def test_the_walk_follows_cells_that_moved(excel, book) -> None:
    excel.answer("yes")
    press("check-book", NAME)
    sheet = book.sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.range("A5:A5").api.getRows().insertByIndex(0, 1)
    sheet.api.Protect("")
    sheet.activate()
    sheet.range("A1").select()
    press("next-finding", NAME)
    assert (attach().selection(), sheet.range("G10").value) == (Spot("Chỉ tiêu", 10, 7), "tám mươi")


def test_the_links_of_the_list_do_not_change_when_it_is_sorted(excel, book) -> None:
    """Excel would change places that are not written as absolute."""
    excel.answer("yes")
    press("check-book", NAME)
    sheet = book.sheets["Cần sửa"]
    rows = sheet.used_range.options(ndim=2).value
    first = [row[0] for row in rows].index("STT") + 2
    assert sheet.range((first, 5)).formula == (
        "=HYPERLINK(\"#'Chỉ tiêu'!\"&ADDRESS(ROW($'Chỉ tiêu'.$G$9);COLUMN($'Chỉ tiêu'.$G$9);4);"
        "ADDRESS(ROW($'Chỉ tiêu'.$G$9);COLUMN($'Chỉ tiêu'.$G$9);4))")


def test_the_walk_does_not_stick_to_merged_cells(excel, book) -> None:
    """Excel tells the first of the merged cells, the list names the one that was meant."""
    sheet = book.sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.range("F9:G9").api.merge(True)
    sheet.api.Protect("")
    excel.answer("yes")
    press("check-book", NAME)
    seen = []
    for _ in range(len(shown_list(book)) + 1):
        press("next-finding", NAME)
        seen.append(attach().selection())
    assert Spot("Chỉ tiêu", 9, 6) in seen and len(set(seen)) >= 3 and seen[-1] in seen[:-1]


def test_a_list_without_a_cell_says_so(excel, book) -> None:
    excel.answer("yes")
    press("check-book", NAME)
    book.api.Unprotect("")
    book.sheets["Chỉ tiêu"].visible = False
    press("next-finding", NAME)
    assert excel.alerts[-1] == (
        "C35 · danh sách lỗi không có ô nào để đi tới. Cách sửa: xem trang Cần sửa: các lỗi ở đó là của cả tệp, của cả trang "
        "hoặc ở trang ẩn.")


def test_a_workbook_without_errors_is_cleared_only_where_the_officer_agrees(excel, tmp_path: Path) -> None:
    book = excel.open(clean_workbook(), tmp_path, "sach.xlsx")
    attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 9, 0, note_text("cũ"))])
    book.names.add(SWITCH, "=1")
    excel.answer("no", "yes")
    press("check-book", "sach.xlsx")
    assert len(book.sheets["Chỉ tiêu"].notes) == 1
    press("check-book", "sach.xlsx")
    assert len(book.sheets["Chỉ tiêu"].notes) == 0 and not book.names.contains(SWITCH)
    assert excel.alerts == ["Sổ này không có lỗi, không có cảnh báo: sẵn sàng nộp.\n\nXóa các dấu và danh sách của lần kiểm "
                            "tra trước khỏi sổ?"] * 2


def test_what_concerns_the_whole_file_is_told_without_a_list(excel) -> None:
    book = excel.app.books.add()
    press("check-book", book.name)
    assert len(excel.alerts) == 1 and excel.alerts[0].startswith("Sổ này có 1 lỗi phải sửa, 0 cảnh báo nên xem lại.\nS10 · ")
    assert "Đánh dấu" not in excel.alerts[0]


def test_a_box_that_excel_does_not_show_is_told_otherwise(excel, monkeypatch: pytest.MonkeyPatch,
                                                          capsys: pytest.CaptureFixture[str]) -> None:
    class Rejected(Exception):
        hresult = -2147418111

    def rejected(*_: object) -> None:
        raise Rejected
    monkeypatch.setattr("nq57xl.host.busy.PAUSE", 0)
    monkeypatch.setattr("tests.uno_engine.application.App.alert", rejected)
    press("clear-marks")
    assert capsys.readouterr().err == "C20 · chưa mở sổ nào. Cách sửa: mở sổ cần làm rồi bấm lại.\n"


@pytest.fixture
def own_sheet(book):
    """A sheet of the officer's own that happens to be called like the list."""
    book.api.Unprotect("")
    sheet = book.sheets.add("CẦN SỬA")
    sheet.range("A1").value = "Việc nhà"
    return sheet


def test_a_sheet_of_the_officers_own_is_never_deleted(excel, book, own_sheet) -> None:
    press("clear-marks", NAME)
    press("next-finding", NAME)
    assert excel.alerts == [
        "C36 · sổ này không có đánh dấu nào của nq57xl. Cách sửa: không phải làm gì.",
        "C29 · chưa có danh sách lỗi trong sổ này. Cách sửa: bấm Kiểm tra sổ này trước."]
    excel.answer("yes")
    press("check-book", NAME)
    assert excel.alerts[-1] == (
        "C32 · sổ này có sẵn một trang tên CẦN SỬA không phải do nq57xl lập. Cách sửa: đổi tên trang đó rồi bấm lại; "
        "nq57xl không sửa, không xóa trang của đơn vị.")
    assert own_sheet.range("A1").value == "Việc nhà" and marks_on(book.sheets["Chỉ tiêu"]) == {}


def test_a_shared_workbook_is_told(excel, book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.uno_engine.com.BookCom.MultiUserEditing", True)
    excel.answer("yes")
    press("check-book", NAME)
    assert excel.alerts[-1] == (
        f"C33 · sổ {NAME} đang ở chế độ dùng chung kiểu cũ của Excel nên không đánh dấu được. Cách sửa: tắt dùng chung "
        "(Xem lại > Hủy chia sẻ sổ làm việc) rồi bấm lại; hoặc chạy nq57xl validate TỆP --annotate THƯ_MỤC.")


def test_one_walks_past_findings_on_hidden_sheets(excel, book) -> None:
    """Nothing can be selected there; the list names them without a link."""
    excel.answer("yes")
    book.sheets["Nhiệm vụ"].range("I5").value = "tám mươi"
    book.sheets["Nhiệm vụ"].activate()
    book.sheets["Chỉ tiêu"].visible = False
    press("check-book", NAME)
    assert {row[3] for row in shown_list(book)} >= {"Chỉ tiêu", "Nhiệm vụ"}
    for button in ("next-finding", "next-finding", "previous-finding"):
        press(button, NAME)
        assert attach().selection() == Spot("Nhiệm vụ", 5, 9)
    assert excel.alerts[1:] == []


def test_a_busy_program_is_told(excel, book, monkeypatch: pytest.MonkeyPatch) -> None:
    from nq57xl.host import busy

    class Rejected(Exception):
        hresult = -2147418111

    def rejected(*_: object) -> None:
        raise Rejected
    monkeypatch.setattr(busy, "PAUSE", 0)
    monkeypatch.setattr("tests.uno_engine.com.BookCom.SaveCopyAs", rejected)
    press("check-book", NAME)
    assert excel.alerts == [
        "C27 · Excel đang bận, hoặc một ô đang được sửa dở. Cách sửa: bấm Enter (hoặc Esc) trong ô đang sửa, đóng hộp "
        "thoại đang mở rồi bấm lại."]


def test_many_findings_take_few_calls_each(excel, book) -> None:
    """A column of errors: one colour for all, a note for each, the list in one writing."""
    sheet = book.sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.range("G5:G28").value = [["tám mươi"]] * 24
    sheet.api.Protect("")
    excel.answer("yes")
    before = excel.calls
    press("check-book", NAME)
    marks = len({(row[3], row[4]) for row in shown_list(book)})
    assert marks >= 20 and excel.calls - before < 450 + 8 * marks


def test_a_clean_workbook_is_ready(excel, tmp_path: Path) -> None:
    excel.open(clean_workbook(), tmp_path, "sach.xlsx")
    press("check-book", "sach.xlsx")
    assert excel.alerts == ["Sổ này không có lỗi, không có cảnh báo: sẵn sàng nộp."]


def test_a_check_loads_none_of_the_heavy_libraries() -> None:
    code = ("import sys; from nq57xl.host import load_xlwings; load_xlwings(); import nq57xl.ribbon.checking, "
            "nq57xl.validate, nq57xl.feedback.todo; "
            "print(sorted({'pandas', 'numpy', 'openpyxl', 'matplotlib'} & sys.modules.keys()))")
    done = subprocess.run(["python", "-c", code], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "[]"



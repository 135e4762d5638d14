"""The host on a real spreadsheet program, through real xlwings objects."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from openpyxl import load_workbook

from nq57xl.host import (
    AlreadyOpen,
    Busy,
    Host,
    NoWorkbook,
    Page,
    Refused,
    Shared,
    Spot,
    attach,
    in_order,
    is_busy,
    patiently,
)
from nq57xl.sheets.marking.mark import Mark
from nq57xl.sheets.marking.own import note_text
from nq57xl.sheets.reading.read import read_book
from tests.ribbon.marked import marks_on
from tests.uno_engine.application import App
from tests.uno_engine.com import SheetCom, UnknownName
from tests.uno_engine.ranges import Range
from tests.uno_engine.sheets import Sheet

RED, YELLOW = (255, 155, 148), (255, 217, 102)
ISSUED = (Path(__file__).parents[2] / "workbooks/returned/NQ57_hai-phong_2025-09_10546_bieu.xlsx").read_bytes()


class Rejected(Exception):
    """What COM raises while a cell is being edited."""

    hresult = -2147418111


def test_a_snapshot_holds_what_was_typed_but_never_saved(excel, tmp_path: Path) -> None:
    book = excel.open(ISSUED, tmp_path)
    book.sheets["Chỉ tiêu"].range("G9").value = 57
    data, name = attach().snapshot()
    assert name == "bieu.xlsx"
    assert read_book(data, name).sheet("Chỉ tiêu").cells[9, 7].value == 57.0
    assert (tmp_path / "bieu.xlsx").read_bytes() == ISSUED


def test_a_workbook_of_another_name_is_not_taken_for_the_one_meant(excel, tmp_path: Path) -> None:
    excel.open(ISSUED, tmp_path)
    with pytest.raises(NoWorkbook):
        attach(name="bieu khac.xlsx")


def test_the_path_of_a_workbook_is_never_asked_for(excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On OneDrive and SharePoint it is an address on the web."""
    excel.open(ISSUED, tmp_path)
    monkeypatch.setattr("xlwings.Book.fullname", property(lambda _: 1 / 0))
    assert attach().snapshot()[1] == "bieu.xlsx"


def test_without_a_workbook_there_is_no_host_book(excel) -> None:
    with pytest.raises(NoWorkbook):
        attach().snapshot()


def test_work_leaves_screen_status_bar_and_selection_as_they_were(excel, tmp_path: Path) -> None:
    excel.open(ISSUED, tmp_path)
    host = attach()
    host.go(Spot("Nhiệm vụ", 9, 9))
    with pytest.raises(ZeroDivisionError), host.working("Đang kiểm tra…"):
        host.go(Spot("Chỉ tiêu", 12, 9))
        raise ZeroDivisionError
    assert host.selection() == Spot("Nhiệm vụ", 9, 9)
    assert excel.statuses == ["Đang kiểm tra…", False]
    assert excel.screen == [True, False, True]


def test_screen_and_status_bar_are_given_back_where_the_selection_cannot_be(excel, tmp_path: Path,
                                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    excel.open(ISSUED, tmp_path)
    host = attach()

    def refused(_: object) -> None:
        raise RuntimeError("a hidden sheet")
    with pytest.raises(RuntimeError, match="a hidden sheet"), host.working("Đang kiểm tra…"):
        host.go(Spot("Nhiệm vụ", 9, 9))
        monkeypatch.setattr("tests.uno_engine.sheets.Sheet.activate", refused)
    assert (excel.statuses[-1], excel.screen[-1]) == (False, True)


def test_a_whole_sheet_may_be_selected(excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel cannot tell how many cells that is, and raises a fault where it is asked."""
    sheet = excel.open(ISSUED, tmp_path).sheets["Nhiệm vụ"]
    sheet.activate()
    sheet.range("C5").select()

    def overflow(_: object) -> int:
        raise OverflowError("Range.Count")
    monkeypatch.setattr("tests.uno_engine.ranges.Range.__len__", overflow)
    assert attach().selection() == Spot("Nhiệm vụ", 5, 3)


def test_sheets_that_are_selected_together_are_taken_apart_before_a_change(excel, tmp_path: Path,
                                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel protects and unprotects nothing while they are together."""
    sheet = excel.open(ISSUED, tmp_path).sheets["Nhiệm vụ"]
    sheet.activate()
    grouped = SimpleNamespace(SelectedSheets=SimpleNamespace(Count=3))
    monkeypatch.setattr("tests.uno_engine.com.BookCom.Windows", lambda *_: grouped)
    chosen: list[str] = []
    monkeypatch.setattr("tests.uno_engine.sheets.Sheet.select", lambda sheet: chosen.append(sheet.name))
    with attach().working("Đang đánh dấu…"):
        assert chosen == ["Nhiệm vụ"]
    with attach().telling("Đang kiểm tra…"):
        pass
    assert chosen == ["Nhiệm vụ"]


def test_a_workbook_shared_in_the_old_way_is_not_changed(excel, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    excel.open(ISSUED, tmp_path)
    monkeypatch.setattr("tests.uno_engine.com.BookCom.MultiUserEditing", True)
    with pytest.raises(Shared, match="bieu.xlsx"), attach().working("Đang đánh dấu…"):
        raise AssertionError
    assert excel.statuses == []


def test_a_workbook_that_is_open_is_shown(excel, tmp_path: Path) -> None:
    excel.open(ISSUED, tmp_path, "mot.xlsx")
    excel.open(ISSUED, tmp_path, "hai.xlsx")
    attach().open(tmp_path / "mot.xlsx")
    assert sorted(book.name for book in excel.app.books) == ["hai.xlsx", "mot.xlsx"]


def test_a_sheet_that_could_not_be_filled_is_taken_away_again(excel, tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    """Left half filled it would never be known as ours again."""
    book = excel.open(ISSUED, tmp_path)

    def broken(*_: object) -> None:
        raise ZeroDivisionError
    monkeypatch.setattr("nq57xl.host.program.put_page", broken)
    with pytest.raises(ZeroDivisionError):
        attach().add_sheet("Cần sửa", Page([["1"]], [8]), {"nq57_thu": "1"})
    assert "Cần sửa" not in [sheet.name for sheet in book.sheets] and not book.names.contains("nq57_thu")


def test_a_sheet_of_ours_goes_although_it_is_protected_and_hidden(excel, tmp_path: Path) -> None:
    book = excel.open(ISSUED, tmp_path)
    host = attach()
    host.add_sheet("Cần sửa", Page([["1"]], [8]), {})
    sheet = book.sheets["Cần sửa"]
    sheet.api.Protect("")
    sheet.visible = False
    seen: list[tuple[bool, bool]] = []
    delete = Sheet.delete

    def looked_at(each: Sheet) -> None:
        seen.append((each.api.ProtectContents, each.visible))
        delete(each)
    with patch.object(Sheet, "delete", looked_at):
        host.remove(["Cần sửa"], [])
    assert seen == [(False, True)] and "Cần sửa" not in host.sheet_names()


def test_no_second_workbook_of_one_name_is_opened(excel, tmp_path: Path) -> None:
    excel.open(ISSUED, tmp_path, "Biểu.xlsx")
    other = tmp_path / "khac" / "BIỂU.xlsx"
    with pytest.raises(AlreadyOpen) as told:
        attach().open(other)
    assert str(told.value) == str(other)


def test_a_line_too_long_for_the_status_bar_is_cut(excel) -> None:
    attach().tell("a" * 300)
    assert excel.statuses == ["a" * 255]


def test_hidden_sheets_are_told_from_those_that_are_shown(excel, tmp_path: Path) -> None:
    excel.open(ISSUED, tmp_path)
    host = attach()
    assert host.shown(host.sheet_names()) == ["Hướng dẫn", "Chỉ tiêu", "Nhiệm vụ", "Khó khăn - Kiến nghị"]


def test_what_is_given_back_is_given_back_to_a_busy_excel_too(excel, tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = excel.open(ISSUED, tmp_path).sheets["Chỉ tiêu"]
    protect, refusals = SheetCom.Protect, [Rejected(), Rejected()]

    def busy(com: SheetCom, *arguments: object) -> None:
        if refusals:
            raise refusals.pop()
        protect(com, *arguments)
    monkeypatch.setattr(SheetCom, "Protect", busy)
    monkeypatch.setattr("nq57xl.host.busy.PAUSE", 0)
    attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 9, 0)])
    assert sheet.api.ProtectContents and refusals == []


def test_a_selection_of_many_cells_is_selected_again(excel, tmp_path: Path) -> None:
    book = excel.open(ISSUED, tmp_path)
    sheet = book.sheets["Nhiệm vụ"]
    sheet.activate()
    sheet.range("C5:D9").select()
    host = attach()
    with host.working("Đang đánh dấu…"):
        host.add_sheet("Cần sửa", Page([["1"]], [8]), {})
        assert book.sheets.active.name == "Cần sửa"
    assert (book.sheets.active.name, excel.app.selection.address) == ("Nhiệm vụ", "$C$5:$D$9")


def test_texts_in_a_new_sheet_stay_texts(excel, tmp_path: Path) -> None:
    book = excel.open(ISSUED, tmp_path)
    host = attach()
    host.add_sheet("Cần sửa", Page([["00123", "=1+1", None], ["01/02/2025", "-", "85"]], [8, 20, 8]),
                   {"nq57_thu": "IF(ISTEXT('Cần sửa'!$A$1),1,0)"})
    assert [sheet.name for sheet in book.sheets][:2] == ["Cần sửa", "Hướng dẫn"]
    assert host.rows("Cần sửa") == [["00123", "=1+1", None], ["01/02/2025", "-", "85"]]
    data, name = host.snapshot()
    made = load_workbook(BytesIO(data))
    assert made.defined_names["nq57_thu"].value == "IF(ISTEXT('Cần sửa'!$A$1),1,0)"
    assert (host.meaning("nq57_thu"), host.meaning("nq57_khac")) == ("=IF(ISTEXT('Cần sửa'!$A$1),1,0)", "")
    host.remove(["Cần sửa"], host.names_among(["nq57_thu", "nq57_khac"]))
    assert "Cần sửa" not in host.sheet_names() and host.names_among(["nq57_thu"]) == []


def test_a_protected_sheet_is_marked_and_protected_again(excel, tmp_path: Path) -> None:
    sheet = excel.open(ISSUED, tmp_path).sheets["Chỉ tiêu"]
    assert sheet.api.ProtectContents
    attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 9, 0, "xem lại")])
    assert marks_on(sheet) == {"I9": RED} and sheet.range("I9").note.text == "xem lại"
    box = sheet.range("I9").note.api.Shape
    assert (box.Width, box.Height) == (225, 21)
    assert sheet.api.ProtectContents


def test_a_mark_takes_the_place_of_no_words_of_the_officers(excel, tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel allows one note or one conversation in a cell, and raises a fault where a second comes."""
    sheet = excel.open(ISSUED, tmp_path).sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.range("I9").add_note("Số của phòng Kinh tế")
    talked = SimpleNamespace(location=sheet.range("I10").impl)
    monkeypatch.setattr("tests.uno_engine.sheets.Sheet.comments", [talked])
    attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", row, 9, 1, "xem lại") for row in (9, 10, 11)])
    assert marks_on(sheet) == {"I9:I11": YELLOW}
    assert [note.text for note in sheet.notes] == ["Số của phòng Kinh tế", "xem lại"]
    assert sheet.range("I11").note.text == "xem lại"


def test_an_excel_without_conversations_is_marked_too(excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = excel.open(ISSUED, tmp_path).sheets["Chỉ tiêu"]

    def unknown(_: object) -> None:
        raise UnknownName("CommentsThreaded")
    monkeypatch.setattr("tests.uno_engine.sheets.Sheet.comments", property(unknown))
    attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 9, 0, "xem lại")])
    assert sheet.range("I9").note.text == "xem lại"


def test_merged_cells_are_noted_on_their_first(excel, tmp_path: Path) -> None:
    sheet = excel.open(ISSUED, tmp_path).sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.range("G9:H10").api.merge(True)
    attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 8, 0, "ô gộp"), Mark("Chỉ tiêu", 10, 8, 0, "ô gộp"),
                               Mark("Chỉ tiêu", 11, 8, 0, "xem lại")])
    assert {(note.location.address, note.text) for note in sheet.notes} == {("$G$9", "ô gộp"), ("$H$11", "xem lại")}
    assert marks_on(sheet) == {"G9": RED, "H11": RED}


def test_a_password_of_the_officers_own_is_respected(excel, tmp_path: Path) -> None:
    sheet = excel.open(ISSUED, tmp_path).sheets["Chỉ tiêu"]
    sheet.api.Unprotect("")
    sheet.api.Protect("bí mật")
    with pytest.raises(Refused, match="trang Chỉ tiêu"):
        attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 9, 0)])
    assert marks_on(sheet) == {}


def test_the_locked_structure_of_an_issued_workbook_is_opened_and_locked_again(excel, tmp_path: Path) -> None:
    book = excel.open(ISSUED, tmp_path)
    with pytest.raises(PermissionError):
        book.sheets.add("Trang lạ")
    host = attach()
    host.add_sheet("Cần sửa", Page([["1"]], [8]), {})
    assert book.api.ProtectStructure
    host.remove(["Cần sửa"], [])
    assert book.api.ProtectStructure and "Cần sửa" not in host.sheet_names()


def test_a_structure_with_a_password_is_left_alone(excel, tmp_path: Path) -> None:
    book = excel.open(ISSUED, tmp_path)
    book.api.Unprotect("")
    book.api.Protect("bí mật", True, False)
    with pytest.raises(Refused, match="bieu.xlsx"):
        attach().add_sheet("Cần sửa", Page([["1"]], [8]), {})


def test_marks_begun_in_a_busy_excel_are_not_doubled(excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = excel.open(ISSUED, tmp_path).sheets["Chỉ tiêu"]
    add, refusals = Range.add_note, [Rejected()]

    def busy(cell: Range, text: str) -> object:
        if refusals:
            raise refusals.pop()
        return add(cell, text)
    monkeypatch.setattr(Range, "add_note", busy)
    attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 9, 0, note_text("xem lại"))])
    assert marks_on(sheet) == {"I9": RED} and len(sheet.notes) == 1 and refusals == []


def test_the_status_bar_is_given_back_where_excel_gets_busy_at_once(excel, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(app: object, value: bool) -> None:
        if not value:
            raise Rejected
    monkeypatch.setattr("nq57xl.host.busy.PAUSE", 0)
    monkeypatch.setattr(App, "screen_updating", property(lambda _: True, busy))
    with pytest.raises(Busy), attach().telling("Đang kiểm tra…"):
        raise AssertionError
    assert excel.statuses == ["Đang kiểm tra…", False]


def test_an_excel_that_is_busy_is_not_taken_for_one_with_a_password(excel, tmp_path: Path,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    excel.open(ISSUED, tmp_path)

    def rejected(*_: object) -> None:
        raise Rejected
    monkeypatch.setattr("tests.uno_engine.com.SheetCom.Unprotect", rejected)
    monkeypatch.setattr("nq57xl.host.busy.PAUSE", 0)
    with pytest.raises(Busy):
        attach().mark("Chỉ tiêu", [Mark("Chỉ tiêu", 9, 9, 0)])


def test_a_folder_is_chosen_in_the_programs_own_picker(excel, tmp_path: Path) -> None:
    excel.lay_ready(tmp_path)
    host = attach()
    assert host.pick_folder("Thư mục tệp đã nộp") == str(tmp_path)
    assert host.pick_folder("Thư mục tệp đã nộp", str(tmp_path)) == ""
    assert excel.starts == ["", f"{tmp_path}/"]


def test_the_officer_is_asked_and_answers(excel) -> None:
    excel.answer("yes", "no", "cancel")
    host = attach()
    assert [host.decides("Đánh dấu 3 ô?") for _ in range(3)] == [True, False, None]
    assert excel.alerts == ["Đánh dấu 3 ô?"] * 3


def test_a_busy_program_is_asked_again() -> None:
    answers = iter((Rejected(), Rejected(), "xong"))

    def call() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer
    assert patiently(call, pause=0) == "xong"


def test_a_program_that_stays_busy_is_told_as_busy() -> None:
    def call() -> None:
        raise Rejected
    with pytest.raises(Busy):
        patiently(call, tries=3, pause=0)


def test_a_cell_that_is_being_edited_is_told_in_the_details_of_the_fault() -> None:
    fault = Exception("general")
    fault.hresult, fault.excepinfo = -2147352567, (0, None, None, None, 0, -2146777998)
    assert is_busy(fault) and not is_busy(ValueError("other"))


def test_xlwings_and_pywin32_have_words_of_their_own_for_a_busy_excel() -> None:
    class ExcelBusyError(Exception):
        pass
    assert is_busy(ExcelBusyError())
    assert is_busy(AttributeError("Property 'Excel.Application.StatusBar' can not be set."))
    assert not is_busy(AttributeError("no attribute 'Excel'"))
    item = KeyError(1)
    item.__context__ = Rejected()
    assert is_busy(item) and not is_busy(KeyError(1))


def test_other_faults_are_not_taken_for_being_busy() -> None:
    with pytest.raises(KeyError):
        patiently(lambda: {}["x"], pause=0)


def test_cells_are_ordered_as_one_reads() -> None:
    spots = [Spot("B", 1, 1), Spot("A", 2, 1), Spot("A", 1, 9), Spot("gone", 1, 1), Spot("A", 1, 2)]
    assert in_order(spots, ["A", "B"]) == [Spot("A", 1, 2), Spot("A", 1, 9), Spot("A", 2, 1), Spot("B", 1, 1)]


def test_loading_xlwings_loads_none_of_the_libraries_it_would_find() -> None:
    code = ("import sys; from nq57xl.host import load_xlwings; load_xlwings(); "
            "print(sorted({'pandas', 'numpy', 'matplotlib'} & sys.modules.keys())); import pandas")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "[]"


def test_xlwings_neither_waits_for_ever_nor_ends_other_excels(tmp_path: Path) -> None:
    """Its Windows part is not to be had here: a module of the same two traits stands for it."""
    code = ("import atexit, sys, types; part = types.ModuleType('xlwings._xlwindows'); part.N_COM_ATTEMPTS = 0; "
            "part.cleanup = lambda: print('taskkill'); atexit.register(part.cleanup); import xlwings; "
            "sys.modules['xlwings._xlwindows'] = part; from nq57xl.host import load_xlwings; load_xlwings(); "
            "print(part.N_COM_ATTEMPTS > 0)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[2])
    assert done.stdout.split() == ["True"]


def test_a_host_without_a_program_has_no_workbook() -> None:
    with pytest.raises(NoWorkbook):
        Host(None, None).book


WINDOWS = """
import sys, types
def module(name, **members):
    made = sys.modules[name] = types.ModuleType(name)
    vars(made).update(members)
    return made
class Fault(Exception): pass
class Wrapper:
    def __init__(self, inner): self.Hwnd = inner.Hwnd
class App:
    def __init__(self, xl):
        if xl == {window}: raise Fault("no window of a workbook")
        self.xl = xl
import xlwings
xlwings.App = lambda impl: types.SimpleNamespace(impl=impl)
xlwings._xlwindows = module("xlwings._xlwindows", N_COM_ATTEMPTS=0, cleanup=print, App=App, COMRetryObjectWrapper=Wrapper,
                            pywintypes=types.SimpleNamespace(error=Fault, com_error=Fault))
def running(name):
    {running}
module("win32com"); module("win32com.client", GetActiveObject=running)
sys.platform = "win32"
from nq57xl.host import NoWorkbook
from nq57xl.host.attach import _windows_app
try:
    print(_windows_app(xlwings, 7).impl.xl.Hwnd)
except NoWorkbook:
    print("no workbook")
"""


@pytest.mark.parametrize(("running", "told"), [
    ('raise Fault("not in the table yet")', "no workbook"), ("return types.SimpleNamespace(Hwnd=7)", "7"),
    ("return types.SimpleNamespace(Hwnd=8)", "no workbook")])
def test_an_excel_that_shows_no_workbook_is_looked_for_in_windows_table(running: str, told: str) -> None:
    """Windows itself is not to be had here: its parts are stood in for."""
    code = WINDOWS.format(window=7, running=running)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[2])
    assert done.stdout.split("\n")[0] == told

"""The launcher's VBA, compiled and run in LibreOffice: what a click starts, and what it says where it cannot."""

from pathlib import Path

import pytest

from nq57xl.addin.buttons import ribbon_tab
from nq57xl.addin.call import Call, arguments
from tests.addin.click import MACHINE, PYTHON, RECORDER, click, run

LINE = f'run "{PYTHON}" -I -m nq57xl.ribbon check-book --protocol=1 --from_xl=1 --hwnd=657890 --wb='
BOOK = "0062006900650075002E0078006C00730078"


def said(log: list[str]) -> str:
    told = [line.removeprefix("show ") for line in log if line.startswith("show ")]
    assert len(told) == 1, log
    return told[0]


def test_a_click_starts_the_recorded_python_and_clears_the_status_bar(office, tmp_path: Path) -> None:
    assert click(office, tmp_path, "check-book") == ["status NQ57: Kiểm tra sổ này…", LINE + BOOK, "status "]


@pytest.mark.parametrize("command", [button.command for button in ribbon_tab().buttons])
def test_every_button_says_its_own_command(office, tmp_path: Path, command: str) -> None:
    _, line, _ = click(office, tmp_path, command)
    assert line.removeprefix(f'run "{PYTHON}" ').split(" ") == arguments(Call(command, 1, 657890, "bieu.xlsx"))


def test_without_a_workbook_the_officer_is_asked_to_open_one(office, tmp_path: Path) -> None:
    log = click(office, tmp_path, "check-book", book="")
    assert said(log) == "C20 · chưa mở sổ nào.\n\nCách sửa: mở sổ cần làm rồi bấm lại."
    assert log[-1] == "plain C20 - chua mo so nao.\n\nCach sua: mo so can lam roi bam lai."
    assert not [line for line in log if line.startswith("run ")]


def test_a_button_that_needs_no_workbook_runs_without_one(office, tmp_path: Path) -> None:
    assert click(office, tmp_path, "merge-folder", book="")[1].endswith(" --hwnd=657890 --wb=")


def test_protected_view_is_named(office, tmp_path: Path) -> None:
    assert said(click(office, tmp_path, "check-book", book="", protected="yes")).startswith(
        "C21 · sổ đang ở chế độ xem bảo vệ (Protected View).\n\nCách sửa: bấm Cho phép chỉnh sửa")


@pytest.mark.parametrize(("answers", "words"), [
    ({"wps": "yes"}, "C26 · nút lệnh cần Microsoft Excel, không chạy trong WPS Office."),
    ({"settings": ""}, r"C10 · chưa có cấu hình cài đặt, hoặc cấu hình không đọc được (nq57xl\nq57xl.conf)."),
    ({"missing": PYTHON}, rf"C11 · không thấy Python đã dùng khi cài đặt ({PYTHON})."),
    ({"fault": "53"}, rf"C11 · không thấy Python đã dùng khi cài đặt ({PYTHON})."),
    ({"fault": "-2147024894"}, rf"C11 · không thấy Python đã dùng khi cài đặt ({PYTHON})."),
    ({"fault": "70"}, "C14 · Microsoft Defender không cho Excel chạy chương trình khác (70)."),
    ({"fault": "-2147024891"}, "C14 · Microsoft Defender không cho Excel chạy chương trình khác (-2147024891)."),
    ({"fault": "429"}, "C22 · không khởi động được Python (lỗi 429)."),
    ({"crash": "yes"}, "C22 · không khởi động được Python (lỗi 5)."),
    ({"ended": "1"}, "C23 · chương trình của nút lệnh dừng bất thường (mã 1)."),
    ({"ended": "64"}, "C24 · nút lệnh và chương trình nq57xl không cùng bản."),
    ({"ended": "70"}, "C25 · lỗi bên trong chương trình nq57xl."),
])
def test_what_goes_wrong_is_told_once_with_a_remedy(office, tmp_path: Path, answers: dict, words: str) -> None:
    log = click(office, tmp_path, "check-book", **answers)
    assert said(log).split("\n\n")[0] == words
    assert said(log).split("\n\n")[1].startswith("Cách sửa: ")
    assert "status " in log, "the status bar is given back"


def test_a_second_click_while_python_works_does_nothing(office, tmp_path: Path) -> None:
    log = click(office, tmp_path, "check-book", again="yes")
    assert [line for line in log if line.startswith("run ")] == [LINE + BOOK]


def test_a_fault_leaves_the_launcher_ready_for_the_next_click(office, tmp_path: Path) -> None:
    twice = ("\nPublic Function Trial() As String\n    NQ57_check_book Nothing\n    NQ57_check_book Nothing\n"
             '    Trial = "done"\nEnd Function\n')
    answers = {"settings": f"INTERPRETER={PYTHON}", "book": "a", "crash": "yes"}
    _, log = run(office, tmp_path, RECORDER + twice, "Trial", answers)
    assert len([line for line in log if line.startswith("run ")]) == 2


def test_the_shipped_module_compiles_and_answers(office, tmp_path: Path) -> None:
    # LibreOffice knows neither Application.Path nor Application.Hwnd, and here is no Windows Script Host.
    told = 'HostBookName() & " " & HostHasBook() & " " & HostProtectedViews() & " " & HostRun("x", fault)'
    probe = ("\nPublic Function Trial() As String\n    Dim fault As Long\n"
             f'    Trial = {told} & " " & (fault <> 0) & " [" & HostSettings() & "]"\nEnd Function\n')
    returned, _ = run(office, tmp_path, MACHINE + probe, "Trial", {})
    assert returned == "nq57xl.xlam True 0 0 True []"


def test_a_module_that_does_not_compile_is_noticed(office, tmp_path: Path) -> None:
    broken = RECORDER + "\nPublic Function Trial() As String\n    If True Then\n    Trial = \"done\"\nEnd Function\n"
    returned, _ = run(office, tmp_path, broken, "Trial", {})
    assert returned != "done"

"""Buttons of the group Tổng hợp, on a real spreadsheet program."""

import shutil
from pathlib import Path

import pytest

from nq57xl.ribbon.choices import Choices
from tests.ribbon.press import press

RETURNED = Path(__file__).parents[2] / "workbooks/returned"
SOME = ("NQ57_hai-phong_2025-09_10546_bieu.xlsx", "NQ57_hai-phong_2025-09_SKHCN_bieu.xlsx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "da-nop"
    made.mkdir()
    for name in SOME:
        shutil.copy(RETURNED / name, made)
    return made


def test_a_folder_becomes_a_report_that_opens(excel, tmp_path: Path, folder: Path) -> None:
    excel.lay_ready(folder)
    after = press("merge-folder", choices=Choices(results=str(tmp_path)))
    assert excel.app.books.active.name == "bao-cao-hai-phong-2025-09.xlsx"
    assert excel.alerts[0].splitlines()[0] == (
        "Ban Thường vụ Thành ủy Hải Phòng, tháng 9/2025: 2/130 đơn vị đã nộp, 2 đúng hạn, 0 nộp muộn")
    assert (after.plan, after.period, after.folder) == ("hai-phong", "2025-09", str(folder))
    assert excel.asked == []
    assert "NQ57: đã đọc 2/2 tệp" in excel.statuses and excel.statuses[-1] is False


def test_renamed_files_tell_their_plan_too(excel, tmp_path: Path) -> None:
    folder = tmp_path / "zalo"
    folder.mkdir()
    shutil.copy(RETURNED / SOME[0], folder / "Bieu thang 9 (1).xlsx")
    excel.lay_ready(folder)
    after = press("merge-folder", choices=Choices(plan="kim-thanh", period="2025-08", results=str(tmp_path)))
    assert (after.plan, after.period, excel.asked) == ("hai-phong", "2025-09", [])


def test_where_no_file_tells_the_plan_it_is_asked_for(excel, tmp_path: Path) -> None:
    folder = tmp_path / "zalo"
    folder.mkdir()
    (folder / "ghi chú.xlsx").write_bytes(b"x")
    excel.lay_ready(folder)
    press("merge-folder", choices=Choices(plan="kim-thanh", period="2025-09", results=str(tmp_path)))
    assert [offered for _, offered in excel.asked] == ["kim-thanh"]


def test_who_is_missing_is_shown_in_a_list_of_its_own(excel, tmp_path: Path, folder: Path) -> None:
    excel.lay_ready(folder)
    press("returns-status", choices=Choices(results=str(tmp_path)))
    book = excel.app.books.active
    assert (book.name, [sheet.name for sheet in book.sheets]) == (
        "tinh-hinh-nop-hai-phong-2025-09.xlsx", ["Tình hình nộp"])


def test_receipts_and_letters_are_written_into_a_folder_that_opens(excel, tmp_path: Path, folder: Path,
                                                                   revealed: list[str]) -> None:
    excel.lay_ready(folder)
    press("receipt", choices=Choices(results=str(tmp_path)))
    made = tmp_path / "phieu-tiep-nhan-hai-phong-2025-09"
    assert sorted(path.name for path in made.glob("*.xlsx")) == [
        "phieu-tiep-nhan_10546.xlsx", "phieu-tiep-nhan_SKHCN.xlsx"]
    assert excel.alerts[0].startswith("Đã ghi 2 phiếu tiếp nhận, 128 tin nhắn (gộp trong tin-nhan.txt)")
    assert revealed == [made.as_uri()]


def test_a_receipt_of_a_return_that_was_withdrawn_is_pointed_out(excel, tmp_path: Path, folder: Path) -> None:
    excel.lay_ready(folder, folder)
    press("receipt", choices=Choices(results=str(tmp_path)))
    (folder / SOME[0]).unlink()
    press("receipt", choices=Choices(results=str(tmp_path)))
    assert excel.alerts[1].endswith("; còn 1 tệp của lần trước không thuộc lần này, ví dụ phieu-tiep-nhan_10546.xlsx.")


def test_a_receipt_that_somebody_worked_on_is_not_replaced_unasked(excel, tmp_path: Path, folder: Path) -> None:
    made = tmp_path / "phieu-tiep-nhan-hai-phong-2025-09"
    made.mkdir()
    receipt = made / "phieu-tiep-nhan_10546.xlsx"
    receipt.write_bytes(b"signed")
    excel.lay_ready(folder, folder)
    excel.answer("no", "yes")
    press("receipt", choices=Choices(results=str(tmp_path)))
    assert receipt.read_bytes() == b"signed"
    press("receipt", choices=Choices(results=str(tmp_path)))
    assert receipt.read_bytes() != b"signed"
    question = (f"Thư mục {made} đã có 1 tệp cùng tên, khác nội dung (ví dụ phieu-tiep-nhan_10546.xlsx), có thể đã nhập số "
                "liệu. Ghi đè?")
    assert excel.alerts[:2] == [question, question]


def test_a_report_that_is_open_elsewhere_is_told(excel, tmp_path: Path, folder: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise PermissionError(13, "", "bao-cao.xlsx")
    monkeypatch.setattr("nq57xl.jobs.outputs.os.replace", locked)
    excel.lay_ready(folder)
    press("returns-status", choices=Choices(results=str(tmp_path)))
    assert excel.alerts[0].startswith("C30 · không làm được: không ghi được ")


def test_no_folder_no_work(excel, tmp_path: Path) -> None:
    press("merge-folder", choices=Choices(results=str(tmp_path)))
    assert excel.alerts == [] and len(excel.app.books) == 0

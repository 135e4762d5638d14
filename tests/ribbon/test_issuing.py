"""Buttons of the group Giao biểu, on a real spreadsheet program."""

from dataclasses import replace
from pathlib import Path

import pytest

from nq57xl.ribbon.choices import Choices
from tests.ribbon.press import press

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
NAME = "NQ57_kim-thanh_2025-09_VHXH_bieu.xlsx"


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    return Choices(plan="kim-thanh", period="2025-09", results=str(tmp_path))


def test_a_units_workbook_is_made_and_opened(excel, tmp_path: Path, choices: Choices) -> None:
    excel.type("Phòng Văn hóa - Xã hội")
    excel.answer("yes")
    after = press("generate-unit", choices=choices)
    assert [book.name for book in excel.app.books] == [NAME]
    assert (tmp_path / NAME).is_file()
    assert after == replace(choices, unit="VHXH")
    assert excel.asked == [("Đơn vị nào? Ghi mã hoặc tên, ví dụ VHXH hoặc Phòng Văn hóa - Xã hội.", "")]
    assert excel.alerts == ["Tạo sổ tháng 9/2025 cho Phòng Văn hóa - Xã hội (kế hoạch kim-thanh)?\n\nBấm No (Không) để "
                            "chọn kế hoạch, kỳ hoặc đơn vị khác."]


def test_what_was_asked_just_now_is_not_asked_for_again(excel, tmp_path: Path) -> None:
    excel.type("kim-thanh", "2025-09", "VHXH")
    press("generate-unit", choices=Choices(results=str(tmp_path)))
    assert excel.alerts == [] and (tmp_path / NAME).is_file()


def test_what_was_chosen_once_is_not_asked_again(excel, tmp_path: Path, choices: Choices) -> None:
    excel.answer("yes")
    after = press("generate-unit", choices=replace(choices, unit="VHXH"))
    assert (excel.asked, after) == ([], replace(choices, unit="VHXH"))
    assert excel.alerts == ["Tạo sổ tháng 9/2025 cho Phòng Văn hóa - Xã hội (kế hoạch kim-thanh)?\n\nBấm No (Không) để "
                            "chọn kế hoạch, kỳ hoặc đơn vị khác."]
    assert (tmp_path / NAME).is_file()


def test_the_open_workbook_tells_plan_period_and_unit(excel, tmp_path: Path) -> None:
    issued = (WORKBOOKS / "issued/NQ57_hai-phong_2025-09_11542_bieu.xlsx").read_bytes()
    excel.open(issued, tmp_path, "so.xlsx")
    excel.answer("cancel")
    press("generate-unit", "so.xlsx", Choices(results=str(tmp_path)))
    assert excel.asked == [] and [path.name for path in tmp_path.glob("*.xlsx")] == ["so.xlsx"]
    assert excel.alerts[0].startswith("Tạo sổ tháng 9/2025 cho Phường Nam Triệu (kế hoạch hai-phong)?")


def test_a_period_of_last_time_is_never_taken_unseen(excel, tmp_path: Path, choices: Choices) -> None:
    """Only the unit had to be asked for; plan and period are those of last year's round."""
    excel.type("VHXH")
    excel.answer("cancel")
    press("generate-unit", choices=replace(choices, period="2024-01"))
    assert excel.alerts[0].startswith("Tạo sổ tháng 1/2024 cho Phòng Văn hóa - Xã hội (kế hoạch kim-thanh)?")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_folder_that_is_an_address_on_the_web_is_told(excel, choices: Choices) -> None:
    excel.answer("yes")
    excel.lay_ready("https://coquan.sharepoint.com/sites/nq57/giao")
    press("generate-all", choices=choices)
    assert excel.alerts[-1] == (
        "C37 · thư mục đã chọn là một địa chỉ trên web (https://coquan.sharepoint.com/sites/nq57/giao). Cách sửa: chọn thư "
        "mục trên máy; với OneDrive, SharePoint thì chọn thư mục đã đồng bộ về máy.")


def test_who_says_no_chooses_all_anew(excel, choices: Choices) -> None:
    excel.answer("no")
    excel.type("nam-trieu", "2025-10", "VHXH")
    after = press("generate-unit", choices=replace(choices, unit="VHXH"))
    assert [offered for _, offered in excel.asked] == ["kim-thanh", "2025-09", "VHXH"]
    assert (after.plan, after.period, after.unit) == ("nam-trieu", "2025-10", "VHXH")
    assert [book.name for book in excel.app.books] == ["NQ57_nam-trieu_2025-10_VHXH_bieu.xlsx"]


def test_what_is_not_understood_is_asked_again(excel, choices: Choices) -> None:
    excel.type("tháng chín", "2025-09", "VHXH")
    press("generate-unit", choices=replace(choices, period=""))
    assert excel.asked[1] == (
        'Không hiểu "tháng chín". Kỳ báo cáo nào? Viết 2025-09 (tháng), 2025-Q3 (quý), 2025-H2 (6 tháng) hoặc 2025 '
        "(năm).", "tháng chín")


def test_who_cancels_gets_nothing(excel, tmp_path: Path, choices: Choices) -> None:
    press("generate-unit", choices=choices)
    assert list(tmp_path.glob("*.xlsx")) == [] and excel.alerts == []


def test_a_workbook_that_was_filled_is_not_replaced_unasked(excel, tmp_path: Path, choices: Choices) -> None:
    (tmp_path / NAME).write_bytes(b"filled by an officer")
    excel.type("VHXH")
    excel.answer("yes", "no")
    press("generate-unit", choices=choices)
    assert (tmp_path / NAME).read_bytes() == b"filled by an officer"
    assert excel.alerts[1:] == [f"Thư mục {tmp_path} đã có 1 tệp cùng tên, khác nội dung (ví dụ {NAME}), có thể đã nhập số "
                                "liệu. Ghi đè?"]


def test_a_workbook_of_the_same_name_may_be_open_already(excel, tmp_path: Path, choices: Choices) -> None:
    other = tmp_path / "tai-ve"
    other.mkdir()
    excel.open((WORKBOOKS / "issued/NQ57_hai-phong_2025-09_11542_bieu.xlsx").read_bytes(), other, NAME)
    excel.answer("no")
    excel.type("kim-thanh", "2025-09", "VHXH")
    press("generate-unit", NAME, choices)
    assert (tmp_path / NAME).is_file()
    assert excel.alerts[-1] == (f"C34 · Excel đang mở một sổ cùng tên nên chưa mở tệp {tmp_path / NAME}. Cách sửa: đóng sổ "
                                "đang mở rồi mở tệp ấy; tệp đã được ghi xong.")


def test_all_units_get_their_workbooks_in_the_chosen_folder(excel, tmp_path: Path, choices: Choices,
                                                            revealed: list[str]) -> None:
    folder = tmp_path / "giao"
    folder.mkdir()
    excel.answer("yes")
    excel.lay_ready(folder)
    press("generate-all", choices=choices)
    assert len(list(folder.glob("NQ57_kim-thanh_2025-09_*_bieu.xlsx"))) == 5
    assert excel.alerts == ["Tạo sổ tháng 9/2025 cho tất cả 5 đơn vị của kế hoạch kim-thanh?\n\nBấm No (Không) để chọn "
                            "kế hoạch hoặc kỳ khác.", f"Đã tạo 5 sổ của tháng 9/2025 trong thư mục {folder}."]
    assert excel.statuses[-1] is False and revealed == [folder.as_uri()]


def test_what_was_asked_just_now_for_all_is_not_asked_for_again(excel, tmp_path: Path) -> None:
    excel.type("kim-thanh", "2025-09")
    excel.lay_ready(tmp_path)
    press("generate-all", choices=Choices(results=str(tmp_path)))
    assert excel.alerts == [f"Đã tạo 5 sổ của tháng 9/2025 trong thư mục {tmp_path}."]

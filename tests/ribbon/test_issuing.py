"""Buttons of the group Giao biểu, on a real spreadsheet program."""

from dataclasses import replace
from pathlib import Path

import pytest

from nq57xl.ribbon.choices import Choices
from tests.ribbon.press import press
from tests.uno_engine.com import OFFERED

NAME = "NQ57_kim-thanh_2025-09_VHXH_bieu.xlsx"


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    return Choices(plan="kim-thanh", period="2025-09", results=str(tmp_path))


def test_a_units_workbook_is_made_and_opened(excel, tmp_path: Path, choices: Choices) -> None:
    excel.type(OFFERED, "Phòng Văn hóa - Xã hội")
    after = press("generate-unit", choices=choices)
    assert [book.name for book in excel.app.books] == [NAME]
    assert (tmp_path / NAME).is_file()
    assert after == replace(choices, unit="VHXH")
    assert [offered for _, offered in excel.asked] == ["2025-09", ""]


def test_what_is_not_understood_is_asked_again(excel, choices: Choices) -> None:
    excel.type("tháng chín", "2025-09", "VHXH")
    press("generate-unit", choices=choices)
    assert excel.asked[1] == (
        'Không hiểu "tháng chín". Kỳ báo cáo nào? Viết 2025-09 (tháng), 2025-Q3 (quý), 2025-H2 (6 tháng) hoặc 2025 '
        "(năm).", "tháng chín")


def test_who_cancels_gets_nothing(excel, tmp_path: Path, choices: Choices) -> None:
    press("generate-unit", choices=choices)
    assert list(tmp_path.glob("*.xlsx")) == [] and excel.alerts == []


def test_a_workbook_that_was_filled_is_not_replaced_unasked(excel, tmp_path: Path, choices: Choices) -> None:
    (tmp_path / NAME).write_bytes(b"filled by an officer")
    excel.type(OFFERED, "VHXH")
    excel.answer("no")
    press("generate-unit", choices=choices)
    assert (tmp_path / NAME).read_bytes() == b"filled by an officer"
    assert excel.alerts == [f"Thư mục {tmp_path} đã có 1 tệp cùng tên, khác nội dung (ví dụ {NAME}), có thể đã nhập số "
                            "liệu. Ghi đè?"]


def test_all_units_get_their_workbooks_in_the_chosen_folder(excel, tmp_path: Path, choices: Choices) -> None:
    folder = tmp_path / "giao"
    folder.mkdir()
    excel.type(OFFERED)
    excel.lay_ready(folder)
    press("generate-all", choices=choices)
    assert len(list(folder.glob("NQ57_kim-thanh_2025-09_*_bieu.xlsx"))) == 5
    assert excel.alerts == [f"Đã tạo 5 sổ của tháng 9/2025 trong thư mục {folder}."]
    assert excel.statuses[-1] is False

"""The button Dựng lại biểu, on a real spreadsheet program."""

from pathlib import Path

from nq57xl.ribbon.choices import Choices
from nq57xl.validate import validate_file
from tests.ribbon.clean import clean_workbook
from tests.ribbon.press import press

NAME = "NQ57_kim-thanh_2025-09_VHXH_bieu.xlsx"


def values(path: Path) -> set[tuple]:
    return {(fact.sheet_kind, fact.code, fact.field, fact.value) for fact in validate_file(path).facts}


def test_the_open_workbook_is_built_anew_and_opened(excel, tmp_path: Path) -> None:
    excel.open(clean_workbook(), tmp_path, NAME)
    press("rebuild-book", NAME, Choices(results=str(tmp_path)))
    fresh = tmp_path / "NQ57_kim-thanh_2025-09_VHXH_bieu_dung-lai.xlsx"
    assert values(fresh) == values(tmp_path / NAME) and values(fresh)
    assert [sheet.name for sheet in excel.app.books.active.sheets][0] == "Đã chuyển"
    assert excel.alerts[0].startswith("Đã dựng lại biểu: ")
    assert (tmp_path / NAME).read_bytes() == clean_workbook()


def test_a_workbook_of_nobody_is_not_built_anew(excel, tmp_path: Path) -> None:
    excel.app.books.add()
    press("rebuild-book", choices=Choices(results=str(tmp_path)))
    assert excel.alerts[0].startswith("C30 · không làm được: không dựng lại được")

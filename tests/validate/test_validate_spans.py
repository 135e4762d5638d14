"""Figures of two periods in one table: a column is taken only where it is certain to be this period's."""

from dataclasses import replace

import pytest

from nq57xl.sheets.reading.book import Book
from tests.validate.forms import FIELD_ROW, book, changed, codes, edited, facts, moved, only, submit

CT = "Chỉ tiêu"
REMEDY = " Cách sửa: nhập số liệu của kỳ báo cáo vào cột của biểu đã nhận, xóa cột thêm."


def widened(**cells) -> Book:
    """A column inserted to the right of `Kết quả` (I), with figures in it."""
    apart = moved(book(), CT, lambda r, c: (r, c if c < 10 else c + 1))
    return edited(apart, CT, **{"J10": 15.0, "J11": 0.8, **cells})


def lowered(source: Book) -> Book:
    """A row for a second line of headers below the first."""
    return moved(source, CT, lambda r, c: (r if r < 8 else r + 1, c))


def merged(source: Book, *area: int) -> Book:
    return changed(source, CT, lambda sheet: replace(sheet, merged=(area,)))


def nameless(source: Book) -> Book:
    return moved(source, CT, lambda r, c: None if r == FIELD_ROW else (r, c))


def is_taken(source: Book) -> bool:
    return "value" in facts(submit(source), "CT02")


@pytest.mark.parametrize("words", ["Tháng 9", "Lũy kế", "LUỸ KẾ từ đầu năm", "Trong kỳ", "9 tháng", "Kết quả T9"])
def test_an_added_column_of_this_period_beside_the_figures_is_a_question(words: str) -> None:
    returned = submit(widened(J7=words))
    assert not is_taken(widened(J7=words)) and "S79" in codes(returned)


def test_the_question_which_of_two_columns_is_this_periods_says_what_it_saw() -> None:
    assert str(only(submit(widened(J7="Tháng 9")), "S79")) == (
        'S79 · Chỉ tiêu!I7 (Kết quả): cạnh cột Kết quả có cột thêm "Tháng 9" cũng có số liệu; không rõ số liệu của kỳ '
        "báo cáo ở cột nào nên không lấy." + REMEDY)


@pytest.mark.parametrize("words", ["Tháng 8", "So với tháng 9", "Kế hoạch tháng 9", "Người nhập"])
def test_a_column_for_reference_takes_nothing_away(words: str) -> None:
    assert is_taken(widened(J7=words)) and codes(submit(widened(J7=words))) == ["S34"]


def test_an_added_column_without_figures_takes_nothing_away() -> None:
    assert is_taken(widened(J7="Tháng 9", J10="Lan", J11=None))


@pytest.mark.parametrize("with_names", [True, False])
def test_one_header_over_two_columns_is_a_question(with_names: bool) -> None:
    split = merged(lowered(widened()), 7, 9, 7, 10)
    split = split if with_names else nameless(split)
    assert not is_taken(split) and "S79" in codes(submit(split))


@pytest.mark.parametrize("with_names", [True, False])
def test_months_below_a_header_tell_which_column_is_whose(with_names: bool) -> None:
    split = edited(lowered(widened(J11=15.0)), CT, I8="Tháng 8", J8="Tháng 9")
    split = split if with_names else nameless(split)
    assert not is_taken(split)
    assert str(only(submit(split), "S78")) == (
        'S78 · Chỉ tiêu!I7 (Kết quả): tiêu đề cột Kết quả ghi "Tháng 8", là của kỳ khác; không lấy số liệu của cột. '
        "Cách sửa: nhập số liệu của kỳ báo cáo vào đúng cột của biểu và khôi phục tiêu đề.")


@pytest.mark.parametrize("words", ["Kết quả tháng 8/2025", "Kết quả T8", "Quý II/2025", "Tháng 9/2024", "Năm 2024"])
def test_a_column_renamed_to_another_period_is_not_taken(words: str) -> None:
    returned = submit(edited(book(), CT, I7=words))
    assert codes(returned) == ["S78"] and "value" not in facts(returned, "CT02")
    assert facts(returned, "CT02") == {"evidence": "Báo cáo 15/BC-UBND"}


@pytest.mark.parametrize("words", ["Kết quả tháng 9/2025", "Kết quả T9", "Kết quả năm 2025"])
def test_a_column_renamed_to_its_own_period_is_read(words: str) -> None:
    returned = submit(edited(book(), CT, I7=words))
    assert codes(returned) == ["S33"] and facts(returned, "CT02")["value"] == 12.0


def test_parts_of_a_ratio_are_held_against_columns_of_their_own_name() -> None:
    returned = submit(widened(J7="Tử số tháng 9"))
    assert only(returned, "S79").place.field == "Tử số"
    assert "value" not in facts(returned, "CT01") and facts(returned, "CT02")["value"] == 12.0

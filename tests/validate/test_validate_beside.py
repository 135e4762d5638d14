"""Numbers in comments and in locked columns are never taken, and never passed over."""

from dataclasses import replace
from typing import Any

import pytest

from nq57xl.model.record import Submission
from nq57xl.model.target import issued_target, milestone_of, parse_target
from tests.validate.forms import at, book, changed, codes, edited, facts, only, submit

CT = "Chỉ tiêu"


def noted(place: str, note: str, sheet: str = CT, **cells: Any) -> Submission:
    source = edited(book(), sheet, **cells)
    return submit(changed(source, sheet, lambda page: replace(page, notes={at(place): note})))


@pytest.mark.parametrize("note", ["số liệu: 85", "85", "Nguyen Van A:\nđã nhập 85 doanh nghiệp", "80 đến 85"])
def test_a_number_in_the_comment_of_an_empty_cell_is_told_and_not_taken(note: str) -> None:
    returned = noted("I10", note, I10=None)
    shown = " ".join(note.removeprefix("Nguyen Van A:\n").split())
    assert str(only(returned, "V63")) == (
        f'V63 · Chỉ tiêu!I10 (Kết quả): ô trống nhưng ghi chú của ô có số: "{shown}". '
        "Cách sửa: nhập số vào ô; ghi chú không được tính.")
    assert codes(returned) == ["V01", "V63"] and "value" not in facts(returned, "CT02")


@pytest.mark.parametrize("note", ["chưa có", "theo 15/BC-UBND ngày 5/9/2025", "xem CT-01", "", "Phong:\n"])
def test_a_comment_without_a_number_of_its_own_is_silent(note: str) -> None:
    assert codes(noted("I10", note, I10=None)) == ["V01"]


def test_another_number_in_the_comment_of_a_filled_cell_is_told() -> None:
    returned = noted("I10", "số đúng là 15")
    assert str(only(returned, "V64")) == (
        'V64 · Chỉ tiêu!I10 (Kết quả): ghi chú của ô có số khác với ô (12): "số đúng là 15". '
        "Cách sửa: kiểm tra số nào đúng; sửa ô hoặc xóa ghi chú.")
    assert facts(returned, "CT02")["value"] == 12.0 and only(returned, "V64").severity == "warning"


@pytest.mark.parametrize("note", ["12", "12 doanh nghiệp", "12,0", "tháng trước 10, nay 12", "Số kỳ trước: 10",
                                  "Mục tiêu 15", "ngày 5/9/2025"])
def test_the_same_number_or_a_story_is_silent(note: str) -> None:
    assert codes(noted("I10", note)) == []


def test_a_ratio_that_follows_from_its_parts_is_not_empty() -> None:
    assert codes(noted("I9", "80%", I9=None)) == []
    assert codes(noted("I9", "90%", I9=None)) == ["V64"]
    assert codes(noted("G9", "8 thôn")) == []
    assert codes(noted("H9", "12 thôn")) == ["V64"]


def test_progress_has_comments_too() -> None:
    returned = noted("I9", "60%", "Nhiệm vụ", I9=None)
    assert only(returned, "V63").place.cell == "I9"
    assert "progress" not in facts(returned, "NV1")


def test_comments_on_texts_are_the_officers_own() -> None:
    assert codes(noted("M10", "85")) == codes(noted("C10", "85")) == codes(noted("I13", "85")) == []


# Locked columns

def locked(**cells: Any) -> Submission:
    """Row CT01 (issued with ≥60% and %) without figures, some locked cells changed."""
    return submit(edited(book("code | data_status | explanation\nCT01 | Chưa có số liệu | Chưa thống kê xong"), CT,
                         **cells))


@pytest.mark.parametrize(("place", "typed", "found", "header"), [
    ("E9", 85.0, "85", "Mục tiêu"), ("E9", "≥60% (đạt 85%)", "≥60% (đạt 85%)", "Mục tiêu"),
    ("D9", "85 %", "85 %", "Đơn vị"), ("F9", "85 %", "85 %", "Kỳ trước")])
def test_a_figure_typed_into_a_locked_column_is_told(place: str, typed: Any, found: str, header: str) -> None:
    returned = locked(**{place: typed})
    finding = only(returned, "V65")
    assert (finding.code, finding.message) == ("V65", f'cột này bị sửa thành "{found}" trong khi dòng chưa có số liệu.')
    assert finding.place.cell == place and finding.place.field.startswith(header) and finding.severity == "warning"
    assert "value" not in facts(returned, "CT01")


@pytest.mark.parametrize("cells", [{}, {"E9": "≥60%"}, {"E9": "≥ 60%"}, {"E9": None}, {"F9": 40.0},
                                   {"D9": "phần trăm"}])
def test_what_was_issued_is_silent(cells: dict[str, Any]) -> None:
    assert "V65" not in codes(locked(**cells))


def test_beside_a_figure_nobody_looks_for_another() -> None:
    assert codes(submit(edited(book(), CT, E9=85.0))) == ["S81"]


def test_the_issued_text_of_a_target_names_a_later_year() -> None:
    targets = {2025: parse_target("-"), 2030: parse_target(">=60")}
    assert issued_target(targets, 2025, (2025, 2030), True) == "≥60% (năm 2030)"
    assert issued_target(targets, 2028, (2025, 2030)) == "≥60"
    assert (milestone_of((2025, 2030), 2026), milestone_of((2025, 2030), 2031)) == (2030, 2031)

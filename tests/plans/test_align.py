"""A commune's plan beside the city's: same, lower, higher, missing, extra, and assignments without owner or date."""

from pathlib import Path

import pytest

from nq57xl.model.target import parse_target
from nq57xl.plans.align import align, compare
from nq57xl.plans.align_sheets import write_alignment
from nq57xl.plans.files import load_plan
from nq57xl.sheets.reading.read import read_book


@pytest.mark.parametrize(("own", "city", "direction", "verdict"), [
    (">=60", ">=60", "up", "Bằng"), ("85", ">=85", "up", "Bằng"), (">=20", ">=30", "up", "Thấp hơn"),
    (">=65", ">=60", "up", "Cao hơn"), (">3", "3", "up", "Cao hơn"), ("top 50", "top 30", "down", "Thấp hơn"),
    ("<=60", "<=70", "down", "Cao hơn"), ("-", ">=60", "up", "Đơn vị chưa giao"), ("", ">=60", "up", "Đơn vị chưa giao"),
    ("10", "-", "up", "Thành phố không giao"), ("Đạt chỉ tiêu thành phố giao", ">=0.77", "up", "Khác cách ghi"),
    ("Theo kế hoạch", "theo kế hoạch", "up", "Bằng")])
def test_a_target_is_held_against_the_citys(own: str, city: str, direction: str, verdict: str) -> None:
    assert compare(parse_target(own), parse_target(city), direction) == verdict


def test_nam_trieu_beside_hai_phong() -> None:
    """By hand from the two documents: Nam Triệu's row 18 asks for 20 projects a year, the city's row 32 for 30 to 160."""
    alignment = align(load_plan("nam-trieu"), load_plan("hai-phong"))
    row = next(row for row in alignment.indicators if row.own and row.own.code == "NT-CT18")
    assert row.city.code == "HP-CT32"
    assert row.verdicts == dict.fromkeys((2025, 2030, 2035, 2040, 2045), "Thấp hơn")
    assert [row.city.code for row in alignment.indicators if row.city and row.city.stt == "2" and not row.own] == [
        "HP-CT02"]
    assert len(alignment.gaps) == 42
    assert sum(alignment.counts().values()) == len(alignment.indicators)


def test_the_comparison_is_written_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "so-sanh.xlsx"
    write_alignment(align(load_plan("nam-trieu"), load_plan("hai-phong")), path)
    book = read_book(path.read_bytes(), path.name)
    assert [sheet.name for sheet in book.sheets] == ["Tổng hợp", "Chỉ tiêu", "Nhiệm vụ"]
    texts = {cell.value for cell in book.sheet("Chỉ tiêu").cells.values()}
    assert {"HP-CT32", "NT-CT18", "Thấp hơn", "Thiếu chỉ tiêu", "Chỉ tiêu riêng"} <= texts

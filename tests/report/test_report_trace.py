"""From a figure of the report back to the cells it was made from."""

import pytest

from nq57xl.report.trace import NotTraceable, Origin, Trace, trace
from nq57xl.sheets.reading.book import VISIBLE, Book, Sheet
from nq57xl.sheets.reading.read import read_book
from tests.report.builder import book_bytes, sample


@pytest.fixture(scope="module")
def report() -> Book:
    return read_book(book_bytes(sample(previous={"A": 65.0})), "bao-cao.xlsx")


def values(found: Trace) -> list[tuple]:
    return [(origin.unit, origin.field, origin.value, origin.file) for origin in found.origins]


def test_a_ratio_comes_from_the_numerators_and_denominators_of_the_units(report: Book) -> None:
    found = trace(report, "Chỉ tiêu", 9, 9)
    assert (found.subject, found.value) == ("A. Tỷ lệ hồ sơ số: Kết quả toàn thành phố", 70.0)
    assert values(found) == [("Xã Một", "Tử số", 30.0, "11.xlsx"), ("Xã Một", "Mẫu số", 50.0, "11.xlsx"),
                             ("Xã Hai", "Tử số", 40.0, "12.xlsx"), ("Xã Hai", "Mẫu số", 50.0, "12.xlsx")]


def test_a_numerator_comes_from_numerators_alone(report: Book) -> None:
    assert [value for _, _, value, _ in values(trace(report, "Chỉ tiêu", 9, 7))] == [30.0, 40.0]


def test_a_sum_comes_from_the_results(report: Book) -> None:
    assert values(trace(report, "Chỉ tiêu", 10, 9)) == [("Xã Một", "Kết quả", 40.0, "11.xlsx"),
                                                        ("Xã Hai", "Kết quả", 70.0, "12.xlsx")]


def test_an_origin_names_file_hash_sheet_and_cell(report: Book) -> None:
    fact = next(row.fact for row in sample().rows if row.fact.code == "B" and row.fact.unit == "12"
                and row.fact.field == "value")
    assert trace(report, "Ma trận", 10, 5).origins == (
        Origin("Xã Hai", "B", "Kết quả", 70.0, "12.xlsx", "sha of 12.xlsx", fact.sheet, fact.cell),)


def test_the_city_row_of_the_matrix_is_followed_to_all_units(report: Book) -> None:
    assert values(trace(report, "Ma trận", 12, 5)) == [("Xã Một", "Kết quả", 40.0, "11.xlsx"),
                                                       ("Xã Hai", "Kết quả", 70.0, "12.xlsx")]


def test_a_unit_without_a_figure_is_told(report: Book) -> None:
    found = trace(report, "Ma trận", 11, 5)
    assert (found.subject, found.origins, found.note) == (
        "Xã Ba, chỉ tiêu B", (), "Đơn vị chưa có số liệu của chỉ tiêu này.")


def test_last_periods_figure_is_not_of_this_periods_files(report: Book) -> None:
    found = trace(report, "Chỉ tiêu", 9, 10)
    assert found.note == "Số của kỳ trước lấy từ tệp số liệu đưa vào khi tổng hợp (--previous)."


def test_an_assignment_is_followed_to_the_cells_of_its_unit(report: Book) -> None:
    sheet = report.sheet("Nhiệm vụ")
    row = max(row for (row, column), cell in sheet.cells.items() if column == 2 and cell.value == "N1")
    assert values(trace(report, "Nhiệm vụ", row, 7)) == [("Sở A", "Trạng thái", "Đang thực hiện", "SA.xlsx")]
    assert values(trace(report, "Nhiệm vụ", row, 3)) == [("Sở A", "Trạng thái", "Đang thực hiện", "SA.xlsx"),
                                                         ("Sở A", "Tiến độ (%)", 50.0, "SA.xlsx")]


def test_a_units_row_is_followed_to_its_file(report: Book) -> None:
    assert trace(report, "Tình hình nộp", 9, 3).origins == (
        Origin("Xã Một", "", "", None, "11.xlsx", "sha of 11.xlsx", "", ""),)


def test_a_row_of_the_facts_is_one_cell(report: Book) -> None:
    found = trace(report, "Số liệu", 9, 9)
    assert (found.subject, values(found)) == ("A, Tử số", [("Xã Một", "Tử số", 30.0, "11.xlsx")])


@pytest.mark.parametrize(("sheet", "row", "words"), (
    ("Biểu khác", 1, "báo cáo không có trang Biểu khác"),
    ("Chỉ tiêu", 3, "ô này không nằm trong bảng số liệu của trang")))
def test_what_cannot_be_traced_is_told_in_a_line(report: Book, sheet: str, row: int, words: str) -> None:
    with pytest.raises(NotTraceable, match=words):
        trace(report, sheet, row, 1)


def test_a_workbook_that_is_no_report_is_told() -> None:
    issued = Book("xlsx", (Sheet("Chỉ tiêu", VISIBLE, {}),))
    with pytest.raises(NotTraceable, match="đây không phải báo cáo của nq57xl"):
        trace(issued, "Chỉ tiêu", 9, 9)

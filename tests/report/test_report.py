"""The report as sheets: what stands where, in which words, with which figures."""

import json
from dataclasses import replace

import pytest

from nq57xl.model.dataset import MISSING, ON_TIME, UNDATED
from nq57xl.report.methods import scoring_methods
from nq57xl.sheets.writing.describe import Link, Styled
from tests.report.builder import block, column, formula, sample, sheets, shown

WHOLE = sheets(sample(previous={"A": 65.0, "E": 8.0}))


def test_the_sheets_stand_in_their_order() -> None:
    assert list(WHOLE) == ["Tổng quan", "Chỉ tiêu", "Ma trận", "Nhiệm vụ", "Khó khăn - Kiến nghị", "Xếp hạng",
                           "Tình hình nộp", "Phát hiện", "Số liệu", "Nguồn"]


@pytest.mark.parametrize("name", WHOLE)
def test_each_sheet_says_who_issued_it_what_period_and_how_much_is_covered(name: str) -> None:
    sheet = WHOLE[name]
    assert sheet.issuer == ("BAN THƯỜNG VỤ THÀNH ỦY THỬ", "Kế hoạch số 12-KH/TU ngày 26/8/2025")
    assert sheet.notes[:2] == ("Kỳ báo cáo: tháng 9/2025 (số liệu từ ngày 15/8/2025 đến ngày 14/9/2025)",
                               "Tổng hợp 3/5 đơn vị")
    assert sheet.title == sheet.title.upper() or name == "Tổng quan"


def test_city_figures_by_each_way_of_consolidation() -> None:
    sheet = WHOLE["Chỉ tiêu"]
    assert column(sheet, "Mã") == list("ABCDEFGH")
    assert column(sheet, "Kết quả toàn thành phố") == [70.0, 110.0, 5.5, 4.25, 7.5, 50.0, 12.0, None]
    assert column(sheet, "Tử số") == [70.0, None, None, None, None, 1.0, None, None]
    assert column(sheet, "Mẫu số") == [100.0, None, None, None, None, 2.0, None, None]
    assert column(sheet, "Độ phủ") == ["2/3", "2/3", "2/3", "2/3", "1/2", "2/3", "1/1", "0/1"]
    assert column(sheet, "Số ước") == [None, 1, None, None, None, None, None, None]


def test_city_figures_are_formulas_over_the_facts() -> None:
    sheet = WHOLE["Chỉ tiêu"]
    assert formula(sheet, "Tử số", 0) == 'SUMIFS(SL_So,SL_MaTH,$B9,SL_Truong,"Tử số",SL_Tinh,1)'
    assert formula(sheet, "Kết quả toàn thành phố", 0) == 'IF(N($H9)=0,"",100*$G9/$H9)'
    assert formula(sheet, "Kết quả toàn thành phố", 1) == 'SUMIFS(SL_So,SL_MaTH,$B10,SL_Truong,"Kết quả",SL_Tinh,1)'
    assert formula(sheet, "% mục tiêu", 0) == "100*$I9/60"
    assert formula(sheet, "% mục tiêu", 4) == "100*9/$I13"


def test_judgement_target_and_change_are_those_of_the_indicator() -> None:
    sheet = WHOLE["Chỉ tiêu"]
    assert column(sheet, "Mục tiêu năm")[:4] == ["≥60%", "100", "5", "5"]
    assert column(sheet, "Đánh giá") == ["Đạt", "Đạt", "Đạt", "Chậm", "Đạt", "Đạt", "Chậm", "Chưa có số liệu"]
    assert column(sheet, "Kỳ trước")[:2] == [65.0, None]
    changes = [row[10] for row in sheet.rows]
    assert (shown(changes[0]), changes[0].style) == (5.0, "change_good")
    assert (shown(changes[4]), changes[4].style) == (-0.5, "change_good")


def test_overview_counts_what_the_other_sheets_say() -> None:
    sheet = WHOLE["Tổng quan"]
    cards = [shown(cell) for cell in sheet.blocks[0].rows[0]]
    assert cards == ["3/5", 3, "5/8", "0/2", 1, 0]
    assert block(sheet, "I. ") == [
        ["Nhóm chỉ tiêu", "Đạt", "Nguy cơ", "Chậm", "Chưa có số liệu", "Không có mục tiêu", "Tổng số"],
        ["Chính quyền", 2, 0, 1, 1, 0, 4], ["Hạ tầng", 3, 0, 1, 0, 0, 4], ["Tổng số", 5, 0, 2, 1, 0, 8]]
    assert block(sheet, "II. ")[1:] == [["Đúng hạn", 3], ["Nộp muộn", 0], ["Không rõ ngày nộp", 0], ["Bị từ chối", 0],
                                        ["Chưa nộp", 2], ["Tổng số", 5]]
    assert len(sheet.charts) == 3 and not sheet.pictures


def test_what_needs_attention_has_a_link_to_its_place() -> None:
    rows = block(WHOLE["Tổng quan"], "V. ")[1:]
    assert [row[0] for row in rows] == ["Chưa nộp", "Chỉ tiêu chậm", "Chỉ tiêu chậm", "Nhiệm vụ quá hạn"]
    assert rows[0][1] == "2 đơn vị: Xã Ba, Sở B"
    assert rows[1][1] == "7. Xếp hạng chỉ số: 12, mục tiêu Top 10"
    assert rows[3][1] == "N1. Lập kế hoạch (hạn 31/8/2025, Sở A)"
    links = [row[2].value for row in WHOLE["Tổng quan"].blocks[-1].rows[2:]]
    assert [link.target for link in links] == [
        "'Tình hình nộp'!E11", "'Chỉ tiêu'!C15", "'Chỉ tiêu'!C12", "'Nhiệm vụ'!C22"]
    assert all(isinstance(link, Link) for link in links)


def test_the_matrix_marks_what_is_missing_estimated_or_not_applicable() -> None:
    sheet = WHOLE["Ma trận"]
    assert [c.header for c in sheet.columns][3:9] == [
        "1. Tỷ lệ hồ sơ số", "2. Số điểm wifi", "3. Điểm trung bình", "4. Điểm thấp nhất", "5. Điểm cao nhất",
        "6. Xã đạt mức cơ bản"]
    assert [[shown(v) for v in row[2:]] for row in sheet.rows] == [
        ["Xã Một", 60.0, 40.0, 4.0, 6.0, 7.5, 40.0, 3, 6, 0.5],
        ["Xã Hai", 80.0, 70.0, 7.0, 4.25, "KAD", 90.0, 3, 5, 0.6],
        ["Xã Ba", "–", "–", "–", "–", "–", "–", 0, 0, ""]]
    assert sheet.rows[0][4] == Styled(40.0, "estimate")
    assert [shown(v) for v in sheet.footer[0][3:9]] == [70.0, 110.0, 5.5, 4.25, 7.5, 50.0]


def test_assignments_are_counted_by_group_and_by_lead_and_overdue_ones_listed() -> None:
    sheet = WHOLE["Nhiệm vụ"]
    states = ["Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện trong hạn", "Sắp đến hạn", "Quá hạn",
              "Tạm dừng", "Không thuộc trách nhiệm", "Chưa báo cáo", "Tổng số"]
    assert block(sheet, "I. ") == [["Nhóm", *states], ["Thể chế", 0, 0, 0, 0, 1, 0, 0, 0, 1],
                                   ["Hạ tầng", 0, 0, 0, 0, 0, 0, 0, 1, 1], ["Tổng số", 0, 0, 0, 0, 1, 0, 0, 1, 2]]
    assert [row[0] for row in block(sheet, "II. ")] == ["Cơ quan chủ trì", "Sở A", "Sở B", "Tổng số"]
    overdue = block(sheet, "III. NHIỆM VỤ QUÁ HẠN TÍNH ĐẾN NGÀY 14/9/2025: 1")
    assert overdue[0][8] == "Số ngày quá hạn"
    assert (overdue[1][1], overdue[1][8], overdue[1][9]) == ("N1", 14, "Quá hạn")
    assert list(zip(column(sheet, "Mã"), column(sheet, "Vai trò"))) == [
        ("N1", "Chủ trì"), ("N2", "Phối hợp"), ("N2", "Chủ trì")]


def test_facts_carry_their_place_and_their_part_in_the_figures() -> None:
    sheet = WHOLE["Số liệu"]
    row = [shown(v) for v in sheet.rows[0]]
    assert row == ["2025-09", "thu", "11", "Xã Một", "Chỉ tiêu", "A", "A", "Tử số", 30.0, None, 1, 1, "11.xlsx",
                   "indicator", "G8", None]
    told = [[shown(v) for v in row] for row in sheet.rows if shown(row[7]) == "Giải trình"]
    assert told[0][9:12] == ["=1+1", 0, None]


def test_findings_stand_errors_first_then_by_file() -> None:
    severities = column(WHOLE["Phát hiện"], "Mức độ")
    order = ["Lỗi", "Cảnh báo", "Thông tin"]
    assert severities == sorted(severities, key=order.index) and severities
    assert all(text[0].isupper() for text in column(WHOLE["Phát hiện"], "Nội dung"))


def test_returns_and_files_are_told() -> None:
    assert column(WHOLE["Tình hình nộp"], "Trạng thái") == ["Đúng hạn", "Đúng hạn", "Chưa nộp", "Đúng hạn", "Chưa nộp"]
    assert column(WHOLE["Nguồn"], "Tệp") == ["11.xlsx", "12.xlsx", "SA.xlsx"]
    assert column(WHOLE["Nguồn"], "Căn cứ ngày nộp") == ["sổ tiếp nhận"] * 3
    assert column(WHOLE["Xếp hạng"], "Loại")[0] == "Xã, phường, đặc khu"


def test_units_are_drawn_on_a_map_where_there_is_one() -> None:
    shapes = [{"type": "Feature", "properties": {"code": code, "name": code}, "geometry": {
        "type": "Polygon", "coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]]}}
        for x, code in enumerate(("11", "12", "13"))]
    drawing = json.dumps({"type": "FeatureCollection", "features": shapes}).encode()
    found = sheets(sample(), drawing)["Tổng quan"]
    assert len(found.pictures) == 1
    assert [shown(row[1]) for row in found.blocks[-2].rows] == [
        "Từ 50% đến dưới 80%: 2 đơn vị", "Chưa có số liệu: 1 đơn vị"]
    states = dict(zip(("11", "12", "13"), (ON_TIME, UNDATED, MISSING), strict=True))
    data = sample()
    data = replace(data, ranking=(), returns=tuple(replace(entry, state=states.get(entry.unit.code, MISSING))
                                                   for entry in data.returns))
    assert [shown(row[1]) for row in sheets(data, drawing)["Tổng quan"].blocks[-2].rows] == [
        "Nộp đúng hạn: 1 đơn vị", "Không rõ ngày nộp: 1 đơn vị", "Chưa nộp: 1 đơn vị"]


def test_the_scoring_is_told_in_words() -> None:
    told = dict(scoring_methods("""
        [judgement]
        margin = 0.1
        due_soon_days = 15
        [weights]
        completeness = 30
        targets_met = 70
        [errors]
        points_each = 0.5
        points_most = 10
        """))
    assert told["Điểm xếp hạng"].endswith("Trọng số: tỷ lệ dòng đã báo cáo 30, chỉ tiêu đạt 70. Mỗi lỗi còn lại trừ "
                                          "0,5 điểm, trừ nhiều nhất 10 điểm.")

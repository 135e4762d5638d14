"""The form at work: LibreOffice calculates it blank, well filled and badly filled."""

from datetime import date

import pytest

from nq57xl.generate import workbook_bytes
from nq57xl.plans.files import load_plan
from tests.generate.issued import ISSUED, PERIOD, RATIO, cell, filled_in, opened, plan_in, saved

RATIOS = tuple(RATIO | {"code": f"R-{n:02d}"} for n in range(1, 14))
COUNTS = tuple({"code": f"C-{n:02d}", "name": "Số tổ", "unit_of_measure": "tổ", "kind": "count", "direction": "up",
                "consolidation": "sum", "cumulative": "1", "t2025": "10", "collected_from": "agency",
                "lead": "Phòng Kinh tế"} for n in range(1, 5))
DOWN = ({"code": "D-01", "name": "Thời gian xử lý", "unit_of_measure": "ngày", "kind": "index", "direction": "down",
         "consolidation": "mean", "t2025": "80..90", "collected_from": "agency", "lead": "Phòng Kinh tế"},
        {"code": "D-02", "name": "Thứ hạng", "unit_of_measure": "Thứ bậc", "kind": "rank", "direction": "down",
         "consolidation": "last", "t2025": "top 50", "collected_from": "agency", "lead": "Phòng Kinh tế"},
        {"code": "D-03", "name": "Tỷ lệ vượt", "unit_of_measure": "%", "kind": "percent", "direction": "up",
         "consolidation": "last", "t2025": ">3", "collected_from": "agency", "lead": "Phòng Kinh tế"})
WORKS = tuple({"code": f"N-{n:02d}", "name": "Ban hành kế hoạch", "lead": "Phòng Kinh tế",
               "deadline_text": "Trong tháng 8/2025", "deadline_kind": "month", "deadline": "2025-08"}
              for n in range(1, 10))
PROOF = {"evidence": "Báo cáo 12/BC-UBND"}
DONE = {"status": "Hoàn thành", "progress": 100, "completed_on": date(2025, 8, 29), "document": "12/KH-UBND",
        "person": "Nguyễn Văn A"}
INDICATORS = {
    "R-01": {"numerator": 9, "denominator": 12} | PROOF,
    "R-02": {"value": "85,5 phần trăm"},
    "R-03": {"numerator": 13, "denominator": 12} | PROOF,
    "R-04": {"numerator": 9} | PROOF,
    "R-05": {"numerator": 9, "denominator": 12, "value": 70} | PROOF,
    "R-06": {"value": 0.85} | PROOF,
    "R-07": {"value": 85} | PROOF,
    "R-08": {"data_status": "Không áp dụng"},
    "R-09": {"data_status": "Không áp dụng", "explanation": "Không có thôn"},
    "R-10": {"numerator": 6, "denominator": 12} | PROOF,
    "R-11": {"numerator": "chín", "denominator": 12},
    "R-12": {"explanation": "Đang chờ số liệu"},
    "C-01": {"value": 12} | PROOF,
    "C-02": {"value": 2.5} | PROOF,
    "C-03": {"value": 11} | PROOF,
    "C-04": {"value": "=1/0"},
    "D-01": {"value": 88} | PROOF,
    "D-02": {"value": 60, "explanation": "Đang khắc phục"} | PROOF,
    "D-03": {"value": 3, "explanation": "Đang khắc phục"} | PROOF}
ASSIGNMENTS = {
    "N-01": DONE, "N-02": DONE | {"progress": 80}, "N-03": DONE | {"completed_on": date(2025, 10, 1)},
    "N-04": {"status": "Đang thực hiện", "progress": 50, "person": "Trần Thị B"}, "N-05": {"status": "xong rồi"},
    "N-06": {"status": "Đang thực hiện", "progress": 50, "difficulty": "Thiếu kinh phí"},
    "N-07": {"status": "Đang thực hiện", "progress": 0.5, "person": "Trần Thị B",
             "difficulty": "Thiếu kinh phí"},
    "N-09": {"person": "Trần Thị B"},
    "extra-1": {"name": "Tổ chức hội thi"}, "extra-2": DONE | {"name": "Mở lớp tập huấn", "lead": "Đoàn Thanh niên",
                                                          "product": "Lớp học", "deadline": "Quý IV/2025"},
    "extra-3": DONE,
    "extra-5": {"coordinating": "=1/0"}, "extra-6": {"name": "=1/0"}, "extra-7": {"name": " ", "lead": "\u00a0"},
    "extra-8": {"lead": "=C5"}}
DIFFICULTIES = {
    "1": {"content": "Thiếu máy quét", "proposal": "Cấp máy quét", "addressee": "UBND thành phố", "related": "r-01"},
    "2": {"proposal": "Cấp máy quét"}, "3": {"content": "Thiếu vốn", "proposal": "Bố trí vốn"},
    "4": {"content": "Thiếu vốn", "proposal": "Bố trí vốn", "addressee": "UBND thành phố", "related": "R-*"},
    "5": {"content": "=1/0"}, "6": {"content": " "}}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    plan = plan_in(tmp_path_factory.mktemp("plan"), (*RATIOS, *COUNTS, *DOWN), WORKS)
    return workbook_bytes(plan, PERIOD, "KT", "both", ISSUED, {("KT", "C-03"): 15})


@pytest.fixture(scope="module")
def worked(form: bytes, soffice):
    filled = filled_in(form, {"Chỉ tiêu": INDICATORS, "Nhiệm vụ": ASSIGNMENTS,
                             "Khó khăn - Kiến nghị": DIFFICULTIES})
    return opened(soffice(filled, "xlsx", "xlsx"), values=True)


@pytest.mark.parametrize(("key", "expected"), [
    ("R-01", "✔"),
    ("R-02", "✘ V02 · Kết quả: chỉ nhập số, ví dụ 85,5; đơn vị tính đã có ở cột bên trái"),
    ("R-03", "✘ V08 · Tử số: kiểm tra lại Tử số và Mẫu số, có thể đã nhập ngược"),
    ("R-04", "✘ V05 · Tử số: nhập cả Tử số và Mẫu số"),
    ("R-05", "✘ V14 · Kết quả: để Kết quả tự tính (xóa số đã gõ đè) hoặc sửa Tử số, Mẫu số"),
    ("R-06", "✘ V15"), ("R-07", "⚠ V19"), ("R-08", "⚠ V18 · Giải trình: ghi lý do ở cột Giải trình"), ("R-09", "✔"),
    ("R-10", "⚠ V21"), ("R-11", "✘ V03"),
    ("R-12", "✘ V01 · Kết quả: nhập Kết quả hoặc chọn Tình trạng số liệu và ghi lý do ở Giải trình"),
    ("R-13", "○ chưa nhập"), ("C-01", "✔"), ("C-02", "✘ V12"), ("C-03", "⚠ V20"),
    ("C-04", "✘ V09 · xóa công thức trong ô, nhập lại"), ("D-01", "✔"), ("D-02", "✔"), ("D-03", "✔")])
def test_the_check_of_an_indicator_says_what_is_wrong(worked, key: str, expected: str) -> None:
    assert cell(worked, "Chỉ tiêu", key, "check").value.startswith(expected)


@pytest.mark.parametrize(("key", "expected"), [
    ("N-01", "✔"), ("N-02", "✘ A04 · Tiến độ (%): nhập tiến độ 100 hoặc chọn lại trạng thái"), ("N-03", "✘ A07"),
    ("N-04", "⚠ A13"), ("N-05", "✘ A02"), ("N-06", "⚠ A15"), ("N-07", "✘ V43 · Tiến độ (%): nhập 85 cho 85%"),
    ("N-08", "○ chưa nhập"), ("N-09", "✘ A01 · Trạng thái: chọn một trong các mục của danh sách thả xuống"),
    ("extra-1", "✘ A01 · Trạng thái"), ("extra-2", "✔"), ("extra-5", "✘ S49"), ("extra-6", "✘ A09"), ("extra-7", None),
    ("extra-8", "✘ S49"),
    ("extra-3", "✘ S49 · Nhiệm vụ: ghi tên nhiệm vụ"), ("extra-4", None)])
def test_the_check_of_an_assignment_says_what_is_wrong(worked, key: str, expected: str | None) -> None:
    found = cell(worked, "Nhiệm vụ", key, "check").value or None
    assert found == expected or found.startswith(expected)


@pytest.mark.parametrize(("key", "expected"), [
    ("1", "✔"), ("2", "⚠ D01 · Khó khăn, vướng mắc: ghi nội dung khó khăn, vướng mắc"),
    ("3", "⚠ D03 · Kiến nghị gửi: ghi cơ quan có thẩm quyền giải quyết"),
    ("4", "⚠ D04 · Mã chỉ tiêu, nhiệm vụ liên quan: chọn mã trong danh sách, hoặc để trống"),
    ("5", "✘ V39 · nhập lại ô này"), ("6", None), ("7", None)])
def test_the_check_of_a_difficulty_says_what_is_wrong(worked, key: str, expected: str | None) -> None:
    assert (cell(worked, "Khó khăn - Kiến nghị", key, "check").value or None) == expected


@pytest.mark.parametrize(("key", "value", "share", "judgement"), [
    ("R-01", 75, 125, "Đạt"), ("R-10", 50, 83.333333, "Chưa đạt"), ("C-01", 12, 120, "Đạt"),
    ("D-01", 88, 102.272727, "Đạt"), ("D-02", 60, 83.333333, "Chưa đạt"), ("D-03", 3, 100, "Chưa đạt")])
def test_share_and_judgement_hold_the_figure_against_the_target(worked, key: str, value: float, share: float,
                                                                judgement: str) -> None:
    assert cell(worked, "Chỉ tiêu", key, "value").value == value
    assert cell(worked, "Chỉ tiêu", key, "achievement").value == pytest.approx(share, abs=1e-6)
    assert cell(worked, "Chỉ tiêu", key, "judgement").value == judgement


def test_the_panel_counts_and_links(worked) -> None:
    rows = {row[0]: row for row in worked["Hướng dẫn"].iter_rows(values_only=True)}
    assert [rows["Chỉ tiêu"][n] for n in (2, 3, 4, 5, 6, 7)] == [20, 10, 1, 9, 4, "→ Chỉ tiêu, ô I7"]
    assert [rows["Nhiệm vụ"][n] for n in (2, 3, 4, 5, 6, 7)] == [15, 4, 1, 10, 2, "→ Nhiệm vụ, ô H6"]
    assert [rows["Khó khăn - Kiến nghị"][n] for n in (2, 3, 4, 5, 6, 7)] == [
        5, 4, 0, 1, 3, "→ Khó khăn - Kiến nghị, ô B9"]
    assert "CHƯA NỘP ĐƯỢC: còn 2 dòng chưa nhập, 20 dòng lỗi" in rows


def test_a_finished_form_is_ready(tmp_path, soffice) -> None:
    data = workbook_bytes(plan_in(tmp_path, RATIOS[:1], WORKS[:1]), PERIOD, "KT", "both", ISSUED)
    filled = filled_in(data, {"Chỉ tiêu": {"R-01": INDICATORS["R-01"]}, "Nhiệm vụ": {"N-01": DONE}})
    rows = {row[0]: row for row in opened(soffice(filled, "xlsx", "xlsx"), values=True)["Hướng dẫn"].iter_rows(
        values_only=True)}
    assert "SẴN SÀNG NỘP" in rows
    assert not any(rows[title][7] for title in ("Chỉ tiêu", "Nhiệm vụ", "Khó khăn - Kiến nghị"))
    assert [rows["Khó khăn - Kiến nghị"][n] for n in (2, 3, 4, 5, 6)] == [0] * 5


@pytest.mark.parametrize(("entries", "code"), [
    ({"value": 1e307}, "V32"), ({"value": -1e308, "numerator": 9, "denominator": 12}, "V32"),
    ({"numerator": 1e307, "denominator": 1e308}, "V32"), ({"numerator": 9, "denominator": 1e-307}, "V06"),
    ({"value": 75, "numerator": 9, "denominator": 1e-307}, "V06"), ({"numerator": 1, "denominator": 1e15}, "V32")])
def test_no_number_is_so_large_that_the_check_itself_fails(form: bytes, soffice, entries: dict, code: str) -> None:
    filled = filled_in(form, {"Chỉ tiêu": {"R-01": entries | PROOF}})
    found = opened(soffice(filled, "xlsx", "xlsx"), values=True)
    assert cell(found, "Chỉ tiêu", "R-01", "check").value.startswith(f"✘ {code}")
    assert not str(cell(found, "Chỉ tiêu", "R-01", "achievement").value or "").startswith("#")


def test_a_check_that_is_itself_an_error_is_counted_as_one(tmp_path, soffice) -> None:
    data = workbook_bytes(plan_in(tmp_path, RATIOS[:3], WORKS[:1]), PERIOD, "KT", "both", ISSUED)
    broken = {"R-01": INDICATORS["R-01"], "R-02": INDICATORS["R-01"] | {"check": "=1/0"},
              "R-03": INDICATORS["R-01"] | {"check": "=NA()"}}
    filled = filled_in(data, {"Chỉ tiêu": broken, "Nhiệm vụ": {"N-01": DONE}})
    rows = {row[0]: row for row in opened(soffice(filled, "xlsx", "xlsx"), values=True)["Hướng dẫn"].iter_rows(
        values_only=True)}
    assert [rows["Chỉ tiêu"][n] for n in (2, 3, 4, 5, 6, 7)] == [3, 1, 0, 2, 0, "→ Chỉ tiêu, ô I7"]
    assert "CHƯA NỘP ĐƯỢC: 2 dòng lỗi" in rows


@pytest.mark.parametrize(("plan_id", "unit"), [
    ("hai-phong", "11542"), ("hai-phong", "SKHCN"), ("kim-thanh", "VHXH"), ("truong-giang", "21196"),
    ("nam-trieu", "11542"), ("nghi-duong", "VHXH")])
def test_a_fresh_form_of_a_real_plan_stores_what_libreoffice_calculates(soffice, plan_id: str, unit: str) -> None:
    data = workbook_bytes(load_plan(plan_id), PERIOD, unit, "both", ISSUED)
    formulas, stored = opened(data), opened(data, values=True)
    calculated = opened(soffice(saved(formulas), "xlsx", "xlsx"), values=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for c in row:
                if c.data_type == "f":
                    place = sheet.title, c.coordinate
                    found = calculated[sheet.title][c.coordinate].value
                    assert (place, found or "") == (place, stored[sheet.title][c.coordinate].value or "")

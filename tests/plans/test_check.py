"""`plan check` finds mistakes in plan data, each in its own words, and passes over accepted oddities."""

from pathlib import Path

import pytest

from nq57xl.plans.check import check_plan
from nq57xl.plans.files import load_plan, plan_ids, read_plan
from tests.plans.tiny import ASSIGNMENTS, INDICATORS, TOML, write_plan

CITY = TOML.replace('city_plan = ""', 'city_plan = "hai-phong"')
MISTAKES = {
    "P02": ({"indicators": INDICATORS.replace("T-2 ", "T-1 ")},
            "P02 · indicators.csv!T-1 (code): mã T-1 dùng cho nhiều dòng. Cách sửa: đặt cho mỗi dòng một mã riêng."),
    "P03": ({"indicators": INDICATORS.replace(">=60", "≥60%")},
            'P03 · indicators.csv!T-1 (t2025): mục tiêu 2025 "≥60%" không phải là số. '
            "Cách sửa: viết theo dạng >=60, >0.7, <=70, 100, 80..90, top 50, - hoặc để trống."),
    "P04": ({"indicators": INDICATORS.replace(">=7 ", "4 ")},
            "P04 · indicators.csv!T-2 (t2030): mục tiêu 2030 (4) thấp hơn mục tiêu 2025 (5). Cách sửa: kiểm tra lại hai "
            "mục tiêu với văn bản; nếu văn bản in như vậy thì ghi vào mục [accepted] của plan.toml."),
    "P05": ({"indicators": INDICATORS.replace("Số lượng sáng kiến", "TỶ LỆ PHỦ SÓNG  5G")},
            "P05 · indicators.csv!T-2 (name): trùng tên với dòng T-1. Cách sửa: kiểm tra lại với văn bản; "
            "nếu văn bản in như vậy thì ghi vào mục [accepted] của plan.toml."),
    "P06": ({"indicators": INDICATORS.replace("| 2   |", "| 4   |")},
            "P06 · indicators.csv!T-2 (stt): số thứ tự 4 không liền sau 1. Cách sửa: kiểm tra xem có thiếu dòng; "
            "nếu văn bản in như vậy thì ghi vào mục [accepted] của plan.toml."),
    "P08": ({"indicators": INDICATORS.replace("| Sáng kiến ", "| Sáng kién ")},
            'P08 · indicators.csv!T-2 (unit_of_measure): đơn vị tính "Sáng kién" không có trong danh mục. '
            "Cách sửa: sửa đơn vị tính hoặc thêm vào templates/texts/units_of_measure.csv."),
    "P09": ({"assignments": ASSIGNMENTS.replace("Phòng Kinh tế", "Phòng Kinh té")},
            'P09 · assignments.csv!T-N1 (lead): không nhận ra đơn vị nào trong "Phòng Kinh té". '
            "Cách sửa: thêm đơn vị hoặc cách gọi khác (aliases) vào units.csv."),
    "P10": ({"indicators": INDICATORS.replace("| sum ", "| add ")},
            'P10 · indicators.csv!T-2 (consolidation): cột consolidation: "add" không hợp lệ. '
            "Cách sửa: dùng một trong các từ: ratio, sum, mean, min, max, last, share-met, none."),
    "P11": ({"indicators": INDICATORS.replace("| Tổng số khu", "|")},
            "P11 · indicators.csv!T-1 (numerator): chỉ tiêu tổng hợp theo tử số, mẫu số nhưng chưa nói tử số hoặc mẫu số "
            "đếm gì. Cách sửa: điền cột numerator và denominator, hoặc đổi consolidation."),
    "P13": ({"assignments": ASSIGNMENTS.replace("2025-08", "8/2025")},
            'P13 · assignments.csv!T-N1 (deadline): thời hạn "8/2025" không khớp với deadline_kind month. '
            "Cách sửa: date: 2025-07-30; month: 2025-08; year: 2027; yearly-month: 01; các loại khác để trống."),
    "P14": ({"toml": TOML.replace("[accepted]", '[accepted]\n"P06:T-2" = "như bản in"')},
            "P14 · plan.toml: mục [accepted] ghi P06:T-2 nhưng không còn điều gì phải bỏ qua. Cách sửa: xóa dòng này."),
}


def test_a_sound_plan_has_no_finding(tmp_path: Path) -> None:
    assert check_plan(read_plan(write_plan(tmp_path))) == []


@pytest.mark.parametrize("code", MISTAKES)
def test_each_mistake_is_found_and_named(tmp_path: Path, code: str) -> None:
    change, expected = MISTAKES[code]
    found = [str(finding) for finding in check_plan(read_plan(write_plan(tmp_path, **change))) if finding.code == code]
    assert expected in found


@pytest.mark.parametrize(("link", "expected"), [
    ("", "P07 · indicators.csv!T-1 (city_code): chưa nói đây là chỉ tiêu nào của thành phố. Cách sửa: điền city_code và "
         "lineage; chỉ tiêu riêng của đơn vị thì ghi lineage là extra."),
    ("HP-CT99", "P12 · indicators.csv!T-1 (city_code): city_code HP-CT99 không có trong kế hoạch thành phố. "
                "Cách sửa: sửa lại city_code.")])
def test_a_commune_row_must_say_which_city_indicator_it_is(tmp_path: Path, link: str, expected: str) -> None:
    header, first, second = INDICATORS.strip().split("\n")
    table = "\n".join((header + "| city_code | lineage", first + f"| {link} | same", second + "| | extra"))
    found = [str(finding) for finding in check_plan(read_plan(write_plan(tmp_path, toml=CITY, indicators=table)))]
    assert found == [expected]


def test_an_accepted_oddity_is_passed_over(tmp_path: Path) -> None:
    toml = TOML.replace("[accepted]", '[accepted]\n"P06:T-2" = "Văn bản in 1 rồi đến 4."')
    folder = write_plan(tmp_path, toml=toml, indicators=INDICATORS.replace("| 2   |", "| 4   |"))
    assert check_plan(read_plan(folder)) == []


def test_a_number_may_start_again_in_a_new_group_and_skip_a_heading_row(tmp_path: Path) -> None:
    table = """
code | annex | stt | group | name | unit_of_measure | kind  | direction | consolidation | collected_from
A    | 1     | 6   | I     | a    | Điểm            | index | up        | last          | none
B    | 1     | 7.1 | I     | b    | Điểm            | index | up        | last          | none
C    | 1     | 7.2 | I     | c    | Điểm            | index | up        | last          | none
D    | 1     | 8   | I     | d    | Điểm            | index | up        | last          | none
E    | 1     | 1   | II    | e    | Điểm            | index | up        | last          | none
"""
    assert check_plan(read_plan(write_plan(tmp_path, indicators=table))) == []


def test_the_five_plans_have_no_open_finding() -> None:
    assert [str(finding) for plan_id in plan_ids() for finding in check_plan(load_plan(plan_id))] == []

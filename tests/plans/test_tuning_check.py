"""`plan check` says when a tuning cannot be read, contradicts something, or changes nothing."""

from pathlib import Path

import pytest

from nq57xl.plans.check import check_plan
from nq57xl.plans.files import read_plan
from nq57xl.plans.tuning_check import TRAIT_WORDS
from nq57xl.rules.catalogue import INDICATOR_RULES
from tests.plans.test_tuning import tuned
from tests.plans.tiny import TOML, write_plan

PERCENT: tuple[tuple[str, str], ...] = ()
PLAIN = (("| ratio  ", "| sum  "), ("| Số khu    | Tổng số khu", "|  |"))
COUNT = (("| percent |", "| count |"), *PLAIN)
RANK = (("| percent |", "| rank |"), (">=60 ", "top 50"), ("| 100  ", "| top 50"), *PLAIN)
TEXT = (("| percent |", "| text |"), (">=60", ""), ("| 100   |", "|       |"), *PLAIN)
NOT_ENTERED = (("| agency ", "| none "),)


def told(folder: Path, row: str, changes: tuple[tuple[str, str], ...] = PERCENT) -> list[str]:
    """What `plan check` says of the tiny plan with the first indicator tuned and changed."""
    table = tuned(row)
    for before, after in changes:
        assert before in table
        table = table.replace(before, after, 1)
    return [str(finding) for finding in check_plan(read_plan(write_plan(folder, indicators=table)))]


@pytest.mark.parametrize(("row", "changes", "expected"), [
    ("từ 0 | | | | |", PERCENT, 'P15 · indicators.csv!T-1 (lower): cột lower: "từ 0" không đọc được. Cách sửa: lower, '
     "upper, jump_tolerance: số, thập phân sau dấu chấm; decimals: 0 đến 6; required: 0 hoặc 1; severities: "
     "V22=info;V21=error; không đặt riêng thì để trống."),
    ("| | | -5 | |", PERCENT, 'P15 · indicators.csv!T-1 (jump_tolerance): cột jump_tolerance: "-5" không đọc được. '
     "Cách sửa: lower, upper, jump_tolerance: số, thập phân sau dấu chấm; decimals: 0 đến 6; required: 0 hoặc 1; "
     "severities: V22=info;V21=error; không đặt riêng thì để trống."),
    ("100 | 0 | | | |", PERCENT, "P16 · indicators.csv!T-1 (lower): mức thấp nhất 100 lớn hơn mức cao nhất 0. "
     "Cách sửa: đổi lại cột lower và upper."),
    ("0 | 80 | | | |", PERCENT, "P17 · indicators.csv!T-1 (upper): mục tiêu 2030 (100) nằm ngoài khoảng cho phép "
     "(từ 0 đến 80). Cách sửa: nới cột lower, upper hoặc kiểm tra lại mục tiêu."),
    ("| 1 | | | |", PERCENT, "P17 · indicators.csv!T-1 (upper): mục tiêu 2025 (>=60), 2030 (100) nằm ngoài khoảng cho "
     "phép (không quá 1). Cách sửa: nới cột lower, upper hoặc kiểm tra lại mục tiêu."),
    ("| | | | | V02=info", PERCENT, "P18 · indicators.csv!T-1 (severities): mức V02=info không đặt được. Cách sửa: "
     "viết dạng V22=info;V21=error, mức là error, warning hoặc info; chỉ đổi được mức của cảnh báo ở trang Chỉ tiêu."),
    ("| 100 | | | |", TEXT, "P19 · indicators.csv!T-1 (upper): cột upper (100) không có tác dụng: không quy tắc nào "
     "của chỉ tiêu này dùng đến. Cách sửa: để trống cột này."),
    ("| | | 5 | |", RANK, "P19 · indicators.csv!T-1 (jump_tolerance): cột jump_tolerance (5) không có tác dụng: không "
     "quy tắc nào của chỉ tiêu này dùng đến. Cách sửa: để trống cột này."),
    ("| | | | 0 |", NOT_ENTERED, "P20 · indicators.csv!T-1 (required): cột required không có tác dụng: không đơn vị "
     "nào nhập chỉ tiêu này. Cách sửa: để trống cột này, hoặc đổi cột collected_from."),
    ("0 | | | | |", PERCENT, "P21 · indicators.csv!T-1 (lower): cột lower (0) không thay đổi gì: quy tắc sẵn có đã "
     "như vậy hoặc chặt hơn. Cách sửa: để trống cột này, hoặc đặt mức khác."),
    ("| | | 30 | |", PERCENT, "P21 · indicators.csv!T-1 (jump_tolerance): cột jump_tolerance (30) không thay đổi gì: "
     "quy tắc sẵn có đã như vậy hoặc chặt hơn. Cách sửa: để trống cột này, hoặc đặt mức khác."),
    ("| | 0 | | |", COUNT, "P21 · indicators.csv!T-1 (decimals): cột decimals (0) không thay đổi gì: quy tắc sẵn có "
     "đã như vậy hoặc chặt hơn. Cách sửa: để trống cột này, hoặc đặt mức khác."),
    ("| | 2 | | |", RANK, "P21 · indicators.csv!T-1 (decimals): cột decimals (2) không thay đổi gì: quy tắc sẵn có đã "
     "như vậy hoặc chặt hơn. Cách sửa: để trống cột này, hoặc đặt mức khác."),
    ("-3 | 63 | | | |", RANK, "P21 · indicators.csv!T-1 (lower): cột lower (-3) không thay đổi gì: quy tắc sẵn có đã "
     "như vậy hoặc chặt hơn. Cách sửa: để trống cột này, hoặc đặt mức khác."),
    ("| | | 0 | |", COUNT, "P22 · indicators.csv!T-1 (jump_tolerance): jump_tolerance là 0: hầu như mọi thay đổi "
     "so với kỳ trước đều bị hỏi. Cách sửa: đặt mức thay đổi bình thường của một kỳ, hoặc để trống."),
    ("| | | 0.000001 | |", PERCENT, "P22 · indicators.csv!T-1 (jump_tolerance): jump_tolerance là 0,000001: hầu như "
     "mọi thay đổi so với kỳ trước đều bị hỏi. Cách sửa: đặt mức thay đổi bình thường của một kỳ, hoặc để trống."),
    ("| | | 100 | |", PERCENT, "P23 · indicators.csv!T-1 (jump_tolerance): cột jump_tolerance (100) làm quy tắc không "
     "bao giờ báo. Cách sửa: đặt mức nhỏ hơn; muốn bỏ cảnh báo thì ghi ở cột severities, ví dụ V25=info."),
    ("| | 2 | | |", COUNT, "P24 · indicators.csv!T-1 (decimals): cột decimals (2) cho phép số lẻ ở chỉ tiêu đếm, quy "
     "tắc V12 không còn dùng. Cách sửa: để trống cột này; nếu đúng là số bình quân thì ghi vào mục [accepted] của "
     "plan.toml."),
    ("| | | | | V20=error", PERCENT, "P25 · indicators.csv!T-1 (severities): quy tắc V20 không dùng cho chỉ tiêu này: "
     "chỉ dùng khi cột cumulative là 1. Cách sửa: bỏ mã này khỏi cột severities."),
    ("| | | | | V26=info", PERCENT, "P25 · indicators.csv!T-1 (severities): quy tắc V26 không dùng cho chỉ tiêu này: "
     "chỉ dùng khi cột kind là count, index hoặc money. Cách sửa: bỏ mã này khỏi cột severities."),
    ("| | | | | V22=warning", PERCENT, "P26 · indicators.csv!T-1 (severities): mức V22=warning là mức sẵn có của quy "
     "tắc. Cách sửa: bỏ mã này khỏi cột severities, hoặc đặt mức khác."),
    ("| | | | | V22=info;V22=error", PERCENT, "P27 · indicators.csv!T-1 (severities): cột severities ghi mã V22 nhiều "
     "lần. Cách sửa: giữ một mức cho mỗi mã."),
    ("0 | 1000000 | | | |", PERCENT, "P28 · indicators.csv!T-1 (upper): cột upper (1000000) rộng hơn khoảng sẵn có "
     "(từ 0 đến 100), quy tắc V10 không còn dùng. Cách sửa: để trống cột này; nếu số liệu đúng là có thể ra ngoài "
     "khoảng đó thì ghi vào mục [accepted] của plan.toml."),
    ("-5 | | | | |", COUNT, "P28 · indicators.csv!T-1 (lower): cột lower (-5) rộng hơn khoảng sẵn có (từ 0 trở lên), "
     "quy tắc V11 không còn dùng. Cách sửa: để trống cột này; nếu số liệu đúng là có thể ra ngoài khoảng đó thì ghi "
     "vào mục [accepted] của plan.toml."),
    ("| 1000000000000000000 | | | |", COUNT, "P29 · indicators.csv!T-1 (upper): cột upper (1000000000000000000) quá "
     "lớn: không số liệu nào được nhận đến mức đó. Cách sửa: để trống cột này, hoặc đặt mức thật sự có thể có.")])
def test_a_tuning_that_makes_no_sense_is_told_once(tmp_path: Path, row: str, changes: tuple, expected: str) -> None:
    assert told(tmp_path, row, changes) == [expected]


@pytest.mark.parametrize(("row", "changes"), [
    ("10 | | | | |", PERCENT), ("| | 2 | | |", PERCENT), ("| | | 99 | |", PERCENT),
    ("| | | | 0 | V25=info;V21=error", PERCENT), ("0 | 500 | | | |", COUNT),
    ("| | | 1000 | | V26=error", COUNT), ("1 | 63 | | | |", RANK),
    ("| | | | 0 | V57=info", TEXT)])
def test_a_tuning_that_changes_something_is_not_told(tmp_path: Path, row: str, changes: tuple) -> None:
    assert told(tmp_path, row, changes) == []


def test_both_bounds_as_they_are_anyway_are_told_both(tmp_path: Path) -> None:
    assert [line.split(":")[0] for line in told(tmp_path, "0 | 100 | | | |")] == [
        "P21 · indicators.csv!T-1 (lower)", "P21 · indicators.csv!T-1 (upper)"]


def test_both_bounds_wider_than_usual_are_told_both(tmp_path: Path) -> None:
    assert [line.split(":")[0] for line in told(tmp_path, "-1000000 | 1000000 | | 150 | |")] == [
        "P28 · indicators.csv!T-1 (lower)", "P28 · indicators.csv!T-1 (upper)"]


def test_a_bound_wider_than_usual_can_be_accepted(tmp_path: Path) -> None:
    toml = TOML.replace("[accepted]", '[accepted]\n"P28:T-1" = "Có thể vượt kế hoạch."')
    assert check_plan(read_plan(write_plan(tmp_path, toml=toml, indicators=tuned("0 | 120 | | | |")))) == []


def test_decimals_at_a_count_can_be_accepted(tmp_path: Path) -> None:
    table = tuned("| | 2 | | |")
    for before, after in COUNT:
        table = table.replace(before, after, 1)
    toml = TOML.replace("[accepted]", '[accepted]\n"P24:T-1" = "Số bình quân."')
    assert check_plan(read_plan(write_plan(tmp_path, toml=toml, indicators=table))) == []


def test_every_trait_that_a_rule_asks_for_has_words() -> None:
    asked = {trait for rule in INDICATOR_RULES for trait in (*rule.requires, *rule.excludes)}
    assert asked <= TRAIT_WORDS.keys()

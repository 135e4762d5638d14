"""Each rule of the catalogue raised once, with the words an officer reads."""

from datetime import date
from typing import Any

import pytest

from nq57xl.model.finding import Place, raise_finding
from nq57xl.rules.catalogue import (
    DIFFICULTY_RULES,
    RULES,
    assignment_constants,
    assignment_rules,
    bounds_text,
    difficulty_constants,
    indicator_constants,
    indicator_rules,
)
from nq57xl.rules.check import ErrorValue, failures
from nq57xl.rules.rule import Rule
from nq57xl.validate.shown import shown
from tests.rules.workbench import KINDS, WORKS

PROOF = {"evidence": "Báo cáo 12/BC-UBND"}
PARTS = {"numerator": 85.0, "denominator": 100.0, "value": 85.0} | PROOF
DONE = {"status": "Hoàn thành", "progress": 100.0, "completed_on": date(2025, 8, 20), "document": "12/KH-UBND",
        "person": "Nguyễn Văn A"}
RUNNING = {"status": "Đang thực hiện", "progress": 50.0, "person": "Trần Thị B"}
OWN = DONE | {"name": "Tổ chức hội thi", "lead": "Đoàn Thanh niên", "product": "Hội thi", "deadline": "Quý IV/2025"}
DIFFICULTY = {"content": "Thiếu máy quét", "proposal": "Cấp máy quét", "addressee": "UBND thành phố", "related": "CT01"}
LONG = "a" * 2001
CASES: dict[str, tuple[str, dict[str, Any], str]] = {
    "V01": ("RA", {},
            "V01 · chưa nhập số liệu. Cách sửa: nhập Kết quả hoặc chọn Tình trạng số liệu và ghi lý do ở Giải trình."),
    "V02": ("PE", {"value": "85,5 phần trăm"},
            'V02 · "85,5 phần trăm" không phải là số. Cách sửa: chỉ nhập số, ví dụ 85,5; đơn vị tính đã có ở cột bên '
            "trái."),
    "V03": ("RA", PARTS | {"numerator": "tám mươi"},
            'V03 · "tám mươi" không phải là số. Cách sửa: chỉ nhập số, ví dụ 1200.'),
    "V04": ("RA", PARTS | {"denominator": "một trăm"},
            'V04 · "một trăm" không phải là số. Cách sửa: chỉ nhập số, ví dụ 1500.'),
    "V05": ("RA", {"numerator": 85.0} | PROOF,
            "V05 · mới nhập một trong hai ô Tử số, Mẫu số. Cách sửa: nhập cả Tử số và Mẫu số."),
    "V06": ("RA", PARTS | {"numerator": 0.0, "denominator": 0.0},
            "V06 · mẫu số phải lớn hơn 0. Cách sửa: kiểm tra lại Mẫu số; không có đối tượng thì chọn Không áp dụng."),
    "V07": ("RA", PARTS | {"numerator": -5.0},
            "V07 · tử số không được âm. Cách sửa: kiểm tra lại Tử số."),
    "V08": ("RA", PARTS | {"numerator": 120.0},
            "V08 · tử số lớn hơn mẫu số. Cách sửa: kiểm tra lại Tử số và Mẫu số, có thể đã nhập ngược."),
    "V09": ("RA", PARTS | {"evidence": ErrorValue("#DIV/0!")},
            "V09 · ô chứa giá trị lỗi #DIV/0!. Cách sửa: xóa công thức trong ô, nhập lại."),
    "V10": ("PE", {"value": 850.0} | PROOF,
            "V10 · kết quả 850 ngoài khoảng cho phép (0 đến 100). Cách sửa: nhập tỷ lệ phần trăm từ 0 đến 100."),
    "V11": ("CO", {"value": -3.0} | PROOF,
            "V11 · kết quả -3 là số âm. Cách sửa: kiểm tra lại số đã nhập."),
    "V12": ("CO", {"value": 2.5} | PROOF,
            "V12 · kết quả 2,5 không phải là số nguyên. Cách sửa: nhập số nguyên."),
    "V13": ("RK", {"value": 0.0} | PROOF,
            "V13 · thứ hạng 0 không hợp lệ. Cách sửa: nhập số nguyên từ 1 trở lên."),
    "V14": ("RA", PARTS | {"value": 90.0},
            "V14 · kết quả 90 khác với Tử số / Mẫu số. Cách sửa: để Kết quả tự tính (xóa số đã gõ đè) hoặc sửa Tử số, "
            "Mẫu số."),
    "V15": ("PE", {"value": 0.85} | PROOF,
            "V15 · kết quả 0,85 không quá 1: là 0,85% hay đã nhập theo thang 0 đến 1? Cách sửa: nhập 85 cho 85%; nếu "
            "đúng là không quá 1% thì nhập Tử số và Mẫu số."),
    "V16": ("PE", {"value": 70.0, "data_status": "có rồi"} | PROOF,
            'V16 · "có rồi" không có trong danh sách. Cách sửa: chọn một trong các mục của danh sách thả xuống.'),
    "V17": ("PE", {"value": 70.0, "data_status": "Không áp dụng"},
            "V17 · đã chọn Không áp dụng nhưng vẫn có số liệu. Cách sửa: xóa số liệu hoặc chọn lại Tình trạng số liệu."),
    "V18": ("PE", {"data_status": "Chưa có số liệu"},
            "V18 · chưa có lý do. Cách sửa: ghi lý do ở cột Giải trình."),
    "V19": ("RA", {"value": 85.0} | PROOF,
            "V19 · chỉ có tỷ lệ, không có Tử số và Mẫu số nên không cộng được vào số toàn thành phố. Cách sửa: nhập Tử"
            " số và Mẫu số."),
    "V20": ("CO", {"value": 61.0, "previous": 80.0} | PROOF,
            "V20 · kết quả 61 nhỏ hơn kỳ trước dù là số lũy kế. Cách sửa: kiểm tra lại hoặc ghi lý do ở Giải trình."),
    "V21": ("PE", {"value": 50.0} | PROOF,
            "V21 · kết quả chưa đạt mục tiêu năm nhưng chưa có giải trình. Cách sửa: ghi nguyên nhân, hướng khắc phục "
            "ở Giải trình."),
    "V22": ("PE", {"value": 70.0},
            "V22 · chưa có minh chứng. Cách sửa: ghi số văn bản, báo cáo hoặc đường dẫn."),
    "V23": ("CT", {"value": 150.0} | PROOF,
            "V23 · kết quả 150 ngoài khoảng cho phép của chỉ tiêu này (từ -5 đến 100). Cách sửa: kiểm tra lại số và "
            "đơn vị tính; khoảng cho phép ghi ở dữ liệu kế hoạch."),
    "V24": ("CT", {"value": 7.25} | PROOF,
            "V24 · kết quả 7,25 có quá nhiều chữ số thập phân. Cách sửa: làm tròn theo số chữ số thập phân quy định "
            "của chỉ tiêu."),
    "V25": ("PE", {"value": 95.0, "previous": 60.0} | PROOF,
            "V25 · kết quả 95 lệch quá nhiều so với kỳ trước. Cách sửa: kiểm tra lại hoặc ghi lý do ở Giải trình."),
    "V26": ("CO", {"value": 1000.0, "previous": 100.0} | PROOF,
            "V26 · kết quả 1000 tăng, giảm quá mạnh so với kỳ trước. Cách sửa: kiểm tra lại hoặc ghi lý do ở Giải "
            "trình."),
    "V27": ("PE", {"value": 70.0, "explanation": "không có"} | PROOF,
            'V27 · giải trình "không có" quá ngắn. Cách sửa: nêu rõ nguyên nhân và hướng khắc phục.'),
    "V28": ("PE", {"value": 70.0, "data_status": "Số ước"} | PROOF,
            "V28 · chọn Số ước nhưng chưa nói ước tính như thế nào. Cách sửa: ghi cách ước tính ở Giải trình."),
    "V29": ("PE", {"value": 70.0, "evidence": "có"},
            'V29 · minh chứng "có" quá ngắn. Cách sửa: ghi số, ký hiệu văn bản, báo cáo hoặc đường dẫn.'),
    "V37": ("PE", {"value": 70.0, "explanation": LONG} | PROOF,
            f"V37 · nội dung dài {LONG[:79]}… ký tự; chỉ giữ 2000 ký tự đầu. Cách sửa: viết gọn lại."),
    "V38": ("PE", {"value": 70.0, "numerator": 5.0} | PROOF,
            'V38 · "5" không được dùng: chỉ tiêu này không tính từ Tử số, Mẫu số. Cách sửa: nhập số liệu vào cột Kết '
            "quả."),
    "V39": ("D", DIFFICULTY | {"content": ErrorValue("#REF!")},
            "V39 · không đọc được nội dung ô (#REF!). Cách sửa: nhập lại ô này."),
    "V50": ("RA", PARTS | {"numerator": 12.5},
            "V50 · tử số 12,5 không phải là số nguyên. Cách sửa: nhập số nguyên, hoặc ghi lý do ở Giải trình."),
    "V51": ("RA", PARTS | {"denominator": 99.9},
            "V51 · mẫu số 99,9 không phải là số nguyên. Cách sửa: nhập số nguyên, hoặc ghi lý do ở Giải trình."),
    "V52": ("RM", PARTS,
            "V52 · kết quả 85 cao hơn ba lần mục tiêu. Cách sửa: kiểm tra lại số; nếu đúng thì ghi lý do ở Giải trình."),
    "V53": ("IN", {"value": -0.72} | PROOF,
            "V53 · chỉ số -0,72 là số âm. Cách sửa: kiểm tra lại dấu; nếu đúng thì ghi lý do ở Giải trình."),
    "V54": ("MO", {"value": 3500000000.0} | PROOF,
            "V54 · số tiền 3500000000 quá lớn so với đơn vị tính. Cách sửa: đổi về đơn vị tính đã ghi; nếu đúng thì "
            "ghi lý do ở Giải trình."),
    "V55": ("PE", {"value": 0.0, "previous": 12.0} | PROOF,
            "V55 · kết quả là 0 trong khi kỳ trước có số liệu. Cách sửa: nhập 0 chỉ khi đúng là không có, và ghi lý do"
            " ở Giải trình; chưa có số liệu thì để trống."),
    "V56": ("PE", {"value": 20.0, "explanation": "Thiếu trạm phát"} | PROOF,
            "V56 · kết quả chưa được một nửa mục tiêu năm nhưng giải trình quá ngắn. Cách sửa: nêu nguyên nhân, hướng "
            "khắc phục, thời gian đạt (từ 25 ký tự)."),
    "V57": ("TE", {"value": "x"} | PROOF,
            'V57 · nội dung kết quả "x" quá ngắn. Cách sửa: ghi ngắn gọn kết quả đã đạt được.'),
    "V58": ("PE", {"data_status": "Không áp dụng", "explanation": "Không có đối tượng", "previous": 12.0},
            "V58 · kỳ trước có số liệu, kỳ này chọn Không áp dụng. Cách sửa: kiểm tra lại; nếu đúng thì giải trình đầy "
            "đủ (từ 25 ký tự)."),
    "A01": ("NH", {},
            "A01 · chưa chọn trạng thái. Cách sửa: chọn một trong các mục của danh sách thả xuống."),
    "A02": ("NH", {"status": "xong rồi"},
            'A02 · "xong rồi" không có trong danh sách. Cách sửa: chọn một trong các mục của danh sách thả xuống.'),
    "V43": ("NH", RUNNING | {"progress": 0.5},
            "V43 · tiến độ 0,5: là 0,5% hay đã nhập theo thang 0 đến 1? Cách sửa: nhập 85 cho 85%."),
    "A03": ("NH", RUNNING | {"progress": 120.0},
            'A03 · tiến độ "120" không hợp lệ. Cách sửa: nhập số từ 0 đến 100.'),
    "A04": ("NH", DONE | {"progress": 90.0},
            "A04 · trạng thái Hoàn thành nhưng tiến độ là 90. Cách sửa: nhập tiến độ 100 hoặc chọn lại trạng thái."),
    "A05": ("NH", {"status": "Hoàn thành"},
            "A05 · đã hoàn thành nhưng chưa có ngày hoàn thành. Cách sửa: nhập ngày theo dạng ngày/tháng/năm."),
    "A06": ("NH", DONE | {"completed_on": "hôm qua"},
            'A06 · "hôm qua" không phải là ngày. Cách sửa: nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/9/2025.'),
    "V32": ("MO", {"value": -1e15} | PROOF,
            'V32 · "-1000000000000000" không phải là một con số chắc chắn. Cách sửa: nhập một con số theo đúng đơn vị '
            "tính; ước tính thì chọn Số ước; tỷ lệ thì nhập Tử số và Mẫu số."),
    "V36": ("NH", DONE | {"completed_on": date(1925, 9, 5)},
            'V36 · "05/09/1925" không phải là một ngày đủ ngày, tháng, năm (2000 đến 2100). Cách sửa: nhập đủ '
            "ngày/tháng/năm, ví dụ 05/9/2025."),
    "A07": ("NH", DONE | {"completed_on": date(2025, 12, 30)},
            "A07 · ngày hoàn thành 30/12/2025 ở sau hạn nộp báo cáo. Cách sửa: kiểm tra lại ngày, tháng, năm."),
    "A08": ("NH", RUNNING | {"completed_on": date(2025, 9, 5)},
            "A08 · có ngày hoàn thành nhưng trạng thái không phải Hoàn thành. Cách sửa: chọn Hoàn thành hoặc xóa ngày "
            "hoàn thành."),
    "A09": ("NH", {"status": ErrorValue("#REF!")},
            "A09 · ô chứa giá trị lỗi #REF!. Cách sửa: xóa công thức trong ô, nhập lại."),
    "A10": ("NH", {"status": "Chưa thực hiện", "progress": 10.0},
            "A10 · chưa thực hiện nhưng tiến độ là 10. Cách sửa: chọn Đang thực hiện hoặc để tiến độ 0."),
    "A11": ("NH", RUNNING | {"progress": 100.0},
            "A11 · tiến độ 100 nhưng trạng thái không phải Hoàn thành. Cách sửa: chọn Hoàn thành hoặc sửa tiến độ."),
    "A12": ("NH", DONE | {"document": None},
            "A12 · đã hoàn thành nhưng chưa ghi số, ký hiệu văn bản. Cách sửa: ghi số, ký hiệu văn bản của sản phẩm."),
    "A13": ("NQ", RUNNING,
            "A13 · đã quá thời hạn nhưng chưa ghi nguyên nhân. Cách sửa: ghi nguyên nhân ở Khó khăn, vướng mắc."),
    "A14": ("NH", {"status": "Tạm dừng"},
            "A14 · chưa ghi lý do tạm dừng. Cách sửa: ghi lý do ở Khó khăn, vướng mắc."),
    "A15": ("NH", RUNNING | {"person": None},
            "A15 · chưa ghi người thực hiện. Cách sửa: ghi họ tên, chức vụ người chịu trách nhiệm (rõ người)."),
    "A16": ("NH", DONE | {"completed_on": date(2015, 9, 5)},
            "A16 · ngày hoàn thành 05/09/2015 ở trước ngày ban hành kế hoạch. Cách sửa: kiểm tra lại ngày, tháng, năm;"
            " nếu đúng thì ghi rõ ở Khó khăn, vướng mắc."),
    "A17": ("NH", DONE | {"document": "Kế hoạch của xã"},
            'A17 · văn bản "Kế hoạch của xã" thiếu số hoặc ký hiệu. Cách sửa: ghi đủ số và ký hiệu, ví dụ 12/KH-UBND.'),
    "A18": ("NH", {"status": "Không thuộc trách nhiệm"},
            "A18 · chưa nói vì sao không thuộc trách nhiệm. Cách sửa: ghi cơ quan chịu trách nhiệm ở Khó khăn, vướng "
            "mắc."),
    "A19": ("NH", {"status": "Không thuộc trách nhiệm", "progress": 40.0},
            "A19 · không thuộc trách nhiệm nhưng vẫn có tiến độ 40. Cách sửa: xóa tiến độ hoặc chọn lại trạng thái."),
    "A20": ("NH", RUNNING | {"progress": None},
            "A20 · đang thực hiện nhưng chưa ghi tiến độ. Cách sửa: nhập tiến độ từ 0 đến 100 (rõ tiến độ)."),
    "A21": ("NH", RUNNING | {"progress": 0.0},
            "A21 · đang thực hiện nhưng tiến độ là 0. Cách sửa: nhập tiến độ đã đạt hoặc chọn Chưa thực hiện."),
    "A23": ("NH", {"status": "Tạm dừng", "difficulty": "Vướng"},
            'A23 · khó khăn, vướng mắc "Vướng" quá ngắn. Cách sửa: nêu rõ nguyên nhân và đề xuất.'),
    "A24": ("NH", RUNNING | {"person": "Lan"},
            'A24 · người thực hiện "Lan" chưa đủ họ tên. Cách sửa: ghi đủ họ tên, chức vụ (rõ người).'),
    "A25": ("NQ", DONE | {"completed_on": date(2025, 9, 12)},
            "A25 · hoàn thành sau thời hạn nhưng chưa ghi nguyên nhân. Cách sửa: ghi nguyên nhân ở Khó khăn, vướng "
            "mắc."),
    "A26": ("NH", {"status": "Chưa thực hiện", "document": "12/KH-UBND", "person": "Trần Thị B"},
            "A26 · đã có văn bản 12/KH-UBND nhưng trạng thái là Chưa thực hiện. Cách sửa: chọn lại trạng thái hoặc xóa"
            " số, ký hiệu văn bản."),
    "A27": ("extra", OWN | {"lead": None},
            "A27 · nhiệm vụ bổ sung chưa ghi cơ quan chủ trì. Cách sửa: ghi cơ quan, bộ phận chủ trì (rõ trách nhiệm)."),
    "A28": ("extra", OWN | {"deadline": None},
            "A28 · nhiệm vụ bổ sung chưa ghi thời hạn. Cách sửa: ghi thời hạn hoàn thành (rõ tiến độ)."),
    "A29": ("extra", OWN | {"product": None},
            "A29 · nhiệm vụ bổ sung chưa ghi sản phẩm. Cách sửa: ghi sản phẩm đầu ra (rõ kết quả)."),
    "A30": ("NY", DONE | {"completed_on": date(2024, 12, 20), "difficulty": None},
            "A30 · nhiệm vụ hằng năm nhưng ngày hoàn thành 20/12/2024 không thuộc năm của kỳ báo cáo. Cách sửa: kiểm "
            "tra lại năm; nếu đúng thì ghi rõ ở Khó khăn, vướng mắc."),
    "S49": ("extra", OWN | {"name": None},
            "S49 · nhiệm vụ bổ sung chưa có tên; không lấy dòng này. Cách sửa: ghi tên nhiệm vụ ở cột Nhiệm vụ."),
    "D01": ("D", DIFFICULTY | {"content": None},
            "D01 · chưa nêu khó khăn, vướng mắc. Cách sửa: ghi nội dung khó khăn, vướng mắc."),
    "D02": ("D", DIFFICULTY | {"proposal": None},
            "D02 · chưa có đề xuất, kiến nghị. Cách sửa: ghi đề xuất cụ thể, đúng thẩm quyền nơi nhận."),
    "D03": ("D", DIFFICULTY | {"addressee": None},
            "D03 · chưa ghi nơi nhận kiến nghị. Cách sửa: ghi cơ quan có thẩm quyền giải quyết."),
    "D04": ("D", DIFFICULTY | {"related": "CT-99"},
            'D04 · mã "CT-99" không có trong biểu. Cách sửa: chọn mã trong danh sách, hoặc để trống.'),
}
"""Code -> kind of row (KINDS, WORKS, or D), entries, and what is said of it."""


def broken(kind: str, entries: dict[str, Any]) -> tuple[list[Rule], dict[str, Any]]:
    """The rules that a row breaks, and the whole row with its constants."""
    if kind == "D":
        rules, row = DIFFICULTY_RULES, difficulty_constants(["CT01"]) | entries
    elif kind in WORKS:
        days = date(2025, 9, 14), date(2025, 9, 18), date(2025, 7, 14)
        rules, row = assignment_rules(own=kind == "extra"), assignment_constants(WORKS[kind], *days) | entries
    else:
        rules = indicator_rules(KINDS[kind], 2025)
        row = indicator_constants(KINDS[kind], 2025, entries.get("previous")) | entries
    return failures(rules, row), row


def told(kind: str, entries: dict[str, Any]) -> dict[str, str]:
    """What the rules say of a row, by code."""
    rules, row = broken(kind, entries)
    return {rule.code: str(raise_finding(
        rule.message, Place(), shown(row.get(rule.field)), status=row.get("data_status"), after="2000",
        bounds=bounds_text(row.get("lower"), row.get("upper")))) for rule in rules}


@pytest.mark.parametrize("code", CASES)
def test_each_rule_is_raised_with_its_words(code: str) -> None:
    kind, entries, expected = CASES[code]
    assert told(kind, entries)[code] == expected


@pytest.mark.parametrize(("kind", "entries"), [
    ("RA", PARTS), ("PE", {"value": 70.0} | PROOF), ("NQ", DONE), ("extra", OWN), ("D", DIFFICULTY)])
def test_a_good_row_breaks_no_rule(kind: str, entries: dict[str, Any]) -> None:
    assert told(kind, entries) == {}


def test_every_rule_has_its_case_and_its_words_for_the_reference() -> None:
    assert {rule.code for rule in RULES} == CASES.keys()
    assert all(rule.message.meaning and rule.message.remedy.endswith(".") for rule in RULES)
    assert [rule.code for rule in RULES if not rule.message.example and rule.code not in ("S49", "V37")] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.field}")
def test_a_blank_fails_only_rules_that_say_so(rule) -> None:
    rows = [(kind, {name: value for name, value in entries.items() if name != rule.field})
            for kind, entries, _ in CASES.values()]
    found = any(each is rule for kind, row in rows for each in broken(kind, row)[0])
    assert found == (rule.blank == "fails")

"""The rules on a returned workbook: warnings accepted with a reason, rows of the unit's own, free rows, tuning."""

from dataclasses import replace
from datetime import date

import pytest

from nq57xl.model.plan import Tuning
from tests.validate.forms import COUNT, PLAN, RATIO, book, codes, edited, facts, only, submit


def ratio(line: str, **plan: object):
    source = book(f"code | numerator | denominator | value | explanation | evidence\nCT01 | {line}")
    return submit(source, plan=replace(PLAN, **plan))


def test_a_warning_with_a_written_reason_is_only_information() -> None:
    plain = ratio(" | | 85 | | Báo cáo 15/BC-UBND")
    explained = ratio(" | | 85 | Chưa tách được tử số | Báo cáo 15/BC-UBND")
    assert (only(plain, "V19").severity, only(explained, "V19").severity) == ("warning", "info")
    assert str(only(explained, "V19")) == (
        "V19 · Chỉ tiêu!I9 (Kết quả): chỉ có tỷ lệ, không có Tử số và Mẫu số nên không cộng được vào số toàn thành phố "
        "(đã có lý do). Cách sửa: không phải sửa.")
    assert facts(explained, "CT01")["value"] == 85.0


def test_an_error_with_a_written_reason_stays_an_error() -> None:
    returned = ratio("12 | 10 | | Số đếm đúng, đề nghị chấp nhận | Báo cáo 15/BC-UBND")
    assert only(returned, "V08").severity == "error" and "value" not in facts(returned, "CT01")


def test_a_warning_that_plan_data_make_an_error_is_not_accepted() -> None:
    strict = replace(RATIO, tuning=Tuning(severities=(("V22", "error"),)))
    returned = ratio("8 | 10 | | Chưa có văn bản của thôn | ", indicators=(strict, *PLAN.indicators[1:]))
    assert only(returned, "V22").severity == "error"


def test_bounds_of_plan_data_are_told_with_the_finding() -> None:
    bounded = replace(COUNT, tuning=Tuning(lower=0, upper=10.5))
    plan = replace(PLAN, indicators=(RATIO, bounded, *PLAN.indicators[2:]))
    assert only(submit(book(), plan=plan), "V23").message == (
        "kết quả 12 ngoài khoảng cho phép của chỉ tiêu này (từ 0 đến 10,5).")


def test_a_row_that_is_not_required_may_stay_blank() -> None:
    free = replace(COUNT, tuning=Tuning(required=False))
    plan = replace(PLAN, indicators=(RATIO, free, *PLAN.indicators[2:]))
    assert codes(submit(book("code | value\nCT02 | "), plan=plan)) == []


def test_an_own_assignment_needs_a_lead_and_a_deadline() -> None:
    own = {"name": "Hội thi tin học", "status": "Đang thực hiện", "progress": 40.0, "person": "Trần Thị Lê",
           "product": "Hội thi"}
    returned = submit(book(extras={"extra-1": own}))
    assert [str(finding) for finding in returned.findings] == [
        "A27 · Nhiệm vụ!D11 (Chủ trì): nhiệm vụ bổ sung chưa ghi cơ quan chủ trì. Cách sửa: ghi cơ quan, bộ phận "
        "chủ trì (rõ trách nhiệm).",
        "A28 · Nhiệm vụ!G11 (Thời hạn): nhiệm vụ bổ sung chưa ghi thời hạn. Cách sửa: ghi thời hạn hoàn thành "
        "(rõ tiến độ)."]


def test_a_difficulty_needs_a_proposal_and_a_known_code() -> None:
    returned = submit(book(difficulties="n | content | related | addressee | proposal\n1 | Thiếu máy quét | CT99 | | "))
    assert codes(returned) == ["D02", "D04"]
    assert only(returned, "D04").message == 'mã "CT99" không có trong biểu.'


OWN = {"name": "Hội thi tin học", "status": "Đang thực hiện", "progress": 40.0, "person": "Trần Thị Lê",
       "lead": "Đoàn Thanh niên", "product": "Hội thi", "deadline": "Quý IV/2025"}


@pytest.mark.parametrize(("own", "expected"), [
    ({"name": "#REF!"}, ["A09"]), ({"lead": "#N/A"}, ["A09", "S49"]), ({"coordinating": "#N/A"}, ["S49"]),
    ({"lead": "=Phòng Kinh tế"}, ["S49"]), ({"product": "="}, ["V34", "S49"]),
    ({"name": "="}, ["V34", "A27", "A28", "A29"]),
    ({"name": " ", "lead": "\u00a0"}, []), (OWN | {"lead": "#N/A"}, ["A09"]), (OWN | {"name": "#N/A"}, ["A09"]),
    (OWN | {"name": "=Hội thi"}, [])])
def test_no_own_row_with_anything_in_it_is_dropped_without_a_word(own: dict, expected: list[str]) -> None:
    returned = submit(book(extras={"extra-1": own}))
    assert [f.code for f in returned.findings if f.place.cell.endswith("11") and f.code != "A01"] == expected


def test_an_own_row_whose_name_is_an_error_gives_no_fact_and_says_what_was_found() -> None:
    returned = submit(book(extras={"extra-1": OWN | {"name": "#REF!"}}))
    assert facts(returned, "extra-1") == {}
    assert str(only(returned, "A09")) == (
        "A09 · Nhiệm vụ!C11 (Nhiệm vụ): ô chứa giá trị lỗi #REF!. Cách sửa: xóa công thức trong ô, nhập lại.")
    assert facts(submit(book(extras={"extra-1": OWN | {"lead": "#REF!"}})), "extra-1")["name"] == "Hội thi tin học"


def test_a_yearly_assignment_is_done_in_the_year_of_the_period() -> None:
    yearly = replace(PLAN.assignments[1], deadline_kind="yearly", deadline="")
    plan = replace(PLAN, date="", assignments=(PLAN.assignments[0], yearly))
    assert codes(submit(edited(book(), "Nhiệm vụ", J10=date(2025, 1, 2)), plan=plan)) == []
    late = edited(book(), "Nhiệm vụ", J10=date(2024, 12, 20))
    assert str(only(submit(late, plan=plan), "A30")) == (
        "A30 · Nhiệm vụ!J10 (Ngày hoàn thành): nhiệm vụ hằng năm nhưng ngày hoàn thành 20/12/2024 không thuộc năm của "
        "kỳ báo cáo. Cách sửa: kiểm tra lại năm; nếu đúng thì ghi rõ ở Khó khăn, vướng mắc.")
    assert facts(submit(late, plan=plan), "NV2")["completed_on"] == date(2024, 12, 20)
    excused = edited(late, "Nhiệm vụ", M10="Xong trước hạn, theo kế hoạch năm 2024")
    assert only(submit(excused, plan=plan), "A30").severity == "info"


def test_a_code_that_other_units_report_on_is_not_in_this_workbook() -> None:
    foreign = replace(COUNT, code="CT09", lead="Phòng Kinh tế")
    plan = replace(PLAN, indicators=(*PLAN.indicators, foreign))
    table = "n | content | related | addressee | proposal\n1 | Thiếu máy quét | {} | UBND thành phố | Cấp máy"
    assert codes(submit(book(difficulties=table.format("ct02")), plan=plan)) == []
    assert codes(submit(book(difficulties=table.format("NV1")), plan=plan)) == []
    assert codes(submit(book(difficulties=table.format("CT09")), plan=plan)) == ["D04"]


def test_macros_are_told_and_not_run() -> None:
    returned = submit(replace(book(), traits=frozenset({"macros"})))
    assert only(returned, "S53").message == "tệp có macro; chương trình không dùng đến."


def test_a_number_or_a_day_in_the_place_of_words_is_told_as_the_form_tells_it() -> None:
    returned = submit(book("code | value | evidence\nCT05 | 5 | Báo cáo 15/BC-UBND\nCT02 | 12 | 2025-09-05"))
    assert only(returned, "V57").message == 'nội dung kết quả "5" quá ngắn.'
    assert only(returned, "V29").message == 'minh chứng "05/09/2025" quá ngắn.'
    assert facts(returned, "CT05")["value"] == "5" and facts(returned, "CT02")["evidence"] == "05/09/2025"


def test_a_serial_day_in_the_deadline_of_an_own_assignment_is_a_day() -> None:
    extra = {"name": "Tổ chức hội thi", "lead": "Đoàn xã", "product": "Hội thi", "deadline": 45850.0,
             "status": "Hoàn thành", "progress": 100.0, "completed_on": 45900.0, "document": "12/KH-UBND",
             "person": "Nguyễn Văn A"}
    assert only(submit(book(extras={"extra-1": extra})), "A25").message == (
        "hoàn thành sau thời hạn nhưng chưa ghi nguyên nhân.")


def test_an_error_value_in_a_nameless_own_assignment_is_told_before_the_name() -> None:
    returned = submit(book(extras={"extra-1": {"lead": "#REF!", "product": "Hội thi"}}))
    assert [str(f) for f in returned.findings if f.place.row == "extra-1"] == [
        "A09 · Nhiệm vụ!D11 (Chủ trì): ô chứa giá trị lỗi #REF!. Cách sửa: xóa công thức trong ô, nhập lại.",
        "S49 · Nhiệm vụ!C11 (Nhiệm vụ): nhiệm vụ bổ sung chưa có tên; không lấy dòng này. "
        "Cách sửa: ghi tên nhiệm vụ ở cột Nhiệm vụ."]
    assert facts(returned, "extra-1") == {}

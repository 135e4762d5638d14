"""Who a workbook is from: the stamp decides, names do not."""

from dataclasses import replace

import pytest

from tests.validate.forms import FILE, PLAN, STAMP, Book, book, changed, codes, identity_sheet, only, submit


def stamped(**change: str) -> Book:
    return book(stamp=replace(STAMP, **change))


@pytest.mark.parametrize(("change", "code", "message"), [
    ({"plan": "khac"}, "S11", 'biểu ghi kế hoạch "khac", chương trình không có kế hoạch này.'),
    ({"plan": "../../mau"}, "S11", 'biểu ghi kế hoạch "../../mau", chương trình không có kế hoạch này.'),
    ({"unit": "99999"}, "S12", 'biểu ghi đơn vị "99999", không có trong kế hoạch mau.'),
    ({"period": "tháng 9"}, "S13", 'biểu ghi kỳ báo cáo "tháng 9", không đọc được.'),
    ({"format": "2"}, "S16", 'biểu theo mẫu "2, bieu" mà chương trình này chưa biết.'),
    ({"kind": "khac"}, "S16", 'biểu theo mẫu "1, khac" mà chương trình này chưa biết.')])
def test_an_identity_that_cannot_be_right_is_refused(change: dict[str, str], code: str, message: str) -> None:
    refused = submit(stamped(**change), file="a.xlsx")
    assert (refused.outcome, refused.facts) == ("rejected", ())
    assert [(f.code, f.message) for f in refused.findings] == [(code, message)]


def test_another_plan_or_period_than_expected_is_refused() -> None:
    refused = submit(book(), expected_plan="hai-phong", expected_period="2025-Q3")
    assert refused.outcome == "rejected"
    assert only(refused, "S14").message == 'biểu của kế hoạch "mau", cần biểu của kế hoạch "hai-phong".'
    assert only(refused, "S15").message == "biểu của tháng 9/2025, cần biểu của quý III/2025."
    assert (refused.plan, refused.unit, refused.period) == ("mau", "VHXH", "2025-09")


def test_the_expected_plan_and_period_are_taken() -> None:
    assert codes(submit(book(), expected_plan="mau", expected_period="2025-09")) == []


def test_a_form_of_an_older_plan_version_is_read_with_a_warning() -> None:
    for change in ({"plan_version": "2"}, {"digest": "0000000000000000"}):
        returned = submit(stamped(**change))
        assert returned.outcome == "accepted" and returned.facts
        assert only(returned, "S17").severity == "warning"
    assert only(submit(stamped(plan_version="2")), "S17").message == (
        "biểu được phát theo bản kế hoạch cũ (bản 2), nay đã sửa.")


def test_a_file_name_that_says_another_unit_only_warns() -> None:
    returned = submit(book(), file="NQ57_mau_2025-09_KT_bieu (1).xlsx")
    assert returned.unit == "VHXH"
    assert only(returned, "S18").message == (
        "tên tệp ghi kế hoạch mau, kỳ 2025-09, đơn vị KT (bieu), nhưng biểu bên trong là của "
        "kế hoạch mau, kỳ 2025-09, đơn vị VHXH (bieu); lấy theo biểu bên trong.")


@pytest.mark.parametrize("file", ["bản cuối.xlsx", "NQ57_mau_2025-09_VHXH_bieu (2) - Copy.xlsx",
                                  "nq57_MAU_2025-09_vhxh_BIEU.xlsx"])
def test_other_names_say_nothing(file: str) -> None:
    assert codes(submit(book(), file=file)) == []


def test_the_stamp_is_found_under_any_name_place_and_visibility() -> None:
    moved_stamp = replace(identity_sheet(name="Sheet7", first_row=4), visibility="visible")
    assert codes(submit(changed(book(), "_nq57", lambda _: moved_stamp))) == []


def test_two_stamps_that_differ_are_refused_and_two_alike_are_not() -> None:
    first = book()
    twice = replace(first, sheets=(*first.sheets, identity_sheet(name="_nq57 (2)")))
    assert codes(submit(twice)) == []
    other = replace(first, sheets=(*first.sheets, identity_sheet(replace(STAMP, unit="00070"), "_nq57 (2)")))
    refused = submit(other)
    assert refused.outcome == "rejected"
    assert only(refused, "S19").message == (
        "tệp có hai phần nhận dạng khác nhau (mau, 2025-09, VHXH; mau, 2025-09, 00070).")


def test_a_unit_code_without_its_leading_zeros_is_the_same_unit() -> None:
    assert submit(stamped(unit="70"), file=FILE.replace("VHXH", "70")).unit == "00070"


def test_the_issuer_may_report_on_its_own_plan() -> None:
    assert submit(stamped(unit=PLAN.issuer_code), file="a.xlsx").unit == "11542"

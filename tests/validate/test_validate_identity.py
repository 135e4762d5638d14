"""Who a workbook is from: the whole stamp decides; where it is damaged or gone, the others must agree."""

from dataclasses import replace
from datetime import date

import pytest

from nq57xl.model.decision import Decision
from nq57xl.model.plan import Plan, Unit
from nq57xl.sheets.layout import INDICATORS
from nq57xl.sheets.stamp import FIELDS
from tests.validate.forms import (
    FILE,
    PLAN,
    STAMP,
    Book,
    Submission,
    book,
    changed,
    codes,
    edited,
    identity_sheet,
    moved,
    only,
    submit,
)


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


# The stamp damaged

def cover(source: Book, unit: str = "Phòng Văn hóa - Xã hội (mã VHXH)", period: str = "tháng 9/2025") -> Book:
    """The guide as our form prints it."""
    return edited(source, "Hướng dẫn", A6=f"Kỳ báo cáo: {period} (số liệu từ 15/8/2025 đến 14/9/2025)",
                  A7="Kế hoạch (số 01/KH, ngày 01/8/2025)", A9="Đơn vị báo cáo", B9=unit)


def typed_over(source: Book, **fields: str | float | None) -> Book:
    """The stamp with other contents in the cells of some fields; None empties label and value."""
    cells = {f"B{FIELDS.index(name) + 2}": value for name, value in fields.items()}
    cells |= {f"A{FIELDS.index(name) + 2}": None for name, value in fields.items() if value is None}
    return edited(source, "_nq57", **cells)


@pytest.mark.parametrize(("fields", "found"), [
    ({"unit": "Phòng Văn hóa - Xã hội"}, "đơn vị: Phòng Văn hóa - Xã hội"),
    ({"unit": None}, "đơn vị: (trống)"),
    ({"period": "9/2025"}, "kỳ: 9/2025"),
    ({"kind": None, "plan_version": None, "digest": None}, "bản kế hoạch: (trống), loại biểu: (trống), "
                                                           "mã danh mục: (trống)")])
def test_fields_of_the_stamp_that_were_altered_are_restored_by_its_issue_id(fields: dict, found: str) -> None:
    returned = submit(cover(typed_over(book(), **fields)))
    assert (returned.outcome, returned.plan, returned.unit, returned.period, returned.kind) == (
        "repaired", "mau", "VHXH", "2025-09", "bieu")
    assert only(returned, "S61").message == (
        f"phần nhận dạng ẩn bị sửa hoặc thiếu ({found}); đã khôi phục là Phòng Văn hóa - Xã hội (VHXH), tháng 9/2025 "
        "theo mã phát hành.")


def test_a_stamp_without_its_mark_is_still_a_stamp() -> None:
    assert codes(submit(edited(book(), "_nq57", A1=None, B1=None))) == []


def test_a_unit_code_changed_in_the_stamp_is_not_believed() -> None:
    refused = submit(typed_over(book(), unit="00070"))
    assert (refused.outcome, refused.facts) == ("rejected", ())
    assert [str(f) for f in refused.findings] == [
        "S62 · NQ57_mau_2025-09_VHXH_bieu.xlsx: không rõ biểu của ai: mã phát hành là của Phòng Văn hóa - Xã hội "
        "(VHXH); phần nhận dạng ẩn ghi Phòng Kinh tế (00070). Cách sửa: hỏi lại đơn vị nộp; nếu chắc chắn thì trả lời "
        "trong tệp quyết định (mã đơn vị), nếu sai thì gửi lại đúng biểu."]


def test_a_period_changed_in_the_stamp_is_not_believed() -> None:
    refused = submit(cover(typed_over(book(), period="2025-10"), period="tháng 9/2025"))
    assert only(refused, "S75").message == (
        "không rõ biểu của kỳ nào: mã phát hành là của tháng 9/2025; phần nhận dạng ẩn ghi tháng 10/2025.")


def test_without_an_issue_id_the_stamp_needs_a_second_witness() -> None:
    bare = typed_over(book(), issue_id=None)
    assert submit(cover(bare), file="a.xlsx").unit == "VHXH"
    assert submit(bare, file=FILE).outcome == "repaired"
    refused = submit(bare, file="a.xlsx")
    assert refused.outcome == "rejected"
    assert only(refused, "S64").message == "mất phần nhận dạng của biểu và không đủ căn cứ để biết đơn vị."


def test_an_older_form_whose_issue_id_is_gone_says_that_it_is_older() -> None:
    returned = submit(cover(typed_over(stamped(plan_version="2"), issue_id=None)))
    assert codes(returned) == ["S61", "S17"] and returned.facts


# The sheets say something else

def test_a_cover_of_another_unit_is_a_question() -> None:
    refused = submit(cover(book(), unit="Phòng Kinh tế (mã 00070)"))
    assert only(refused, "S62").message == (
        "không rõ biểu của ai: phần nhận dạng ẩn là của Phòng Văn hóa - Xã hội (VHXH); "
        "trang Hướng dẫn ghi Phòng Kinh tế (00070).")


def test_a_cover_of_another_period_is_a_question() -> None:
    assert only(submit(cover(book(), period="tháng 10/2025")), "S75").message == (
        "không rõ biểu của kỳ nào: phần nhận dạng ẩn là của tháng 9/2025; trang Hướng dẫn ghi tháng 10/2025.")


def test_the_line_on_a_table_sheet_is_a_witness_too() -> None:
    line = "Phòng Kinh tế (mã 00070)  ·  Kỳ báo cáo: tháng 9/2025  ·  Hạn nộp: 25/9/2025"
    refused = submit(edited(book(), "Chỉ tiêu", A2=line))
    assert "trang Chỉ tiêu ghi Phòng Kinh tế (00070)" in only(refused, "S62").message


def test_a_name_typed_over_that_is_nobodys_only_warns() -> None:
    returned = submit(cover(book(), unit="Bộ phận một cửa"))
    assert only(returned, "S65").message == (
        'tên đơn vị in trên trang đã sửa thành "Bộ phận một cửa"; lấy theo phần nhận dạng: '
        "Phòng Văn hóa - Xã hội (VHXH).")
    assert returned.facts and codes(submit(cover(book()))) == []


# The stamp gone

def unstamped(source: Book) -> Book:
    return changed(source, "_nq57", lambda _: None)


def test_a_lost_stamp_is_replaced_by_the_cover() -> None:
    returned = submit(cover(unstamped(book())), file="a.xlsx", expected_plan="mau")
    assert (returned.outcome, returned.plan, returned.unit, returned.period, returned.kind, returned.issue_id) == (
        "repaired", "mau", "VHXH", "2025-09", "bieu", "")
    assert [str(f) for f in returned.findings] == [
        "S60 · a.xlsx: mất phần nhận dạng ẩn của biểu; nhận ra là biểu của Phòng Văn hóa - Xã hội (VHXH), "
        "tháng 9/2025, kế hoạch mau theo trang Hướng dẫn, mã dòng trong bảng. Cách sửa: kiểm tra đúng đơn vị, kỳ; "
        "lần sau nhập vào chính tệp đã nhận, không chép bảng sang tệp khác."]
    assert {f.value for f in returned.facts} == {f.value for f in submit(book()).facts}


def tables_alone(source: Book) -> Book:
    """The tables pasted as values into a new workbook: no guide, no lists, no stamp, no field names."""
    kept = tuple(replace(sheet, name=f"Sheet{n}") for n, sheet in enumerate(source.sheets[1:4], 1))
    return replace(source, sheets=kept)


@pytest.mark.parametrize(("file", "period"), [
    ("NQ57_mau_2025-09_VHXH_bieu.xlsx", ""), ("Phòng Văn hoá - Xã hội - bieu thang 9.xlsx", "2025-09"),
    ("Phòng Văn hóa - Xã hội/biểu tháng 9 năm 2025.xlsx", "")])
def test_tables_alone_are_known_by_a_name_that_fits_their_codes(file: str, period: str) -> None:
    returned = submit(tables_alone(book()), file=file, expected_plan="mau", expected_period=period)
    assert (returned.unit, returned.period, returned.outcome) == ("VHXH", "2025-09", "repaired")
    assert only(returned, "S60").message.endswith("theo tên tệp, mã dòng trong bảng.")
    assert {f.value for f in returned.facts} == {f.value for f in submit(book()).facts}


@pytest.mark.parametrize(("file", "lacking"), [
    ("bieu thang 9.2025.xlsx", ["đơn vị"]), ("Phòng Kinh tế.xlsx", ["kỳ báo cáo"]),
    ("Phòng Kinh tế - tháng 9.xlsx", ["kỳ báo cáo"]), ("a.xlsx", ["kỳ báo cáo", "đơn vị"])])
def test_what_no_witness_tells_is_not_guessed(file: str, lacking: list[str]) -> None:
    refused = submit(tables_alone(book()), file=file, expected_plan="mau")
    assert (refused.outcome, refused.facts) == ("rejected", ())
    assert [f.found for f in refused.findings] == lacking and set(codes(refused)) == {"S64"}


def one_table_alone(name: str) -> Book:
    return replace(book(), sheets=tuple(sheet for sheet in book().sheets if sheet.name == name))


@pytest.mark.parametrize(("kept", "lost"), [("Chỉ tiêu", "Nhiệm vụ"), ("Nhiệm vụ", "Chỉ tiêu")])
def test_one_table_alone_does_not_prove_that_the_other_was_not_issued(kept: str, lost: str) -> None:
    returned = submit(one_table_alone(kept), file="Phòng Văn hóa - Xã hội - tháng 9 năm 2025.xlsx", expected_plan="mau")
    assert returned.unit == "VHXH" and returned.facts
    assert [str(f) for f in returned.findings if f.code == "S20"] == [
        f"S20 · {lost}: thiếu trang {lost}. Cách sửa: chép lại trang này từ biểu đã nhận, không xóa trang."]


def test_an_answer_which_unit_it_is_does_not_answer_for_the_missing_table() -> None:
    answer = Decision("S64", "bieu thang 9.2025.xlsx", "", "VHXH", "Nguyễn Văn A", date(2025, 9, 20), "gọi điện")
    returned = submit(one_table_alone("Chỉ tiêu"), file="bieu thang 9.2025.xlsx", expected_plan="mau",
                      decisions=(answer,))
    assert returned.unit == "VHXH" and "S20" in codes(returned)


def test_a_name_or_a_unit_that_has_but_one_table_misses_none() -> None:
    named = submit(one_table_alone("Chỉ tiêu"), file="NQ57_mau_2025-09_VHXH_chi-tieu.xlsx")
    without = replace(PLAN, assignments=())
    alone = submit(one_table_alone("Chỉ tiêu"), file="Phòng Văn hóa - Xã hội - tháng 9 năm 2025.xlsx", plan=without,
                   expected_plan="mau")
    assert named.facts and alone.facts and "S20" not in (*codes(named), *codes(alone))


def test_codes_of_another_plan_do_not_fit_a_name() -> None:
    strange = replace(PLAN, indicators=tuple(replace(i, code=f"X{i.code}") for i in PLAN.indicators))
    refused = submit(tables_alone(book(plan=strange)), expected_plan="mau")
    assert only(refused, "S64").found == "kế hoạch"


def test_the_expected_period_never_overrules_a_witness() -> None:
    refused = submit(cover(unstamped(book())), file="a.xlsx", expected_plan="mau", expected_period="2025-10")
    assert only(refused, "S15").message == "biểu của tháng 9/2025, cần biểu của tháng 10/2025."


def test_cover_and_name_that_contradict_each_other_are_a_question() -> None:
    refused = submit(cover(unstamped(book())), file="NQ57_mau_2025-09_00070_bieu.xlsx")
    assert only(refused, "S62").message == (
        "không rõ biểu của ai: trang Hướng dẫn ghi Phòng Văn hóa - Xã hội (VHXH); tên tệp ghi Phòng Kinh tế (00070).")


def test_another_spreadsheet_is_none_of_ours() -> None:
    assert codes(submit(replace(book(), sheets=book().sheets[:1]))) == ["S10"]


# Names that look alike

LOOKALIKES = (Unit("10888", "Xã Cẩm Giang", "commune"), Unit("10903", "Xã Cẩm Giàng", "commune"),
              Unit("11413", "Phường Hải An", "commune"), Unit("11617", "Phường An Hải", "commune"))
CITY = replace(PLAN, level="city", units=LOOKALIKES, indicators=tuple(
    replace(i, collected_from="commune") for i in PLAN.indicators), assignments=())


def printed(name: str, decisions: tuple[Decision, ...] = (), plan: Plan = CITY, file: str = "a.xlsx") -> Submission:
    source = cover(unstamped(book(plan=plan)), unit=name)
    source = replace(source, sheets=tuple(s for s in source.sheets if s.name != "Nhiệm vụ"))
    return submit(source, file=file, plan=plan, expected_plan="mau", decisions=decisions)


@pytest.mark.parametrize(("name", "unit"), [
    ("Xã Cẩm Giang", "10888"), ("xã Cẩm Giàng", "10903"), ("Cẩm Giàng", "10903"), ("UBND xã Cẩm Giàng", "10903"),
    ("PHƯỜNG HẢI AN", "11413"), ("An Hải", "11617")])
def test_an_exact_name_is_one_unit_with_its_kind_or_without(name: str, unit: str) -> None:
    assert printed(name).unit == unit


@pytest.mark.parametrize(("name", "candidates"), [
    ("xã Cảm Giàng", "10903 - Xã Cẩm Giàng; 10888 - Xã Cẩm Giang"),
    ("xa Cam Giang", "10888 - Xã Cẩm Giang"), ("Phường Cẩm Giàng", "10903 - Xã Cẩm Giàng; 10888 - Xã Cẩm Giang")])
def test_a_name_that_only_resembles_is_a_question_with_its_candidates(name: str, candidates: str) -> None:
    refused = printed(name)
    assert refused.outcome == "rejected" and refused.facts == ()
    assert only(refused, "S63").message == (
        f'tên đơn vị "{name}" không khớp đúng đơn vị nào của kế hoạch mau; có phải là {candidates}?')


def test_a_file_name_without_diacritics_is_a_question() -> None:
    source = replace(tables_alone(book(plan=CITY)), sheets=(tables_alone(book(plan=CITY)).sheets[0],))
    refused = submit(source, file="xa cam giang thang 9.2025.xlsx", plan=CITY, expected_plan="mau")
    assert only(refused, "S63").message == (
        'tên đơn vị "xa cam giang thang 9.2025.xlsx" không khớp đúng đơn vị nào của kế hoạch mau; '
        "có phải là 10888 - Xã Cẩm Giang; 10903 - Xã Cẩm Giàng?")


@pytest.mark.parametrize("code", ["1O888", "10888 ", "1 0888", "10888.0"])
def test_a_damaged_unit_code_is_read(code: str) -> None:
    assert printed(f"Đơn vị khác (mã {code})").unit == "10888"


# The answer to the question

def answer(text: str, subject: str = "a.xlsx", code: str = "S63") -> Decision:
    return Decision(code, subject, "", text, "Trần Thị B", date(2025, 9, 25), "đã gọi điện cho xã")


@pytest.mark.parametrize("text", ["10903", "10903 - Xã Cẩm Giàng", "Xã Cẩm Giàng"])
@pytest.mark.parametrize("subject", ["a.xlsx", "A.XLSX", "xã Cảm Giàng"])
def test_an_answer_about_the_file_or_the_text_tells_the_unit(text: str, subject: str) -> None:
    returned = printed("xã Cảm Giàng", (answer(text, subject),))
    assert (returned.unit, returned.outcome) == ("10903", "repaired")
    assert only(returned, "S66").message == (
        "đơn vị Xã Cẩm Giàng (10903) lấy theo quyết định của Trần Thị B ngày 25/9/2025: đã gọi điện cho xã.")


@pytest.mark.parametrize("given", [answer("99999"), answer("Cảm Giàng"), answer("10903", "b.xlsx")])
def test_an_answer_that_is_no_unit_or_about_another_file_changes_nothing(given: Decision) -> None:
    assert codes(printed("xã Cảm Giàng", (given,)))[0] == "S63"


def test_answers_that_name_different_units_change_nothing() -> None:
    both = (answer("10903"), answer("10888", "xã Cảm Giàng"))
    assert [printed("xã Cảm Giàng", given).unit for given in (both, both[::-1])] == ["", ""]
    assert printed("xã Cảm Giàng", (answer("10903"), answer("Xã Cẩm Giàng", "xã Cảm Giàng"))).unit == "10903"


def test_an_answer_never_overrules_what_is_certain() -> None:
    returned = printed("Xã Cẩm Giang", (answer("10903"),))
    assert returned.unit == "10888" and "S66" not in codes(returned)


def test_a_question_about_the_period_is_not_answered_by_a_unit() -> None:
    source = cover(book(), unit="Phòng Kinh tế (mã 00070)", period="tháng 10/2025")
    refused = submit(source, decisions=(answer("00070", FILE, "S62"),))
    assert (refused.outcome, refused.unit, codes(refused)) == ("rejected", "00070", ["S66", "S75"])


@pytest.mark.parametrize(("file", "found"), [
    ("Phòng Kinh tế - tháng 9.xlsx", "đơn vị Phòng Kinh tế (00070)"), ("bieu thang 8.xlsx", "tháng 8"),
    ("Phòng Kinh tế/bieu.xlsx", "đơn vị Phòng Kinh tế (00070)"), ("biểu quý III.2025.xlsx", "quý III/2025")])
def test_a_free_name_that_says_something_else_only_warns(file: str, found: str) -> None:
    assert only(submit(book(), file=file), "S18").message == (
        f"tên tệp ghi {found}, nhưng biểu bên trong là của Phòng Văn hóa - Xã hội (VHXH), tháng 9/2025; "
        "lấy theo biểu bên trong.")


def test_the_figures_of_a_file_with_one_table_are_known_by_it() -> None:
    one = replace(book(), sheets=tuple(s for s in tables_alone(book()).sheets if s.name == "Sheet1"))
    returned = submit(moved(one, "Sheet1", lambda r, c: (r + 3, c)), expected_plan="mau",
                      file="NQ57_mau_2025-09_VHXH_chi-tieu.xlsx")
    assert returned.kind == "chi-tieu" and INDICATORS.kind in {f.sheet_kind for f in returned.facts}

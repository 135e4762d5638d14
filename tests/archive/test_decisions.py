"""The decisions table as officers keep it in Excel: what counts as an answer, and what is told of the rest."""

from datetime import date

import pytest

from nq57xl.archive.decisions import Decisions, Question, questions_bytes, read_decisions, together
from nq57xl.model.decision import Decision

DAY, TODAY = date(2025, 9, 14), date(2025, 9, 20)
HEAD = "ma;doi_tuong;gia_tri;cau_hoi;cach_tra_loi;tra_loi;ly_do;nguoi_quyet_dinh;ngay;hieu_luc_den"
LINE = "S63;a.xlsx;;là xã nào?;ghi mã;10903;đã gọi điện;Trần Thị B;20/9/2025;31/12/2025"
ANSWER = Decision("S63", "a.xlsx", "", "10903", "Trần Thị B", date(2025, 9, 20), "đã gọi điện", date(2025, 12, 31),
                  "quyet-dinh.csv", 2)


def read(*lines: str, on: date = DAY, head: str = HEAD) -> Decisions:
    return read_decisions(("\ufeff" + "\r\n".join((head, *lines)) + "\r\n").encode(), "quyet-dinh.csv", on, TODAY)


def messages(*lines: str, **given) -> list[str]:
    return [str(finding) for finding in read(*lines, **given).findings]


def test_a_signed_line_is_an_answer() -> None:
    assert read(LINE) == Decisions((ANSWER,), ())


@pytest.mark.parametrize("head", [
    "Mã;Đối tượng;Trả lời;Lý do;Người quyết định;Ngày;ghi chú", "ma,doi_tuong,tra_loi,ly_do,nguoi_quyet_dinh,ngay,x"])
def test_headers_may_have_diacritics_and_the_table_commas(head: str) -> None:
    sign = "," if "," in head else ";"
    found = read(sign.join(("s63", "a.xlsx", "10903", "đã gọi điện", "Trần Thị B", "2025-09-20", "")), head=head)
    assert [(d.code, d.answer, d.until) for d in found.valid] == [("S63", "10903", None)]


def test_a_line_without_an_answer_is_an_open_question() -> None:
    assert read("S63;a.xlsx;;là xã nào?;ghi mã;;;;;") == Decisions()


@pytest.mark.parametrize(("line", "reason"), [
    ("S63;a.xlsx;;;;10903;;Trần Thị B;20/9/2025;", "thiếu lý do"),
    ("S63;a.xlsx;;;;10903;đã gọi;;;", "thiếu người quyết định, ngày"),
    ("S63;;;;;10903;đã gọi;B;20/9/2025;", "thiếu đối tượng"),
    ("S63;a.xlsx;;;;10903;đã gọi;B;hôm qua;", '"hôm qua" không phải là ngày (viết 20/9/2025 hoặc 2025-09-20)'),
    ("S63;a.xlsx;;;;10903;đã gọi;B;20/9/2025;32/9/2025",
     '"32/9/2025" không phải là ngày (viết 20/9/2025 hoặc 2025-09-20)')])
def test_an_unsigned_or_faulty_line_is_told_and_the_others_hold(line: str, reason: str) -> None:
    found = read(line, LINE)
    assert [d.subject for d in found.valid] == ["a.xlsx"] and found.valid[0].line == 3
    assert [str(f) for f in found.findings] == [
        f"X15 · quyet-dinh.csv: dòng 2 của tệp quyết định không dùng được: {reason}. "
        "Cách sửa: sửa dòng đó rồi tổng hợp lại; các dòng khác vẫn có hiệu lực."]


@pytest.mark.parametrize(("first", "second"), [
    (LINE, LINE.replace("10903", "10888")), (LINE.replace("S63", "S62"), LINE.replace("10903", "10888")),
    (LINE.replace(";;là", ";Xã Cẩm;là"), LINE.replace("10903", "10888"))])
def test_of_a_question_answered_in_two_ways_neither_answer_holds(first: str, second: str) -> None:
    assert [(d.subject, d.answer) for d in read(first, second, LINE.replace("a.xlsx", "b.xlsx")).valid] == [
        ("b.xlsx", "10903")]
    assert messages(first, second) == [
        f"X15 · quyet-dinh.csv: dòng {line} của tệp quyết định không dùng được: dòng {other} trả lời khác cho cùng "
        "câu hỏi. Cách sửa: sửa dòng đó rồi tổng hợp lại; các dòng khác vẫn có hiệu lực."
        for line, other in ((2, 3), (3, 2))]


def test_the_same_answer_twice_is_one_and_an_expired_one_contradicts_nobody() -> None:
    assert read(LINE, LINE) == Decisions((ANSWER,), ())
    renewed = LINE.replace("10903", "10888").replace("31/12/2025", "")
    assert [d.answer for d in read(LINE, renewed, on=date(2026, 1, 1)).valid] == ["10888"]


def test_answers_for_two_contents_of_one_subject_stand_beside_each_other() -> None:
    first, second = LINE.replace(";;là", ";12;là"), LINE.replace(";;là", ";15;là").replace("10903", "10888")
    assert [d.answer for d in read(first, second).valid] == ["10903", "10888"]


def test_two_tables_that_contradict_each_other_are_both_told() -> None:
    other = read_decisions(f"{HEAD}\n{LINE.replace('10903', '10888')}\n".encode(), "khac.csv", DAY, TODAY)
    both = together((read(LINE), other))
    assert both.valid == ()
    assert [f.message for f in both.findings] == [
        "dòng 2 của tệp quyết định không dùng được: dòng 2 của khac.csv trả lời khác cho cùng câu hỏi.",
        "dòng 2 của tệp quyết định không dùng được: dòng 2 của quyet-dinh.csv trả lời khác cho cùng câu hỏi."]


def test_a_decision_of_a_day_to_come_is_told_and_does_not_hold() -> None:
    found = read(LINE.replace("20/9/2025", "21/9/2025"))
    assert found.valid == ()
    assert [(f.code, f.message) for f in found.findings] == [
        ("X15", "dòng 2 của tệp quyết định không dùng được: ngày quyết định 21/9/2025 ở sau hôm nay.")]


def test_an_answer_holds_until_its_last_day() -> None:
    assert read(LINE, on=date(2025, 12, 31)).valid == (ANSWER,)
    late = read(LINE, on=date(2026, 1, 1))
    assert late.valid == ()
    assert [str(f) for f in late.findings] == [
        "X16 · quyet-dinh.csv: dòng 2 của tệp quyết định đã hết hiệu lực (31/12/2025) nên không dùng. "
        "Cách sửa: quyết định lại (ghi ngày mới), hoặc xóa dòng."]


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "thiếu cột ma, doi_tuong, tra_loi, ly_do, nguoi_quyet_dinh, ngay"),
    ("mã".encode("utf-16"), "không phải UTF-8"),
    (b"ma;doi_tuong;tra_loi;ly_do;ngay\n", "thiếu cột nguoi_quyet_dinh")])
def test_a_table_that_cannot_be_read_is_told(content: bytes, reason: str) -> None:
    found = read_decisions(content, "quyet-dinh.csv", DAY, TODAY)
    assert found.valid == () and [(f.code, f.message) for f in found.findings] == [
        ("X14", f"không đọc được tệp quyết định: {reason}.")]


def test_questions_become_answers_by_filling_in_the_blanks() -> None:
    asked = questions_bytes([Question("S63", "=cmd|x.xlsx", "", 'là "xã" nào; hay phường?', "ghi mã đơn vị")])
    assert asked.startswith(b"\xef\xbb\xbf")
    lines = asked.decode("utf-8-sig").splitlines()
    assert lines == [HEAD, "S63;'=cmd|x.xlsx;;\"là \"\"xã\"\" nào; hay phường?\";ghi mã đơn vị;;;;;"]
    assert read(lines[1]) == Decisions()
    answered = read(lines[1].removesuffix(";;;;") + "10903;đã hỏi;B;20/9/2025;")
    assert [(d.subject, d.answer) for d in answered.valid] == [("=cmd|x.xlsx", "10903")]


def test_several_tables_hold_together() -> None:
    one, two = read(LINE), read(LINE.replace("a.xlsx", "b.xlsx"), "S63;c.xlsx;;;;1;;;;")
    assert [d.subject for d in together((one, two)).valid] == ["a.xlsx", "b.xlsx"]
    assert len(together((one, two)).findings) == 1

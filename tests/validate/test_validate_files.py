"""What comes in as bytes: workbooks, other files, broken files."""

from datetime import date

import pytest

from nq57xl.generate import workbook_bytes
from nq57xl.model.finding import Place
from nq57xl.model.period import parse_period
from nq57xl.plans.files import load_plan
from nq57xl.sheets.reading.limits import UnreadableBook
from nq57xl.validate import submission, validate_bytes, validate_file
from tests.books import archive
from tests.books import xlsx as plain_xlsx
from tests.validate.forms import FILE, book, codes, plans, submit, xlsx


def test_a_real_workbook_says_what_its_cells_say() -> None:
    returned = validate_bytes(xlsx(book()), FILE, plans=plans)
    expected = submit(book())
    assert (returned.outcome, codes(returned)) == ("accepted", [])
    assert returned.facts == expected.facts
    assert len(returned.sha256) == 64
    assert (returned.plan, returned.unit, returned.period, returned.kind) == ("mau", "VHXH", "2025-09", "bieu")


def test_the_day_it_was_saved_counts_as_received() -> None:
    returned = submit(book())
    assert (returned.received, returned.received_basis) == (date(2025, 9, 19), "ngày lưu trong tệp")


def test_the_same_workbook_saved_by_libreoffice_says_the_same(soffice) -> None:
    returned = validate_bytes(soffice(xlsx(book()), "xlsx", "ods"), FILE.replace("xlsx", "ods"), plans=plans)
    assert codes(returned) == []
    assert [(f.code, f.field, f.value, f.cell) for f in returned.facts] == [
        (f.code, f.field, f.value, f.cell) for f in submit(book()).facts]


@pytest.mark.parametrize(("plan", "unit"), [
    ("hai-phong", "11542"), ("hai-phong", "SKHCN"), ("kim-thanh", "VHXH"), ("nghi-duong", "VHXH")])
def test_a_workbook_as_it_was_issued_has_nothing_wrong_but_that_it_is_blank(plan: str, unit: str) -> None:
    issued = workbook_bytes(load_plan(plan), parse_period("2025-09"), unit, "both", date(2025, 9, 1))
    returned = validate_bytes(issued, f"NQ57_{plan}_2025-09_{unit}_bieu.xlsx", plan, "2025-09")
    assert (returned.outcome, codes(returned)) == ("rejected", ["S55"])


@pytest.mark.parametrize(("data", "text"), [
    (b"", "S01 · x.xlsx: tệp rỗng. Cách sửa: gửi lại tệp."),
    (b"%PDF-1.7 ...", "S02 · x.xlsx: không phải bảng tính Excel mà là tệp PDF. "
                      "Cách sửa: gửi chính tệp biểu .xlsx đã nhận; không gửi PDF, ảnh, Word hay CSV."),
    ("Mã;Kết quả\nCT01;80\n".encode(), "S02 · x.xlsx: không phải bảng tính Excel mà là tệp văn bản hoặc CSV. "
                                       "Cách sửa: gửi chính tệp biểu .xlsx đã nhận; không gửi PDF, ảnh, Word hay CSV."),
    (archive(a__xlsx=b"x"), "S06 · x.xlsx: là tệp nén chứa nhiều tệp, không phải một bảng tính. "
                            "Cách sửa: giải nén rồi gửi từng tệp .xlsx."),
    (plain_xlsx("| A |\n| x |"), "S10 · x.xlsx: không phải biểu NQ57: không tìm thấy phần nhận dạng của biểu. "
                                 "Cách sửa: chép số liệu vào đúng tệp biểu đã nhận rồi gửi lại.")])
def test_what_is_no_returned_form_is_refused_with_a_word(data: bytes, text: str) -> None:
    refused = validate_bytes(data, "x.xlsx", plans=plans)
    assert refused.outcome == "rejected" and refused.facts == ()
    assert [str(finding) for finding in refused.findings] == [text]


@pytest.mark.parametrize(("reason", "detail", "text"), [
    ("encrypted", "chưa có mật khẩu", "S03 · x.xlsx: tệp có mật khẩu nên không mở được (chưa có mật khẩu). Cách sửa: "
     "bỏ mật khẩu mở tệp (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu và gửi lại; nơi nhận biết mật khẩu thì dùng "
     "--password-file."),
    ("damaged", "thiếu phần xl/workbook.xml", "S04 · x.xlsx: tệp hỏng, không đọc được (thiếu phần xl/workbook.xml). "
     "Cách sửa: mở tệp bằng Excel, lưu lại và gửi lại tệp."),
    ("too-large", "tệp hơn 128 MiB", "S05 · x.xlsx: tệp quá lớn (tệp hơn 128 MiB). Cách sửa: chép số liệu vào biểu "
     "gốc đã nhận, bỏ ảnh và trang thừa, rồi gửi lại.")])
def test_every_refusal_of_the_reader_has_its_code(monkeypatch, reason: str, detail: str, text: str) -> None:
    def refuse(data: bytes, name: str, **_: object) -> None:
        raise UnreadableBook(reason, detail)
    monkeypatch.setattr(submission, "read_safely", refuse)
    assert [str(finding) for finding in validate_bytes(b"x", "x.xlsx").findings] == [text]


def test_a_cut_off_file_is_damaged_and_stops_nothing() -> None:
    returned = validate_bytes(xlsx(book())[:-200], FILE, plans=plans)
    assert (returned.outcome, codes(returned)) == ("rejected", ["S04"])


def test_a_mistake_of_ours_is_not_taken_for_a_bad_file() -> None:
    def broken(plan_id: str) -> None:
        raise ZeroDivisionError
    with pytest.raises(ZeroDivisionError):
        validate_bytes(xlsx(book()), FILE, plans=broken)


def test_a_file_is_read_and_left_as_it_was(tmp_path) -> None:
    path = tmp_path / FILE
    path.write_bytes(xlsx(book()))
    before = path.stat()
    returned = validate_file(path, plans=plans)
    assert returned.file == FILE and returned.outcome == "accepted"
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_the_wrong_extension_is_read_with_a_word() -> None:
    returned = submit(book(), file="bieu.xls")
    assert [str(f) for f in returned.findings] == [
        "S56 · bieu.xls: đuôi tệp không đúng: nội dung là .xlsx; vẫn đọc được. Cách sửa: lưu lại thành .xlsx."]
    assert returned.findings[0].place == Place("bieu.xls")

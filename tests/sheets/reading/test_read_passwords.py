"""Workbooks with a password are opened with those that are known, and are never called damaged."""

import io

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from nq57xl.sheets.reading import unlock
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.limits import UnreadableBook
from nq57xl.sheets.reading.unlock import unlocked
from tests.books import with_parts, xlsx

FORM = xlsx("| A | B |\n| Chỉ tiêu | 12.5 |")


def locked(password: str) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(FORM)).encrypt(password, target)
    return target.getvalue()


def refusal(data: bytes, *passwords: str) -> tuple[str, str]:
    with pytest.raises(UnreadableBook) as refused:
        read_safely(data, "form.xlsx", passwords=passwords)
    return refused.value.reason, refused.value.detail


def test_a_known_password_opens_the_workbook() -> None:
    book = read_safely(locked("mật khẩu"), "form.xlsx", passwords=("sai", "mật khẩu"))
    assert (book.format, book.sheets[0].cells[2, 2].value) == ("xlsx", 12.5)


def test_a_password_typed_with_separate_tone_marks_opens_it_as_well() -> None:
    book = read_safely(locked("mật khẩu"), "form.xlsx", passwords=("mâ\u0323t khâ\u0309u",))
    assert book.sheets[0].cells[2, 2].value == 12.5


def test_the_password_excel_tries_by_itself_needs_nobody_to_know_it() -> None:
    assert read_safely(locked("VelvetSweatshop"), "form.xlsx").sheets[0].cells[2, 2].value == 12.5


def test_without_the_right_password_it_is_said_what_was_tried() -> None:
    assert refusal(locked("x")) == ("encrypted", "chưa có mật khẩu")
    assert refusal(locked("x"), "y") == ("encrypted", "không mật khẩu nào đã cho mở được tệp")


def test_many_wrong_passwords_end_in_time(monkeypatch) -> None:
    monkeypatch.setattr(unlock, "_worked", [])
    with pytest.raises(UnreadableBook) as refused:
        unlocked(locked("x"), [f"sai {number}" for number in range(1000)], seconds=1)
    assert refused.value.reason == "encrypted" and refused.value.detail.startswith("mới thử được ")


def test_a_password_that_opened_a_file_is_tried_first_on_the_next(monkeypatch) -> None:
    monkeypatch.setattr(unlock, "_worked", [])
    many = tuple(f"sai {number}" for number in range(3)) + ("đúng",)
    assert unlocked(locked("đúng"), many, 60) == FORM
    tried: list[str] = []
    monkeypatch.setattr(unlock, "_opened", lambda data, password: tried.append(password) or FORM)
    unlocked(locked("đúng"), many, 60)
    assert tried == ["đúng"]


def test_an_xls_with_a_password(soffice, tmp_path) -> None:
    from tests.sheets.reading.encrypted_xls import rc4_xls
    data = rc4_xls(soffice(FORM, "xlsx", "xls"), "bí mật")
    assert refusal(data) == ("encrypted", "chưa có mật khẩu")
    assert read_safely(data, "form.xls", passwords=("bí mật",)).sheets[0].cells[2, 2].value == 12.5


def test_an_encrypted_box_that_nobody_can_open_is_protected_and_not_damaged() -> None:
    broken = locked("x").replace(b"<encryption ", b"<enkryption ").replace("p:encryptedKey".encode(), b"p:encryptedKy ")
    assert refusal(broken, "x")[0] == "encrypted"


def test_an_encrypted_ods_is_refused_as_protected(soffice) -> None:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</manifest", b"<encryption-data/></manifest") if "manifest" in name else part

    assert refusal(with_parts(soffice(FORM, "xlsx", "ods"), change), "x") == ("encrypted", "chưa có mật khẩu")

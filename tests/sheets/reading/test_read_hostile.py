"""Whatever bytes come back by mail end in a workbook or a refusal with its reason, and soon."""

import io
import random
import time
import zipfile

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from nq57xl.sheets.reading.book import Book
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.limits import MIB, Limits
from nq57xl.sheets.reading.read import UnreadableBook, read_book
from tests.books import archive, with_added_part, with_parts, with_sheet_data, xlsx

FORM = xlsx("| A | B | C |\n| Chỉ tiêu | 12.5 | =B2*2 : 25 |\n| '007 | 2025-09-30 | TRUE |")
FORM_TO_COMPUTE = xlsx("| A | B | C |\n| Chỉ tiêu | 12.5 | =B2*2 |\n| =1/0 | 2025-09-30 | TRUE |")


def refusal(data: bytes, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(UnreadableBook) as refused:
        read_safely(data, "form.xlsx", limits or Limits())
    return refused.value.reason, refused.value.detail


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("empty", "tệp rỗng")),
        (bytes(4096), ("empty", "tệp rỗng")),
        (b"%PDF-1.7\n%\xe2\xe3", ("not-a-workbook", "tệp PDF")),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("not-a-workbook", "tệp ảnh")),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", ("not-a-workbook", "tệp ảnh")),
        (b"<!DOCTYPE html><html><body>x", ("not-a-workbook", "trang web (HTML)")),
        (b"\r\n<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", ("not-a-workbook", "trang web (HTML)")),
        (b'<?xml version="1.0"?><Workbook/>', ("not-a-workbook", "tệp XML")),
        ("Mã,Kết quả\nI.1,95".encode(), ("not-a-workbook", "tệp văn bản hoặc CSV")),
        ("Mã;Kết quả".encode("utf-16"), ("not-a-workbook", "tệp văn bản hoặc CSV")),
        (b"K\xd5t qu\xb6;95", ("not-a-workbook", "tệp văn bản hoặc CSV")),
        (b"Rar!\x1a\x07\x01\0", ("archive", "tệp nén RAR")),
        (b"\x01\x02\x03\x04", ("not-a-workbook", "không rõ loại tệp")),
        (archive(form__xlsx=FORM), ("archive", "tệp nén chứa nhiều tệp")),
        (
            archive(mimetype=b"application/vnd.oasis.opendocument.text"),
            ("not-a-workbook", "tài liệu văn bản OpenDocument"),
        ),
    ],
)
def test_what_is_no_workbook_is_named_for_what_it_is(data, expected):
    assert refusal(data) == expected


def test_a_word_document_named_xlsx_is_a_word_document():
    def change(name, part):
        word = b"wordprocessingml.document.main"
        return part.replace(b"spreadsheetml.sheet.main", word) if name.startswith("[Content") else part

    assert refusal(with_parts(FORM, change)) == ("not-a-workbook", "tài liệu Word")


def test_a_file_protected_by_a_password_is_not_called_damaged():
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(FORM)).encrypt("mật khẩu", locked)
    assert msoffcrypto.OfficeFile(locked).is_encrypted()
    assert refusal(locked.getvalue()) == ("encrypted", "chưa có mật khẩu")


def test_an_ods_with_encrypted_parts_is_protected_by_a_password(soffice):
    def change(name, part):
        return part.replace(b"</manifest", b"<encryption-data/></manifest") if "manifest" in name else part

    assert refusal(with_parts(soffice(FORM, "xlsx", "ods"), change))[0] == "encrypted"


def test_bytes_in_front_of_the_archive_do_not_matter():
    assert read_book(b"\xef\xbb\xbf\x01\x02" + FORM, "form.xlsx").sheets[0].cells[2, 2].value == 12.5


# --- far cells ---------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["A1048576", "XFD1048576", "XFD1"])
def test_a_stray_cell_far_out_costs_nothing(address):
    row = address.lstrip("XFDA")
    rows = f'<row r="2"><c r="B2"><v>12.5</v></c></row><row r="{row}"><c r="{address}"><v>1</v></c></row>'
    if row == "1":
        rows = f'<row r="1"><c r="{address}"><v>1</v></c></row><row r="2"><c r="B2"><v>12.5</v></c></row>'
    started = time.process_time()
    book = read_safely(with_sheet_data(rows), "form.xlsx")
    assert time.process_time() - started < 1
    assert len(book.sheets[0].cells) == 2 and book.sheets[0].cells[2, 2].value == 12.5
    assert book.traits == (frozenset() if row == "1" else {"far-cells"})


def test_a_stray_cell_far_out_in_ods_costs_nothing(soffice):
    rows = '<row r="2"><c r="B2"><v>12.5</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = soffice(with_sheet_data(rows), "xlsx", "ods")
    started = time.process_time()
    book = read_safely(data, "form.ods")
    assert time.process_time() - started < 1
    assert {place: cell.value for place, cell in book.sheets[0].cells.items()} == {(2, 2): 12.5, (1048576, 16384): 1.0}
    assert book.traits == {"far-cells"}


def test_a_stray_cell_far_out_in_xls_is_refused_and_named(soffice):
    rows = '<row r="2"><c r="B2"><v>12.5</v></c></row><row r="65536"><c r="IV65536"><v>1</v></c></row>'
    data = soffice(with_sheet_data(rows), "xlsx", "xls")
    assert refusal(data) == ("too-large", "trang Sheet1 trải đến dòng 65536, cột 256")


def test_a_filled_row_repeated_a_million_times_in_ods_is_refused_in_no_time(soffice):
    def change(name, part):
        repeated = b'<table:table-row table:number-rows-repeated="1048570" '
        return part.replace(b"<table:table-row ", repeated, 3) if name == "content.xml" else part

    data = with_parts(soffice(FORM, "xlsx", "ods"), change)
    started = time.process_time()
    assert refusal(data)[0] == "too-large"
    assert time.process_time() - started < 1


# --- archives that are traps -------------------------------------------------------------------


def test_a_part_that_unpacks_beyond_the_limit_is_refused():
    def change(name, part):
        return part.replace(b"<sheetData>", b" " * 3 * MIB + b"<sheetData>")

    bomb = with_parts(FORM, change)
    assert len(bomb) < MIB
    assert refusal(bomb, Limits(part_bytes=2 * MIB))[0] == "too-large"
    assert refusal(bomb, Limits(total_bytes=2 * MIB))[0] == "too-large"


def test_two_parts_of_one_name_are_refused_because_programs_disagree_on_them():
    twice = with_added_part(FORM, "XL\\worksheets\\SHEET1.xml", b"<worksheet/>")
    assert refusal(twice)[0] == "damaged"


def test_more_entries_than_the_limit_are_refused():
    files = {f"part{index}": b"" for index in range(30)}
    assert refusal(archive(**files), Limits(entries=20))[0] == "too-large"


def test_a_sheet_that_is_listed_but_missing_refuses_the_book():
    data = with_parts(FORM, lambda name, part: None if "sheet1.xml" in name else part)
    assert refusal(data) == ("damaged", "thiếu phần xl/worksheets/sheet1.xml")


def test_a_wrong_checksum_refuses_the_book():
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FORM)) as source, zipfile.ZipFile(target, "w") as stored:
        for name in source.namelist():
            stored.writestr(name, source.read(name))
    data = target.getvalue()
    assert data.count(b"<v>12.5</v>") == 1
    assert refusal(data.replace(b"<v>12.5</v>", b"<v>92.5</v>"))[0] == "damaged"


# --- broken files ------------------------------------------------------------------------------


def outcome(data: bytes) -> str:
    try:
        book = read_safely(data, "form")
    except UnreadableBook as refused:
        return refused.reason
    assert isinstance(book, Book)
    return "read"


@pytest.mark.parametrize("target", ["xlsx", "xls", "ods"])
def test_a_file_cut_anywhere_is_refused(soffice, target):
    whole = FORM if target == "xlsx" else soffice(FORM_TO_COMPUTE, "xlsx", target)
    outcomes = [outcome(whole[: len(whole) * cut // 20]) for cut in range(20)]
    assert outcomes[0] == "empty"
    # What an .xls lacks at its very end may be padding; a zip is never whole without its end.
    assert set(outcomes[1:]) <= ({"damaged", "read", "not-a-workbook"} if target == "xls" else {"damaged"})


@pytest.mark.parametrize("target", ["xlsx", "xls", "ods"])
def test_no_flipped_bits_end_in_anything_but_a_book_or_a_refusal(soffice, target):
    whole = FORM if target == "xlsx" else soffice(FORM_TO_COMPUTE, "xlsx", target)
    chance = random.Random(57)
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3, 20))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        assert outcome(bytes(data)) in {"read", "damaged", "too-large", "encrypted", "not-a-workbook", "archive"}


@pytest.mark.parametrize("target", ["xlsx", "ods"])
def test_no_flipped_bits_inside_the_parts_end_in_anything_else_either(soffice, target):
    """Past the checksum: the parts are changed and packed anew, as a broken program would."""
    whole = FORM if target == "xlsx" else soffice(FORM_TO_COMPUTE, "xlsx", target)
    chance = random.Random(58)

    def change(name: str, part: bytes) -> bytes:
        data = bytearray(part)
        if data and chance.random() < 0.3:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)

    for _ in range(200):
        assert outcome(with_parts(whole, change)) in {"read", "damaged", "encrypted", "not-a-workbook", "archive"}

"""Files made to exhaust, to reach out or to be read differently by different programs (limits: reading/limits.py)."""

import os
import struct
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from nq57xl.sheets.address import address
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.limits import DEFAULT_LIMITS, MIB, Limits, UnreadableBook
from nq57xl.sheets.reading.load import load
from nq57xl.sheets.reading.read import read_book
from tests.books import archive, with_added_part, with_parts, with_sheet_data, xlsx

FORM = xlsx("| A | B |\n| Chỉ tiêu | 12.5 |")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODS = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
       'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
       'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
       "{}</office:spreadsheet></office:body></office:document-content>")
CELL = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'
FULL = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"


def part(name: str, content: bytes) -> bytes:
    return with_parts(FORM, lambda each, old: content if each == name else old)


def ods(tables: str) -> bytes:
    return archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content__xml=ODS.format(tables).encode())


def table(rows: str, times: int = 1) -> str:
    """A table; or so many with names of their own."""
    names = ["Tờ", *(f"Tờ {number}" for number in range(2, times + 1))]
    return "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name in names)


def refusal(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[str, str]:
    with pytest.raises(UnreadableBook) as refused:
        read_safely(data, "form.xlsx", limits)
    return refused.value.reason, refused.value.detail


# --- zip ---------------------------------------------------------------------------------------


def directory_of(entries: int) -> bytes:
    """A directory that names so many parts and nothing else."""
    size = 46 * entries
    end = b"PK\x05\x06" + bytes(4) + struct.pack("<HHIIH", 65535, 65535, size, 0, 0)
    return (b"PK\x01\x02" + bytes(42)) * entries + end


def overlapping() -> bytes:
    """Two names for the bytes of one part."""
    data = bytearray(archive(one=b"x" * 50, two=b"x" * 50))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    return bytes(data)


ZIPS = {
    "a part of 255 MiB of blanks": (lambda: part("xl/sharedStrings.xml", b" " * (255 * MIB)),
                                    ("too-large", "phần xl/sharedStrings.xml nén quá 200 lần")),
    "a directory of a million parts": (lambda: directory_of(1_000_000), ("too-large", "hơn 10000 phần trong tệp")),
    "parts that share bytes": (overlapping, ("damaged", "phần two chồng lên phần khác")),
    "two parts but for the case": (lambda: with_added_part(FORM, "XL/Workbook.xml"),
                                   ("damaged", "hai phần cùng tên XL/Workbook.xml")),
    "a workbook in a zip": (lambda: archive(a__xlsx=FORM), ("archive", "tệp nén chứa nhiều tệp")),
    "a zip in a zip": (lambda: archive(a__zip=archive(b__zip=archive(c__xlsx=FORM))),
                       ("archive", "tệp nén chứa nhiều tệp")),
}


@pytest.mark.parametrize(("make", "expected"), ZIPS.values(), ids=ZIPS)
def test_archives_that_are_traps_are_refused_for_what_they_are(make, expected) -> None:
    started = time.process_time()
    assert refusal(make()) == expected
    assert time.process_time() - started < 5


def test_a_part_may_be_called_anything_and_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = with_added_part(with_added_part(FORM, "../../../nq57-evil", b"x"), "/tmp/nq57-evil", b"x")
    assert read_safely(data, "form.xlsx").sheets[0].cells[2, 2].value == 12.5
    assert list(tmp_path.iterdir()) == [] and not Path("/tmp/nq57-evil").exists()


def test_a_link_in_an_archive_is_no_part() -> None:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(FORM)) as source, zipfile.ZipFile(target, "w") as made:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                info.external_attr, content = 0o120777 << 16, b"/etc/passwd"
            made.writestr(info, content)
    assert refusal(target.getvalue()) == ("damaged", "thiếu phần xl/worksheets/sheet1.xml")


# --- XML ---------------------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE w [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'


@pytest.mark.parametrize("trick", [LAUGHS, OUTSIDE, PARAMETER], ids=["laughs", "outside", "parameter"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7"])
def test_declared_entities_are_refused_in_every_encoding(trick: str, encoding: str) -> None:
    body = f'{trick}<sst {MAIN}><si><t>&a;</t></si></sst>'
    if encoding == "utf-7":
        head, body = '<?xml version="1.0" encoding="UTF-7"?>', body.replace("<!", "+ADwAIQ-")
    else:
        head = f'<?xml version="1.0" encoding="{encoding[:6]}"?>'
    reason, detail = refusal(part("xl/sharedStrings.xml", (head + body).encode(encoding.replace("utf-7", "ascii"))))
    assert reason == "damaged" and "xl/sharedStrings.xml" in detail


DEEP = {
    "sheet": lambda: part("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>".encode() + b"<a>" * 300_000),
    "strings": lambda: part("xl/sharedStrings.xml", f"<sst {MAIN}><si>".encode() + b"<r>" * 300_000
                            + b"</r>" * 300_000 + b"</si></sst>"),
    "styles": lambda: part("xl/styles.xml", f"<s {MAIN}>".encode() + b"<a>" * 300_000 + b"</a>" * 300_000 + b"</s>"),
    "ods groups": lambda: ods(table("<table:table-row-group>" * 50_000 + "</table:table-row-group>" * 50_000)),
    "ods spans": lambda: ods(table('<table:table-row><table:table-cell office:value-type="string"><text:p>'
                                   + "<text:span>" * 50_000 + "</text:span>" * 50_000
                                   + "</text:p></table:table-cell></table:table-row>")),
}


@pytest.mark.parametrize("make", DEEP.values(), ids=DEEP)
def test_deep_nesting_ends_soon(make) -> None:
    started = time.process_time()
    try:
        read_safely(make(), "form.xlsx")
    except UnreadableBook as refused:
        assert refused.reason == "damaged"
    assert time.process_time() - started < 5


# --- cells -------------------------------------------------------------------------------------

FLOODS = {
    "a million formatted rows": (lambda: with_sheet_data("".join(
        f'<row r="{row}" s="1" customFormat="1"/>' for row in range(1, 1_048_577))), 0),
    "16,384 columns": (lambda: with_sheet_data('<row r="1">' + "".join(
        f'<c r="{address(1, column)}"><v>1</v></c>' for column in range(1, 16_385)) + "</row>"), 16_384),
    "a merge over everything, many times": (lambda: with_sheet_data(
        FULL, tail="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 20_000 + "</mergeCells>"), 1),
    "a hidden row repeated to the end on 500 sheets": (lambda: ods(table(
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048575"><table:table-cell/>'
        "</table:table-row>", 500)), None),
    "blanks by the thousand": (lambda: ods(table(
        '<table:table-row><table:table-cell office:value-type="string"><text:p>'
        + '<text:s text:c="999999"/>' * 20_000 + "</text:p></table:table-cell></table:table-row>")), 1),
}


@pytest.mark.parametrize(("make", "cells"), FLOODS.values(), ids=FLOODS)
def test_floods_of_nothing_cost_little(make, cells: int | None) -> None:
    data = make()
    started = time.process_time()
    book = read_safely(data, "form.xlsx")
    assert time.process_time() - started < 8
    assert cells is None or len(book.sheets[0].cells) == cells
    assert all(sheet.hidden_rows == () for sheet in book.sheets)


TOO_MUCH = {
    "a filled row repeated": (lambda: ods(table(
        f'<table:table-row table:number-rows-repeated="900000">{CELL.format(1)}</table:table-row>')),
        "trang Tờ: dòng 1 lặp lại 900000 lần"),
    "filled columns repeated": (lambda: ods(table(f"<table:table-row>{CELL.format(16_384)}</table:table-row>" * 9)),
                                "trang Tờ: dòng 7 có ô lặp lại 16384 lần"),
    "hidden columns on 50 sheets": (lambda: ods(table(
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="16383"/>', 50)),
        "trang Tờ 13: hơn 200000 cột ẩn trong cả tệp"),
    "600,000 cells": (lambda: with_sheet_data("".join(
        f'<row r="{row}">' + f'<c><v>{row}</v></c>' * 10 + "</row>" for row in range(1, 60_001))),
        "phần xl/worksheets/sheet1.xml: hơn 500000 ô có dữ liệu"),
}


@pytest.mark.parametrize(("make", "detail"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_more_than_a_limit_is_refused_and_the_limit_named(make, detail: str) -> None:
    data = make()
    started = time.process_time()
    assert refusal(data) == ("too-large", detail)
    assert time.process_time() - started < 8


def test_a_cell_in_the_row_of_another_refuses_the_book_because_programs_disagree_on_it() -> None:
    assert refusal(with_sheet_data('<row r="5"><c r="A7"><v>1</v></c></row>')) == (
        "damaged", "phần xl/worksheets/sheet1.xml: ô A7 nằm trong dòng 5")


def test_two_sheets_of_one_name_refuse_the_book() -> None:
    data = xlsx({"Một": "| A |\n| 1 |", "Hai": "| A |\n| 2 |"})
    twice = with_parts(data, lambda name, old: old.replace("Hai".encode(), "MỘT".encode()))
    assert refusal(twice) == ("damaged", "hai trang tính cùng tên MỘT")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by the kernel's own account")
def test_the_parent_stays_small_whatever_a_file_asks_for(tmp_path: Path) -> None:
    """80 MB of text in inline strings, read apart and refused; a bare interpreter with our modules has 40 MB."""
    text = "x" * 32_000
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{row}{text}</t></is></c></row>'
                   for row in range(1, 2_600))
    (tmp_path / "big.xlsx").write_bytes(with_sheet_data(rows))
    program = ("import sys; from pathlib import Path\n"
               "from nq57xl.validate import validate_file\n"
               "print(validate_file(Path(sys.argv[1])).findings[0].found)\n"
               "status = Path('/proc/self/status').read_text()\n"
               "print(int(status.split('VmHWM:')[1].split()[0]) // 1024)")
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "big.xlsx")], capture_output=True, text=True,
                          check=True)
    found, peak = done.stdout.split("\n")[:2]
    assert found in ("nội dung các ô hơn 64 MiB", "phần xl/worksheets/sheet1.xml nén quá 200 lần")
    assert int(peak) < 100


# --- what acts, or reaches out -----------------------------------------------------------------

TRAITS = {
    "xl/vbaProject.bin": "macros", "xl/macrosheets/sheet1.xml": "macro-sheets",
    "xl/embeddings/oleObject1.bin": "objects",
    "xl/activeX/activeX1.bin": "activex", "xl/connections.xml": "connections", "customUI/customUI14.xml": "custom-ui",
    "xl/webextensions/taskpanes.xml": "web-extensions", "xl/media/image1.png": "pictures",
    "_xmlsignatures/s.xml": "signed"}


@pytest.mark.parametrize(("name", "trait"), TRAITS.items())
def test_active_contents_are_named_and_the_figures_read(name: str, trait: str) -> None:
    book = read_safely(with_added_part(FORM, name, b"x"), "form.xlsx")
    assert (book.traits, book.sheets[0].cells[2, 2].value) == ({trait}, 12.5)


def test_a_link_to_another_program_is_told_from_one_to_a_workbook() -> None:
    linked = with_added_part(FORM, "xl/externalLinks/externalLink1.xml", b"<externalLink><ddeLink/></externalLink>")
    assert read_safely(linked, "form.xlsx").traits == {"external-links", "dde"}


@pytest.mark.parametrize(("formula", "trait"), [
    ("cmd|'/c calc'!A0", "dde"), ('_xlfn.WEBSERVICE("http://127.0.0.1:9/")', "web-functions"),
    ('HYPERLINK("http://127.0.0.1:9/","x")', "links-out"),
    ('CALL("kernel32","WinExec","JCJ","calc",0)', "web-functions"),
    ('HYPERLINK("#A1","x")', None), ('"a|\'b\'!c"', None), ("RECALL(A1)", None)])
def test_formulas_that_would_reach_out_are_named_and_never_followed(formula: str, trait: str | None) -> None:
    written = formula.replace("&", "&amp;")
    data = with_sheet_data(f'<row r="1"><c r="A1"><f>{written}</f><v>5</v></c></row>')
    assert read_safely(data, "form.xlsx").traits == ({trait} if trait else frozenset())


def test_a_workbook_of_all_tricks_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    data = with_sheet_data('<row r="1"><c r="A1"><f>_xlfn.WEBSERVICE("http://127.0.0.1:9/")</f><v>5</v></c></row>')
    assert read_book(data, "form.xlsx").sheets[0].cells[1, 1].value == 5.0


# --- what is no file ---------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bieu.xlsx")
    with pytest.raises(UnreadableBook) as refused:
        load(tmp_path / "bieu.xlsx")
    assert refused.value.reason == "not-a-workbook"


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(FORM)
    real = os.fstat
    calls: list[int] = []

    def growing(number: int) -> os.stat_result:
        calls.append(number)
        if len(calls) == 2:
            with path.open("ab") as file:
                file.write(b"x")
        return real(number)

    monkeypatch.setattr("nq57xl.sheets.reading.load.os.fstat", growing)
    with pytest.raises(UnreadableBook) as refused:
        load(path)
    assert refused.value.detail == "tệp đang được ghi; đợi chép xong rồi đọc lại"


def test_a_file_beyond_the_limit_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * MIB)
    with pytest.raises(UnreadableBook) as refused:
        load(path)
    assert (refused.value.reason, refused.value.detail) == ("too-large", "tệp hơn 64 MiB")

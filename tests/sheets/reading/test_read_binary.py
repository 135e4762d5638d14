"""The binary formats: what python-calamine leaves out is found in the records."""

import struct

import pytest

from nq57xl.sheets.reading.book import Cell
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.read import UnreadableBook
from nq57xl.sheets.reading.xls import _Substream
from tests.books import archive, with_parts

CONTENT_TYPES = b"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>"""
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


STYLES_LINK = f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.bin"/></Relationships>'.encode()


def relationship(kind: str, target: str) -> bytes:
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}">{link}</Relationships>'.encode()


def record(kind: int, body: bytes = b"") -> bytes:
    lead = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return lead + bytes([len(body)]) + body


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def row(number: int, flags: int = 0) -> bytes:
    return record(0, struct.pack("<IIHHBI", number, 0, 0, flags, 0, 0))


def cell(kind: int, column: int, body: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + body)


def xlsb(*records: bytes, state: int = 0, styles: bytes = b"") -> bytes:
    """Return an .xlsb with one sheet of these records; `styles` are those of its styles part."""
    bundle = struct.pack("<II", state, 1) + text("rId1") + text("Chỉ tiêu")
    workbook = [record(131), record(143), record(156, bundle), record(144), record(132)]
    extent = record(148, struct.pack("<IIII", 0, 9, 0, 9))
    sheet = [record(129), extent, record(145), *records, record(146), record(130)]
    return archive(
        **{
            "[Content_Types]__xml": CONTENT_TYPES,
            "_rels/__rels": relationship("officeDocument", "xl/workbook.bin"),
            "xl/workbook__bin": b"".join(workbook),
            "xl/_rels/workbook__bin__rels": relationship("worksheet", "worksheets/sheet1.bin").replace(
                b"</Relationships>", STYLES_LINK if styles else b"</Relationships>"),
            **({"xl/styles__bin": record(278) + styles + record(279)} if styles else {}),
            "xl/worksheets/sheet1__bin": b"".join(sheet),
        }
    )


EMPTY_FORMULA = struct.pack("<HII", 0, 0, 0)


def test_values_errors_and_formulas_of_an_xlsb():
    data = xlsb(
        row(1),
        cell(5, 1, struct.pack("<d", 12.5)),
        cell(6, 2, text("Chưa có")),
        cell(9, 3, struct.pack("<d", 25.0) + EMPTY_FORMULA),
        row(2, flags=0x1000),
        cell(11, 1, b"\x07" + EMPTY_FORMULA),
        cell(3, 2, b"\x2a"),
        cell(1, 3, b""),
        state=2,
    )
    book = read_safely(data, "form.xlsb")
    (sheet,) = book.sheets
    assert (book.format, sheet.name, sheet.visibility) == ("xlsb", "Chỉ tiêu", "very hidden")
    assert sheet.hidden_rows == (3,)
    assert sheet.cells == {
        (2, 2): Cell(2, 2, 12.5),
        (2, 3): Cell(2, 3, "Chưa có"),
        (2, 4): Cell(2, 4, 25.0, "", True),
        (3, 2): Cell(3, 2, "#DIV/0!", "error", True),
        (3, 3): Cell(3, 3, "#N/A", "error"),
    }


def test_cells_of_an_xlsb_that_show_a_percentage_are_known():
    formats = record(615, struct.pack("<I", 1)) + record(44, struct.pack("<H", 164) + text("0.0%")) + record(616)
    kinds = b"".join(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, 9, 164))
    styles = formats + record(626) + record(47, bytes(16)) + record(627)
    styles += record(617, struct.pack("<I", 3)) + kinds + record(618)
    numbers = [cell(5, column, struct.pack("<d", 0.5), style=column) for column in range(3)]
    sheet = read_safely(xlsb(row(0), *numbers, styles=styles), "form.xlsb").sheet("Chỉ tiêu")
    assert [found.is_percent for found in sheet.cells.values()] == [False, True, True]


def test_a_far_cell_of_an_xlsb_costs_nothing():
    far = xlsb(row(0), cell(5, 0, struct.pack("<d", 1)), row(1048575), cell(5, 16383, struct.pack("<d", 1)))
    book = read_safely(far, "form.xlsb")
    assert [(place, found.value) for place, found in book.sheets[0].cells.items()] == [
        ((1, 1), 1.0), ((1048576, 16384), 1.0)]
    assert book.traits == {"far-cells"}


def test_short_records_stand_to_the_right_of_the_cell_before():
    """SheetJS writes them for neighbours; readers that pass over them lose figures without a word."""
    short = record(16, bytes(4) + struct.pack("<d", 7.5))
    whole = record(13, bytes(4) + struct.pack("<I", (25 << 2) | 3))
    (sheet,) = read_safely(xlsb(row(0), cell(5, 1, struct.pack("<d", 1)), short, record(12, bytes(4)), whole),
                           "form.xlsb").sheets
    assert {place: found.value for place, found in sheet.cells.items()} == {(1, 2): 1.0, (1, 3): 7.5, (1, 5): 0.25}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_in_an_xlsb_is_never_one(number):
    (sheet,) = read_safely(xlsb(row(0), cell(5, 0, struct.pack("<d", number))), "form.xlsb").sheets
    assert sheet.cells[1, 1].state == "unreadable"


def test_a_string_index_that_points_nowhere_gives_no_other_string():
    (sheet,) = read_safely(xlsb(row(0), cell(7, 0, struct.pack("<I", 5))), "form.xlsb").sheets
    assert sheet.cells[1, 1] == Cell(1, 1, "5", "unreadable")


def test_a_cut_record_of_an_xlsb_refuses_the_book():
    with pytest.raises(UnreadableBook) as refused:
        read_safely(xlsb(row(0) + b"\x05\x7f"), "form.xlsb")
    assert refused.value.reason == "damaged"


def test_an_xlsb_sheet_cut_between_two_records_refuses_the_book():
    """Found by the fuzz test: the rows before the break were taken."""
    whole = xlsb(row(0), cell(5, 0, struct.pack("<d", 1)), row(1), cell(5, 0, struct.pack("<d", 2)))
    end = row(1) + cell(5, 0, struct.pack("<d", 2)) + record(146) + record(130)
    cut = with_parts(whole, lambda name, part: part.removesuffix(end) if "sheet1" in name else part)
    with pytest.raises(UnreadableBook) as refused:
        read_safely(cut, "form.xlsb")
    assert (refused.value.reason, refused.value.detail) == ("damaged", "tệp .xlsb bị cắt cụt")


def biff8(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def formula(column: int, result: bytes) -> bytes:
    return biff8(0x06, struct.pack("<HHH", 4, column, 15) + result + bytes(6))


def test_results_of_formulas_in_an_xls():
    stream = b"".join(
        [
            biff8(0x809, struct.pack("<HH", 0x600, 0x10)),
            formula(0, struct.pack("<d", 25.0)),
            formula(1, b"\x02\0\x07\0\0\0\xff\xff"),
            formula(2, b"\x00\0\0\0\0\0\xff\xff"),
            biff8(0x207, struct.pack("<HB", 1, 0) + b"x"),
            formula(3, b"\x00\0\0\0\0\0\xff\xff"),
            formula(4, b"\x03\0\0\0\0\0\xff\xff"),
            biff8(0x0A),
        ]
    )
    marks = _Substream(stream, 0).marks
    assert marks.formulas == {(5, 1), (5, 2), (5, 3), (5, 4), (5, 5)}
    assert marks.states == {(5, 2): ("#DIV/0!", "error"), (5, 4): (None, "uncomputed")}
    assert (marks.last_row, marks.last_column) == (5, 5)

"""What cells say beside their values: formulas, comments, the alphabet of their font, contents under merged cells."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from nq57xl.sheets.address import address
from nq57xl.sheets.reading.book import Sheet
from nq57xl.sheets.reading.formulas import from_openformula, shifted
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.read import read_book
from tests.books import with_added_part, with_parts, with_sheet_data, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def made(fill: Callable[[xlsxwriter.Workbook, object], None]) -> bytes:
    """A workbook with one sheet that `fill` writes."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target)
    fill(workbook, workbook.add_worksheet("Chỉ tiêu"))
    workbook.close()
    return target.getvalue()


def only(data: bytes, name: str = "form.xlsx") -> Sheet:
    sheet, *_ = read_safely(data, name).sheets
    return sheet


def placed(facts: object) -> dict[str, str]:
    return {address(*place): fact for place, fact in sorted(facts.items())}


# --- formulas ----------------------------------------------------------------------------------


def test_formulas_are_told_as_excel_shows_them() -> None:
    rows = ('<row r="1"><c r="A1"><f>IF(B1&gt;0,100*B1/$C$1,"a&amp;b")</f><v>1</v></c>'
            '<c r="B1"><f>_xlfn.IFS(A1=1,2)</f><v>2</v></c><c r="C1"><f t="array" ref="C1">SUM(A1:A2*2)</f><v>1</v></c>'
            '<c r="D1"><f/><v>3</v></c></row>')
    assert placed(only(with_sheet_data(rows)).formulas) == {
        "A1": 'IF(B1>0,100*B1/$C$1,"a&b")', "B1": "IFS(A1=1,2)", "C1": "SUM(A1:A2*2)"}


@pytest.mark.parametrize("prefix", ["", "<!-- general way -->"])
def test_a_shared_formula_is_moved_to_each_place(prefix: str) -> None:
    rows = ('<row r="2"><c r="D2"><f t="shared" ref="D2:E3" si="0">B2/$C2*D$1+SUM(B:B,3:3)&amp;"B2"</f><v>1</v></c>'
            '<c r="E2"><f t="shared" si="0"/><v>1</v></c></row>'
            '<row r="3"><c r="D3"><f t="shared" si="0"/><v>1</v></c></row>')
    assert placed(only(with_sheet_data(rows, head=prefix)).formulas) == {
        "D2": 'B2/$C2*D$1+SUM(B:B,3:3)&"B2"', "D3": 'B3/$C3*D$1+SUM(B:B,4:4)&"B2"',
        "E2": 'C2/$C2*E$1+SUM(C:C,3:3)&"B2"'}


@pytest.mark.parametrize(("text", "moved"), [
    ("A1", "B3"), ("$A$1+A$1+$A1", "$A$1+B$1+$A3"), ("'Tờ A1'!A1", "'Tờ A1'!B3"), ("LOG10(A1)", "LOG10(B3)"),
    ("Bảng[A1]", "Bảng[A1]"), ("T1!A1", "T1!B3"), ("nq_A1+A1.x", "nq_A1+A1.x"), ("XFD1", None), ("A1048575", None),
    ("1E5+A1", "1E5+B3"), ("[1]Tờ!A1", "[1]Tờ!B3")])
def test_references_move_and_nothing_else_does(text: str, moved: str | None) -> None:
    assert shifted(text, 2, 1) == moved


@pytest.mark.parametrize(("text", "expected"), [
    ("of:=[.A1]+[.B2];", "A1+B2,"),
    ('of:=IF([.A1]>0;"a;[.B1]";[$\'Chỉ tiêu\'.$I$9])', "IF(A1>0,\"a;[.B1]\",'Chỉ tiêu'!$I$9)"),
    ("of:=SUM([.A1:.B9];[Tờ2.C1])", "SUM(A1:B9,Tờ2!C1)"), ("of:=SUM([.A:.B])", "SUM(A:B)"),
    ("of:=COM.MICROSOFT.IFS([.A1]=1;2)", "IFS(A1=1,2)"), ("msoxl:=A1+B1", "A1+B1"),
    ("of:=SUM(['file:///x.ods'#$Tờ.A1])", None), ("of:={1;2|3;4}", None), ("of:=[.A1]~[.B1]", None),
    ("of:=[.#REF!]+1", None), ("of:=ORG.LIBREOFFICE.RAWSUBTRACT(1;2)", None), ("of:=\"mở", None)])
def test_openformula_is_translated_where_that_is_certain(text: str, expected: str | None) -> None:
    assert from_openformula(text) == expected


def test_libreoffice_tells_the_same_formulas_in_ods(soffice) -> None:
    source = xlsx({"Tờ 2": "| A |\n| 5 |", "Tờ1": "| A | B |\n| 4 | =IF(A2>3,SUM(A2:A2,'Tờ 2'!$A$2)/2,0) |"})
    book = read_safely(soffice(source, "xlsx", "ods"), "form.ods")
    assert placed(book.sheets[1].formulas) == {"B2": "IF(A2>3,SUM(A2:A2,'Tờ 2'!$A$2)/2,0)"}


# --- comments ----------------------------------------------------------------------------------


def with_comments(workbook: xlsxwriter.Workbook, page: object) -> None:
    page.write("A2", "x")
    page.write_comment("B2", "Số đúng là 85,5\nđã hỏi thôn", {"author": "A"})
    page.write_comment("C9", "12/15")


@pytest.mark.parametrize("target", ["xlsx", "ods", "xls"])
def test_comments_are_told_with_their_cells(soffice, target: str) -> None:
    data = made(with_comments)
    sheet = only(data if target == "xlsx" else soffice(data, "xlsx", target), f"form.{target}")
    assert placed(sheet.notes) == {"B2": "Số đúng là 85,5\nđã hỏi thôn", "C9": "12/15"}


def test_a_thread_is_its_messages_and_not_the_note_for_older_programs() -> None:
    kinds = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    thread = ('<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
              '<threadedComment ref="B2" id="{1}"><text>Là 85,5?</text></threadedComment>'
              '<threadedComment ref="B2" id="{2}" parentId="{1}"><text>Đúng</text></threadedComment>'
              "</ThreadedComments>")

    def change(name: str, part: bytes) -> bytes:
        link = f'<Relationship Id="rId9" Type="{kinds}" Target="../threadedComments/threadedComment1.xml"/>'
        return part.replace(b"</Rel", link.encode() + b"</Rel") if "sheet1.xml.rels" in name else part

    data = with_added_part(with_parts(made(with_comments), change), "xl/threadedComments/threadedComment1.xml",
                           thread.encode())
    assert placed(only(data).notes) == {"B2": "Là 85,5?\nĐúng", "C9": "12/15"}


def test_a_broken_part_of_comments_costs_the_comments_and_no_figure() -> None:
    data = with_parts(made(with_comments), lambda name, part: part[:50] if "comments1.xml" in name else part)
    sheet = only(data)
    assert placed(sheet.notes) == {} and sheet.cells[2, 1].value == "x"


# --- alphabets older than Unicode --------------------------------------------------------------


def with_old_fonts(workbook: xlsxwriter.Workbook, page: object) -> None:
    fonts = (".VnTime", ".VnTimeH", "VNI-Times", "Times New Roman")
    tcvn3, capitals, vni, plain = (workbook.add_format({"font_name": font}) for font in fonts)
    page.write("A1", "C¸n bé x·", tcvn3)
    page.write("B1", "céng hßa", capitals)
    page.write("C1", "Ngöôøi daân", vni)
    page.write("D1", "C¸n bé x·", plain)
    page.write("E1", "UBND 12,5", tcvn3)
    page.write("F1", "Người dân", vni)
    page.write("A2", "Hoàn thành", tcvn3)
    page.write_rich_string("B2", plain, "Số liệu: ", tcvn3, "kh«ng cã", plain)
    page.write_rich_string("C2", plain, "Đã có ", plain, "số liệu", tcvn3)
    page.write("D2", 12.5, tcvn3)


EXPECTED = {"A1": "Cán bộ xã", "B1": "CỘNG HÒA", "C1": "Người dân", "D1": "C¸n bé x·", "E1": "UBND 12,5",
            "F1": "Người dân", "A2": "Hoàn thành", "B2": "Số liệu: không có", "C2": "Đã có số liệu", "D2": 12.5}
STORED = {"A1": "C¸n bé x·", "B1": "céng hßa", "B2": "Số liệu: kh«ng cã", "C1": "Ngöôøi daân"}


@pytest.mark.parametrize("target", ["xlsx", "ods"])
def test_text_in_an_old_font_becomes_unicode_and_the_text_as_stored_is_kept(soffice, target: str) -> None:
    data = made(with_old_fonts)
    sheet = only(data if target == "xlsx" else soffice(data, "xlsx", target), f"form.{target}")
    assert {address(*place): cell.value for place, cell in sheet.cells.items()} == EXPECTED
    assert placed(sheet.converted) == STORED
    assert sheet.doubted == frozenset()


def test_text_in_an_old_font_in_xls_where_only_the_fonts_of_whole_cells_are_told(soffice) -> None:
    sheet = only(soffice(made(with_old_fonts), "xlsx", "xls"), "form.xls")
    assert placed(sheet.converted) == {place: text for place, text in STORED.items() if place != "B2"}
    assert [sheet.cells[1, column].value for column in (1, 2, 3)] == ["Cán bộ xã", "CỘNG HÒA", "Người dân"]


def test_where_unicode_stands_in_the_font_too_a_text_of_two_readings_is_left_and_doubted() -> None:
    """`bé` is a word in Unicode; in TCVN3 it is `bộ`."""
    def fill(workbook: xlsxwriter.Workbook, page: object) -> None:
        tcvn3 = workbook.add_format({"font_name": ".VnArial"})
        for place, text in {"A1": "Số liệu", "A2": "bé", "A3": "kh«ng"}.items():
            page.write(place, text, tcvn3)

    sheet = only(made(fill))
    assert [sheet.cells[row, 1].value for row in (1, 2, 3)] == ["Số liệu", "bé", "không"]
    assert (sheet.doubted, placed(sheet.converted)) == ({(2, 1)}, {"A3": "kh«ng"})


def test_a_text_of_two_readings_goes_by_its_font_where_nothing_speaks_against_it() -> None:
    sheet = only(made(lambda workbook, page: page.write("A1", "bé", workbook.add_format({"font_name": ".VnArial"}))))
    assert sheet.cells[1, 1].value == "bộ"


def test_inline_texts_with_fonts_of_their_own() -> None:
    rows = ('<row r="1"><c r="A1" t="inlineStr"><is><r><t xml:space="preserve">UBND </t></r>'
            '<r><rPr><rFont val=".VnTime"/></rPr><t>x·</t></r></is></c></row>')
    sheet = only(with_sheet_data(rows))
    assert (sheet.cells[1, 1].value, placed(sheet.converted)) == ("UBND xã", {"A1": "UBND x·"})


# --- merged cells ------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["xlsx", "ods", "xls"])
def test_only_the_first_cell_of_a_merged_area_counts_and_the_rest_is_told(soffice, target: str) -> None:
    rows = ('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
            '<row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row>')
    data = with_sheet_data(rows, tail='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>')
    sheet = only(data if target == "xlsx" else soffice(data, "xlsx", target), f"form.{target}")
    assert {address(*place): cell.value for place, cell in sheet.cells.items()} == {"A1": 1.0, "C2": 4.0}
    assert {address(*place): cell.value for place, cell in sheet.covered.items()} == {"B1": 2.0, "A2": 3.0}
    assert sheet.merged == ((1, 1, 2, 2),)


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    data = with_sheet_data('<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="B9"><v>2</v></c></row>',
                           tail='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    sheet = read_book(data, "form.xlsx").sheets[0]
    assert list(sheet.cells) == [(1, 1)] and list(sheet.covered) == [(9, 2)]


# --- emphasis ----------------------------------------------------------------------------------


def emphasised(workbook: xlsxwriter.Workbook, page: object) -> None:
    struck = workbook.add_format({"font_strikeout": True})
    raised, lowered = (workbook.add_format({"font_script": script}) for script in (1, 2))
    page.write_rich_string("A1", "28", raised, "1")
    page.write_rich_string("A2", struck, "25", " 28")
    page.write_rich_string("A3", "CO", lowered, "2")
    page.write_number("A4", 28, struck)
    page.write_rich_string("A5", struck, "2", struck, "8", struck)
    page.write_rich_string("A6", workbook.add_format({"bold": True}), "2", "8")
    page.write_number("A7", 28, raised)


@pytest.mark.parametrize("prefix", [b"", b"<!-- general way -->"])
def test_parts_that_are_struck_or_raised_and_contents_struck_as_a_whole_are_told(prefix: bytes) -> None:
    data = with_parts(made(emphasised), lambda name, part: part.replace(b"<sheetData>", prefix + b"<sheetData>"))
    sheet = only(data)
    assert {address(*place) for place in sheet.mixed} == {"A1", "A2", "A3"}
    assert {address(*place) for place in sheet.struck} == {"A4", "A5"}


def test_libreoffice_tells_the_same_looks_in_ods(soffice) -> None:
    sheet = read_safely(soffice(made(emphasised), "xlsx", "ods"), "form.ods").sheets[0]
    assert {address(*place) for place in sheet.mixed} == {"A1", "A2", "A3"}
    assert {address(*place) for place in sheet.struck} == {"A4", "A5"}


def test_formatted_texts_that_stand_in_the_cells_are_looked_at_too() -> None:
    runs = ('<r><t>28</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>',
            '<r><rPr><strike val="0"/></rPr><t>2</t></r><r><t>8</t></r>',
            '<r><rPr><strike/></rPr><t>28</t></r>')
    cells = "".join(f'<c r="A{n}" t="inlineStr"><is>{text}</is></c></row><row r="{n + 1}">'
                    for n, text in enumerate(runs, 1))
    sheet = only(with_sheet_data(f'<row r="1">{cells}</row>'))
    assert (sheet.mixed, sheet.struck) == ({(1, 1)}, {(3, 1)})


def test_numbers_whose_format_shows_other_digits_are_told() -> None:
    def fill(workbook: xlsxwriter.Workbook, page: object) -> None:
        for row, code in enumerate(("#,##0,", '0",000"', "#,##0", "dd/mm/yyyy", "0.0%")):
            page.write_number(row, 0, 15000, workbook.add_format({"num_format": code}))
        page.write_string("B1", "15000", workbook.add_format({"num_format": "#,##0,"}))

    assert {address(*place) for place in only(made(fill)).misled} == {"A1", "A2"}

"""Every spelling of a worksheet's XML gives the same cells, and no cell is silently wrong."""

import random
from datetime import date

import pytest

from nq57xl.sheets.reading.book import Cell
from nq57xl.sheets.reading.limits import DEFAULT_LIMITS, Limits
from nq57xl.sheets.reading.read import UnreadableBook, read_book
from nq57xl.sheets.reading.sheet_xml import SheetXml, _Handlers, _regular
from tests.books import with_parts, with_sheet_data, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def only_sheet(data: bytes) -> dict[tuple[int, int], Cell]:
    return read_book(data, "form.xlsx").sheets[0].cells


def with_sheet(sheet: bytes) -> bytes:
    return with_parts(with_sheet_data(""), lambda name, part: sheet if name.endswith("sheet1.xml") else part)


SPELLINGS = {
    "plain": '<worksheet xmlns="MAIN"><sheetData><row r="2"><c r="C2"><v>125.5</v></c></row></sheetData></worksheet>',
    "prefix": (
        '<x:worksheet xmlns:x="MAIN"><x:sheetData><x:row r="2"><x:c r="C2"><x:v>125.5</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    ),
    "strict": (
        '<worksheet xmlns="STRICT"><sheetData><row r="2"><c r="C2"><v>125.5</v></c></row></sheetData></worksheet>'
    ),
    "quotes": "<worksheet xmlns='MAIN'><sheetData><row r='2'><c r='C2'><v>125.5</v></c></row></sheetData></worksheet>",
    "comment": (
        '<worksheet xmlns="MAIN"><sheetData><row r="2"><c r="C2"><v>12<!-- x -->5.5</v></c></row>'
        "</sheetData></worksheet>"
    ),
    "cdata": (
        '<worksheet xmlns="MAIN"><sheetData><row r="2"><c r="C2"><v><![CDATA[125.5]]></v></c></row>'
        "</sheetData></worksheet>"
    ),
    "no addresses": (
        '<worksheet xmlns="MAIN"><sheetData><row/><row><c/><c/><c><v>125.5</v></c></row></sheetData></worksheet>'
    ),
    "line breaks": (
        '<worksheet xmlns="MAIN">\n<sheetData>\n <row r="2">\n  <c\n r="C2"\n><v>125.5</v></c>\n </row></sheetData>'
        "</worksheet>"
    ),
}


@pytest.mark.parametrize("sheet", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_spelling_gives_the_same_cell(sheet, encoding):
    written = sheet.replace("MAIN", MAIN).replace("STRICT", STRICT)
    assert only_sheet(with_sheet(written.encode(encoding))) == {(2, 3): Cell(2, 3, 125.5)}


def test_both_ways_through_the_xml_see_the_same_tokens():
    rows = (
        '<row r="1" hidden="1"><c r="A1" s="1"/><c r="B1" t="str"><f>A1&amp;"x"</f><v>a &lt;&amp;amp; b</v></c></row>'
        '<row r="2"/><row r="3"><c r="AA3" t="n"><f t="shared" si="0"/><v>1</v></c><c r="AB3"><f>A1</f></c></row>'
    )
    sheet = (
        f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="3" hidden="1"/></cols>'
        f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    ).encode()
    regular = _regular(sheet, "sheet1")
    assert regular == _Handlers("sheet1", DEFAULT_LIMITS).run(sheet)
    assert regular is not None
    assert regular.tokens == [
        (1, 2, "", "str", True, "a <&amp; b"),
        (3, 27, "", "n", True, "1"),
        (3, 28, "", "", True, None),
    ]


def test_the_fast_way_never_sees_a_sheet_other_than_the_parser_does():
    rows = (
        '<row r="1" ht="15"><c r="A1" s="1"/><c r="B1" t="str"><f aca="false">A1&amp;"x"</f><v>a &lt; b</v></c></row>'
        '<row r="2"><c r="C2" t="s"><v>0</v></c><c r="D2"><v xml:space="preserve"> 1 </v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> y &lt;</t></is></c><c r="B3" t="inlineStr"/>'
        '<c r="C3" t="s"><is><t>5</t></is></c></row>'
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    chance = random.Random(57)
    fragments = b'< > / & " <c </c> <v> <is> <t> </row> \x00 \xff x: 0 r'.split(b" ") + [b" ", b"\r"]
    for _ in range(5000):
        at, length = chance.randrange(len(sheet)), chance.randrange(4)
        changed = sheet[:at] + chance.choice(fragments) + sheet[at + length :]
        assert seen(_regular, changed, "sheet") in (None, seen(_parsed, changed, "sheet"))


def _parsed(content: bytes, part: str) -> SheetXml:
    return _Handlers(part, DEFAULT_LIMITS).run(content)


def seen(way, content: bytes, part: str) -> SheetXml | str | None:
    try:
        return way(content, part)
    except UnreadableBook as refused:
        return refused.reason


def test_what_xlsxwriter_writes_goes_the_fast_way():
    parts: dict[str, bytes] = {}
    with_parts(xlsx("| A | B |\n| x | =1+1 : 2 |"), lambda name, part: parts.setdefault(name, part))
    assert _regular(parts["xl/worksheets/sheet1.xml"], "sheet1") is not None


@pytest.mark.parametrize("written", ["1,5", "abc", "0x10", "NaN", "INF", "1E999", "9" * 400, "1_000", "1 2"])
def test_what_is_no_number_is_never_one(written):
    data = with_sheet_data(f'<row r="1"><c r="A1"><v>{written}</v></c></row>')
    assert only_sheet(data) == {(1, 1): Cell(1, 1, written, "unreadable")}


@pytest.mark.parametrize("index", ["5", "-1", "1.0", "x", "99999999999"])
def test_a_string_index_that_points_nowhere_never_gives_another_string(index):
    data = with_sheet_data(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')
    assert only_sheet(data) == {(1, 1): Cell(1, 1, index, "unreadable")}


def test_a_cell_written_twice_is_unreadable_whatever_it_says():
    data = with_sheet_data('<row r="1"><c r="A1"><v>125.5</v></c><c r="A1"><v>999</v></c></row>')
    assert only_sheet(data)[1, 1].state == "unreadable"


def test_inline_and_formatted_texts_without_readings_and_with_escapes():
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>Chỉ </t></r><r><t>tiêu</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>'
        "<si><t>a_x000A_b_x005F_x</t></si><si><t></t></si></sst>"
    ).encode()
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>x</t></r><r><t> y</t></r></is></c></row>'
    )
    cells = only_sheet(with_sheet_data(rows, strings=strings))
    assert [(place, cell.value) for place, cell in cells.items()] == [
        ((1, 1), "Chỉ tiêu"),
        ((1, 2), "a\nb_x"),
        ((1, 4), "x y"),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", date(1900, 1, 1)),
        ("59", date(1900, 2, 28)),
        ("61", date(1900, 3, 1)),
        ("60", 60.0),
        ("-5", -5.0),
        ("20250930", 20250930.0),
    ],
)
def test_a_date_cell_that_holds_no_day_keeps_its_number(value, expected):
    data = xlsx("| A |\n| 2025-09-30 |")
    changed = with_parts(
        data,
        lambda name, part: part.replace(b"<v>45930</v>", f"<v>{value}</v>".encode()) if "sheet1" in name else part,
    )
    assert only_sheet(changed)[2, 1].value == expected


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1"><v>1 & 2</v></c></row>',
        '<row r="1"><c r="A1"><v>1 &nbsp; 2</v></c></row>',
        '<row r="1"><c r="foo"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>\x01</v></c></row>',
    ],
)
def test_a_broken_sheet_refuses_the_book_and_gives_no_row_of_it(rows):
    with pytest.raises(UnreadableBook) as refused:
        only_sheet(with_sheet_data(rows))
    assert refused.value.reason == "damaged"


def test_entities_are_refused_before_they_multiply():
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        for encoding in ("utf-8", "utf-16"):

            def change(name, content, part=part, encoding=encoding):
                if name != part:
                    return content
                body = content.decode().split("?>", 1)[1]
                return (laughs + body).encode(encoding)

            with pytest.raises(UnreadableBook) as refused:
                read_book(with_parts(xlsx("| A |\n| x |"), change), "form.xlsx")
            assert refused.value.reason == "damaged"


def test_more_cells_than_the_limit_are_too_large():
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 12))
    with pytest.raises(UnreadableBook) as refused:
        read_book(with_sheet_data(rows), "form.xlsx", Limits(cells=10))
    assert refused.value.reason == "too-large"


ALTERNATIVES = ('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                '<mc:Choice Requires="x14"><v>15</v></mc:Choice><mc:Fallback><v>16</v></mc:Fallback>'
                "</mc:AlternateContent>")


@pytest.mark.parametrize(("content", "kind", "shown"), [
    ("<v>15</v><v>16</v>", "", "1516"), ("<is><t>15</t></is><v>16</v>", "inlineStr", "1516"),
    ("<is><t>15</t></is><v>16</v>", "n", "1516"), (ALTERNATIVES, "", "1516")])
def test_two_contents_in_one_cell_are_no_content(content, kind, shown):
    attribute = f' t="{kind}"' if kind else ""
    cells = only_sheet(with_sheet_data(f'<row r="1"><c r="A1"{attribute}>{content}</c></row>'))
    assert cells == {(1, 1): Cell(1, 1, shown, "unreadable")}


def test_a_value_of_another_vocabulary_is_none():
    cells = only_sheet(with_sheet_data('<row r="1"><c r="A1"><z:v xmlns:z="urn:x">99</z:v><v>15</v></c></row>'))
    assert cells == {(1, 1): Cell(1, 1, 15.0)}


def test_minus_zero_is_zero():
    cells = only_sheet(with_sheet_data('<row r="1"><c r="A1"><v>-0</v></c></row>'))
    assert repr(cells[1, 1].value) == "0.0"

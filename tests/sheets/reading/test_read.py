"""A returned workbook is read the same whatever program saved it, and says what it does not hold."""

import io
import re
from datetime import date, datetime

import pytest
import xlsxwriter

from nq57xl.sheets.address import address
from nq57xl.sheets.reading.book import Book, Cell
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.read import read_book
from tests.books import with_added_part, with_parts, with_sheet_data, xlsx

FORMATS = ("xlsx", "xls", "ods")

FORM = """
| B            | C          | D                | E     |
|--------------|------------|------------------|-------|
| Chỉ tiêu hoà | 12.5       | =C2*2 : 25       | TRUE  |
| '007         | 2025-09-30 | =C3+1 : 45931    |       |
| & < > "      | -3         | ="a"&"b" : ab    | FALSE |
"""


def values(book: Book, sheet: str = "Sheet1") -> dict[str, object]:
    """Return address -> value of the sound cells, address -> state of the others."""
    found = book.sheet(sheet)
    assert found is not None
    return {address(*place): cell.state or cell.value for place, cell in sorted(found.cells.items())}


EXPECTED = {
    "B2": "Chỉ tiêu hoà",
    "C2": 12.5,
    "D2": 25.0,
    "E2": True,
    "B3": "007",
    "C3": date(2025, 9, 30),
    "D3": 45931.0,
    "B4": '& < > "',
    "C4": -3.0,
    "D4": "ab",
    "E4": False,
}


def test_the_cells_of_a_workbook_as_it_was_issued():
    assert values(read_book(xlsx(FORM), "form.xlsx")) == EXPECTED


# Without results, LibreOffice works the formulas out itself (see the last test of this file).
FORM_TO_COMPUTE = re.sub(r" : \w+", "", FORM)


@pytest.mark.parametrize("target", FORMATS)
def test_the_same_cells_after_libreoffice_saved_it(soffice, target):
    book = read_safely(soffice(xlsx(FORM_TO_COMPUTE), "xlsx", target), f"form.{target}")
    read = values(book)
    # LibreOffice gives the formula over a date the format of a date.
    assert read.pop("D3") in (45931.0, date(2025, 10, 1))
    assert read == {place: value for place, value in EXPECTED.items() if place != "D3"}
    assert book.format == target


@pytest.mark.parametrize("target", FORMATS)
def test_formulas_are_known_as_formulas(soffice, target):
    book = read_safely(soffice(xlsx(FORM_TO_COMPUTE), "xlsx", target), "form")
    formulas = {address(*place) for place, cell in book.sheets[0].cells.items() if cell.has_formula}
    # LibreOffice turns TRUE and FALSE into formulas; a person's TRUE is no figure of the form.
    assert formulas - {"E2", "E4"} == {"D2", "D3", "D4"}


BLANKS = """
| A              | B      | C    | D      |
|----------------|--------|------|--------|
| =1/0 : #DIV/0! | =A9+1  |      | #N/A   |
"""


def test_an_error_a_formula_without_result_and_a_blank_are_three_things():
    sheet = read_book(xlsx(BLANKS), "form.xlsx").sheets[0]
    assert sheet.cells == {
        (2, 1): Cell(2, 1, "#DIV/0!", "error", True),
        (2, 2): Cell(2, 2, None, "uncomputed", True),
        (2, 4): Cell(2, 4, "#N/A", "", False),
    }


@pytest.mark.parametrize("target", FORMATS)
def test_libreoffice_saves_errors_in_its_own_ways_and_they_stay_errors(soffice, target):
    source = xlsx("| A | B | C |\n| =1/0 | =NA() | =NoSuchName+1 |")
    sheet = read_safely(soffice(source, "xlsx", target), "form").sheets[0]
    assert {cell.state for cell in sheet.cells.values()} == {"error"}
    assert [sheet.cells[2, column].value for column in (1, 2, 3)] == ["#DIV/0!", "#N/A", "#NAME?"]


def test_an_ods_formula_without_a_value_is_uncomputed(soffice):
    ods = soffice(xlsx("| A | B |\n| 2 | =A2*3 |"), "xlsx", "ods")
    bare = with_parts(ods, lambda name, part: part.replace(b' office:value-type="float" office:value="6"', b""))
    assert values(read_book(bare, "form.ods")) == {"A2": 2.0, "B2": "uncomputed"}


def test_a_formula_whose_result_is_the_empty_text_is_a_blank():
    rows = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>A1</f><v/></c></row>'
    assert values(read_book(with_sheet_data(rows), "form.xlsx")) == {"B1": "uncomputed"}


def test_hidden_sheets_are_read_and_known_as_hidden():
    one = "| A |\n| x |"
    sheets = {"Chỉ tiêu": one, "_danhmuc": one, "_nq57": one}
    data = xlsx(sheets, hidden={"_danhmuc": "hidden", "_nq57": "very hidden"})
    book = read_book(data, "form.xlsx")
    assert [(sheet.name, sheet.visibility, len(sheet.cells)) for sheet in book.sheets] == [
        ("Chỉ tiêu", "visible", 1),
        ("_danhmuc", "hidden", 1),
        ("_nq57", "very hidden", 1),
    ]


@pytest.mark.parametrize("target", FORMATS)
def test_libreoffice_turns_very_hidden_into_hidden_and_keeps_the_cells(soffice, target):
    data = xlsx({"Sheet1": "| A |\n| x |", "_nq57": "| A |\n| mã |"}, hidden={"_nq57": "very hidden"})
    book = read_safely(soffice(data, "xlsx", target), "form")
    assert [sheet.visibility for sheet in book.sheets] == ["visible", "hidden"]
    assert values(book, "_nq57") == {"A2": "mã"}


def test_dates_of_a_1904_workbook_are_the_same_days():
    data = xlsx("| A |\n| 2025-09-30 |", date_1904=True)
    assert values(read_book(data, "form.xlsx")) == {"A2": date(2025, 9, 30)}


def test_dates_of_a_1904_workbook_in_xls(soffice):
    data = xlsx("| A |\n| 2025-09-30 |", date_1904=True)
    assert values(read_safely(soffice(data, "xlsx", "xls"), "form.xls")) == {"A2": date(2025, 9, 30)}


def test_a_moment_keeps_its_time_and_an_iso_cell_is_a_date():
    rows = '<row r="1"><c r="A1" t="d"><v>2025-09-30T14:30:00</v></c><c r="B1" t="d"><v>2024-02-30</v></c></row>'
    assert values(read_book(with_sheet_data(rows), "form.xlsx")) == {
        "A1": datetime(2025, 9, 30, 14, 30),
        "B1": "unreadable",
    }


@pytest.mark.parametrize("target", FORMATS)
def test_merged_areas_and_a_table_that_starts_far_from_a1(soffice, target):
    source = with_sheet_data(
        '<row r="7"><c r="D7"><v>5</v></c></row><row r="9"><c r="F9"><v>6</v></c></row>',
        tail='<mergeCells count="1"><mergeCell ref="D7:E8"/></mergeCells>',
    )
    data = source if target == "xlsx" else soffice(source, "xlsx", target)
    sheet = read_safely(data, "form").sheets[0]
    assert sheet.merged == ((7, 4, 8, 5),)
    assert {place: cell.value for place, cell in sheet.cells.items()} == {(7, 4): 5.0, (9, 6): 6.0}


@pytest.mark.parametrize("target", FORMATS)
def test_hidden_rows_and_columns_are_named(soffice, target):
    source = with_sheet_data(
        '<row r="2"><c r="A2"><v>1</v></c><c r="D2"><v>1</v></c></row>'
        '<row r="3" hidden="1"><c r="A3"><v>2</v></c></row>',
        head='<cols><col min="2" max="3" width="9" hidden="1"/></cols>',
    )
    data = source if target == "xlsx" else soffice(source, "xlsx", target)
    sheet = read_safely(data, "form").sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((3,), (2, 3))


@pytest.mark.parametrize("target", FORMATS)
def test_the_day_and_the_program_of_the_last_save_are_told(soffice, target):
    book = read_safely(soffice(xlsx(FORM_TO_COMPUTE), "xlsx", target), "form")
    assert book.saved is not None and abs((date.today() - book.saved).days) <= 1
    assert target == "xls" or book.application.startswith("LibreOffice")


@pytest.mark.parametrize(
    ("part", "trait"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "external-links"),
        ("_xmlsignatures/sig1.xml", "signed"),
    ],
)
def test_macros_links_and_signatures_are_seen_and_the_figures_still_read(part, trait):
    book = read_book(with_added_part(xlsx(FORM), part), "form.xlsx")
    assert book.traits == {trait}
    assert values(book) == EXPECTED


def test_an_address_is_written_as_excel_writes_it():
    places = [(1, 1), (12, 26), (3, 27), (1048576, 16384)]
    assert [address(*place) for place in places] == ["A1", "Z12", "AA3", "XFD1048576"]


def test_libreoffice_loses_a_stored_text_result_in_xls_which_no_reader_can_know(soffice):
    """It writes 0 with no mark; a figure of the form is never a text result, so no figure is touched."""
    data = soffice(xlsx('| A |\n| ="a"&"b" : ab |'), "xlsx", "xls")
    assert read_safely(data, "form.xls").sheets[0].cells[2, 1] == Cell(2, 1, 0.0, "", True)


def percent_book() -> bytes:
    """A2 shown as 50%, B2 as 25.0%, C2 as 3.5 with a percent sign that is only a text."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target)
    page = workbook.add_worksheet("Sheet1")
    for column, (value, code) in enumerate(((0.5, "0%"), (0.25, "0.0%;[Red]-0.0%"), (3.5, '0.0"%"'))):
        page.write_number(1, column, value, workbook.add_format({"num_format": code}))
    workbook.close()
    return target.getvalue()


def percents(book: Book) -> dict[str, bool]:
    return {address(*place): cell.is_percent for place, cell in book.sheet("Sheet1").cells.items()}


def test_cells_that_show_a_percentage_are_known():
    assert percents(read_book(percent_book(), "form.xlsx")) == {"A2": True, "B2": True, "C2": False}


@pytest.mark.parametrize("target", ["xlsx", "ods", "xls"])
def test_cells_that_show_a_percentage_are_known_after_libreoffice_saved_them(soffice, target):
    book = read_safely(soffice(percent_book(), "xlsx", target), f"form.{target}")
    assert percents(book) == {"A2": True, "B2": True, "C2": False}

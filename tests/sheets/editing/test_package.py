"""Workbooks changed inside their package open as if a spreadsheet program had saved them."""

import io

from openpyxl import load_workbook

from nq57xl.sheets.editing.looks import Look, looked
from nq57xl.sheets.editing.package import Package
from nq57xl.sheets.editing.page import ErrorText, Formula
from nq57xl.sheets.editing.references import Move, inserted
from tests.books import xlsx

TABLE = """
| A   | B   | C              |
|-----|-----|----------------|
| xã  | 12  | =B2*2 : 24     |
| thôn | 3  | =SUM(B2:B3) : 15 |
"""


def opened(package: Package, values: bool = False):
    return load_workbook(io.BytesIO(package.data()), data_only=values)


def test_typing_keeps_everything_else() -> None:
    package = Package(xlsx({"Biểu": TABLE}))
    page = package.page("Biểu")
    page.put(2, 1, "Xã A & B")
    page.put(3, 2, Formula("1+2", 3))
    page.put(5, 4, ErrorText("#N/A"))
    formulas, values = opened(package)["Biểu"], opened(package, True)["Biểu"]
    assert [cell.value for cell in formulas[2]][:3] == ["Xã A & B", 12, "=B2*2"]
    assert (formulas["B3"].value, values["B3"].value, values["D5"].value) == ("=1+2", 3, "#N/A")
    assert values["C3"].value == 15


def test_inserted_rows_take_formulas_of_all_sheets_along() -> None:
    package = Package(xlsx({"Biểu": TABLE, "Tổng": "| A |\n| =Biểu!B3 : 3 |"}))
    package.move("Biểu", Move(rows=inserted(3, 2)))
    book = opened(package)
    assert book["Biểu"]["C5"].value == "=SUM(B2:B5)"
    assert book["Tổng"]["A2"].value == "=Biểu!B5"


def test_a_renamed_sheet_is_followed_and_a_deleted_one_is_missed() -> None:
    package = Package(xlsx({"Biểu": TABLE, "Tổng": "| A |\n| =Biểu!B3 : 3 |"}))
    package.rename("Biểu", "Biểu 01")
    assert opened(package)["Tổng"]["A2"].value == "='Biểu 01'!B3"
    package.drop("Biểu 01")
    assert opened(package).sheetnames == ["Tổng"]
    assert opened(package)["Tổng"]["A2"].value == "=#REF!"


def test_a_copied_sheet_has_the_same_cells() -> None:
    package = Package(xlsx({"Biểu": TABLE}))
    package.copy("Biểu", "Biểu (2)")
    book = opened(package)
    assert [[c.value for c in row] for row in book["Biểu"]] == [[c.value for c in row] for row in book["Biểu (2)"]]


def test_a_look_differs_only_in_what_was_asked() -> None:
    package = Package(xlsx({"Biểu": TABLE}))
    page = package.page("Biểu")
    page.restyle(2, 2, looked(package, page.cell(2, 2).style, Look(font=".VnTime", number_format="0%", fill="92D050")))
    cell = opened(package)["Biểu"]["B2"]
    assert (cell.font.name, cell.number_format, cell.fill.fgColor.rgb) == (".VnTime", "0%", "FF92D050")
    assert opened(package)["Biểu"]["B3"].number_format == "General"

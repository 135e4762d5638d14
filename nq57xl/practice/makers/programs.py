"""Workbooks saved by other programs, or pasted as values into new ones (20, 21)."""

import re
from dataclasses import replace

from nq57xl.practice.bench import LAYOUTS, Bench, kind
from nq57xl.practice.kinds import OFFICE
from nq57xl.sheets.editing.looks import Look
from nq57xl.sheets.editing.package import APP, CORE, TYPES, WORKBOOK
from nq57xl.sheets.editing.page import RowXml
from nq57xl.sheets.editing.references import Move, deleted
from nq57xl.sheets.editing.resave import saved_by_openpyxl
from nq57xl.sheets.layout import GUIDE_SHEET, IDENTITY_SHEET, KEY, LISTS_SHEET
from nq57xl.simulate.office import converted


def _hidden(state: str):
    """A change of the list of sheets: very hidden ones get another state."""
    return lambda entries: [facts | {"state": state} if facts.get("state") == "veryHidden" else facts
                            for facts in entries]


def _without_names(bench: Bench) -> None:
    bench.package.change_names(lambda facts, area: None if facts["name"].startswith("nq_") else (facts, area))


def _tails(bench: Bench, pattern: str) -> None:
    for title in bench.package.titles:
        page = bench.package.page(title)
        page.tail = re.sub(pattern, "", page.tail, flags=re.DOTALL)


def _padded(bench: Bench, rows: int) -> None:
    """Blank rows down to a round number, as grids of fixed size are saved."""
    for title in bench.package.titles:
        page = bench.package.page(title)
        for row in range(page.last_row + 1, rows + 1):
            page.rows[row] = RowXml({"ht": "15.75", "customHeight": "1"})


@kind("saved-by-google", "Lưu lại bằng Google Trang tính", "20")
def saved_by_google(bench: Bench) -> None:
    package = bench.package
    package.change_entries(_hidden("hidden"))
    if bench.luck.random() < 0.7:
        _without_names(bench)
    _tails(bench, r"<dataValidations.*?</dataValidations>|<sheetProtection[^>]*/>|<pageSetup[^>]*/>|"
                  r"<headerFooter.*?</headerFooter>")
    _padded(bench, 1000)
    for part in (APP, CORE):
        package.parts.pop(part, None)
        package.change(TYPES, lambda xml, part=part: re.sub(rf'<Override PartName="/{part}"[^>]*/>', "", xml))
        package.change("_rels/.rels", lambda xml, part=part: re.sub(rf'<Relationship [^>]*Target="/?{part}"[^>]*/>', "",
                                                                    xml))
    package.change(WORKBOOK, lambda xml: re.sub(r"<workbookProtection[^>]*/>|<calcPr[^>]*/>", "", xml))
    bench.tell("Lưu lại bằng Google Trang tính: mất tên vùng, giới hạn nhập, thuộc tính tệp; 1.000 dòng trống")


@kind("saved-by-excel-web", "Lưu lại bằng Excel trên web", "20")
def saved_by_excel_web(bench: Bench) -> None:
    bench.package.set_property(APP, "Application", "Microsoft Excel Online")
    bench.package.change_names(lambda facts, area: None if bench.luck.random() < 0.3 else (facts, area))
    bench.tell("Lưu lại bằng Excel trên web: mất một phần tên vùng")


@kind("saved-by-wps", "Lưu lại bằng WPS Office", "21")
def saved_by_wps(bench: Bench) -> None:
    """The stated size of the sheets is A1, times are odd, names are there."""
    bench.package.set_property(APP, "Application", "WPS 表格")
    bench.package.set_property(APP, "AppVersion", bench.luck.choice(("12.0000", "WPS_12.2.0.23131", "")))
    stated = bench.luck.choice(("A1:A1", "A1", "A1:C3"))
    for title in bench.package.titles:
        page = bench.package.page(title)
        page.head = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="{stated}"/>', page.head)
    bench.package.change_entries(_hidden(bench.luck.choice(("hidden", "visible"))))
    bench.tell(f"Lưu lại bằng WPS: vùng đã dùng ghi {stated}, tên chương trình lạ")


@kind("saved-by-libreoffice", "Lưu lại bằng LibreOffice (.xlsx)", "20", OFFICE)
def saved_by_libreoffice(bench: Bench) -> None:
    bench.finish.append(lambda data: converted(data, "xlsx", "xlsx"))
    bench.tell("Mở và lưu bằng LibreOffice")


@kind("saved-by-openpyxl", "Lưu lại bằng một chương trình tự viết (openpyxl)", "14")
def saved_by_library(bench: Bench) -> None:
    bench.finish.append(saved_by_openpyxl)
    bench.tell("Mở và lưu bằng openpyxl: công thức không còn kết quả lưu")


@kind("saved-by-script", "Lưu lại bằng chương trình giữ kết quả cũ (ExcelJS, SheetJS)", "20")
def saved_by_script(bench: Bench) -> None:
    """Limits and protection are lost, very hidden sheets show, results of formulas are those of the blank form."""
    old = bench.case.blank
    bench.package.change_entries(_hidden("hidden"))
    bench.package.change_names(lambda facts, area: None if "localSheetId" in facts else (facts, area))
    _tails(bench, r"<dataValidations.*?</dataValidations>|<sheetProtection[^>]*/>|"
                  r"<conditionalFormatting.*?</conditionalFormatting>")
    if old and bench.luck.random() < 0.7:
        before = Bench(bench.case, bench.luck, old)
        for title in bench.package.titles:
            page, issued = bench.package.page(title), before.package.page(title)
            for row, column in page.formulas():
                page.set(row, column, replace(issued.cell(row, column), style=page.cell(row, column).style))
    bench.package.set_property(APP, "Application", bench.luck.choice(("SheetJS", "Microsoft Excel")))
    bench.tell("Lưu lại bằng chương trình không tính công thức: kết quả lưu là của biểu trống")


@kind("saved-as-constants", "Lưu lại chỉ còn giá trị (pandas, dán giá trị cả sổ)", "20")
def saved_as_constants(bench: Bench) -> None:
    """All formulas are constants now, all sheets show, names and looks are gone but for the dates'."""
    bench.package.change_entries(lambda entries: [facts | {"state": "visible"} for facts in entries])
    _without_names(bench)
    day = bench.look("0", Look(number_format="dd/mm/yyyy"))
    for title in bench.package.titles:
        _bare(bench, title, day)
    bench.package.change(WORKBOOK, lambda xml: re.sub(r"<workbookProtection[^>]*/>", "", xml))
    bench.tell("Sổ chỉ còn giá trị: mất công thức, tên vùng, định dạng")


def _bare(bench: Bench, title: str, day: str) -> None:
    """A sheet with nothing but values; `day` is the look of dates."""
    page = bench.package.page(title)
    date_column = LAYOUTS["assignment"].index("completed_on")
    is_dated = title == LAYOUTS["assignment"].name
    for row, cells in page.rows.items():
        cells.attributes.clear()
        for column, cell in list(cells.cells.items()):
            body = re.sub(r"<f(?:\s[^>]*)?>.*?</f>|<f[^>]*/>", "", cell.body, flags=re.DOTALL)
            if not body or body == "<v></v>":
                del cells.cells[column]
                continue
            dated = is_dated and column == date_column and not cell.kind
            page.set(row, column, replace(cell, body=body, style=day if dated else ""))
    page.head = re.sub(r"<sheetPr.*?</sheetPr>|<sheetViews>.*?</sheetViews>|<cols>.*?</cols>", "", page.head,
                       flags=re.DOTALL)
    page.tail = "</worksheet>"


def _only_tables(bench: Bench) -> None:
    """Guide, lists and identity stay behind in the old workbook."""
    for title in (GUIDE_SHEET, LISTS_SHEET, IDENTITY_SHEET):
        bench.package.drop(title)


@kind("pasted-into-new-workbook", "Dán bảng sang sổ mới, cả cột ẩn", "+")
def pasted_into_new_workbook(bench: Bench) -> None:
    """File name and the line below the titles say whose it is; keys are still there."""
    saved_as_constants_of(bench)
    _only_tables(bench)
    bench.outcome = "repaired"
    bench.tell("Các bảng được dán giá trị sang một sổ mới; tên tệp giữ nguyên")


@kind("pasted-visible-only", "Dán phần nhìn thấy sang sổ mới, mất cột khóa", "+")
def pasted_visible_only(bench: Bench) -> None:
    saved_as_constants_of(bench)
    _only_tables(bench)
    for sheet in bench.kinds:
        layout = LAYOUTS[sheet]
        row = next(r for r in sorted(bench.page(sheet).rows) if bench.page(sheet).text(r, layout.index(KEY)) == KEY)
        bench.move(sheet, Move(rows=deleted(row), columns=deleted(layout.index(KEY), 2)))
        bench.touched |= {(sheet, code) for code in bench.rows(sheet)}
    bench.outcome = "repaired"
    bench.tell("Phần nhìn thấy của các bảng được dán sang một sổ mới; tên tệp giữ nguyên")


def saved_as_constants_of(bench: Bench) -> None:
    """The table sheets with nothing but values."""
    _without_names(bench)
    day = bench.look("0", Look(number_format="dd/mm/yyyy"))
    for sheet in bench.kinds:
        _bare(bench, bench.title(sheet), day)


@kind("stamp-lost", "Mất trang nhận dạng", "+")
def stamp_lost(bench: Bench) -> None:
    """The cover still says who and when."""
    bench.package.drop(IDENTITY_SHEET)
    if bench.luck.random() < 0.5:
        bench.name = bench.luck.choice(("bieu.xlsx", "Bao cao thang 9.xlsx", "Biểu báo cáo NQ57.xlsx"))
    bench.outcome = "repaired"
    bench.tell(f"Xóa trang nhận dạng; tệp tên {bench.name}")


@kind("hidden-columns-lost", "Mất các cột ẩn", "+")
def hidden_columns_lost(bench: Bench) -> None:
    for sheet in bench.luck.sample(bench.kinds, bench.luck.randint(1, len(bench.kinds))):
        layout = LAYOUTS[sheet]
        bench.move(sheet, Move(columns=deleted(layout.index(KEY), len(layout.columns) - layout.index(KEY) + 1)))
        bench.touched |= {(sheet, code) for code in bench.rows(sheet)}
        bench.tell(f"Xóa các cột ẩn của trang {bench.title(sheet)}")

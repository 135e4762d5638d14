"""Other file formats under any name, passwords, macros, objects and pictures (22, 23, 24)."""

import base64
import re

from nq57xl.model.record import REJECTED
from nq57xl.practice.bench import LAYOUTS, Bench, kind
from nq57xl.practice.kinds import LOCKSMITH, OFFICE
from nq57xl.sheets.editing.package import OFFICE as RELATION
from nq57xl.sheets.editing.package import TYPES, WORKBOOK
from nq57xl.sheets.editing.page import Formula
from nq57xl.sheets.editing.resave import locked
from nq57xl.simulate.office import converted

PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
                           "kJggg==")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(600) + b"\xff\xd9"
RAR = b"Rar!\x1a\x07\x01\x00" + bytes(200)
SEVEN = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(200)


def _as(bench: Bench, target: str, name: str = "") -> None:
    bench.finish.append(lambda data: converted(data, "xlsx", target))
    suffix = name or target.partition(":")[0]
    bench.name = re.sub(r"\.xlsx$", f".{suffix}", bench.name)
    bench.tell(f"Lưu bằng LibreOffice thành .{target}, tệp mang đuôi .{suffix}")


@kind("saved-as-ods", "Lưu thành .ods", "22", OFFICE)
def saved_as_ods(bench: Bench) -> None:
    _as(bench, "ods")


@kind("saved-as-xls", "Lưu thành .xls", "22", OFFICE)
def saved_as_xls(bench: Bench) -> None:
    _as(bench, "xls")


@kind("wrong-suffix", "Đổi đuôi tệp: .ods, .xls mang đuôi .xlsx và ngược lại", "22", OFFICE)
def wrong_suffix(bench: Bench) -> None:
    if bench.luck.random() < 0.3:
        bench.name = bench.name.replace(".xlsx", bench.luck.choice((".xls", ".xlsm", ".ods", ".zip", ".bak", "")))
        bench.tell(f"Tệp .xlsx mang tên {bench.name}")
    else:
        _as(bench, bench.luck.choice(("ods", "xls")), "xlsx")


@kind("saved-as-csv", "Lưu thành .csv, đuôi .csv hoặc .xlsx", "22")
def saved_as_csv(bench: Bench) -> None:
    """One sheet as text: it is no workbook, and is refused."""
    sheet = bench.luck.choice(bench.kinds[:2])
    page, mark = bench.page(sheet), bench.luck.choice((",", ";", "\t"))
    lines = [mark.join('"' + page.text(row, column).replace('"', '""') + '"' for column in range(1, 18))
             for row in range(1, page.last_row + 1)]
    content = "\r\n".join(lines).encode(bench.luck.choice(("utf-8-sig", "utf-8", "utf-16")))
    _instead(bench, content, bench.luck.choice(("csv", "xlsx", "txt")), "Lưu trang biểu thành CSV")


def _instead(bench: Bench, content: bytes, suffix: str, words: str) -> None:
    """Something else in the place of the workbook: it is refused."""
    bench.finish.append(lambda _: content)
    bench.name = re.sub(r"\.xlsx$", f".{suffix}", bench.name)
    bench.outcome = REJECTED
    bench.tell(f"{words}; tệp tên {bench.name}")


@kind("not-a-workbook", "PDF, ảnh, Word, trang web thay cho sổ", "24")
def not_a_workbook(bench: Bench) -> None:
    html = "<html><head><meta charset='utf-8'></head><body><table><tr><td>STT</td></tr></table></body></html>"
    content, suffixes, words = bench.luck.choice((
        (PDF, ("pdf", "xlsx"), "Bản quét PDF"), (JPEG, ("jpg", "xlsx"), "Ảnh chụp bảng"),
        (PICTURE, ("png", "xlsx"), "Ảnh chụp màn hình"), (html.encode(), ("xls", "html", "xlsx"), "Trang web"),
        (_document(bench), ("docx", "xlsx"), "Văn bản Word"), (RAR, ("rar", "xlsx"), "Tệp nén RAR"),
        (SEVEN, ("7z", "xlsx"), "Tệp nén 7z")))
    _instead(bench, content, bench.luck.choice(suffixes), words)


def _document(bench: Bench) -> bytes:
    """A Word file: the same container, other parts."""
    from nq57xl.practice.makers.containers import zipped
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
             'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
             'wordprocessingml.document.main+xml"/></Types>')
    return zipped({TYPES: types.encode(), "word/document.xml": b"<w:document/>"})


@kind("password-to-open", "Đặt mật khẩu mở tệp", "23", LOCKSMITH)
def password_to_open(bench: Bench) -> None:
    password = bench.luck.choice(("123456", "nq57@2025", "Xã Kim Thành"))
    bench.finish.append(lambda data: locked(data, password))
    bench.outcome = REJECTED
    bench.tell(f"Mật khẩu mở tệp: {password}")


@kind("password-nobody-typed", "Tệp mã hóa bằng mật khẩu mặc định của Excel", "23", LOCKSMITH)
def password_nobody_typed(bench: Bench) -> None:
    """Excel opens such a file without asking."""
    bench.finish.append(lambda data: locked(data, "VelvetSweatshop"))
    bench.tell("Mã hóa bằng mật khẩu mặc định, Excel mở không hỏi")


@kind("sheet-protected-anew", "Khóa trang, khóa sổ bằng mật khẩu riêng", "23")
def sheet_protected_anew(bench: Bench) -> None:
    lock = '<sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/>'
    for title in bench.package.titles:
        page = bench.package.page(title)
        page.tail = re.sub(r"<sheetProtection[^>]*/>", lock, page.tail)
    whole = '<workbookProtection workbookPassword="CC1A" lockStructure="1" lockWindows="1"/>'
    bench.package.change(WORKBOOK, lambda xml: re.sub(r"<workbookProtection[^>]*/>", whole, xml))
    bench.tell("Mọi trang và cả sổ khóa lại bằng mật khẩu riêng")


@kind("macros-added", "Sổ có macro (.xlsm)", "24")
def macros_added(bench: Bench) -> None:
    package = bench.package
    package.parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1528)
    package.change(TYPES, lambda xml: xml.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml").replace(
        "</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'))
    package.relate(WORKBOOK, "rIdVba", "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                   "vbaProject.bin")
    if bench.luck.random() < 0.7:
        bench.name = bench.name.replace(".xlsx", ".xlsm")
    bench.tell(f"Thêm macro; tệp tên {bench.name}")


def _picture(bench: Bench, sheet: str) -> None:
    package, part = bench.package, bench.package.part_of(bench.title(sheet))
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    drawing = (f'<xdr:wsDr xmlns:xdr="{space}/spreadsheetDrawing" xmlns:a="{space}/main"><xdr:oneCellAnchor><xdr:from>'
               "<xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
               '<xdr:ext cx="6000000" cy="4000000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1"/>'
               f'<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="{RELATION}" r:embed="rId1"/><a:stretch>'
               '<a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic>'
               "<xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>")
    package.add_part("xl/drawings/drawing1.xml", drawing.encode(),
                     "application/vnd.openxmlformats-officedocument.drawing+xml")
    package.parts["xl/media/image1.png"] = PICTURE
    package.change(TYPES, lambda xml: xml.replace("<Override", '<Default Extension="png" ContentType="image/png"/>'
                                                               "<Override", 1))
    package.relate("xl/drawings/drawing1.xml", "rId1", f"{RELATION}/image", "../media/image1.png")
    package.relate(part, "rIdPic", f"{RELATION}/drawing", "../drawings/drawing1.xml")
    page = bench.page(sheet)
    page.tail = page.tail.replace("</worksheet>", f'<drawing xmlns:r="{RELATION}" r:id="rIdPic"/></worksheet>')


@kind("picture-added", "Dán thêm ảnh, biểu tượng vào trang", "24")
def picture_added(bench: Bench) -> None:
    sheet = bench.luck.choice(bench.kinds)
    _picture(bench, sheet)
    bench.tell(f"Dán một ảnh vào trang {bench.title(sheet)}")


@kind("picture-instead-of-table", "Dán ảnh của bảng, ô nhập để trống", "24")
def picture_instead_of_table(bench: Bench) -> None:
    emptied(bench)
    _picture(bench, bench.kinds[0])
    bench.outcome = REJECTED
    bench.tell("Ô nhập để trống, số liệu chỉ có trong một ảnh")


def emptied(bench: Bench) -> None:
    """Take every entry out; formulas stay with empty results."""
    for sheet in bench.kinds:
        page, layout = bench.page(sheet), LAYOUTS[sheet]
        columns = [layout.index(field) for field in layout.entry_fields]
        for row in bench.rows(sheet).values():
            for column in columns:
                if page.cell(row, column).formula:
                    page.put(row, column, Formula(page.cell(row, column).formula, ""))
                else:
                    page.put(row, column, None)
        bench.touched |= {(sheet, code) for code in bench.rows(sheet)}
    bench.truth.clear()


@kind("objects-embedded", "Nhúng tệp Word, đối tượng vào sổ", "24")
def objects_embedded(bench: Bench) -> None:
    package = bench.package
    package.parts["xl/embeddings/oleObject1.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2040)
    package.change(TYPES, lambda xml: xml.replace(
        "<Override", '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
                     "<Override", 1))
    package.relate(package.part_of(bench.title(bench.kinds[0])), "rIdOle", f"{RELATION}/oleObject",
                   "../embeddings/oleObject1.bin")
    bench.tell("Nhúng một đối tượng OLE")

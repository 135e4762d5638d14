"""The .xlam as a package: a workbook with a sheet of texts, the VBA project, the ribbon and its pictures.

Entries are stored, not deflated, and carry a fixed time: every machine and every zlib make the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from nq57xl.addin.vba import SHEET_NAME, WORKBOOK_NAME

TIME = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
CONTENT_TYPES = {
    "/xl/workbook.xml": ADDIN_TYPE, "/xl/worksheets/sheet1.xml": f"{TYPE}.worksheet+xml",
    "/xl/styles.xml": f"{TYPE}.styles+xml", "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"}
WORKBOOK = (f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr codeName="{WORKBOOK_NAME}"/>'
            '<bookViews><workbookView windowWidth="16000" windowHeight="9000"/></bookViews>'
            f'<sheets><sheet name="NQ57" sheetId="1" r:id="rId1"/></sheets></workbook>')
STYLES = (f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
          '<fills count="2"><fill><patternFill patternType="none"/></fill>'
          '<fill><patternFill patternType="gray125"/></fill></fills>'
          '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
          '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
          '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
          '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')


def package(ribbon: str, icons: Mapping[str, bytes], project: bytes, texts: Sequence[Sequence[str]], title: str,
            comment: str) -> bytes:
    """The bytes of the .xlam. `icons` are PNG pictures by the name that the ribbon uses; `texts` are the rows
    of the sheet; `title` and `comment` are what Excel's own list of add-ins shows."""
    pictures = {f"customUI/images/{name}.png": data for name, data in icons.items()}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships({
            "rId1": (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
            "rId2": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            "rId3": ("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
                     "customUI/customUI14.xml")}),
        "xl/workbook.xml": HEAD + WORKBOOK,
        "xl/_rels/workbook.xml.rels": _relationships({
            "rId1": (f"{OFFICE}/worksheet", "worksheets/sheet1.xml"), "rId2": (f"{OFFICE}/styles", "styles.xml"),
            "rId3": ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")}),
        "xl/worksheets/sheet1.xml": _sheet(texts), "xl/styles.xml": HEAD + STYLES, "xl/vbaProject.bin": project,
        "customUI/customUI14.xml": ribbon,
        "customUI/_rels/customUI14.xml.rels": _relationships(
            {name: (f"{OFFICE}/image", f"images/{name}.png") for name in icons}),
        **pictures, "docProps/core.xml": _core(title, comment)}
    return _zip(parts)


def _zip(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 0  # as if made on Windows; else the machine's own system is written here
            archive.writestr(entry, content)
    return buffer.getvalue()


def _sheet(texts: Sequence[Sequence[str]]) -> str:
    cells = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
                                      for text in row) + "</row>" for row in texts)
    return (f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr codeName="{SHEET_NAME}"/>'
            f"<sheetData>{cells}</sheetData></worksheet>")


def _content_types() -> str:
    return (f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in CONTENT_TYPES.items())
            + "</Types>")


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    return (f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
            + "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
                      for key, (kind, target) in targets.items()) + "</Relationships>")


def _core(title: str, comment: str) -> str:
    return (f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title><dc:description>{escape(comment)}</dc:description>"
            "</cp:coreProperties>")

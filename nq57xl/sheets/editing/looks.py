"""Looks added to a workbook's styles: another font, number format or fill over a look that is there."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from nq57xl.sheets.editing.package import Package

STYLES = "xl/styles.xml"
_LOOKS = re.compile(r"<cellXfs[^>]*>(.*?)</cellXfs>", re.DOTALL)
_LOOK = re.compile(r"<xf [^>]*?/>|<xf [^>]*?>.*?</xf>", re.DOTALL)
BUILT_IN = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "0%": 9, "0.00%": 10, "m/d/yyyy": 14, "d-mmm": 16,
            "mmm-yy": 17, "@": 49}
"""Number formats that every spreadsheet program knows by number."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be different; empty: as it was. `fill` is an RRGGBB colour."""

    font: str = ""
    number_format: str = ""
    fill: str = ""


def looked(package: Package, style: str, look: Look) -> str:
    """The number of a style that is `style` but for the look; it is added where it is not there yet."""
    xml = package.text(STYLES)
    looks = _LOOK.findall(_LOOKS.search(xml)[1])
    new = looks[int(style or 0)]
    if look.number_format:
        new = _with(new, "numFmtId", str(_format_number(package, look.number_format)), "applyNumberFormat")
    if look.font:
        size = "".join(re.findall(r'<sz val="[^"]*"/>', _font_of(xml, new))[:1])
        number = _added(package, "fonts", "font", f"<font>{size}<name val={quoteattr(look.font)}/></font>")
        new = _with(new, "fontId", str(number), "applyFont")
    if look.fill:
        fill = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/></patternFill></fill>'
        new = _with(new, "fillId", str(_added(package, "fills", "fill", fill)), "applyFill")
    return str(_added(package, "cellXfs", "xf", new))


def _with(look: str, name: str, value: str, flag: str) -> str:
    for attribute, content in ((name, value), (flag, "1")):
        if f' {attribute}="' in look:
            look = re.sub(rf' {attribute}="[^"]*"', f' {attribute}="{content}"', look, count=1)
        else:
            look = look.replace("<xf ", f'<xf {attribute}="{content}" ', 1)
    return look


def _font_of(xml: str, look: str) -> str:
    fonts = re.findall(r"<font>.*?</font>|<font/>", xml, re.DOTALL)
    number = re.search(r'fontId="(\d+)"', look)
    return fonts[int(number[1])] if number else ""


def _format_number(package: Package, code: str) -> int:
    if code in BUILT_IN:
        return BUILT_IN[code]
    xml = package.text(STYLES)
    known = {text: int(number) for number, text in re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', xml)}
    if code not in known:
        known[code] = max(known.values(), default=163) + 1
        entry = f'<numFmt numFmtId="{known[code]}" formatCode={quoteattr(code)}/>'
        if "</numFmts>" in xml:
            package.change(STYLES, lambda text: text.replace("</numFmts>", f"{entry}</numFmts>"))
        else:
            package.change(STYLES, lambda text: text.replace("<fonts", f'<numFmts count="1">{entry}</numFmts><fonts',
                                                             1))
    return known[code]


def _added(package: Package, group: str, name: str, element: str) -> int:
    """The place of an element in its list, where it is put at the end unless it is there."""
    xml = package.text(STYLES)
    inner = re.search(rf"<{group}[^>]*>(.*?)</{group}>", xml, re.DOTALL)[1]
    items = re.findall(rf"<{name}(?:>| [^>]*?[^/]>).*?</{name}>|<{name}(?: [^>]*)?/>", inner, re.DOTALL)
    if element in items:
        return items.index(element)
    def longer(text: str) -> str:
        text = re.sub(rf'(<{group}[^>]*?) count="\d+"', rf'\1 count="{len(items) + 1}"', text, count=1)
        return text.replace(f"</{group}>", f"{element}</{group}>", 1)
    package.change(STYLES, longer)
    return len(items)

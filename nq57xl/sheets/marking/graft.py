"""A described sheet put in front of a workbook, with its styles; and taken out again."""

import re
from collections.abc import Iterable
from datetime import date
from html import escape

from nq57xl.sheets.marking.mark import BEFORE, PREFIX
from nq57xl.sheets.marking.outline import Draft, Node, UnpatchableError
from nq57xl.sheets.marking.package import LINKS, MAIN, Package
from nq57xl.sheets.marking.styles import add_styles
from nq57xl.sheets.writing.describe import Sheet, quoted
from nq57xl.sheets.writing.write import workbook_bytes

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CELL = re.compile(r'(<c r="[A-Z]+\d+")( s="\d+")?( t="s")?(/?>)(?:<v>(\d+)</v></c>)?')
_STRING = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_STYLED = re.compile(r'(<(?:row|col)\b[^>]*? (?:s|style)=")(\d+)(")')
_PROTECTION = ('<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" '
               'autoFilter="0"/>')
_SELECTED = re.compile(rb'(<(?:\w+:)?sheetView\b[^>]*? tabSelected=)"(?:1|true)"')
_UNSELECTED = re.compile(rb'(<(?:\w+:)?sheetView\b[^>]*? tabSelected=)"(?:0|false)"')
_LONGEST_TITLE = 31


def put_in_front(package: Package, sheet: Sheet, made_on: date) -> str:
    """Put a sheet before all others and show it; returns the name it got. Its cells are locked."""
    source = Package(workbook_bytes((sheet,), "", made_on))
    styles = package.link_to(package.workbook, "styles")
    draft = package.draft(styles)
    first_style = add_styles(draft, source.draft("xl/styles.xml"))
    package.parts[styles] = draft.done()
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.add_part(part, _sheet_xml(source, first_style).encode(), SHEET_TYPE)
    link = package.add_link(package.workbook, "worksheet", part)
    return _enter(package, sheet, source, link)


def take_out(package: Package, titles: Iterable[str]) -> None:
    """Take sheets out of the workbook with the names that point to them, and names of ours without a sheet."""
    workbook = package.draft(package.workbook)
    listed = _need(workbook, "sheets").children
    gone = [n for n, node in enumerate(listed) if node.attributes.get("name", "") in set(titles)]
    if len(gone) == len(listed):
        return
    parts = _sheet_parts(package, listed)
    before = _drop_names(workbook, gone)
    for n in gone:
        workbook.remove(listed[n])
    if gone:
        _show_again(package, workbook, [part for n, part in enumerate(parts) if n not in gone], gone, before)
    package.parts[package.workbook] = workbook.done()
    for n in gone:
        package.drop_link(package.workbook, parts[n])
        package.drop_part(parts[n])


def sheet_parts(package: Package) -> dict[str, str]:
    """Title -> part name of the sheets, in their order."""
    listed = _need(package.draft(package.workbook), "sheets").children
    return {node.attributes.get("name", ""): part
            for node, part in zip(listed, _sheet_parts(package, listed), strict=True)}


def _sheet_parts(package: Package, listed: list[Node]) -> list[str]:
    targets = {link.id: link.target for link in package.links(package.workbook)}
    return [targets.get(_link_id(node), "") for node in listed]


def _link_id(node: Node) -> str:
    return next((value for key, value in node.attributes.items() if key.rpartition(":")[2] == "id"), "")


def _need(draft: Draft, name: str) -> Node:
    node = draft.root.child(name)
    if node is None:
        raise UnpatchableError("phần XML viết khác thường")
    return node


def _sheet_xml(source: Package, first_style: int) -> str:
    """The sheet with its texts in its cells and its styles by their new numbers."""
    strings = _STRING.findall(source.parts["xl/sharedStrings.xml"].decode())
    xml = source.parts["xl/worksheets/sheet1.xml"].decode()

    def settled(cell: re.Match[str]) -> str:
        place, style, is_text, end, index = cell.groups()
        number = first_style + int(style[4:-1]) if style else 0
        if not is_text:
            rest = cell[0][len(place) + len(style or ""):]
            return f'{place} s="{number}"{rest}'
        return f'{place} s="{number}" t="inlineStr"><is>{strings[int(index)]}</is></c>'
    xml = _STYLED.sub(lambda m: f"{m[1]}{first_style + int(m[2])}{m[3]}", _CELL.sub(settled, xml))
    return xml.replace("</sheetData>", f"</sheetData>{_PROTECTION}", 1)


def _enter(package: Package, sheet: Sheet, source: Package, link: str) -> str:
    """The sheet's lines in the workbook part: its entry, its names, the view that shows it."""
    workbook = package.draft(package.workbook)
    sheets = _need(workbook, "sheets")
    taken = {node.attributes.get("name", "").casefold() for node in sheets.children}
    title = next(name for name in _titles(sheet.name) if name.casefold() not in taken)
    number = max((int(node.attributes.get("sheetId", "0")) for node in sheets.children), default=0) + 1
    entry = f'<sheet xmlns="{MAIN}" xmlns:r="{LINKS}" name="{escape(title)}" sheetId="{number}" r:id="{link}"/>'
    workbook.replace(sheets.children[0], entry + workbook.text(sheets.children[0]))
    view = _view(workbook)
    shown = int(view.attributes.get("activeTab", "0")) if view else 0
    if view:
        workbook.set(view, activeTab="0")
    parts = _sheet_parts(package, sheets.children)
    for part in parts:
        if part in package.parts:
            package.parts[part] = _SELECTED.sub(rb'\1"0"', package.parts[part], count=1)
    _add_names(workbook, [name.replace(quoted(sheet.name), quoted(title)) for name in _names_of(source)], shown)
    package.parts[package.workbook] = workbook.done()
    return title


def _titles(name: str) -> Iterable[str]:
    yield name
    for n in range(2, 1000):
        yield f"{name[:_LONGEST_TITLE - 6]} ({n})"


def _view(workbook: Draft) -> Node | None:
    views = workbook.root.child("bookViews")
    return views.children[0] if views and views.children else None


def _names_of(source: Package) -> list[str]:
    draft = source.draft("xl/workbook.xml")
    names = draft.root.child("definedNames")
    return [draft.text(node) for node in names.children] if names else []


def _add_names(workbook: Draft, names: list[str], shown: int) -> None:
    """The sheet's names; those of other sheets count one sheet more before them."""
    section = workbook.root.child("definedNames")
    old = section.children if section else []
    for node in old:
        if "localSheetId" in node.attributes:
            workbook.set(node, localSheetId=str(int(node.attributes["localSheetId"]) + 1))
    if not any(node.attributes.get("name") == BEFORE for node in old):
        names = [*names, f'<definedName name="{BEFORE}" hidden="1">{shown}</definedName>']
    if section:
        workbook.append(section, *names)
        return
    later = next((node for node in workbook.root.children if node.start >= _need(workbook, "sheets").end and
                  node.name not in ("functionGroups", "externalReferences")), None)
    workbook.insert_before(later, f'<definedNames>{"".join(names)}</definedNames>')


def _drop_names(workbook: Draft, gone: list[int]) -> int:
    """Take away the names of sheets that go; returns the sheet shown before, -1 where nothing tells."""
    section = workbook.root.child("definedNames")
    if not section:
        return -1
    before, dropped = -1, []
    for node in section.children:
        local = int(node.attributes.get("localSheetId", "-1"))
        if node.attributes.get("name") == BEFORE:
            value = re.search(r">(\d+)<", workbook.text(node))
            before = int(value[1]) if value else -1
        elif local not in gone and not node.attributes.get("name", "").startswith(PREFIX):
            if local >= 0:
                workbook.set(node, localSheetId=str(local - sum(n < local for n in gone)))
            continue
        dropped.append(node)
    for node in dropped if len(dropped) < len(section.children) else [section]:
        workbook.remove(node)
    return before


def _show_again(package: Package, workbook: Draft, parts: list[str], gone: list[int], before: int) -> None:
    """Show the sheet that is looked at now, or where that is ours, the one that was shown before."""
    view = _view(workbook)
    if not view:
        return
    active = int(view.attributes.get("activeTab", "0"))
    shown = before if active in gone else active - sum(n < active for n in gone)
    shown = shown if 0 <= shown < len(parts) else 0
    workbook.set(view, activeTab=str(shown))
    if active in gone and parts[shown] in package.parts:
        package.parts[parts[shown]] = _UNSELECTED.sub(rb'\1"1"', package.parts[parts[shown]], count=1)

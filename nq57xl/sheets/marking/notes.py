"""Notes on cells: the comments part of a sheet and the drawing that shows it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from nq57xl.sheets.address import address
from nq57xl.sheets.marking.mark import box_of
from nq57xl.sheets.marking.outline import Draft, Node
from nq57xl.sheets.marking.package import MAIN, Package

AUTHOR = "nq57xl"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMMENTS = f'{_HEAD}<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
_DRAWING = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" '
            'data="{block}"/></o:shapelayout></xml>')
_KIND = ('<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
         '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>')
_SHAPE = ('<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:{width}pt;'
          'height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
          '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
          '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
          '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
          '<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>')
_SHAPES = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_ROW, _COLUMN = (re.compile(rb"<x:%s>\s*(\d+)\s*</x:%s>" % (name, name)) for name in (b"Row", b"Column"))
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_BLOCK = re.compile(rb'<o:idmap\b[^>]*\bdata="([\d,]+)"')
_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*>(.*?)</(?:\w+:)?t>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a note on a cell, by 1-based row and column."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """Pixels of the columns and rows of a sheet, by 1-based number; `width` and `height` are those of the others."""

    widths: Mapping[int, int]
    heights: Mapping[int, int]
    width: int = 64
    height: int = 21


def add_notes(package: Package, part: str, notes: Iterable[Note], sizes: Sizes) -> str:
    """Add notes to a sheet's part; a cell that has a note keeps its own. Returns the id of a drawing that is new to
    the sheet, "" where it has one already or nothing was added."""
    comments = package.link_to(part, "comments")
    draft = Draft(package.parts.get(comments, _COMMENTS.encode()))
    section = draft.root.child("commentList")
    taken = {node.attributes.get("ref") for node in section.children}
    new = [note for note in notes if _address(note) not in taken]
    if not new:
        return ""
    authors = draft.root.child("authors")
    draft.append(authors, f"<author>{AUTHOR}</author>")
    draft.append(section, *(_comment(note, len(authors.children)) for note in new))
    if not comments:
        comments = package.free_name("xl/comments{}.xml")
        package.add_part(comments, b"", COMMENTS_TYPE)
        package.add_link(part, "comments", comments)
    package.parts[comments] = draft.done()
    return _draw(package, part, new, sizes)


def drop_notes(package: Package, part: str, is_own: Callable[[str], bool]) -> bool:
    """Take the notes that are ours off a sheet's part; returns whether the sheet's drawing went with them."""
    comments = package.link_to(part, "comments")
    if comments not in package.parts:
        return False
    draft = package.draft(comments)
    listed = draft.root.child("commentList")
    gone = [node for node in (listed.children if listed else []) if is_own(_note_text(draft.text(node)))]
    if not gone:
        return False
    for node in gone:
        draft.remove(node)
    _drop_author(draft, [node for node in listed.children if node not in gone])
    package.parts[comments] = draft.done()
    if len(gone) == len(listed.children):
        package.drop_link(part, comments)
        package.drop_part(comments)
    return _undraw(package, part, {node.attributes.get("ref", "") for node in gone})


def _drop_author(draft: Draft, kept: list[Node]) -> None:
    """Take our name off the end of the authors where no note that stays is under it."""
    authors = draft.root.child("authors").children
    used = {node.attributes.get("authorId") for node in kept}
    if authors and AUTHOR in draft.text(authors[-1]) and str(len(authors) - 1) not in used:
        draft.remove(authors[-1])


def _note_text(xml: str) -> str:
    return unescape("".join(_TEXT.findall(xml)))


def _comment(note: Note, author: int) -> str:
    text = escape(note.text, quote=False)
    return (f'<comment ref="{_address(note)}" authorId="{author}"><text><r><rPr><sz val="10"/><color indexed="81"/>'
            f'<rFont val="Times New Roman"/><family val="1"/></rPr><t xml:space="preserve">{text}</t></r></text>'
            "</comment>")


def _address(note: Note) -> str:
    return address(note.row, note.column)


def _draw(package: Package, part: str, notes: list[Note], sizes: Sizes) -> str:
    drawing, link = package.link_to(part, "vmlDrawing"), ""
    if drawing not in package.parts:
        drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.add_part(drawing, _DRAWING.format(block=_free_block(package)).encode(), DRAWING_TYPE)
        link = package.add_link(part, "vmlDrawing", drawing)
    xml = package.parts[drawing]
    block = _BLOCK.search(xml)
    least = 1024 * int(block[1].split(b",")[0]) if block else 1024
    first = max([least, *map(int, _NUMBER.findall(xml))]) + 1
    kind = "" if b'id="_x0000_t202"' in xml else _KIND
    shapes = "".join(_shape(number, note, sizes) for number, note in enumerate(notes, first))
    end = xml.rindex(b"</xml>")
    package.parts[drawing] = xml[:end] + (kind + shapes).encode() + xml[end:]
    return link


def _free_block(package: Package) -> int:
    """Numbers of shapes are shared out among the drawings of a workbook by the thousand."""
    blocks = [int(n) for name, xml in package.parts.items() if name.lower().endswith(".vml")
              for found in _BLOCK.findall(xml) for n in found.split(b",") if n]
    return max(blocks, default=0) + 1


def _undraw(package: Package, part: str, cells: set[str]) -> bool:
    """Take the shapes of notes out of a sheet's drawing, and the drawing where nothing is left in it."""
    drawing = package.link_to(part, "vmlDrawing")
    if drawing not in package.parts:
        return False

    def kept(shape: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(shape[0]), _COLUMN.search(shape[0])
        is_note = b'ObjectType="Note"' in shape[0] and row and column
        return b"" if is_note and address(int(row[1]) + 1, int(column[1]) + 1) in cells else shape[0]
    xml = _SHAPES.sub(kept, package.parts[drawing])
    if _SHAPES.search(xml):
        package.parts[drawing] = xml
        return False
    package.drop_link(part, drawing)
    package.drop_part(drawing)
    return True


def _shape(number: int, note: Note, sizes: Sizes) -> str:
    width, height = box_of(note.text)
    left = _corner(note.column + 1, 12, sizes.widths, sizes.width)
    right = _corner(note.column + 1, 12 + width, sizes.widths, sizes.width)
    top = _corner(max(note.row - 1, 1), 8, sizes.heights, sizes.height)
    bottom = _corner(max(note.row - 1, 1), 8 + height, sizes.heights, sizes.height)
    anchor = ", ".join(str(n) for n in (*left, *top, *right, *bottom))
    return _SHAPE.format(number=number, width=width * 3 // 4, height=height * 3 // 4, anchor=anchor,
                         row=note.row - 1, column=note.column - 1)


def _corner(number: int, pixels: int, sizes: Mapping[int, int], usual: int) -> tuple[int, int]:
    """So many pixels from the edge of a column (or row): its 0-based number and the pixels in it."""
    while pixels >= sizes.get(number, max(usual, 1)):
        pixels -= sizes.get(number, usual)
        number += 1
    return number - 1, pixels

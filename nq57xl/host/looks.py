"""How cells of a sheet of our own look in the open workbook."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nq57xl.sheets.writing.styles import LINE

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True, slots=True)
class Look:
    """What is set of the looks of an area; the rest is left. Colours as `#RRGGBB`, `size` in points; `is_table` for
    boxes with wrapped texts."""

    fill: str = ""
    ink: str = ""
    size: float = 0
    is_bold: bool = False
    is_table: bool = False


def put_look(cells: "xlwings.Range", look: Look) -> None:
    """Set it, property by property, for the whole area at once."""
    if look.is_table:
        cells.wrap_text = True
        cells.vertical_alignment = "center"
        cells.borders.set(line_style="continuous", color=LINE)
    if look.fill:
        cells.color = _rgb(look.fill)
    if look.ink:
        cells.font.color = _rgb(look.ink)
    if look.size:
        cells.font.size = look.size
    if look.is_bold:
        cells.font.bold = True


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))

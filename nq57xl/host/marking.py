"""Marks on cells of the open workbook: a conditional format and a note, both known as ours and taken away without a
trace. What a cell looks like of itself is neither read nor changed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nq57xl.host.busy import is_busy
from nq57xl.host.locks import open_sheet
from nq57xl.sheets.marking.mark import CONDITION, FILLS, Mark, areas_of, box_of, is_condition
from nq57xl.sheets.marking.own import is_own_note

if TYPE_CHECKING:
    import xlwings

Place = tuple[int, int]
_UNKNOWN_NAME = -2147352570
"""DISP_E_UNKNOWNNAME: this Excel has no such property."""
_POINTS = 0.75
"""Of a pixel."""


def put_marks(sheet: "xlwings.Sheet", marks: Sequence[Mark]) -> None:
    """Colour cells and note on them; where an officer wrote a note or holds a conversation, no note of ours comes
    beside it. Raises Refused."""
    marks = _on_first_cells(sheet, marks)
    with open_sheet(sheet.api, sheet.name):
        for level, fill in enumerate(FILLS):
            for top, left, bottom, right in areas_of(marks, level):
                # Area by area: in which language Excel takes lists of areas depends on the country it is set to.
                area = sheet.range((top, left), (bottom, right))
                area.conditional_formats.add_custom(f"={CONDITION}", fill_color=f"#{fill}")
        taken = _with_words(sheet)
        for mark in marks:
            if mark.note and (mark.row, mark.column) not in taken:
                _resize(sheet.range((mark.row, mark.column)).add_note(mark.note), mark.note)


def _resize(note: "xlwings.main.Note", text: str) -> None:
    """Excel's own box shows four short lines, whatever the text; where it stays so, the note is there all the same."""
    try:
        shape = note.api.Shape
        shape.Width, shape.Height = (pixels * _POINTS for pixels in box_of(text))
    except Exception as fault:
        if is_busy(fault):
            raise


def take_marks(sheet: "xlwings.Sheet") -> bool:
    """Take away every colour and note of ours, wherever on the sheet it is by now; whether there were any. A note that
    an officer has written into is the officer's own. Raises Refused."""
    notes = [note for note in sheet.notes if is_own_note(note.text)]
    formats = sheet.cells.conditional_formats
    ours = [at for at, each in enumerate(formats) if is_condition(_formula(each))]
    if not notes and not ours:
        return False
    with open_sheet(sheet.api, sheet.name):
        for note in notes:
            note.delete()
        for at in reversed(ours):
            formats[at].delete()
    return True


def _formula(condition: "xlwings.main.ConditionalFormat") -> str | None:
    """None for one that Excel keeps to itself: it is none of ours."""
    try:
        return condition.formula
    except Exception as fault:
        if is_busy(fault):
            raise
        return None


def _with_words(sheet: "xlwings.Sheet") -> set[Place]:
    """The cells that have a note or a conversation."""
    return {(each.location.row, each.location.column) for each in (*sheet.notes, *_conversations(sheet))}


def _conversations(sheet: "xlwings.Sheet") -> list["xlwings.main.Comment"]:
    """The threaded comments of a sheet. Excel before 2021 does not know the word; nor does what pywin32 has noted down
    of an older Excel on this machine, which xlwings takes for being busy."""
    try:
        return list(sheet.comments)
    except Exception as fault:
        if getattr(fault, "hresult", None) != _UNKNOWN_NAME and not is_busy(fault):
            raise
        return []


def _on_first_cells(sheet: "xlwings.Sheet", marks: Sequence[Mark]) -> Sequence[Mark]:
    """Of merged cells Excel colours and notes on the first only: marks on the others move there, one for each cell."""
    rows, columns = [mark.row for mark in marks], [mark.column for mark in marks]
    if sheet.range((min(rows), min(columns)), (max(rows), max(columns))).merge_cells is False:
        return marks
    first: dict[Place, Mark] = {}
    for mark in sorted(marks, key=lambda mark: mark.level):
        area = sheet.range((mark.row, mark.column)).merge_area
        place = area.row, area.column
        first.setdefault(place, replace(mark, row=place[0], column=place[1]))
    return list(first.values())

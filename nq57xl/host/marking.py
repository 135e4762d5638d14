"""Marks on cells of the open workbook: a conditional format and a note, both known as ours and taken away without a
trace. What a cell looks like of itself is neither read nor changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nq57xl.host.locks import open_sheet
from nq57xl.sheets.marking.mark import CONDITION, FILLS, Mark, areas_of, is_condition
from nq57xl.sheets.marking.own import is_own_note

if TYPE_CHECKING:
    import xlwings

Place = tuple[int, int]
_UNKNOWN_NAME = -2147352570
"""DISP_E_UNKNOWNNAME: this Excel has no such property."""


def put_marks(sheet: "xlwings.Sheet", marks: Sequence[Mark]) -> None:
    """Colour cells and note on them; where an officer wrote a note or holds a conversation, no note of ours comes
    beside it. Raises Refused."""
    with open_sheet(sheet.api, sheet.name):
        for level, fill in enumerate(FILLS):
            for top, left, bottom, right in areas_of(marks, level):
                # Area by area: in which language Excel takes lists of areas depends on the country it is set to.
                area = sheet.range((top, left), (bottom, right))
                area.conditional_formats.add_custom(f"={CONDITION}", fill_color=f"#{fill}")
        taken, is_merged = _with_words(sheet), _has_merged(sheet, marks)
        for mark in marks:
            cell = sheet.range((mark.row, mark.column))
            place = mark.row, mark.column
            if is_merged:
                cell = cell.merge_area
                place = cell.row, cell.column
                cell = sheet.range(place)
            if mark.note and place not in taken:
                cell.add_note(mark.note)
                taken.add(place)


def take_marks(sheet: "xlwings.Sheet") -> None:
    """Take away every colour and note of ours, wherever on the sheet it is by now. A note that an officer has added to
    is the officer's own. Raises Refused."""
    notes = [note for note in sheet.notes if is_own_note(note.text)]
    formats = sheet.cells.conditional_formats
    ours = [at for at, each in enumerate(formats) if is_condition(each.formula)]
    if not notes and not ours:
        return
    with open_sheet(sheet.api, sheet.name):
        for note in notes:
            note.delete()
        for at in reversed(ours):
            formats[at].delete()


def _with_words(sheet: "xlwings.Sheet") -> set[Place]:
    """The cells that have a note or a conversation."""
    return {(each.location.row, each.location.column) for each in (*sheet.notes, *_conversations(sheet))}


def _conversations(sheet: "xlwings.Sheet") -> list["xlwings.main.Comment"]:
    """The threaded comments of a sheet; Excel before 2021 has none and does not know the word."""
    try:
        return list(sheet.comments)
    except Exception as fault:
        if getattr(fault, "hresult", None) != _UNKNOWN_NAME:
            raise
        return []


def _has_merged(sheet: "xlwings.Sheet", marks: Sequence[Mark]) -> bool:
    """Whether there are merged cells among the marked ones or between them: Excel notes on the first of them only."""
    rows, columns = [mark.row for mark in marks], [mark.column for mark in marks]
    return sheet.range((min(rows), min(columns)), (max(rows), max(columns))).merge_cells is not False

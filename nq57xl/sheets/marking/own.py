"""What of a returned workbook is ours, put in by an earlier check: sheets and notes that a reader passes over."""

import re
from dataclasses import replace
from hashlib import sha256

from nq57xl.model.names import clean
from nq57xl.sheets.reading.book import Book, Sheet

TODO_TITLE, MOVED_TITLE = "Cần sửa", "Đã chuyển"
"""Names of the sheets that list what is to be corrected, and what was carried into a workbook built anew."""
SHEET, CELL, PROBLEM = "Trang", "Ô", "Vấn đề"
"""Headers of the first that say where and what."""
OWN_LINE = "Trang này do nq57xl lập; khi nộp lại chương trình tự bỏ qua trang này, không đọc nội dung ở đây."
"""Stands in every sheet of ours, and by it the sheet is known under any name and in any format."""
_OWN_WORD, _HEAD_ROWS = "nq57xl", 12
NOTE_HEAD, NOTE_END = "NQ57 · ", "(Ghi chú của nq57xl, không cần xóa · {seal})"
_SEAL = "([0-9a-f]{6})"
_NOTE = re.compile(f"({re.escape(NOTE_HEAD)}.*) {re.escape(NOTE_END.format(seal='@')).replace('@', _SEAL)}")


def note_text(lines: str) -> str:
    """The text of a note of ours, sealed: what an officer changes in it or adds to it makes it the officer's own."""
    text = f"{NOTE_HEAD}{lines}"
    return f"{text}\n{NOTE_END.format(seal=_seal(clean(text)))}"


def is_own_note(text: str) -> bool:
    """Whether the text of a note is one of ours, unchanged but for blanks and line breaks."""
    match = _NOTE.fullmatch(clean(text))
    return match is not None and match[2] == _seal(match[1])


def _seal(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]


def is_own_sheet(sheet: Sheet) -> bool:
    """Whether a sheet is one that was put in front of a returned workbook."""
    return any(cell.row <= _HEAD_ROWS and isinstance(cell.value, str) and _OWN_WORD in cell.value
               and clean(cell.value) == OWN_LINE for cell in sheet.cells.values())


def without_marks(book: Book) -> Book:
    """The workbook as the officer means it: without our sheets and our notes."""
    if not any(is_own_sheet(sheet) or any(map(is_own_note, sheet.notes.values())) for sheet in book.sheets):
        return book
    return replace(book, sheets=tuple(_without_notes(sheet) for sheet in book.sheets if not is_own_sheet(sheet)))


def _without_notes(sheet: Sheet) -> Sheet:
    return replace(sheet, notes={place: text for place, text in sheet.notes.items() if not is_own_note(text)})

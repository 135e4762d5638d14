"""Sheets of a workbook."""

from collections.abc import Iterator
from functools import cached_property

from xlwings import base_classes

from tests.uno_engine.calls import counted
from tests.uno_engine.com import SheetCom
from tests.uno_engine.office import uno


@counted
class Sheets(base_classes.Sheets):
    """All sheets, hidden ones too."""

    def __init__(self, book) -> None:
        self._book = book

    @property
    def _container(self):
        return self._book.container

    @property
    def active(self) -> "Sheet":
        return Sheet(self._book, self._book.controller.getActiveSheet())

    def __call__(self, name_or_index: str | int) -> "Sheet":
        if isinstance(name_or_index, int):
            return Sheet(self._book, self._container.getByIndex(name_or_index - 1))
        sheets = self._container
        if not sheets.hasByName(name_or_index):
            name_or_index = {name.lower(): name for name in sheets.getElementNames()}[name_or_index.lower()]
        return Sheet(self._book, sheets.getByName(name_or_index))

    def __len__(self) -> int:
        return self._container.getCount()

    def __iter__(self) -> Iterator["Sheet"]:
        return (Sheet(self._book, sheet) for sheet in list(self._container))

    def add(self, before=None, after=None, name=None) -> "Sheet":
        self._book.refuse_where_locked()
        at = before.index - 1 if before else after.index if after else len(self)
        self._book.keep_selection()
        made = name or next(f"Sheet{n}" for n in range(1, 999) if not self._container.hasByName(f"Sheet{n}"))
        self._container.insertNewByName(made, at)
        new = self(made)
        self._book.controller.setActiveSheet(new._sheet)
        return new


@counted
class Sheet(base_classes.Sheet):
    """One sheet."""

    def __init__(self, book, sheet) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> SheetCom:
        return SheetCom(self._sheet)

    @cached_property
    def columns(self):
        """The columns, as UNO has them."""
        return self._sheet.getColumns()

    @property
    def name(self) -> str:
        return self._sheet.getName()

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.setName(value)

    @property
    def book(self):
        return self._book

    @property
    def index(self) -> int:
        return self._sheet.getRangeAddress().Sheet + 1

    @property
    def visible(self) -> bool:
        return self._sheet.IsVisible

    @visible.setter
    def visible(self, value: bool) -> None:
        self._sheet.IsVisible = bool(value)

    def range(self, arg1, arg2=None):
        from tests.uno_engine.ranges import range_of
        return range_of(self, arg1, arg2)

    @property
    def cells(self):
        from tests.uno_engine.ranges import COLUMNS, ROWS, Range
        return Range(self, 1, 1, ROWS, COLUMNS)

    @property
    def used_range(self):
        from tests.uno_engine.ranges import Range
        cursor = self._sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.getRangeAddress()
        return Range(self, 1, 1, end.EndRow + 1, end.EndColumn + 1)

    def activate(self) -> None:
        """Each sheet keeps its own selection in Excel; LibreOffice forgets all of it but one cell."""
        self._book.keep_selection()
        self._book.controller.setActiveSheet(self._sheet)
        if (own := self._book.selections.get(self.name)) is not None:
            self._book.controller.select(own)

    def select(self) -> None:
        self.activate()

    def autofit(self, axis=None) -> None:
        if axis in (None, "columns", "c"):
            self._sheet.getColumns().OptimalWidth = True
        if axis in (None, "rows", "r"):
            self._sheet.getRows().OptimalHeight = True

    def delete(self) -> None:
        self._book.refuse_where_locked()
        self._book.container.removeByName(self.name)

    @property
    def notes(self) -> list:
        from tests.uno_engine.ranges import Note, Range
        found = [(note.getPosition(), note) for note in self._sheet.getAnnotations()]
        return [Note(Range(self, place.Row + 1, place.Column + 1, place.Row + 1, place.Column + 1), note)
                for place, note in found]

    @property
    def comments(self) -> list:
        """Threaded comments, which LibreOffice has not."""
        return []

    def annotations(self):
        """The notes of the sheet, as UNO has them."""
        return self._sheet.getAnnotations()

    def note_at(self, row: int, column: int):
        """The note of a cell (1-based) and its number; (None, -1) where there is none."""
        notes = self._sheet.getAnnotations()
        for number in range(notes.getCount()):
            note = notes.getByIndex(number)
            place = note.getPosition()
            if (place.Row + 1, place.Column + 1) == (row, column):
                return note, number
        return None, -1

    def add_note(self, row: int, column: int, text: str) -> None:
        place = uno().getClass("com.sun.star.table.CellAddress")()
        place.Sheet, place.Row, place.Column = self.index - 1, row - 1, column - 1
        self._sheet.getAnnotations().insertNew(place, text)

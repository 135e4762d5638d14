"""The running spreadsheet program and the workbook in which a button was pressed.

Handlers see this class alone. It reads and writes ranges, not cells, where it can, puts back what it changed for
the time of its work (screen updating, status bar, selection), and waits a moment where Excel is busy.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nq57xl.host.busy import patiently
from nq57xl.host.locks import open_sheet, open_structure
from nq57xl.sheets.address import address

if TYPE_CHECKING:
    import xlwings

TEXT_FORMAT = "@"
LONGEST_QUESTION = 255
"""Characters that Excel's input box takes."""
_FOLDER_PICKER = 4
"""msoFileDialogFolderPicker."""


class NoWorkbook(Exception):
    """No workbook is open, or the one that is cannot be reached (Protected View)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the open workbook, rows and columns from 1."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Painted:
    """A cell that was marked, and the fill it had before (None: none)."""

    spot: Spot
    colour: tuple[int, int, int] | None


class Host:
    """The program and its active workbook. `book` is None where no workbook is open."""

    def __init__(self, app: "xlwings.App", book: "xlwings.Book | None") -> None:
        self.app, self._book = app, book

    @property
    def book(self) -> "xlwings.Book":
        """The workbook the button was pressed in. Raises NoWorkbook."""
        if self._book is None:
            raise NoWorkbook
        return self._book

    @property
    def has_book(self) -> bool:
        return self._book is not None

    def snapshot(self) -> tuple[bytes, str]:
        """The open workbook as it stands, saved or not, and its name: the one reader reads it like any file."""
        name = self.book.name
        with tempfile.TemporaryDirectory(prefix="nq57xl-") as folder:
            copy = Path(folder) / f"ban-sao{Path(name).suffix or '.xlsx'}"
            patiently(lambda: self.book.api.SaveCopyAs(str(copy)))
            return copy.read_bytes(), name

    # --- talking to the officer -----------------------------------------------------------------

    def say(self, text: str, title: str = "NQ57") -> None:
        patiently(lambda: self.app.alert(text, title))

    def agrees(self, text: str, title: str = "NQ57") -> bool:
        """Ask; True where the officer says yes."""
        return patiently(lambda: self.app.alert(text, title, buttons="yes_no_cancel")) == "yes"

    def ask(self, text: str, default: str, title: str = "NQ57") -> str | None:
        """A line typed by the officer; None where they cancel."""
        answer = patiently(lambda: self.app.api.InputBox(text[:LONGEST_QUESTION], title, default))
        return None if answer is False else str(answer).strip()

    def tell(self, text: str) -> None:
        """Show a line in the status bar."""
        patiently(lambda: setattr(self.app, "status_bar", text))

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Work with a still screen under a line in the status bar; all is given back at the end, in any case."""
        updating, selected = self.app.screen_updating, self.selection()
        self.tell(text)
        self.app.screen_updating = False
        try:
            yield
        finally:
            try:
                if selected and selected.sheet in self.sheet_names():
                    self.go(selected)
            finally:
                self.app.screen_updating = updating
                self.tell(False)

    def pick_folder(self, title: str) -> Path | None:
        """A folder chosen in Excel's own picker; None where the officer cancels."""
        dialog = self.app.api.FileDialog(_FOLDER_PICKER)
        dialog.Title = title
        return Path(dialog.SelectedItems(1)) if dialog.Show() else None

    def open(self, path: Path) -> None:
        """Open a file in the program, as its active workbook."""
        patiently(lambda: self.app.books.open(str(path)))

    # --- places ---------------------------------------------------------------------------------

    def sheet_names(self) -> list[str]:
        return [sheet.name for sheet in self.book.sheets] if self._book else []

    def selection(self) -> Spot | None:
        """The first cell of the selection; None without a workbook or where no cells are selected."""
        if self._book is None:
            return None
        selected = self.app.selection
        return Spot(selected.sheet.name, selected.row, selected.column) if selected is not None else None

    def go(self, spot: Spot) -> None:
        """Select a cell and bring it to sight; Excel selects on the active sheet only."""
        sheet = self.book.sheets[spot.sheet]
        patiently(sheet.activate)
        patiently(sheet.range((spot.row, spot.column)).select)

    # --- reading and writing --------------------------------------------------------------------

    def rows(self, sheet: str) -> list[list[object]]:
        """All values of a sheet in one reading."""
        return self.book.sheets[sheet].used_range.options(ndim=2).value

    def add_sheet(self, name: str, rows: Sequence[Sequence[object]]) -> None:
        """A new first sheet with these rows; texts stay the texts they are. Raises Refused."""
        book = self.book
        with open_structure(book.api, book.name):
            sheet = book.sheets.add(name, before=book.sheets[0])
        block = sheet.range((1, 1), (len(rows), max(map(len, rows))))
        block.number_format = TEXT_FORMAT
        block.value = [list(row) for row in rows]

    def remove_sheet(self, name: str) -> None:
        """Raises Refused."""
        alerts, self.app.display_alerts = self.app.display_alerts, False
        try:
            with open_structure(self.book.api, self.book.name):
                self.book.sheets[name].delete()
        finally:
            self.app.display_alerts = alerts

    def put_formulas(self, sheet: str, column: int, first_row: int, formulas: Sequence[str]) -> None:
        """Formulas (in English, with `=`) below one another."""
        cells = self.book.sheets[sheet].range((first_row, column), (first_row + len(formulas) - 1, column))
        cells.number_format = "General"
        cells.formula = [(formula,) for formula in formulas]

    def drop_notes(self, name: str, spots: Iterable[Spot], is_ours: Callable[[str], bool]) -> None:
        """Take the notes that are ours from cells of a sheet. Raises Refused."""
        sheet = self.book.sheets[name]
        with open_sheet(sheet.api, name):
            for spot in spots:
                note = sheet.range((spot.row, spot.column)).note
                if note is not None and is_ours(note.text):
                    note.delete()

    def dress(self, name: str, header_row: int, widths: Sequence[float], rows: int, hidden: int) -> None:
        """Make a table of a sheet readable: widths, a bold header, wrapped texts; `hidden` columns after it have no
        width."""
        sheet = self.book.sheets[name]
        for column, width in enumerate(widths, 1):
            sheet.range((1, column)).column_width = width
        sheet.range((1, len(widths) + 1), (1, len(widths) + hidden)).column_width = 0
        sheet.range((header_row, 1), (header_row, len(widths))).font.bold = True
        sheet.range((1, 1), (header_row - 1, 1)).font.bold = True
        if rows:
            sheet.range((header_row, 1), (header_row + rows, len(widths))).wrap_text = True

    # --- marks ----------------------------------------------------------------------------------

    def paint(self, name: str, marks: Sequence[tuple[Spot, tuple[int, int, int], str]]) -> list[Painted]:
        """Fill cells of a sheet and note on them; a note of the officer's own stays as it is. Raises Refused."""
        painted = []
        sheet = self.book.sheets[name]
        with open_sheet(sheet.api, name):
            for spot, colour, text in marks:
                cell = sheet.range((spot.row, spot.column))
                painted.append(Painted(spot, cell.color))
                cell.color = colour
                if text and cell.note is None:
                    cell.add_note(text)
        return painted

    def unpaint(self, name: str, painted: Sequence[Painted]) -> None:
        """Give cells their old fill back. Raises Refused."""
        sheet = self.book.sheets[name]
        with open_sheet(sheet.api, name):
            for each in painted:
                sheet.range((each.spot.row, each.spot.column)).color = each.colour


def in_order(spots: Iterable[Spot], sheets: Sequence[str]) -> list[Spot]:
    """Spots in reading order: by the order of the sheets, then row by row."""
    places = {name: number for number, name in enumerate(sheets)}
    known = {spot for spot in spots if spot.sheet in places}
    return sorted(known, key=lambda spot: (places[spot.sheet], spot.row, spot.column))

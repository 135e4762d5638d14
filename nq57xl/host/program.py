"""The running spreadsheet program and the workbook in which a button was pressed.

Handlers see this class alone. It reads and writes ranges, not cells, where it can, puts back what it changed for
the time of its work (screen updating, status bar, selection), and waits a moment where Excel is busy.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from nq57xl.host.busy import Busy, is_busy, patiently
from nq57xl.host.locks import open_structure, release_sheet
from nq57xl.host.marking import put_marks, take_marks
from nq57xl.host.pages import Page, put_page
from nq57xl.sheets.address import address
from nq57xl.sheets.marking.mark import Area, Mark

if TYPE_CHECKING:
    import xlwings

LONGEST_QUESTION = LONGEST_LINE = 255
"""Characters that Excel's input box takes, and its status bar."""
_VISIBLE = (True, -1)
"""xlwings gives what Excel says: -1 for a sheet that is shown, 0 for one that is hidden, 2 for one hidden for good."""
_FOLDER_PICKER = 4
"""msoFileDialogFolderPicker."""


class NoWorkbook(Exception):
    """No workbook is open, or the one that is cannot be reached (Protected View)."""


class NoSelection(Exception):
    """No cell is selected: a chart or a picture is."""


class Shared(Exception):
    """Several people work on the workbook in Excel's old way of sharing, which allows few changes. Its text is the
    workbook's name."""


class AlreadyOpen(Exception):
    """Another workbook of this name is open. Its text is the path of the one that was to be opened."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the open workbook, rows and columns from 1."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        return address(self.row, self.column)


class Host:
    """The program and its active workbook, if one is open."""

    def __init__(self, app: "xlwings.App", book: "xlwings.Book | None") -> None:
        self.app, self._book = app, book
        self._gone: set[str] = set()

    @property
    def book(self) -> "xlwings.Book":
        """The workbook the button was pressed in. Raises NoWorkbook."""
        if self._book is None:
            raise NoWorkbook
        return self._book

    @property
    def has_book(self) -> bool:
        return self._book is not None

    def snapshot(self, meanwhile: AbstractContextManager = nullcontext()) -> tuple[bytes, str]:
        """The open workbook as it stands, saved or not, and its name: the one reader reads it like any file.
        `meanwhile` goes on while Excel saves it."""
        name = self.book.name
        with tempfile.TemporaryDirectory(prefix="nq57xl-", ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / f"ban-sao{Path(name).suffix or '.xlsx'}"
            with meanwhile:
                patiently(lambda: self.book.api.SaveCopyAs(str(copy)))
            return copy.read_bytes(), name

    # --- talking to the officer -----------------------------------------------------------------

    def say(self, text: str, title: str = "NQ57") -> None:
        patiently(lambda: self.app.alert(text, title))

    def decides(self, text: str, title: str = "NQ57") -> bool | None:
        """Ask; yes or no, None where the officer cancels."""
        answer = patiently(lambda: self.app.alert(text, title, buttons="yes_no_cancel"))
        return {"yes": True, "no": False}.get(answer)

    def agrees(self, text: str, title: str = "NQ57") -> bool:
        """Ask; True where the officer says yes."""
        return self.decides(text, title) is True

    def ask(self, text: str, default: str, title: str = "NQ57") -> str | None:
        """A line typed by the officer; None where they cancel."""
        answer = patiently(lambda: self.app.api.InputBox(text[:LONGEST_QUESTION], title, default))
        return None if answer is False else str(answer).strip()

    def tell(self, text: str | Literal[False]) -> None:
        """Show a line in the status bar; False gives it back."""
        patiently(lambda: setattr(self.app, "status_bar", text and text[:LONGEST_LINE]))

    @contextmanager
    def telling(self, text: str) -> Iterator[None]:
        """Read with a still screen under a line in the status bar; both are given back at the end, in any case."""
        updating = self.app.screen_updating
        try:
            self.tell(text)
            patiently(lambda: setattr(self.app, "screen_updating", False))
            yield
        finally:
            try:
                patiently(lambda: setattr(self.app, "screen_updating", updating))
            finally:
                self.tell(False)

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Change the workbook, as in `telling`; the sheet shown before is shown again, with its own selection. Raises
        Shared."""
        active = self.book.sheets.active
        shown = active.name
        self._make_ready()
        with self.telling(text):
            try:
                yield
            finally:
                if shown not in self._gone:
                    patiently(active.activate)

    def _make_ready(self) -> None:
        """Excel changes no protection while several sheets are selected together, and nothing much in a workbook that
        is shared. Raises Shared."""
        book = self.book.api
        if book.MultiUserEditing:
            raise Shared(self.book.name)
        if book.Windows(1).SelectedSheets.Count > 1:
            self.book.sheets.active.select()

    def pick_folder(self, title: str, start: str = "") -> str:
        """A folder chosen in Excel's own picker, which opens at `start`, as Excel names it: on SharePoint that may be
        an address on the web. Empty where the officer cancels."""
        dialog = self.app.api.FileDialog(_FOLDER_PICKER)
        dialog.Title = title
        if start:
            dialog.InitialFileName = os.path.join(start, "")
        return str(dialog.SelectedItems(1)) if dialog.Show() else ""

    def open(self, path: Path) -> None:
        """Open a file in the program, as its active workbook; where it is open, show it. Raises AlreadyOpen where
        another workbook of its name is: Excel opens no two. Of one on OneDrive it cannot be told which it is, for there
        its path is an address on the web."""
        opened = self._books().get(path.name.casefold())
        if opened is None:
            patiently(lambda: self.app.books.open(str(path)))
        elif str(opened.api.FullName).casefold() == str(path.absolute()).casefold():
            patiently(opened.activate)
        else:
            raise AlreadyOpen(str(path))

    def book_names(self) -> set[str]:
        """The names of all open workbooks, case folded."""
        return set(self._books())

    def _books(self) -> dict[str, "xlwings.Book"]:
        return {book.name.casefold(): book for book in patiently(lambda: list(self.app.books))}

    # --- places ---------------------------------------------------------------------------------

    def sheet_names(self) -> list[str]:
        return [sheet.name for sheet in self.book.sheets] if self._book else []

    def shown(self, names: Iterable[str]) -> list[str]:
        """Those of the sheets that are not hidden."""
        return [name for name in names if self.book.sheets[name].visible in _VISIBLE]

    def names_among(self, names: Iterable[str]) -> list[str]:
        """Those of the names that the workbook defines."""
        return [name for name in names if self.meaning(name)]

    def meaning(self, name: str) -> str:
        """What a defined name stands for, as Excel writes it in English; empty where it is not defined. (xlwings' own
        `contains` says no while a cell is being edited.)"""
        try:
            return patiently(lambda: self.book.names[name].refers_to)
        except Busy:
            raise
        except Exception:
            # Each program has its own class for a name that it does not know.
            return ""

    def selection(self) -> Spot | None:
        """The first cell of the selection; None without a workbook or where no cells are selected."""
        if self._book is None:
            return None
        try:
            # Not `self.app.selection`: it asks for the number of cells, which Excel cannot tell of a whole sheet.
            cells = self.app.impl.selection
        except AttributeError:  # nothing at all is selected
            return None
        return Spot(cells.sheet.name, cells.row, cells.column) if cells is not None else None

    def merged_with(self, spot: Spot) -> Area:
        """The merged cells that a cell is one of; the cell itself where it is not merged."""
        cells = self.book.sheets[spot.sheet].range((spot.row, spot.column)).merge_area
        rows, columns = cells.shape
        return cells.row, cells.column, cells.row + rows - 1, cells.column + columns - 1

    def go(self, spot: Spot) -> None:
        """Select a cell and bring it to sight; Excel selects on the active sheet only."""
        sheet = self.book.sheets[spot.sheet]
        patiently(sheet.activate)
        patiently(sheet.range((spot.row, spot.column)).select)

    # --- reading and writing --------------------------------------------------------------------

    def calculate(self, sheet: str) -> None:
        """Bring a sheet's formulas up to date; an officer may have set Excel to calculate only when asked."""
        patiently(self.book.sheets[sheet].api.Calculate)

    def rows(self, sheet: str) -> list[list[object]]:
        """All values of a sheet in one reading."""
        return self.book.sheets[sheet].used_range.options(ndim=2).value

    def add_sheet(self, name: str, page: Page, names: Mapping[str, str]) -> None:
        """A new first sheet. `names` are defined for the workbook, with what they stand for as a formula (in English,
        without `=`). Raises Refused."""
        book = self.book
        with open_structure(book.api, book.name):
            sheet = book.sheets.add(name, before=book.sheets[0])
            for each, formula in names.items():
                book.names.add(each, f"={formula}")
        try:
            patiently(lambda: put_page(sheet, page))
        except Exception:
            # Half filled it would not be known as ours again.
            self.remove([name], names)
            raise

    def remove(self, sheets: Iterable[str], names: Iterable[str]) -> None:
        """Without sheets and defined names that are there. Raises Refused."""
        book = self.book
        alerts, self.app.display_alerts = self.app.display_alerts, False
        try:
            with open_structure(book.api, book.name):
                gone = [book.sheets[name] for name in sheets]
                for sheet in gone:
                    # Not every Excel deletes a sheet that is protected, and none one that is hidden for good.
                    release_sheet(sheet.api, sheet.name)
                    sheet.visible = True
                for name in names:
                    book.names[name].delete()
                for sheet in gone:
                    sheet.delete()
                self._gone.update(sheets)
        finally:
            self.app.display_alerts = alerts

    # --- marks ----------------------------------------------------------------------------------

    def mark(self, name: str, marks: Sequence[Mark]) -> None:
        """Colour cells of a sheet and note on them. Raises Refused."""
        sheet = self.book.sheets[name]
        try:
            put_marks(sheet, marks)
        except Exception as fault:
            if not is_busy(fault):
                raise
            # Some marks may be there already.
            patiently(lambda: (take_marks(sheet), put_marks(sheet, marks)))

    def unmark(self, name: str) -> bool:
        """Take the marks from a sheet; whether there were any. Raises Refused."""
        return patiently(lambda: take_marks(self.book.sheets[name]))


def in_order(spots: Iterable[Spot], sheets: Sequence[str]) -> list[Spot]:
    """Spots in reading order: by the order of the sheets, then row by row."""
    places = {name: number for number, name in enumerate(sheets)}
    known = {spot for spot in spots if spot.sheet in places}
    return sorted(known, key=lambda spot: (places[spot.sheet], spot.row, spot.column))

"""Engine, application and workbooks."""

import re
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from xlwings import base_classes

from tests.uno_engine.calls import counted
from tests.uno_engine.com import ApplicationCom, BookCom
from tests.uno_engine.names import Names
from tests.uno_engine.office import Connection, properties, uno
from tests.uno_engine.sheets import Sheets

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".xls": "MS Excel 97",
           ".ods": "calc8"}


LOCKS: dict[str, str | None] = {}
"""Address of an open workbook -> the password of its locked structure ("" without one, None: not locked)."""

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


def structure_lock(path: Path) -> str | None:
    """How a file locks its structure. LibreOffice overlooks a lock without a password; Excel does not."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as package:
        text = package.read("xl/workbook.xml").decode() if "xl/workbook.xml" in package.namelist() else ""
    lock = re.search(r'<workbookProtection\b[^>]*lockStructure="(?:1|true)"[^>]*>', text)
    return None if lock is None else "unknown" if "assword" in lock[0] or "hashValue" in lock[0] else ""


class Engine:
    """What xlwings calls an engine; `xw.engines.add(xw.Engine(impl=Engine(office)))`."""

    name, type = "uno", "desktop"

    def __init__(self, office: Connection) -> None:
        self.apps = Apps(self, office)

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        return value

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str) -> list[list[object]]:
        return [[empty_as if value is None else number_builder(value) if number_builder and isinstance(value, float)
                 else value for value in row] for row in data]


class Apps(base_classes.Apps):
    """The one office."""

    def __init__(self, engine: Engine, office: Connection) -> None:
        self.app = App(engine, office)

    def keys(self) -> list[int]:
        return [self.app.pid]

    def __iter__(self) -> Iterator["App"]:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> "App":
        return self.app


@counted
class App(base_classes.App):
    """The office as an application. `alerts` records what was said, `answers` holds what the user will answer;
    `statuses` everything that the status bar showed (False: given back), `screen` each change of screen updating."""

    def __init__(self, engine: Engine, office: Connection) -> None:
        self._engine, self._office = engine, office
        self._alerts: list[str] = []
        self._answers: list[str] = []
        self._statuses: list[object] = []
        self._screen: list[bool] = [True]
        self.known: dict[str, Book] = {}
        self._folders: list[str] = []
        self._starts: list[str] = []
        self._lines: list[str] = []
        self._asked: list[tuple[str, str]] = []
        self._shows_alerts = True

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def api(self) -> ApplicationCom:
        return ApplicationCom(self._folders, self._starts, self._lines, self._asked)

    @property
    def pid(self) -> int:
        return self._office.pid

    @property
    def hwnd(self) -> int:
        return 57

    @property
    def version(self) -> str:
        return "16.0"

    @property
    def books(self) -> "Books":
        return Books(self)

    @property
    def visible(self) -> bool:
        return True

    @property
    def screen_updating(self) -> bool:
        return self._screen[-1]

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._screen.append(value)
        book = self.books.active
        if book is not None:
            book.hold_still(not value)

    @property
    def display_alerts(self) -> bool:
        return self._shows_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._shows_alerts = value

    @property
    def status_bar(self) -> object:
        return self._statuses[-1] if self._statuses else False

    @status_bar.setter
    def status_bar(self, value: object) -> None:
        self._statuses.append(value)

    @property
    def selection(self):
        book = self.books.active
        return book.selection if book else None

    def alert(self, prompt, title, buttons, mode, callback) -> str:
        self._alerts.append(prompt)
        return self._answers.pop(0) if self._answers else "ok"

    def activate(self, steal_focus: bool = False) -> None:
        pass


@counted
class Books(base_classes.Books):
    """The open workbooks."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def app(self) -> App:
        return self._app

    def _all(self) -> list["Book"]:
        found = self._app._office.desktop.getComponents().createEnumeration()
        documents = []
        while found.hasMoreElements():
            document = found.nextElement()
            if document.supportsService(SPREADSHEET):
                documents.append(self._book(document))
        return documents

    def _book(self, document) -> "Book":
        """A workbook that has an address is looked up once: the bridge is slow at giving objects."""
        address = document.getURL()
        if not address:
            return Book(self._app, document)
        return self._app.known.setdefault(address, Book(self._app, document))

    @property
    def active(self) -> "Book | None":
        current = self._app._office.desktop.getCurrentComponent()
        if current is not None and current.supportsService(SPREADSHEET):
            return self._book(current)
        books = self._all()
        return books[0] if books else None

    def __call__(self, name_or_index: str | int) -> "Book":
        books = self._all()
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator["Book"]:
        return iter(self._all())

    def open(self, fullname, *_, **__) -> "Book":
        arguments = properties(MacroExecutionMode=0, UpdateDocMode=0)
        document = self._app._office.desktop.loadComponentFromURL(Path(fullname).absolute().as_uri(), "_blank", 0,
                                                                  arguments)
        if document is None:
            raise FileNotFoundError(fullname)
        book = self._book(document)
        book.lock = structure_lock(Path(fullname))
        return book

    def add(self) -> "Book":
        return Book(self._app, self._app._office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ()))


@counted
class Book(base_classes.Book):
    """One open workbook."""

    def __init__(self, app: App, document) -> None:
        self._app, self._document = app, document
        self.selections: dict[str, object] = {}
        self.note_boxes: dict[tuple[str, int, int], object] = {}

    @cached_property
    def container(self):
        """The sheets, as UNO has them."""
        return self._document.getSheets()

    @cached_property
    def controller(self):
        """What shows the workbook."""
        return self._document.getCurrentController()

    @property
    def lock(self) -> str | None:
        return LOCKS.get(self._document.getURL())

    @lock.setter
    def lock(self, password: str | None) -> None:
        LOCKS[self._document.getURL()] = password

    @property
    def api(self) -> BookCom:
        return BookCom(self)

    @property
    def app(self) -> App:
        return self._app

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        url = self._document.getURL()
        return uno().fileUrlToSystemPath(url) if url else self._document.getTitle()

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    @property
    def selection(self):
        """The selected range (xlwings asks the application for it)."""
        from tests.uno_engine.ranges import Range
        selected = self.controller.getSelection()
        address = selected.getRangeAddress()
        sheet = self.sheets(address.Sheet + 1)
        return Range(sheet, address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1)

    def hold_still(self, still: bool) -> None:
        """Show changes at once, or all together later."""
        if still:
            self._document.lockControllers()
        elif self._document.hasControllersLocked():
            self._document.unlockControllers()

    def keep_selection(self) -> None:
        """Remember what is selected on the sheet that is shown."""
        selected = self.controller.getSelection()
        if hasattr(selected, "getRangeAddress"):
            self.selections[selected.getSpreadsheet().getName()] = selected

    def refuse_where_locked(self) -> None:
        """What Excel does where the structure is locked."""
        if self.lock is not None:
            raise PermissionError("the structure of the workbook is locked")

    def activate(self) -> None:
        self.controller.getFrame().activate()

    def save(self, path=None, password=None) -> None:
        if path is None:
            self._document.store()
        else:
            self._app.known.pop(self._document.getURL(), None)
            self._document.storeAsURL(*_target(path))

    def copy_to(self, path: str) -> None:
        """Save a copy; the open workbook keeps its name."""
        self._document.storeToURL(*_target(path))

    def close(self) -> None:
        self._app.known.pop(self._document.getURL(), None)
        for kept in ("container", "controller"):
            self.__dict__.pop(kept, None)
        self.selections.clear()
        self._document.close(True)


def _target(path) -> tuple[str, tuple]:
    path = Path(path).absolute()
    return path.as_uri(), properties(FilterName=FILTERS[path.suffix.lower()])

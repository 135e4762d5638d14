"""The office as tests see it: open a workbook, look at what the handler said and did."""

from pathlib import Path

from tests.uno_engine.application import App, Engine
from tests.uno_engine.calls import CALLS
from tests.uno_engine.office import Office


class Application:
    """A running office that is xlwings' active engine."""

    def __init__(self) -> None:
        self.office = Office()
        from nq57xl.host import load_xlwings
        self.xlwings = load_xlwings()
        engine = self.xlwings.Engine(impl=Engine(self.office))
        self.xlwings.engines.add(engine)
        engine.activate()

    @property
    def app(self):
        """The application, as xlwings gives it."""
        return self.xlwings.apps.active

    @property
    def _app(self) -> App:
        return self.app.impl

    @property
    def alerts(self) -> list[str]:
        """What the officer was told or asked, in order."""
        return self._app._alerts

    @property
    def statuses(self) -> list[object]:
        """All that the status bar showed; False is Excel's own again."""
        return self._app._statuses

    @property
    def screen(self) -> list[bool]:
        """Each state of screen updating."""
        return self._app._screen

    @property
    def calls(self) -> int:
        """Calls of the engine since the last `open` or `clear`."""
        return CALLS.count

    def answer(self, *answers: str) -> None:
        """What the officer will say to the next questions (yes, no, cancel)."""
        self._app._answers.extend(answers)

    def lay_ready(self, *folders: Path | str) -> None:
        """The folders that the officer will choose in the next pickers."""
        self._app._folders.extend(map(str, folders))

    @property
    def starts(self) -> list[str]:
        """Where the folder pickers opened."""
        return self._app._starts

    def type(self, *lines: str) -> None:
        """What the officer will type into the next boxes."""
        self._app._lines.extend(lines)

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What was asked in boxes, and what was offered."""
        return self._app._asked

    def open(self, data: bytes, folder: Path, name: str = "bieu.xlsx"):
        """Open a workbook from a file of its own."""
        path = folder / name
        path.write_bytes(data)
        book = self.app.books.open(str(path))
        CALLS.count = 0
        return book

    def clear(self) -> None:
        """Close all workbooks and forget what was said."""
        for book in list(self.app.books):
            book.close()
        for record in (self._app._alerts, self._app._answers, self._app._statuses, self._app._folders,
                       self._app._starts, self._app._lines, self._app._asked):
            record.clear()
        self._app._screen[:] = [True]
        CALLS.count = 0

    def stop(self) -> None:
        self.office.stop()

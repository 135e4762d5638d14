"""Finding the running program. The only place where xlwings is imported."""

import atexit
import sys

from nq57xl.host.busy import patiently
from nq57xl.host.program import Host, NoWorkbook

_NOT_NEEDED = ("pandas", "polars", "numpy", "matplotlib", "plotly", "xlwings.pro")
"""What xlwings imports where it finds it; with pandas that takes five times as long as xlwings itself. Its part under
another licence is none that we use."""
_ATTEMPTS = 50
"""How often xlwings itself asks a busy Excel again, without a pause; it would do so for ever. `patiently` waits."""


def load_xlwings():
    """xlwings, without the libraries that it would load for converters nobody uses here.

    On Windows it would ask a busy Excel for ever, and at the end of the process look for every Excel that shows no
    workbook and end it: neither is ours to do.
    """
    absent = [name for name in _NOT_NEEDED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))
    try:
        import xlwings
    finally:
        for name in absent:
            del sys.modules[name]
    if windows := sys.modules.get("xlwings._xlwindows"):
        windows.N_COM_ATTEMPTS = _ATTEMPTS
        atexit.unregister(windows.cleanup)
    return xlwings


def attach(window: int = 0, name: str = "") -> Host:
    """The host of a button: the Excel whose main window has this handle, and its workbook of this name.

    Without them, the running program and its active workbook. Raises NoWorkbook where no program runs, or no workbook
    of that name is open in it."""
    xlwings = load_xlwings()
    app = _app(xlwings, window)
    books = patiently(lambda: list(app.books))
    if not name:
        return Host(app, _active(app) if books else None)
    named = next((book for book in books if book.name == name), None)
    if named is None:
        raise NoWorkbook
    return Host(app, named)


def _active(app: object) -> object:
    """The active workbook; None where only hidden ones (the personal macro workbook) are open."""
    book = app.books.active
    try:
        return book if book is not None and book.name else None
    except AttributeError:
        return None


def _app(xlwings, window: int) -> object:
    if window and sys.platform.startswith("win"):
        return _windows_app(xlwings, window)
    app = xlwings.apps.active if xlwings.engines.active else None
    if app is None:
        raise NoWorkbook
    return app


def _windows_app(xlwings, window: int) -> object:
    """The Excel of a window. xlwings finds it by the workbook shown in it; where none is shown, by Windows' table of
    running programs, if it is the same one. Raises NoWorkbook, Busy."""
    from xlwings import _xlwindows
    try:
        app = xlwings.App(impl=_xlwindows.App(xl=window))
        patiently(lambda: len(app.books))
        return app
    except (OSError, _xlwindows.pywintypes.error):
        return xlwings.App(impl=_xlwindows.App(xl=_running(_xlwindows, window)))


def _running(windows, window: int) -> object:
    """Excel as Windows' table has it; one that has just been started is not in it yet. Raises NoWorkbook."""
    from win32com.client import GetActiveObject
    try:
        running = windows.COMRetryObjectWrapper(GetActiveObject("Excel.Application"))
    except windows.pywintypes.com_error as fault:
        raise NoWorkbook from fault
    if patiently(lambda: running.Hwnd) != window:
        raise NoWorkbook
    return running


def check_ready() -> None:
    """Raises ImportError where a click could not reach Excel: on Windows, without pywin32."""
    if sys.platform.startswith("win") and load_xlwings().engines.active is None:
        raise ImportError("pywin32")

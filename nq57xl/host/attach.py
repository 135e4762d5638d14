"""Finding the running program. The only place where xlwings is imported."""

import sys

from nq57xl.host.busy import patiently
from nq57xl.host.program import Host, NoWorkbook

_NOT_NEEDED = ("pandas", "polars", "numpy", "matplotlib", "plotly")
"""What xlwings imports where it finds it; with pandas that takes five times as long as xlwings itself."""


def load_xlwings():
    """xlwings, without the libraries that it would load for converters nobody uses here."""
    absent = [name for name in _NOT_NEEDED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))
    try:
        import xlwings
    finally:
        for name in absent:
            del sys.modules[name]
    return xlwings


def attach(window: int = 0, name: str = "") -> Host:
    """The host of a button: the Excel whose main window has this handle, and its workbook of this name.

    Without them, the running program and its active workbook. Raises NoWorkbook where no program runs."""
    xlwings = load_xlwings()
    app = _app(xlwings, window)
    books = patiently(lambda: list(app.books))
    named = next((book for book in books if book.name == name), None)
    return Host(app, named or (app.books.active if books else None))


def _app(xlwings, window: int) -> object:
    if window and sys.platform.startswith("win"):
        from xlwings import _xlwindows
        return xlwings.App(impl=_xlwindows.App(xl=window))
    app = xlwings.apps.active if xlwings.engines.active else None
    if app is None:
        raise NoWorkbook
    return app

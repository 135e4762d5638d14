"""One click in a process of its own: `python benchmarks/click_once.py PIPE JOB FILE` (see click.py).

The workbook stays open from one click to the next; only the first opens it. What a
click costs here besides is the way to LibreOffice and back.
"""

import os
import sys

from nq57xl.host import load_xlwings

FAULTS = {"G9": "tám mươi", "G10": 5000, "H10": 100}
"""What makes a check find something."""


def main(pipe: str, job: str, file: str) -> None:
    xlwings = load_xlwings()
    if job == "import":
        return
    from tests.uno_engine.application import Engine
    from tests.uno_engine.office import Connection
    engine = xlwings.Engine(impl=Engine(Connection(pipe)))
    xlwings.engines.add(engine)
    engine.activate()
    app = xlwings.apps.active
    app.impl._answers.append(job)
    book = next(iter(app.books), None) or app.books.open(file)
    if job == "reopen":
        book.close()
        book = app.books.open(file)
        for place, value in FAULTS.items():
            book.sheets["Chỉ tiêu"].range(place).value = value
        prepare(book)
        # The bridge is known to break now and then at the end of a process that closed a workbook.
        os._exit(0)
    from nq57xl.addin.call import Call, arguments
    from nq57xl.ribbon.__main__ import main as click
    assert click(arguments(Call("check-book", workbook=book.name))[3:]) == 0


def prepare(book: object) -> None:
    """Make the cell styles that LibreOffice wants for the colours of marks; Excel wants none."""
    from nq57xl.sheets.marking.mark import FILLS
    from tests.uno_engine.formats import fill_style
    for fill in FILLS:
        fill_style(book.impl._document, tuple(bytes.fromhex(fill)))


if __name__ == "__main__":
    main(*sys.argv[1:])

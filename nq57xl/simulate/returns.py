"""Issued workbook -> returned workbook: the entries typed in and saved on a day, as an officer would."""

from datetime import date

from nq57xl.generate.results import store_results
from nq57xl.model.period import Period
from nq57xl.model.plan import Plan, Unit
from nq57xl.sheets.address import address
from nq57xl.sheets.issuing.patching import Patchable
from nq57xl.sheets.layout import TABLES
from nq57xl.simulate.filling import Filling
from nq57xl.simulate.words import words

OFFICE_HOUR = "T08:30:00Z"
"""Half past three in the afternoon in Việt Nam, the same day in either clock."""


def returned(issued: bytes, plan: Plan, period: Period, unit: Unit, filling: Filling, saved: date) -> bytes:
    """The workbook filled and saved on a day. The same inputs give the same bytes.

    Formulas keep their place with the results they would have; `saved` becomes the file's own date, by which
    merge tells on time from late. Footers and properties say that the figures are simulated.
    """
    book = Patchable(issued)
    store_results(book, plan, period, unit, filling.tables())
    for layout in TABLES:
        rows, table = book.keyed_rows(layout), filling.tables()[layout.kind]
        cells = {address(rows[code], layout.index(field)): value
                 for code, row in table.items() for field, value in row.items() if code in rows}
        if cells:
            book.patch(layout.name, cells)
    book.set_properties(modified=f"{saved.isoformat()}{OFFICE_HOUR}", description=words()["note"])
    book.add_to_footers(words()["note"].rstrip("."))
    return book.data()

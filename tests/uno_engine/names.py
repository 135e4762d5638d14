"""Names that a workbook defines."""

from xlwings import base_classes

from tests.uno_engine.calls import counted
from tests.uno_engine.office import uno

EXCEL, LIBREOFFICE = 3, 0
"""Conventions of com.sun.star.sheet.FormulaParser."""


@counted
class Names(base_classes.Names):
    """Those of the workbook, not of its sheets."""

    def __init__(self, book) -> None:
        self._book = book

    @property
    def _all(self):
        return self._book._document.NamedRanges

    def contains(self, name: str) -> bool:
        return self._all.hasByName(name)

    def __call__(self, name: str) -> "Name":
        if not self.contains(name):
            raise KeyError(name)
        return Name(self._book, name)

    def add(self, name: str, refers_to: str) -> "Name":
        content = translated(self._book, refers_to.removeprefix("="), EXCEL, LIBREOFFICE)
        self._all.addNewByName(name, content, corner(), 0)
        return Name(self._book, name)


def corner():
    """The first cell of the first sheet, from which a formula without relative places may be read."""
    return uno().getClass("com.sun.star.table.CellAddress")()


def translated(book, formula: str, spoken: int, wanted: int) -> str:
    """A formula in the other program's way of writing."""
    parser = book._document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish, parser.FormulaConvention = True, spoken
    tokens = parser.parseFormula(formula, corner())
    parser.FormulaConvention = wanted
    return parser.printFormula(tokens, corner())


@counted
class Name(base_classes.Name):
    """One of them."""

    def __init__(self, book, name: str) -> None:
        self._book, self._name = book, name

    @property
    def name(self) -> str:
        return self._name

    @property
    def refers_to(self) -> str:
        content = self._book._document.NamedRanges.getByName(self._name).Content
        return "=" + translated(self._book, content, LIBREOFFICE, EXCEL)

    def delete(self) -> None:
        self._book._document.NamedRanges.removeByName(self._name)

"""Conditional formats with a formula, on a sheet or on a part of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from xlwings import base_classes

from tests.uno_engine.calls import counted

_CONDITION, _EXPRESSION = 0, 24
"""ConditionEntryType.CONDITION, ConditionFormatOperator.EXPRESSION."""


def fill_style(document, colour: tuple[int, int, int]) -> str:
    """The name of a cell style with this fill."""
    name, styles = "Fill{:02x}{:02x}{:02x}".format(*colour), document.StyleFamilies.getByName("CellStyles")
    if not styles.hasByName(name):
        with _without_protection(document):
            style = document.createInstance("com.sun.star.style.CellStyle")
            styles.insertByName(name, style)
            style.CellBackColor = colour[0] << 16 | colour[1] << 8 | colour[2]
    return name


@contextmanager
def _without_protection(document) -> Iterator[None]:
    """LibreOffice changes no styles while any sheet is protected."""
    protected = [sheet for sheet in document.getSheets() if sheet.isProtected()]
    for sheet in protected:
        sheet.unprotect("")
    yield
    for sheet in protected:
        sheet.protect("")


@counted
class ConditionalFormats(base_classes.ConditionalFormats):
    """Those that touch a range, the newest first; counted from 1."""

    def __init__(self, cells) -> None:
        self._range = cells

    @property
    def _all(self):
        return self._range.sheet._sheet.ConditionalFormats

    def _entries(self) -> list["ConditionalFormat"]:
        formats = sorted(self._all.getConditionalFormats(), key=lambda each: -each.ID)
        return [ConditionalFormat(self._range, each, at)
                for each in formats if self._touches(each) for at in range(each.getCount())]

    def _touches(self, found) -> bool:
        row, column, last_row, last_column = self._range.area
        return self._range.is_whole_sheet or any(
            area.StartRow < last_row and area.EndRow + 1 >= row and area.StartColumn < last_column
            and area.EndColumn + 1 >= column for area in found.Range.getRangeAddresses())

    def __len__(self) -> int:
        return len(self._entries())

    def __call__(self, at: int) -> "ConditionalFormat":
        return self._entries()[at - 1]

    def __iter__(self) -> Iterator["ConditionalFormat"]:
        return iter(self._entries())

    def add_custom(self, spec: dict[str, object]) -> "ConditionalFormat":
        if self._range.sheet._sheet.isProtected():
            raise PermissionError("the sheet is protected")
        book = self._range.sheet.book
        style = fill_style(book._document, spec["fill_color"])
        ranges = book._document.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddress(self._range._cells.getRangeAddress(), False)
        made = self._all.createByRange(ranges)
        added = next(each for each in self._all.getConditionalFormats() if each.ID == made)
        added.createEntry(_CONDITION, 0)
        entry = added.getByIndex(0)
        entry.Operator, entry.Formula1, entry.StyleName = _EXPRESSION, spec["formula"].removeprefix("="), style
        return ConditionalFormat(self._range, added, 0)


@counted
class ConditionalFormat(base_classes.ConditionalFormat):
    """One condition."""

    def __init__(self, cells, owner, at: int) -> None:
        self._range, self._owner, self._at, self._entry = cells, owner, at, owner.getByIndex(at)

    @property
    def type(self) -> str:
        is_custom = self._entry.getType() == _CONDITION and self._entry.Operator == _EXPRESSION
        return "custom" if is_custom else "unknown"

    @property
    def formula(self) -> str | None:
        return f"={self._entry.Formula1}" if self.type == "custom" else None

    @property
    def fill_color(self) -> tuple[int, int, int]:
        styles = self._range.sheet.book._document.StyleFamilies.getByName("CellStyles")
        colour = styles.getByName(self._entry.StyleName).CellBackColor
        return colour >> 16 & 255, colour >> 8 & 255, colour & 255

    @property
    def areas(self) -> list[str]:
        """Where it holds, as texts; xlwings does not tell, tests ask."""
        return [text.rsplit(".", 1)[1] for text in self._owner.Range.getRangeAddressesAsString().split(",")]

    def delete(self) -> None:
        if self._range.sheet._sheet.isProtected():
            raise PermissionError("the sheet is protected")
        if self._owner.getCount() > 1:
            self._owner.removeByIndex(self._at)
        else:
            self._range.sheet._sheet.ConditionalFormats.removeByID(self._owner.ID)

"""Ranges of cells, their notes and fonts."""

import re
from functools import cached_property
from types import SimpleNamespace

from xlwings import base_classes

from nq57xl.sheets.address import column_number, letter
from tests.uno_engine.calls import counted
from tests.uno_engine.com import NoteCom
from tests.uno_engine.formats import ConditionalFormats
from tests.uno_engine.office import uno
from tests.uno_engine.values import into_cell, out_of_cell

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?", re.IGNORECASE)
_DATES, _ERRORS = 2, 4
"""CellFlags.DATETIME, FormulaResult.ERROR."""
_ENGLISH_OOXML = 3
_NO_COLOUR = -1
ROWS, COLUMNS = 1_048_576, 1024
"""Of a sheet."""
Area = tuple[int, int, int, int]


def range_of(sheet, arg1, arg2) -> "Range":
    """The range of `A1:C3`, of a place, or between two corners."""
    if isinstance(arg1, str):
        match = _ADDRESS.fullmatch(arg1)
        if match is None:
            raise ValueError(f"no address: {arg1}")
        first = int(match[2]), column_number(match[1])
        last = (int(match[4]), column_number(match[3])) if match[3] else first
    else:
        first, last = _corner(arg1), _corner(arg2 if arg2 is not None else arg1, end=True)
    return Range(sheet, *first, *last)


def _corner(place, end: bool = False) -> tuple[int, int]:
    if isinstance(place, Range):
        return place.area[2:] if end else place.area[:2]
    return (place[0], place[1]) if not hasattr(place, "row") else (place.row, place.column)


@counted
class Range(base_classes.Range):
    """Cells from (row, column) to (last_row, last_column), 1-based, on one sheet."""

    options: dict

    def __init__(self, sheet, row: int, column: int, last_row: int, last_column: int) -> None:
        self._at = sheet
        self._area: Area = (row, column, last_row, last_column)
        self.options = {}

    @cached_property
    def _cells(self):
        row, column, last_row, last_column = self._area
        return self._at._sheet.getCellRangeByPosition(column - 1, row - 1, last_column - 1, last_row - 1)

    @property
    def area(self) -> Area:
        return self._area

    @property
    def is_whole_sheet(self) -> bool:
        return self._area == (1, 1, ROWS, COLUMNS)

    @property
    def api(self) -> object:
        return self._cells

    @property
    def sheet(self):
        return self._at

    @property
    def row(self) -> int:
        return self._area[0]

    @property
    def column(self) -> int:
        return self._area[1]

    @property
    def shape(self) -> tuple[int, int]:
        row, column, last_row, last_column = self._area
        return last_row - row + 1, last_column - column + 1

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        row, column, last_row, last_column = self._area
        return self._at.name, row, column, last_row, last_column

    @property
    def max_cells_per_read(self) -> None:
        return None

    @property
    def max_cells_per_write(self) -> None:
        return None

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, arg1, arg2=None) -> "Range":
        row, column = (arg1, arg2) if arg2 is not None else divmod(arg1 - 1, self.shape[1])
        if arg2 is None:
            row, column = row + 1, column + 1
        at = self._area[0] + row - 1, self._area[1] + column - 1
        return Range(self._at, *at, *at)

    def get_address(self, row_absolute, col_absolute, external) -> str:
        rows, columns = "$" if row_absolute else "", "$" if col_absolute else ""
        row, column, last_row, last_column = self._area
        first = f"{columns}{letter(column)}{rows}{row}"
        last = f"{columns}{letter(last_column)}{rows}{last_row}"
        text = first if first == last else f"{first}:{last}"
        return f"[{self._at.book.name}]{self._at.name}!{text}" if external else text

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    @property
    def raw_value(self) -> list[list[object]]:
        cells = self._cells
        dates = _places(cells.queryContentCells(_DATES))
        errors = _places(cells.queryFormulaCells(_ERRORS))
        row, column = self._area[:2]
        return [[out_of_cell(value, (row + r, column + c) in dates, (row + r, column + c) in errors)
                 for c, value in enumerate(line)] for r, line in enumerate(cells.getDataArray())]

    @raw_value.setter
    def raw_value(self, value) -> None:
        rows, columns = self.shape
        lines = value if isinstance(value, list | tuple) else [[value] * columns] * rows
        text_format = self.number_format
        if text_format is None:
            formats = [[self(r + 1, c + 1).number_format for c in range(columns)] for r in range(rows)]
        else:
            formats = [[text_format] * columns] * rows
        self._cells.setDataArray(tuple(tuple(into_cell(each, form) for each, form in zip(line, forms, strict=True))
                                       for line, forms in zip(lines, formats, strict=True)))

    @property
    def formula(self) -> object:
        found = tuple(tuple(line) for line in self._cells.getFormulaArray())
        return found[0][0] if len(self) == 1 else found

    @formula.setter
    def formula(self, value) -> None:
        lines = value if isinstance(value, list | tuple) else [[value]]
        parser = self._at.book._document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish, parser.FormulaConvention = True, _ENGLISH_OOXML
        row, column = self._area[:2]
        for r, line in enumerate(lines):
            for c, text in enumerate(line if isinstance(line, list | tuple) else [line]):
                cell = self._at._sheet.getCellByPosition(column + c - 1, row + r - 1)
                cell.setTokens(parser.parseFormula(text.removeprefix("="), cell.getCellAddress()))

    @property
    def number_format(self) -> str | None:
        key = self._cells.NumberFormat
        if isinstance(key, int):
            return self._at.book._document.getNumberFormats().getByKey(key).FormatString
        return None

    @number_format.setter
    def number_format(self, value: str) -> None:
        formats, locale = self._at.book._document.getNumberFormats(), uno().getClass("com.sun.star.lang.Locale")()
        key = formats.queryKey(value, locale, False)
        self._cells.NumberFormat = key if key >= 0 else formats.addNew(value, locale)

    @property
    def color(self) -> tuple[int, int, int] | None:
        colour = self._cells.CellBackColor
        return None if colour in (None, _NO_COLOUR) else (colour >> 16 & 255, colour >> 8 & 255, colour & 255)

    @color.setter
    def color(self, value) -> None:
        self._cells.CellBackColor = _NO_COLOUR if value is None else value[0] << 16 | value[1] << 8 | value[2]

    @property
    def font(self) -> "Font":
        return Font(self)

    @property
    def note(self) -> "Note | None":
        if self._at.annotations().getCount() == 0:
            return None
        annotation = self._cells.getCellByPosition(0, 0).getAnnotation()
        return Note(self, annotation) if annotation.getString() else None

    @property
    def _with_merged(self):
        cursor = self._at._sheet.createCursorByRange(self._cells)
        cursor.collapseToMergedArea()
        return cursor

    @property
    def merge_cells(self) -> bool | None:
        """None where some cells are merged and others are not."""
        return None if self._with_merged.IsMerged else False

    @property
    def merge_area(self) -> "Range":
        found = self._with_merged.getRangeAddress()
        return Range(self._at, found.StartRow + 1, found.StartColumn + 1, found.EndRow + 1, found.EndColumn + 1)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    def add_note(self, text: str) -> "Note":
        if self.merge_cells is not False and self.merge_area.area[:2] != self._area[:2]:
            raise RuntimeError("Excel notes on the first of merged cells only")
        annotation = self._cells.getCellByPosition(0, 0).getAnnotation()
        if annotation.getString():
            raise RuntimeError("the cell has a note")
        self._at.add_note(*self._area[:2], text)
        return Note(self, annotation)

    @property
    def column_width(self) -> float:
        return self._cells.getColumns().getByIndex(0).Width / 190

    @column_width.setter
    def column_width(self, value: float) -> None:
        for column in range(self._area[1] - 1, self._area[3]):
            self._at.columns.getByIndex(column).Width = int(value * 190)

    @property
    def wrap_text(self) -> bool:
        return bool(self._cells.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._cells.IsTextWrapped = bool(value)

    @property
    def vertical_alignment(self) -> str:
        return {2: "center"}.get(self._cells.VertJustify, "other")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._cells.VertJustify = {"center": 2}[value]

    @property
    def borders(self) -> "Borders":
        return Borders(self)

    def autofit(self, axis=None) -> None:
        self._cells.getRows().OptimalHeight = True

    def clear_contents(self) -> None:
        self._cells.clearContents(1 | 2 | 4 | 16)

    def select(self) -> None:
        if self._at.name != self._at.book.sheets.active.name:
            raise RuntimeError("Excel selects cells of the active sheet only")
        # Merged cells are selected together, and told by their first.
        self._at.book.controller.select(self._with_merged if len(self) == 1 else self._cells)


def _places(ranges) -> set[tuple[int, int]]:
    """The cells (1-based) of what a query found."""
    return {(row + 1, column + 1) for area in ranges.getRangeAddresses()
            for row in range(area.StartRow, area.EndRow + 1) for column in range(area.StartColumn, area.EndColumn + 1)}


@counted
class Borders(base_classes.Borders):
    """The lines around the cells of a range, all alike."""

    def __init__(self, cells: Range) -> None:
        self._range = cells

    def set(self, sides, line_style, weight, color) -> None:
        if line_style != "continuous" or len(sides) != 6:
            raise NotImplementedError
        line = uno().getClass("com.sun.star.table.BorderLine2")()
        line.Color, line.OuterLineWidth = color[0] << 16 | color[1] << 8 | color[2], 18
        border = self._range._cells.TableBorder2
        for side in ("Top", "Bottom", "Left", "Right", "Horizontal", "Vertical"):
            setattr(border, f"{side}Line", line)
            setattr(border, f"Is{side}LineValid", True)
        self._range._cells.TableBorder2 = border


@counted
class Note(base_classes.Note):
    """The note of a cell."""

    def __init__(self, cell: Range, annotation) -> None:
        self._cell, self._annotation = cell, annotation

    @property
    def api(self) -> NoteCom:
        boxes = self._cell._at.book.note_boxes
        return NoteCom(boxes.setdefault((self._cell._at.name, *self._cell.area[:2]), SimpleNamespace()))

    @property
    def location(self) -> Range:
        return self._cell

    @property
    def text(self) -> str:
        return self._annotation.getString()

    @text.setter
    def text(self, value: str) -> None:
        self._annotation.setString(value)

    def delete(self) -> None:
        sheet = self._cell._at
        sheet.annotations().removeByIndex(sheet.note_at(*self._cell.area[:2])[1])


@counted
class Font(base_classes.Font):
    """The letters of a range."""

    def __init__(self, cells: Range) -> None:
        self._range = cells

    @property
    def bold(self) -> bool:
        return self._range._cells.CharWeight > 100

    @bold.setter
    def bold(self, value: bool) -> None:
        self._range._cells.CharWeight = 150.0 if value else 100.0

    @property
    def color(self) -> tuple[int, int, int]:
        colour = self._range._cells.CharColor
        return colour >> 16 & 255, colour >> 8 & 255, colour & 255

    @color.setter
    def color(self, value) -> None:
        self._range._cells.CharColor = value[0] << 16 | value[1] << 8 | value[2]

    @property
    def size(self) -> float:
        return self._range._cells.CharHeight

    @size.setter
    def size(self, value: float) -> None:
        self._range._cells.CharHeight = value

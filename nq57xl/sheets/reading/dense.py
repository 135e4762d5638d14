"""Values of .xls through python-calamine, put together with the marks of our own scan."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from nq57xl.sheets.reading.biff import Marks
from nq57xl.sheets.reading.book import Area, Book, Cell, Place, Sheet, Value
from nq57xl.sheets.reading.gather import within
from nq57xl.sheets.reading.lettering import Lettering
from nq57xl.sheets.reading.limits import Limits, damaged, too_large
from nq57xl.sheets.reading.serials import day_or_moment

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def read_dense(
    data: bytes,
    book_format: str,
    marks: dict[str, Marks],
    limits: Limits,
    *,
    saved: date | None,
    application: str,
    traits: frozenset[str],
) -> Book:
    """Read the sheets the scan has seen. Areas too large for a dense grid are refused before."""
    from python_calamine import CalamineWorkbook

    _refuse_large(marks, limits)
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    known = set(workbook.sheet_names)
    if not set(marks) <= known:
        raise damaged("danh sách trang tính không khớp")
    sheets = within(limits, (
        _sheet(name, workbook.get_sheet_by_name(name) if mark.last_row else None, mark)
        for name, mark in marks.items()
    ))
    return Book(book_format, sheets, saved, application, traits)


def _refuse_large(marks: dict[str, Marks], limits: Limits) -> None:
    if len(marks) > limits.sheets:
        raise too_large(f"hơn {limits.sheets} trang tính")
    for name, mark in marks.items():
        if mark.last_row * mark.last_column > limits.dense_cells:
            raise too_large(f"trang {name} trải đến dòng {mark.last_row}, cột {mark.last_column}")


def _sheet(name: str, sheet: "CalamineSheet | None", mark: Marks) -> Sheet:
    cells: dict[Place, Cell] = {}
    top, left = (sheet.start if sheet else None) or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True) if sheet else (), top + 1):
        for column, value in enumerate(values, left + 1):
            if value != "":
                place, content = (row, column), _plain(value)
                is_percent = place in mark.percents and type(content) is float
                cells[place] = Cell(row, column, content, "", place in mark.formulas, is_percent)
    for place, (value, state) in mark.states.items():
        cells[place] = Cell(*place, value, state, place in mark.formulas)
    merged = _merged(sheet) if sheet else ()
    hidden = tuple(sorted(set(mark.hidden_rows))), tuple(sorted(set(mark.hidden_columns)))
    letters = _lettering(cells, mark)
    return Sheet(name, mark.visibility, cells, merged, *hidden, {}, mark.notes, letters.converted,
                 frozenset(letters.doubted))


def _lettering(cells: dict[Place, Cell], mark: Marks) -> Lettering:
    letters = Lettering()
    for place, alphabet in mark.alphabets.items():
        cell = cells.get(place)
        if cell and not cell.state and isinstance(cell.value, str):
            letters.add(cell, ((cell.value, ""),), alphabet)
    letters.settle(cells)
    return letters


def _plain(value: Any) -> Value:
    if isinstance(value, datetime):
        return day_or_moment(value)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return (datetime.combine(date.min, value) - datetime.min) / timedelta(days=1)
    return float(value) if type(value) is int else value


def _merged(sheet: "CalamineSheet") -> tuple[Area, ...]:
    return tuple(
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )

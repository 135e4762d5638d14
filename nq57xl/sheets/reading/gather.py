"""The sheets of a book put together, within the limits of the whole book."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nq57xl.sheets.reading.book import Area, Cell, Place, Sheet
from nq57xl.sheets.reading.limits import Limits, damaged, too_large

_HIDDEN_COLUMNS = 200_000
_MERGED_WORK = 5_000_000
"""Places looked at below merged areas; honest areas do not overlap and have far fewer."""


def within(limits: Limits, sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Gather sheets as they are read. Refuses more filled cells than the limit, before the next sheet is read.

    Hidden rows are told where they have cells, hidden columns as far as there are any: files hide a million empty
    rows to look trimmed.
    """
    gathered: list[Sheet] = []
    names: set[str] = set()
    cells = columns = 0
    for sheet in sheets:
        if sheet.name.lower() in names:
            raise damaged(f"hai trang tính cùng tên {sheet.name}")
        names.add(sheet.name.lower())
        cells += len(sheet.cells)
        columns += len(sheet.hidden_columns)
        if cells > limits.cells:
            raise too_large(f"trang {sheet.name}: hơn {limits.cells} ô có dữ liệu trong cả tệp")
        if columns > _HIDDEN_COLUMNS:
            raise too_large(f"trang {sheet.name}: hơn {_HIDDEN_COLUMNS} cột ẩn trong cả tệp")
        gathered.append(_uncovered(_trimmed(sheet)))
    return tuple(gathered)


def _trimmed(sheet: Sheet) -> Sheet:
    if not (sheet.hidden_rows or sheet.hidden_columns):
        return sheet
    filled = {row for row, _ in sheet.cells}
    last = max((column for _, column in sheet.cells), default=0)
    return replace(
        sheet,
        hidden_rows=tuple(sorted(filled.intersection(sheet.hidden_rows))),
        hidden_columns=tuple(column for column in sheet.hidden_columns if column <= last),
    )


def _uncovered(sheet: Sheet) -> Sheet:
    """The first cell of a merged area is all that is seen of it; what lies below is put aside."""
    if not sheet.merged:
        return sheet
    covered = {place: sheet.cells[place] for place in _below(sheet) if place in sheet.cells}
    if not covered:
        return sheet
    return replace(sheet, cells={p: cell for p, cell in sheet.cells.items() if p not in covered}, covered=covered)


def _below(sheet: Sheet) -> Iterator[Place]:
    work = 0
    for area in sheet.merged:
        top, left, bottom, right = area
        size = (bottom - top + 1) * (right - left + 1)
        work += min(size, len(sheet.cells))
        if work > _MERGED_WORK:
            raise damaged(f"trang {sheet.name}: các ô gộp chồng lên nhau")
        places = _places(area) if size <= len(sheet.cells) else _within(sheet.cells, area)
        yield from (place for place in places if place != (top, left))


def _places(area: Area) -> Iterator[Place]:
    top, left, bottom, right = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _within(cells: dict[Place, Cell], area: Area) -> Iterator[Place]:
    top, left, bottom, right = area
    return (place for place in cells if top <= place[0] <= bottom and left <= place[1] <= right)

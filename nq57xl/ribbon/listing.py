"""The sheet `Cần sửa` in the open workbook: added, known again, read."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from nq57xl.host import Host, Look, Page, Run, Spot
from nq57xl.model.finding import ERROR, SEVERITY_LABEL, WARNING
from nq57xl.model.names import clean
from nq57xl.model.record import Submission
from nq57xl.ribbon.button import ForeignList
from nq57xl.sheets.address import letter, place_at
from nq57xl.sheets.marking.mark import SWITCH, Area, sheet_of_switch
from nq57xl.sheets.marking.own import CELL, MOVED_TITLE, OWN_LINE, PROBLEM, SHEET, TODO_TITLE
from nq57xl.sheets.writing.describe import Link, Styled, literal, quoted
from nq57xl.sheets.writing.styles import BAD, BLUE, PAPER, WARN

NUMBER, LEVEL = 1, 2
"""Columns of the list that say which and how bad."""


def own_list(host: Host, sheets: Sequence[str]) -> str:
    """The name of the list among the sheets of the workbook; empty where there is none. An officer may have given it
    another name, and may have given its name to a sheet of their own."""
    named = sheet_of_switch(host.meaning(SWITCH))
    return next((name for name in (*_called(sheets, named), *_called(sheets, TODO_TITLE)) if _is_ours(host, name)), "")


def own_sheets(host: Host, sheets: Sequence[str]) -> list[str]:
    """All sheets of ours: the list, and what a workbook built anew says of itself."""
    found = (own_list(host, sheets), *(name for name in _called(sheets, MOVED_TITLE) if _is_ours(host, name)))
    return [name for name in found if name]


def _called(sheets: Iterable[str], title: str) -> list[str]:
    return [name for name in sheets if name.casefold() == title.casefold()]


def _is_ours(host: Host, sheet: str) -> bool:
    return any(clean(cell) == OWN_LINE for row in host.rows(sheet) for cell in row if isinstance(cell, str))


def add_list(host: Host, submission: Submission, sheets: Sequence[str]) -> None:
    """The list in front of the workbook; places on the sheets that can be seen are links. Raises Refused,
    ForeignList."""
    from nq57xl.feedback.todo import plan_of, todo_sheet
    if foreign := _called(sheets, TODO_TITLE):
        raise ForeignList(foreign[0])
    shown = host.shown(sheets)
    sheet = todo_sheet(submission, plan_of(submission), shown, date.today())
    headers = [column.header for column in sheet.columns]
    found = [plain_row(row) for row in sheet.rows]
    head = [[line] for line in (*sheet.issuer, sheet.title, *sheet.notes)]
    padded = [[*line, *[None] * (len(headers) - 1)] for line in head]
    first, at = len(head) + 2, headers.index(CELL) + 1
    numbers = [row[0] for row in sheet.rows if row[0] is not None]
    links = [_link(row[headers.index(SHEET)], row[at - 1], shown) for row in found]
    page = Page([*padded, headers, *found], [column.width for column in sheet.columns],
                [Run(first, NUMBER, numbers), *(Run(first + start, at, texts) for start, texts in _runs(links))],
                [*_looks(first - 1, len(headers), at, [row[LEVEL - 1] for row in found])])
    host.add_sheet(TODO_TITLE, page, dict(sheet.names))


def problems(host: Host, name: str) -> dict[Spot, str]:
    """The cells that the list names, and what is said of each."""
    host.calculate(name)
    found = columns_of(host.rows(name), (SHEET, CELL, PROBLEM))
    return {Spot(sheet, *place): problem for sheet, cell, problem in found if sheet and (place := place_at(cell))}


def columns_of(rows: Sequence[Sequence[object]], headers: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The texts under some headers of the list."""
    top = next((n for n, row in enumerate(rows) if set(headers) <= {str(cell) for cell in row if cell}), None)
    if top is None:
        return
    at = [list(rows[top]).index(header) for header in headers]
    for row in rows[top + 1:]:
        yield tuple(str(row[column]) if row[column] is not None else "" for column in at)


def plain_row(row: Iterable[object]) -> list[object]:
    """The contents of a described row as a cell of the open workbook holds them."""
    return [_plain(value) for value in row]


def _plain(value: object) -> object:
    if isinstance(value, Styled):
        value = value.value
    value = value.text if isinstance(value, Link) else value
    return None if value is None else str(value)


def _looks(header: int, columns: int, links: int, levels: Sequence[object]) -> Iterator[tuple[Area, Look]]:
    """How the list looks: its head, the table from the header row down, links, and the fill of each level."""
    last = header + len(levels)
    yield (1, 1, 2, 1), Look(is_bold=True, ink=BLUE)
    yield (header, 1, last, columns), Look(is_table=True)
    yield (header, 1, header, columns), Look(is_bold=True, fill=PAPER)
    yield (header + 1, links, last, links), Look(ink=BLUE)
    first = header + 1
    for severity, fill in ((ERROR, BAD), (WARNING, WARN)):
        if count := levels.count(SEVERITY_LABEL[severity]):
            yield (first, LEVEL, first + count - 1, LEVEL), Look(fill=fill)
        first += count


def _link(sheet: str | None, cell: str | None, shown: Sequence[str]) -> str:
    """A jump to a cell, wherever it is by then: it goes along when rows are inserted, and stays when the list is sorted.
    Empty where the place is no cell that one can see."""
    place = place_at(cell or "")
    if not sheet or sheet not in shown or not place:
        return ""
    there = f"{quoted(sheet)}!${letter(place[1])}${place[0]}"
    now = f"ADDRESS(ROW({there}),COLUMN({there}),4)"
    return f"=HYPERLINK({literal(f'#{quoted(sheet)}!')}&{now},{now})"


def _runs(links: Sequence[str]) -> Iterable[tuple[int, list[str]]]:
    """Links that stand below one another, with the place of the first of them."""
    start = 0
    while start < len(links):
        end = start
        while end < len(links) and links[end]:
            end += 1
        if end > start:
            yield start, list(links[start:end])
        start = end + 1

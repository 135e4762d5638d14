"""The sheet `Cần sửa` in the open workbook: added, known again, read."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from nq57xl.host import Host, Look, Spot
from nq57xl.model.finding import ERROR, SEVERITY_LABEL, WARNING
from nq57xl.model.names import clean
from nq57xl.model.record import Submission
from nq57xl.sheets.address import place_at
from nq57xl.sheets.marking.mark import Area
from nq57xl.sheets.marking.own import OWN_LINE, TODO_TITLE
from nq57xl.sheets.writing.describe import Link, Styled, hyperlink, quoted
from nq57xl.sheets.writing.styles import BAD, BLUE, PAPER, WARN

HEADERS, PROBLEM, LEVEL = ("Trang", "Ô"), "Vấn đề", 2
"""Headers of its columns that say where and what, number of the one that says how bad."""


class ForeignList(Exception):
    """The workbook has a sheet of this name that is not ours."""


def own_list(host: Host, sheets: Iterable[str]) -> str:
    """The name of the list among the sheets of the workbook; empty where there is none. A sheet of that name which
    somebody else made is not ours to touch. Raises ForeignList for one."""
    found = next((name for name in sheets if name.casefold() == TODO_TITLE.casefold()), "")
    if found and not any(clean(cell) == OWN_LINE for row in host.rows(found) for cell in row if isinstance(cell, str)):
        raise ForeignList(found)
    return found


def add_list(host: Host, submission: Submission, shown: Sequence[str]) -> None:
    """The list in front of the workbook; places on the sheets that are `shown` are links. Raises Refused."""
    from nq57xl.feedback.todo import plan_of, todo_sheet
    sheet = todo_sheet(submission, plan_of(submission), shown, date.today())
    headers = [column.header for column in sheet.columns]
    found = [plain_row(row) for row in sheet.rows]
    head = [[line] for line in (*sheet.issuer, sheet.title, *sheet.notes)]
    padded = [[*line, *[None] * (len(headers) - 1)] for line in head]
    host.add_sheet(TODO_TITLE, [*padded, headers, *found], [column.width for column in sheet.columns],
                   dict(sheet.names))
    at = headers.index(HEADERS[1]) + 1
    links = [_link(row[at - 2], row[at - 1], shown) for row in found]
    for start, formulas in _runs(links):
        host.put_formulas(TODO_TITLE, at, len(head) + 2 + start, formulas)
    host.dress(TODO_TITLE, _looks(len(head) + 1, len(headers), at, [row[LEVEL - 1] for row in found]))


def problems(host: Host, name: str) -> dict[Spot, str]:
    """The cells that the list names, and what is said of each."""
    found = columns_of(host.rows(name), (*HEADERS, PROBLEM))
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
    """A jump to a cell; empty where the place is no cell that one can see."""
    if not sheet or not cell or sheet not in shown or not place_at(cell):
        return ""
    return "=" + hyperlink(f"#{quoted(sheet)}!{cell}", cell)


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

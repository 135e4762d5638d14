"""Group Kiểm tra: the findings of the open workbook, marked in it, walked through, and taken away again."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from nq57xl.host import Host, Look, Refused, Spot, in_order
from nq57xl.model.finding import ERROR, INFO, SEVERITY_LABEL, WARNING
from nq57xl.model.messages import buttons as said
from nq57xl.model.record import Submission
from nq57xl.ribbon.ahead import loading
from nq57xl.ribbon.button import NotMarked, button
from nq57xl.ribbon.choices import Choices
from nq57xl.sheets.address import place_at
from nq57xl.sheets.marking.mark import SWITCH, Area
from nq57xl.sheets.marking.own import TODO_TITLE
from nq57xl.sheets.writing.describe import hyperlink, quoted
from nq57xl.sheets.writing.styles import BAD, BLUE, PAPER, WARN

LIST = TODO_TITLE
"""Name of the sheet of findings in the open workbook."""
HEADERS, LEVEL = ("Trang", "Ô"), 2
"""Headers of its columns that say where, number of the one that says how bad."""
MOST_MARKED = 200
"""Marks in one go; the list names all findings, marked or not."""


@button
def check_book(host: Host, choices: Choices) -> Choices:
    """Say what is wrong with the open workbook and, where the officer agrees, mark it."""
    with host.telling(said.WORKING["check"]):
        data, name = host.snapshot(loading("nq57xl.validate", "nq57xl.sheets.reading.xlsx", "nq57xl.feedback.todo"))
        from nq57xl.validate import validate_bytes
        submission = validate_bytes(data, name)
    told = summary(submission)
    if not any(finding.severity != INFO for finding in submission.findings):
        if _is_marked(host, sheets := host.sheet_names()):
            _undo(host, sheets)
        host.say(told)
    elif host.agrees(said.MAY_MARK.format(told=told, sheet=LIST)):
        with host.working(said.WORKING["mark"]):
            refused = _mark(host, submission)
        _name(refused)
    return choices


def summary(submission: Submission) -> str:
    """One line, or the reason why the file cannot be taken at all."""
    counts = Counter(finding.severity for finding in submission.findings)
    if not counts[ERROR] and not counts[WARNING]:
        return said.CLEAN
    whole = [finding for finding in submission.findings if finding.severity == ERROR and not finding.place.sheet]
    text = said.COUNTED.format(errors=counts[ERROR], warnings=counts[WARNING])
    return "\n".join((text, *map(str, whole)))


def _mark(host: Host, submission: Submission) -> list[str]:
    """Mark the cells and add the list, in place of those of an earlier time; gives the sheets that did not allow it.
    Raises Refused, and no mark is set, where the list cannot be added."""
    from nq57xl.feedback.todo import marks_of
    there = host.sheet_names()
    refused = _clear(host, there) if _is_marked(host, there) else []
    sheets = [sheet for sheet in there if sheet != LIST]
    _add_list(host, submission, sheets)
    marks = marks_of(submission.findings, sheets)[:MOST_MARKED]
    refused += _refused(lambda sheet: host.mark(sheet, [mark for mark in marks if mark.sheet == sheet]),
                        dict.fromkeys(mark.sheet for mark in marks))
    return refused


def _refused(work: Callable[[str], None], places: Iterable[str]) -> list[str]:
    """Do something to each sheet; gives those that did not allow it."""
    refused = []
    for place in places:
        try:
            work(place)
        except Refused as fault:
            refused.append(fault.where)
    return refused


def _name(refused: Iterable[str]) -> None:
    """Raises Refused with the names of all places that did not allow a change, if any."""
    if refused:
        raise Refused(", ".join(dict.fromkeys(refused)))


def _add_list(host: Host, submission: Submission, sheets: Sequence[str]) -> None:
    """The list in front of the workbook, its places as links."""
    from nq57xl.feedback.todo import plan_of, todo_sheet
    sheet = todo_sheet(submission, plan_of(submission), sheets, date.today())
    headers = [column.header for column in sheet.columns]
    found = [plain_row(row) for row in sheet.rows]
    head = [[line] for line in (*sheet.issuer, sheet.title, *sheet.notes)]
    padded = [[*line, *[None] * (len(headers) - 1)] for line in head]
    host.add_sheet(LIST, [*padded, headers, *found], [column.width for column in sheet.columns], dict(sheet.names))
    at = headers.index(HEADERS[1]) + 1
    links = [_link(row[at - 2], row[at - 1], sheets) for row in found]
    for start, formulas in _runs(links):
        host.put_formulas(LIST, at, len(head) + 2 + start, formulas)
    host.dress(LIST, _looks(len(head) + 1, len(headers), at, [row[LEVEL - 1] for row in found]))


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


def plain_row(row: Iterable[object]) -> list[object]:
    """The contents of a described row as a cell of the open workbook holds them."""
    return [_plain(value) for value in row]


def _plain(value: object) -> object:
    from nq57xl.sheets.writing.describe import Link, Styled
    if isinstance(value, Styled):
        value = value.value
    value = value.text if isinstance(value, Link) else value
    return None if value is None else str(value)


def _link(sheet: str | None, cell: str | None, sheets: Sequence[str]) -> str:
    """A jump to a cell; empty where the place is no cell of the workbook."""
    if not sheet or not cell or sheet not in sheets or not place_at(cell):
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


@button
def clear_marks(host: Host, choices: Choices) -> Choices:
    """Everything that the check put into the workbook, or into the copy that `validate --annotate` made, is taken
    out; each cell looks as it did before."""
    sheets = host.sheet_names()
    if not _is_marked(host, sheets):
        raise NotMarked
    _undo(host, sheets)
    return choices


def _is_marked(host: Host, sheets: Sequence[str]) -> bool:
    return LIST in sheets or host.has_name(SWITCH)


def _undo(host: Host, sheets: Sequence[str]) -> None:
    with host.working(said.WORKING["clear"]):
        refused = _clear(host, sheets)
    _name(refused)


def _clear(host: Host, sheets: Sequence[str]) -> list[str]:
    """Gives the places that did not allow it. The marks of such a sheet are no longer seen, for the list is gone; the
    name by which they are known stays until they can be taken away."""
    refused = _refused(host.unmark, [sheet for sheet in sheets if sheet != LIST])
    lists, names = [LIST] if LIST in sheets else [], [SWITCH] if not refused and host.has_name(SWITCH) else []
    return refused + _refused(lambda _: host.remove(lists, names), [LIST] if lists or names else [])


@button
def next_finding(host: Host, choices: Choices) -> Choices:
    """Select the cell of the next finding after the selected one; after the last comes the first."""
    return _step(host, choices, 1)


@button
def previous_finding(host: Host, choices: Choices) -> Choices:
    """Select the cell of the finding before the selected one."""
    return _step(host, choices, -1)


def _step(host: Host, choices: Choices, direction: int) -> Choices:
    order = host.sheet_names()
    if LIST not in order:
        raise NotMarked
    found = list(columns_of(host.rows(LIST), (*HEADERS, "Vấn đề")))
    problems = {_spot(sheet, cell): problem for sheet, cell, problem in found if sheet and place_at(cell)}
    spots = in_order(problems, order)
    if not spots:
        raise NotMarked
    here = host.selection()
    among = in_order({*spots, here}, order) if here else spots
    at = among.index(here) if here in among else -1
    others = [spot for spot in among if spot in problems]
    later = [spot for spot in among[at + 1:] if spot in problems] if direction > 0 else \
        [spot for spot in reversed(among[:max(at, 0)]) if spot in problems]
    spot = later[0] if later else others[0] if direction > 0 else others[-1]
    host.go(spot)
    host.tell(said.FINDING.format(sheet=spot.sheet, cell=spot.address, problem=problems[spot]))
    return choices


def columns_of(rows: Sequence[Sequence[object]], headers: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The texts under some headers of the list."""
    top = next((n for n, row in enumerate(rows) if set(headers) <= {str(cell) for cell in row if cell}), None)
    if top is None:
        return
    at = [list(rows[top]).index(header) for header in headers]
    for row in rows[top + 1:]:
        yield tuple(str(row[column]) if row[column] is not None else "" for column in at)


def _spot(sheet: str, cell: str) -> Spot:
    return Spot(sheet, *place_at(cell))

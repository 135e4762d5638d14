"""Group Kiểm tra: the findings of the open workbook, marked in it, walked through, and taken away again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest

from nq57xl.host import Host, Painted, Refused, Spot, in_order
from nq57xl.model.finding import ERROR, INFO, WARNING
from nq57xl.model.messages import buttons as said
from nq57xl.model.record import Submission
from nq57xl.ribbon.button import NotMarked, button
from nq57xl.ribbon.choices import Choices
from nq57xl.sheets.address import place_at
from nq57xl.sheets.marking import own
from nq57xl.sheets.writing.describe import hyperlink, quoted

LIST = own.TODO_TITLE
"""Name of the sheet of findings in the open workbook."""
HEADERS = ("Trang", "Ô")
MEMORY = own.MEMORY
MOST_MARKED = 200
"""Marks in one go; the list names all findings, marked or not."""
FILLS = ((255, 155, 148), (255, 217, 102))
"""Colours of errors and of warnings."""


@button
def check_book(host: Host, choices: Choices) -> Choices:
    """Say what is wrong with the open workbook and, where the officer agrees, mark it."""
    from nq57xl.validate import validate_bytes
    with host.working(said.WORKING["check"]):
        data, name = host.snapshot()
        submission = validate_bytes(data, name)
    told, sheets = summary(submission), host.sheet_names()
    if not any(finding.severity != INFO for finding in submission.findings):
        if LIST in sheets:
            _clear(host, sheets)
        host.say(told)
    elif host.agrees(said.MAY_MARK.format(told=told, sheet=LIST)):
        _mark(host, submission, sheets)
    return choices


def summary(submission: Submission) -> str:
    """One line, or the reason why the file cannot be taken at all."""
    counts = Counter(finding.severity for finding in submission.findings)
    if not counts[ERROR] and not counts[WARNING]:
        return said.CLEAN
    whole = [finding for finding in submission.findings if finding.severity == ERROR and not finding.place.sheet]
    text = said.COUNTED.format(errors=counts[ERROR], warnings=counts[WARNING])
    return "\n".join((text, *map(str, whole)))


def _mark(host: Host, submission: Submission, sheets: Sequence[str]) -> None:
    """Mark the cells and add the list; where the list cannot be added no mark stays."""
    refused: list[str] = []
    with host.working(said.WORKING["mark"]):
        if LIST in sheets:
            _clear(host, sheets)
            sheets = [sheet for sheet in sheets if sheet != LIST]
        painted = _painted(host, submission, sheets, refused)
        try:
            _add_list(host, submission, painted, sheets)
        except Refused:
            _unpaint(host, painted, sheets)
            _drop_notes(host, {each.spot for each in painted}, sheets)
            raise
    if refused:
        raise Refused(", ".join(refused))


def _painted(host: Host, submission: Submission, sheets: Sequence[str], refused: list[str]) -> list[Painted]:
    """Paint sheet by sheet; those with a password of their own are left and named."""
    from nq57xl.feedback.todo import marks_of
    marks = marks_of(submission.findings, sheets)[:MOST_MARKED]
    painted: list[Painted] = []
    for sheet in dict.fromkeys(mark.sheet for mark in marks):
        mine = [(Spot(sheet, mark.row, mark.column), FILLS[min(mark.level, 1)], mark.note)
                for mark in marks if mark.sheet == sheet]
        try:
            painted += host.paint(sheet, mine)
        except Refused as fault:
            refused.append(fault.where)
    return painted


def _unpaint(host: Host, painted: Sequence[Painted], sheets: Sequence[str]) -> None:
    for sheet in dict.fromkeys(each.spot.sheet for each in painted):
        if sheet in sheets:
            host.unpaint(sheet, [each for each in painted if each.spot.sheet == sheet])


def _add_list(host: Host, submission: Submission, painted: Sequence[Painted], sheets: Sequence[str]) -> None:
    """The list in front of the workbook, its places as links, the memory of the marks out of sight behind it."""
    from nq57xl.feedback.todo import plan_of, todo_sheet
    sheet = todo_sheet(submission, plan_of(submission), sheets, date.today())
    headers = [column.header for column in sheet.columns]
    found = [plain_row(row) for row in sheet.rows]
    memory = [[each.spot.sheet, each.spot.address, _colour(each.colour)] for each in painted]
    head = [[line] for line in (*sheet.issuer, sheet.title, *sheet.notes)]
    table = [[*headers, *MEMORY], *side_by_side(found, memory, len(headers), len(MEMORY))]
    width = len(headers) + len(MEMORY)
    host.add_sheet(LIST, [*([*line, *[None] * (width - 1)] for line in head), *table])
    host.dress(LIST, len(head) + 1, [column.width for column in sheet.columns], len(found), hidden=len(MEMORY))
    at = headers.index(HEADERS[1]) + 1
    links = [_link(row[at - 2], row[at - 1], sheets) for row in found]
    for start, formulas in _runs(links):
        host.put_formulas(LIST, at, len(head) + 2 + start, formulas)


def side_by_side(left: Sequence[list], right: Sequence[list], left_width: int, right_width: int) -> list[list]:
    """Two tables beside one another, the shorter one filled up with blanks."""
    return [[*(a or [None] * left_width), *(b or [None] * right_width)] for a, b in zip_longest(left, right)]


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
    """Everything that the check put into the workbook is taken out; each cell looks as it did before."""
    sheets = host.sheet_names()
    if LIST not in sheets:
        raise NotMarked
    with host.working(said.WORKING["clear"]):
        _clear(host, sheets)
    return choices


def _clear(host: Host, sheets: Sequence[str]) -> None:
    """Take the marks of the button out, or those of a copy that `validate --annotate` made: its fills go with the
    list."""
    rows = host.rows(LIST)
    painted = [Painted(_spot(sheet, cell), _from_colour(colour))
               for sheet, cell, colour in columns_of(rows, MEMORY) if sheet and place_at(cell)]
    listed = {_spot(sheet, cell) for sheet, cell in columns_of(rows, HEADERS) if sheet in sheets and place_at(cell)}
    _unpaint(host, painted, sheets)
    _drop_notes(host, listed | {each.spot for each in painted}, sheets)
    host.remove_sheet(LIST)


def _drop_notes(host: Host, spots: set[Spot], sheets: Sequence[str]) -> None:
    """Take our notes away; one that an officer has added to is the officer's own."""
    for sheet in sheets:
        if mine := [spot for spot in spots if spot.sheet == sheet]:
            host.drop_notes(sheet, mine, own.is_own_note)


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


def _colour(colour: tuple[int, int, int] | None) -> str:
    return "" if colour is None else "{},{},{}".format(*colour)


def _from_colour(text: str) -> tuple[int, int, int] | None:
    return tuple(int(part) for part in text.split(",")) if text else None

"""Group Kiểm tra: the findings of the open workbook, marked in it, walked through, and taken away again."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from nq57xl.host import Host, Refused, in_order
from nq57xl.model.finding import ERROR, INFO, WARNING
from nq57xl.model.messages import buttons as said
from nq57xl.model.record import Submission
from nq57xl.ribbon.ahead import loading
from nq57xl.ribbon.button import NotMarked, button
from nq57xl.ribbon.choices import Choices
from nq57xl.ribbon.listing import ForeignList, add_list, own_list, problems
from nq57xl.sheets.marking.mark import SWITCH
from nq57xl.sheets.marking.own import TODO_TITLE

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
        _undo(host)
        host.say(told)
    elif host.agrees(said.MAY_MARK.format(told=told, sheet=TODO_TITLE)):
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
    Raises Refused or ForeignList, and no mark is set, where the list cannot be added."""
    from nq57xl.feedback.todo import marks_of
    there = host.sheet_names()
    old = own_list(host, there)
    refused = _clear(host, there, old)
    sheets = [sheet for sheet in there if sheet != old]
    add_list(host, submission, host.shown(sheets))
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


@button
def clear_marks(host: Host, choices: Choices) -> Choices:
    """Everything that the check put into the workbook, or into the copy that `validate --annotate` made, is taken
    out; each cell looks as it did before."""
    if not _undo(host):
        raise NotMarked
    return choices


def _undo(host: Host) -> bool:
    """Take list and marks out; whether there were any. A sheet that is only called like the list is left alone."""
    sheets = host.sheet_names()
    old = _list_if_ours(host, sheets)
    if not old and not host.has_name(SWITCH):
        return False
    with host.working(said.WORKING["clear"]):
        refused = _clear(host, sheets, old)
    _name(refused)
    return True


def _list_if_ours(host: Host, sheets: Sequence[str]) -> str:
    try:
        return own_list(host, sheets)
    except ForeignList:
        return ""


def _clear(host: Host, sheets: Sequence[str], old: str) -> list[str]:
    """Gives the places that did not allow it. The marks of such a sheet are no longer seen, for the list is gone; the
    name by which they are known stays until they can be taken away."""
    is_known = host.has_name(SWITCH)
    if not old and not is_known:
        return []
    refused = _refused(host.unmark, [sheet for sheet in sheets if sheet != old])
    gone, names = [old] if old else [], [SWITCH] if is_known and not refused else []
    return refused + _refused(lambda _: host.remove(gone, names), [TODO_TITLE] if gone or names else [])


@button
def next_finding(host: Host, choices: Choices) -> Choices:
    """Select the cell of the next finding after the selected one; after the last comes the first."""
    return _step(host, choices, 1)


@button
def previous_finding(host: Host, choices: Choices) -> Choices:
    """Select the cell of the finding before the selected one."""
    return _step(host, choices, -1)


def _step(host: Host, choices: Choices, direction: int) -> Choices:
    """Cells on hidden sheets are passed over: nothing can be selected there."""
    sheets = host.sheet_names()
    old = _list_if_ours(host, sheets)
    told = problems(host, old) if old else {}
    order = host.shown(sheets)
    spots = in_order(told, order)
    if not spots:
        raise NotMarked
    here = host.selection()
    among = in_order({*spots, here}, order) if here else spots
    at = among.index(here) if here in among else -1
    later = [spot for spot in among[at + 1:] if spot in told] if direction > 0 else \
        [spot for spot in reversed(among[:max(at, 0)]) if spot in told]
    spot = later[0] if later else spots[0] if direction > 0 else spots[-1]
    host.go(spot)
    host.tell(said.FINDING.format(sheet=spot.sheet, cell=spot.address, problem=told[spot]))
    return choices

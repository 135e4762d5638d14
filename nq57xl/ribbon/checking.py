"""Group Kiểm tra: the findings of the open workbook, marked in it, walked through, and taken away again."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from nq57xl.host import Host, Refused, Spot, in_order
from nq57xl.model.finding import ERROR, INFO, WARNING
from nq57xl.model.messages import buttons as said
from nq57xl.model.record import Submission
from nq57xl.ribbon.ahead import loading
from nq57xl.ribbon.button import NothingMarked, NotMarked, NowhereToGo, button
from nq57xl.ribbon.choices import Choices
from nq57xl.ribbon.listing import add_list, own_list, own_sheets, problems
from nq57xl.sheets.marking.mark import BEFORE, SWITCH
from nq57xl.sheets.marking.own import TODO_TITLE


@button
def check_book(host: Host, choices: Choices) -> Choices:
    """Say what is wrong with the open workbook and, where the officer agrees, mark it."""
    with host.telling(said.WORKING["check"]):
        data, name = host.snapshot(loading("nq57xl.validate", "nq57xl.sheets.reading.xlsx", "nq57xl.feedback.todo",
                                           plan=choices.plan))
        from nq57xl.validate import validate_bytes
        submission = validate_bytes(data, name)
    told = summary(submission)
    to_do = [finding for finding in submission.findings if finding.severity != INFO]
    if not to_do and _is_marked(host):
        if host.agrees(said.MAY_CLEAR.format(told=told)):
            _undo(host)
    elif not any(finding.place.sheet for finding in to_do):
        host.say(told)
    elif host.agrees(said.MAY_MARK.format(told=told, sheet=TODO_TITLE)):
        with host.working(said.WORKING["mark"]):
            refused = _mark(host, submission)
        _name(refused)
    return replace(choices, plan=submission.plan or choices.plan)


def summary(submission: Submission) -> str:
    """One line, or the reason why the file cannot be taken at all."""
    counts = Counter(finding.severity for finding in submission.findings)
    if not counts[ERROR] and not counts[WARNING]:
        return said.CLEAN
    whole = [finding for finding in submission.findings if finding.severity == ERROR and not finding.place.sheet]
    text = said.COUNTED.format(errors=counts[ERROR], warnings=counts[WARNING])
    return "\n".join((text, *map(str, whole)))


def _is_marked(host: Host) -> bool:
    return bool(host.names_among([SWITCH]) or own_list(host, host.sheet_names()))


def _mark(host: Host, submission: Submission) -> list[str]:
    """Mark the cells and add the list, in place of those of an earlier time; gives the sheets that did not allow it.
    Raises Refused or ForeignList, and no mark is set, where the list cannot be added."""
    from nq57xl.feedback.todo import marks_of
    there = host.sheet_names()
    old = own_list(host, there)
    sheets = [sheet for sheet in there if sheet != old]
    refused = _clear(host, sheets, [old])[1] if old or host.names_among([SWITCH]) else []
    add_list(host, submission, sheets)
    marks = marks_of(submission.findings, sheets)
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
    """Everything that the check put into the workbook, or into the copy that `validate --annotate` or `rebuild` made,
    is taken out; each cell looks as it did before."""
    if not _undo(host):
        raise NothingMarked
    return choices


def _undo(host: Host) -> bool:
    """Take lists and marks out; whether there were any. A sheet that is only called like one of ours is left alone."""
    there = host.sheet_names()
    own = own_sheets(host, there)
    with host.working(said.WORKING["clear"]):
        was_marked, refused = _clear(host, [sheet for sheet in there if sheet not in own], own)
    _name(refused)
    return was_marked


def _clear(host: Host, sheets: Sequence[str], own: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether there was anything, and the places that did not allow it. The marks of such a sheet are no longer seen,
    for the list is gone; the name by which they are known stays until they can be taken away."""
    taken: list[bool] = []
    refused = _refused(lambda sheet: taken.append(host.unmark(sheet)), sheets)
    gone = [name for name in own if name]
    names = host.names_among([BEFORE] if refused else [SWITCH, BEFORE])
    if gone or names:
        taken.append(True)
        refused += _refused(lambda _: host.remove(gone, names), [TODO_TITLE])
    return any(taken) or bool(refused), refused


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
    old = own_list(host, sheets)
    if not old:
        raise NotMarked
    told, order = problems(host, old), host.shown(sheets)
    spots = in_order(told, order)
    if not spots:
        raise NowhereToGo
    spot = _beside(spots, _here(host, spots, direction), order, direction)
    host.go(spot)
    host.tell(said.FINDING.format(sheet=spot.sheet, cell=spot.address, problem=told[spot]))
    return choices


def _here(host: Host, spots: Sequence[Spot], direction: int) -> Spot | None:
    """Where the officer is: the selected cell, or that one of the merged cells selected which is spoken of."""
    here = host.selection()
    if here is None or here in spots:
        return here
    top, left, bottom, right = host.merged_with(here)
    inside = [spot for spot in spots if spot.sheet == here.sheet and top <= spot.row <= bottom
              and left <= spot.column <= right]
    return inside[-1 if direction > 0 else 0] if inside else here


def _beside(spots: Sequence[Spot], here: Spot | None, order: Sequence[str], direction: int) -> Spot:
    """The next spot in reading order, or the one before; round at the ends."""
    among = in_order({*spots, here} if here else spots, order)
    at = among.index(here) if here in among else -1
    ahead = among[at + 1:] if direction > 0 else among[max(at, 0) - 1::-1] if at > 0 else []
    return next((spot for spot in ahead if spot in spots), spots[0] if direction > 0 else spots[-1])

"""One row of `Nhiệm vụ`, and one of `Khó khăn - Kiến nghị`: read, checked, and turned into facts."""

from dataclasses import replace
from datetime import date

from nq57xl.model import terms
from nq57xl.model.messages.values import MESSAGES
from nq57xl.model.plan import Assignment
from nq57xl.model.terms import DIFFICULTY_FIELDS
from nq57xl.rules.catalogue import (
    assignment_constants,
    assignment_rules,
    difficulty_constants,
    difficulty_rules,
    plan_day,
)
from nq57xl.sheets.layout import FAILURE, KEY
from nq57xl.validate.altered import altered_findings
from nq57xl.validate.around import PERCENT_SIGN
from nq57xl.validate.beside import note_findings
from nq57xl.validate.cells import Line, Table, is_filled
from nq57xl.validate.dates import other_epoch
from nq57xl.validate.judge import Desk, Judged, certain_fields, make_fact, reading_findings, rule_findings
from nq57xl.validate.meanings import Likely
from nq57xl.validate.numbers import DECIMAL
from nq57xl.validate.shown import shown
from nq57xl.validate.values import (
    STRUCK,
    UNREAD,
    Reading,
    failed,
    read_as_it_is,
    read_date,
    read_number,
    read_text,
    read_word,
)
from nq57xl.validate.words import ASSIGNMENT_STATUS

EXTRA_NAME = "name"
"""Field of the fact that names a unit's own extra assignment; planned ones have their name in the plan."""

DESCRIBING = ("lead", "product", "deadline")
"""What rules ask of a unit's own assignment besides its name, in columns that the plan fills in for others."""

_ISSUED = (KEY, FAILURE, "check", "stt")
"""Columns of an extra row that are not blank when issued."""


def judge_assignment(desk: Desk, table: Table, line: Line, assignment: Assignment | None) -> Judged:
    """Facts and findings of one row. `assignment` is None for a unit's own one, whose name is a fact too
    (field `name`); an extra row that nobody filled gives nothing."""
    if assignment is None and not _is_used(line):
        return Judged((), ())
    own = {} if assignment else _described(line)
    readings = own | _entries(desk, table, line)
    row = {name: reading.seen for name, reading in readings.items()}
    constants = assignment_constants(assignment, desk.closes, desk.due, plan_day(desk.plan.date))
    broken, uncertain = rule_findings(table, line, assignment_rules(own=assignment is None), constants | row,
                                      readings, {})
    certain = certain_fields(readings, uncertain)
    if own and EXTRA_NAME not in certain:
        return Judged((), (*reading_findings(table, line, own), *broken))
    findings = (*reading_findings(table, line, readings), *broken,
                *note_findings(desk.around, table, line, readings, ("progress",), {}),
                *(altered_findings(table, line, {"lead": assignment.lead, "deadline": assignment.deadline_text}, False)
                  if assignment else ()))
    return Judged(tuple(make_fact(desk, table, line, name, readings[name].value, findings)
                        for name in certain if name not in DESCRIBING), findings)


def judge_difficulty(desk: Desk, table: Table, line: Line) -> Judged:
    """Facts and findings of one row; its code is the row's number."""
    readings = {name: read_text(line.cells.get(name)) for name in DIFFICULTY_FIELDS}
    row = {name: reading.seen for name, reading in readings.items()}
    broken, uncertain = rule_findings(table, line, difficulty_rules(), difficulty_constants(desk.codes) | row,
                                      readings, {})
    findings = (*reading_findings(table, line, readings), *broken)
    facts = tuple(make_fact(desk, table, line, name, readings[name].value, findings)
                  for name in certain_fields(readings, uncertain))
    return Judged(facts, findings)


def _described(line: Line) -> dict[str, Reading]:
    """What a unit says of its own assignment in the columns that the plan fills in for others."""
    return {EXTRA_NAME: read_text(line.cells.get(EXTRA_NAME)),
            **{name: read_as_it_is(line.cells.get(name)) for name in DESCRIBING}}


def _entries(desk: Desk, table: Table, line: Line) -> dict[str, Reading]:
    cells, around = line.cells, desk.around
    status = read_word(cells.get("status"), ASSIGNMENT_STATUS)
    progress = read_number(cells.get("progress"), DECIMAL, "%", Likely(lower=0, upper=100, mark=around.mark),
                           around.outcome(table, line, "progress"))
    readings = {
        "status": status,
        "progress": _full_scale(progress, status),
        "completed_on": _of_one_epoch(
            read_date(cells.get("completed_on"), around.outcome(table, line, "completed_on")), desk),
        "document": read_text(cells.get("document"), keeps_dates=False),
        "person": read_text(cells.get("person")),
        "difficulty": read_text(cells.get("difficulty")),
    }
    return readings | {name: STRUCK for name in line.struck}


def _full_scale(reading: Reading, status: Reading) -> Reading:
    """Ask where 0,85 may have been meant as 85 %; a word without meaning is left to the rule on progress. What is done
    is done in full: there 1 is the 100 % of a lost format."""
    if reading.word is not None:
        return Reading(UNREAD, False, reading.found)
    if not isinstance(reading.value, float):
        return reading
    if reading.value == 1 and status.value == terms.DONE and PERCENT_SIGN not in reading.found:
        return replace(reading, value=100.0, message=MESSAGES["V45"], after="100", why=f"trạng thái {terms.DONE}")
    return failed("V43", reading.found) if 0 < reading.value < 1 else reading


def _of_one_epoch(reading: Reading, desk: Desk) -> Reading:
    """Ask about a day that lies in the report's time only if it is read with the other epoch of Excel."""
    if not reading.sure or not isinstance(reading.value, date):
        return reading
    meant = other_epoch(reading.value, plan_day(desk.plan.date), desk.due, desk.closes.replace(day=1))
    return failed("V62", reading.found, shown(meant)) if meant else reading


def _is_used(line: Line) -> bool:
    """Whether anything was put into an extra row, the columns that only describe the assignment included."""
    return any(is_filled(name, cell) for name, cell in line.cells.items() if name not in _ISSUED)

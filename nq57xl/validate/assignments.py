"""One row of `Nhiệm vụ`, and one of `Khó khăn - Kiến nghị`: read, checked, and turned into facts."""

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
from nq57xl.validate.cells import Line, Table, is_filled
from nq57xl.validate.judge import Desk, Judged, certain_fields, make_fact, reading_findings, rule_findings
from nq57xl.validate.numbers import DECIMAL
from nq57xl.validate.values import (
    STRUCK,
    UNREAD,
    Reading,
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
    readings = own | _entries(line)
    row = {name: reading.seen for name, reading in readings.items()}
    constants = assignment_constants(assignment, desk.closes, desk.due, plan_day(desk.plan.date))
    failed, uncertain = rule_findings(table, line, assignment_rules(own=assignment is None), constants | row,
                                      readings, {})
    certain = certain_fields(readings, uncertain)
    if own and EXTRA_NAME not in certain:
        return Judged((), (*reading_findings(table, line, own), *failed))
    findings = (*reading_findings(table, line, readings), *failed)
    return Judged(tuple(make_fact(desk, table, line, name, readings[name].value, findings)
                        for name in certain if name not in DESCRIBING), findings)


def judge_difficulty(desk: Desk, table: Table, line: Line) -> Judged:
    """Facts and findings of one row; its code is the row's number."""
    readings = {name: read_text(line.cells.get(name)) for name in DIFFICULTY_FIELDS}
    row = {name: reading.seen for name, reading in readings.items()}
    failed, uncertain = rule_findings(table, line, difficulty_rules(), difficulty_constants(desk.codes) | row,
                                      readings, {})
    findings = (*reading_findings(table, line, readings), *failed)
    facts = tuple(make_fact(desk, table, line, name, readings[name].value, findings)
                  for name in certain_fields(readings, uncertain))
    return Judged(facts, findings)


def _described(line: Line) -> dict[str, Reading]:
    """What a unit says of its own assignment in the columns that the plan fills in for others."""
    return {EXTRA_NAME: read_text(line.cells.get(EXTRA_NAME)),
            **{name: read_as_it_is(line.cells.get(name)) for name in DESCRIBING}}


def _entries(line: Line) -> dict[str, Reading]:
    cells = line.cells
    readings = {
        "status": read_word(cells.get("status"), ASSIGNMENT_STATUS),
        "progress": _full_scale(read_number(cells.get("progress"), DECIMAL, "%")),
        "completed_on": read_date(cells.get("completed_on")),
        "document": read_text(cells.get("document"), keeps_dates=False),
        "person": read_text(cells.get("person")),
        "difficulty": read_text(cells.get("difficulty")),
    }
    return readings | {name: STRUCK for name in line.struck}


def _full_scale(reading: Reading) -> Reading:
    """Ask where 0,85 may have been meant as 85 %; a word without meaning is left to the rule on progress."""
    if reading.word is not None:
        return Reading(UNREAD, False, reading.found)
    if isinstance(reading.value, float) and 0 < reading.value < 1:
        return Reading(UNREAD, False, reading.found, MESSAGES["V43"])
    return reading


def _is_used(line: Line) -> bool:
    """Whether anything was put into an extra row, the columns that only describe the assignment included."""
    return any(is_filled(name, cell) for name, cell in line.cells.items() if name not in _ISSUED)

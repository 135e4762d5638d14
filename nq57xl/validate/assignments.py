"""One row of `Nhiệm vụ`, and one of `Khó khăn - Kiến nghị`: read, checked, and turned into facts."""

from datetime import date

from nq57xl.model.messages.structure import MESSAGES as STRUCTURE
from nq57xl.model.messages.values import MESSAGES
from nq57xl.model.plan import Assignment
from nq57xl.model.terms import DIFFICULTY_FIELDS
from nq57xl.rules.catalogue import (
    DIFFICULTY_RULES,
    assignment_constants,
    assignment_rules,
    difficulty_constants,
    plan_day,
)
from nq57xl.rules.check import ErrorValue, Value
from nq57xl.sheets.layout import FAILURE, KEY
from nq57xl.sheets.reading.book import ERROR, Cell
from nq57xl.validate.cells import Line, Table, filled_fields, text_of
from nq57xl.validate.judge import Desk, Judged, certain_fields, make_fact, reading_findings, rule_findings
from nq57xl.validate.numbers import DECIMAL
from nq57xl.validate.values import BLANK, STRUCK, UNREAD, Reading, read_date, read_number, read_text, read_word
from nq57xl.validate.words import ASSIGNMENT_STATUS

EXTRA_NAME = "name"
"""Field of the fact that names a unit's own extra assignment; planned ones have their name in the plan."""

_ISSUED = (KEY, FAILURE, "check", "stt")
"""Columns of an extra row that are not blank when issued."""


def judge_assignment(desk: Desk, table: Table, line: Line, assignment: Assignment | None) -> Judged:
    """Facts and findings of one row. `assignment` is None for a unit's own one, whose name is a fact too
    (field `name`); an extra row that nobody filled gives nothing."""
    if assignment is None and not _is_used(table, line):
        return Judged((), ())
    if assignment is None and not text_of(line.cells.get("name")):
        return Judged((), (table.finding(STRUCTURE["S49"], line, "name"),))
    readings = _entries(line)
    row = {name: reading.value for name, reading in readings.items()}
    constants = assignment_constants(assignment, desk.closes, desk.due, plan_day(desk.plan.date))
    own = {} if assignment else _described(line)
    failed, uncertain = rule_findings(table, line, assignment_rules(own=assignment is None),
                                      constants | row | own, readings | {name: BLANK for name in own}, {})
    findings = (*reading_findings(table, line, readings), *failed)
    facts = [make_fact(desk, table, line, name, readings[name].value, findings)
             for name in certain_fields(readings, uncertain)]
    if assignment is None:
        named = make_fact(desk, table, line, EXTRA_NAME, text_of(line.cells["name"]), findings)
        facts = [named, *facts]
    return Judged(tuple(facts), findings)


def judge_difficulty(desk: Desk, table: Table, line: Line) -> Judged:
    """Facts and findings of one row; its code is the row's number."""
    readings = {name: _without_error(read_text(line.cells.get(name)), line.cells.get(name))
                for name in DIFFICULTY_FIELDS}
    row = {name: reading.value for name, reading in readings.items()}
    lists = difficulty_constants(row.code for row in (*desk.plan.indicators, *desk.plan.assignments))
    failed, _ = rule_findings(table, line, DIFFICULTY_RULES, lists | row, readings, {})
    findings = (*reading_findings(table, line, readings), *failed)
    facts = tuple(make_fact(desk, table, line, name, readings[name].value, findings)
                  for name in certain_fields(readings, ()))
    return Judged(facts, findings)


def _described(line: Line) -> dict[str, Value]:
    """What a unit says of its own assignment in the columns that the plan fills in for others."""
    cells = {name: line.cells.get(name) for name in ("name", "lead", "product", "deadline")}
    return {name: _as_it_is(cell) for name, cell in cells.items()}


def _as_it_is(cell: Cell | None) -> Value:
    if cell is not None and cell.state == ERROR:
        return ErrorValue(cell.value)
    return cell.value if cell is not None and isinstance(cell.value, date) else text_of(cell)


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


def _without_error(reading: Reading, cell: Cell | None) -> Reading:
    """Rules tell of error values; where there are no rules the reading does."""
    if cell is not None and isinstance(reading.value, ErrorValue):
        return Reading(UNREAD, False, reading.found, MESSAGES["V39"])
    return reading


def _is_used(table: Table, line: Line) -> bool:
    """Whether anything was typed into an extra row, the columns that only describe the assignment included."""
    typed = (cell for name, cell in line.cells.items() if name not in _ISSUED and not cell.has_formula)
    return bool(filled_fields(table.layout, line.cells) or any(text_of(cell) for cell in typed))

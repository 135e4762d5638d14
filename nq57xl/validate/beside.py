"""Figures beside their cells: in comments, in locked columns. They are never taken, and never passed over."""

import re

from nq57xl.model.finding import Finding
from nq57xl.model.messages.values import MESSAGES
from nq57xl.model.names import clean, fold
from nq57xl.model.plan import Indicator, Plan
from nq57xl.model.target import issued_target
from nq57xl.sheets.reading.book import Cell
from nq57xl.validate.around import Around
from nq57xl.validate.cells import Line, Table, text_of
from nq57xl.validate.numbers import DECIMAL, MONEY, read_text_number
from nq57xl.validate.shown import shown
from nq57xl.validate.values import Reading

_ALONE = re.compile(r"(?<![\w/.,\-])-?[0-9](?:[0-9., ]*[0-9])?(?![\w/]|[.,\-]\w)")
"""A number that is no part of a day, a document's number or a code."""
_AUTHOR = re.compile(r"\A[^\n:]{1,60}:[ \t]*\n")
_OF_ANOTHER_MATTER = re.compile(r"(?<!\w)(?:kỳ|tháng|quý|năm) trước(?!\w)|mục tiêu|kế hoạch", re.IGNORECASE)
NEAR_ENOUGH = 1e-6
Readings = dict[str, Reading]


def note_findings(around: Around, table: Table, line: Line, readings: Readings, fields: tuple[str, ...],
                  computed: dict[str, float]) -> list[Finding]:
    """What comments on a row's number cells say that the cells do not. `computed` are values of blank cells that
    follow from other cells, so that they are not missing."""
    if not around.notes:
        return []
    found = []
    for name in fields:
        note = _AUTHOR.sub("", around.note(table, line, name))
        numbers = [numbers for text in _ALONE.findall(note) if (numbers := _meanings(text))]
        if not numbers or name in line.struck:
            continue
        reading = readings[name]
        value = computed.get(name) if reading.is_blank else reading.value
        if value is None:
            found.append(table.finding(MESSAGES["V63"], line, name, shown(clean(note))))
        elif (len(numbers) == 1 and isinstance(value, float) and not _says(numbers[0], value)
              and not _OF_ANOTHER_MATTER.search(note)):
            found.append(table.finding(MESSAGES["V64"], line, name, reading.found or shown(value),
                                       after=shown(clean(note))))
    return found


def locked_findings(table: Table, line: Line, indicator: Indicator, plan: Plan, year: int,
                    is_empty: bool) -> list[Finding]:
    """Numbers typed into the locked columns of a row without figures."""
    if not is_empty:
        return []
    issued = {"target": issued_target(indicator.targets, year, plan.milestones, indicator.is_percent),
              "unit_of_measure": indicator.unit_of_measure, "previous": ""}
    return [table.finding(MESSAGES["V65"], line, name, shown(line.cells[name].value))
            for name, text in issued.items() if name in line.cells and _is_typed(line.cells[name], name, text)]


def _is_typed(cell: Cell, name: str, issued: str) -> bool:
    """Whether a locked cell holds another number than it was issued with. Last period's figure is issued as a
    number; which one the plan does not tell."""
    if cell.state or (name == "previous" and not isinstance(cell.value, str)):
        return False
    text = text_of(cell)
    return any(c.isdigit() for c in text) and _without_spaces(text) != _without_spaces(issued)


def _without_spaces(text: str) -> str:
    return fold(text).replace(" ", "")


def _meanings(text: str) -> tuple[float, ...]:
    return tuple({*read_text_number(text, DECIMAL).numbers, *read_text_number(text, MONEY).numbers})


def _says(numbers: tuple[float, ...], value: float) -> bool:
    return any(abs(n - value) <= NEAR_ENOUGH * max(1, abs(value)) for n in numbers)

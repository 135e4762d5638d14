"""Entry cells that slid against the catalogue: one cell deleted or inserted, and the column moved up or down by a row.

The locked formulas beside the entries tell. They were issued to look at their own row only, and a spreadsheet
program lets them follow the cells that move: then the formula of row 13 looks at row 12 of that column.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nq57xl.sheets.address import letter
from nq57xl.sheets.layout import FAILURE
from nq57xl.sheets.reading.book import ERROR, Sheet
from nq57xl.validate.cells import Line, Table
from nq57xl.validate.planned import PARTS, PlanRow

LOCKED_FORMULAS = ("achievement", "judgement", "check", FAILURE)
LOST = "#REF!"
LEAST_ROWS = 2
"""So many rows that look at the row next to them, or have its share of the target stored, are no accident."""
TOLERANCE = 1e-6
_TEXT = re.compile(r'"[^"]*"')
_CELL = re.compile(r"(?<![A-Za-z0-9_.!$])\$?([A-Z]{1,3})\$?([0-9]{1,7})(?![A-Za-z0-9_.(!])")


@dataclass(frozen=True, slots=True)
class Looks:
    """Where the locked formulas of all rows look. `steps` maps a column to each row's distance (0: its own row, -1:
    the row above; None: farther, or at two rows); `gone` are rows with a formula whose cell was deleted."""

    steps: dict[str, dict[int, int | None]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)


def shifted_rows(table: Table, sheet: Sheet, lines: Mapping[str, Line],
                 planned: Mapping[str, PlanRow]) -> dict[str, list[int]]:
    """By entry field, numbers of the rows in which it cannot be trusted to stand beside its own indicator."""
    ordered = sorted(lines.values(), key=lambda line: line.number)
    numbers, looks = [line.number for line in ordered], _looks(table, sheet, ordered)
    found: dict[str, list[int]] = {}
    for name in table.layout.entry_fields:
        steps = looks.steps.get(letter(table.columns.get(name, 0)), {})
        if slid := _runs(steps, looks.gone, numbers):
            found[name] = _between(slid, [number for number, step in steps.items() if step == 0], numbers)
    if not found and (slid := _by_shares(ordered, planned)):
        found = dict.fromkeys(("value", *PARTS), _between(slid, [], numbers))
    return found


def _between(slid: list[int], sound: Iterable[int], numbers: Iterable[int]) -> list[int]:
    """All rows from the last sound one before those that slid to the first sound one behind them."""
    before = max((number for number in sound if number < slid[0]), default=0)
    after = min((number for number in sound if number > slid[-1]), default=None)
    return [number for number in numbers if before < number and (after is None or number < after)]


def _looks(table: Table, sheet: Sheet, ordered: Iterable[Line]) -> Looks:
    looks = Looks()
    for line in ordered:
        for name in LOCKED_FORMULAS:
            cell, formula = line.cells.get(name), sheet.formulas.get((line.number, table.columns.get(name, 0)), "")
            plain = _TEXT.sub("", formula)
            if LOST in plain or (cell is not None and cell.state == ERROR and cell.value == LOST):
                looks.gone.add(line.number)
            for column, row in set(_CELL.findall(plain)):
                step, known = int(row) - line.number, looks.steps.setdefault(column, {})
                known[line.number] = step if abs(step) <= 1 and known.get(line.number, step) == step else None
    return looks


def _runs(steps: Mapping[int, int | None], gone: set[int], numbers: list[int]) -> list[int]:
    """The rows of runs that look one row up, or one down: at least two, or the last ones that tell. The row above a
    run whose cell is gone belongs to it. A lone row is a figure that was cut and put where it belongs."""
    told = sorted(steps)
    found: list[int] = []
    for step in (-1, 1):
        run: list[int] = []
        for at, number in enumerate(told):
            run = [*run, number] if steps[number] == step else []
            is_last = at + 1 == len(told)
            if run and (is_last or steps[told[at + 1]] != step) and (len(run) >= LEAST_ROWS or is_last):
                above = max((n for n in numbers if n < run[0]), default=0)
                found += [above, *run] if above in gone else run
    return sorted(found)


def _by_shares(ordered: list[Line], planned: Mapping[str, PlanRow]) -> list[int]:
    """Rows whose stored `% mục tiêu` is not that of their own figure, but of the figure of the row next to them."""
    for step in (-1, 1):
        found = [line.number for line, other in _neighbours(ordered, step)
                 if line.key in planned and _is_share_of(line, other, planned[line.key])]
        if len(found) >= LEAST_ROWS:
            return found
    return []


def _neighbours(ordered: list[Line], step: int) -> Iterable[tuple[Line, Line]]:
    by_number = {line.number: line for line in ordered}
    return ((line, by_number[line.number + step]) for line in ordered if line.number + step in by_number)


def _is_share_of(line: Line, other: Line, row: PlanRow) -> bool:
    stored, own, theirs = _number(line, "achievement"), _share(line, row), _share(other, row)
    if stored is None or own is None or theirs is None:
        return False
    return abs(stored - own) > TOLERANCE * max(abs(own), 1) and abs(stored - theirs) <= TOLERANCE * max(abs(theirs), 1)


def _share(line: Line, row: PlanRow) -> float | None:
    figure = _number(line, "value")
    return row.achieved(figure) if figure is not None else None


def _number(line: Line, name: str) -> float | None:
    cell = line.cells.get(name)
    value = cell.value if cell is not None and not cell.state else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

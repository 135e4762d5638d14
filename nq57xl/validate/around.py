"""What a table says beside its cells: formulas, notes, and how its officer writes numbers and percentages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from nq57xl.model.plan import Indicator
from nq57xl.rules.check import as_number
from nq57xl.sheets.reading.book import ERROR, Cell, Place, Sheet
from nq57xl.validate.cells import Line, Table
from nq57xl.validate.meanings import (
    FRACTION,
    FULL,
    PERCENT_DIGITS,
    Peers,
    common_mark,
    full_scale,
    likely_figure,
)
from nq57xl.validate.numbers import decimal_mark
from nq57xl.validate.recompute import Calculator, Outcome

FIGURE_FIELDS = ("value", "numerator", "denominator", "progress")
"""Entry fields that hold numbers."""
PERCENT_SIGN = "%"


@dataclass(frozen=True, slots=True)
class Around:
    """`notes` are the comments of the table's sheet by place, `mark` the decimal mark that its typed numbers have
    in common (empty where they have none), `peers` how its percentages were typed."""

    calculator: Calculator | None = None
    notes: Mapping[Place, str] = field(default_factory=dict)
    mark: str = ""
    peers: Peers = Peers()

    def outcome(self, table: Table, line: Line, name: str) -> Outcome | None:
        """What the formula in a cell gives; None where there is none, or its text is not known."""
        cell = line.cells.get(name)
        if cell is None or not cell.has_formula or cell.state == ERROR or self.calculator is None:
            return None
        return self.calculator.outcome(table.sheet, cell.row, cell.column)

    def note(self, table: Table, line: Line, name: str) -> str:
        return self.notes.get((line.number, table.columns.get(name, 0)), "") if self.notes else ""


def look_around(calculator: Calculator, sheet: Sheet, lines: Iterable[Line], indicators: Mapping[str, Indicator],
                year: int) -> Around:
    """What stands around the rows of a table. `indicators` are those of the rows by key (none in other tables)."""
    lines = tuple(lines)
    texts = (cell.value for line in lines for name in FIGURE_FIELDS
             if (cell := line.cells.get(name)) is not None and isinstance(cell.value, str))
    scales = ((line.key, _typed_scale(line, indicators[line.key], year)) for line in lines if line.key in indicators)
    return Around(calculator, sheet.notes, common_mark(map(decimal_mark, texts)),
                  Peers(tuple((key, scale) for key, scale in scales if scale)))


def last_figure(line: Line) -> float | None:
    """Last period's figure as the row shows it."""
    cell = line.cells.get("previous")
    if cell is None or cell.state or isinstance(cell.value, date):
        return None
    number = as_number(cell.value)
    return round(100 * number, PERCENT_DIGITS) if cell.is_percent and number is not None else number


def _typed_scale(line: Line, indicator: Indicator, year: int) -> str:
    """How the percentage of a row was typed: FRACTION, FULL, or "" where its number alone does not tell."""
    cell = line.cells.get("value")
    if cell is None or not indicator.unit_of_measure.startswith(PERCENT_SIGN) or not _is_typed(cell):
        return ""
    if cell.is_percent:
        return FRACTION
    if cell.value > 1:
        return FULL
    likely = likely_figure(indicator, year, last_figure(line), "")
    return FRACTION if full_scale(cell.value, likely, "") else ""


def _is_typed(cell: Cell) -> bool:
    return isinstance(cell.value, float | int) and not isinstance(cell.value, bool) and not cell.has_formula

"""What the tables of a workbook tell of the plan it is on, where nothing else does."""

from collections.abc import Iterable
from dataclasses import dataclass

from nq57xl.model.plan import Plan
from nq57xl.sheets.layout import (
    ASSIGNMENTS,
    EXTRA_KEY,
    INDICATORS,
    KEY,
    KIND_SHEETS,
    LISTS_SHEET,
)
from nq57xl.sheets.reading.book import Sheet
from nq57xl.validate.cells import text_of
from nq57xl.validate.locate import grid_of, tables_in


@dataclass(frozen=True, slots=True)
class Contents:
    """`kind` of the workbook by the tables in it ("" for none), and all row codes that stand in them."""

    kind: str
    codes: frozenset[str]

    def fits(self, plan: Plan) -> bool:
        """Whether there are codes, and all of them are the plan's."""
        return bool(self.codes) and self.codes <= {row.code for row in (*plan.indicators, *plan.assignments)}


def contents_of(file: str, sheets: Iterable[Sheet]) -> Contents:
    """The kinds and codes of the indicator and assignment tables among the sheets."""
    grids = [grid_of(sheet) for sheet in sheets if sheet.name != LISTS_SHEET]
    found, codes = [], set()
    for layout in (INDICATORS, ASSIGNMENTS):
        tables = [table for grid in grids for table, _ in tables_in(file, grid, layout)]
        if tables:
            found.append(layout)
        codes |= {text for table in tables for name in (KEY, "code") if name in table.columns
                  for cells in table.rows.values() if _is_code(text := text_of(cells.get(table.columns[name])))}
    kind = next((kind for kind, layouts in KIND_SHEETS.items() if list(layouts) == found), "")
    return Contents(kind, frozenset(code for code in codes if not code.startswith(f"{EXTRA_KEY}-")))


def _is_code(text: str) -> bool:
    """Row codes are one word with a digit in it; signatures below a table are neither."""
    return any(c.isdigit() for c in text) and " " not in text

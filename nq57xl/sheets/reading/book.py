"""What was found in a workbook: sheets, cells and their places, whatever the file format.

The one picture of a returned file that all later steps see. Cells are kept sparsely, so a
stray cell in the last row or ten thousand formatted blanks cost nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

VISIBLE = "visible"
HIDDEN = "hidden"
VERY_HIDDEN = "very hidden"

ERROR = "error"
UNCOMPUTED = "uncomputed"
UNREADABLE = "unreadable"
MIXED = "mixed"

Value = float | int | str | bool | date | datetime | None
Place = tuple[int, int]
Area = tuple[int, int, int, int]


class Cell(NamedTuple):
    """One filled cell. A named tuple, not a dataclass: a merge makes a quarter of a million of them.

    `state` is "" for a sound value, `ERROR` (value: its text, "#DIV/0!"), `UNCOMPUTED` (a formula
    whose result the file does not hold; value None), `UNREADABLE` (value: what stands there), or `MIXED` (an entry
    that is no one content: parts of it are struck through or raised; set by the readers of entries).
    `is_percent` says that a number is shown as a percentage: 0.85 that its writer sees as 85%.
    """

    row: int
    column: int
    value: Value
    state: str = ""
    has_formula: bool = False
    is_percent: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet. `hidden_rows` and `hidden_columns` are 1-based numbers in rising order.

    What only few cells have is kept beside them, by place: `formulas` (as Excel writes them in English, A1
    references, without the `=`; only where the file tells), `notes` (text of a comment), `converted` (the text as
    stored, of a cell whose font is of an alphabet older than Unicode; the cell's value is the converted text),
    `doubted` (cells in such a font whose text reads as Unicode as well: left as stored), `covered` (cells that a
    merged area hides, all but its first; they are not among `cells`), `struck` (cells struck through as a whole),
    `mixed` (cells whose text has parts struck through, or set above or below the line, beside others), `misled`
    (numbers that their format shows with other digits).
    """

    name: str
    visibility: str
    cells: dict[Place, Cell]
    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    formulas: Mapping[Place, str] = field(default_factory=dict)
    notes: Mapping[Place, str] = field(default_factory=dict)
    converted: Mapping[Place, str] = field(default_factory=dict)
    doubted: frozenset[Place] = frozenset()
    covered: Mapping[Place, Cell] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    mixed: frozenset[Place] = frozenset()
    misled: frozenset[Place] = frozenset()


@dataclass(frozen=True)
class Book:
    """One workbook as it was saved. `saved` is the day in Việt Nam of the last change, as the file tells."""

    format: str
    sheets: tuple[Sheet, ...]
    saved: date | None = None
    application: str = ""
    traits: frozenset[str] = field(default_factory=frozenset)

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of exactly this name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

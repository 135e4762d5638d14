"""An issued workbook as data: what `shell` writes into a designer's shell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nq57xl.sheets.layout import Layout


@dataclass(frozen=True, slots=True)
class Formula:
    """`text` without the equals sign; `stored` is its value now, so that Protected View can show it."""

    text: str
    stored: str | int | float


Content = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True)
class Limit:
    """Excel's own check of what is typed into a cell.

    `kind` is list, decimal, whole, date or textLength; `low` and `high` are formula texts (`high` empty: at
    least `low`; `low` empty: at most `high`; of a list, `low` names it). A `soft` limit warns and lets
    through. Titles have at most 32 characters, texts at most 255.
    """

    kind: str
    low: str
    high: str
    title: str
    prompt: str
    error: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. `look` names the prototype row of the shell whose style it takes, `closed_look` the one
    for entry cells that are not in `open`. `cells`, `formats`, `limits` go by field."""

    look: str
    cells: Mapping[str, Content]
    formats: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    closed_look: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table sheet, and its header texts by field."""

    layout: Layout
    headers: Mapping[str, str]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A whole workbook.

    `texts` fill the placeholders of the shell. `repeats` give, for a prototype row of the guide, its rows:
    placeholder -> content. `lists` are written downwards from the defined names of the shell. `title` and
    `issued_at` go into the file's properties.
    """

    texts: Mapping[str, Content]
    tables: tuple[Table, ...]
    repeats: Mapping[str, tuple[Mapping[str, Content], ...]]
    lists: Mapping[str, tuple[tuple[str, ...], ...]]
    title: str
    issued_at: date


class ShellError(ValueError):
    """The shell lacks something the program needs, or asks for data that does not exist."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell as read. `first_rows` tells, by sheet, in which row the first line of a table will stand."""

    name: str
    data: bytes
    first_rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook as openpyxl writes it: formulas have no values yet.

    `stored` are the values of the formulas by their text, `free_rows` the rows by sheet that may grow with
    what is typed.
    """

    data: bytes
    sheets: tuple[str, ...]
    stored: Mapping[str, str | int | float]
    free_rows: Mapping[str, range]

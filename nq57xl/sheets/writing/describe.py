"""What a sheet of an output workbook looks like, as data: verbs describe, `write` writes.

Rows and columns are counted from 1, as Excel shows them; cell addresses in formulas are the caller's.
"""

from dataclasses import dataclass
from datetime import date

from nq57xl.sheets.address import letter

STYLES = ("issuer", "issuer_note", "title", "subtitle", "header", "vertical", "section", "group", "total", "text",
          "wrap", "small", "centre", "number", "decimal", "percent", "share", "change", "change_good",
          "change_bad", "date", "good", "warn", "bad", "muted", "link", "key", "key_label", "note", "data",
          "data_number", "data_date", "total_number", "total_percent", "total_decimal", "total_target",
          "estimate", "estimate_percent", "uncounted", "uncounted_percent", "legend_good", "legend_warn", "legend_pale",
          "legend_bad", "legend_none", "verbatim", "form_head", "form_name", "form_rule", "form_title", "form_day",
          "form_text", "form_strong", "form_sign")
"""The closed set of style names. `percent` is a figure from 0 to 100, `share` one from 0 to 1; a `verbatim` cell
keeps what is typed into it as text."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula, without `=`, and the value it has now. `array` is for those entered with Ctrl+Shift+Enter."""

    text: str
    value: float | str | bool
    array: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A jump inside the workbook; `target` is like `'Chỉ tiêu'!A8`."""

    text: str
    target: str


Plain = None | str | int | float | date | Formula | Link


@dataclass(frozen=True, slots=True)
class Styled:
    """A value in a style of its own, over `across` columns to the right and `down` rows (merged)."""

    value: Plain
    style: str
    across: int = 1
    down: int = 1


Value = Plain | Styled
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. `width` is in characters, `style` that of its cells.

    A `name` becomes a defined name for the cells of the column's rows."""

    header: str
    width: float
    style: str = "text"
    name: str = ""
    header_style: str = "header"


@dataclass(frozen=True, slots=True)
class Block:
    """Cells placed freely, first cell at `row`, `column`. Cells without a style are `text`."""

    row: int
    column: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: `name` and `values` are references with absolute addresses, without `=`.

    `points` gives each point its own colour (doughnut)."""

    name: str
    values: str
    colour: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over cells. `kind` is bar, stacked_bar, column, stacked_column, doughnut or line; `at` an
    address, `width` and `height` are pixels."""

    kind: str
    title: str
    at: str
    width: int
    height: int
    categories: str
    series: tuple[Series, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG at an address, drawn `width` by `height` pixels large; `description` is for those who cannot see it."""

    data: bytes
    at: str
    width: int
    height: int
    description: str


@dataclass(frozen=True, slots=True)
class TextRule:
    """Cells that are exactly this text get the style."""

    cells: str
    text: str
    style: str


@dataclass(frozen=True, slots=True)
class FormulaRule:
    """Cells for which the formula (written for the first cell, without `=`) is true get the style."""

    cells: str
    formula: str
    style: str


@dataclass(frozen=True, slots=True)
class ScaleRule:
    """A heat map: two or three points (number, colour), from the smallest number to the largest."""

    cells: str
    points: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class BarRule:
    """Data bars between two fixed numbers."""

    cells: str
    low: float
    high: float
    colour: str = "#BDD7EE"


Conditional = TextRule | FormulaRule | ScaleRule | BarRule


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a head (issuing body, title, notes), one table (`columns`, `rows`, `footer`), and what
    stands beside it. Without column headers there is no header row and no filter.

    `top` rows between head and table are left for blocks; `footer` rows follow the table outside its filter.
    `heights` are points by row number; `repeat` is the row repeated on each printed page (the header row unless
    told otherwise); `title_across` the number of columns the title is centred over (all of them unless told
    otherwise). Printed to the width of the page (`one_page`: and to its height), or at `scale` percent with page
    breaks below the rows of `breaks`. The rows of a `bulk` sheet are many and plain: text, numbers, dates, no merged
    cells.
    """

    name: str
    title: str = ""
    notes: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    top: int = 0
    footer: tuple[Row, ...] = ()
    blocks: tuple[Block, ...] = ()
    charts: tuple[Chart, ...] = ()
    pictures: tuple[Picture, ...] = ()
    conditional: tuple[Conditional, ...] = ()
    freeze_columns: int = 0
    freeze_rows: bool = True
    orientation: str = "landscape"
    tab_colour: str = ""
    hidden: bool = False
    header_height: float | None = None
    heights: tuple[tuple[int, float], ...] = ()
    repeat: int | None = None
    title_across: int | None = None
    names: tuple[tuple[str, str], ...] = ()
    scale: int | None = None
    breaks: tuple[int, ...] = ()
    one_page: bool = False
    bulk: bool = False

    @property
    def header_row(self) -> int:
        """Row number of the header; of the row above the first row where there are no headers."""
        above = head_rows(len(self.issuer), bool(self.title), len(self.notes)) + self.top
        return above + (1 if self.has_header else 0)

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """Last row of the table; the first one where the table is empty, so that ranges stay valid."""
        return self.header_row + max(1, len(self.rows))

    @property
    def has_header(self) -> bool:
        return any(column.header for column in self.columns)

    def cells(self, header: str) -> str:
        """The range of a column's rows, for the rules of this sheet: `F8:F72`."""
        index = next(n for n, c in enumerate(self.columns, 1) if c.header == header)
        return f"{letter(index)}{self.first_row}:{letter(index)}{self.last_row}"


def head_rows(issuer: int, title: bool, notes: int) -> int:
    """Number of rows above the table: the head's lines and an empty one below them."""
    lines = issuer + int(title) + notes
    return lines + 1 if lines else 0


def quoted(sheet: str) -> str:
    """The sheet's name as formulas write it: `'Chỉ tiêu'`."""
    return "'" + sheet.replace("'", "''") + "'"


def hyperlink(target: str, text: str) -> str:
    """A formula, without `=`, that jumps to a file or place; whatever stands in the two texts stays text."""
    return f"HYPERLINK({literal(target)},{literal(text)})"


def literal(text: str) -> str:
    """A text as it stands in a formula, in quotation marks; its own are doubled."""
    return '"' + text.replace('"', '""') + '"'


def absolute(sheet: str, column: int, first: int, last: int | None = None) -> str:
    """`'Chỉ tiêu'!$F$8:$F$72`, or one cell where there is no last row."""
    start = f"{quoted(sheet)}!${letter(column)}${first}"
    return start if last is None else f"{start}:${letter(column)}${last}"

"""What a cell says, before anything is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nq57xl.model.finding import Finding, Message, Place, raise_finding
from nq57xl.model.names import clean
from nq57xl.sheets.address import address
from nq57xl.sheets.layout import KEY, Layout
from nq57xl.sheets.reading.book import ERROR, MIXED, UNCOMPUTED, UNREADABLE, Cell, Sheet
from nq57xl.validate.shown import as_text, says_nothing


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its key, its number in the sheet, and its cells by field.

    `struck` are fields that already have a finding and are not read (merged cells, a column that is gone)."""

    key: str
    number: int
    cells: dict[str, Cell]
    struck: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was found in a sheet: which column carries which field (those that are not certain are left
    out), and the cells from row `body` on, by row and column. `disputed` are entries (by `ident_of` their row, and
    field) of which a copy of the sheet says something else."""

    file: str
    sheet: str
    layout: Layout
    body: int
    columns: dict[str, int]
    rows: dict[int, dict[int, Cell]]
    disputed: frozenset[tuple[str, str]] = frozenset()

    def header(self, name: str) -> str:
        """A column's header for findings, without the year that varies."""
        return self.layout.header(name).replace(" {year}", "")

    def place(self, row: int, name: str = "", key: str = "") -> Place:
        """Where a field of a row stands, for findings and facts."""
        column = self.columns.get(name)
        header = self.header(name) if name else ""
        return Place(self.file, self.sheet, address(row, column) if column else f"{row}:{row}", header, key)

    def finding(self, message: Message, line: Line, name: str, found: str = "", **slots: object) -> Finding:
        """A finding on one cell of a row."""
        return raise_finding(message, self.place(line.number, name, line.key), found, (line.key, name), **slots)


def text_of(cell: Cell | None) -> str:
    """The cell's text for names, codes and headers; "" for errors and blanks."""
    return clean(as_text(cell.value)) if cell is not None and not cell.state else ""


def fields_of_row(table: Table, row: dict[int, Cell]) -> dict[str, Cell]:
    """A row's cells by field."""
    return {name: row[c] for name, c in table.columns.items() if c in row}


def with_mixed(line: Line, sheet: Sheet, fields: Iterable[str]) -> Line:
    """The row with the state MIXED on the cells of these fields whose text is no one content."""
    mixed = {name: cell._replace(state=MIXED) for name in fields if (cell := line.cells.get(name)) is not None
             and (cell.row, cell.column) in sheet.mixed}
    return replace(line, cells=line.cells | mixed) if mixed else line


def ident_of(cells: dict[str, Cell]) -> str:
    """What a row is called by, in its own words: its key, else its code, else its name."""
    return next((text for name in (KEY, "code", "name") if (text := text_of(cells.get(name)))), "")


def is_filled(name: str, cell: Cell | None) -> bool:
    """Whether an officer left something in an entry cell; an issued formula that gives nothing is not."""
    if cell is None:
        return False
    if cell.state == UNCOMPUTED:
        return name != "value"
    return cell.state in (ERROR, UNREADABLE) or not says_nothing(cell.value)


def filled_fields(layout: Layout, cells: dict[str, Cell]) -> tuple[str, ...]:
    """The entry fields of a row with something in them."""
    return tuple(name for name in layout.entry_fields if is_filled(name, cells.get(name)))


def by_row(cells: dict[tuple[int, int], Cell]) -> dict[int, dict[int, Cell]]:
    """Cells by row and column, rows in rising order."""
    rows: dict[int, dict[int, Cell]] = {}
    for row, column in sorted(cells):
        rows.setdefault(row, {})[column] = cells[row, column]
    return rows

"""The head of a table: the row of hidden field names, and the header texts in one row or in two."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache

from nq57xl.model.names import fold, nfc
from nq57xl.sheets.layout import TABLES, Layout
from nq57xl.sheets.reading.book import Cell
from nq57xl.validate.cells import text_of

HEADER_DISTANCE = 8
"""The header texts stand at most so many rows below the hidden field names."""
LONGEST_HEADER = 60
_YEAR = re.compile(r"\b20[0-9]{2}\b")
Rows = dict[int, dict[int, Cell]]


@dataclass(frozen=True, slots=True)
class Head:
    """Where a table begins. `fields` is the row of field names (0 for none), `headers` the header text of each
    column, `last` the last row of the head; `is_split` says that the headers stand in two rows."""

    first: int
    last: int
    fields: int
    headers: Mapping[int, str]
    is_split: bool = False


def heads_of(rows: Rows, named: Mapping[int, frozenset[str]], layout: Layout) -> list[Head]:
    """The heads of a layout's tables in a sheet, from the top; `named` are the rows with field names."""
    words = header_words(layout)
    field_rows = _rows_of(named, layout)
    if not field_rows and any(_rows_of(named, other) for other in TABLES):
        return []
    headed = _headed_fields(rows, words)
    heads = [_below_fields(rows, words, layout, headed, row) for row in field_rows]
    taken = {row for head in heads for row in range(head.first, head.last + 1)}
    rest = {row: fields for row, fields in headed.items() if row not in taken}
    pairs = _header_rows(rows, words, rest, layout)
    return [*heads, *(_of_headers(rows, words, layout, row, pair) for row, pair in pairs)]


def is_turned(rows: Rows, layout: Layout) -> bool:
    """Whether the headers of a layout stand below each other in one column: a table turned on its side."""
    turned: Rows = {}
    for row, cells in rows.items():
        for column, cell in cells.items():
            turned.setdefault(column, {})[row] = cell
    return bool(_rows_of(_headed_fields(turned, header_words(layout)), layout))


def header_field(words: Mapping[str, str], text: str) -> str:
    """The field whose header or alias (`header_words`) the text is, "" for none; `Mục tiêu 2030` for any year."""
    return words.get(_YEAR.sub("{year}", fold(text)), "") if 0 < len(text) <= LONGEST_HEADER else ""


@cache
def header_words(layout: Layout) -> dict[str, str]:
    """Folded header or alias -> field."""
    words = {fold(alias): column.field for column in layout.columns for alias in column.aliases}
    words |= {fold(column.header): column.field for column in layout.columns}
    return words


def _below_fields(rows: Rows, words: Mapping[str, str], layout: Layout, headed: Mapping[int, Set[str]],
                  fields: int) -> Head:
    near = {row: found for row, found in headed.items() if 0 < row - fields <= HEADER_DISTANCE}
    pairs = _header_rows(rows, words, near, layout)
    if not pairs:
        return Head(fields, fields, fields, {})
    head = _of_headers(rows, words, layout, *pairs[0])
    return Head(fields, head.last, fields, head.headers, head.is_split)


def _of_headers(rows: Rows, words: Mapping[str, str], layout: Layout, row: int, pair: int) -> Head:
    """The headers of one row, or of two that complete each other: the lower text where it is a header."""
    upper = {c: text_of(cell) for c, cell in rows[row].items()}
    if row == pair:
        return Head(row, row, 0, upper)
    lower = {c: text_of(cell) for c, cell in rows[pair].items()}
    headers = dict(upper)
    for column, text in lower.items():
        if header_field(words, text) or not upper.get(column):
            headers[column] = text
    return Head(row, pair, 0, headers, True)


def _header_rows(rows: Rows, words: Mapping[str, str], headed: Mapping[int, Set[str]],
                 layout: Layout) -> list[tuple[int, int]]:
    """The rows (first, last) of each head: a row that names most columns, with the one next to it where that names
    other columns; else two rows that do so together."""
    pairs = {row for row in headed if row + 1 in headed and _complete_each_other(rows, words, row)}
    singles = _rows_of(headed, layout)
    if singles:
        return [(row, row + 1) if row in pairs else (row - 1, row) if row - 1 in pairs else (row, row)
                for row in singles]
    double = {row: headed[row] | headed[row + 1] for row in pairs}
    return [(row, row + 1) for row in _rows_of(double, layout)]


def _complete_each_other(rows: Rows, words: Mapping[str, str], row: int) -> bool:
    """Whether two rows name different fields, each in a column of its own."""
    upper, lower = ({c: field for c, cell in rows[r].items() if (field := header_field(words, text_of(cell)))}
                    for r in (row, row + 1))
    return not upper.keys() & lower.keys() and not {*upper.values()} & {*lower.values()}


def _rows_of(rows: Mapping[int, Set[str]], layout: Layout) -> list[int]:
    """The rows in which the columns of a layout are named: the best, and further ones that are as good; none where
    fewer than half of the entry columns are (tables share columns such as `STT` and `Mã`, but not those)."""
    entry, known = frozenset(layout.entry_fields), frozenset(column.field for column in layout.columns)
    scores = {row: len(fields & known) for row, fields in rows.items() if 2 * len(fields & entry) >= len(entry)}
    best = max(scores.values(), default=0)
    return sorted(row for row, score in scores.items() if score == best)


def _headed_fields(rows: Rows, words: Mapping[str, str]) -> dict[int, set[str]]:
    """The fields whose headers stand in each row. Rows in which no cell is a header but for letter case are
    passed over: folding every text of every sheet would take longer than all the rest."""
    likely = {r: texts for r, cells in rows.items()
              if not words.keys().isdisjoint(texts := [nfc(c.value).lower().strip() for c in cells.values()
                                                       if isinstance(c.value, str)])}
    found = {r: {header_field(words, text) for text in texts} - {""} for r, texts in likely.items()}
    return {r: fields for r, fields in found.items() if fields}

"""Finding the tables of a workbook: by hidden field names, header texts and sheet names; never by address."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.names import fold, nfc
from nq57xl.sheets.layout import KEY, TABLES, Layout, letter
from nq57xl.sheets.reading.book import Cell, Sheet, address
from nq57xl.validate.cells import Table, by_row, filled_fields, text_of

HEADER_DISTANCE = 3
"""The header texts stand at most so many rows below the hidden field names."""
LONGEST_HEADER = 60
_YEAR = re.compile(r"\b20[0-9]{2}\b")
IDENTIFYING = (KEY, "code", "name")
Rows = dict[int, dict[int, Cell]]
ALL_FIELDS = frozenset(column.field for layout in TABLES for column in layout.columns)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet with its cells by row and column; `named` are the rows in which field names of any table stand."""

    sheet: Sheet
    rows: Rows
    named: dict[int, frozenset[str]]


def grid_of(sheet: Sheet) -> Grid:
    """Arrange a sheet's cells once, for all tables that are looked for in it."""
    rows = by_row(sheet.cells)
    named = {row: ALL_FIELDS.intersection(c.value for c in cells.values() if isinstance(c.value, str))
             for row, cells in rows.items()}
    return Grid(sheet, rows, {row: names for row, names in named.items() if names})


def find_table(file: str, grids: Sequence[Grid], layout: Layout,
               required: bool) -> tuple[Table | None, list[Finding]]:
    """The one table of a layout among the sheets, with what is wrong with its sheet and columns.

    A renamed sheet is known by its columns. Where several sheets carry the table, the one with the issued
    name is read if the others say nothing else; where figures differ none is read."""
    found = [(grid.sheet, table) for grid in grids if (table := locate(file, grid, layout))]
    named = next((grid.sheet for grid in grids if fold(grid.sheet.name) == fold(layout.name)), None)
    if not found:
        return None, _missing(file, layout, named) if required or named else []
    found.sort(key=lambda pair: pair[0] is not named)
    (sheet, (table, findings)), others = found[0], found[1:]
    if sheet is not named:
        findings = [_on_sheet("S22", file, sheet.name, sheet.name, expected=layout.name), *findings]
    differing = [other for other, (copy, _) in others if _contents(copy) not in ({}, _contents(table))]
    if differing:
        return None, [_on_sheet("S24", file, other.name, expected=sheet.name) for other in differing]
    return table, [*findings, *(_on_sheet("S23", file, other.name, expected=sheet.name) for other, _ in others)]


def locate(file: str, grid: Grid, layout: Layout) -> tuple[Table, list[Finding]] | None:
    """The table in one sheet, or None where neither field names nor header texts of the layout stand in it."""
    sheet, rows, words = grid.sheet.name, grid.rows, header_words(layout)
    field_row = _best_row(grid.named, layout)
    if not field_row and any(_best_row(grid.named, other) for other in TABLES):
        return None
    near = {r: cells for r, cells in rows.items() if not field_row or 0 < r - field_row <= HEADER_DISTANCE}
    header_row = _best_row(_headed_fields(near, words), layout)
    if not field_row and not header_row:
        return None
    names = {c: text_of(cell) for c, cell in rows.get(field_row, {}).items()}
    headers = {c: text_of(cell) for c, cell in rows.get(header_row, {}).items()}
    columns, findings = map_columns(file, sheet, layout, header_row or field_row, names, headers)
    body = (header_row or field_row) + 1
    table = Table(file, sheet, layout, body, columns, {r: cells for r, cells in rows.items() if r >= body})
    claimed = {c for c in headers if header_field(words, headers[c])} | {c for c, n in names.items() if n}
    return table, [*findings, *_added_columns(table, headers, claimed)]


def map_columns(file: str, sheet: str, layout: Layout, row: int, names: dict[int, str],
                headers: dict[int, str]) -> tuple[dict[str, int], list[Finding]]:
    """Field -> column, from hidden names and header texts. A column whose two witnesses contradict each other,
    or whose field is claimed twice, is left out."""
    claims: dict[str, list[int]] = {}
    findings: list[Finding] = []
    known, words = {column.field for column in layout.columns}, header_words(layout)
    for c in sorted(names.keys() | headers.keys()):
        name, header = names.get(c, ""), headers.get(c, "")
        by_name, by_header = name if name in known else "", header_field(words, header)
        place = Place(file, sheet, address(row, c), header)
        if by_name and by_header and by_name != by_header:
            expected = layout.header(by_name)
            findings.append(raise_finding(MESSAGES["S31"], place, layout.header(by_header), expected=expected))
            claims.setdefault(by_name, []).append(0)
            continue
        if by_name and header and not by_header:
            findings.append(raise_finding(MESSAGES["S33"], place, header, expected=layout.header(by_name)))
        if by_name or by_header:
            claims.setdefault(by_name or by_header, []).append(c)
    columns = {field: found[0] for field, found in claims.items() if len(found) == 1 and found[0]}
    return columns, [*findings, *_column_faults(file, sheet, layout, row, claims)]


def header_field(words: Mapping[str, str], text: str) -> str:
    """The field whose header or alias (`header_words`) the text is, "" for none; `Mục tiêu 2030` for any year."""
    return words.get(_YEAR.sub("{year}", fold(text)), "") if 0 < len(text) <= LONGEST_HEADER else ""


@cache
def header_words(layout: Layout) -> dict[str, str]:
    """Folded header or alias -> field."""
    words = {fold(alias): column.field for column in layout.columns for alias in column.aliases}
    words |= {fold(column.header): column.field for column in layout.columns}
    return words


def _column_faults(file: str, sheet: str, layout: Layout, row: int, claims: dict[str, list[int]]) -> list[Finding]:
    needed = {*layout.entry_fields, *(c.field for c in layout.columns if c.field in IDENTIFYING)}
    findings = []
    for column in layout.columns:
        found = claims.get(column.field, [])
        identified = column.field in IDENTIFYING and any(len(claims.get(f, ())) == 1 for f in IDENTIFYING[:2])
        if column.field not in needed or len(found) == 1 or (not found and identified):
            continue
        place = Place(file, sheet, f"{row}:{row}", column.header)
        findings.append(raise_finding(MESSAGES["S32" if found else "S30"], place, column.header))
    return findings


def _added_columns(table: Table, headers: dict[int, str], claimed: set[int]) -> list[Finding]:
    """Columns the officer added: their own header, or contents beside the rows of the table."""
    ours = claimed | set(table.columns.values())
    used = {c for row in table.rows.values() for c, cell in row.items() if c not in ours and text_of(cell)}
    added = sorted(used | {c for c, text in headers.items() if text and c not in ours})
    return [raise_finding(MESSAGES["S34"], Place(table.file, table.sheet, f"{letter(c)}:{letter(c)}"),
                          headers.get(c) or letter(c)) for c in added]


def _best_row(rows: Mapping[int, Set[str]], layout: Layout) -> int:
    """The row in which most columns of the layout are named; 0 where fewer than half of the entry columns are
    (tables share columns such as `STT` and `Mã`, but not those)."""
    entry, known = frozenset(layout.entry_fields), {column.field for column in layout.columns}
    scores = [(len(fields & known), -row) for row, fields in rows.items() if 2 * len(fields & entry) >= len(entry)]
    return -max(scores)[1] if scores else 0


def _headed_fields(rows: Rows, words: Mapping[str, str]) -> dict[int, set[str]]:
    """The fields whose headers stand in each row. Rows in which no cell is a header but for letter case are
    passed over: folding every text of every sheet would take longer than all the rest."""
    likely = {r: texts for r, cells in rows.items()
              if not words.keys().isdisjoint(texts := [nfc(c.value).lower().strip() for c in cells.values()
                                                       if isinstance(c.value, str)])}
    return {r: {header_field(words, text) for text in texts} - {""} for r, texts in likely.items()}


def _contents(table: Table) -> dict[tuple[str, str], object]:
    """What officers entered in a table, by row key (or name) and field."""
    found = {}
    for cells in table.rows.values():
        line = {f: cells[c] for f, c in table.columns.items() if c in cells}
        ident = next((text for f in IDENTIFYING if (text := text_of(line.get(f)))), "")
        for name in filled_fields(table.layout, line):
            if not line[name].has_formula:
                found[ident, name] = line[name].value
    return found


def _missing(file: str, layout: Layout, named: Sheet | None) -> list[Finding]:
    if named:
        return [_on_sheet("S21", file, named.name)]
    return [_on_sheet("S20", file, layout.name, layout.name)]


def _on_sheet(code: str, file: str, sheet: str, found: str = "", **slots: object) -> Finding:
    return raise_finding(MESSAGES[code], Place(file, sheet), found, **slots)

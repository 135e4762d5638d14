"""Finding the tables of a workbook: by hidden field names, header texts and sheet names; never by address."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.names import fold
from nq57xl.model.period import Period
from nq57xl.sheets.address import address, letter
from nq57xl.sheets.layout import DIFFICULTIES, KEY, TABLES, Layout
from nq57xl.sheets.reading.book import Sheet
from nq57xl.validate.cells import (
    Table,
    by_row,
    fields_of_row,
    filled_fields,
    ident_of,
    text_of,
)
from nq57xl.validate.heads import (
    Head,
    Rows,
    header_field,
    header_words,
    heads_of,
    is_turned,
)
from nq57xl.validate.shown import shown
from nq57xl.validate.spans import doubtful_columns

IDENTIFYING = (KEY, "code", "name")
ALL_FIELDS = frozenset(column.field for layout in TABLES for column in layout.columns)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet with its cells by row and column, the heads of all tables in it, and the period its figures should be
    of (None: any)."""

    sheet: Sheet
    rows: Rows
    heads: tuple[tuple[Head, Layout], ...]
    period: Period | None = None


def grid_of(sheet: Sheet, period: Period | None = None) -> Grid:
    """Arrange a sheet's cells once, for all tables that are looked for in it."""
    rows = by_row(sheet.cells)
    named = {row: ALL_FIELDS.intersection(c.value for c in cells.values() if isinstance(c.value, str))
             for row, cells in rows.items()}
    named = {row: names for row, names in named.items() if names}
    return Grid(sheet, rows, tuple((head, each) for each in TABLES for head in heads_of(rows, named, each)), period)


def find_table(file: str, grids: Sequence[Grid], layout: Layout,
               required: bool) -> tuple[Table | None, list[Finding]]:
    """The one table of a layout among the sheets, with what is wrong with its sheet and columns.

    A renamed sheet is known by its columns. Where several sheets, or one sheet twice, carry the table, the one with
    the issued name is read, unless only another one is filled; cells in which a copy says something else are left
    out."""
    found = [(grid.sheet, *table) for grid in grids for table in tables_in(file, grid, layout)]
    named = next((grid.sheet for grid in grids if fold(grid.sheet.name) == fold(layout.name)), None)
    if not found:
        return None, _missing(file, layout, named, grids) if required or named else []
    if len(found) > 1:
        found.sort(key=lambda each: (_is_blank(each[1]), each[0] is not named))
    (sheet, table, findings), others = found[0], found[1:]
    if sheet is not named:
        shared = any(each is not layout for grid in grids if grid.sheet is sheet for _, each in grid.heads)
        code = "S73" if shared else "S22"
        findings = [_on_sheet(code, file, sheet.name, sheet.name, expected=layout.name), *findings]
    for other, copy, _ in others:
        disputed = _differing(table, copy)
        if disputed and layout is DIFFICULTIES:
            return None, [_on_sheet("S24", file, other.name, expected=sheet.name, what="trang nào")]
        cells = shown(", ".join(_where(table, copy, *each) for each in sorted(disputed)))
        findings = [*findings, _on_sheet("S24", file, other.name, cells, expected=sheet.name, what=f"các ô {cells}")
                    if disputed else _on_sheet("S23", file, other.name, expected=sheet.name)]
        table = replace(table, disputed=table.disputed | disputed)
    return table, findings


def _is_blank(table: Table) -> bool:
    """Whether nothing was entered in a row that has a key (a code where keys are gone); a signature below the table
    is no entry, nor is the result of an issued formula."""
    known_by = KEY if KEY in table.columns else "code"
    lines = (fields_of_row(table, cells) for cells in table.rows.values())
    entries = (line[name] for line in lines if text_of(line.get(known_by))
               for name in filled_fields(table.layout, line))
    return all(cell.has_formula for cell in entries)


def _differing(table: Table, copy: Table) -> frozenset[tuple[str, str]]:
    """Row (by key, code or name) and field of the entries in which a copy, if it is filled at all, differs."""
    if _is_blank(copy):
        return frozenset()
    ours, theirs = contents_of_table(table), contents_of_table(copy)
    return frozenset(at for at in ours.keys() | theirs.keys() if ours.get(at) != theirs.get(at))


def _where(table: Table, copy: Table, ident: str, name: str) -> str:
    """The address of a differing entry, in the table that is read or in its copy."""
    found = (address(row, each.columns[name]) for each in (table, copy) if name in each.columns
             for row, cells in each.rows.items() if ident_of(fields_of_row(each, cells)) == ident)
    return next(found, name)


def tables_in(file: str, grid: Grid, layout: Layout) -> list[tuple[Table, list[Finding]]]:
    """The tables of a layout in one sheet, from the top: none where neither field names nor header texts stand in
    it. Each ends where the next one begins; a head that repeats the one above (as on each printed page) begins none."""
    heads = sorted(grid.heads, key=lambda pair: pair[0].first)
    found: list[tuple[Table, list[Finding]]] = []
    for number, (head, each) in enumerate(heads):
        if each is not layout or (number and _repeats(head, each, *heads[number - 1])):
            continue
        following = [pair for pair in heads[number + 1:] if not _repeats(*pair, head, each)]
        end = following[0][0].first if following else None
        again = {row for other, _ in heads[number + 1:] for row in range(other.first, other.last + 1)}
        found.append(_table(file, grid, layout, head, lambda row, last=head.last, end=end, again=again:
                            last < row and (end is None or row < end) and row not in again))
    return found


def _repeats(head: Head, layout: Layout, above: Head, above_layout: Layout) -> bool:
    words = header_words(layout)
    fields, before = ({c: field for c, text in each.headers.items() if (field := header_field(words, text))}
                      for each in (head, above))
    return layout is above_layout and fields == before


def _table(file: str, grid: Grid, layout: Layout, head: Head,
           within: Callable[[int], bool]) -> tuple[Table, list[Finding]]:
    sheet, rows, words = grid.sheet.name, grid.rows, header_words(layout)
    names = {c: text_of(cell) for c, cell in rows.get(head.fields, {}).items()}
    columns, findings = map_columns(file, sheet, layout, head.last, names, head.headers)
    table = Table(file, sheet, layout, head.last + 1, columns, {r: cells for r, cells in rows.items() if within(r)})
    claimed = {c for c, text in head.headers.items() if header_field(words, text)} | {c for c, n in names.items() if n}
    split = [_on_sheet("S74", file, sheet)] if head.is_split else []
    free = _free_columns(table, head.headers, claimed)
    doubts = doubtful_columns(table, head, rows, grid.sheet.merged, grid.period, free) if grid.period else {}
    certain = {field: column for field, column in columns.items() if field not in doubts}
    untaken = {finding.place.cell for finding in doubts.values()}
    findings = [f for f in findings if f.code != "S33" or f.place.cell not in untaken]
    told = [*split, *findings, *doubts.values(), *_added_columns(table, head.headers, free)]
    return replace(table, columns=certain), told


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


def _free_columns(table: Table, headers: dict[int, str], claimed: set[int]) -> list[int]:
    """Columns the officer added: their own header, or contents beside the rows of the table."""
    ours = claimed | set(table.columns.values())
    used = {c for row in table.rows.values() for c, cell in row.items() if c not in ours and text_of(cell)}
    return sorted(used | {c for c, text in headers.items() if text and c not in ours})


def _added_columns(table: Table, headers: dict[int, str], free: Iterable[int]) -> list[Finding]:
    return [raise_finding(MESSAGES["S34"], Place(table.file, table.sheet, f"{letter(c)}:{letter(c)}"),
                          headers.get(c) or letter(c)) for c in free]


def contents_of_table(table: Table) -> dict[tuple[str, str], object]:
    """What officers entered in a table, by row key (or code, or name) and field."""
    found = {}
    for cells in table.rows.values():
        line = fields_of_row(table, cells)
        for name in filled_fields(table.layout, line):
            if not line[name].has_formula:
                found[ident_of(line), name] = line[name].value
    return found


def _missing(file: str, layout: Layout, named: Sheet | None, grids: Iterable[Grid]) -> list[Finding]:
    turned = next((grid.sheet for grid in grids if is_turned(grid.rows, layout)), None)
    if turned:
        return [_on_sheet("S67", file, turned.name, layout.name)]
    if named:
        return [_on_sheet("S21", file, named.name)]
    return [missing_table(file, layout)]


def missing_table(file: str, layout: Layout) -> Finding:
    """A table that the workbook was issued with is not in it."""
    return _on_sheet("S20", file, layout.name, layout.name)


def _on_sheet(code: str, file: str, sheet: str, found: str = "", **slots: object) -> Finding:
    return raise_finding(MESSAGES[code], Place(file, sheet), found, **slots)

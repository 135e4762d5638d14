"""Rows of a table: which belongs to which indicator or assignment, and which cannot be trusted.

A row is known by its hidden key, else by its `Mã`. Key, code and name are three witnesses: where two of them
name different rows of the plan, the row is left out. No figure is taken twice and none is added up here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.names import fold
from nq57xl.sheets.layout import EXTRA_KEY, KEY, letter
from nq57xl.sheets.reading.book import VISIBLE, Area, Cell, Sheet, address
from nq57xl.validate.cells import Line, Table, filled_fields, is_filled, text_of
from nq57xl.validate.shown import shown

FREE_KEY = re.compile(rf"{EXTRA_KEY}-[0-9]{{1,4}}")
SINGLE_FIELDS = ("value", "numerator", "denominator", "data_status", "status", "progress", "completed_on")
"""Entry fields whose content belongs to one row; a merged cell there leaves open which."""
SIGNATURE_CELLS = 2
"""So many cells side by side below a free table are a signature, more are a row that somebody wrote there."""
EMPTY = "(trống)"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that can be read, by key in the order of the sheet; `left_out` are keys that are there but not
    certain."""

    lines: dict[str, Line]
    left_out: frozenset[str]
    findings: tuple[Finding, ...]


def match_rows(table: Table, sheet: Sheet, owed: Mapping[str, str], planned: Mapping[str, str]) -> Rows:
    """The rows of an indicator or assignment table. `owed` and `planned` map the codes the unit reports on,
    and all codes of the plan, to their names."""
    known, unknown, by_code = _identified(table, owed)
    last = max((line.number for same in known.values() for line in same), default=0)
    findings = _unknown_rows(table, unknown, last)
    if by_code:
        place = Place(table.file, table.sheet)
        findings.append(raise_finding(MESSAGES["S48"], place, str(by_code)))
    lines: dict[str, Line] = {}
    left_out: set[str] = set()
    for key, same in known.items():
        line, repeated = _single(table, same)
        doubts = [*repeated, *(_witnesses(table, line, planned) if line else ())]
        findings += doubts
        if line and not any(f.code in ("S46", "S47") for f in doubts):
            lines[key] = line
        else:
            left_out.add(key)
    missing = [raise_finding(MESSAGES["S40"], Place(table.file, table.sheet, "", "", code), shown(name))
               for code, name in owed.items() if code not in known]
    lines, merged = _merged(table, sheet, lines)
    return Rows(lines, frozenset(left_out), (*findings, *missing, *merged, *hidden_parts(table, sheet, lines)))


def free_rows(table: Table, sheet: Sheet) -> Rows:
    """The filled rows of a free table, numbered by their key, or `STT` where keys are gone. Rows that officers
    put between or directly below the numbered ones go on counting; what stands after a gap is the signature."""
    rows = _cells(table)
    last = end = max((number for number, cells in rows if _number(cells)), default=table.body - 1)
    lines: dict[str, Line] = {}
    beyond: list[Line] = []
    count = 0
    for number, cells in rows:
        filled = filled_fields(table.layout, cells)
        if not filled:
            continue
        if number > end + 1:
            beyond.append(Line("", number, cells))
            continue
        end = max(end, number)
        given = _number(cells) if number <= last else 0
        count = given if given > count else count + 1
        lines[str(count)] = Line(str(count), number, cells)
    # Without numbers nobody knows where the table ends: then all that is left out is told.
    silent = SIGNATURE_CELLS if last >= table.body else 0
    unread = [line for line in beyond if len(filled_fields(table.layout, line.cells)) > silent]
    told = [*_unknown_rows(table, unread, 0), *hidden_parts(table, sheet, lines)]
    return Rows(lines, frozenset(), tuple(told))


def _number(cells: Mapping[str, Cell]) -> int:
    """The number of a free row; 0 where it has none."""
    text = text_of(cells.get(KEY)) or text_of(cells.get("stt"))
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else 0


def hidden_parts(table: Table, sheet: Sheet, lines: Mapping[str, Line]) -> list[Finding]:
    """One finding for what is hidden and was read all the same."""
    rows = [f"dòng {line.number}" for line in lines.values()
            if line.number in sheet.hidden_rows and filled_fields(table.layout, line.cells)]
    columns = [f"cột {letter(table.columns[name])}" for name in table.layout.entry_fields
               if table.columns.get(name) in sheet.hidden_columns]
    whole = [f"trang {sheet.name}"] if sheet.visibility != VISIBLE else []
    parts = [*whole, *columns, *rows]
    return [raise_finding(MESSAGES["S52"], Place(table.file, table.sheet), shown(", ".join(parts)))] if parts else []


def _cells(table: Table) -> list[tuple[int, dict]]:
    places = table.columns.items()
    return [(number, {name: row[c] for name, c in places if c in row}) for number, row in table.rows.items()]


def _identified(table: Table, owed: Mapping[str, str]) -> tuple[dict[str, list[Line]], list[Line], int]:
    """Rows by key, rows of no key, and how many had to be known by their code."""
    known: dict[str, list[Line]] = {}
    unknown: list[Line] = []
    by_code = 0
    lost = frozenset(name for name in table.layout.entry_fields if name not in table.columns)
    for number, cells in _cells(table):
        key, code = text_of(cells.get(KEY)), text_of(cells.get("code"))
        ident = next((i for i in (key, code) if i in owed), key if _is_free(table, key) else "")
        if not ident:
            unknown.append(Line("", number, cells))
            continue
        by_code += ident != key
        known.setdefault(ident, []).append(Line(ident, number, cells, lost))
    return known, unknown, by_code


def _is_free(table: Table, key: str) -> bool:
    return table.layout.kind == "assignment" and FREE_KEY.fullmatch(key) is not None


def _unknown_rows(table: Table, lines: list[Line], last: int) -> list[Finding]:
    """Contents in rows of no key: a figure there is an error, words only a warning. A lone text below the `last`
    row of the table is the signature or a footnote, and no finding."""
    findings = []
    for line in lines:
        filled = filled_fields(table.layout, line.cells)
        figures = [n for n in filled if not isinstance(line.cells[n].value, str | date)]
        if not filled or (line.number > last and len(filled) == 1 and not figures):
            continue
        name = (figures or filled)[0]
        place = table.place(line.number, name, text_of(line.cells.get("code")))
        found = shown(line.cells[name].value)
        findings.append(raise_finding(MESSAGES["S43" if figures else "S44"], place, found))
    return findings


def _single(table: Table, same: list[Line]) -> tuple[Line | None, list[Finding]]:
    """Of rows with one key: the first where all say the same, none where they differ."""
    if len(same) == 1:
        return same[0], []
    contents = [[(n, line.cells[n].value, line.cells[n].state) for n in filled_fields(table.layout, line.cells)
                 if not line.cells[n].has_formula] for line in same]
    alike = all(c == contents[0] for c in contents)
    found = ", ".join(str(line.number) for line in same)
    finding = raise_finding(MESSAGES["S41" if alike else "S42"], table.place(same[-1].number, "", same[0].key), found)
    return (same[0] if alike else None), [finding]


def _witnesses(table: Table, line: Line, planned: Mapping[str, str]) -> list[Finding]:
    """What the row's code and name say against its key."""
    code, name = text_of(line.cells.get("code")), text_of(line.cells.get("name"))
    if line.key not in planned:
        return []
    if code != line.key and code in planned:
        return [table.finding(MESSAGES["S47"], line, "code", code, expected=line.key)]
    if _is_shifted(table, line):
        hidden = shown(text_of(line.cells.get(KEY))) or EMPTY
        return [table.finding(MESSAGES["S47"], line, "code", code, expected=hidden)]
    if name == planned[line.key] or "name" not in table.columns or fold(name) == fold(planned[line.key]):
        return []
    others = [other for other, words in planned.items() if fold(words) == fold(name)]
    if others:
        return [table.finding(MESSAGES["S46"], line, "name", others[0], expected=line.key)]
    return [table.finding(MESSAGES["S45"], line, "name", shown(name))]


def _is_shifted(table: Table, line: Line) -> bool:
    """Whether cells were deleted or inserted in this row alone: its key then stands in another column, and so
    does every figure."""
    own = {table.columns.get(KEY), table.columns.get("code")}
    moved = any(text_of(cell) == line.key for c, cell in table.rows[line.number].items() if c not in own)
    return KEY in table.columns and moved and text_of(line.cells.get(KEY)) != line.key


def _merged(table: Table, sheet: Sheet, lines: dict[str, Line]) -> tuple[dict[str, Line], list[Finding]]:
    """Strike the contents of merged cells that cover several entry cells."""
    at = {line.number: line for line in lines.values()}
    fields = {table.columns[name]: name for name in table.layout.entry_fields if name in table.columns}
    findings = []
    changed = dict(lines)
    for area in sheet.merged:
        line, name = at.get(area[0]), fields.get(area[1])
        if line is None or name is None or not is_filled(name, line.cells.get(name)) or _covers_one(area, at, fields):
            continue
        covered = {fields[c] for c in range(area[1], area[3] + 1) if c in fields}
        single = covered.intersection(SINGLE_FIELDS)
        found = f"{address(*area[:2])}:{address(*area[2:])}"
        findings.append(table.finding(MESSAGES["S50" if single else "S51"], line, name, found))
        if single:
            changed[line.key] = replace(changed[line.key], struck=changed[line.key].struck | covered)
    return changed, findings


def _covers_one(area: Area, at: Mapping[int, Line], fields: Mapping[int, str]) -> bool:
    rows = sum(area[0] <= number <= area[2] for number in at)
    columns = sum(area[1] <= c <= area[3] for c in fields)
    return rows * columns <= 1

"""Rows of a table: which belongs to which indicator or assignment, and which cannot be trusted.

A row is known by its hidden key, else by its `Mã`, else by its name if it is exactly the plan's and the plan has it
once. Key, code, name and the other locked texts are witnesses: where they name different rows of the plan, the row is
left out. No figure is taken twice and none is added up here.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.sheets.address import address, letter
from nq57xl.sheets.layout import KEY
from nq57xl.sheets.reading.book import VISIBLE, Area, Cell, Sheet
from nq57xl.validate.cells import (
    Line,
    Table,
    filled_fields,
    is_filled,
    text_of,
)
from nq57xl.validate.known import cells_of, how_known, identified, questions, texts_of
from nq57xl.validate.planned import (
    PlanRow,
    disagreeing,
    plain_name,
    printing,
    speaks_alone,
)
from nq57xl.validate.shifts import shifted_rows
from nq57xl.validate.shown import shown
from nq57xl.validate.verdicts import UNTRUSTED

SINGLE_FIELDS = ("value", "numerator", "denominator", "data_status", "status", "progress", "completed_on")
"""Entry fields whose content belongs to one row; a merged cell there leaves open which."""
SIGNATURE_CELLS = 2
"""So many cells side by side below a free table are a signature, more are a row that somebody wrote there."""
EMPTY = "(trống)"
LEAST_AGAINST = 2


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that can be read, by key in the order of the sheet; `left_out` are keys that are there but not
    certain."""

    lines: dict[str, Line]
    left_out: frozenset[str]
    findings: tuple[Finding, ...]


def match_rows(table: Table, sheet: Sheet, owed: Mapping[str, PlanRow], planned: Mapping[str, PlanRow]) -> Rows:
    """The rows of an indicator or assignment table. `owed` are the rows the unit reports on, `planned` all of the
    plan, by code."""
    found = identified(table, owed, planned)
    last = max((line.number for same in found.known.values() for line in same), default=0)
    asked, unknown = questions(table, found, owed)
    findings = [*_unknown_rows(table, unknown, last), *asked.values(), *how_known(table, found, planned)]
    lines: dict[str, Line] = {}
    left_out: set[str] = set()
    for key, same in found.known.items():
        line, repeated = _single(table, same)
        doubts = [*repeated, *(_witnesses(table, line, planned, key in found.by_name) if line else ())]
        findings += doubts
        if line and not any(f.code in UNTRUSTED for f in doubts):
            lines[key] = line
        else:
            left_out.add(key)
    trusted, doubted = _without_names(table, lines, found.by_name, findings, planned)
    left_out |= lines.keys() - trusted.keys()
    findings += doubted
    lines = trusted
    lines, slid = _without_shifted(table, sheet, lines, planned)
    findings += slid
    missing = [raise_finding(MESSAGES["S40"], Place(table.file, table.sheet, "", "", code), shown(row.name))
               for code, row in owed.items() if code not in found.known and code not in asked]
    lines, merged = _merged(table, sheet, lines, planned)
    return Rows(lines, frozenset(left_out), (*findings, *missing, *merged, *hidden_parts(table, sheet, lines)))


def _without_names(table: Table, lines: dict[str, Line], by_name: Set[str], findings: Iterable[Finding],
                   planned: Mapping[str, PlanRow]) -> tuple[dict[str, Line], list[Finding]]:
    """Where several rows known by their name alone bear other rows' texts, or nothing but the name speaks for them
    and they are not in the plan's order, the names may have been sorted: none of them is taken."""
    against = {f.place.row for f in findings if f.code == "S71"} & by_name
    named = {key: line for key, line in lines.items() if key in by_name}
    bare = {key: line for key, line in named.items()
            if not speaks_alone(key, texts_of(line.cells), planned) and key in planned}
    in_order = sorted(bare, key=lambda key: bare[key].number) == [code for code in planned if code in bare]
    doubted = named if len(against) >= LEAST_AGAINST else {} if in_order else bare
    if not doubted:
        return lines, []
    told = ", ".join(str(number) for number in sorted(line.number for line in doubted.values()))
    finding = raise_finding(MESSAGES["S80"], Place(table.file, table.sheet), shown(told))
    return {key: line for key, line in lines.items() if key not in doubted}, [finding]


def _without_shifted(table: Table, sheet: Sheet, lines: dict[str, Line],
                     planned: Mapping[str, PlanRow]) -> tuple[dict[str, Line], list[Finding]]:
    """Strike the entries of columns that slid against the catalogue."""
    findings = []
    changed = dict(lines)
    for name, slid in shifted_rows(table, sheet, lines, planned).items():
        for key, line in lines.items():
            if line.number in slid:
                changed[key] = replace(changed[key], struck=changed[key].struck | {name})
                told = shown(line.cells[name].value) if is_filled(name, line.cells.get(name)) else ""
                findings += [table.finding(MESSAGES["S72"], line, name, told)] if told else []
    return changed, findings


def free_rows(table: Table, sheet: Sheet) -> Rows:
    """The filled rows of a free table, numbered by their key, or `STT` where keys are gone. Rows that officers
    put between or directly below the numbered ones go on counting; what stands after a gap is the signature."""
    rows = cells_of(table)
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


def _witnesses(table: Table, line: Line, planned: Mapping[str, PlanRow], by_name: bool) -> list[Finding]:
    """What the row's code, name and other locked texts say against its key."""
    code, name = text_of(line.cells.get("code")), text_of(line.cells.get("name"))
    if line.key not in planned:
        return []
    if code != line.key and code in planned:
        return [table.finding(MESSAGES["S47"], line, "code", code, expected=line.key)]
    if _is_shifted(table, line):
        hidden = shown(text_of(line.cells.get(KEY))) or EMPTY
        return [table.finding(MESSAGES["S47"], line, "code", code, expected=hidden)]
    if doubt := _printed(table, line, planned, by_name):
        return [doubt]
    issued = planned[line.key].name
    if name == issued or "name" not in table.columns or plain_name(name) == plain_name(issued):
        return []
    others = [other for other, row in planned.items() if plain_name(row.name) == plain_name(name)]
    if others:
        return [table.finding(MESSAGES["S46"], line, "name", others[0], expected=line.key)]
    return [table.finding(MESSAGES["S45"], line, "name", shown(name))]


def _printed(table: Table, line: Line, planned: Mapping[str, PlanRow], by_name: bool) -> Finding | None:
    """S71 where two or more locked texts are those of one other row. For a row known by its name alone one text of
    any other row is enough, unless a text that only this row has speaks for it."""
    texts = {name: text_of(line.cells.get(name)) for name in planned[line.key].prints}
    against = disagreeing(planned[line.key], texts)[0]
    if by_name:
        if speaks_alone(line.key, texts, planned):
            return None
        against = [name for name in against if printing(name, texts[name], planned)]
    if len(against) < (1 if by_name else LEAST_AGAINST):
        return None
    others = [row for row in planned.values() if row.code != line.key]
    other = next((row for row in others if not disagreeing(row, texts)[0]), None)
    if other is None and by_name:
        other = printing(against[0], texts[against[0]], planned)[0]
    if other is None:
        return None
    what = ", ".join(table.header(name) for name in against)
    return table.finding(MESSAGES["S71"], line, against[0], other.code, expected=line.key, what=what)


def _is_shifted(table: Table, line: Line) -> bool:
    """Whether cells were deleted or inserted in this row alone: its key then stands in another column, and so
    does every figure."""
    own = {table.columns.get(KEY), table.columns.get("code")}
    moved = any(text_of(cell) == line.key for c, cell in table.rows[line.number].items() if c not in own)
    return KEY in table.columns and moved and text_of(line.cells.get(KEY)) != line.key


def _merged(table: Table, sheet: Sheet, lines: dict[str, Line],
            planned: Mapping[str, PlanRow]) -> tuple[dict[str, Line], list[Finding]]:
    """Strike the contents of merged cells that cover several entry cells, unless the row uses only one of them."""
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
        meant = covered - (planned[line.key].closed if line.key in planned else frozenset())
        if single and len(meant) == 1 and area[0] == area[2]:
            field, = meant
            findings.append(table.finding(MESSAGES["S76"], line, field, found, field=table.layout.header(field)))
            cells = {f: c for f, c in line.cells.items() if f not in covered} | {field: line.cells[name]}
            changed[line.key] = replace(changed[line.key], cells=cells)
            continue
        findings.append(table.finding(MESSAGES["S50" if single else "S51"], line, name, found))
        if single:
            changed[line.key] = replace(changed[line.key], struck=changed[line.key].struck | covered)
    return changed, findings


def _covers_one(area: Area, at: Mapping[int, Line], fields: Mapping[int, str]) -> bool:
    rows = sum(area[0] <= number <= area[2] for number in at)
    columns = sum(area[1] <= c <= area[3] for c in fields)
    return rows * columns <= 1

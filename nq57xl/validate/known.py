"""Which row of a plan each row of a table is: by key, by `Mã`, by a code that was damaged, by its exact name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.sheets.layout import EXTRA_KEY, KEY
from nq57xl.sheets.reading.book import Cell
from nq57xl.validate.cells import (
    Line,
    Table,
    fields_of_row,
    filled_fields,
    ident_of,
    text_of,
)
from nq57xl.validate.planned import (
    PlanRow,
    like_row,
    named_row,
    plain_name,
    repaired_code,
)
from nq57xl.validate.shown import shown

FREE_KEY = re.compile(rf"{EXTRA_KEY}-[0-9]{{1,4}}")


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows by key and rows of no key; how many had to be known by their code, which by their name, and damaged codes
    with what they were read as."""

    known: dict[str, list[Line]]
    unknown: list[Line]
    by_code: int
    by_name: frozenset[str]
    repaired: dict[str, str]


def identified(table: Table, owed: Mapping[str, PlanRow], planned: Mapping[str, PlanRow]) -> Identified:
    known: dict[str, list[Line]] = {}
    unknown: list[Line] = []
    by_code, repaired = 0, {}
    lost = frozenset(name for name in table.layout.entry_fields if name not in table.columns)
    for number, cells in cells_of(table):
        key, code = text_of(cells.get(KEY)), text_of(cells.get("code"))
        ident = next((i for i in (key, code) if i in owed), key if _is_free(table, key) else "")
        by_code += bool(ident) and ident != key
        if not ident and key not in planned and code not in planned:
            ident, damaged = _restored(key, code, owed, planned)
            repaired |= {damaged: ident} if ident else {}
        struck = lost | {name for told, name in table.disputed if told == ident_of(cells)}
        if ident:
            known.setdefault(ident, []).append(Line(ident, number, cells, struck))
        else:
            unknown.append(Line("", number, cells, struck))
    named, unknown = _by_name(table, unknown, owed, planned, known)
    return Identified(known | named, unknown, by_code, frozenset(named), repaired)


def _by_name(table: Table, lines: list[Line], owed: Mapping[str, PlanRow], planned: Mapping[str, PlanRow],
             known: Mapping[str, list[Line]]) -> tuple[dict[str, list[Line]], list[Line]]:
    """Rows of no key that have exactly the name of a row which is missing so far, and the rest. A heading may have
    the name of a row below it: it has nothing else."""
    named: dict[str, list[Line]] = {}
    for line in lines:
        texts = texts_of(line.cells)
        keyless = not any(text in planned for text in (texts.get(KEY), texts.get("code")))
        if keyless and (code := named_row(texts, planned)) in owed and code not in known:
            named.setdefault(code, []).append(replace(line, key=code))
    for code, same in named.items():
        told = [line for line in same if len(line.cells.keys() - {"stt", "name"})]
        named[code] = told or same
    taken = {line.number for same in named.values() for line in same}
    return named, [line for line in lines if line.number not in taken]


def _restored(key: str, code: str, owed: Mapping[str, PlanRow], planned: Mapping[str, PlanRow]) -> tuple[str, str]:
    """The code that key or `Mã` are a damaged spelling of, with the text; blank where they mean none or two."""
    read = {made: text for text in (code, key) if text and (made := repaired_code(text, planned)) in owed}
    return next(iter(read.items())) if len(read) == 1 else ("", "")


def texts_of(cells: Mapping[str, Cell]) -> dict[str, str]:
    return {name: text_of(cell) for name, cell in cells.items()}


def how_known(table: Table, found: Identified, planned: Mapping[str, PlanRow]) -> list[Finding]:
    place = Place(table.file, table.sheet)
    findings = []
    if found.by_code:
        findings.append(raise_finding(MESSAGES["S48"], place, str(found.by_code)))
    if found.by_name:
        findings.append(raise_finding(MESSAGES["S68"], place, str(len(found.by_name))))
        findings += _twins(table, found, planned)
    if found.repaired:
        findings.append(raise_finding(MESSAGES["S70"], place, shown(", ".join(found.repaired)),
                                      after=shown(", ".join(found.repaired.values()))))
    return findings


def _twins(table: Table, found: Identified, planned: Mapping[str, PlanRow]) -> list[Finding]:
    """Rows known by a name that another row of the plan has too, and by their number."""
    findings = []
    for code in sorted(found.by_name):
        row = planned[code]
        others = [other.code for other in planned.values()
                  if other.code != code and plain_name(other.name) == plain_name(row.name)]
        if others:
            findings.append(raise_finding(MESSAGES["S77"], table.place(found.known[code][0].number, "", code),
                                          ", ".join(others), stt=row.prints["stt"]))
    return findings


def questions(table: Table, found: Identified, owed: Mapping[str, PlanRow]) -> tuple[dict[str, Finding], list[Line]]:
    """Filled rows of no key whose name resembles a row that is missing, as questions by its code; and the rest."""
    asked: dict[str, Finding] = {}
    rest: list[Line] = []
    missing = [row for code, row in owed.items() if code not in found.known]
    for line in found.unknown:
        name = text_of(line.cells.get("name"))
        row = like_row(name, missing) if missing and filled_fields(table.layout, line.cells) else None
        if row is None or row.code in asked:
            rest.append(line)
            continue
        asked[row.code] = raise_finding(MESSAGES["S69"], table.place(line.number, "name", row.code), shown(name),
                                        candidate=shown(f"{row.code} - {row.name}"))
    return asked, rest


def _is_free(table: Table, key: str) -> bool:
    return table.layout.kind == "assignment" and FREE_KEY.fullmatch(key) is not None


def cells_of(table: Table) -> list[tuple[int, dict[str, Cell]]]:
    """The rows of a table from the top: number, and cells by field."""
    return [(number, fields_of_row(table, row)) for number, row in table.rows.items()]

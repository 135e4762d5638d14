"""An issued workbook with thousands of rows: filled, calculated by LibreOffice, and read again."""

import io
import math
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from nq57xl.generate import lines
from nq57xl.generate.content import content_of
from nq57xl.generate.files import workbook_bytes
from nq57xl.model.period import parse_period
from nq57xl.model.plan import Assignment, Indicator, Plan, Tuning, Unit
from nq57xl.model.target import parse_target
from nq57xl.plans.files import load_plan
from nq57xl.rules.catalogue import (
    assignment_constants,
    assignment_rules,
    difficulty_constants,
    difficulty_rules,
    indicator_constants,
    indicator_rules,
    plan_day,
)
from nq57xl.rules.check import ErrorValue, as_number, first_code, is_blank
from nq57xl.sheets.address import address
from nq57xl.sheets.issuing.patching import Patchable
from nq57xl.sheets.layout import DIFFICULTIES, FAILURE, TABLES, Layout
from nq57xl.sheets.reading.book import Book
from nq57xl.sheets.reading.read import read_book
from nq57xl.validate import validate_book
from tests.rules.matrix import ERROR
from tests.validate.forms import assignment, indicator

PERIOD = parse_period("2025-09")
UNIT = Unit("VHXH", "Phòng Văn hóa - Xã hội", "department")
FILE = "NQ57_kim-thanh_2025-09_VHXH_bieu.xlsx"
FIELDS = {(layout.name, column.header): column.field for layout in TABLES for column in layout.columns}
BROKEN = "@@error@@"
PARTS = 4
Row = Mapping[str, Any]

RATIO = indicator("RA", "Tỷ lệ thôn phủ sóng", "percent", "%", consolidation="ratio", numerator="Số thôn đã phủ sóng",
                  denominator="Tổng số thôn")
KINDS: dict[str, Indicator] = {
    "RA": RATIO,
    "RM": replace(RATIO, numerator="Chi ngân sách (triệu đồng)", targets={2030: parse_target(">=3")},
                  tuning=Tuning(severities=(("V19", "error"), ("V22", "info")))),
    "PE": indicator("PE", "Tỷ lệ hài lòng", "percent", "%"),
    "CO": indicator("CO", "Số doanh nghiệp", "count", "doanh nghiệp", cumulative=True),
    "CT": indicator("CT", "Số tổ bình quân", "count", "tổ", tuning=Tuning(
        lower=-5, upper=100, decimals=1, jump_tolerance=10, required=False, severities=(("V26", "error"),))),
    "IN": indicator("IN", "Thời gian xử lý", "index", "ngày", direction="down",
                    targets={2025: parse_target("80..90")}),
    "RK": indicator("RK", "Thứ hạng", "rank", "Thứ bậc", direction="down", targets={2025: parse_target("top 50")}),
    "MO": indicator("MO", "Kinh phí", "money", "tỷ đồng", targets={}),
    "TE": indicator("TE", "Kiến trúc số", "text", "", targets={})}
WORKS: dict[str, Assignment | None] = {
    "NQ": assignment("NQ", "Việc quá hạn", deadline="2025-08"), "NH": assignment("NH", "Việc còn hạn"),
    "NT": assignment("NT", "Việc thường xuyên", deadline_kind="continuous", deadline=""),
    "NY": assignment("NY", "Việc hằng năm", deadline_kind="yearly", deadline=""), "extra": None}
DIFFICULTY = "D"
"""Kind of the rows of difficulties; their codes are those of the RA and NH rows of the same workbook."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of `validate` on a row: its code, severity, and the field of the column it stands in."""

    code: str
    severity: str
    field: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of a row: the code that the workbook shows, the first code that the rules in Python give for
    the entries, and all that `validate` tells of it in the returned file."""

    kind: str
    row: Row
    workbook: str
    python: str
    told: tuple[Told, ...] = ()

    @property
    def first_told(self) -> Told | None:
        """What `validate` tells first: an error, else a warning; accepted warnings are information."""
        return next((told for severity in ("error", "warning") for told in self.told if told.severity == severity),
                    None)

    @property
    def validated(self) -> str:
        return self.first_told.code if self.first_told else ""


def outcomes(rows: Sequence[tuple[str, Row]], convert: Callable[[bytes, str, str], bytes],
             set_rows: Callable[[str, int], None]) -> list[Outcome]:
    """All that is said of rows of (kind, entries), some hundreds to a workbook. `set_rows` sets how many open rows
    (EXTRA_ROWS, DIFFICULTY_ROWS) the next workbook has."""
    parts = [rows[start::PARTS] for start in range(PARTS)] if len(rows) > 1000 else [rows]
    with ThreadPoolExecutor(1) as calculator:
        benches = []
        for part in parts:
            bench = _bench(part, set_rows)
            benches.append((bench, calculator.submit(convert, bench.filled, "xlsx", "xlsx")))
        return [outcome for bench, calculated in benches for outcome in _outcomes(bench, calculated.result())]


@dataclass(frozen=True, slots=True)
class Bench:
    """A filled workbook without results, and what went into it by row key."""

    plan: Plan
    keyed: Mapping[str, tuple[str, Row]]
    previous: Mapping[tuple[str, str], float]
    places: Mapping[str, tuple[str, int, int]]
    filled: bytes


def _bench(rows: Sequence[tuple[str, Row]], set_rows: Callable[[str, int], None]) -> Bench:
    """The workbook of the rows; an indicator whose number is even has a figure of last period."""
    keyed = _keyed(rows)
    plan = _plan(keyed)
    for name, kind in (("EXTRA_ROWS", "extra"), ("DIFFICULTY_ROWS", DIFFICULTY)):
        set_rows(name, sum(each == kind for each, _ in rows))
    previous = {(UNIT.code, key): 60.0 for n, key in enumerate(keyed) if n % 2 == 0}
    issued = workbook_bytes(plan, PERIOD, UNIT.code, "both", date(2025, 9, 1), previous)
    book = Patchable(issued)
    places = {key: (layout.name, row, layout.index(FAILURE)) for layout in TABLES
              for key, row in _places(book, layout).items()}
    return Bench(plan, keyed, previous, places, _filled(book, keyed))


def _outcomes(bench: Bench, calculated: bytes) -> list[Outcome]:
    """What the workbook, the rules and `validate` say of each row."""
    book = read_book(calculated, FILE)
    shown, told = _shown_codes(bench, book), _told(bench, book, sha256(calculated).hexdigest())
    return [Outcome(kind, row, shown[key], _python(bench.plan, kind, row, bench.previous.get((UNIT.code, key))),
                    tuple(told.get(key, ())))
            for key, (kind, row) in bench.keyed.items()]


def _shown_codes(bench: Bench, book: Book) -> dict[str, str]:
    """The code that the workbook shows for each row; empty where it shows none."""
    cells = {sheet.name: sheet.cells for sheet in book.sheets}
    found = {key: cells[sheet].get((row, column)) for key, (sheet, row, column) in bench.places.items()}
    return {key: str(found[key].value or "") if found[key] else "" for key in bench.keyed}


def _told(bench: Bench, book: Book, digest: str) -> dict[str, list[Told]]:
    """What `validate` tells of each row of the file."""
    told: dict[str, list[Told]] = {}
    for finding in validate_book(book, FILE, digest, plans=lambda _: bench.plan).findings:
        place = finding.place
        key = f"{DIFFICULTY}-{place.row}" if place.sheet == DIFFICULTIES.name else place.row
        field = FIELDS.get((place.sheet, place.field), "")
        told.setdefault(key, []).append(Told(finding.code, finding.severity, field))
    assert told.keys() <= bench.keyed.keys(), "the returned workbook itself is sound"
    return told


def longest_row_formula(kind: str) -> int:
    """Characters of the longest formula of a workbook with a row of this kind."""
    plan = _plan({f"{kind}-1": (kind, {})} | {"NQ-1": ("NQ", {})})
    content = content_of(plan, PERIOD, UNIT, "both", date(2025, 9, 1))
    if kind == DIFFICULTY:
        table = lines.difficulty_table(9)
    else:
        table = lines.indicator_table(content, 9) if kind in KINDS else lines.assignment_table(content, 9)
    return max(len(line.cells[field].text) for line in table.lines if FAILURE in line.cells
               for field in (FAILURE, "check"))


def _keyed(rows: Sequence[tuple[str, Row]]) -> dict[str, tuple[str, Row]]:
    counts: dict[str, int] = {}
    keyed = {}
    for kind, row in rows:
        counts[kind] = counts.get(kind, 0) + 1
        keyed[f"{kind}-{counts[kind]}"] = kind, row
    return keyed


def _plan(keyed: Mapping[str, tuple[str, Row]]) -> Plan:
    indicators = tuple(replace(KINDS[kind], code=key, lead=UNIT.name)
                       for key, (kind, _) in keyed.items() if kind in KINDS)
    works = tuple(replace(WORKS[kind], code=key, lead=UNIT.name) for key, (kind, _) in keyed.items() if WORKS.get(kind))
    return replace(load_plan("kim-thanh"), indicators=indicators, assignments=works, units=(UNIT,), groups=(),
                   date="2025-07-14")


def _filled(book: Patchable, keyed: Mapping[str, tuple[str, Row]]) -> bytes:
    """The entries put in; stored results taken out, so that whoever opens the file must calculate."""
    for layout in TABLES:
        if places := _places(book, layout):
            book.patch(layout.name, _cells(layout, places, keyed))
    return _without_results(book.data())


def _places(book: Patchable, layout: Layout) -> dict[str, int]:
    """The row number of each key; in the workbook difficulties are known by their number alone."""
    prefix = f"{DIFFICULTY}-" if layout is DIFFICULTIES else ""
    return {f"{prefix}{key}": row for key, row in book.keyed_rows(layout).items()}


def _cells(layout: Layout, places: Mapping[str, int], keyed: Mapping[str, tuple[str, Row]]) -> dict[str, Any]:
    return {address(places[key], layout.index(field)): BROKEN if entry == ERROR else entry
            for key, (_, row) in keyed.items() if key in places for field, entry in row.items() if entry != ""}


def _without_results(data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            part = source.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", part.decode())
                text = re.sub(rf' t="inlineStr"><is><t[^>]*>{BROKEN}</t></is>', "><f>1/0</f>", text)
                part = text.encode()
            made.writestr(info, part)
    return target.getvalue()


def _python(plan: Plan, kind: str, entries: Row, previous: float | None) -> str:
    row = {name: ErrorValue("#DIV/0!") if entry == ERROR else entry for name, entry in entries.items()}
    if kind in KINDS:
        row = indicator_constants(KINDS[kind], PERIOD.year, previous) | _with_formula(kind, row)
        return first_code(indicator_rules(KINDS[kind], PERIOD.year), row)
    if kind in ("extra", DIFFICULTY) and all(map(is_blank, row.values())):
        return ""
    if kind == DIFFICULTY:
        codes = [each.code for each in (*plan.indicators, *plan.assignments)]
        return first_code(difficulty_rules(), difficulty_constants(codes) | row)
    content = content_of(plan, PERIOD, UNIT, "both", date(2025, 9, 1))
    constants = assignment_constants(WORKS[kind], content.end, content.due, plan_day(plan.date))
    return first_code(assignment_rules(own=kind == "extra"), constants | row)


def _with_formula(kind: str, row: Row) -> Row:
    """The percentage that the formula gives where nothing is typed over it."""
    if not KINDS[kind].is_ratio or row.get("value", "") != "":
        return row
    part, whole = as_number(row.get("numerator")), as_number(row.get("denominator"))
    share = 100 * part / whole if part is not None and whole is not None and whole > 0 else math.inf
    return {**row, "value": share if math.isfinite(share) else ""}

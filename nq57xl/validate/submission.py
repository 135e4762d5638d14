"""The verb: the bytes of a returned file -> Submission. A bad file is a rejected submission, never an exception."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePath

from nq57xl.model.decision import Decision
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.names import fold
from nq57xl.model.period import due_date, window
from nq57xl.model.plan import Assignment, Indicator
from nq57xl.model.record import ACCEPTED, REJECTED, REPAIRED, Fact, Submission
from nq57xl.plans.files import load_plan
from nq57xl.plans.rows import assignments_for, indicators_for
from nq57xl.rules.catalogue import TODO_CODES
from nq57xl.sheets.layout import (
    DIFFICULTIES,
    FORMATS,
    GUIDE_SHEET,
    INDICATORS,
    LISTS_SHEET,
    Layout,
)
from nq57xl.sheets.marking.own import without_marks
from nq57xl.sheets.reading.book import Book, Sheet
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.limits import UnreadableBook
from nq57xl.sheets.reading.load import load
from nq57xl.validate.around import FIGURE_FIELDS, look_around
from nq57xl.validate.assignments import judge_assignment, judge_difficulty
from nq57xl.validate.cells import Table, filled_fields, with_mixed
from nq57xl.validate.identity import Expected, Identity, LoadPlan, identify
from nq57xl.validate.indicators import judge_indicator
from nq57xl.validate.judge import Desk, Judged
from nq57xl.validate.letters import covered_findings, letter_findings
from nq57xl.validate.locate import find_table, grid_of, missing_table, tables_in
from nq57xl.validate.planned import plan_rows
from nq57xl.validate.recompute import Calculator
from nq57xl.validate.rows import free_rows, match_rows
from nq57xl.validate.shown import shown
from nq57xl.validate.stamps import is_stamped
from nq57xl.validate.verdicts import NOTHING_READ, REPAIR_CODES

SAVED_BASIS = "ngày lưu trong tệp"
REFUSALS = {"empty": "S01", "not-a-workbook": "S02", "encrypted": "S03", "damaged": "S04", "too-large": "S05",
            "archive": "S06"}
TRAITS = {"macros": "macro", "macro-sheets": "trang macro Excel 4.0", "external-links": "liên kết tới tệp khác",
          "dde": "lệnh gọi chương trình khác (DDE)", "objects": "đối tượng nhúng (OLE)",
          "activex": "điều khiển ActiveX", "connections": "kết nối dữ liệu ngoài",
          "custom-ui": "nút lệnh tự đặt", "web-extensions": "phần bổ trợ web",
          "web-functions": "hàm lấy dữ liệu từ mạng (WEBSERVICE …)", "links-out": "công thức HYPERLINK ra ngoài tệp",
          "pictures": "hình ảnh", "signed": "chữ ký số", "far-cells": "ô ở rất xa bảng"}
"""What a workbook holds beside cells -> its name in the finding."""


def validate_file(path: Path | str, expected_plan: str = "", expected_period: str = "",
                  plans: LoadPlan = load_plan, *, passwords: tuple[str, ...] = ()) -> Submission:
    """As `validate_bytes`, for a file; it is opened read-only. Raises OSError where it cannot be opened."""
    path = Path(path)
    try:
        data = load(path)
    except UnreadableBook as refusal:
        return _refused(path.name, "", refusal)
    return validate_bytes(data, path.name, expected_plan, expected_period, plans, passwords=passwords)


def validate_bytes(data: bytes, name: str, expected_plan: str = "", expected_period: str = "",
                   plans: LoadPlan = load_plan, likely_plan: str = "", decisions: tuple[Decision, ...] = (), *,
                   passwords: tuple[str, ...] = ()) -> Submission:
    """Read and check one returned workbook.

    `name` is the file's name (with the folders below the one given) for the findings; it is heard as a witness where
    the identity is damaged. `expected_plan` (an id) and `expected_period` (`2025-09`) refuse workbooks of another
    plan or period; empty takes any. `likely_plan` refuses none: it decides between plans that fit alike. `decisions`
    answer the questions which unit a file is from. `plans` gives the plan of an id and raises UnknownPlanError.
    `passwords` are tried on a file that needs one. Whatever the bytes are, a Submission comes back, its `findings` in
    the order of the sheets. Raises DataFileError where plan data, and PeriodError where `expected_period`, is at fault.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        book = read_safely(data, name, passwords=passwords)
    except UnreadableBook as refusal:
        return _refused(name, digest, refusal)
    return validate_book(book, name, digest, expected_plan, expected_period, plans, likely_plan, decisions)


def _refused(name: str, digest: str, refusal: UnreadableBook) -> Submission:
    finding = raise_finding(MESSAGES[REFUSALS[refusal.reason]], Place(name), refusal.detail)
    return Submission(name, digest, REJECTED, findings=(finding,))


def validate_book(book: Book, name: str, digest: str, expected_plan: str = "", expected_period: str = "",
                  plans: LoadPlan = load_plan, likely_plan: str = "",
                  decisions: tuple[Decision, ...] = ()) -> Submission:
    """As `validate_bytes`, for a workbook that is read already; `digest` is the SHA-256 of its file. Sheets and
    notes that an earlier check put in are no part of it."""
    book = without_marks(book)
    identity = identify(book, name, Expected(expected_plan, expected_period, likely_plan, decisions), plans)
    findings = [*identity.findings, *_traits(book, name)]
    if not identity.is_certain:
        return _submission(book, name, digest, REJECTED, identity, (), findings)
    facts, told, is_filled = _read_tables(book, identity, name)
    findings += told
    if not is_filled:
        kept = [f for f in findings if f.code not in TODO_CODES]
        if not any(f.code in NOTHING_READ for f in kept):
            kept.append(raise_finding(MESSAGES["S55"], Place(name)))
        return _submission(book, name, digest, REJECTED, identity, (), kept)
    outcome = REPAIRED if any(f.code in REPAIR_CODES for f in findings) else ACCEPTED
    return _submission(book, name, digest, outcome, identity, facts, findings)


def _read_tables(book: Book, identity: Identity, file: str) -> tuple[list[Fact], list[Finding], bool]:
    """Facts and findings of all tables, and whether anything was filled in at all."""
    sheets = tuple(sheet for sheet in book.sheets if not is_stamped(sheet) and sheet.name != LISTS_SHEET)
    grids = [grid_of(sheet, identity.period) for sheet in sheets]
    desk, calculator = _desk(identity, file), Calculator(book)
    facts: list[Fact] = []
    findings: list[Finding] = []
    is_filled = False
    findings += [missing_table(file, layout) for layout in identity.may_lack if _owed(identity, layout)]
    known = {fold(GUIDE_SHEET)}
    for layout in (*_layouts(identity), DIFFICULTIES):
        table, told = find_table(file, grids, layout, required=bool(_owed(identity, layout)))
        findings += told
        known |= {fold(f.place.sheet) for f in told}
        if any(f.code == "S24" for f in told):
            known |= {fold(grid.sheet.name) for grid in grids if tables_in(file, grid, layout)}
        if table is None:
            continue
        known.add(fold(table.sheet))
        sheet = next(s for s in sheets if s.name == table.sheet)
        judged, filled = _read_table(desk, identity, table, sheet, calculator)
        is_filled |= filled
        for one in judged:
            lettered, letters = letter_findings(table, sheet, one.facts)
            facts += lettered
            findings += [*one.findings, *letters]
        findings += covered_findings(table, sheet)
    return facts, [*findings, *_other_sheets(sheets, known, file)], is_filled


def _read_table(desk: Desk, identity: Identity, table: Table, sheet: Sheet,
                calculator: Calculator) -> tuple[list[Judged], bool]:
    """The judged rows of a table, and whether anything was filled in."""
    if table.layout is DIFFICULTIES:
        free = free_rows(table, sheet)
        judged = [judge_difficulty(desk, table, line) for line in free.lines.values()]
        return [Judged((), free.findings), *judged], bool(judged)
    owed = _owed(identity, table.layout)
    of_plan, judge = ((desk.plan.indicators, judge_indicator) if table.layout is INDICATORS else
                      (desk.plan.assignments, judge_assignment))
    year = identity.period.year
    rows = match_rows(table, sheet, plan_rows(owed, year), plan_rows(of_plan, year))
    lines = {key: with_mixed(line, sheet, (*FIGURE_FIELDS, "completed_on")) for key, line in rows.lines.items()}
    by_code = {row.code: row for row in owed}
    indicators = by_code if table.layout is INDICATORS else {}
    desk = replace(desk, around=look_around(calculator, sheet, lines.values(), indicators, desk.period.year))
    judged = [judge(desk, table, line, by_code.get(key)) for key, line in lines.items()]
    filled = bool(rows.left_out) or any(filled_fields(table.layout, line.cells) for line in lines.values())
    return [Judged((), rows.findings), *judged], filled


def _layouts(identity: Identity) -> tuple[Layout, ...]:
    """The tables of a workbook of this format version and kind."""
    return FORMATS[identity.stamp.format][identity.stamp.kind]


def _owed(identity: Identity, layout: Layout) -> tuple[Indicator, ...] | tuple[Assignment, ...]:
    """The rows the unit reports on in a table; none in a free one."""
    if layout is DIFFICULTIES:
        return ()
    return (indicators_for if layout is INDICATORS else assignments_for)(identity.plan, identity.unit)


def _desk(identity: Identity, file: str) -> Desk:
    plan, unit, period = identity.plan, identity.unit, identity.period
    calendar = plan.calendar(unit.kind, period.kind)
    codes = frozenset(row.code for layout in _layouts(identity) for row in _owed(identity, layout))
    return Desk(plan, unit.code, period, window(period, calendar)[1], due_date(period, calendar), codes, file)


def _other_sheets(sheets: Iterable[Sheet], known: set[str], file: str) -> list[Finding]:
    """Sheets with contents that are none of ours: never read, never passed over in silence."""
    return [raise_finding(MESSAGES["S54"], Place(file, sheet.name), shown(sheet.name))
            for sheet in sheets if fold(sheet.name) not in known and sheet.cells]


def _traits(book: Book, file: str) -> list[Finding]:
    words = ", ".join(words for trait, words in TRAITS.items() if trait in book.traits)
    found = [raise_finding(MESSAGES["S53"], Place(file), words)] if words else []
    suffix = PurePath(file).suffix.lower().removeprefix(".")
    if suffix and suffix != book.format:
        found.append(raise_finding(MESSAGES["S56"], Place(file), f".{book.format}"))
    return found


def _submission(book: Book, file: str, digest: str, outcome: str, identity: Identity, facts: Iterable[Fact],
                findings: Iterable[Finding]) -> Submission:
    stamp = identity.stamp
    return Submission(
        file, digest, outcome, findings=tuple(findings), facts=tuple(facts), received=book.saved,
        received_basis=SAVED_BASIS if book.saved else "", saved=book.saved,
        decisions=(identity.decision,) if identity.decision else (),
        plan=identity.plan.id if identity.plan else "", unit=identity.unit.code if identity.unit else "",
        period=str(identity.period) if identity.period else "",
        **({"plan_version": stamp.plan_version, "kind": stamp.kind, "issue_id": stamp.issue_id} if stamp else {}))

"""The verb `Dựng lại biểu`: a damaged return -> a fresh workbook with everything certain carried over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from nq57xl.feedback.carried import Carried, carry
from nq57xl.feedback.moved import moved_sheet
from nq57xl.feedback.todo import marks_of, plan_of, todo_sheet
from nq57xl.generate.content import KIND_NAMES
from nq57xl.generate.files import NothingToReportError, file_name, workbook_bytes
from nq57xl.generate.results import store_results
from nq57xl.model.finding import ERROR, Finding, Place
from nq57xl.model.period import Period, parse_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.model.record import REJECTED, Submission
from nq57xl.model.terms import DIFFICULTY_FIELDS
from nq57xl.rules.catalogue import TODO_CODES
from nq57xl.sheets.address import address
from nq57xl.sheets.issuing.patching import Patchable
from nq57xl.sheets.layout import ASSIGNMENTS, DIFFICULTIES, INDICATORS, TABLES
from nq57xl.sheets.marking.marks import marked
from nq57xl.sheets.marking.own import without_marks
from nq57xl.sheets.reading.book import Book
from nq57xl.validate import validate_bytes
from nq57xl.validate.stamps import find_stamps
from nq57xl.validate.verdicts import NOTHING_READ

_MORNING = "T01:00:00Z"
"""Eight in the morning in Việt Nam, the same day in either clock."""


class NotRebuiltError(Exception):
    """A return nobody knows the sender of; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The workbook built anew under its proper name, with the sheets `Cần sửa` and `Đã chuyển` in front.

    `plain` is the same without these two sheets and without marks. `findings` are those of the new workbook; where
    something in the old file was not certain, they say what stood there."""

    name: str
    data: bytes
    plain: bytes
    carried: Carried
    findings: tuple[Finding, ...]


def rebuild(book: Book, submission: Submission, on: date) -> Rebuilt:
    """Build a return anew; `submission` is what was read of `book`, `on` the day of today.

    Raises NotRebuiltError where plan, unit or period is not certain.
    """
    plan, unit, period, kind = _identity(submission)
    book = without_marks(book)
    issued = _issued_at(book, on)
    try:
        blank = workbook_bytes(plan, period, unit.code, kind, issued)
    except NothingToReportError as fault:
        raise NotRebuiltError("không dựng lại được vì đơn vị không có dòng nào trong biểu loại này") from fault
    carried = carry(book, submission, plan, blank)
    previous = {(unit.code, code): number for code, number in carried.previous.items()}
    plain = _filled(workbook_bytes(plan, period, unit.code, kind, issued, previous), plan, period, unit, carried,
                    book, submission)
    name = file_name(plan, period, unit, kind)
    findings = _explained(validate_bytes(plain, name).findings, submission.findings, carried, _places(blank, name))
    told = replace(submission, findings=findings)
    titles = {layout.name for layout in TABLES}
    fronts = [todo_sheet(told, plan, titles, on)] if findings else []
    data = marked(plain, [*fronts, moved_sheet(told, plan, carried, on)], marks_of(findings, titles), on)
    return Rebuilt(name, data, plain, carried, findings)


def _identity(submission: Submission) -> tuple[Plan, Unit, Period, str]:
    doubts = [f for f in submission.findings if f.severity == ERROR]
    is_doubtful = submission.outcome == REJECTED and not any(f.code in NOTHING_READ for f in doubts)
    plan = plan_of(submission)
    unit = plan.unit(submission.unit) if plan else None
    if is_doubtful or not unit or not submission.period:
        reason = f": {doubts[0].message}" if doubts else ""
        raise NotRebuiltError(f"không dựng lại được vì không rõ biểu của đơn vị, kỳ nào{reason}")
    kinds = {name: kind for kind, name in KIND_NAMES.items()}
    return plan, unit, parse_period(submission.period), kinds.get(submission.kind, "both")


def _issued_at(book: Book, on: date) -> date:
    stamps = find_stamps(book)
    try:
        return date.fromisoformat(stamps[0].issued_at) if stamps else on
    except ValueError:
        return on


def _filled(blank: bytes, plan: Plan, period: Period, unit: Unit, carried: Carried, book: Book,
            submission: Submission) -> bytes:
    """The fresh workbook with the entries, and with what its formulas give."""
    entries = carried.entries
    fresh = Patchable(blank)
    store_results(fresh, plan, period, unit, entries)
    for layout in TABLES:
        rows = fresh.keyed_rows(layout)
        cells = {address(rows[code], layout.index(field)): value
                 for code, fields in entries.get(layout.kind, {}).items() for field, value in fields.items()}
        if cells:
            fresh.patch(layout.name, cells)
    properties = {"description": f"Dựng lại từ tệp {submission.file}, SHA-256 {submission.sha256}"}
    if book.saved:
        properties["modified"] = f"{book.saved.isoformat()}{_MORNING}"
    fresh.set_properties(**properties)
    return fresh.data()


def _explained(fresh: tuple[Finding, ...], old: tuple[Finding, ...], carried: Carried,
               places: Mapping[tuple[str, str, str], Place]) -> tuple[Finding, ...]:
    """The findings of the new workbook. Of a cell left empty because its old content was not certain the old errors
    are told, in the new place: they say more than that it is empty."""
    moved = {(one.code, one.field) for one in carried.moved}
    told: list[Finding] = []
    for finding in old:
        place = places.get((_kind(finding), *finding.key))
        if place and finding.severity == ERROR and finding.found and finding.key not in moved:
            told.append(replace(finding, place=replace(place, row=finding.place.row)))
    keys, rows = {f.key for f in told}, {(f.place.sheet, f.place.row) for f in told}
    rest = [f for f in fresh if f.key not in keys and
            not (f.code in TODO_CODES and (f.place.sheet, f.place.row) in rows)]
    return (*told, *rest)


def _kind(finding: Finding) -> str:
    """The kind of sheet a finding is on, told by its field."""
    code, field = finding.key
    if field in DIFFICULTY_FIELDS and code.isdecimal():
        return DIFFICULTIES.kind
    return INDICATORS.kind if field in INDICATORS.entry_fields else ASSIGNMENTS.kind


def _places(blank: bytes, name: str) -> dict[tuple[str, str, str], Place]:
    """(kind, code, field) -> where it stands in the new workbook."""
    fresh = Patchable(blank)
    return {(layout.kind, code, column.field): Place(name, layout.name, address(row, number), column.header)
            for layout in TABLES for code, row in fresh.keyed_rows(layout).items()
            for number, column in enumerate(layout.columns, 1)}

"""What of a damaged return can be carried into a fresh workbook, what cannot, and where each stood."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nq57xl.feedback.reasons import Left, Reasons
from nq57xl.feedback.todo import place_of
from nq57xl.generate.lines import OWN_FIELDS
from nq57xl.model.finding import INFO
from nq57xl.model.names import clean
from nq57xl.model.plan import Plan
from nq57xl.model.record import Fact, FactValue, Submission
from nq57xl.sheets.address import address
from nq57xl.sheets.issuing.patching import Patchable
from nq57xl.sheets.layout import ASSIGNMENTS, EXTRA_KEY, INDICATORS, LISTS_SHEET, TABLES, Layout
from nq57xl.sheets.reading.book import Book, Cell, Sheet
from nq57xl.sheets.reading.read import read_book
from nq57xl.validate.cells import Table
from nq57xl.validate.locate import grid_of, tables_in
from nq57xl.validate.shown import as_text
from nq57xl.validate.stamps import is_stamped
from nq57xl.validate.verdicts import ROW_UNCERTAIN

LONGEST_LIST = 2000
PREVIOUS = "previous"
Entries = dict[str, dict[str, dict[str, FactValue]]]
"""Sheet kind -> row code -> field -> value."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A content that was carried over: from a place of the old file to one of the new workbook. `was` is how it was
    written where it is written differently now."""

    kind: str
    code: str
    field: str
    value: FactValue
    old: tuple[str, str]
    new: tuple[str, str]
    was: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """`facts` are those of the return that have a place in the new workbook, `previous` last period's figures by
    indicator; `more` counts contents left behind beyond those listed."""

    entries: Entries
    facts: tuple[Fact, ...]
    previous: Mapping[str, float]
    moved: tuple[Moved, ...]
    left: tuple[Left, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A table of the old file in one of its sheets, and the code of each of its rows that is certain."""

    sheet: Sheet
    table: Table
    codes: Mapping[int, str]


def carry(book: Book, submission: Submission, plan: Plan, blank: bytes) -> Carried:
    """Hold a return against the workbook that was issued for it (`blank`)."""
    fresh = Patchable(blank)
    rows = {layout.kind: fresh.keyed_rows(layout) for layout in TABLES}
    facts = [fact for fact in submission.facts if fact.code in rows[fact.sheet_kind]]
    found = [one for sheet in _sheets(book) for one in _tables(sheet, submission)]
    notes = {f.key: f.found for f in submission.findings if f.severity == INFO and f.found}
    old = [Moved(f.sheet_kind, f.code, f.field, f.value, (f.sheet, f.cell), ("", ""), notes.get((f.code, f.field), ""))
           for f in facts if not _is_computed(f, facts, plan)]
    old += [*_own_words(found, facts), *_before(found)]
    moved = [_placed(one, rows[one.kind]) for one in old if one.code in rows[one.kind]]
    entries: Entries = {layout.kind: {} for layout in TABLES}
    for one in moved:
        if one.field != PREVIOUS:
            entries[one.kind].setdefault(one.code, {})[one.field] = one.value
    previous = {one.code: one.value for one in moved if one.field == PREVIOUS}
    computed = {(fact.sheet, fact.cell) for fact in facts if _is_computed(fact, facts, plan)}
    left = [*_left(book, found, Reasons(submission, computed), {one.old for one in moved}, blank)]
    return Carried(entries, tuple(facts), previous, tuple(moved), tuple(left[:LONGEST_LIST]),
                   max(len(left) - LONGEST_LIST, 0))


def _placed(one: Moved, rows: Mapping[str, int]) -> Moved:
    layout = next(layout for layout in TABLES if layout.kind == one.kind)
    cell = address(rows[one.code], layout.index(one.field))
    return Moved(one.kind, one.code, one.field, one.value, one.old, (layout.name, cell), one.was)


def _is_computed(fact: Fact, facts: Iterable[Fact], plan: Plan) -> bool:
    """Whether a figure follows from numerator and denominator: the new workbook computes it itself."""
    indicator = plan.indicator(fact.code)
    if fact.sheet_kind != INDICATORS.kind or fact.field != "value" or not (indicator and indicator.is_ratio):
        return False
    return {"numerator", "denominator"} <= {other.field for other in facts if other.code == fact.code}


def _sheets(book: Book) -> list[Sheet]:
    return [sheet for sheet in book.sheets if sheet.name != LISTS_SHEET and not is_stamped(sheet)]


def _tables(sheet: Sheet, submission: Submission) -> Iterator[_Found]:
    grid = grid_of(sheet)
    for layout in TABLES:
        for table, _ in tables_in(submission.file, grid, layout):
            yield _Found(sheet, table, _codes(sheet, layout, submission))


def _codes(sheet: Sheet, layout: Layout, submission: Submission) -> dict[int, str]:
    """Row number -> code, from what was read and found there; rows in doubt are left out."""
    codes: dict[int, str] = {}
    doubtful: set[int] = set()
    for finding in submission.findings:
        place = place_of(finding)
        if place and finding.place.sheet == sheet.name and finding.place.row:
            codes.setdefault(place[0], finding.place.row)
            if finding.code in ROW_UNCERTAIN:
                doubtful.add(place[0])
    for fact in submission.facts:
        if fact.sheet == sheet.name and fact.sheet_kind == layout.kind:
            codes[int(fact.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))] = fact.code
    return {row: code for row, code in codes.items() if row not in doubtful}


def _own_words(found: Iterable[_Found], facts: Iterable[Fact]) -> Iterator[Moved]:
    """How a unit describes its own assignments, in the columns that the plan fills in for others."""
    named = {fact.code for fact in facts if fact.code.startswith(f"{EXTRA_KEY}-")}
    for one in found:
        if one.table.layout is ASSIGNMENTS:
            fields = [field for field in OWN_FIELDS if field != "name"]
            yield from (each for each in _cells(one, fields) if each.code in named)


def _before(found: Iterable[_Found]) -> Iterator[Moved]:
    for one in found:
        if one.table.layout is INDICATORS:
            yield from (each for each in _cells(one, (PREVIOUS,)) if type(each.value) in (int, float))


def _cells(one: _Found, fields: Iterable[str]) -> Iterator[Moved]:
    """The plain contents of columns, in the rows that are certain."""
    for row, code in one.codes.items():
        for field in fields:
            place = row, one.table.columns.get(field, 0)
            cell = one.sheet.cells.get(place)
            if cell and not cell.state and not cell.has_formula and as_text(cell.value):
                yield Moved(one.table.layout.kind, code, field, cell.value, (one.sheet.name, address(*place)), ("", ""))


def _left(book: Book, found: Iterable[_Found], reasons: Reasons, moved: set[tuple[str, str]],
          blank: bytes) -> Iterator[Left]:
    """Everything an officer put into the file that has not been carried, sheet by sheet."""
    issued = {clean(as_text(cell.value)) for sheet in _sheets(read_book(blank, "")) for cell in sheet.cells.values()}
    entries = {(one.sheet.name, row, one.table.columns[field]) for one in found for row in one.codes
               for field in one.table.layout.entry_fields if field in one.table.columns}
    for sheet in _sheets(book):
        for place, cell in sorted(sheet.cells.items()):
            at = sheet.name, address(*place)
            is_figure = type(cell.value) in (int, float) and reasons.is_under_a_header(sheet.name, place)
            is_entry = (sheet.name, *place) in entries or is_figure
            if at not in moved and _is_told(cell, is_entry, at in reasons.cells, issued):
                yield reasons.of(sheet.name, place, as_text(cell.value) or "(công thức chưa có kết quả)", is_entry)


def _is_told(cell: Cell, is_entry: bool, has_finding: bool, issued: set[str]) -> bool:
    """Whether a content that was not carried must be listed: not what was issued, and not what formulas give."""
    text = clean(as_text(cell.value))
    if has_finding:
        return bool(text or cell.state)
    return bool(text) and not cell.has_formula and (is_entry or text not in issued)

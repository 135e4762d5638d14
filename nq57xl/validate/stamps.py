"""The stamps in a workbook, and what can be restored of one that was damaged."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from itertools import product

from nq57xl.model.plan import Plan
from nq57xl.sheets.layout import FORMATS, KIND_SHEETS
from nq57xl.sheets.reading.book import Book, Sheet
from nq57xl.sheets.stamp import FIELDS, MARK, Stamp, is_whole, read_stamp
from nq57xl.validate.cells import text_of
from nq57xl.validate.units import units_of

STAMP_LABEL = "phần nhận dạng ẩn"
LEAST_LABELS = 4
"""So many labels of the stamp below each other are a stamp, even where its mark is gone."""
FIELD_LABELS = {"format": "mẫu biểu", "plan": "kế hoạch", "plan_version": "bản kế hoạch", "unit": "đơn vị",
                "period": "kỳ", "kind": "loại biểu", "issue_id": "mã phát hành", "issued_at": "ngày phát hành",
                "digest": "mã danh mục"}
_LABELS = frozenset((MARK, *FIELDS))
_NEIGHBOURS = 4


def find_stamps(book: Book) -> list[Stamp]:
    """The different stamps in a workbook, whatever the name and visibility of the sheet."""
    found = (stamp for sheet in book.sheets if (stamp := _stamp_in(sheet)))
    return list(dict.fromkeys(found))


def is_stamped(sheet: Sheet) -> bool:
    return _stamp_in(sheet) is not None


def _stamp_in(sheet: Sheet) -> Stamp | None:
    labels: dict[int, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if isinstance(cell.value, str) and cell.value.strip() in _LABELS:
            labels.setdefault(column, []).append(row)
    for column, rows in labels.items():
        told = {text_of(sheet.cells[row, column]) for row in rows}
        if len(rows) >= 2 and (MARK in told or len(told) >= LEAST_LABELS):
            return read_stamp([(MARK, ""), *((text_of(sheet.cells[row, column]), _value(sheet, row, column))
                                             for row in sorted(rows))])
    return None


def _value(sheet: Sheet, row: int, column: int) -> str:
    """What stands beside a label, a column put between them or not."""
    return next((text for c in range(column + 1, column + 1 + _NEIGHBOURS)
                 if (text := text_of(sheet.cells.get((row, c))))), "")


@dataclass(frozen=True, slots=True)
class Mended:
    """A stamp as it was issued, and the fields whose text was another in the file."""

    stamp: Stamp
    changed: tuple[str, ...]


def mend(stamp: Stamp, plans: Iterable[Plan], periods: Iterable[str]) -> Mended | None:
    """The stamp as it was issued, where the issue id proves it: of all units of the plans, the periods and kinds one
    choice alone gives this id. None where the id itself is gone or none does."""
    if not stamp.issue_id:
        return None
    found = {made for plan in plans for made in _choices(stamp, plan, (stamp.period, *periods)) if is_whole(made)}
    if len(found) != 1:
        return None
    made = found.pop()
    return Mended(made, tuple(f.name for f in fields(Stamp) if getattr(made, f.name) != getattr(stamp, f.name)))


def _choices(stamp: Stamp, plan: Plan, periods: Iterable[str]) -> Iterable[Stamp]:
    units = dict.fromkeys((stamp.unit, *(unit.code for unit in units_of(plan))))
    versions = dict.fromkeys(((stamp.plan_version, stamp.digest), (str(plan.version), plan.digest)))
    kinds = dict.fromkeys((stamp.kind, *KIND_SHEETS))
    known = stamp.format if stamp.format in FORMATS else max(FORMATS)
    for unit, period, kind, (version, digest) in product(units, dict.fromkeys(periods), kinds, versions):
        if unit and period and kind:
            yield replace(stamp, format=known, plan=plan.id, plan_version=version, digest=digest, unit=unit,
                          period=period, kind=kind)

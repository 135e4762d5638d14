"""Returned workbooks for the tests of what goes back: simulated good ones, and the same with cells changed."""

import re
from collections.abc import Mapping
from datetime import date

from nq57xl.generate import workbook_bytes
from nq57xl.model.period import Period, parse_period
from nq57xl.model.plan import Plan
from nq57xl.model.record import Submission
from nq57xl.plans.files import load_plan
from nq57xl.sheets.address import address
from nq57xl.sheets.issuing.patching import Patchable
from nq57xl.sheets.layout import TABLES
from nq57xl.sheets.marking.graft import sheet_parts
from nq57xl.sheets.marking.package import Package
from nq57xl.simulate.returns import returned
from nq57xl.simulate.unit_filling import fill

SEPTEMBER, ISSUED, SAVED, TODAY = parse_period("2025-09"), date(2025, 9, 5), date(2025, 9, 20), date(2025, 9, 26)
FILE = "NQ57_hai-phong_2025-09_SNV_bieu.xlsx"


def sent(plan: Plan, code: str, period: Period = SEPTEMBER, seed: int = 57,
         previous: Mapping[str, float] | None = None) -> bytes:
    """A good return, with last period's figures by indicator."""
    unit = plan.unit(code)
    issued = workbook_bytes(plan, period, code, "both", ISSUED,
                            {(code, row): figure for row, figure in (previous or {}).items()})
    return returned(issued, plan, period, unit, fill(seed, plan, period, unit), SAVED)


def good() -> bytes:
    """The return of Sở Nội vụ: indicators HP-CT10 and HP-CT60, four assignments."""
    return sent(load_plan("hai-phong"), "SNV", previous={"HP-CT10": 98.5, "HP-CT60": 60.25})


def faulty() -> bytes:
    """The same with a figure that is none, a progress on two scales, and a text that looks like a formula."""
    data = changed(good(), "indicator", {"HP-CT60": {"numerator": "khoảng 11", "evidence": "=Báo cáo số 12/BC-SNV"}})
    return changed(data, "assignment", {"HP-NV03": {"progress": 0.6}})


def cell(data: bytes, kind: str, code: str, field: str) -> str:
    """The address of an entry."""
    layout = next(layout for layout in TABLES if layout.kind == kind)
    return address(Patchable(data).keyed_rows(layout)[code], layout.index(field))


def changed(data: bytes, kind: str, entries: Mapping[str, Mapping[str, object]]) -> bytes:
    """The workbook with entries by row code and field changed, as an officer would type them."""
    layout = next(layout for layout in TABLES if layout.kind == kind)
    book = Patchable(data)
    rows = book.keyed_rows(layout)
    book.patch(layout.name, {address(rows[code], layout.index(field)): value
                             for code, fields in entries.items() for field, value in fields.items()})
    return book.data()


def typed(data: bytes, title: str, place: str, number: float) -> bytes:
    """Any workbook with a number typed into a cell of a sheet."""
    package = Package(data)
    part = sheet_parts(package)[title]
    cell = re.compile(rf'(<c r="{place}"[^>]*?)( t="\w+")?>.*?</c>')
    package.parts[part] = cell.sub(rf"\g<1>><v>{number}</v></c>", package.parts[part].decode(), count=1).encode()
    return package.data()


def values(submission: Submission) -> list[tuple]:
    """The facts of a submission without their places."""
    return sorted((fact.sheet_kind, fact.code, fact.field, str(fact.value)) for fact in submission.facts)

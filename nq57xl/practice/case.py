"""The workbook that practice begins with: issued, and filled by a simulated officer where it came blank."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nq57xl.generate.files import file_name
from nq57xl.model.finding import ERROR
from nq57xl.model.period import Period, due_date, parse_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.model.record import REJECTED, FactValue, Submission
from nq57xl.plans.files import load_plan
from nq57xl.practice.truth import Spot
from nq57xl.simulate.figures import measured
from nq57xl.simulate.filling import Filling
from nq57xl.simulate.returns import returned
from nq57xl.simulate.unit_filling import fill
from nq57xl.validate import validate_bytes

BLANK = "S55"
"""The finding on a workbook as it was issued."""
FORMS = {"bieu": "both", "chi-tieu": "indicators", "nhiem-vu": "assignments"}
"""The kind a stamp gives -> the kind asked for when issuing."""


class UnfitForPractice(ValueError):
    """The file is no issued workbook, or one that is at fault already; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Case:
    """`name` is the name under which the workbook was issued, whatever the file was called; `data` the filled
    workbook, `blank` the one as issued (None where it came filled); `facts` what is in it, in values that an officer
    typed or that follow from them."""

    name: str
    plan: Plan
    unit: Unit
    period: Period
    kind: str
    saved: date
    data: bytes
    blank: bytes | None
    facts: Mapping[Spot, FactValue]


def open_case(data: bytes, name: str, seed: int) -> Case:
    """A case from an issued workbook; blank ones are filled by an officer of this seed. Raises UnfitForPractice."""
    submission = validate_bytes(data, name)
    codes = {f.code for f in submission.findings if f.severity == ERROR}
    if not submission.period or codes - {BLANK} or (submission.outcome == REJECTED and BLANK not in codes):
        first = next((str(f) for f in submission.findings if f.severity == ERROR), "không nhận ra biểu")
        raise UnfitForPractice(f"{name}: {first}")
    plan, period = load_plan(submission.plan), parse_period(submission.period)
    unit = plan.unit(submission.unit)
    saved, name = due_date(period, plan.calendar(unit.kind, period.kind)), _issued_name(submission, plan, period)
    if BLANK not in codes:
        facts = {(f.sheet_kind, f.code, f.field): f.value for f in submission.facts}
        return Case(name, plan, unit, period, submission.kind, submission.received or saved, data, None, facts)
    filling = fill(seed, plan, period, unit)
    filled = returned(data, plan, period, unit, filling, saved)
    return Case(name, plan, unit, period, submission.kind, saved, filled, data,
                facts_of(filling, submission.kind))


def _issued_name(submission: Submission, plan: Plan, period: Period) -> str:
    return file_name(plan, period, plan.unit(submission.unit), FORMS[submission.kind])


def facts_of(filling: Filling, kind: str) -> dict[Spot, FactValue]:
    """Every entry of a filling, and the percentages that follow from the parts of ratios."""
    left_out = {"chi-tieu": "assignment", "nhiem-vu": "indicator"}.get(kind)
    entries = {(sheet, code, field): value for sheet, rows in filling.tables().items() if sheet != left_out
               for code, row in rows.items() for field, value in row.items()}
    ratios = {} if left_out == "indicator" else {("indicator", code, "value"): measured(row) for code, row in
                                                 filling.indicators.items() if "denominator" in row}
    return entries | ratios

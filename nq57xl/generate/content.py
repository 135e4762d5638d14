"""What a unit's workbook holds: its rows, its days, and what makes two units' workbooks alike."""

from dataclasses import dataclass
from datetime import date

from nq57xl.model.period import Period, due_date, window
from nq57xl.model.plan import Assignment, Indicator, Plan, Unit
from nq57xl.plans.rows import assignments_for, indicators_for

KIND_NAMES = {"indicators": "chi-tieu", "assignments": "nhiem-vu", "both": "bieu"}
"""Kind as asked for -> kind as in file names and in the identity."""
KINDS = tuple(KIND_NAMES)


@dataclass(frozen=True, slots=True)
class Content:
    """The rows a unit is asked for and the days that hold for it.

    `start` and `end` bound the facts it is about, `due` is the last day in time.
    """

    plan: Plan
    period: Period
    kind: str
    unit_kind: str
    indicators: tuple[Indicator, ...]
    assignments: tuple[Assignment, ...]
    start: date
    end: date
    due: date
    issued_at: date

    @property
    def is_empty(self) -> bool:
        return not self.indicators and not self.assignments

    @property
    def key(self) -> tuple:
        """Units with equal keys get workbooks that differ in the unit's own texts and figures alone."""
        return (self.unit_kind, tuple(i.code for i in self.indicators), tuple(a.code for a in self.assignments))


def content_of(plan: Plan, period: Period, unit: Unit, kind: str, issued_at: date) -> Content:
    """What the unit's workbook of this kind will hold."""
    calendar = plan.calendar(unit.kind, period.kind)
    start, end = window(period, calendar)
    return Content(plan, period, KIND_NAMES[kind], unit.kind,
                   () if kind == "assignments" else indicators_for(plan, unit),
                   () if kind == "indicators" else assignments_for(plan, unit),
                   start, end, due_date(period, calendar), issued_at)

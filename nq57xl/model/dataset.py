"""The consolidated data of one plan and period: what the city report shows."""

from dataclasses import dataclass, field
from datetime import date

from nq57xl.model.decision import Decision
from nq57xl.model.finding import Finding
from nq57xl.model.period import Period
from nq57xl.model.plan import Assignment, Indicator, Plan, Unit
from nq57xl.model.record import Fact, Submission
from nq57xl.model.target import Target

ON_TIME, LATE, MISSING, REFUSED, UNDATED = "Đúng hạn", "Nộp muộn", "Chưa nộp", "Bị từ chối", "Không rõ ngày nộp"
MERGED, TURNED_DOWN, DOUBLED, SUPERSEDED = "merged", "refused", "duplicate", "superseded"
FATES = {MERGED: "được tổng hợp", TURNED_DOWN: "không nhận", DOUBLED: "trùng lặp", SUPERSEDED: "đã có tệp thay thế"}
"""What becomes of a file, and how it is called: in the figures, refused, a copy of another, beaten by a later one."""
HANDED_IN = (ON_TIME, LATE, UNDATED)
"""Return states of a unit whose workbook is in the report."""
RETURN_STATES = (ON_TIME, LATE, UNDATED, REFUSED, MISSING)


@dataclass(frozen=True, slots=True)
class DataRow:
    """A fact and its part in the city's figures. `city_code` is the city indicator it speaks for (its own
    code on the city's plan), `used` whether it is counted there."""

    fact: Fact
    city_code: str
    used: bool


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """One unit's row for one city indicator; `value` is a percentage recomputed from its parts where there
    are parts. `counted` says whether it is in the city's figure, `note` why not."""

    unit: str
    code: str
    value: float | str | None
    numerator: float | None
    denominator: float | None
    data_status: str
    judgement: str
    achievement: float | None
    counted: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class CityFigure:
    """The city's figure for one indicator.

    `units_counted` of `units_expected` is its coverage; `estimated` counts the estimates among them.
    `path` is the figure expected in the period's year on the line between milestones, `judgement` one of
    terms.MET, AT_RISK, BEHIND, NO_TARGET, NO_FIGURE.
    """

    indicator: Indicator
    value: float | str | None
    numerator: float | None
    denominator: float | None
    units_counted: tuple[str, ...]
    units_expected: tuple[str, ...]
    estimated: int
    target: Target
    path: float | None
    achievement: float | None
    judgement: str


@dataclass(frozen=True, slots=True)
class AssignmentState:
    """One assignment as its reporting unit tells it, and the state derived from dates (terms.ASSIGNMENT_STATES).

    `assignment` is None for a unit's own extra assignment (`name` says what it is)."""

    assignment: Assignment | None
    code: str
    name: str
    group: str
    unit: str
    is_lead: bool
    status: str
    progress: float | None
    completed_on: date | None
    deadline: date | None
    state: str
    document: str
    person: str
    difficulty: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """Whether and how a unit handed in. `rows_done` of `rows_due` rows carry a figure, a status or a reason.

    `submission` is the file with its indicators (or its only file), `others` every other file of the unit for the
    period: the second form, files that a later one replaced, copies, refused ones. `received` is the day on
    which the unit had handed in all it handed in, by the first file of each table: a correction is not late.
    """

    unit: Unit
    state: str
    due: date
    received: date | None
    received_basis: str
    submission: Submission | None
    rows_due: int
    rows_done: int
    errors: int
    warnings: int
    others: tuple[Submission, ...] = ()


@dataclass(frozen=True, slots=True)
class Rank:
    """A unit's place among the units of its kind: by points, ties share a place. Shares are 0 to 1."""

    place: int
    unit: Unit
    points: float
    completeness: float
    timeliness: float
    targets_met: float | None
    assignments_in_time: float | None
    errors: int


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A row of `Khó khăn - Kiến nghị`."""

    unit: str
    content: str
    related: str
    addressee: str
    proposal: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything the report needs; nothing in it depends on the order of the files or on today's date.

    `as_of` is the day on which assignments count as overdue (the last day of the period unless told
    otherwise). `findings` are those of the files and those across files (X). `fates` tells what became of each file,
    by its name (FATES); `decisions` are the answers of officers that were used."""

    plan: Plan
    period: Period
    window: tuple[date, date]
    as_of: date
    submissions: tuple[Submission, ...]
    rows: tuple[DataRow, ...]
    figures: tuple[CityFigure, ...]
    unit_figures: dict[tuple[str, str], UnitFigure]
    assignments: tuple[AssignmentState, ...]
    returns: tuple[UnitReturn, ...]
    ranking: tuple[Rank, ...]
    difficulties: tuple[Difficulty, ...]
    findings: tuple[Finding, ...]
    previous: dict[str, float]
    fates: dict[str, str] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

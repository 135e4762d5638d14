"""What a returned file says, once read: tidy facts and findings; and who sent it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nq57xl.model.decision import Decision
from nq57xl.model.finding import Finding

ACCEPTED, REPAIRED, REJECTED = "accepted", "repaired", "rejected"
FactValue = float | int | str | date


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure or text of a returned workbook, a row of `--facts`.

    `sheet_kind` is indicator, assignment or difficulty; `cell` the A1 address it came from; `flags` the
    codes of the findings on that cell.
    """

    plan: str
    period: str
    unit: str
    sheet_kind: str
    code: str
    field: str
    value: FactValue
    file: str
    sheet: str
    cell: str
    flags: tuple[str, ...] = ()


def fact_text(fields: Mapping[str, Fact], field: str) -> str:
    """The text of a row's fact; "" where it has none, or another sort of value."""
    value = fields[field].value if field in fields else ""
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A returned file after validation. `facts` hold only what is certain; the rest is in `findings`.

    `received` is the day it counts as handed in, `received_basis` what that day rests on (a register, the
    date stored in the file) or empty when nothing is known. `saved` is the date stored in the file, `decisions` are
    the answers of officers that it was read with.
    """

    file: str
    sha256: str
    outcome: str
    plan: str = ""
    plan_version: str = ""
    unit: str = ""
    period: str = ""
    kind: str = ""
    issue_id: str = ""
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    received: date | None = None
    received_basis: str = ""
    saved: date | None = None
    decisions: tuple[Decision, ...] = ()

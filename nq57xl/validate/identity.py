"""Who a workbook says it is from: the stamp, held against plan data, what was expected, and the file name."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from nq57xl import FORMAT_VERSION
from nq57xl.model.finding import ERROR, Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.names import nfc
from nq57xl.model.period import Period, PeriodError, parse_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.plans.files import UnknownPlanError
from nq57xl.sheets.layout import KIND_SHEETS
from nq57xl.sheets.reading.book import Book, Sheet
from nq57xl.sheets.stamp import MARK, Stamp, read_stamp
from nq57xl.validate.cells import text_of
from nq57xl.validate.shown import shown

LoadPlan = Callable[[str], Plan]
_PLAN_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE_NAME = re.compile(rf"NQ57_([^_]+)_([^_]+)_([^_]+)_({'|'.join(KIND_SHEETS)})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of the sender. `plan`, `unit` and `period` are None where they could not be told."""

    stamp: Stamp | None
    plan: Plan | None
    unit: Unit | None
    period: Period | None
    findings: tuple[Finding, ...]

    @property
    def is_certain(self) -> bool:
        return not any(f.severity == ERROR for f in self.findings)


def identify(book: Book, file: str, expected_plan: str, expected_period: str, plans: LoadPlan) -> Identity:
    """Read and check the identity. An error among the findings means that the file cannot be taken."""
    place = Place(file)
    stamps = find_stamps(book)
    if not stamps:
        return Identity(None, None, None, None, (raise_finding(MESSAGES["S10"], place),))
    stamp = stamps[0]
    if len(stamps) > 1:
        found = "; ".join(f"{s.plan}, {s.period}, {s.unit}" for s in stamps)
        return Identity(None, None, None, None, (raise_finding(MESSAGES["S19"], place, shown(found)),))
    if stamp.format != str(FORMAT_VERSION) or stamp.kind not in KIND_SHEETS:
        found = shown(f"{stamp.format}, {stamp.kind}")
        return Identity(stamp, None, None, None, (raise_finding(MESSAGES["S16"], place, found),))
    return _resolve(stamp, file, expected_plan, expected_period, plans)


def find_stamps(book: Book) -> list[Stamp]:
    """The different stamps in a workbook, whatever the name and visibility of the sheet."""
    found = (stamp for sheet in book.sheets if (stamp := _stamp_in(sheet)))
    return list(dict.fromkeys(found))


def is_stamped(sheet: Sheet) -> bool:
    return _stamp_in(sheet) is not None


def _stamp_in(sheet: Sheet) -> Stamp | None:
    for (row, column), cell in sheet.cells.items():
        if cell.value == MARK:
            labels = sorted(r for r, c in sheet.cells if c == column and r >= row)
            return read_stamp((text_of(sheet.cells[r, column]), text_of(sheet.cells.get((r, column + 1))))
                              for r in labels)
    return None


def _resolve(stamp: Stamp, file: str, expected_plan: str, expected_period: str, plans: LoadPlan) -> Identity:
    place = Place(file)
    plan, unit, period = _plan(stamp.plan, plans), None, _period(stamp.period)
    findings = []
    if plan is None:
        findings.append(raise_finding(MESSAGES["S11"], place, shown(stamp.plan)))
    else:
        unit = _unit(plan, stamp.unit)
        if unit is None:
            findings.append(raise_finding(MESSAGES["S12"], place, shown(stamp.unit), plan=plan.id))
        if (stamp.plan_version, stamp.digest) != (str(plan.version), plan.digest):
            findings.append(raise_finding(MESSAGES["S17"], place, shown(f"bản {stamp.plan_version}")))
    if period is None:
        findings.append(raise_finding(MESSAGES["S13"], place, shown(stamp.period)))
    findings += _expectations(stamp, period, place, expected_plan, expected_period)
    findings += _file_name(stamp, file)
    return Identity(stamp, plan, unit, period, tuple(findings))


def _expectations(stamp: Stamp, period: Period | None, place: Place, expected_plan: str,
                  expected_period: str) -> list[Finding]:
    findings = []
    if expected_plan and stamp.plan != expected_plan:
        findings.append(raise_finding(MESSAGES["S14"], place, shown(stamp.plan), expected=expected_plan))
    if expected_period and period and str(period) != expected_period:
        expected = parse_period(expected_period).label
        findings.append(raise_finding(MESSAGES["S15"], place, period.label, expected=expected))
    return findings


def _file_name(stamp: Stamp, file: str) -> list[Finding]:
    """The name only warns: files are renamed on their way, the stamp is not."""
    match = _FILE_NAME.search(nfc(file))
    inside = (stamp.plan, stamp.period, stamp.unit, stamp.kind)
    if not match or tuple(part.lower() for part in match.groups()) == tuple(part.lower() for part in inside):
        return []
    found, expected = ("kế hoạch {}, kỳ {}, đơn vị {} ({})".format(*parts) for parts in (match.groups(), inside))
    return [raise_finding(MESSAGES["S18"], Place(file), found, expected=expected)]


def _plan(plan_id: str, plans: LoadPlan) -> Plan | None:
    """The id comes from outside: only what looks like one is looked up, never a path."""
    try:
        return plans(plan_id) if _PLAN_ID.fullmatch(plan_id) else None
    except UnknownPlanError:
        return None


def _unit(plan: Plan, code: str) -> Unit | None:
    """The unit of a code, or the one unit whose code it is after a program dropped its leading zeros."""
    if unit := plan.unit(code):
        return unit
    bare = code.lstrip("0")
    padded = [u for u in plan.units if bare and u.code.isdecimal() and u.code.lstrip("0") == bare]
    return padded[0] if len(padded) == 1 else None


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except PeriodError:
        return None

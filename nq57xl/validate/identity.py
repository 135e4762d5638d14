"""Who a workbook is from: the hidden stamp, what its sheets print, and its names; held against plan data and what
was expected.

A whole stamp decides; what contradicts it on the sheets is a question, a contradicting file name only warns, for
files are renamed on their way. Where the stamp is damaged or gone, the others are heard: they must agree.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from nq57xl.model.days import day_text
from nq57xl.model.decision import UNIT_QUESTIONS, Decision
from nq57xl.model.finding import ERROR, Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.names import fold
from nq57xl.model.period import Period, parse_period, parsed_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.plans.files import UnknownPlanError, plan_ids
from nq57xl.sheets.layout import FORMATS, KIND_SHEETS, Layout
from nq57xl.sheets.reading.book import Book
from nq57xl.sheets.stamp import Stamp, is_whole
from nq57xl.validate.lost import Witnesses, weigh
from nq57xl.validate.shown import shown
from nq57xl.validate.stamps import FIELD_LABELS, STAMP_LABEL, Mended, find_stamps, mend
from nq57xl.validate.units import unit_of_code, unit_of_name, unit_text, units_in
from nq57xl.validate.witnesses import FileName, Print, file_name, prints, read_period

LoadPlan = Callable[[str], Plan]
_PLAN_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known outside the file. `plan` and `period` (`2025-09`) refuse others; `likely_plan` only helps where
    the file itself leaves open which plan it is on; `decisions` answer questions about the unit."""

    plan: str = ""
    period: str = ""
    likely_plan: str = ""
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of the sender. `plan`, `unit` and `period` are None where they could not be told. `stamp` is the
    one issued, as far as it could be restored; `decision` the answer that told the unit, if one did; `may_lack` as in
    `lost.Weighed`."""

    stamp: Stamp | None
    plan: Plan | None
    unit: Unit | None
    period: Period | None
    findings: tuple[Finding, ...]
    decision: Decision | None = None
    may_lack: tuple[Layout, ...] = ()

    @property
    def is_certain(self) -> bool:
        return not any(f.severity == ERROR for f in self.findings)


def identify(book: Book, file: str, expected: Expected, plans: LoadPlan) -> Identity:
    """Read and check the identity. An error among the findings means that the file cannot be taken."""
    place = Place(file)
    stamps = find_stamps(book)
    if len(stamps) > 1:
        found = "; ".join(f"{s.plan}, {s.period}, {s.unit}" for s in stamps)
        return Identity(None, None, None, None, (raise_finding(MESSAGES["S19"], place, shown(found)),))
    stamp, name, printed = (stamps[0] if stamps else None), file_name(file), prints(book)
    if stamp and is_whole(stamp):
        return _issued(stamp, None, name, printed, file, expected, plans)
    known = known_plans(stamp, name, expected, plans)
    mended = mend(stamp, known, _periods(stamp, name, printed, expected)) if stamp else None
    if mended:
        return _issued(mended.stamp, Mended(stamp, mended.changed), name, printed, file, expected, plans)
    if stamp and stamp.format not in ("", *FORMATS):
        return Identity(stamp, None, None, None, (_unknown_format(stamp, place),))
    if stamp and stamp.plan and not load(stamp.plan, plans):
        return Identity(stamp, None, None, None, (raise_finding(MESSAGES["S11"], place, shown(stamp.plan)),))
    lost = weigh(Witnesses(book, file, stamp, name, printed), known, expected.period, expected.likely_plan)
    return _answered(Identity(lost.stamp, lost.plan, lost.unit, lost.period, (
        *lost.findings, *_expectations(lost.plan, lost.period, place, expected)), may_lack=lost.may_lack), file, expected)


def load(plan_id: str, plans: LoadPlan) -> Plan | None:
    """The id comes from outside: only what looks like one is looked up, never a path."""
    try:
        return plans(plan_id) if _PLAN_ID.fullmatch(plan_id) else None
    except UnknownPlanError:
        return None


def known_plans(stamp: Stamp | None, name: FileName, expected: Expected, plans: LoadPlan) -> tuple[Plan, ...]:
    """The plans a file may be on: the one its stamp names; else all there are."""
    if stamp and (own := load(stamp.plan, plans)):
        return (own,)
    formal = name.formal[0].lower() if name.formal else ""
    ids = dict.fromkeys((formal, expected.plan, expected.likely_plan, *plan_ids()))
    return tuple({plan.id: plan for each in ids if (plan := load(each, plans))}.values())


def _periods(stamp: Stamp, name: FileName, printed: Iterable[Print], expected: Expected) -> list[str]:
    told = [read_period(stamp.period), *(each.period for each in printed), name.period]
    return [expected.period, *(str(period) for period in told if period)]


def _unknown_format(stamp: Stamp, place: Place) -> Finding:
    return raise_finding(MESSAGES["S16"], place, shown(f"{stamp.format}, {stamp.kind}"))


def _issued(stamp: Stamp, damaged: Mended | None, name: FileName, printed: tuple[Print, ...], file: str,
            expected: Expected, plans: LoadPlan) -> Identity:
    """The identity of a stamp that is whole, or was proved by its issue id (`damaged`: as it stands in the file)."""
    place = Place(file)
    if stamp.format not in FORMATS or stamp.kind not in KIND_SHEETS:
        return Identity(stamp, None, None, None, (_unknown_format(stamp, place),))
    plan, unit, period = load(stamp.plan, plans), None, parsed_period(stamp.period)
    findings = []
    if plan is None:
        findings.append(raise_finding(MESSAGES["S11"], place, shown(stamp.plan)))
    else:
        unit = unit_of_code(plan, stamp.unit)
        if unit is None:
            findings.append(raise_finding(MESSAGES["S12"], place, shown(stamp.unit), plan=plan.id))
        if (stamp.plan_version, stamp.digest) != (str(plan.version), plan.digest):
            findings.append(raise_finding(MESSAGES["S17"], place, shown(f"bản {stamp.plan_version}")))
    if period is None:
        findings.append(raise_finding(MESSAGES["S13"], place, shown(stamp.period)))
    findings += _expectations(plan, period, place, expected, stamp.plan)
    if plan and unit and period:
        findings += _contradictions(plan, unit, period, damaged, printed, place)
        findings += _file_name(plan, unit, period, stamp, name, place)
    return _answered(Identity(stamp, plan, unit, period, tuple(findings)), file, expected)


def _contradictions(plan: Plan, unit: Unit, period: Period, damaged: Mended | None, printed: tuple[Print, ...],
                    place: Place) -> list[Finding]:
    """What the fields typed over, and the words printed on the sheets, say against the stamp as issued."""
    proof, findings = STAMP_LABEL, []
    units, periods = _printed_against(plan, unit, period, printed)
    if damaged:
        proof, typed = "mã phát hành", damaged.stamp
        other, told = unit_of_code(plan, typed.unit) or unit_of_name(plan, typed.unit), parsed_period(typed.period)
        units[:0] = [f"{STAMP_LABEL} ghi {unit_text(other)}"] if other not in (None, unit) else []
        periods[:0] = [f"{STAMP_LABEL} ghi {told.label}"] if told not in (None, period) else []
        findings.append(_restored(damaged, unit, period, place))
    for each in printed:
        meant = unit_of_code(plan, each.unit_code) or unit_of_name(plan, each.unit_name)
        if not meant and each.unit_name:
            findings.append(raise_finding(MESSAGES["S65"], replace(place, sheet=each.sheet), shown(each.unit_name),
                                          expected=unit_text(unit)))
    asked = [raise_finding(MESSAGES[code], place, "; ".join(dict.fromkeys((f"{proof} là của {own}", *against))))
             for code, own, against in (("S62", unit_text(unit), units), ("S75", period.label, periods)) if against]
    return asked or findings


def _printed_against(plan: Plan, unit: Unit, period: Period,
                     printed: Iterable[Print]) -> tuple[list[str], list[str]]:
    """What the sheets print of other units, and of other periods."""
    units, periods = [], []
    for each in printed:
        told = {unit_of_code(plan, each.unit_code), unit_of_name(plan, each.unit_name)} - {None, unit}
        units += [f"trang {each.sheet} ghi {unit_text(other)}" for other in sorted(told, key=lambda u: u.code)]
        if each.period not in (None, period):
            periods.append(f"trang {each.sheet} ghi {each.period.label}")
    return units, periods


def _restored(damaged: Mended, unit: Unit, period: Period, place: Place) -> Finding:
    typed = ", ".join(f"{FIELD_LABELS[name]}: {getattr(damaged.stamp, name) or '(trống)'}" for name in damaged.changed)
    return raise_finding(MESSAGES["S61"], place, shown(typed), after=f"{unit_text(unit)}, {period.label}",
                         witnesses="mã phát hành")


def _expectations(plan: Plan | None, period: Period | None, place: Place, expected: Expected,
                  told: str = "") -> list[Finding]:
    findings, told = [], plan.id if plan else told
    if expected.plan and told and told != expected.plan:
        findings.append(raise_finding(MESSAGES["S14"], place, shown(told), expected=expected.plan))
    if expected.period and period and str(period) != expected.period:
        label = parse_period(expected.period).label
        findings.append(raise_finding(MESSAGES["S15"], place, period.label, expected=label))
    return findings


def _file_name(plan: Plan, unit: Unit, period: Period, stamp: Stamp, name: FileName, place: Place) -> list[Finding]:
    """The name only warns: files are renamed on their way, the stamp is not."""
    inside = (stamp.plan, stamp.period, stamp.unit, stamp.kind)
    if name.formal:
        code = unit_of_code(plan, name.formal[2])
        same = (name.formal[0].lower() == stamp.plan.lower() and name.formal[1].lower() == stamp.period.lower()
                and name.formal[3].lower() == stamp.kind and code is not None and code.code == unit.code)
        found, expected = ("kế hoạch {}, kỳ {}, đơn vị {} ({})".format(*parts) for parts in (name.formal, inside))
        return [] if same else [raise_finding(MESSAGES["S18"], place, found, expected=expected)]
    units = units_in(plan, name.path)
    against = [f"đơn vị {unit_text(other)}" for other in units if unit.code not in {u.code for u in units}]
    if name.told and not name.told.fits(period):
        told = Period(name.told.year or period.year, name.told.kind, name.told.index)
        against.append(told.label if name.told.year else told.label.rsplit("/", 1)[0])
    return [raise_finding(MESSAGES["S18"], place, ", ".join(against),
                          expected=f"{unit_text(unit)}, {period.label}")] if against else []


def _answered(identity: Identity, file: str, expected: Expected) -> Identity:
    """The identity with an officer's answer in the place of a question about the unit; answers that name different
    units are none."""
    asked = [f for f in identity.findings if f.code in UNIT_QUESTIONS]
    if len(asked) != 1 or not identity.plan or not identity.period or not identity.stamp:
        return identity
    question, = asked
    answers = [(d, unit_of_answer(identity.plan, d.answer)) for d in expected.decisions if d.code in UNIT_QUESTIONS
               and fold(d.subject) in (fold(file), fold(question.found))]
    if len({unit for _, unit in answers}) != 1 or answers[0][1] is None:
        return identity
    answer, unit = answers[0]
    told = raise_finding(MESSAGES["S66"], Place(file), unit_text(unit), who=answer.who, reason=answer.reason,
                         day=day_text(answer.day))
    return Identity(replace(identity.stamp, unit=unit.code), identity.plan, unit, identity.period,
                    tuple(told if f is question else f for f in identity.findings), answer, identity.may_lack)


def unit_of_answer(plan: Plan, answer: str) -> Unit | None:
    """The unit of an answer: `10903`, `10903 - Xã Cẩm Giàng`, or its exact name."""
    return unit_of_code(plan, re.split(r"\s+-\s+|\s*\(", answer.strip())[0]) or unit_of_name(plan, answer)

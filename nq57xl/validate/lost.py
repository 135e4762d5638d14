"""Who a workbook is from when its stamp is gone or proves nothing: the witnesses that are left must agree.

A unit is certain where a sheet prints it, or where two of stamp, file name and table codes speak for it together;
never by resemblance. What is asked is asked with its candidates.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.period import Period, parse_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.sheets.layout import FORMATS, KIND_SHEETS, Layout
from nq57xl.sheets.reading.book import Book
from nq57xl.sheets.stamp import Stamp
from nq57xl.validate.contents import Contents, contents_of
from nq57xl.validate.shown import shown
from nq57xl.validate.stamps import STAMP_LABEL, is_stamped
from nq57xl.validate.units import (
    candidates_text,
    near_units,
    unit_of_code,
    unit_of_name,
    unit_text,
    units_in,
    units_like,
)
from nq57xl.validate.witnesses import FileName, Print, prints_title, read_period

NAME_LABEL, TABLE_LABEL = "tên tệp", "mã dòng trong bảng"


@dataclass(frozen=True, slots=True)
class Witnesses:
    """All that may tell who a file is from; `stamp` is what is left of it."""

    book: Book
    file: str
    stamp: Stamp | None
    name: FileName
    printed: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said, by whom (in Vietnamese, for messages)."""

    witness: str
    what: Unit | Period


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the witnesses agree on. `stamp` stands for the one that is lost; None where nothing is certain. `may_lack`
    are tables that the workbook may have been issued with although they are not in it."""

    stamp: Stamp | None
    plan: Plan | None
    unit: Unit | None
    period: Period | None
    findings: tuple[Finding, ...]
    may_lack: tuple[Layout, ...] = ()


def weigh(seen: Witnesses, known: tuple[Plan, ...], expected_period: str, likely_plan: str) -> Weighed:
    """Hear the witnesses. An error among the findings means that they contradict each other, or say too little."""
    place = Place(seen.file)
    contents = contents_of(seen.file, [sheet for sheet in seen.book.sheets if not is_stamped(sheet)])
    if not (seen.stamp or seen.printed or contents.kind):
        return Weighed(None, None, None, None, (raise_finding(MESSAGES["S10"], place),))
    plan, by = _plan(seen, known, contents, likely_plan)
    if plan is None:
        return Weighed(None, None, None, None, (raise_finding(MESSAGES["S64"], place, "kế hoạch"),))
    period_claims = _period_claims(seen, expected_period)
    period = _agreed(period_claims)
    findings = [] if period else [_no_period(period_claims, place)]
    unit_claims = _unit_claims(seen, plan)
    unit = _agreed(unit_claims)
    sure = unit is not None and _is_certain(unit_claims, contents.fits(plan))
    if not sure:
        findings.append(_no_unit(seen, plan, unit_claims, place))
    stamp = _stand_in(seen, plan, unit, period, contents)
    if findings or unit is None or period is None:
        return Weighed(stamp, plan, unit if sure else None, period, tuple(findings), _may_lack(seen, stamp.kind))
    witnesses = dict.fromkeys((*(claim.witness for claim in (*unit_claims, *period_claims)), *by))
    found = f"{unit.name} ({unit.code}), {period.label}, kế hoạch {plan.id}"
    told = [_told(seen, found, ", ".join(witnesses), place)]
    if stamp.plan_version and (stamp.plan_version, stamp.digest) != (str(plan.version), plan.digest):
        told.append(raise_finding(MESSAGES["S17"], place, shown(f"bản {stamp.plan_version}")))
    return Weighed(stamp, plan, unit, period, tuple(told), _may_lack(seen, stamp.kind))


def _told(seen: Witnesses, found: str, witnesses: str, place: Place) -> Finding:
    if seen.stamp is None:
        return raise_finding(MESSAGES["S60"], place, found, witnesses=witnesses)
    return raise_finding(MESSAGES["S61"], place, "mã phát hành", after=found, witnesses=witnesses)


def _plan(seen: Witnesses, known: tuple[Plan, ...], contents: Contents,
          likely_plan: str) -> tuple[Plan | None, list[str]]:
    """The one plan whose title is printed and whose codes stand in the tables, and by which witnesses; the plan that
    is likely decides only between plans that fit alike."""
    fitting = [plan for plan in known if contents.fits(plan)]
    titled = [plan for plan in known if prints_title(seen.book, plan.title)]
    if seen.stamp and len(known) == 1 and seen.stamp.plan == known[0].id:
        return known[0], []
    if contents.codes and not fitting and not titled:
        return None, []
    named = [plan for plan in known if seen.name.formal and seen.name.formal[0].lower() == plan.id]
    agreed = [plan for plan in fitting or titled or (named if seen.printed else [])
              if not (titled and plan not in titled)]
    if len(agreed) > 1:
        agreed = [plan for plan in agreed if plan.id == likely_plan]
    by = [TABLE_LABEL] if fitting else []
    return (agreed[0], by) if len(agreed) == 1 else (None, [])


def _unit_claims(seen: Witnesses, plan: Plan) -> list[Claim]:
    claims = []
    if seen.stamp and (unit := unit_of_code(plan, seen.stamp.unit) or unit_of_name(plan, seen.stamp.unit)):
        claims.append(Claim(STAMP_LABEL, unit))
    for each in seen.printed:
        claims += [Claim(f"trang {each.sheet}", unit) for unit in
                   (unit_of_code(plan, each.unit_code), unit_of_name(plan, each.unit_name)) if unit]
    named = [unit_of_code(plan, seen.name.formal[2])] if seen.name.formal else units_in(plan, seen.name.path)
    return [*claims, *(Claim(NAME_LABEL, unit) for unit in named if unit)]


def _is_certain(claims: Iterable[Claim], codes_fit: bool) -> bool:
    """A printed sheet suffices; a file name needs the tables' codes or the rest of a stamp beside it."""
    witnesses = {claim.witness for claim in claims}
    printed = witnesses - {STAMP_LABEL, NAME_LABEL}
    return bool(printed) or (NAME_LABEL in witnesses and (codes_fit or STAMP_LABEL in witnesses))


def _no_unit(seen: Witnesses, plan: Plan, claims: list[Claim], place: Place) -> Finding:
    if len({claim.what for claim in claims}) > 1:
        said = "; ".join(dict.fromkeys(f"{claim.witness} ghi {unit_text(claim.what)}" for claim in claims))
        return raise_finding(MESSAGES["S62"], place, said)
    typed = next((text for text in (*(each.unit_name for each in seen.printed), seen.stamp.unit if seen.stamp else "")
                  if text), "")
    near = near_units(plan, typed) if typed else units_like(plan, seen.name.path)
    if near and not claims:
        found = typed or seen.name.own
        return raise_finding(MESSAGES["S63"], place, shown(found), plan=plan.id, candidates=candidates_text(near))
    return raise_finding(MESSAGES["S64"], place, "đơn vị")


def _period_claims(seen: Witnesses, expected: str) -> list[Claim]:
    """A file name that tells no year (`bieu thang 9`) is completed by the period that is expected, if it fits."""
    claims = []
    if seen.stamp and (period := read_period(seen.stamp.period)):
        claims.append(Claim(STAMP_LABEL, period))
    claims += [Claim(f"trang {each.sheet}", each.period) for each in seen.printed if each.period]
    period = seen.name.period
    if not period and expected and seen.name.told and seen.name.told.fits(parse_period(expected)):
        period = parse_period(expected)
    return [*claims, Claim(NAME_LABEL, period)] if period else claims


def _no_period(claims: list[Claim], place: Place) -> Finding:
    if not claims:
        return raise_finding(MESSAGES["S64"], place, "kỳ báo cáo")
    said = "; ".join(dict.fromkeys(f"{claim.witness} ghi {claim.what.label}" for claim in claims))
    return raise_finding(MESSAGES["S75"], place, said)


def _agreed(claims: Iterable[Claim]) -> Unit | Period | None:
    said = {claim.what for claim in claims}
    return said.pop() if len(said) == 1 else None


def _may_lack(seen: Witnesses, kind: str) -> tuple[Layout, ...]:
    """The other main table, where only the table that is there tells the kind of the workbook."""
    is_told = bool((seen.stamp and seen.stamp.kind) or seen.name.formal)
    return () if is_told else tuple(layout for layout in KIND_SHEETS["bieu"] if layout not in KIND_SHEETS[kind])


def _stand_in(seen: Witnesses, plan: Plan, unit: Unit | None, period: Period | None, contents: Contents) -> Stamp:
    """A stamp of what was found out; what only the lost one told is blank."""
    rest = seen.stamp
    kind = (rest.kind if rest else "") or (seen.name.formal[3].lower() if seen.name.formal else "") or contents.kind
    return Stamp(rest.format if rest and rest.format in FORMATS else max(FORMATS), plan.id,
                 rest.plan_version if rest else "", unit.code if unit else "", str(period) if period else "",
                 kind or "bieu", rest.issue_id if rest else "", rest.issued_at if rest else "",
                 rest.digest if rest else "")

"""Which of the submissions count: right plan, period and unit, each once, the later of two of a kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from nq57xl.merge.words import FORM_LABEL, day_text
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.period import Period
from nq57xl.model.plan import Plan
from nq57xl.model.record import REJECTED, Submission

Plans = Callable[[str], Plan]
INDICATOR, ASSIGNMENT = "indicator", "assignment"
FORMS = {"chi-tieu": (INDICATOR,), "nhiem-vu": (ASSIGNMENT,), "bieu": (INDICATOR, ASSIGNMENT)}
"""Which tables a workbook of each kind brings; a file of an unknown kind brings none."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table a unit handed in. `plan` is the one it is on: the merged plan, or the unit's own under it.

    `received` is the first day on which the unit handed this table in (a later correction does not make it
    late), None where no day is known; `undated` says that some copy of it has no known day.
    """

    unit: str
    plan: Plan
    form: str
    submission: Submission
    received: date | None
    received_basis: str
    undated: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """`parts` in the order of the plan's units, the merged plan's before the unit's own. `files` are all of a
    unit's files for the period, refused, superseded and doubled ones too."""

    parts: tuple[Part, ...]
    files: dict[str, tuple[Submission, ...]]
    findings: tuple[Finding, ...]


def select(plan: Plan, period: Period, submissions: Iterable[Submission], plans: Plans) -> Selection:
    """Sort out the submissions of a merge; their order does not matter."""
    ordered = sorted(submissions, key=lambda s: (s.file, s.sha256))
    findings: list[Finding] = []
    files: dict[str, list[Submission]] = defaultdict(list)
    mine: list[tuple[Submission, Plan]] = []
    for submission in ordered:
        own, reason = _plan_of(submission, plan, period, plans)
        if not reason:
            files[submission.unit].append(submission)
        if submission.outcome == REJECTED:
            continue
        if reason:
            findings.append(raise_finding(MESSAGES["X05"], Place(file=submission.file), reason=reason))
        else:
            mine.append((submission, own))
    single, doubled = _once([s for s, _ in mine])
    parts, superseded = _parts([(s, own) for s, own in mine if id(s) in single], plan, period)
    return Selection(parts, {u: tuple(s) for u, s in files.items()}, (*findings, *doubled, *superseded))


def _plan_of(submission: Submission, plan: Plan, period: Period, plans: Plans) -> tuple[Plan, str]:
    """The plan a submission is on, and why it has no part in this merge (empty where it has)."""
    own = plan
    if submission.plan != plan.id:
        try:
            own = plans(_bare(submission.plan))
        except LookupError:
            return plan, f'kế hoạch "{submission.plan}" không có trong dữ liệu'
        if own.city_plan != plan.id or own.issuer_code != submission.unit:
            return own, f"tệp của kế hoạch {submission.plan}, đang tổng hợp kế hoạch {plan.id}"
    if submission.period != str(period):
        return own, f"tệp của kỳ {submission.period}, đang tổng hợp kỳ {period}"
    if plan.unit(submission.unit) is None:
        return own, f'đơn vị "{submission.unit}" không có trong kế hoạch {plan.id}'
    return own, ""


def _bare(plan_id: str) -> str:
    """A plan's name as a file gives it. A path is none: a returned file does not choose what is read."""
    if not plan_id or PurePosixPath(plan_id.replace("\\", "/")).name != plan_id:
        raise LookupError(plan_id)
    return plan_id


def _once(submissions: list[Submission]) -> tuple[set[int], list[Finding]]:
    """Of byte-for-byte equal files the one received first counts: its identity, and X02 for the others."""
    groups: dict[str, list[Submission]] = defaultdict(list)
    for submission in submissions:
        groups[submission.sha256 or f"file {submission.file}"].append(submission)
    kept: set[int] = set()
    findings: list[Finding] = []
    for group in groups.values():
        first, *others = sorted(group, key=lambda s: (s.received or date.max, s.file))
        kept.add(id(first))
        findings += [raise_finding(MESSAGES["X02"], Place(file=s.file), first=first.file) for s in others]
    return kept, findings


def _parts(mine: list[tuple[Submission, Plan]], plan: Plan, period: Period) -> tuple[tuple[Part, ...], list[Finding]]:
    """For each unit, plan and table the latest file; the others are named, never added up."""
    groups: dict[tuple[str, str, str], list[tuple[Submission, Plan]]] = defaultdict(list)
    for submission, own in mine:
        for form in FORMS.get(submission.kind, ()):
            groups[submission.unit, own.id, form].append((submission, own))
    places = {unit.code: n for n, unit in enumerate(plan.units)}
    order = sorted(groups, key=lambda k: (places.get(k[0], len(places)), k[1] != plan.id, k[1], k[2] != INDICATOR))
    parts: list[Part] = []
    beaten: list[tuple[Submission, Submission, str]] = []
    for unit, plan_id, form in order:
        group = sorted(groups[unit, plan_id, form], key=lambda item: _lateness(item[0]))
        winner, own = group[-1]
        days = [(s.received, s.received_basis) for s, _ in group if s.received]
        parts.append(Part(unit, own, form, winner, *min(days, default=(None, "")), len(days) < len(group)))
        beaten += [(loser, winner, form) for loser, _ in group[:-1]]
    return tuple(parts), _superseded(beaten, plan, period)


def _lateness(submission: Submission) -> tuple[date, str, str, str]:
    """Sorts files from the oldest to the newest. Of one day the name decides: `bieu` before `bieu (1)`."""
    return (submission.received or date.min, PurePosixPath(submission.file).stem, submission.file, submission.sha256)


def _superseded(beaten: list[tuple[Submission, Submission, str]], plan: Plan, period: Period) -> list[Finding]:
    """X03, one for each file that another one beat, for one table or for both."""
    forms: dict[tuple[int, int], list[str]] = defaultdict(list)
    for loser, winner, form in beaten:
        forms[id(loser), id(winner)].append(FORM_LABEL[form])
    pairs = {(id(loser), id(winner)): (loser, winner) for loser, winner, _ in beaten}
    return [raise_finding(MESSAGES["X03"], Place(file=loser.file), unit=plan.unit(loser.unit).name,
                          form=" và ".join(forms[key]), period=period.label, winner=winner.file,
                          basis=_basis(loser, winner)) for key, (loser, winner) in pairs.items()]


def _basis(loser: Submission, winner: Submission) -> str:
    if loser.received and winner.received and loser.received < winner.received:
        return f"nhận ngày {day_text(loser.received)}, trước ngày {day_text(winner.received)}"
    if winner.received and not loser.received:
        return "tệp này không rõ ngày nhận"
    return "không rõ tệp nào nộp sau nên lấy tệp có tên xếp sau"

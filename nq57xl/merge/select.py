"""Which of the submissions count: right plan, period and unit, each once, the later of two of a kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from nq57xl.merge.decide import decided_by
from nq57xl.merge.revisions import revision
from nq57xl.merge.words import FORM_LABEL
from nq57xl.model.days import day_text
from nq57xl.model.decision import WHICH_FILE, Decision
from nq57xl.model.finding import ERROR, INFO, Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.names import fold
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
class Beaten:
    """A file that another one beat for one table, by an officer's decision or by the rule."""

    loser: Submission
    winner: Submission
    form: str
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Selection:
    """`parts` in the order of the plan's units, the merged plan's before the unit's own. `files` are all of a
    unit's files for the period, refused, superseded and doubled ones too; `doubled` are the names of copies, `used`
    the answers that told which of two files counts."""

    parts: tuple[Part, ...]
    files: dict[str, tuple[Submission, ...]]
    findings: tuple[Finding, ...]
    doubled: frozenset[str] = frozenset()
    used: tuple[Decision, ...] = ()


def select(plan: Plan, period: Period, submissions: Iterable[Submission], plans: Plans,
           decisions: Iterable[Decision] = ()) -> Selection:
    """Sort out the submissions of a merge; their order does not matter. `decisions` may tell which of two files of a
    unit counts."""
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
    parts, superseded, used = _parts([(s, own) for s, own in mine if id(s) in single], plan, period,
                                     [d for d in decisions if d.code == WHICH_FILE])
    return Selection(parts, {u: tuple(s) for u, s in files.items()}, (*findings, *doubled, *superseded),
                     frozenset(f.place.file for f in doubled), used)


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
    """Of byte-for-byte equal files (X02), and of files of one unit that say the same in another format (X19), the one
    received first counts: its identity, and findings on the others."""
    kept, findings = submissions, []
    for code, key in (("X02", lambda s: s.sha256 or f"file {s.file}"), ("X19", _content)):
        groups: dict[object, list[Submission]] = defaultdict(list)
        for submission in kept:
            groups[key(submission)].append(submission)
        ordered = [sorted(group, key=lambda s: (s.received or date.max, s.file)) for group in groups.values()]
        kept = [group[0] for group in ordered]
        findings += [raise_finding(MESSAGES[code], Place(file=s.file), first=group[0].file)
                     for group in ordered for s in group[1:]]
    return {id(submission) for submission in kept}, findings


def _content(submission: Submission) -> object:
    """What a file says, whatever its format, and what is still wrong with it; a file without figures is like no
    other."""
    if not submission.facts:
        return submission.file
    wrong = frozenset((f.code, f.place.row, f.place.field) for f in submission.findings if f.severity == ERROR)
    return submission.plan, submission.unit, submission.kind, wrong, frozenset(
        (f.sheet_kind, f.code, f.field, f.value) for f in submission.facts)


def _parts(mine: list[tuple[Submission, Plan]], plan: Plan, period: Period,
           decisions: list[Decision]) -> tuple[tuple[Part, ...], list[Finding], tuple[Decision, ...]]:
    """For each unit, plan and table the file an officer chose, else the latest; the others are named, never added."""
    groups: dict[tuple[str, str, str], list[tuple[Submission, Plan]]] = defaultdict(list)
    for submission, own in mine:
        for form in FORMS.get(submission.kind, ()):
            groups[submission.unit, own.id, form].append((submission, own))
    places = {unit.code: n for n, unit in enumerate(plan.units)}
    order = sorted(groups, key=lambda k: (places.get(k[0], len(places)), k[1] != plan.id, k[1], k[2] != INDICATOR))
    parts: list[Part] = []
    beaten: list[Beaten] = []
    for unit, plan_id, form in order:
        group = sorted(groups[unit, plan_id, form], key=lambda item: _lateness(item[0]))
        decision = _choice([s for s, _ in group], decisions)
        if decision:
            group.sort(key=lambda item: _is_named(item[0], decision.answer))
        winner, own = group[-1]
        days = [(s.received, s.received_basis) for s, _ in group if s.received]
        parts.append(Part(unit, own, form, winner, *min(days, default=(None, "")), len(days) < len(group)))
        beaten += [Beaten(loser, winner, form, decision) for loser, _ in group[:-1]]
    used = tuple(dict.fromkeys(each.decision for each in beaten if each.decision))
    return tuple(parts), _superseded(beaten, plan, period), used


def _choice(group: list[Submission], decisions: list[Decision]) -> Decision | None:
    """The answer about these files: it speaks of one of them, and chooses one of them. Answers that choose different
    ones choose none."""
    told = [d for d in decisions if len(group) > 1 and any(_is_named(s, d.subject) for s in group)
            and sum(_is_named(s, d.answer) for s in group) == 1]
    chosen = {s.file for d in told for s in group if _is_named(s, d.answer)}
    return told[0] if len(chosen) == 1 else None


def _is_named(submission: Submission, name: str) -> bool:
    """By the name shown, or the bare name."""
    return fold(name) in (fold(submission.file), fold(PurePosixPath(submission.file).name))


def _lateness(submission: Submission) -> tuple:
    """Sorts files from the oldest to the newest: by the day received, the day saved, what the name says (`bản cuối`
    after `sửa lần 2`), then by the name: `bieu` before `bieu (1)`."""
    return (submission.received or date.min, submission.saved or date.min, revision(submission.file),
            PurePosixPath(submission.file).stem, submission.file, submission.sha256)


def _superseded(beaten: list[Beaten], plan: Plan, period: Period) -> list[Finding]:
    """X03, one for each file that another one beat, for one table or for both."""
    pairs: dict[tuple[int, int], list[Beaten]] = defaultdict(list)
    for each in beaten:
        pairs[id(each.loser), id(each.winner)].append(each)
    findings = []
    for same in pairs.values():
        loser, winner, decision = same[0].loser, same[0].winner, same[0].decision
        found = raise_finding(MESSAGES["X03"], Place(file=loser.file), unit=plan.unit(loser.unit).name,
                              form=" và ".join(FORM_LABEL[each.form] for each in same), period=period.label,
                              winner=winner.file, basis=decided_by(decision) if decision else _basis(loser, winner))
        findings.append(replace(found, severity=INFO, remedy="không phải sửa.") if decision else found)
    return findings


def _basis(loser: Submission, winner: Submission) -> str:
    if loser.received and winner.received and loser.received < winner.received:
        return f"nhận ngày {day_text(loser.received)}, trước ngày {day_text(winner.received)}"
    if winner.received and not loser.received:
        return "tệp này không rõ ngày nhận"
    if loser.saved and winner.saved and loser.saved < winner.saved:
        return f"lưu ngày {day_text(loser.saved)}, trước ngày {day_text(winner.saved)}"
    if revision(loser.file) < revision(winner.file):
        return "tên tệp kia cho biết là bản sau"
    return "không rõ tệp nào nộp sau nên lấy tệp có tên xếp sau"

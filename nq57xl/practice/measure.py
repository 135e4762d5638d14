"""What a reader made of mangled returns, held against the truth.

The figures that are reached, exactly:

- A *silent wrong figure* is a fact that counts in the merge and (a) is in none of the files, or (b) is certain and
  has another value, or (c) is open and has another value, or is doubtful, and no finding of severity warning or error
  speaks of it. A finding speaks of a fact when it names its row and its field, or its row and no field; the three
  figures of an indicator count as one field. Where the files as a whole are doubtful (`asked`), a return of which facts
  count is one unless a warning or error that names no row says so.
- A *certain figure* is a fact of state certain; it is *recovered* when it counts in the merge. Files as a whole
  doubtful have none. The share is counted over all of them, and over those in mangled rows: both must be reached.
- A *false alarm* is a finding of severity error that names a row which was not mangled, in a file that was not to
  be refused, unless it speaks of a column that was mangled as a whole.
- A *wrong outcome* is a file refused that was to be read, or read that was to be refused or passed over. Whether a
  file that is read counts as accepted or as repaired is not measured.

Values are equal when numbers agree to 1e-9 of their size, days are the same, and texts are the same but for spaces,
invisible characters, letter case, Unicode form and the place of tone marks.
"""

import math
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from nq57xl.merge import collect, dataset, find_inputs
from nq57xl.model.finding import ERROR, INFO, Finding
from nq57xl.model.names import fold
from nq57xl.model.period import parse_period
from nq57xl.model.record import REJECTED, Fact, FactValue, Submission
from nq57xl.plans.files import load_plan
from nq57xl.practice.truth import CERTAIN, DOUBTFUL, EITHER, IGNORED, Delivery, Spot, Truth
from nq57xl.sheets.layout import TABLES
from nq57xl.validate import validate_bytes

FIGURES = frozenset(("value", "numerator", "denominator"))
SAME = 1e-9
RECOVERED = 0.99
"""The least share of the certain figures that a reader must recover."""
_LABEL = {(layout.kind, column.field): column.header for layout in TABLES for column in layout.columns}


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of one delivery. Lists are lines for people; `certain` counts the certain figures, `hurt` those of
    them in mangled rows, `lost` and `unmended` are those of each that were not taken."""

    certain: int
    lost: tuple[str, ...] = ()
    hurt: int = 0
    unmended: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The marks of one kind together."""

    deliveries: int
    certain: int
    lost: tuple[str, ...]
    hurt: int
    unmended: tuple[str, ...]
    silent: tuple[str, ...]
    alarms: tuple[str, ...]
    outcomes: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def recovered(self) -> float:
        """Share of the certain figures; 1 where there are none."""
        return 1 - len(self.lost) / self.certain if self.certain else 1.0

    @property
    def mended(self) -> float:
        """Share of the certain figures in mangled rows; 1 where there are none."""
        return 1 - len(self.unmended) / self.hurt if self.hurt else 1.0

    @property
    def is_reached(self) -> bool:
        """Whether the reader does what is asked of it for this kind."""
        return min(self.recovered, self.mended) >= RECOVERED and not (self.silent or self.alarms or self.outcomes)


def score(marks: Sequence[Mark]) -> Score:
    """Add up the marks of one kind."""
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(line for mark in marks for line in getattr(mark, name))
    return Score(len(marks), sum(mark.certain for mark in marks), all_of("lost"), sum(mark.hurt for mark in marks),
                 all_of("unmended"), all_of("silent"), all_of("alarms"), all_of("outcomes"),
                 tuple(dict.fromkeys(all_of("codes"))))


def measure(delivery: Delivery) -> Mark:
    """Hand a delivery in, as files in a folder, read and merge it, and mark what came out."""
    with tempfile.TemporaryDirectory(prefix="nq57xl-practice-") as place:
        folder = Path(place)
        for file in delivery.files:
            path = folder / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        submissions = collect(find_inputs([folder]), partial(validate_bytes, expected_period=delivery.period))
    facts, findings = _merged(delivery, submissions)
    return marked(delivery, submissions, facts, findings)


def _merged(delivery: Delivery, submissions: Sequence[Submission]) -> tuple[list[Fact], list[Finding]]:
    """The facts that count, and all findings. One file alone needs no merge to be selected."""
    if len(submissions) == 1:
        return [*submissions[0].facts], [*submissions[0].findings]
    data = dataset(load_plan(delivery.plan), parse_period(delivery.period), submissions)
    return [row.fact for row in data.rows if row.fact.unit == delivery.unit], [*data.findings]


def marked(delivery: Delivery, submissions: Sequence[Submission], facts: Iterable[Fact],
           findings: Iterable[Finding]) -> Mark:
    """Hold the facts that count and the findings against the truth."""
    facts = {(fact.sheet_kind, fact.code, fact.field): fact for fact in facts}
    findings = list(findings)
    heard = [f for f in findings if f.severity != INFO]
    codes = tuple(dict.fromkeys(f.code for f in findings))
    if delivery.asked:
        told = any(not _row(f) for f in heard)
        silent = () if told or not facts else (f"không hỏi: {delivery.asked}",)
        return Mark(0, silent=silent, codes=codes)
    certain = [spot for spot, truth in delivery.truth.items() if truth.state == CERTAIN]
    hurt = [spot for spot in certain if spot[:2] in delivery.touched]
    return Mark(len(certain), _lost(certain, facts), len(hurt), _lost(hurt, facts),
                tuple(_silent(delivery.truth, facts, heard)), tuple(_alarms(delivery, heard)),
                tuple(_outcomes(delivery, submissions)), codes)


def _lost(spots: Iterable[Spot], facts: Mapping[Spot, Fact]) -> tuple[str, ...]:
    return tuple(f"mất {_shown(spot)}" for spot in spots if spot not in facts)


def _silent(truths: Mapping[Spot, Truth], facts: Mapping[Spot, Fact], heard: Sequence[Finding]) -> Iterable[str]:
    for spot, fact in facts.items():
        truth = truths.get(spot)
        if truth is None:
            yield f"không có trong tệp: {_shown(spot)} = {fact.value}"
        elif truth.state == CERTAIN:
            if not same(fact.value, truth.value):
                yield f"sai: {_shown(spot)} = {fact.value}, đúng ra là {truth.value}"
        elif (truth.state == DOUBTFUL or not same(fact.value, truth.value)) \
                and not any(_speaks_of(finding, spot) for finding in heard):
            yield f"lấy mà không hỏi: {_shown(spot)} = {fact.value} ({truth.why})"


def _speaks_of(finding: Finding, spot: Spot) -> bool:
    """Whether a finding names a fact's row, and its field or none."""
    kind, code, field = spot
    if _row(finding) != code:
        return False
    own, label = finding.key[1], finding.place.field
    group = FIGURES if field in FIGURES else {field}
    return own in group or (not own and (not label or label in {_LABEL.get((kind, one)) for one in group}))


def _row(finding: Finding) -> str:
    return finding.key[0] or finding.place.row


def _alarms(delivery: Delivery, heard: Iterable[Finding]) -> Iterable[str]:
    untouched = {spot[1] for spot in delivery.truth} - {code for _, code in delivery.touched}
    mangled = {_LABEL[column] for column in delivery.columns}
    if any(file.outcome in (REJECTED, EITHER) for file in delivery.files):
        return
    for finding in heard:
        if finding.severity == ERROR and _row(finding) in untouched and finding.place.field not in mangled:
            yield f"báo nhầm: {finding}"


def _outcomes(delivery: Delivery, submissions: Sequence[Submission]) -> Iterable[str]:
    for file in delivery.files:
        mine = [s for s in submissions if s.file == file.name or s.file.startswith(f"{file.name}/")]
        if len(delivery.files) == 1:
            mine = list(submissions)
        refused = any(s.outcome == REJECTED for s in mine)
        reason = next((str(f) for s in mine for f in s.findings if f.severity == ERROR), "")
        if file.outcome == IGNORED:
            if mine:
                yield f"{file.name}: phải bỏ qua"
        elif file.outcome != EITHER and refused != (file.outcome == REJECTED):
            yield f"{file.name}: phải {'từ chối' if not refused else 'nhận'}; {reason}"
        elif file.outcome not in (EITHER, REJECTED) and not mine:
            yield f"{file.name}: không được đọc"


def same(first: FactValue, second: FactValue) -> bool:
    """Whether two values are one and the same to an officer."""
    if isinstance(first, date) or isinstance(second, date):
        return str(first)[:10] == str(second)[:10]
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        return math.isclose(first, second, rel_tol=SAME, abs_tol=1e-12)
    return fold(str(first)) == fold(str(second))


def _shown(spot: Spot) -> str:
    kind, code, field = spot
    return f"{code} · {_LABEL.get((kind, field), field)}"

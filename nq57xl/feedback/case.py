"""A unit's case: what it handed in, what was repaired, what it must correct and by when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from nq57xl.feedback.wording import Wording
from nq57xl.model.dataset import MERGED, TURNED_DOWN, Dataset, UnitReturn
from nq57xl.model.finding import ERROR, INFO, WARNING, Finding
from nq57xl.model.period import working_day_after
from nq57xl.model.record import REJECTED, REPAIRED, Submission

_WORD = re.compile(r"[_\s]+")


@dataclass(frozen=True, slots=True)
class Case:
    """`files` are all files of the unit, those that count first. `errors`, `warnings` and `repairs` are the findings
    on these; where none counts, on the refused ones. `deadline` is the last day for corrections."""

    entry: UnitReturn
    files: tuple[Submission, ...]
    used: tuple[Submission, ...]
    errors: tuple[Finding, ...]
    warnings: int
    repairs: tuple[Finding, ...]
    deadline: date

    @property
    def is_missing(self) -> bool:
        """Whether nothing came at all; a file that could not be taken is something."""
        return not self.files

    @property
    def is_faulty(self) -> bool:
        return bool(self.errors) or bool(self.files and not self.used)


def cases(dataset: Dataset, wording: Wording, on: date) -> list[Case]:
    """The case of each unit, in the order of the returns; `on` is the day of today."""
    cross: dict[str, list[Finding]] = {}
    own = {id(finding) for submission in dataset.submissions for finding in submission.findings}
    for finding in dataset.findings:
        if id(finding) not in own:
            cross.setdefault(finding.place.file, []).append(finding)
    strangers = _strangers(dataset)
    return [_case(dataset, _with(entry, strangers.get(entry.unit.code, ())), cross, wording, on)
            for entry in dataset.returns]


def _strangers(dataset: Dataset) -> dict[str, list[Submission]]:
    """Refused files that count for no unit, by the unit that they or else their names speak of: whoever sent them
    must hear that they were not taken."""
    known = {each.file for entry in dataset.returns for each in (entry.submission, *entry.others) if each}
    found: dict[str, list[Submission]] = {}
    for submission in dataset.submissions:
        if submission.outcome == REJECTED and submission.file not in known:
            words = [submission.unit, *_WORD.split(PurePosixPath(submission.file).stem)]
            code = next((word for word in words if word and dataset.plan.unit(word)), "")
            found.setdefault(code, []).append(submission)
    return found


def _with(entry: UnitReturn, strangers: Sequence[Submission]) -> UnitReturn:
    return replace(entry, others=(*entry.others, *strangers)) if strangers else entry


def _case(dataset: Dataset, entry: UnitReturn, cross: dict[str, list[Finding]], wording: Wording, on: date) -> Case:
    files = tuple(each for each in (entry.submission, *entry.others) if each)
    used = tuple(each for each in files if dataset.fates.get(each.file) == MERGED)
    judged = used or tuple(each for each in files if dataset.fates.get(each.file) == TURNED_DOWN)
    findings = [f for each in judged for f in (*each.findings, *(() if used else cross.get(each.file, ())))]
    holidays = dataset.plan.calendar(entry.unit.kind, dataset.period.kind).holidays
    repairs = [f for each in judged if each.outcome == REPAIRED for f in each.findings
               if f.severity == INFO and f.place.cell and f.found]
    return Case(entry, (*used, *(each for each in files if each not in used)), used,
                tuple(f for f in findings if f.severity == ERROR), sum(f.severity == WARNING for f in findings),
                tuple(repairs), working_day_after(on, wording.correction_days, holidays))

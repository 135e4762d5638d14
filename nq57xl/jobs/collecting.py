"""Returned files of one plan and period -> Dataset."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nq57xl.archive.decisions import DECISIONS, Decisions, read_decisions, together
from nq57xl.jobs.mistakes import UsageError
from nq57xl.model.dataset import FATES, LATE, MISSING, ON_TIME, Dataset
from nq57xl.model.decision import UNIT_QUESTIONS
from nq57xl.model.finding import ERROR
from nq57xl.model.period import Period, window
from nq57xl.model.plan import Plan
from nq57xl.model.record import REJECTED, Submission

if TYPE_CHECKING:
    from nq57xl.merge import Source


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is read and for which plan and period. `outputs` are files of ours that may lie among the returned ones;
    the rest is as the command's arguments say."""

    paths: tuple[Path, ...]
    plan: Plan
    period: Period
    as_of: date | None = None
    previous: Path | None = None
    decisions: Path | None = None
    passwords: tuple[str, ...] = ()
    workers: int = 1
    outputs: tuple[Path, ...] = ()


def consolidate(inputs: Inputs, reading: "Callable[[int], object]") -> Dataset:
    """Read every file named and put the figures together. `reading`, given how many files there are, is a context
    in which they are read; it gives what is called after each."""
    from nq57xl.merge import collect, dataset, find_inputs, previous_figures
    from nq57xl.merge.facts import unit_values
    from nq57xl.validate import validate_bytes
    sources, decisions = _without_own_outputs(find_inputs(inputs.paths), inputs), read_answers(inputs)
    read = partial(validate_bytes, expected_period=str(inputs.period), likely_plan=inputs.plan.id,
                   passwords=inputs.passwords,
                   decisions=tuple(each for each in decisions.valid if each.code in UNIT_QUESTIONS))
    with reading(len(sources)) as step:
        submissions = collect(sources, read, inputs.workers, step)
    previous = previous_figures(inputs.previous, inputs.plan) if inputs.previous else {}
    of_units = unit_values(inputs.previous) if inputs.previous else {}
    return dataset(inputs.plan, inputs.period, submissions, inputs.as_of, previous, decisions=decisions,
                   unit_previous=of_units)


def read_answers(inputs: Inputs) -> Decisions:
    """The decisions table named, else those in the folders given, as they hold on the day the figures close."""
    on = inputs.as_of or window(inputs.period, inputs.plan.calendar("*", inputs.period.kind))[1]
    paths = [path / DECISIONS for path in inputs.paths if path.is_dir() and (path / DECISIONS).is_file()]
    paths = [inputs.decisions] if inputs.decisions else paths
    return together(read_decisions(path.read_bytes(), path.name, on, date.today()) for path in paths)


def _without_own_outputs(sources: "Sequence[Source]", inputs: Inputs) -> "Sequence[Source]":
    """The inputs without last time's report or facts file among them; a returned workbook is never written over."""
    from nq57xl.validate import validate_file
    targets = {path.resolve() for path in (*inputs.outputs, inputs.decisions) if path}
    own = {source.path for source in sources if not source.member and source.path.resolve() in targets}
    if evidence := [path for path in own if validate_file(path, passwords=inputs.passwords).unit]:
        raise UsageError(f"không ghi đè lên sổ đã nộp {evidence[0]}; chọn tên khác cho báo cáo")
    return [source for source in sources if source.path not in own]


def summary_lines(dataset: Dataset) -> list[str]:
    """What an officer wants to know first: who is in, who is missing, what was refused."""
    states = [entry.state for entry in dataset.returns]
    missing = [entry.unit.name for entry in dataset.returns if entry.state == MISSING]
    errors = sum(finding.severity == ERROR for finding in dataset.findings)
    lines = [f"{dataset.plan.issuer}, {dataset.period.label}: "
             f"{len(states) - len(missing)}/{len(states)} đơn vị đã nộp, "
             f"{states.count(ON_TIME)} đúng hạn, {states.count(LATE)} nộp muộn"]
    fates = Counter(dataset.fates.values())
    lines.append(f"{len(dataset.submissions)} tệp: " + ", ".join(f"{fates[fate]} {words}"
                                                                 for fate, words in FATES.items()))
    if missing:
        shown = ", ".join(missing[:10]) + (f" và {len(missing) - 10} đơn vị khác" if len(missing) > 10 else "")
        lines.append(f"Chưa nộp: {shown}")
    for submission in dataset.submissions:
        if submission.outcome == REJECTED:
            lines.append(f"Không nhận {submission.file}: {_refusal(dataset, submission)}")
    lines.append(f"{len(dataset.findings)} phát hiện, trong đó {errors} lỗi (xem trang Phát hiện của báo cáo)")
    return lines


def _refusal(dataset: Dataset, submission: Submission) -> str:
    """Why a file was refused: its own first error, else what the merge has against it."""
    own = [*submission.findings, *(f for f in dataset.findings if f.place.file == submission.file)]
    return next((finding.message for finding in own if finding.severity == ERROR), "")

"""A Dataset -> the files that are made of it. What was there before is replaced as a whole or not at all."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nq57xl.archive.decisions import QUESTIONS_END, questions_bytes
from nq57xl.jobs.delivery import deliver, left_over
from nq57xl.jobs.mistakes import UsageError
from nq57xl.jobs.outputs import check_folder, outputs
from nq57xl.model.dataset import Dataset

STATUS_TITLE = "Tình hình nộp"


def write_report_and_facts(dataset: Dataset, report: Path, facts: Path | None = None) -> None:
    """Write the report, and the facts where they are wanted; both appear together. Raises FactsFileError,
    LockedOutput."""
    from nq57xl.merge.facts import write_facts
    from nq57xl.report import write_report
    with outputs(*(path for path in (report, facts) if path)) as (new, *others):
        write_report(dataset, new)
        for path in others:
            write_facts(dataset, path)


def questions_path(report: Path) -> Path:
    return report.with_name(f"{report.stem}{QUESTIONS_END}")


def write_questions(dataset: Dataset, report: Path) -> int:
    """Write the open questions beside the report, or take last time's away; returns how many there are."""
    from nq57xl.merge.decide import questions
    path, asked = questions_path(report), questions(dataset.findings)
    if not asked:
        path.unlink(missing_ok=True)
        return 0
    with outputs(path) as (new,):
        new.write_bytes(questions_bytes(asked))
    return len(asked)


def write_status(dataset: Dataset, path: Path) -> None:
    """The sheet `Tình hình nộp` of the report as a workbook of its own. Raises LockedOutput."""
    from nq57xl.report.returns import returns_sheet
    from nq57xl.sheets.writing.write import workbook_bytes
    with outputs(path) as (new,):
        new.write_bytes(workbook_bytes((returns_sheet(dataset),), f"{STATUS_TITLE}, {dataset.period.label}",
                                       dataset.as_of))


def check_receipts(folder: Path, inputs: Sequence[Path]) -> None:
    """Raises UsageError for a folder that cannot be written to, or that would be read as returns the next time."""
    check_folder(folder)
    for path in inputs:
        if path.is_dir() and folder.resolve().is_relative_to(path.resolve()):
            raise UsageError(f"{folder} nằm trong thư mục tệp nộp {path}; chọn thư mục khác để ghi phiếu")


def write_receipts(dataset: Dataset, folder: Path, on: date | None, force: bool) -> str:
    """Write receipts, letters and the list of files not taken; returns the line that says so."""
    from nq57xl.feedback.receipts import ALL_LETTERS, QUARANTINE, receipts
    files = receipts(dataset, on or date.today())
    deliver(folder, files, force=force)
    slips = sum(name.endswith(".xlsx") for name in files)
    letters = sum(name.endswith(".txt") for name in files) - 1
    told = (f"Đã ghi {slips} phiếu tiếp nhận, {letters} tin nhắn (gộp trong {ALL_LETTERS}) và {QUARANTINE} "
            f"vào {folder}")
    old = left_over(folder, files)
    return f"{told}; còn {len(old)} tệp của lần trước không thuộc lần này, ví dụ {old[0]}" if old else told

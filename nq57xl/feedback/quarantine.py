"""The files that were not taken, with reason and remedy, as a table to be opened in Excel."""

import csv
import io
from collections.abc import Iterable

from nq57xl.model.dataset import Dataset
from nq57xl.model.finding import ERROR, Finding
from nq57xl.model.record import REJECTED, Submission
from nq57xl.sheets.writing.styles import RISKY_STARTS

HEADER = ("Tệp", "SHA-256", "Đơn vị", "Kỳ", "Mã", "Lý do", "Cách xử lý")


def quarantine_csv(dataset: Dataset) -> bytes:
    """One line for each error of a rejected file (UTF-8 with BOM, by which Excel knows the letters)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(HEADER)
    for submission in dataset.submissions:
        if submission.outcome == REJECTED:
            writer.writerows(_lines(dataset, submission))
    return buffer.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """A text that a spreadsheet program does not take for a formula."""
    return f"'{text}" if text.startswith(RISKY_STARTS) else text


def _lines(dataset: Dataset, submission: Submission) -> Iterable[list[str]]:
    unit = dataset.plan.unit(submission.unit)
    for finding in _reasons(dataset, submission):
        texts = (submission.file, submission.sha256, unit.name if unit else submission.unit, submission.period,
                 finding.code, finding.message, finding.remedy)
        yield [safe(text) for text in texts]


def _reasons(dataset: Dataset, submission: Submission) -> list[Finding]:
    """The errors on the file itself and, of those across files, the ones that name it."""
    cross = [f for f in dataset.findings if f.place.file == submission.file and f not in submission.findings]
    return [f for f in (*submission.findings, *cross) if f.severity == ERROR]

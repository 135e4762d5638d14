"""The files that were not taken, with reason and remedy, as a table to be opened in Excel."""

from collections.abc import Iterable

from nq57xl.archive.tables import written
from nq57xl.model.dataset import Dataset
from nq57xl.model.finding import ERROR, Finding
from nq57xl.model.record import REJECTED, Submission

HEADER = ("Tệp", "SHA-256", "Đơn vị", "Kỳ", "Mã", "Lý do", "Cách xử lý")


def quarantine_csv(dataset: Dataset) -> bytes:
    """One line for each error of a rejected file."""
    rejected = [submission for submission in dataset.submissions if submission.outcome == REJECTED]
    return written(HEADER, [line for submission in rejected for line in _lines(dataset, submission)])


def _lines(dataset: Dataset, submission: Submission) -> Iterable[dict[str, str]]:
    unit = dataset.plan.unit(submission.unit)
    for finding in _reasons(dataset, submission):
        texts = (submission.file, submission.sha256, unit.name if unit else submission.unit, submission.period,
                 finding.code, finding.message, finding.remedy)
        yield dict(zip(HEADER, texts, strict=True))


def _reasons(dataset: Dataset, submission: Submission) -> list[Finding]:
    """The errors on the file itself and, of those across files, the ones that name it."""
    cross = [f for f in dataset.findings if f.place.file == submission.file and f not in submission.findings]
    return [f for f in (*submission.findings, *cross) if f.severity == ERROR]

"""The `--json` documents of `validate` and `merge`, whose keys others rely on."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from nq57xl.model.dataset import (
    DOUBLED,
    HANDED_IN,
    LATE,
    MERGED,
    MISSING,
    ON_TIME,
    REFUSED,
    SUPERSEDED,
    UNDATED,
    Dataset,
)
from nq57xl.model.finding import ERROR, WARNING, Finding
from nq57xl.model.record import ACCEPTED, REJECTED, REPAIRED, Submission


def validation_document(submissions: Iterable[Submission]) -> dict:
    """`files` and `summary` of single files; what only a merge knows is null."""
    submissions = tuple(submissions)
    summary = _counts(submissions, [f for s in submissions for f in s.findings])
    facts = sum(len(s.facts) for s in submissions)
    return {"files": [_file(s, s.findings) for s in submissions],
            "summary": summary | {"units_expected": None, "units_returned": None, "on_time": None, "late": None,
                                  "undated": None, "missing": None, "refused": None, "figures": facts}}


def merge_document(dataset: Dataset) -> dict:
    """`files` in the order of their names, `findings` that belong to no file (X01), and `summary`.

    `files` = `accepted` + `repaired` + `rejected`, and `files` = `merged` + `rejected` + `duplicates` + `superseded`:
    every file has one outcome and one fate (`superseded`: a later file of the unit counts in its place). `missing`
    are the codes of units without a usable return, `refused` those among them that sent one which was rejected.
    `figures` is the number of rows of `--facts`.
    """
    own = {id(finding) for s in dataset.submissions for finding in s.findings}
    cross: dict[str, list[Finding]] = defaultdict(list)
    for finding in dataset.findings:
        if id(finding) not in own:
            cross[finding.place.file].append(finding)
    states, known = Counter(entry.state for entry in dataset.returns), {s.file for s in dataset.submissions}
    fates = Counter(dataset.fates.values())
    without = [entry for entry in dataset.returns if entry.state in (MISSING, REFUSED)]
    return {
        "files": [_file(s, (*s.findings, *cross[s.file])) for s in dataset.submissions],
        "findings": [_finding(finding) for file, told in cross.items() if file not in known for finding in told],
        "summary": _counts(dataset.submissions, dataset.findings) | {
            "duplicates": fates[DOUBLED], "merged": fates[MERGED], "superseded": fates[SUPERSEDED],
            "units_expected": len(dataset.returns), "units_returned": sum(states[state] for state in HANDED_IN),
            "on_time": states[ON_TIME], "late": states[LATE], "undated": states[UNDATED],
            "missing": [entry.unit.code for entry in without],
            "refused": [entry.unit.code for entry in without if entry.state == REFUSED],
            "figures": len(dataset.rows)}}


def _counts(submissions: tuple[Submission, ...], findings: Iterable[Finding]) -> dict:
    outcomes = Counter(submission.outcome for submission in submissions)
    severities = Counter(finding.severity for finding in findings)
    return {"files": len(submissions), "accepted": outcomes[ACCEPTED], "repaired": outcomes[REPAIRED],
            "rejected": outcomes[REJECTED], "duplicates": 0, "merged": None, "superseded": None,
            "errors": severities[ERROR], "warnings": severities[WARNING]}


def _file(submission: Submission, findings: Iterable[Finding]) -> dict:
    return {"file": submission.file, "sha256": submission.sha256, "outcome": submission.outcome,
            "plan": submission.plan, "unit": submission.unit, "period": submission.period,
            "findings": [_finding(finding) for finding in findings]}


def _finding(finding: Finding) -> dict:
    place = finding.place
    return {"code": finding.code, "severity": finding.severity, "sheet": place.sheet, "cell": place.cell,
            "row": place.row, "field": place.field, "found": finding.found, "message": finding.message,
            "remedy": finding.remedy}

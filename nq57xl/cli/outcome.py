"""Exit codes, and arguments that several commands have."""

import argparse
from collections.abc import Iterable
from datetime import date

from nq57xl.model.finding import ERROR, Finding
from nq57xl.model.record import REJECTED, Submission

CLEAN, WITH_ERRORS, WRONG_COMMAND, INTERNAL = 0, 1, 2, 3


def exit_code(submissions: Iterable[Submission], findings: Iterable[Finding]) -> int:
    """1 where a file was rejected or a finding is an error, else 0."""
    rejected = any(submission.outcome == REJECTED for submission in submissions)
    return WITH_ERRORS if rejected or any(finding.severity == ERROR for finding in findings) else CLEAN


def day(text: str) -> date:
    """An argument that is a day. Raises argparse.ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"ngày {text} không hợp lệ; viết 2025-09-10") from fault

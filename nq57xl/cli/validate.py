"""`nq57xl validate FILE… [--json]`."""

import argparse
import json
from pathlib import Path

from nq57xl.cli.outcome import exit_code
from nq57xl.model.finding import SEVERITY_LABEL
from nq57xl.model.record import ACCEPTED, REJECTED, REPAIRED, Submission

OUTCOME_LABEL = {ACCEPTED: "nhận", REPAIRED: "nhận, có sửa cách ghi", REJECTED: "không nhận"}


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("files", metavar="TỆP", nargs="+", type=Path)
    verb.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from nq57xl.validate import validate_file
    submissions = [validate_file(path) for path in arguments.files]
    if arguments.json:
        from nq57xl.merge.summary import validation_document
        print(json.dumps(validation_document(submissions), ensure_ascii=False, indent=1))
    else:
        for submission in submissions:
            for line in submission_lines(submission):
                print(line)
    return exit_code(submissions, [finding for submission in submissions for finding in submission.findings])


def submission_lines(submission: Submission) -> list[str]:
    """A file's findings, one a line, under its name and outcome."""
    lines = [f"{submission.file}: {OUTCOME_LABEL[submission.outcome]}, {len(submission.findings)} phát hiện"]
    return lines + [f"  {SEVERITY_LABEL[finding.severity]} {finding}" for finding in submission.findings]

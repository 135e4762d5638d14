"""`nq57xl validate FILE… | --active [--json] [--annotate DIR] [--password-file FILE]`."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nq57xl.cli import active, passwords
from nq57xl.cli.outcome import exit_code
from nq57xl.jobs.delivery import deliver, distinct
from nq57xl.jobs.outputs import check_folder
from nq57xl.model.finding import SEVERITY_LABEL
from nq57xl.model.record import ACCEPTED, REJECTED, REPAIRED, Submission

OUTCOME_LABEL = {ACCEPTED: "nhận", REPAIRED: "nhận, có sửa cách ghi", REJECTED: "không nhận"}


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("files", metavar="TỆP", nargs="*", type=Path)
    active.add(verb)
    verb.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    verb.add_argument("--annotate", metavar="THƯ_MỤC", type=Path,
                      help="ghi bản sao của từng tệp, có trang Cần sửa và dấu ở các ô cần sửa")
    verb.add_argument("--force", action="store_true", help="ghi đè bản sao đã có mà người khác đã sửa")
    passwords.add(verb)
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.annotate:
        check_folder(arguments.annotate)
    with active.files(arguments.files, arguments.active) as files:
        return _validate(files, arguments)


def _validate(files: Sequence[Path], arguments: argparse.Namespace) -> int:
    from nq57xl.validate import validate_file
    known = passwords.read(arguments.password_file)
    submissions = [validate_file(path, passwords=known) for path in files]
    if arguments.json:
        from nq57xl.merge.summary import validation_document
        print(json.dumps(validation_document(submissions), ensure_ascii=False, indent=1))
    else:
        for submission in submissions:
            for line in submission_lines(submission):
                print(line)
    if arguments.annotate:
        _annotate(files, arguments, submissions)
    return exit_code(submissions, [finding for submission in submissions for finding in submission.findings])


def _annotate(files: Sequence[Path], arguments: argparse.Namespace, submissions: Sequence[Submission]) -> None:
    """Write the copies and say on stderr what is special about them."""
    from nq57xl.feedback.annotate import NotAnnotatedError, annotate
    from nq57xl.sheets.reading.limits import UnreadableBook
    from nq57xl.sheets.reading.load import load
    copies: dict[str, bytes] = {}
    for path, submission in zip(files, submissions, strict=True):
        try:
            copy = annotate(load(path), submission, date.today())
        except UnreadableBook as refusal:
            print(f"{path.name}: không có bản đánh dấu: {refusal.detail}", file=sys.stderr)
            continue
        except NotAnnotatedError as fault:
            print(f"{path.name}: {fault}", file=sys.stderr)
            continue
        name = distinct(copy.name, copies)
        copies[name] = copy.data
        if copy.rebuilt_because:
            print(f"{path.name}: {copy.rebuilt_because}; {name} là biểu dựng lại, xem trang Đã chuyển", file=sys.stderr)
        elif not submission.findings:
            print(f"{path.name}: không có gì cần sửa; {name} không có trang Cần sửa", file=sys.stderr)
    deliver(arguments.annotate, copies, files, arguments.force)
    print(f"Đã ghi {len(copies)} bản sao vào {arguments.annotate}", file=sys.stderr)


def submission_lines(submission: Submission) -> list[str]:
    """A file's findings, one a line, under its name and outcome."""
    lines = [f"{submission.file}: {OUTCOME_LABEL[submission.outcome]}, {len(submission.findings)} phát hiện"]
    return lines + [f"  {SEVERITY_LABEL[finding.severity]} {finding}" for finding in submission.findings]

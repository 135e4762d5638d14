"""`nq57xl merge PATH… --plan PLAN --period … -o REPORT.xlsx [--facts …] [--receipts DIR] [--json] [--workers N]
[--decisions FILE]`."""

import argparse
import json
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nq57xl.archive.decisions import (
    DECISIONS,
    QUESTIONS_END,
    Decisions,
    questions_bytes,
    read_decisions,
    together,
)
from nq57xl.cli import passwords
from nq57xl.cli.outcome import UsageError, day, exit_code
from nq57xl.cli.outputs import check_place, outputs
from nq57xl.cli.progress import progress
from nq57xl.model.dataset import FATES, LATE, MISSING, ON_TIME, Dataset
from nq57xl.model.decision import UNIT_QUESTIONS
from nq57xl.model.finding import ERROR
from nq57xl.model.period import Period, parse_period, window
from nq57xl.model.plan import Plan
from nq57xl.model.record import REJECTED, Submission
from nq57xl.plans.files import load_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nq57xl.merge import Source


def add(verb: argparse.ArgumentParser) -> None:
    add_inputs(verb)
    verb.add_argument("-o", dest="report", metavar="BÁO_CÁO.xlsx", type=Path, required=True)
    verb.add_argument("--facts", metavar="TỆP", type=Path, help="ghi thêm số liệu dạng .csv, .json hoặc .parquet")
    verb.add_argument("--receipts", metavar="THƯ_MỤC", type=Path,
                      help="ghi thêm phiếu tiếp nhận, tin nhắn cho từng đơn vị và danh sách tệp không nhận")
    verb.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    verb.set_defaults(run=run)


def add_inputs(verb: argparse.ArgumentParser) -> None:
    """The arguments that say what is read and for which plan and period (see `consolidate`)."""
    verb.add_argument("paths", metavar="TỆP_HOẶC_THƯ_MỤC", nargs="+", type=Path)
    verb.add_argument("--plan", metavar="KẾ_HOẠCH", required=True)
    verb.add_argument("--period", metavar="KỲ", required=True, help="2025-09, 2025-Q3, 2025-H2 hoặc 2025")
    verb.add_argument("--workers", metavar="N", type=_workers, default=1, help="số tiến trình đọc tệp (mặc định 1)")
    verb.add_argument("--as-of", metavar="NGÀY", type=day,
                      help="ngày xét quá hạn nhiệm vụ (mặc định: ngày chốt số liệu của kỳ)")
    verb.add_argument("--previous", metavar="SỐ_LIỆU", type=Path, help="tệp --facts của kỳ trước")
    verb.add_argument("--decisions", metavar="TỆP", type=Path,
                      help="tệp quyết định (mặc định: quyet-dinh.csv trong thư mục)")
    passwords.add(verb)


def _workers(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"số tiến trình {text} không hợp lệ; viết 1, 2, …")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    _check_places(arguments)
    dataset = consolidate(arguments)
    if arguments.receipts:
        from nq57xl.cli.receipt import write_receipts
        print(write_receipts(dataset, arguments.receipts, None, force=False), file=sys.stderr)
    _write(dataset, arguments)
    asked = _write_questions(dataset, arguments.report)
    if arguments.json:
        from nq57xl.merge.summary import merge_document
        print(json.dumps(merge_document(dataset), ensure_ascii=False, indent=1))
    else:
        for line in summary_lines(dataset):
            print(line)
        print(f"Đã ghi {arguments.report}")
        if asked:
            print(f"Có {asked} câu hỏi cần quyết định: trả lời ở {questions_path(arguments.report)}, lưu thành "
                  f"{DECISIONS} trong thư mục rồi tổng hợp lại")
    return exit_code(dataset.submissions, dataset.findings)


def _check_places(arguments: argparse.Namespace) -> None:
    from nq57xl.merge.facts import SUFFIXES
    check_place(arguments.report)
    if arguments.facts:
        check_place(arguments.facts, SUFFIXES)
    if arguments.receipts:
        from nq57xl.cli.receipt import check_receipts
        check_receipts(arguments.receipts, arguments.paths)


def _write(dataset: Dataset, arguments: argparse.Namespace) -> None:
    from nq57xl.merge.facts import FactsFileError, write_facts
    from nq57xl.report import write_report
    targets = [path for path in (arguments.report, arguments.facts) if path]
    try:
        with outputs(*targets) as (report, *facts):
            write_report(dataset, report)
            for path in facts:
                write_facts(dataset, path)
    except FactsFileError as fault:
        raise UsageError(str(fault)) from fault


def questions_path(report: Path) -> Path:
    return report.with_name(f"{report.stem}{QUESTIONS_END}")


def _write_questions(dataset: Dataset, report: Path) -> int:
    """Write the open questions beside the report, or take last time's away; returns how many there are."""
    from nq57xl.merge.decide import questions
    path, asked = questions_path(report), questions(dataset.findings)
    if not asked:
        path.unlink(missing_ok=True)
        return 0
    with outputs(path) as (new,):
        new.write_bytes(questions_bytes(asked))
    return len(asked)


def read_answers(arguments: argparse.Namespace, plan: Plan, period: Period) -> Decisions:
    """The decisions table named, else those in the folders given, as they hold on the day the figures close."""
    on = arguments.as_of or window(period, plan.calendar("*", period.kind))[1]
    paths = [path / DECISIONS for path in arguments.paths if path.is_dir() and (path / DECISIONS).is_file()]
    paths = [arguments.decisions] if arguments.decisions else paths
    return together(read_decisions(path.read_bytes(), path.name, on) for path in paths)


def consolidate(arguments: argparse.Namespace) -> Dataset:
    """Read every file named and put the city's figures together."""
    from nq57xl.merge import collect, dataset, find_inputs, previous_figures
    from nq57xl.merge.facts import FactsFileError, unit_values
    from nq57xl.validate import validate_bytes
    plan, period = load_plan(arguments.plan), parse_period(arguments.period)
    known = passwords.read(arguments.password_file)
    inputs, decisions = _without_own_outputs(find_inputs(arguments.paths), arguments, known), read_answers(
        arguments, plan, period)
    read = partial(validate_bytes, expected_period=str(period), likely_plan=plan.id, passwords=known, decisions=tuple(
        decision for decision in decisions.valid if decision.code in UNIT_QUESTIONS))
    with progress("Đọc sổ", len(inputs)) as step:
        submissions = collect(inputs, read, arguments.workers, step)
    try:
        previous = previous_figures(arguments.previous, plan) if arguments.previous else {}
        of_units = unit_values(arguments.previous) if arguments.previous else {}
    except FactsFileError as fault:
        raise UsageError(str(fault)) from fault
    return dataset(plan, period, submissions, arguments.as_of, previous, decisions=decisions, unit_previous=of_units)


def _without_own_outputs(inputs: "Sequence[Source]", arguments: argparse.Namespace,
                         known: tuple[str, ...]) -> "Sequence[Source]":
    """The inputs without last time's report or facts file among them; a returned workbook is never written over."""
    from nq57xl.validate import validate_file
    targets = {path.resolve() for path in (arguments.report, arguments.facts, arguments.decisions) if path}
    own = {source.path for source in inputs if not source.member and source.path.resolve() in targets}
    if evidence := [path for path in own if validate_file(path, passwords=known).unit]:
        raise UsageError(f"không ghi đè lên sổ đã nộp {evidence[0]}; chọn tên khác cho báo cáo")
    return [source for source in inputs if source.path not in own]


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

"""`nq57xl merge PATH… --plan PLAN --period … -o REPORT.xlsx [--facts …] [--receipts DIR] [--json] [--workers N]
[--decisions FILE]`."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from nq57xl.archive.decisions import DECISIONS, QUESTIONS_END, questions_bytes
from nq57xl.cli.collecting import add_inputs, consolidate, inputs_of, summary_lines
from nq57xl.cli.outcome import exit_code
from nq57xl.cli.outputs import check_place, outputs
from nq57xl.cli.progress import progress
from nq57xl.model.dataset import Dataset


def add(verb: argparse.ArgumentParser) -> None:
    add_inputs(verb)
    verb.add_argument("-o", dest="report", metavar="BÁO_CÁO.xlsx", type=Path, required=True)
    verb.add_argument("--facts", metavar="TỆP", type=Path, help="ghi thêm số liệu dạng .csv, .json hoặc .parquet")
    verb.add_argument("--receipts", metavar="THƯ_MỤC", type=Path,
                      help="ghi thêm phiếu tiếp nhận, tin nhắn cho từng đơn vị và danh sách tệp không nhận")
    verb.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    _check_places(arguments)
    dataset = consolidate(inputs_of(arguments, arguments.report, arguments.facts), partial(progress, "Đọc sổ"))
    if arguments.receipts:
        from nq57xl.cli.receipt import write_receipts
        print(write_receipts(dataset, arguments.receipts, None, force=False), file=sys.stderr)
    write_report_and_facts(dataset, arguments.report, arguments.facts)
    asked = write_questions(dataset, arguments.report)
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

"""`nq57xl merge PATH… --plan PLAN --period … -o REPORT.xlsx [--facts …] [--receipts DIR] [--json] [--workers N]
[--decisions FILE]`."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from nq57xl.archive.decisions import DECISIONS
from nq57xl.cli.inputs import add_inputs, inputs_of
from nq57xl.cli.outcome import exit_code
from nq57xl.cli.progress import progress
from nq57xl.jobs.collecting import consolidate, summary_lines
from nq57xl.jobs.outputs import check_place
from nq57xl.jobs.writing import check_receipts, questions_path, write_questions, write_receipts, write_report_and_facts


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
        check_receipts(arguments.receipts, arguments.paths)

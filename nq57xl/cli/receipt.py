"""`nq57xl receipt PATH… --plan PLAN --period … -o DIR`."""

import argparse
from functools import partial
from pathlib import Path

from nq57xl.cli.inputs import add_inputs, inputs_of
from nq57xl.cli.outcome import day, exit_code
from nq57xl.cli.progress import progress
from nq57xl.jobs.collecting import consolidate, summary_lines
from nq57xl.jobs.writing import check_receipts, write_receipts


def add(verb: argparse.ArgumentParser) -> None:
    add_inputs(verb)
    verb.add_argument("-o", dest="folder", metavar="THƯ_MỤC", type=Path, required=True)
    verb.add_argument("--date", dest="on", metavar="NGÀY", type=day, help="ngày lập phiếu (mặc định: hôm nay)")
    verb.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    check_receipts(arguments.folder, arguments.paths)
    dataset = consolidate(inputs_of(arguments), partial(progress, "Đọc sổ"))
    for line in summary_lines(dataset):
        print(line)
    print(write_receipts(dataset, arguments.folder, arguments.on, arguments.force))
    return exit_code(dataset.submissions, dataset.findings)

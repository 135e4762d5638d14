"""`nq57xl receipt PATH… --plan PLAN --period … -o DIR`."""

import argparse
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from nq57xl.cli.collecting import add_inputs, consolidate, inputs_of, summary_lines
from nq57xl.cli.delivery import deliver
from nq57xl.cli.outcome import UsageError, day, exit_code
from nq57xl.cli.outputs import check_folder
from nq57xl.cli.progress import progress
from nq57xl.model.dataset import Dataset


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


def check_receipts(folder: Path, inputs: Sequence[Path]) -> None:
    """Raises UsageError for a folder that cannot be written to, or that would be read as returns the next time."""
    check_folder(folder)
    for path in inputs:
        if path.is_dir() and folder.resolve().is_relative_to(path.resolve()):
            raise UsageError(f"{folder} nằm trong thư mục tệp nộp {path}; chọn thư mục khác để ghi phiếu")


def write_receipts(dataset: Dataset, folder: Path, on: date | None, force: bool) -> str:
    """Write receipts, letters and the list of files not taken; returns the line that says so."""
    from nq57xl.feedback.receipts import ALL_LETTERS, QUARANTINE, receipts
    files = receipts(dataset, on or date.today())
    deliver(folder, files, force=force)
    slips = sum(name.endswith(".xlsx") for name in files)
    letters = sum(name.endswith(".txt") for name in files) - 1
    return (f"Đã ghi {slips} phiếu tiếp nhận, {letters} tin nhắn (gộp trong {ALL_LETTERS}) và {QUARANTINE} "
            f"vào {folder}")

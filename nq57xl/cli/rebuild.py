"""`nq57xl rebuild FILE… | --active -o DIR`."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nq57xl.cli import active
from nq57xl.cli.outcome import CLEAN, WITH_ERRORS
from nq57xl.jobs.delivery import deliver, distinct, replaceable
from nq57xl.jobs.outputs import check_folder
from nq57xl.model.finding import ERROR


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("files", metavar="TỆP", nargs="*", type=Path)
    active.add(verb)
    verb.add_argument("-o", dest="folder", metavar="THƯ_MỤC", type=Path, required=True)
    verb.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    check_folder(arguments.folder)
    with active.files(arguments.files, arguments.active) as files:
        return _rebuild(files, arguments)


def _rebuild(files: Sequence[Path], arguments: argparse.Namespace) -> int:
    made: dict[str, bytes] = {}
    code = CLEAN
    for path in files:
        name, data, lines, is_clean = _rebuilt(path, made, None if arguments.force else arguments.folder)
        made |= {name: data} if name else {}
        code = code if is_clean else WITH_ERRORS
        for line in lines:
            print(line)
    deliver(arguments.folder, made, files, arguments.force)
    print(f"Đã ghi {len(made)} sổ vào {arguments.folder}")
    return code


def _rebuilt(path: Path, made: dict[str, bytes], folder: Path | None) -> tuple[str, bytes, list[str], bool]:
    """Name and content of the new workbook (empty where there is none), what to tell, whether all is well. In the
    `folder` earlier rebuilds of other contents keep their names."""
    from nq57xl.feedback.rebuild import NotRebuiltError, rebuild
    from nq57xl.sheets.reading.isolate import read_safely
    from nq57xl.sheets.reading.limits import UnreadableBook
    from nq57xl.sheets.reading.load import load
    from nq57xl.validate import validate_bytes
    try:
        data = load(path)
    except UnreadableBook as refusal:
        return "", b"", [f"{path.name}: không dựng lại được: {refusal.detail}"], False
    submission = validate_bytes(data, path.name)
    try:
        fresh = rebuild(read_safely(data, path.name), submission, date.today())
    except UnreadableBook:
        return "", b"", [f"{path.name}: không dựng lại được: {submission.findings[0].message}"], False
    except NotRebuiltError as fault:
        return "", b"", [f"{path.name}: {fault}"], False
    name = distinct(fresh.name, {*made, *(replaceable(folder, fresh.data) if folder else ())})
    left = len(fresh.carried.left) + fresh.carried.more
    line = f"{path.name}: dựng lại thành {name}, {len(fresh.carried.moved)} nội dung đã chuyển, {left} chưa chuyển"
    lines = [line, *(f"  chưa chuyển {one.sheet}!{one.cell}: {one.content} ({one.reason})"
                     for one in fresh.carried.left[:10])]
    if left > 10:
        lines.append(f"  và {left - 10} ô nữa, xem trang Đã chuyển")
    return name, fresh.data, lines, not any(finding.severity == ERROR for finding in fresh.findings)

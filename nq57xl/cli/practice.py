"""`nq57xl practice BIỂU… [--kind KIỂU … | --all] [--count SỐ] [--seed SỐ] -o DIR`, `nq57xl practice --list`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nq57xl.cli.outcome import CLEAN
from nq57xl.cli.progress import progress
from nq57xl.jobs.mistakes import UsageError
from nq57xl.jobs.outputs import check_folder

if TYPE_CHECKING:
    from nq57xl.practice.case import Case
    from nq57xl.practice.kinds import Kind

SEED = 57


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("issued", metavar="BIỂU", nargs="*", type=Path,
                      help="sổ đã giao (sổ trống được điền mô phỏng) hoặc sổ đã nhập")
    which = verb.add_mutually_exclusive_group()
    which.add_argument("--kind", metavar="KIỂU", nargs="+", action="extend", help="kiểu hỏng, xem --list")
    which.add_argument("--all", action="store_true", help="mọi kiểu hỏng")
    which.add_argument("--list", action="store_true", help="liệt kê các kiểu hỏng rồi thoát")
    verb.add_argument("--count", metavar="SỐ", type=int, default=1, help="số bài cho mỗi kiểu (mặc định 1)")
    verb.add_argument("--seed", metavar="SỐ", type=int, default=SEED, help="cùng một số thì ra cùng một kết quả")
    verb.add_argument("-o", dest="folder", metavar="THƯ_MỤC", type=Path, help="thư mục mới hoặc trống để ghi")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from nq57xl.practice.hand_out import EXERCISES, SOLUTIONS, draw, hand_out
    if arguments.list:
        return _list()
    _check(arguments)
    chosen = _kinds(arguments)
    possible = [kind for kind in chosen if kind.is_possible]
    cases = [_case(path, arguments.seed) for path in arguments.issued]
    exercises, roomless = draw(cases, possible, arguments.count, arguments.seed)
    with progress("Ghi bài tập") as step:
        hand_out(exercises, arguments.folder, step)
    for kind in chosen:
        if kind not in possible:
            print(f"Bỏ qua {kind.name}: cần {kind.needs}", file=sys.stderr)
    for kind in roomless:
        print(f"Bỏ qua {kind.name}: các sổ đã cho không có chỗ để làm hỏng kiểu này", file=sys.stderr)
    print(f"Đã làm {len(exercises)} bài trong {arguments.folder}: đề bài ở {EXERCISES}, lời giải ở {SOLUTIONS}")
    return CLEAN


def _check(arguments: argparse.Namespace) -> None:
    """Raises UsageError where something is missing or in the way."""
    if not arguments.issued:
        raise UsageError("thiếu tham số: BIỂU (xem nq57xl practice --help)")
    if not (arguments.kind or arguments.all):
        raise UsageError("cần một trong các tham số: --kind, --all (các kiểu: nq57xl practice --list)")
    if arguments.folder is None:
        raise UsageError("thiếu tham số: -o")
    if arguments.count < 1:
        raise UsageError("tham số --count: ít nhất là 1")
    check_folder(arguments.folder)
    if arguments.folder.is_dir() and any(arguments.folder.iterdir()):
        raise UsageError(f"thư mục {arguments.folder} đã có tệp; chọn thư mục mới hoặc trống")


def _kinds(arguments: argparse.Namespace) -> "list[Kind]":
    from nq57xl.practice.catalogue import kinds
    known = kinds()
    if unknown := [name for name in arguments.kind or () if name not in known]:
        raise UsageError(f"không có kiểu {', '.join(unknown)} (các kiểu: nq57xl practice --list)")
    return [known[name] for name in dict.fromkeys(arguments.kind or known)]


def _case(path: Path, seed: int) -> "Case":
    from nq57xl.practice.case import UnfitForPractice, open_case
    try:
        return open_case(path.read_bytes(), path.name, seed)
    except UnfitForPractice as fault:
        raise UsageError(f"không dùng được làm bài tập: {fault}") from fault


def _list() -> int:
    from nq57xl.practice.catalogue import kinds
    for kind in kinds().values():
        print(f"{kind.name:30} {kind.title}" + (f" (cần {kind.needs})" if kind.needs else ""))
    return CLEAN

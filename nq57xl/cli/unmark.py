"""`nq57xl unmark FILE… | --active -o DIR`: copies without what a check put into the files."""

import argparse
from pathlib import Path

from nq57xl.cli import active
from nq57xl.cli.outcome import CLEAN, WITH_ERRORS
from nq57xl.jobs.delivery import deliver, distinct

OTHERWISE = "lưu thành .xlsx rồi chạy lại, hoặc mở sổ trong Excel và bấm nút Xóa đánh dấu"


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("files", metavar="TỆP", nargs="*", type=Path)
    active.add(verb)
    verb.add_argument("-o", dest="folder", metavar="THƯ_MỤC", type=Path, required=True)
    verb.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from nq57xl.sheets.marking.marks import unmarked
    from nq57xl.sheets.marking.outline import UnpatchableError
    from nq57xl.sheets.reading.limits import UnreadableBook
    from nq57xl.sheets.reading.load import load
    made: dict[str, bytes] = {}
    code = CLEAN
    with active.files(arguments.files, arguments.active) as paths:
        for path in paths:
            try:
                made[distinct(path.name, made)] = unmarked(load(path))
            except (UnreadableBook, UnpatchableError) as fault:
                told = fault.detail if isinstance(fault, UnreadableBook) else f"{fault}; {OTHERWISE}"
                print(f"{path.name}: không xóa được đánh dấu: {told}")
                code = WITH_ERRORS
    deliver(arguments.folder, made, arguments.files, arguments.force)
    print(f"Đã ghi {len(made)} bản sao không có đánh dấu vào {arguments.folder}")
    return code

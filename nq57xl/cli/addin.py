"""`nq57xl addin build | install | status | remove | doctor`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nq57xl.addin.checks import Check
from nq57xl.addin.machine import Machine
from nq57xl.cli.outcome import CLEAN, WITH_ERRORS
from nq57xl.jobs.mistakes import UsageError
from nq57xl.jobs.outputs import check_place, outputs
from nq57xl.model.finding import ERROR

NOT_HERE = "nút lệnh cần Excel cho máy tính trên Windows; trên máy này dùng các lệnh làm cùng việc: {twins}"


def add(verb: argparse.ArgumentParser) -> None:
    verbs = verb.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    build = verbs.add_parser("build", help="tạo tệp nút lệnh .xlam, trên máy nào cũng được")
    build.add_argument("-o", dest="output", metavar="TỆP.xlam", type=Path, required=True)
    build.set_defaults(run=build_file)
    for name, words, run in (("install", "cài nút lệnh cho người dùng này", install_addin),
                             ("status", "xem đã cài chưa, bản nào", show_status),
                             ("remove", "gỡ nút lệnh", remove_addin)):
        verbs.add_parser(name, help=words).set_defaults(run=run)
    doctor = verbs.add_parser("doctor", help="tìm nguyên nhân khi nút lệnh không chạy, lập bản chẩn đoán")
    doctor.add_argument("-o", dest="output", metavar="TỆP.txt", default="",
                        help="nơi ghi bản chẩn đoán (mặc định: thư mục dữ liệu của người dùng)")
    doctor.set_defaults(run=examine)


def build_file(arguments: argparse.Namespace) -> int:
    from nq57xl.addin.build import build_addin
    check_place(arguments.output, (".xlam",))
    with outputs(arguments.output) as (path,):
        path.write_bytes(build_addin())
    print(f"Đã tạo {arguments.output}")
    return CLEAN


def install_addin(_: argparse.Namespace) -> int:
    from nq57xl.addin.install import install
    code = _tell(install(this_machine(), _built()))
    print("Đã cài xong. Mở Excel: thẻ NQ57 nằm ở cuối dải lệnh." if code == CLEAN else
          "Chưa dùng được; làm theo các dòng Cách sửa ở trên.")
    return code


def show_status(_: argparse.Namespace) -> int:
    from nq57xl.addin.install import status
    return _tell(status(this_machine(), _built()))


def remove_addin(_: argparse.Namespace) -> int:
    from nq57xl.addin.install import remove
    return _tell(remove(this_machine()))


def examine(arguments: argparse.Namespace) -> int:
    from nq57xl.addin.checks import all_checks
    from nq57xl.addin.doctor import write_report
    machine = this_machine()
    seen = all_checks(machine, _built())
    code = _tell(seen)
    print(f"Bản chẩn đoán để gửi đi: {write_report(machine, seen, arguments.output)}")
    return code


def _built() -> bytes:
    from nq57xl.addin.build import shipped_addin
    return shipped_addin()


def _tell(seen: Sequence[Check]) -> int:
    """Print the checks, one a line; the exit code."""
    for check in seen:
        print(check)
    return WITH_ERRORS if any(check.finding and check.finding.severity == ERROR for check in seen) else CLEAN


def this_machine() -> Machine:
    """Raises UsageError where this is not Windows."""
    if sys.platform != "win32":
        raise UsageError(NOT_HERE.format(twins=", ".join(twins())))
    from nq57xl.addin.windows import WindowsMachine
    return WindowsMachine()


def twins() -> list[str]:
    """The commands that do the work of buttons outside Excel, those that are built."""
    from nq57xl.addin.buttons import ribbon_tab
    from nq57xl.cli.main import COMMANDS
    verbs = dict.fromkeys(button.twin.split()[1] for button in ribbon_tab().buttons if button.twin)
    return [f"nq57xl {verb}" for verb in verbs if verb in COMMANDS and verb != "addin"]

"""Entry of the command: arguments in, one of four exit codes out, never a traceback on the terminal."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from nq57xl import __version__
from nq57xl.cli.outcome import INTERNAL, WRONG_COMMAND
from nq57xl.jobs.mistakes import UsageError, as_usage_error

COMMANDS = {"plan": "xem, kiểm tra, so sánh, xuất và nhập dữ liệu kế hoạch",
            "generate": "tạo sổ giao biểu cho từng đơn vị",
            "validate": "kiểm tra sổ đã nhập",
            "rebuild": "dựng lại sổ hỏng thành sổ mới, chuyển sang mọi nội dung chắc chắn",
            "unmark": "tạo bản sao không còn đánh dấu của lần kiểm tra",
            "merge": "tổng hợp các sổ đã nộp thành báo cáo",
            "receipt": "lập phiếu tiếp nhận, tin nhắc và danh sách tệp không nhận",
            "status": "xem đơn vị nào đã nộp, nộp muộn, chưa nộp",
            "trace": "truy vết một con số của báo cáo về ô của tệp đơn vị nộp",
            "guide": "mở hướng dẫn sử dụng trong trình duyệt",
            "addin": "tạo, cài, gỡ và chẩn đoán nút lệnh trên Excel",
            "practice": "làm các sổ nộp hỏng có chủ ý, kèm lời giải, để tập huấn và nghiệm thu",
            "demo": "chạy thử toàn bộ công việc với số liệu mô phỏng"}
"""Each verb and what the help says of it; its module of this package is imported when the verb is called."""
_TRANSLATED = (
    (r"the following arguments are required: (.*)", r"thiếu tham số: \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu tham số: \1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
     r"tham số \1: không có lựa chọn \2; chọn một trong: \3"),
    (r"argument (.*): expected (?:one|at least one) argument", r"tham số \1: thiếu giá trị"),
    (r"argument (.*): invalid \w+ value: (.*)", r"tham số \1: giá trị \2 không hợp lệ"),
    (r"argument (.*): not allowed with argument (.*)", r"không dùng \1 cùng với \2"),
    (r"one of the arguments (.*) is required", r"cần một trong các tham số: \1"),
    (r"^argument ([^:]*): ", r"tham số \1: "))


class Parser(argparse.ArgumentParser):
    """An argparse parser that speaks Vietnamese and answers a mistake in one line.

    `fill` adds the parser's own arguments when it is first asked to parse, not before: a click loads one verb.
    """

    def __init__(self, fill: "Callable[[Parser], None] | None" = None, **options: object) -> None:
        super().__init__(**options, add_help=False)
        self._fill = fill
        self._positionals.title, self._optionals.title = "tham số", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này rồi thoát")

    def parse_known_args(self, *arguments: object) -> tuple[argparse.Namespace, list[str]]:
        fill, self._fill = self._fill, None
        if fill:
            fill(self)
        return super().parse_known_args(*arguments)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _TRANSLATED:
            message = re.sub(pattern, words, message)
        # Python versions differ in quoting the choices.
        raise UsageError(f"{message} (xem {self.prog} --help)".replace("'", ""))

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "cách dùng:", 1)


def parser() -> argparse.ArgumentParser:
    """The whole command line as a parser; each verb's module adds its own part when it is called."""
    root = Parser(prog="nq57xl", description="Giao biểu, kiểm tra và tổng hợp chỉ tiêu, nhiệm vụ thực hiện "
                                             "Nghị quyết 57-NQ/TW bằng sổ Excel.")
    root.add_argument("--version", action="version", version=f"nq57xl {__version__}",
                      help="hiện số phiên bản rồi thoát")
    commands = root.add_subparsers(title="lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    for name, words in COMMANDS.items():
        commands.add_parser(name, help=words, fill=_arguments_of(name))
    return root


def _arguments_of(name: str) -> Callable[[Parser], None]:
    return lambda verb: import_module(f"nq57xl.cli.{name}").add(verb)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 clean, 1 done with rejected files or errors, 2 wrong command, 3 internal."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = parser().parse_args(argv)
        code = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever reads the output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_COMMAND
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; không có tệp nào ghi dở.", file=sys.stderr)
        return WRONG_COMMAND
    except Exception as fault:  # the edge: whatever is left becomes one line and a code, never a traceback
        if mistake := as_usage_error(fault):
            print(f"nq57xl: {mistake}", file=sys.stderr)
            return WRONG_COMMAND
        from nq57xl.faults import write_log
        print(f"nq57xl: lỗi bên trong chương trình; chi tiết ở {write_log()}", file=sys.stderr)
        return INTERNAL

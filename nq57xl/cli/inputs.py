"""The arguments of `merge`, `receipt` and `status`: which files, of which plan and period."""

import argparse
from pathlib import Path

from nq57xl.cli import passwords
from nq57xl.cli.outcome import day
from nq57xl.jobs.collecting import Inputs
from nq57xl.model.period import parse_period
from nq57xl.plans.files import load_plan


def add_inputs(verb: argparse.ArgumentParser) -> None:
    """The arguments that `inputs_of` reads."""
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


def inputs_of(arguments: argparse.Namespace, *outputs: Path | None) -> Inputs:
    """The inputs that a command names. Raises UnknownPlanError, PeriodError, UsageError, OSError."""
    return Inputs(tuple(arguments.paths), load_plan(arguments.plan), parse_period(arguments.period), arguments.as_of,
                  arguments.previous, arguments.decisions, passwords.read(arguments.password_file), arguments.workers,
                  tuple(path for path in outputs if path))


def _workers(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"số tiến trình {text} không hợp lệ; viết 1, 2, …")
    return int(text)

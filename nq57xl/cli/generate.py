"""`nq57xl generate PLAN --period … [--unit … | --all] [--kind …] -o DIR`."""

import argparse
from datetime import date
from pathlib import Path

from nq57xl.cli.outcome import CLEAN, day
from nq57xl.cli.progress import progress
from nq57xl.jobs.mistakes import UsageError
from nq57xl.jobs.outputs import check_folder
from nq57xl.model.period import parse_period
from nq57xl.plans.files import load_plan

KINDS = ("indicators", "assignments", "both")


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("plan", metavar="KẾ_HOẠCH")
    verb.add_argument("--period", metavar="KỲ", required=True, help="2025-09, 2025-Q3, 2025-H2 hoặc 2025")
    units = verb.add_mutually_exclusive_group(required=True)
    units.add_argument("--unit", metavar="MÃ", nargs="+", action="extend", help="mã đơn vị, ví dụ 11542 hoặc SKHCN")
    units.add_argument("--all", action="store_true", help="mọi đơn vị báo cáo của kế hoạch")
    verb.add_argument("--kind", choices=KINDS, default="both", help="chỉ tiêu, nhiệm vụ hoặc cả hai (mặc định)")
    verb.add_argument("-o", dest="folder", metavar="THƯ_MỤC", type=Path, required=True)
    verb.add_argument("--issued", metavar="NGÀY", type=day, default=None, help="ngày giao biểu (mặc định: hôm nay)")
    verb.add_argument("--previous", metavar="SỐ_LIỆU", type=Path,
                      help="tệp --facts của kỳ trước, để điền cột Kỳ trước")
    verb.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from nq57xl.generate import UnknownUnitError, WouldOverwriteError, generate
    plan, period = load_plan(arguments.plan), parse_period(arguments.period)
    check_folder(arguments.folder)
    units = [unit.code for unit in plan.units] if arguments.all else arguments.unit
    try:
        with progress("Tạo sổ") as step:
            result = generate(plan, period, units, folder=arguments.folder, kind=arguments.kind,
                              issued_at=arguments.issued or date.today(), previous=_previous(arguments.previous),
                              progress=step, force=arguments.force)
    except UnknownUnitError as fault:
        raise UsageError(f"kế hoạch {plan.id} không có đơn vị {fault}") from fault
    except WouldOverwriteError as fault:
        raise UsageError(f"đã có {len(fault.paths)} tệp khác nội dung, ví dụ {fault.paths[0]}; "
                         "thêm --force để ghi đè") from fault
    print(f"Đã tạo {len(result.written)} sổ trong {arguments.folder}")
    if result.skipped:
        print(f"Không có dòng nào để giao cho {len(result.skipped)} đơn vị: "
              + ", ".join(unit.name for unit in result.skipped))
    return CLEAN


def _previous(path: Path | None) -> dict[tuple[str, str], float]:
    if path is None:
        return {}
    from nq57xl.merge.facts import unit_values
    return unit_values(path)

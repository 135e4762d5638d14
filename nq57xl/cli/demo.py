"""`nq57xl demo`: the whole job in one go, on simulated returns."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from nq57xl.cli.outcome import CLEAN
from nq57xl.cli.progress import progress
from nq57xl.jobs.collecting import summary_lines
from nq57xl.jobs.mistakes import UsageError
from nq57xl.jobs.outputs import check_folder
from nq57xl.model.dataset import Dataset
from nq57xl.model.finding import ERROR
from nq57xl.model.period import Period, parse_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.plans.files import load_plan

PLAN, PERIOD, SEED = "hai-phong", "2025-09", 57
ISSUED, RETURNED, REPORT = "giao-bieu", "da-nop", "bao-cao-{period}.xlsx"


def add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--plan", metavar="KẾ_HOẠCH", default=PLAN, help=f"mặc định {PLAN}")
    verb.add_argument("--period", metavar="KỲ", default=PERIOD, help=f"mặc định {PERIOD}")
    verb.add_argument("--unit", metavar="MÃ", nargs="+", action="extend", help="chỉ một số đơn vị (mặc định: tất cả)")
    verb.add_argument("--seed", metavar="SỐ", type=int, default=SEED, help="cùng một số thì ra cùng một kết quả")
    verb.add_argument("-o", dest="folder", metavar="THƯ_MỤC", type=Path,
                      help="thư mục mới hoặc trống để ghi (mặc định: một thư mục tạm)")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    start = time.monotonic()
    plan, period = load_plan(arguments.plan), parse_period(arguments.period)
    units = _units(plan, arguments.unit)
    folder = _folder(arguments.folder)
    data, report = _play(arguments.seed, plan, period, units, folder)
    for line in _ending(data, folder, report, time.monotonic() - start):
        print(line)
    return CLEAN


def _units(plan: Plan, codes: list[str] | None) -> tuple[Unit, ...]:
    if codes is None:
        return plan.units
    if unknown := [code for code in codes if plan.unit(code) is None]:
        raise UsageError(f"kế hoạch {plan.id} không có đơn vị {', '.join(unknown)}")
    return tuple(plan.unit(code) for code in dict.fromkeys(codes))


def _folder(chosen: Path | None) -> Path:
    """A folder with nothing in it, so that nothing is overwritten and nothing foreign is merged."""
    if chosen is None:
        from tempfile import mkdtemp
        return Path(mkdtemp(prefix="nq57xl-demo-"))
    check_folder(chosen)
    if chosen.is_dir() and any(chosen.iterdir()):
        raise UsageError(f"thư mục {chosen} đã có tệp; chọn thư mục mới hoặc trống")
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


def _play(seed: int, plan: Plan, period: Period, units: tuple[Unit, ...], folder: Path) -> tuple[Dataset, Path]:
    """Issue, fill, read, merge, report."""
    from nq57xl.merge import collect, dataset, find_inputs
    from nq57xl.report import write_report
    from nq57xl.simulate.campaign import hand_in, issue
    from nq57xl.simulate.rounds import plan_round
    from nq57xl.validate import validate_bytes
    with _step("Giao biểu cho các đơn vị") as tell:
        issued = issue(seed, plan, period, units, folder / ISSUED, tell)
    with _step("Mô phỏng việc điền và nộp") as tell:
        hand_in(seed, plan, period, plan_round(seed, plan, period, units), issued, folder / RETURNED, tell)
    with _step("Đọc và kiểm tra các sổ đã nộp") as tell:
        inputs = find_inputs([folder / RETURNED])
        submissions = collect(inputs, partial(validate_bytes, expected_period=str(period)), _workers(len(inputs)), tell)
    report = folder / REPORT.format(period=period)
    with _step("Tổng hợp, viết báo cáo"):
        data = dataset(plan, period, submissions)
        write_report(data, report)
    return data, report


def _workers(files: int) -> int:
    """Starting a worker costs as much as reading some thirty files."""
    return max(1, min(files // 30, os.cpu_count() or 1, 4))


@contextmanager
def _step(title: str) -> Iterator:
    """Progress of a step, and a line on stderr when it is done."""
    start = time.monotonic()
    with progress(title) as tell:
        yield tell
    print(f"{title}: {_seconds(time.monotonic() - start)}", file=sys.stderr)


def _ending(data: Dataset, folder: Path, report: Path, elapsed: float) -> list[str]:
    """What came out and what to open."""
    from nq57xl.simulate.words import words
    faulty = next((s.file for s in data.submissions if s.facts and any(f.severity == ERROR for f in s.findings)),
                  next((s.file for s in data.submissions), ""))
    return [*summary_lines(data), "", f"Xong trong {_seconds(elapsed)}. {words()['note']}", "Mở xem:",
            f"  báo cáo tổng hợp:       {report}",
            f"  một sổ đã nộp có lỗi:   {folder / RETURNED / faulty}",
            f"  các sổ đã giao:         {folder / ISSUED}",
            "Xem xong có thể xóa cả thư mục trên."]


def _seconds(elapsed: float) -> str:
    return f"{elapsed:.1f} giây".replace(".", ",")

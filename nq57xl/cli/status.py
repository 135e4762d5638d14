"""`nq57xl status PATH… --plan PLAN --period … [--json] [-o FILE.xlsx]`: who has handed in, late, or not at all."""

import argparse
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from nq57xl.cli.inputs import add_inputs, inputs_of
from nq57xl.cli.outcome import exit_code
from nq57xl.cli.progress import progress
from nq57xl.jobs.collecting import consolidate
from nq57xl.jobs.outputs import check_place
from nq57xl.jobs.writing import write_status
from nq57xl.model.dataset import RETURN_STATES, Dataset, UnitReturn
from nq57xl.model.days import day_text


def add(verb: argparse.ArgumentParser) -> None:
    add_inputs(verb)
    verb.add_argument("-o", dest="output", metavar="TỆP.xlsx", type=Path, help="ghi bảng ra một tệp Excel")
    verb.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.output:
        check_place(arguments.output)
    dataset = consolidate(inputs_of(arguments, arguments.output), partial(progress, "Đọc sổ"))
    if arguments.output:
        write_status(dataset, arguments.output)
    if arguments.json:
        print(json.dumps(status_document(dataset), ensure_ascii=False, indent=1))
    else:
        for line in status_lines(dataset):
            print(line)
        if arguments.output:
            print(f"Đã ghi {arguments.output}")
    return exit_code(dataset.submissions, dataset.findings)


def status_lines(dataset: Dataset) -> Iterator[str]:
    """Units by state, those that must act first; a line each, then the counts."""
    order = list(reversed(RETURN_STATES))
    for entry in sorted(dataset.returns, key=lambda entry: order.index(entry.state)):
        yield f"{entry.state:18} {entry.unit.code:>8}  {entry.unit.name}{_details(entry)}"
    counts = {state: sum(entry.state == state for entry in dataset.returns) for state in RETURN_STATES}
    yield f"{dataset.plan.issuer}, {dataset.period.label}: " + ", ".join(
        f"{state.lower()} {count}" for state, count in counts.items() if count)


def _details(entry: UnitReturn) -> str:
    told = [f"nhận {day_text(entry.received)}"] if entry.received else []
    told += [f"hạn {day_text(entry.due)}"]
    if entry.submission:
        told += [f"{entry.rows_done}/{entry.rows_due} dòng", f"{entry.errors} lỗi", entry.submission.file]
    return f" ({', '.join(told)})"


def status_document(dataset: Dataset) -> dict:
    """The JSON of `status`: plan, period, and for each unit its state, days, rows, errors and files."""
    return {"plan": dataset.plan.id, "period": str(dataset.period), "units": [_unit(e) for e in dataset.returns]}


def _unit(entry: UnitReturn) -> dict:
    files = [s.file for s in (entry.submission, *entry.others) if s]
    return {"unit": entry.unit.code, "name": entry.unit.name, "state": entry.state, "due": entry.due.isoformat(),
            "received": entry.received.isoformat() if entry.received else None, "rows_due": entry.rows_due,
            "rows_done": entry.rows_done, "errors": entry.errors, "warnings": entry.warnings, "files": files}

"""The worked example of `workbooks/`, made anew: `python -m nq57xl.simulate.example workbooks`.

Needs LibreOffice (`soffice`) for the one return that it saved as .ods; all other files come out the same,
byte for byte.
"""

import shutil
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from nq57xl.generate import workbook_bytes
from nq57xl.generate.files import file_name
from nq57xl.merge import collect, dataset, find_inputs
from nq57xl.merge.register import COLUMNS, REGISTER
from nq57xl.model.period import Period, parse_period
from nq57xl.model.plan import Plan
from nq57xl.plans.files import load_plan
from nq57xl.report import write_report
from nq57xl.saving import save
from nq57xl.simulate.campaign import KIND, Handed, hand_in, issue, issue_day
from nq57xl.simulate.office import converted
from nq57xl.simulate.returns import returned
from nq57xl.simulate.rounds import GOOD, Conduct, conduct
from nq57xl.simulate.unit_filling import fill
from nq57xl.simulate.words import words
from nq57xl.validate import validate_bytes

ISSUED, RETURNED, REPORT = "issued", "returned", "bao-cao-{period}.xlsx"
ODS, OWN_PLAN = "ods", "own_plan"


def make(folder: Path) -> Path:
    """Write issued workbooks, returns, register and report into a folder; returns the report.

    What stands in its folders `issued` and `returned` is removed first. Raises FileNotFoundError without
    LibreOffice.
    """
    facts = words()["example"]
    plan, period, seed = load_plan(facts["plan"]), parse_period(facts["period"]), facts["seed"]
    for part in (ISSUED, RETURNED):
        shutil.rmtree(folder / part, ignore_errors=True)
    units = [plan.unit(code) for code in facts["manners"]]
    issued = issue(seed, plan, period, units, folder / ISSUED)
    conducts = [conduct(seed, plan, period, unit, facts["manners"][unit.code]) for unit in units]
    plain = [each for each in conducts if each.manner != OWN_PLAN]
    handed = [_as_ods(each) if each.conduct.manner == ODS else each
              for each in hand_in(seed, plan, period, plain, issued, folder / RETURNED)]
    handed += [_on_own_plan(seed, load_plan(facts["own_plans"][each.unit.code]), period, each, folder / RETURNED)
               for each in conducts if each.manner == OWN_PLAN]
    _write_register(folder / RETURNED / REGISTER, handed)
    return _report(plan, period, folder)


def _on_own_plan(seed: int, plan: Plan, period: Period, each: Conduct, folder: Path) -> Handed:
    """A commune that has a plan of its own hands in a workbook on that."""
    unit = plan.unit(each.unit.code)
    blank = workbook_bytes(plan, period, unit.code, KIND, issue_day(plan, period))
    path = folder / file_name(plan, period, unit, KIND)
    save(returned(blank, plan, period, unit, fill(seed, plan, period, unit), each.sent), path)
    return Handed(replace(each, manner=GOOD), ((path, each.sent),))


def _as_ods(handed: Handed) -> Handed:
    """The same returns, opened and saved by LibreOffice."""
    return replace(handed, files=tuple((_converted(path), day) for path, day in handed.files))


def _converted(path: Path) -> Path:
    save(converted(path.read_bytes(), "xlsx", "ods"), path.with_suffix(".ods"))
    path.unlink()
    return path.with_suffix(".ods")


def _write_register(path: Path, handed: Iterable[Handed]) -> None:
    """The register of receipt, as an office keeps it: by day."""
    files: list[tuple[date, str]] = sorted((day, file.name) for each in handed for file, day in each.files)
    lines = [",".join(COLUMNS), *(f"{name},{day.day:02d}/{day.month:02d}/{day.year}" for day, name in files)]
    save(("\ufeff" + "\r\n".join(lines) + "\r\n").encode(), path)


def _report(plan: Plan, period: Period, folder: Path) -> Path:
    """As `nq57xl merge <folder>/returned --plan … --period … -o <folder>/bao-cao-….xlsx` does it."""
    read = partial(validate_bytes, expected_period=str(period))
    report = folder / REPORT.format(period=period)
    write_report(dataset(plan, period, collect(find_inputs([folder / RETURNED]), read)), report)
    return report


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))

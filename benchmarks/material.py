"""The material to measure on: a plan with as many rows as wanted, its issued and its returned workbooks.

`python benchmarks/material.py UNITS ROWS FOLDER` writes `templates/` (the plan), `issued/` and `returned/`.
"""

import csv
import shutil
import sys
from itertools import count
from pathlib import Path

from nq57xl.model.period import parse_period
from nq57xl.model.plan import Plan
from nq57xl.plans.files import load_plan, plan_folder, read_plan
from nq57xl.plans.rows import assignments_for, indicators_for
from nq57xl.simulate.campaign import hand_in, issue
from nq57xl.simulate.rounds import GOOD, conduct

PLAN, PERIOD, SEED = "hai-phong", "2025-09", 57
TEMPLATES, ISSUED, RETURNED = "templates", "issued", "returned"


def main(units: int, rows: int, folder: Path) -> None:
    plan, period = read_plan(grow(load_plan(PLAN), rows, folder / TEMPLATES)), parse_period(PERIOD)
    chosen = [unit for unit in plan.units if unit.kind == "commune"][:units]
    issued = issue(SEED, plan, period, chosen, folder / ISSUED)
    hand_in(SEED, plan, period, [conduct(SEED, plan, period, unit, GOOD) for unit in chosen], issued,
            folder / RETURNED)


def grow(plan: Plan, rows: int, templates: Path) -> Path:
    """A copy of the plan in which a commune has so many rows, four indicators to three assignments.

    Rows that a commune reports on are repeated under new codes and names; none is taken away.
    """
    folder = templates / "plans" / plan.id
    shutil.copytree(plan_folder(plan.id), folder)
    commune = next(unit for unit in plan.units if unit.kind == "commune")
    indicators = rows * 4 // 7
    repeat(folder / "indicators.csv", [row.code for row in indicators_for(plan, commune)], indicators)
    repeat(folder / "assignments.csv", [row.code for row in assignments_for(plan, commune)], rows - indicators)
    return folder


def repeat(path: Path, codes: list[str], wanted: int) -> None:
    """Repeat the rows of these codes until there are so many of them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    own = [row for row in table if row["code"] in codes]
    copies = (row | {"code": f"{row['code']}-{n}", "name": f"{row['name']} (bản {n})"}
              for n in count(2) for row in own)
    table += [copy for copy, _ in zip(copies, range(wanted - len(own)))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))

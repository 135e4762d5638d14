"""The workbooks that practice in the tests begins with: small, of three sorts, last period's figures in them."""

from datetime import date
from functools import cache
from random import Random

from nq57xl.generate import workbook_bytes
from nq57xl.generate.files import file_name
from nq57xl.model.period import parse_period
from nq57xl.plans.files import load_plan
from nq57xl.practice.case import Case, open_case
from nq57xl.practice.catalogue import kinds
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.truth import Delivery
from nq57xl.simulate.figures import measured
from nq57xl.simulate.unit_filling import fill

UNITS = (("hai-phong", "11455"), ("kim-thanh", "VHXH"), ("hai-phong", "SCT"))
"""A commune (ratios), a department of a commune (many assignments), an agency (some of each)."""
ROOMY = ("hai-phong", "SKHCN")
"""An agency with many counts and indexes, for kinds that find no room in the others."""
OFFICERS = 3
PERIOD, ISSUED = parse_period("2025-09"), date(2025, 9, 5)


@cache
def case(plan_id: str, code: str, seed: int = 57) -> Case:
    plan = load_plan(plan_id)
    unit = plan.unit(code)
    before = {(code, row): round(measured(entries), 2) for row, entries in
              fill(seed, plan, PERIOD.previous(), unit).indicators.items()
              if entries.keys() & {"value", "denominator"} and not isinstance(entries.get("value"), str)}
    blank = workbook_bytes(plan, PERIOD, code, "both", ISSUED, before)
    return open_case(blank, file_name(plan, PERIOD, unit, "both"), seed)


def delivered(name: str, seed: int) -> Delivery:
    """A delivery of a kind: of the seed's workbook, or of the next one where that has no room for it."""
    for plan_id, code in (*(UNITS[(seed + turn) % len(UNITS)] for turn in range(len(UNITS))), ROOMY):
        try:
            return kinds()[name].make(case(plan_id, code, seed // len(UNITS) % OFFICERS), Random(f"{name}/{seed}"))
        except NoRoom:
            continue
    raise NoRoom(name)

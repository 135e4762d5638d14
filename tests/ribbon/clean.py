"""A workbook of a careful officer: every row done, no rule broken."""

from datetime import date
from functools import cache

from nq57xl.generate.files import workbook_bytes
from nq57xl.model.period import parse_period
from nq57xl.plans.files import load_plan
from nq57xl.simulate.returns import returned
from nq57xl.simulate.unit_filling import fill


@cache
def clean_workbook() -> bytes:
    plan, period = load_plan("kim-thanh"), parse_period("2025-09")
    unit = plan.unit("VHXH")
    issued = workbook_bytes(plan, period, unit.code, "both", date(2025, 9, 1))
    return returned(issued, plan, period, unit, fill(57, plan, period, unit), date(2025, 9, 18))

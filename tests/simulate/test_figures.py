"""Simulated entries: seeded, in accord with the rules and with each other."""

from datetime import date

import pytest

from nq57xl.model import terms
from nq57xl.model.period import Period, due_date, parse_period, window
from nq57xl.model.plan import Plan
from nq57xl.plans.files import load_plan, plan_ids
from nq57xl.rules.catalogue import ASSIGNMENT_RULES, assignment_constants, indicator_constants, indicator_rules
from nq57xl.rules.check import failures
from nq57xl.simulate.figures import measured
from nq57xl.simulate.unit_filling import fill

SEED = 57
SEPTEMBER = parse_period("2025-09")


def period_of(plan: Plan) -> Period:
    return SEPTEMBER if "month" in plan.periods else parse_period("2025")


@pytest.mark.parametrize("plan_id", plan_ids())
def test_a_careful_unit_of_any_plan_breaks_no_rule(plan_id: str) -> None:
    plan = load_plan(plan_id)
    period = period_of(plan)
    for unit in (*plan.units, plan.unit(plan.issuer_code)):
        calendar = plan.calendar(unit.kind, period.kind)
        closes, due = window(period, calendar)[1], due_date(period, calendar)
        filling = fill(SEED, plan, period, unit)
        for code, row in filling.indicators.items():
            indicator = plan.indicator(code)
            value = {"value": measured(row)} if row.keys() & {"value", "denominator"} else {}
            constants = indicator_constants(indicator, period.year, None)
            assert not failures(indicator_rules(indicator, period.year), constants | row | value), (unit.code, code)
        for code, row in filling.assignments.items():
            constants = assignment_constants(plan.assignment(code), closes, due)
            assert not failures(ASSIGNMENT_RULES, constants | row), (unit.code, code)


def test_the_same_seed_fills_alike_and_another_does_not() -> None:
    plan = load_plan("hai-phong")
    unit = plan.unit("11542")
    assert fill(SEED, plan, SEPTEMBER, unit) == fill(SEED, plan, SEPTEMBER, unit)
    assert fill(SEED, plan, SEPTEMBER, unit) != fill(58, plan, SEPTEMBER, unit)


def test_equal_words_count_the_same_things_within_a_commune() -> None:
    """Three indicators divide by the number of general schools, two by the adult population."""
    plan = load_plan("hai-phong")
    for unit in plan.units[:20]:
        rows = fill(SEED, plan, SEPTEMBER, unit).indicators
        for group in (("HP-CT17", "HP-CT19", "HP-CT21"), ("HP-CT11", "HP-CT62")):
            assert len({rows[code]["denominator"] for code in group if "denominator" in rows[code]}) <= 1


def test_two_agencies_that_share_an_indicator_give_the_same_figure() -> None:
    plan = load_plan("hai-phong")
    interior, science = (fill(SEED, plan, SEPTEMBER, plan.unit(code)).indicators["HP-CT10"]
                         for code in ("SNV", "SKHCN"))
    assert measured(interior) == measured(science)
    assert interior["denominator"] == science["denominator"]


def test_every_paper_says_that_it_is_simulated() -> None:
    plan = load_plan("hai-phong")
    for unit in plan.units[:30]:
        filling = fill(SEED, plan, SEPTEMBER, unit)
        papers = [row["evidence"] for row in filling.indicators.values() if "evidence" in row]
        papers += [row["document"] for row in filling.assignments.values() if "document" in row]
        assert papers and all(paper.endswith("(mô phỏng)") for paper in papers)


def test_what_is_done_was_done_before_the_period_closed() -> None:
    plan = load_plan("kim-thanh")
    rows = [row for unit in plan.units for row in fill(SEED, plan, SEPTEMBER, unit).assignments.values()]
    done = [row for row in rows if row["status"] == terms.DONE]
    assert done and all(row["completed_on"] <= date(2025, 9, 14) and row["progress"] == 100 for row in done)
    assert any(row["status"] == terms.RUNNING for row in rows)


def test_an_indicator_whose_first_milestone_is_far_off_has_no_figure_yet() -> None:
    plan = load_plan("hai-phong")
    row = fill(SEED, plan, SEPTEMBER, plan.unit("SKHCN")).indicators["HP-CT04"]
    assert row == {"data_status": terms.NOT_AVAILABLE,
                   "explanation": "Chưa triển khai: mốc đầu tiên của chỉ tiêu là năm 2035."}

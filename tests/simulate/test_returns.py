"""Issued workbook -> returned workbook: what was planned is what the reader finds."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from nq57xl.generate import workbook_bytes
from nq57xl.model.period import Period, parse_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.model.record import ACCEPTED
from nq57xl.plans.files import load_plan
from nq57xl.simulate.figures import measured
from nq57xl.simulate.filling import Filling
from nq57xl.simulate.mistakes import MISTAKES
from nq57xl.simulate.returns import returned
from nq57xl.simulate.unit_filling import fill
from nq57xl.simulate.words import chance
from nq57xl.validate import validate_bytes

SEED, ISSUED, SAVED = 57, date(2025, 9, 5), date(2025, 9, 20)
SEPTEMBER, YEAR = parse_period("2025-09"), parse_period("2025")
SAMPLE = (("hai-phong", SEPTEMBER, "11542"), ("hai-phong", SEPTEMBER, "SKHCN"), ("nghi-duong", SEPTEMBER, "VHXH"),
          ("kim-thanh", SEPTEMBER, "KT"), ("nam-trieu", YEAR, "11542"), ("truong-giang", SEPTEMBER, "NHNN"))


def sent(plan: Plan, period: Period, unit: Unit, filling: Filling) -> bytes:
    return returned(workbook_bytes(plan, period, unit.code, "both", ISSUED), plan, period, unit, filling, SAVED)


def planned_facts(filling: Filling) -> dict[tuple[str, str, str], object]:
    """What a reader must find: every entry, and the percentage that follows from the parts of a ratio."""
    found = {(kind, code, field): value for kind, rows in filling.tables().items()
             for code, row in rows.items() for field, value in row.items()}
    return found | {("indicator", code, "value"): measured(row)
                    for code, row in filling.indicators.items() if "denominator" in row}


@pytest.mark.parametrize(("plan_id", "period", "code"), SAMPLE, ids=lambda value: str(value))
def test_a_good_return_carries_exactly_the_planned_figures(plan_id: str, period: Period, code: str) -> None:
    plan = load_plan(plan_id)
    filling = fill(SEED, plan, period, plan.unit(code))
    submission = validate_bytes(sent(plan, period, plan.unit(code), filling), "bieu.xlsx")
    assert (submission.outcome, submission.findings, submission.received) == (ACCEPTED, (), SAVED)
    assert {(f.sheet_kind, f.code, f.field): f.value for f in submission.facts} == planned_facts(filling)


def test_the_same_inputs_give_the_same_bytes() -> None:
    plan = load_plan("hai-phong")
    unit = plan.unit("11542")
    first, second = (sent(plan, SEPTEMBER, unit, fill(SEED, plan, SEPTEMBER, unit)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("mistake", "codes"), [
    ("unexplained", {"V18", "V21", "V22", "V28"}), ("percent_only", {"V19"}),
    ("words", {"V32"}), ("swapped", {"V08", "V10"}),
    ("unfinished", {"V01"})])
def test_a_mistake_made_on_purpose_is_found_and_nothing_else(mistake: str, codes: set[str]) -> None:
    plan = load_plan("hai-phong")
    unit = plan.unit("11455")
    filling = MISTAKES[mistake](fill(SEED, plan, SEPTEMBER, unit), chance(SEED, mistake))
    found = {f.code for f in validate_bytes(sent(plan, SEPTEMBER, unit, filling), "bieu.xlsx").findings}
    assert found and found <= codes


@pytest.mark.parametrize("mistake", ["careless", "unfinished", "percent_only"])
def test_stored_results_are_those_that_a_spreadsheet_computes(mistake: str, soffice) -> None:
    plan = load_plan("hai-phong")
    unit = plan.unit("11455")
    filling = MISTAKES[mistake](fill(SEED, plan, SEPTEMBER, unit), chance(SEED, mistake))
    data = sent(plan, SEPTEMBER, unit, filling)
    stored = load_workbook(io.BytesIO(data), data_only=True)
    computed = load_workbook(io.BytesIO(soffice(data, "xlsx", "xlsx")), data_only=True)
    places = [(sheet.title, cell.coordinate) for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows()
              for cell in row if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert len(places) > 100
    for title, place in places:
        was, now = stored[title][place].value, computed[title][place].value
        assert was == now or (was or "") == (now or "") or was == pytest.approx(now), (title, place)

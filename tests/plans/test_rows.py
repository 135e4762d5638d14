"""A unit gets the rows it leads, coordinates or is counted by; the issuer gets the whole plan."""

from pathlib import Path

import pytest

from nq57xl.plans.files import load_plan, read_plan
from nq57xl.plans.rows import assignments_for, codes_named, indicators_for
from tests.plans.tiny import write_plan


def codes(rows: tuple) -> list[str]:
    return [row.code for row in rows]


def test_a_department_gets_what_it_leads_or_coordinates_and_what_all_are_asked(tmp_path: Path) -> None:
    plan = read_plan(write_plan(tmp_path))
    culture, economy = plan.units
    assert codes(indicators_for(plan, culture)) == ["T-1", "T-2"]
    assert codes(indicators_for(plan, economy)) == ["T-2"]
    assert codes(assignments_for(plan, culture)) == ["T-N1", "T-N2"]
    assert codes(assignments_for(plan, economy)) == ["T-N1", "T-N2"]


def test_the_issuer_reports_on_its_whole_plan(tmp_path: Path) -> None:
    plan = read_plan(write_plan(tmp_path))
    issuer = plan.unit("99999")
    assert codes(indicators_for(plan, issuer)) == ["T-1", "T-2"]
    assert codes(assignments_for(plan, issuer)) == ["T-N1", "T-N2"]


def test_a_commune_of_the_city_gets_what_communes_can_count_and_nothing_else() -> None:
    plan = load_plan("hai-phong")
    commune, agency = plan.unit("11542"), plan.unit("SKHCN")
    assert {row.collected_from for row in indicators_for(plan, commune)} == {"commune"}
    assert {row.collected_from for row in indicators_for(plan, agency)} == {"agency"}
    assert "HP-NV03" in codes(assignments_for(plan, commune))
    assert "HP-NV07" in codes(assignments_for(plan, agency))


@pytest.mark.parametrize(("text", "expected"), [
    ("Phòng Văn hoá – Xã hội", {"VHXH"}), ("PHÒNG VH-XH; phòng kinh tế", {"VHXH", "KT"}),
    ("Các phòng, ban, ngành", {"*department"}), ("Phòng Kinh tế hạ tầng", {"KT"}), ("Phòng Kinh tếx", set()),
    ("", set())])
def test_units_are_named_by_whole_words_in_any_spelling(tmp_path: Path, text: str, expected: set[str]) -> None:
    assert codes_named(read_plan(write_plan(tmp_path)), text) == expected


def test_every_unit_of_every_plan_has_something_to_report() -> None:
    for plan_id in ("hai-phong", "nghi-duong", "kim-thanh", "nam-trieu", "truong-giang"):
        plan = load_plan(plan_id)
        for unit in plan.units:
            assert indicators_for(plan, unit) or assignments_for(plan, unit), f"{plan_id} {unit.name}"

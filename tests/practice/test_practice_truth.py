"""The truth is honest: rows that a maker does not claim to touch are as they were, read by another library."""

import io
from random import Random

import pytest
from openpyxl import load_workbook

from nq57xl.practice.catalogue import kinds
from nq57xl.practice.hand_out import draw, hand_out
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.measure import same
from nq57xl.practice.truth import CERTAIN, STATE_WORDS, Delivery
from nq57xl.sheets.layout import TABLES
from tests.practice.bench_cases import ROOMY, UNITS, case, delivered

MOVED_WITHOUT_KEYS = {"codes-and-keys-damaged", "hidden-columns-lost", "pasted-visible-only", "field-row-deleted"}
"""Kinds that take away what this test finds its way by."""
PLAIN = [name for name, kind in kinds().items() if not kind.needs and name not in MOVED_WITHOUT_KEYS]


def read_rows(data: bytes) -> dict[tuple[str, str], dict[str, list[object]]]:
    """What openpyxl finds under each field name of each keyed row, doubled rows and sheets included."""
    found: dict[tuple[str, str], dict[str, list[object]]] = {}
    for sheet in load_workbook(io.BytesIO(data)):
        rows = list(sheet.iter_rows(max_row=200, values_only=True))
        for layout in TABLES:
            fields = {column.field for column in layout.columns}
            names = next((row for row in rows if len(fields.intersection(row)) > len(fields) / 2), None)
            if names is None or not set(layout.entry_fields) & set(names):
                continue
            for row in rows:
                key = row[names.index("key")]
                for field, value in zip(names, row, strict=True):
                    if key and field in fields and value is not None:
                        found.setdefault((layout.kind, str(key)), {}).setdefault(field, []).append(value)
    return found


@pytest.mark.parametrize("name", PLAIN)
def test_untouched_rows_are_as_they_were(name: str) -> None:
    delivery = delivered(name, 2)
    file = delivery.files[0 if name == "copied-from-another-unit" else -1]
    if not file.data.startswith(b"PK") or not file.name.endswith((".xlsx", ".xlsm")) or name == "zip-called-xlsx":
        return
    rows = read_rows(file.data) if b"xl/workbook.xml" in file.data and file.outcome != "either" else {}
    untouched = [(spot, truth) for spot, truth in delivery.truth.items()
                 if spot[:2] in rows and spot[:2] not in delivery.touched and not is_derived(delivery, spot)]
    for spot, truth in untouched:
        assert any(same(one, truth.value) for one in rows[spot[:2]].get(spot[2], [])), (spot, truth)


def is_derived(delivery: Delivery, spot: tuple[str, str, str]) -> bool:
    return spot[2] == "value" and (*spot[:2], "denominator") in delivery.truth


@pytest.mark.parametrize("name", PLAIN)
def test_the_same_seed_gives_the_same_files_and_truth(name: str) -> None:
    assert delivered(name, 1) == delivered(name, 1)


def test_seeds_give_different_returns() -> None:
    made = [delivered("number-hedged", seed).did for seed in range(6)]
    assert len(set(made)) > 3


@pytest.mark.parametrize("name", PLAIN)
def test_something_was_done_and_said(name: str) -> None:
    delivery = delivered(name, 0)
    assert all(line.strip() for line in delivery.did)
    assert {truth.state for truth in delivery.truth.values()} <= STATE_WORDS.keys()
    assert all(truth.why for truth in delivery.truth.values() if truth.state != CERTAIN)


def test_kinds_are_described() -> None:
    for kind in kinds().values():
        assert kind.title == kind.title.strip() and kind.title[0].isupper()
        assert kind.number == "+" or 1 <= int(kind.number) <= 30
    assert {int(kind.number) for kind in kinds().values() if kind.number != "+"} == set(range(1, 31))


def test_exercises_keep_the_solution_apart(tmp_path) -> None:
    cases = [case(*UNITS[0], 0), case(*ROOMY, 0)]
    chosen = [kinds()["percent-sign"], kinds()["zip-archive"], kinds()["in-period-instead-of-total"]]
    exercises, roomless = draw(cases, chosen, 2, 57)
    hand_out(exercises, tmp_path)
    assert (len(exercises), roomless) == (6, [])
    tasks = (tmp_path / "de-bai.csv").read_text(encoding="utf-8-sig")
    assert "percent-sign" not in tasks and "bai-001" in tasks
    assert "percent-sign" in (tmp_path / "loi-giai.csv").read_text(encoding="utf-8-sig")
    assert len(list((tmp_path / "loi-giai").iterdir())) == 6
    assert {path.name for path in (tmp_path / "de-bai").iterdir()} == {f"bai-{n:03}" for n in range(1, 7)}


def test_a_workbook_without_room_is_said_to_have_none() -> None:
    with pytest.raises(NoRoom):
        kinds()["in-period-instead-of-total"].make(case(*UNITS[0], 0), Random(1))

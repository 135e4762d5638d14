"""Every kind of mangling, many times over: no silent wrong figure, what is certain recovered, no false alarm.

What is counted, and when a kind has reached its figures, stands in `nq57xl.practice.measure`. Here each kind is
delivered from each of the three workbooks as filled by each of three officers, those that need LibreOffice once from
each workbook; `NQ57XL_PRACTICE_SEEDS=20` for more of all, and `benchmarks/practice.py` for the table.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from nq57xl.practice.catalogue import kinds
from nq57xl.practice.kinds import OFFICE
from nq57xl.practice.measure import Score, measure, score
from tests.practice.bench_cases import delivered

SEEDS, OFFICE_SEEDS, ENOUGH = 9, 3, 3
ASKED_FOR = int(os.environ.get("NQ57XL_PRACTICE_SEEDS", "0"))
SHOWN = 4


def scored(name: str) -> Score:
    """The marks of one kind over its seeds."""
    seeds = ASKED_FOR or (OFFICE_SEEDS if kinds()[name].needs == OFFICE else SEEDS)
    return score([measure(delivered(name, seed)) for seed in range(seeds)])


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    possible = [name for name, kind in kinds().items() if kind.is_possible]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return dict(zip(possible, pool.map(scored, possible, chunksize=4), strict=True))


@pytest.mark.parametrize("name", kinds())
def test_every_kind_reaches_its_figures(name: str, scores: dict[str, Score]) -> None:
    if name not in scores:
        assert "NQ57XL_REQUIRE_LIBREOFFICE" not in os.environ or kinds()[name].needs != OFFICE
        pytest.skip(f"needs {kinds()[name].needs}")
    told = scores[name]
    assert told.deliveries >= ENOUGH
    assert told.is_reached, "\n".join((f"{told.recovered:.3f} and {told.mended:.3f} recovered", *told.silent[:SHOWN],
                                       *told.alarms[:SHOWN], *told.outcomes[:SHOWN], *told.unmended[:SHOWN],
                                       *told.lost[:SHOWN]))

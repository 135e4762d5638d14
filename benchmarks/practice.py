"""The reader over mangled returns: every kind of `nq57xl practice` so many times, as a table.

    python benchmarks/practice.py [--seeds 20] [--workers 2] [--kind KIND …] [--lines 3]

What the columns count stands in `nq57xl/practice/measure.py`. Kinds below their figures come first.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from nq57xl.practice.catalogue import kinds
from nq57xl.practice.measure import Score, measure, score
from tests.practice.bench_cases import delivered

HEAD = (f"{'kind':30} {'n':>4} {'certain':>8} {'recovered':>9} {'mended':>7} {'silent':>6} {'alarms':>6} "
        f"{'outcome':>7}  codes")


def scored(seeds: int, name: str) -> Score:
    return score([measure(delivered(name, seed)) for seed in range(seeds)])


def line(name: str, told: Score) -> str:
    mark = " " if told.is_reached else "!"
    return (f"{mark}{name:29} {told.deliveries:4} {told.certain:8} {told.recovered:9.1%} {told.mended:7.1%} "
            f"{len(told.silent):6} {len(told.alarms):6} {len(told.outcomes):7}  {' '.join(told.codes)}")


def badness(item: tuple[str, Score]) -> tuple:
    name, told = item
    return told.is_reached, -len(told.silent), -len(told.outcomes), min(told.recovered, told.mended), name


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kind", nargs="+", default=None)
    parser.add_argument("--lines", type=int, default=0, help="so many examples of each fault")
    given = parser.parse_args()
    names = [name for name in given.kind or kinds() if kinds()[name].is_possible]
    start = time.monotonic()
    with ProcessPoolExecutor(given.workers, mp_context=get_context("spawn")) as pool:
        scores = dict(zip(names, pool.map(partial(scored, given.seeds), names), strict=True))
    print(HEAD)
    for name, told in sorted(scores.items(), key=badness):
        print(line(name, told))
        for lines in (told.silent, told.alarms, told.outcomes, told.unmended or told.lost):
            for one in dict.fromkeys(lines[: 10 * given.lines]):
                print("      ", one[:160])
    reached = sum(told.is_reached for told in scores.values())
    print(f"{reached} of {len(scores)} kinds reach their figures; {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

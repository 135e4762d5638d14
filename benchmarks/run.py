"""Measure nq57xl against the ordinary script, in one run: `python benchmarks/run.py [--units 114] [--repeat 3]`.

Linux and macOS. How to read the table: benchmarks/README.md.
"""

import argparse
import platform
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

from measure import Cost, command, import_seconds, middle, run, script

PLAN, PERIOD = "hai-phong", "2025-09"
LIBRARIES = ("openpyxl", "pandas", "python-calamine", "xlsxwriter")
IN_PROCESS_TIMES = 25
HEAD = f"{'job':<28}{'nq57xl':>10}{'script':>10}{'times':>8}{'times CPU':>11}{'MB':>7}{'MB script':>11}"
Job = Callable[[int], Sequence[str]]
"""The number of the run -> arguments of Python."""


def main() -> None:
    options = arguments()
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    with tempfile.TemporaryDirectory(prefix="nq57xl-benchmark-") as name:
        folder = Path(name)
        templates = folder / "templates"
        run(script("material.py", options.units, options.rows, folder), templates)
        files = sorted((folder / "returned").iterdir())
        print(f"{len(files)} workbooks of {sum(file.stat().st_size for file in files) / len(files) / 1024:.0f} KiB, "
              f"medians of {options.repeat} alternating runs, seconds on the clock\n\n{HEAD}")
        for title, ours, ordinary in pairs(folder, [file.name.split("_")[3] for file in files]):
            print(line(title, *alternate(ours, ordinary, options.repeat, templates)), flush=True)
        for text in one_workbook(files[0], options.repeat, templates):
            print(text)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="nq57xl against the ordinary script")
    parser.add_argument("--units", type=int, default=114, help="workbooks (1 to 114)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each side")
    parser.add_argument("--rows", type=int, default=140, help="rows in a workbook; 0 for those of the real plan")
    return parser.parse_args()


def pairs(folder: Path, codes: list[str]) -> list[tuple[str, Job, Job]]:
    """Each job as nq57xl does it and as the ordinary script does it."""
    returned, issued = folder / "returned", min((folder / "issued").iterdir())
    period = ("--period", PERIOD)
    return [
        (f"read {len(codes)}", lambda n: script("ours.py", "read", returned),
         lambda n: script("ordinary.py", "read", returned)),
        (f"merge {len(codes)}, whole command",
         lambda n: command("merge", returned, "--plan", PLAN, *period, "-o", folder / f"ours-{n}.xlsx"),
         lambda n: script("ordinary.py", "merge", returned, folder / f"script-{n}.xlsx")),
        (f"generate {len(codes)}, command",
         lambda n: command("generate", PLAN, *period, "--unit", *codes, "-o", folder / f"ours-{n}"),
         lambda n: script("ordinary.py", "generate", issued, folder / f"script-{n}", *codes)),
    ]


def alternate(ours: Job, ordinary: Job, times: int, templates: Path) -> tuple[list[Cost], list[Cost]]:
    """Run both sides in turn, so that both meet the same busy and quiet minutes."""
    costs = [(run(ours(n), templates), run(ordinary(n), templates)) for n in range(times)]
    return [own for own, _ in costs], [other for _, other in costs]


def line(title: str, ours: list[Cost], ordinary: list[Cost]) -> str:
    """Medians of each side; how many times faster is the median over the pairs."""
    faster, lighter = (median(getattr(other, name) / getattr(own, name) for own, other in zip(ours, ordinary))
                       for name in ("wall", "cpu"))
    return (f"{title:<28}{middle(ours, 'wall'):>10.2f}{middle(ordinary, 'wall'):>10.2f}{faster:>8.1f}{lighter:>11.1f}"
            f"{middle(ours, 'peak'):>7.0f}{middle(ordinary, 'peak'):>11.0f}")


def one_workbook(file: Path, times: int, templates: Path) -> list[str]:
    """One check in a warm process, as a command, and what the command's start costs."""
    jobs = {"bare Python": ("-c", "pass"), "nq57xl --help": command("--help"),
            "nq57xl validate, one file": command("validate", file)}
    rounds = [{title: run(job, templates) for title, job in jobs.items()} for _ in range(max(times, 2))]
    lines = [f"{title:<28}{middle(costs, 'wall'):>10.3f} s{middle(costs, 'cpu'):>10.3f} s CPU"
             f"{middle(costs, 'peak'):>6.0f} MB"
             for title in jobs for costs in [[each[title] for each in rounds]]]
    warm = float(run(script("ours.py", "validate", file, IN_PROCESS_TIMES), templates).out)
    imports = {title: import_seconds(run(("-X", "importtime", *jobs[title]), templates).errors) for title in jobs}
    return ["", *lines, f"{'validate in process':<28}{warm / 1000:>10.3f} s", "",
            "imports (-X importtime): " + ", ".join(f"{title} {1000 * cost:.0f} ms" for title, cost in imports.items())]


if __name__ == "__main__":
    main()

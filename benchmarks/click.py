"""A click on `Kiểm tra sổ này`, from the start of a fresh process to its end: `python benchmarks/click.py`.

LibreOffice stands in for Excel, through the engine of the tests; needs python3-uno. How to read it: README.md.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from measure import HERE, Cost, middle, run, script

sys.path.insert(0, str(HERE.parent))

from tests.uno_engine.office import Office  # noqa: E402 - the folder above has to be on the path first

JOBS = {"xlwings imported, no more": "import", "check, nothing to mark": "clean", "check, officer says no": "no",
        "check, cells marked": "yes", "check again, marks renewed": "yes"}
BROKEN = -11
FRESH = ("check, officer says no", "check, cells marked")
"""Before each of these clicks the workbook is opened anew, with something to find in it."""


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="nq57xl-benchmark-") as name:
        folder = Path(name)
        # What the clicks remember is kept out of the settings of whoever measures.
        os.environ["XDG_CONFIG_HOME"] = name
        templates = folder / "templates"
        run(script("material.py", 1, options.rows, folder), templates)
        file = next((folder / "returned").iterdir())
        office = Office()
        try:
            costs = {title: [click(office, title, job, file, templates) for _ in range(options.repeat)]
                     for title, job in JOBS.items()}
        finally:
            office.stop()
    print(f"a workbook of {options.rows} rows, medians of {options.repeat} clicks\n")
    for title, told in costs.items():
        print(f"{title:<28}{middle(told, 'wall'):>10.3f} s{middle(told, 'cpu'):>10.3f} s CPU"
              f"{middle(told, 'peak'):>6.0f} MB")


def click(office: Office, title: str, job: str, file: Path, templates: Path) -> Cost:
    """What one click costs. LibreOffice's bridge is known to break now and then at the very end of a process: such a
    click is made again."""
    for left in (2, 1, 0):
        if title in FRESH:
            run(script("click_once.py", office.pipe, "reopen", file), templates)
        try:
            return run(script("click_once.py", office.pipe, job, file), templates)
        except RuntimeError as fault:
            if not left or f"exit {BROKEN}" not in str(fault):
                raise
    raise AssertionError


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="the cost of a click")
    parser.add_argument("--rows", type=int, default=140, help="rows in the workbook")
    parser.add_argument("--repeat", type=int, default=5, help="clicks of each sort")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""The jobs of nq57xl that are no command of their own.

`python benchmarks/ours.py read RETURNED` reads every file, all cells with their places, and checks nothing;
`python benchmarks/ours.py validate FILE TIMES` prints the median milliseconds of one check in a warm process.
"""

import sys
from pathlib import Path
from statistics import median
from time import perf_counter


def read(returned: str) -> None:
    from nq57xl.merge import find_inputs
    from nq57xl.sheets.reading.isolate import read_safely
    books = [read_safely(source.load(), source.name) for source in find_inputs([Path(returned)])]
    assert all(book.sheets for book in books)


def validate(file: str, times: str) -> None:
    from nq57xl.validate import validate_file
    validate_file(file)
    print(1000 * median(_seconds(validate_file, file) for _ in range(int(times))))


def _seconds(job, *arguments: str) -> float:
    start = perf_counter()
    job(*arguments)
    return perf_counter() - start


if __name__ == "__main__":
    {"read": read, "validate": validate}[sys.argv[1]](*sys.argv[2:])

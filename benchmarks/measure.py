"""Processes, measured: seconds on the clock, seconds of the processor, peak memory."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import IO

HERE = Path(__file__).resolve().parent
DONE = (0, 1)
"""Exit code 1 of nq57xl: done, and there are findings."""
MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10
"""Of `ru_maxrss`, which is in bytes on macOS and in KiB elsewhere."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One process, from its start to its end, its own children included; `errors` is what it wrote to stderr."""

    wall: float
    cpu: float
    peak: float
    out: str
    errors: str


def run(arguments: Sequence[str], templates: Path) -> Cost:
    """Run Python with these arguments. Raises RuntimeError where the process fails.

    The caller stays small on purpose: a new process counts the memory of the one that started it.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], env=_environment(templates), stdout=out,
                                   stderr=errors)
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = [_text(file) for file in (out, errors)]
    if process.returncode not in DONE or "Traceback" in texts[1]:
        raise RuntimeError(f"{' '.join(arguments[:4])} …: exit {process.returncode}\n{texts[1]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / MEGABYTE, *texts)


def script(name: str, *arguments: object) -> tuple[str, ...]:
    """A script of this folder as arguments of Python."""
    return str(HERE / name), *map(str, arguments)


def command(*arguments: object) -> tuple[str, ...]:
    """The command `nq57xl` as arguments of Python."""
    return "-m", "nq57xl", *map(str, arguments)


def middle(costs: Sequence[Cost], name: str) -> float:
    return median(getattr(cost, name) for cost in costs)


def import_seconds(errors: str) -> float:
    """The time all imports took together, from what `-X importtime` writes."""
    lines = [line.removeprefix("import time:").split("|") for line in errors.splitlines()
             if line.startswith("import time:")]
    return sum(int(own) for own, *_ in lines if own.strip().isdigit()) / 1e6


def _environment(templates: Path) -> dict[str, str]:
    """This checkout's package, the measured plan, and compiled modules kept as any installation keeps them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"PYTHONPATH": str(HERE.parent), "NQ57XL_TEMPLATES": str(templates)}


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")

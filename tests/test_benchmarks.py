"""The benchmark runs from end to end and prints its table; what it measures at this size means nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "run.py"
NUMBERS = r"(\s+\d+(\.\d+)?){6}"


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the benchmark measures child processes with os.wait4")
def test_the_benchmark_prints_its_table() -> None:
    options = ["--units", "2", "--repeat", "1", "--rows", "30"]
    run = subprocess.run([sys.executable, str(SCRIPT), *options], capture_output=True, encoding="utf-8", timeout=120)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Python 3.")
    assert "openpyxl 3." in run.stdout.splitlines()[0]
    assert "2 workbooks of " in run.stdout
    for title in ("read 2", "merge 2, whole command", "generate 2, command"):
        assert re.search(f"^{title}{NUMBERS}$", run.stdout, re.MULTILINE), title
    for title in ("bare Python", "nq57xl --help", "nq57xl validate, one file"):
        assert re.search(rf"^{title}\s+\d+\.\d+ s\s+\d+\.\d+ s CPU\s+\d+ MB$", run.stdout, re.MULTILINE), title
    assert re.search(r"^validate in process\s+\d+\.\d+ s$", run.stdout, re.MULTILINE)
    assert "imports (-X importtime): bare Python " in run.stdout

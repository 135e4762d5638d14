"""Broken workbooks, by the thousand: no crash, no hang, and no figure that is wrong without a word.

`NQ57XL_FUZZ=20000` tries so many instead of the 1,000 of the suite; `NQ57XL_FUZZ_SEED` starts elsewhere.
"""

import os
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from nq57xl.model.finding import INFO
from nq57xl.model.record import REJECTED, Submission
from nq57xl.validate import validate_bytes
from tests.books import with_added_part, with_parts
from tests.sheets.reading.mutations import mutated

FOLDER = Path(__file__).parents[2] / "fixtures" / "resaved"
ORIGINAL = (FOLDER / "original.xlsx").read_bytes()
NAME = "NQ57_kim-thanh_2025-09_VP_bieu"
TRIES = int(os.environ.get("NQ57XL_FUZZ", "1000"))
SEED = os.environ.get("NQ57XL_FUZZ_SEED", "57")
SHARES = {"xlsx": 0.35, "xlsm": 0.1, "ods": 0.2, "xlsb": 0.15, "xls": 0.2}
LONGEST = 10.0
Key = tuple[str, str, str]


def original(suffix: str) -> bytes:
    if suffix == "xlsm":
        kinds = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
        changed = with_parts(ORIGINAL, lambda name, part: part.replace(*kinds).replace(
            b"vnd.openxmlformats-officedocument.ms-excel", b"vnd.ms-excel"))
        return with_added_part(changed, "xl/vbaProject.bin", b"\xd0\xcf")
    return ORIGINAL if suffix == "xlsx" else (FOLDER / f"sheetjs.{suffix}").read_bytes()


def read(data: bytes, suffix: str) -> Submission:
    return validate_bytes(data, f"{NAME}.{suffix}")


def facts(submission: Submission) -> dict[Key, tuple[object, str]]:
    return {(f.sheet_kind, f.code, f.field): (f.value, f.sheet) for f in submission.facts}


def silent(truth: dict[Key, tuple[object, str]], returned: Submission) -> list[Key]:
    """The facts that differ or are gone although no finding speaks of their row, their sheet or the file."""
    if returned.outcome == REJECTED:
        return []
    found = facts(returned)
    rows = {f.place.row for f in returned.findings if f.place.row}
    lasting = [f for f in returned.findings if not f.place.row and f.severity != INFO]
    words = " ".join(f.message for f in lasting)
    sheets = {f.place.sheet for f in lasting} | {sheet for _, sheet in truth.values() if sheet in words}
    differing = [key for key in truth.keys() | found.keys() if truth.get(key, ("",))[0] != found.get(key, ("",))[0]]
    return [key for key in differing if key[1] not in rows and "" not in sheets
            and (truth.get(key) or found[key])[1] not in sheets]


@pytest.mark.parametrize("suffix", SHARES)
def test_broken_workbooks_are_refused_or_say_what_differs(suffix: str) -> None:
    """An .xls has no checksums: a bit in the eight bytes of a number is a number nobody can know to be wrong, so
    there only crashes and hangs are looked for."""
    base = original(suffix)
    truth = facts(read(base, suffix))
    assert len(truth) == 93
    outcomes: Counter[str] = Counter()
    for number in range(round(TRIES * SHARES[suffix])):
        name = f"{SEED}-{suffix}-{number}"
        data = mutated(base, Random(name))
        started = time.process_time()
        returned = read(data, suffix)
        assert time.process_time() - started < LONGEST, name
        outcomes[returned.outcome] += 1
        assert suffix == "xls" or silent(truth, returned) == [], name
    assert len(outcomes) > 1, "mutations that are all refused, or all accepted, try nothing"

"""A filled workbook says the same whatever program opened and saved it (tests/fixtures/resaved/README.md)."""

import io
from pathlib import Path

import openpyxl
import pytest

from nq57xl.model.record import Submission
from nq57xl.validate import validate_bytes

FOLDER = Path(__file__).parents[2] / "fixtures" / "resaved"
ORIGINAL = (FOLDER / "original.xlsx").read_bytes()
NAME = "NQ57_kim-thanh_2025-09_VP_bieu"


def read(data: bytes, suffix: str) -> Submission:
    return validate_bytes(data, f"{NAME}.{suffix}")


def facts(submission: Submission) -> dict[tuple[str, str, str], object]:
    return {(fact.sheet_kind, fact.code, fact.field): fact.value for fact in submission.facts}


def told(submission: Submission) -> set[str]:
    return {finding.code for finding in submission.findings}


EXPECTED = facts(read(ORIGINAL, "xlsx"))


def test_the_original_is_full_and_sound() -> None:
    assert len(EXPECTED) == 93 and told(read(ORIGINAL, "xlsx")) == set()
    assert EXPECTED["assignment", "KT-NV3.2", "progress"] == 100.0


@pytest.mark.parametrize(("name", "codes"), [
    ("exceljs.xlsx", set()), ("sheetjs.xlsx", set()), ("sheetjs.xlsb", set()), ("sheetjs.xls", {"S45"}),
    ("sheetjs.ods", {"V30"})])
def test_programs_of_javascript(name: str, codes: set[str]) -> None:
    """S45: SheetJS cuts the names of rows at 255 characters; V30: it writes days as numbers."""
    returned = read((FOLDER / name).read_bytes(), name.rpartition(".")[2])
    assert facts(returned) == EXPECTED
    assert told(returned) == codes


def test_openpyxl_which_drops_the_results_of_formulas() -> None:
    target = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(ORIGINAL)).save(target)
    assert facts(read(target.getvalue(), "xlsx")) == EXPECTED


@pytest.mark.parametrize("target", ["xlsx", "xls", "ods"])
def test_libreoffice(soffice, target: str) -> None:
    returned = read(soffice(ORIGINAL, "xlsx", target), target)
    assert facts(returned) == EXPECTED
    assert told(returned) == set()

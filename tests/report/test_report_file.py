"""The report as a file: opens everywhere, recalculation changes nothing, the same inputs give the same bytes."""

import io
import math
import re
import zipfile
from pathlib import Path

import pytest

from nq57xl.model.dataset import Dataset
from nq57xl.report import write_report
from tests.merge.tables import returned
from tests.report.builder import book_bytes, opened, sample

OLD_FUNCTIONS = {"AVERAGEIFS", "COUNTIF", "COUNTIFS", "IF", "ISNUMBER", "LOOKUP", "MAX", "MIN", "N", "ROUND", "SUM",
                 "SUMIFS", "SUMPRODUCT"}
"""All of Excel 2010 or older. The report needs no others."""


def formulas(data: bytes) -> dict[tuple[str, str], str]:
    return {(page.title, cell.coordinate): getattr(cell.value, "text", cell.value) for page in opened(data)
            for row in page.iter_rows() for cell in row if cell.data_type == "f"}


def without_stored_values(data: bytes) -> bytes:
    """The workbook with nothing but the formulas, so that the program that opens it has to compute."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"(<f[^>]*>[^<]*</f>)<v>[^<]*</v>", rb"\1", text)
            copy.writestr(name, text)
    return target.getvalue()


def same(a: object, b: object) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return (a or "") == (b or "")


NOTHING_RETURNED = sample(files=())
ONE_UNIT = sample(files=(returned("11", "| code | numerator | denominator | value |\n| A | 1 | 3 | 33.3 |"),))


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("data", (sample(previous={"A": 65.0}), NOTHING_RETURNED, ONE_UNIT),
                         ids=("some returned", "nothing returned", "one unit"))
def test_recalculation_changes_nothing(data: Dataset, soffice) -> None:
    written = book_bytes(data)
    computed = opened(soffice(without_stored_values(written), "xlsx", "xlsx"), values=True)
    stored = opened(written, values=True)
    found = formulas(written)
    differing = {place: (stored[place[0]][place[1]].value, computed[place[0]][place[1]].value) for place in found
                 if not same(stored[place[0]][place[1]].value, computed[place[0]][place[1]].value)}
    assert len(found) > 60 and differing == {}


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_no_formula_needs_a_newer_excel() -> None:
    texts = formulas(book_bytes(sample())).values()
    used = {name for text in texts for name in re.findall(r"([A-Z][A-Z.0-9]+|N)\(", text)}
    assert used <= OLD_FUNCTIONS


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_text_of_a_returned_file_stays_text() -> None:
    page = opened(book_bytes(sample()))["Số liệu"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]


def test_the_same_dataset_gives_the_same_bytes() -> None:
    assert book_bytes(sample()) == book_bytes(sample())


def test_the_order_of_the_files_does_not_matter() -> None:
    files = sample().submissions
    assert book_bytes(sample(files=files)) == book_bytes(sample(files=files[::-1]))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_report_is_written_even_where_nothing_was_returned(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.xlsx"
    write_report(NOTHING_RETURNED, path)
    book = opened(path.read_bytes(), values=True)
    assert book["Tổng quan"]["A5"].value == "Tổng hợp 0/5 đơn vị"
    assert book["Tổng quan"]["A8"].value == "0/5"
    assert book["Chỉ tiêu"]["O9"].value == "Chưa có số liệu"

"""Many files, several workers: nobody's fault costs another's file."""

from datetime import date
from pathlib import Path

import pytest

from nq57xl.merge import collect, find_inputs
from nq57xl.model.record import REJECTED
from tests.merge.deadly import read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(7):
        (tmp_path / f"{n}.xlsx").write_text(str(n))
    return tmp_path


def test_any_number_of_workers_gives_the_same(folder: Path) -> None:
    sources = find_inputs([folder])
    told = []
    one = collect(sources, read, 1, lambda: told.append(1))
    assert [s.unit for s in one] == ["0", "1", "2", "3", "4", "5", "6"]
    assert collect(sources, read, 3, lambda: told.append(1)) == one
    assert len(told) == 14


def test_a_worker_that_dies_costs_only_the_file_that_killed_it(folder: Path) -> None:
    (folder / "3.xlsx").write_text("chết")
    found = collect(find_inputs([folder]), read, 2)
    assert [s.unit for s in found] == ["0", "1", "2", "", "4", "5", "6"]
    assert (found[3].file, found[3].outcome, len(found[3].sha256)) == ("3.xlsx", REJECTED, 64)
    assert [str(f) for f in found[3].findings] == [
        "X09 · 3.xlsx: tệp làm chương trình đọc bị dừng đột ngột nên bị từ chối. "
        "Cách sửa: mở tệp bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại."]


def test_the_register_overrules_the_day_stored_in_a_file(folder: Path) -> None:
    (folder / "so-tiep-nhan.csv").write_text("file,received\n2.xlsx,2025-09-26\n")
    found = collect(find_inputs([folder]), read)
    assert (found[2].received, found[2].received_basis) == (date(2025, 9, 26), "sổ tiếp nhận")
    assert found[1].received is None


def test_what_cannot_be_read_is_a_rejected_file_and_the_rest_goes_on(folder: Path) -> None:
    sources = find_inputs([folder])
    (folder / "4.xlsx").unlink()
    (folder / "hong.zip").write_bytes(b"PK")
    found = collect((*sources, *find_inputs([folder / "hong.zip"])), read)
    assert [s.file for s in found if s.outcome == REJECTED] == ["4.xlsx", "hong.zip"]
    assert [f.code for s in found for f in s.findings] == ["X10", "X10"]

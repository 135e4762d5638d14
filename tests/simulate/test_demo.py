"""`nq57xl demo` from end to end, with a handful of units."""

from pathlib import Path

import pytest

from nq57xl.cli.main import main

UNITS = ("11311", "11383", "11413", "11455", "11542", "SNV")


def test_the_demo_plays_the_whole_job_and_says_what_to_open(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    folder = tmp_path / "thu"
    assert main(["demo", "--unit", *UNITS, "-o", str(folder)]) == 0
    told = capsys.readouterr().out
    assert len(list((folder / "giao-bieu").glob("*.xlsx"))) == len(UNITS)
    assert len(list((folder / "da-nop").glob("*.xlsx"))) == len(UNITS) - 1
    assert (folder / "bao-cao-2025-09.xlsx").stat().st_size > 10_000
    assert str(folder / "bao-cao-2025-09.xlsx") in told
    assert "Số liệu mô phỏng để minh họa, không phải số liệu thật của đơn vị nào." in told


def test_the_same_seed_plays_the_same_round(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        assert main(["demo", "--unit", "11542", "SNV", "--seed", "3", "-o", str(folder)]) == 0
    names = sorted(path.relative_to(first) for path in first.rglob("*.xlsx"))
    assert names == sorted(path.relative_to(second) for path in second.rglob("*.xlsx"))
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_a_folder_with_files_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "viec-khac.txt").write_text("giữ nguyên", encoding="utf-8")
    assert main(["demo", "-o", str(tmp_path)]) == 2
    assert "đã có tệp; chọn thư mục mới hoặc trống" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["viec-khac.txt"]


def test_an_unknown_unit_is_one_line(capsys: pytest.CaptureFixture) -> None:
    assert main(["demo", "--unit", "99999"]) == 2
    assert capsys.readouterr().err == "nq57xl: kế hoạch hai-phong không có đơn vị 99999\n"

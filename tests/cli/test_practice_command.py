"""`nq57xl practice` as a trainer meets it."""

import json
from datetime import date
from pathlib import Path

import pytest

from nq57xl.cli.main import main
from nq57xl.generate import workbook_bytes
from nq57xl.model.period import parse_period
from nq57xl.plans.files import load_plan


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("issued") / "bieu.xlsx"
    path.write_bytes(workbook_bytes(load_plan("kim-thanh"), parse_period("2025-09"), "VHXH", "both", date(2025, 9, 5)))
    return path


def test_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 100
    assert any(line.startswith("sheet-renamed ") and "Đổi tên trang" in line for line in lines)
    assert any("(cần LibreOffice)" in line for line in lines)


def test_exercises_come_with_their_solutions(issued: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["practice", str(issued), "--kind", "number-hedged", "zip-archive", "--count", "2"]
    assert main([*command, "-o", str(tmp_path / "a")]) == 0
    assert "Đã làm 4 bài" in capsys.readouterr().out
    assert main([*command, "-o", str(tmp_path / "b")]) == 0
    first, second = ({path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*")
                      if path.is_file()} for name in "ab")
    assert first == second and len(first) == 4 + 4 + 2
    solutions = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "a" / "loi-giai").iterdir()]
    assert {one["kind"] for one in solutions} == {"number-hedged", "zip-archive"}
    hedged = next(one for one in solutions if one["kind"] == "number-hedged")
    assert {fact["certainty"] for fact in hedged["facts"]} == {"certain", "open", "doubtful"}
    assert hedged["did"] and hedged["files"][0]["outcome"] == "accepted"


@pytest.mark.parametrize(("arguments", "words"), [
    (["--kind", "number-hedged"], "thiếu tham số: -o"), (["-o", "x"], "--kind, --all"),
    (["--kind", "la-lung", "-o", "x"], "không có kiểu la-lung"),
    (["--kind", "number-hedged", "--count", "0", "-o", "x"], "ít nhất là 1")])
def test_a_wrong_command_is_one_line(issued: Path, arguments: list[str], words: str,
                                     capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", str(issued), *arguments]) == 2
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1


def test_a_file_that_is_no_issued_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "anh.xlsx"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    assert main(["practice", str(path), "--all", "-o", str(tmp_path / "x")]) == 2
    assert "không dùng được làm bài tập" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()

"""`--password-file`: workbooks with a password are read, and the passwords are never shown."""

import io
import json
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from nq57xl.cli.main import main
from tests.books import xlsx

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx("| A |\n| Chỉ tiêu |"))).encrypt("mật khẩu 57", target)
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(target.getvalue())
    return path


def file_of(path: Path, text: str, encoding: str = "utf-8-sig") -> str:
    path.write_text(text, encoding=encoding)
    return str(path)


def test_a_locked_workbook_is_read_with_the_password_of_the_file(tmp_path: Path, locked: Path, capsys: Capture) -> None:
    """It is no form of ours: S10 says that it was read."""
    words = file_of(tmp_path / "mk.txt", "sai\n\nmật khẩu 57\n")
    assert main(["validate", str(locked), "--password-file", words, "--json"]) == 1
    told = capsys.readouterr()
    assert [f["code"] for f in json.loads(told.out)["files"][0]["findings"]] == ["S10"]
    assert "57\n" not in told.out + told.err and "mật khẩu 57" not in told.out + told.err


def test_without_it_the_workbook_is_refused_with_a_word(locked: Path, capsys: Capture) -> None:
    assert main(["validate", str(locked)]) == 1
    assert "S03 · bieu.xlsx: tệp có mật khẩu nên không mở được (chưa có mật khẩu)." in capsys.readouterr().out


def test_merge_takes_the_passwords_into_its_workers(tmp_path: Path, locked: Path, capsys: Capture) -> None:
    words = file_of(tmp_path / "mk.txt", "mật khẩu 57")
    again = tmp_path / "bieu 2.xlsx"
    again.write_bytes(locked.read_bytes())
    report = str(tmp_path / "bc.xlsx")
    assert main(["merge", str(locked), str(again), "--plan", "nghi-duong", "--period", "2025-09", "-o", report,
                 "--workers", "2", "--password-file", words, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["files"]
    assert {finding["code"] for file in found for finding in file["findings"]} >= {"S10"}
    assert not any(finding["code"] == "S03" for file in found for finding in file["findings"])


@pytest.mark.parametrize(("text", "encoding", "line"), [
    (None, "", "nq57xl: không có tệp hoặc thư mục mk.txt"),
    ("mật khẩu", "utf-16", "nq57xl: tệp mật khẩu mk.txt không phải văn bản UTF-8")])
def test_a_password_file_that_cannot_be_used_is_a_wrong_command(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, text: str | None, encoding: str,
        line: str) -> None:
    monkeypatch.chdir(tmp_path)
    if text:
        file_of(Path("mk.txt"), text, encoding)
    assert main(["validate", "x.xlsx", "--password-file", "mk.txt"]) == 2
    assert capsys.readouterr().err == line + "\n"

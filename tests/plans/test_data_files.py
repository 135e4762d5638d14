"""Data files of the user's own: what is spoilt in one is told in a line, never as a fault of the program."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ISSUE = ("generate", "hai-phong", "--period", "2025-09", "--unit", "11542")
MERGE = ("merge", "workbooks/returned", "--plan", "hai-phong", "--period", "2025-09")


@pytest.mark.parametrize(("file", "content", "command", "line"), [
    ("texts/scoring.toml", "[judgement]\nmargin = 0.1\n", MERGE, "scoring.toml: thiếu due_soon_days"),
    ("texts/scoring.toml", "[judgement\n", MERGE, "scoring.toml: Expected ']' at the end of a table declaration"),
    ("texts/revisions.csv", "words,rank\n", MERGE, "revisions.csv: thiếu cột word"),
    ("texts/revisions.csv", "word;rank\nbản cuối;cao\n", MERGE,
     "revisions.csv: invalid literal for int() with base 10: 'cao'"),
    ("texts/guide.csv", "text\nx\n", ISSUE, "guide.csv: thiếu cột sheet"),
    ("texts/letterhead.csv", b"unit_kind\xff", ISSUE, "letterhead.csv: không phải UTF-8"),
    ("workbooks/bieu.xlsx", "junk", ISSUE, "sổ mẫu không dùng được: bieu.xlsx: không phải sổ Excel")])
def test_a_spoilt_file_is_named_in_one_line(file: str, content: str | bytes, command: tuple[str, ...], line: str,
                                            tmp_path: Path) -> None:
    spoilt = tmp_path / "templates" / file
    spoilt.parent.mkdir(parents=True)
    spoilt.write_bytes(content if isinstance(content, bytes) else content.encode())
    output = tmp_path / ("bao-cao.xlsx" if command is MERGE else "so")
    done = subprocess.run([sys.executable, "-m", "nq57xl", *command, "-o", str(output)], cwd=ROOT, capture_output=True,
                          text=True, env={"NQ57XL_TEMPLATES": str(tmp_path / "templates"), "HOME": str(tmp_path)})
    told = done.stderr.splitlines()[-1]
    assert (done.returncode, told.startswith("nq57xl: ")) == (2, True) and line in told
    assert not output.is_file() and not list(output.glob("*"))


def test_a_file_that_excel_saved_with_semicolons_is_read(tmp_path: Path) -> None:
    file = tmp_path / "templates/texts/revisions.csv"
    file.parent.mkdir(parents=True)
    file.write_text("\ufeffword;rank\nbản chốt;95\n", encoding="utf-8")
    code = "from nq57xl.merge.revisions import revision; print(revision('bieu bản chốt.xlsx'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
                          env={"NQ57XL_TEMPLATES": str(tmp_path / "templates"), "HOME": str(tmp_path)})
    assert done.stdout == "(95, 0)\n"

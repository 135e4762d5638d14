"""Where commands write: places are looked at first, outputs appear together, mistakes are one Vietnamese line."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nq57xl.cli.main import main
from nq57xl.jobs.mistakes import UsageError, as_usage_error
from nq57xl.jobs.outputs import check_folder, outputs

Capture = pytest.CaptureFixture[str]
MERGE = ["merge", ".", "--plan", "hai-phong", "--period", "2025-09"]


@pytest.mark.parametrize(("command", "line"), [
    (["generate", "hai-phong", "--period", "2025-09", "--unit", "11542", "-o", "a.txt"],
     "nq57xl: a.txt là tệp; cần tên một thư mục"),
    (["demo", "-o", "a.txt"], "nq57xl: a.txt là tệp; cần tên một thư mục"),
    ([*MERGE, "-o", "gone/r.xlsx"], "nq57xl: không có thư mục gone"),
    ([*MERGE, "-o", "folder.xlsx"], "nq57xl: folder.xlsx là thư mục; cần tên một tệp"),
    ([*MERGE, "-o", "r.pdf"], "nq57xl: tên tệp ghi ra phải kết thúc bằng .xlsx: r.pdf"),
    ([*MERGE, "-o", "r.xlsx", "--facts", "f.txt"],
     "nq57xl: tên tệp ghi ra phải kết thúc bằng .csv hoặc .json hoặc .parquet: f.txt"),
    ([*MERGE, "-o", "r.xlsx", "--as-of", "5/9"],
     "nq57xl: tham số --as-of: ngày 5/9 không hợp lệ; viết 2025-09-10 (xem nq57xl merge --help)"),
    ([*MERGE, "-o", "r.xlsx", "--workers", "0"],
     "nq57xl: tham số --workers: số tiến trình 0 không hợp lệ; viết 1, 2, … (xem nq57xl merge --help)"),
    (["plan", "export", "nam-trieu", "-o", "gone/p.xlsx"], "nq57xl: không có thư mục gone"),
    (["plan", "align", "nam-trieu", "--with", "hai-phong", "-o", "gone/p.xlsx"], "nq57xl: không có thư mục gone"),
    (["validate", "folder.xlsx"], "nq57xl: folder.xlsx là thư mục; cần tên một tệp"),
])
def test_a_place_that_cannot_be_written_is_named_before_any_work(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, command: list[str], line: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("x", encoding="utf-8")
    Path("folder.xlsx").mkdir()
    assert main(command) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", line + "\n")


def test_an_output_takes_the_place_of_the_one_before(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(b"cu")
    assert main(["plan", "export", "nam-trieu", "-o", str(path)]) == 0
    assert path.read_bytes()[:2] == b"PK"
    assert [each.name for each in tmp_path.iterdir()] == ["p.xlsx"]
    capsys.readouterr()


def test_last_times_report_in_the_folder_is_no_return(tmp_path: Path, capsys: Capture) -> None:
    report = tmp_path / "r.xlsx"
    command = ["merge", str(tmp_path), "--plan", "hai-phong", "--period", "2025-09", "-o", str(report)]
    assert main(command) == 0
    first = report.read_bytes()
    assert main(command) == 0
    assert report.read_bytes() == first
    capsys.readouterr()


def test_a_returned_workbook_is_never_written_over(tmp_path: Path, capsys: Capture) -> None:
    main(["generate", "hai-phong", "--period", "2025-09", "--unit", "11542", "-o", str(tmp_path)])
    (book,) = tmp_path.iterdir()
    before = book.read_bytes()
    capsys.readouterr()
    assert main(["merge", str(tmp_path), "--plan", "hai-phong", "--period", "2025-09", "-o", str(book)]) == 2
    assert capsys.readouterr().err == f"nq57xl: không ghi đè lên sổ đã nộp {book}; chọn tên khác cho báo cáo\n"
    assert book.read_bytes() == before


def test_several_outputs_appear_together_or_not_at_all(tmp_path: Path) -> None:
    report, facts = tmp_path / "r.xlsx", tmp_path / "f.csv"
    facts.write_text("cu", encoding="utf-8")
    with pytest.raises(UsageError), outputs(report, facts) as made:
        made[0].write_text("moi", encoding="utf-8")
        raise UsageError("giữa chừng")
    assert not report.exists()
    assert facts.read_text(encoding="utf-8") == "cu"


def test_a_folder_without_the_right_to_write_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever runs the tests may be allowed everything, so the answer of the system is played.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="không có quyền ghi vào thư mục"):
        check_folder(tmp_path)


def test_a_file_that_is_no_plan_workbook_is_refused_in_words(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "p.xlsx"
    path.write_text("chữ", encoding="utf-8")
    assert main(["plan", "import", str(path), "-o", str(tmp_path)]) == 1
    assert "P01 · p.xlsx: không đọc được sổ (tệp văn bản hoặc CSV)" in capsys.readouterr().out


def test_help_is_vietnamese_throughout(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--version   hiện số phiên bản rồi thoát" in capsys.readouterr().out


def test_a_reader_who_has_seen_enough_is_no_fault_of_the_program(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "nq57xl", "plan", "list"]
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2],
                           env={**os.environ, "XDG_STATE_HOME": str(tmp_path)}, check=False)
    os.close(writer)
    assert (ended.returncode, ended.stderr, list(tmp_path.iterdir())) == (2, b"", [])


@pytest.mark.parametrize(("fault", "line"), [
    (OSError(errno.ENOSPC, "No space left on device", "r.xlsx"),
     "ổ đĩa đã đầy, không ghi được r.xlsx; xóa bớt tệp rồi chạy lại"),
    (OSError(errno.EIO, "Input/output error", "r.xlsx"), "máy báo lỗi ở r.xlsx: Input/output error"),
    (PermissionError(errno.EACCES, "", "da-nop"),
     "không đọc hoặc không ghi được da-nop: không có quyền, hoặc tệp đang mở ở chương trình khác"),
    (OSError("one of ours"), "")])
def test_what_the_machine_refuses_is_told_in_a_line(fault: OSError, line: str) -> None:
    assert as_usage_error(fault) == line

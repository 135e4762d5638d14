"""The committed example: its report says what merge makes of its returns, and it can be made anew.

Where a test here fails after a change of plan data, workbook or report, the example has to be made anew:
`python -m nq57xl.simulate.example workbooks`.
"""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from nq57xl.cli.main import main
from nq57xl.simulate.example import make
from nq57xl.validate import validate_file

EXAMPLE = Path(__file__).parents[2] / "workbooks"
REPORT = "bao-cao-2025-09.xlsx"
MERGE = ["merge", str(EXAMPLE / "returned"), "--plan", "hai-phong", "--period", "2025-09", "-o"]


def figures(report: Path) -> dict[str, list[float]]:
    """All numbers of a report, by sheet, in reading order."""
    book = load_workbook(report, read_only=True, data_only=True)
    return {sheet.title: [value for row in sheet.iter_rows(values_only=True) for value in row
                          if isinstance(value, int | float)] for sheet in book}


def facts(folder: Path) -> dict[str, tuple[str, list[tuple]]]:
    """Outcome and facts of every returned workbook."""
    found = {}
    for path in sorted([*folder.glob("*.xlsx"), *folder.glob("*.ods")]):
        submission = validate_file(path)
        found[path.name] = submission.outcome, [(f.code, f.field, f.value, f.cell, f.flags) for f in submission.facts]
    return found


def test_merging_the_returns_gives_the_figures_of_the_committed_report(tmp_path: Path) -> None:
    assert main([*MERGE, str(tmp_path / REPORT)]) == 1
    assert figures(tmp_path / REPORT) == figures(EXAMPLE / REPORT)


def test_merge_tells_who_is_in_and_what_was_refused(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    main([*MERGE, str(tmp_path / REPORT)])
    told = capsys.readouterr().out
    assert "11/130 đơn vị đã nộp, 10 đúng hạn, 1 nộp muộn" in told
    assert "Không nhận NQ57_hai-phong_2025-08_11824_bieu.xlsx: biểu của tháng 8/2025" in told
    assert "Không nhận NQ57_hai-phong_2025-09_11914_bieu.xlsx: tệp hỏng" in told


def test_the_example_made_anew_says_the_same(tmp_path: Path, soffice) -> None:
    make(tmp_path)
    assert facts(tmp_path / "returned") == facts(EXAMPLE / "returned")
    assert (tmp_path / "returned" / "so-tiep-nhan.csv").read_bytes() == (
        EXAMPLE / "returned" / "so-tiep-nhan.csv").read_bytes()
    issued = [sorted(path.name for path in (folder / "issued").iterdir()) for folder in (tmp_path, EXAMPLE)]
    assert issued[0] == issued[1] and len(issued[0]) == 14


def test_the_example_stays_small() -> None:
    assert sum(path.stat().st_size for path in EXAMPLE.rglob("*") if path.is_file()) < 2_000_000

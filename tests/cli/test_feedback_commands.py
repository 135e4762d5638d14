"""`validate --annotate`, `rebuild`, `receipt`, `merge --receipts`: what they write, say and refuse."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from nq57xl.cli.main import main
from nq57xl.jobs.delivery import LEDGER, deliver, distinct
from nq57xl.jobs.mistakes import UsageError
from tests.feedback.sent import FILE, faulty, good

Capture = pytest.CaptureFixture[str]
PERIOD = ["--plan", "hai-phong", "--period", "2025-09"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `da-nop` with a faulty return and a broken file; the commands run beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "da-nop").mkdir()
    (tmp_path / "da-nop" / FILE).write_bytes(faulty())
    (tmp_path / "da-nop" / "hong.xlsx").write_bytes(good()[:5000])
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_annotate_writes_copies_into_a_folder_and_leaves_the_originals(folder: Path, capsys: Capture) -> None:
    assert main(["validate", f"da-nop/{FILE}", "da-nop/hong.xlsx", "--annotate", "sua"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "hong.xlsx: không mở được tệp nên không có bản đánh dấu", "Đã ghi 1 bản sao vào sua"]
    assert files(folder / "sua") == [LEDGER, FILE]
    assert load_workbook(folder / "sua" / FILE).sheetnames[0] == "Cần sửa"
    assert (folder / "da-nop" / FILE).read_bytes() == faulty()


def test_two_files_of_one_name_give_two_copies(folder: Path) -> None:
    (folder / "khac").mkdir()
    (folder / "khac" / FILE).write_bytes(faulty())
    main(["validate", f"da-nop/{FILE}", f"khac/{FILE}", "--annotate", "sua"])
    assert files(folder / "sua") == [LEDGER, FILE.replace(".xlsx", " (2).xlsx"), FILE]


def test_a_copy_never_takes_the_place_of_the_original(folder: Path, capsys: Capture) -> None:
    assert main(["validate", f"da-nop/{FILE}", "--annotate", "da-nop"]) == 2
    assert capsys.readouterr().err == (
        f"nq57xl: không ghi đè lên tệp gốc da-nop/{FILE}; chọn thư mục khác\n")
    assert (folder / "da-nop" / FILE).read_bytes() == faulty()


def test_rebuild_writes_the_workbook_under_its_proper_name_and_names_what_was_left(folder: Path,
                                                                                     capsys: Capture) -> None:
    (folder / "da-nop" / FILE).rename(folder / "da-nop" / "bieu sua lan 2.xlsx")
    assert main(["rebuild", "da-nop/bieu sua lan 2.xlsx", "da-nop/hong.xlsx", "-o", "moi"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"bieu sua lan 2.xlsx: dựng lại thành {FILE}, 21 nội dung đã chuyển, 3 chưa chuyển",
        '  chưa chuyển Chỉ tiêu!G8: khoảng 11 (V32: "khoảng 11" không phải là một con số chắc chắn.)',
        '  chưa chuyển Chỉ tiêu!H8: 17 (V32 (ô G8): "khoảng 11" không phải là một con số chắc chắn.)',
        "  chưa chuyển Nhiệm vụ!I5: 0,6 (V43: Tiến độ 0,6: là 0,6% hay đã nhập theo thang 0 đến 1?)",
        "hong.xlsx: không dựng lại được: tệp hỏng, không đọc được (tệp bị cắt cụt hoặc hỏng khi chép, tải).",
        "Đã ghi 1 sổ vào moi"]
    assert load_workbook(folder / "moi" / FILE).sheetnames[:2] == ["Cần sửa", "Đã chuyển"]


def test_rebuilding_a_sound_return_ends_clean(folder: Path) -> None:
    (folder / "da-nop" / FILE).write_bytes(good())
    assert main(["rebuild", f"da-nop/{FILE}", "-o", "moi"]) == 0


def test_a_rebuild_keeps_the_rebuild_of_another_file(folder: Path, capsys: Capture) -> None:
    (folder / "da-nop" / "tot.xlsx").write_bytes(good())
    second = FILE.replace(".xlsx", " (2).xlsx")
    main(["rebuild", f"da-nop/{FILE}", "-o", "moi"])
    first = (folder / "moi" / FILE).read_bytes()
    for _ in range(2):
        capsys.readouterr()
        assert main(["rebuild", "da-nop/tot.xlsx", "-o", "moi"]) == 0
        assert f"tot.xlsx: dựng lại thành {second}, " in capsys.readouterr().out
        assert files(folder / "moi") == [LEDGER, second, FILE]
        assert (folder / "moi" / FILE).read_bytes() == first
    assert main(["rebuild", "da-nop/tot.xlsx", "-o", "moi", "--force"]) == 0
    assert (folder / "moi" / FILE).read_bytes() != first


def test_receipts_are_written_once_and_again_over_our_own(folder: Path, capsys: Capture) -> None:
    command = ["receipt", "da-nop", *PERIOD, "-o", "phieu", "--date", "2025-09-26"]
    assert main(command) == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Đã ghi 1 phiếu tiếp nhận, 130 tin nhắn (gộp trong tin-nhan.txt) và khong-nhan.csv vào phieu")
    first = (folder / "phieu/phieu-tiep-nhan_SNV.xlsx").read_bytes()
    assert main(command) == 1
    assert (folder / "phieu/phieu-tiep-nhan_SNV.xlsx").read_bytes() == first


def test_a_letter_that_somebody_rewrote_is_not_lost(folder: Path, capsys: Capture) -> None:
    command = ["receipt", "da-nop", *PERIOD, "-o", "phieu"]
    main(command)
    (folder / "phieu/tin-nhan.txt").write_text("lời của tôi", encoding="utf-8")
    capsys.readouterr()
    assert main([*command, "--date", "2025-09-26"]) == 2
    assert capsys.readouterr().err == ("nq57xl: trong phieu đã có 1 tệp khác nội dung, ví dụ tin-nhan.txt; chọn thư "
    "mục "
                                       "khác, hoặc thêm --force để ghi đè\n")
    assert (folder / "phieu/tin-nhan.txt").read_text(encoding="utf-8") == "lời của tôi"
    assert main([*command, "--date", "2025-09-26", "--force"]) == 1


def test_merge_writes_report_and_receipts(folder: Path) -> None:
    assert main(["merge", "da-nop", *PERIOD, "-o", "r.xlsx", "--receipts", "phieu"]) == 1
    assert (folder / "r.xlsx").is_file()
    assert {"phieu-tiep-nhan_SNV.xlsx", "de-nghi-sua_SNV.txt", "khong-nhan.csv"} <= set(files(folder / "phieu"))


def test_receipts_never_go_among_the_returns(folder: Path, capsys: Capture) -> None:
    assert main(["receipt", "da-nop", *PERIOD, "-o", "da-nop/phieu"]) == 2
    assert capsys.readouterr().err == ("nq57xl: da-nop/phieu nằm trong thư mục tệp nộp da-nop; chọn thư mục khác để "
    "ghi "
                                       "phiếu\n")


def test_a_delivery_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"mine")
    with pytest.raises(UsageError, match="đã có 1 tệp khác nội dung, ví dụ b.txt"):
        deliver(tmp_path, {"a.txt": b"new", "b.txt": b"new"})
    assert files(tmp_path) == ["b.txt"]
    deliver(tmp_path, {"a.txt": b"new", "b.txt": b"mine"})
    assert files(tmp_path) == [LEDGER, "a.txt", "b.txt"]


def test_names_that_differ_in_case_alone_are_one_on_windows() -> None:
    assert distinct("Bieu.xlsx", ["bieu.xlsx", "BIEU (2).xlsx"]) == "Bieu (3).xlsx"

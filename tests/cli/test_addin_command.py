"""`nq57xl addin …`: build anywhere, the rest on Windows."""

from pathlib import Path

import pytest

from nq57xl.addin.build import build_addin, shipped_addin
from nq57xl.cli.main import main
from tests.addin.office_pc import ADDIN, OfficePc

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def pc(monkeypatch: pytest.MonkeyPatch) -> OfficePc:
    """The computer that the commands work on."""
    made = OfficePc()
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("nq57xl.addin.windows.WindowsMachine", lambda: made)
    return made


def test_the_add_in_is_built_anywhere(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "nq57xl.xlam"
    assert main(["addin", "build", "-o", str(path)]) == 0
    assert path.read_bytes() == build_addin() == shipped_addin()
    assert capsys.readouterr().out == f"Đã tạo {path}\n"
    assert main(["addin", "build", "-o", str(tmp_path / "x.xlsm")]) == 2


@pytest.mark.parametrize("verb", ["install", "status", "remove", "doctor"])
def test_elsewhere_the_twin_commands_are_named(verb: str, capsys: Capture) -> None:
    assert main(["addin", verb]) == 2
    assert capsys.readouterr() == (
        "", "nq57xl: nút lệnh cần Excel cho máy tính trên Windows; trên máy này dùng các lệnh làm cùng việc: "
            "nq57xl generate, nq57xl validate, nq57xl unmark, nq57xl rebuild, nq57xl merge, nq57xl status, "
            "nq57xl trace, nq57xl plan, nq57xl receipt, nq57xl guide\n")


def test_install_status_doctor_remove(pc: OfficePc, capsys: Capture) -> None:
    assert main(["addin", "status"]) == 1
    assert main(["addin", "install"]) == 0
    assert capsys.readouterr().out.endswith("Đã cài xong. Mở Excel: thẻ NQ57 nằm ở cuối dải lệnh.\n")
    assert main(["addin", "status"]) == 0
    assert main(["addin", "doctor", "-o", r"D:\chan-doan.txt"]) == 0
    assert capsys.readouterr().out.endswith("Bản chẩn đoán để gửi đi: D:\\chan-doan.txt\n")
    assert r"D:\chan-doan.txt" in pc.files
    assert main(["addin", "remove"]) == 0
    assert ADDIN not in pc.files


def test_an_obstacle_ends_with_1_and_says_what_to_do(pc: OfficePc, capsys: Capture) -> None:
    pc.running.add("excel.exe")
    assert main(["addin", "install"]) == 1
    told = capsys.readouterr().out
    assert "✘ Excel đã đóng: C03 · Excel đang mở nên chưa ghi được nút lệnh. Cách sửa: đóng mọi cửa sổ Excel" in told
    assert told.endswith("Chưa dùng được; làm theo các dòng Cách sửa ở trên.\n")

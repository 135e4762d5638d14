"""A click as it arrives in Python: who answers it, and what the add-in hears back."""

from pathlib import Path

import pytest

from nq57xl import __version__
from nq57xl.addin.call import Call, arguments
from nq57xl.ribbon.__main__ import main
from tests.addin.office_pc import OfficePc

Capture = pytest.CaptureFixture[str]


def answer(command: str, protocol: int = 1) -> int:
    return main(arguments(Call(command, protocol, 7, "Biểu.xlsx"))[3:])


def test_ping_answers_with_version_and_protocol(capsys: Capture) -> None:
    assert answer("ping") == 0
    assert capsys.readouterr().out == f"nq57xl {__version__} protocol 1\n"


@pytest.mark.parametrize(("command", "protocol"), [("ping", 2), ("diagnose", 0), ("no-such-button", 1)])
def test_an_add_in_of_another_version_hears_64(command: str, protocol: int) -> None:
    assert answer(command, protocol) == 64


def test_a_line_of_no_add_in_hears_64() -> None:
    assert main(["check-book"]) == 64


def test_a_fault_goes_to_the_log_and_the_add_in_hears_70(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                         capsys: Capture) -> None:
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path)

    class Broken(OfficePc):
        def show(self, path: str) -> None:
            raise ZeroDivisionError(path)
    monkeypatch.setattr("nq57xl.addin.windows.WindowsMachine", Broken)
    assert answer("diagnose") == 70
    assert "ZeroDivisionError: C:\\Users\\nva" in (tmp_path / "nq57xl.log").read_text(encoding="utf-8")
    assert capsys.readouterr() == ("", "")


def test_diagnose_writes_the_report_and_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pc = OfficePc()
    monkeypatch.setattr("nq57xl.addin.windows.WindowsMachine", lambda: pc)
    assert answer("diagnose") == 0
    assert pc.shown == pc.written == [r"C:\Users\nva\AppData\Local\nq57xl\chan-doan.txt"]
    assert "C07 · không thấy tệp nút lệnh" in pc.files[pc.shown[0]].decode("utf-8-sig")


def test_the_guide_opens_in_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path)
    assert answer("open-guide") == 0
    assert shown == [(tmp_path / "huong-dan.html").as_uri()]
    assert "Cài đặt nút lệnh trên Excel" in (tmp_path / "huong-dan.html").read_text(encoding="utf-8")

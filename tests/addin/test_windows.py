"""The part of the Windows machine that is the same everywhere: files and programs. The rest was never run here."""

import os
import sys
from pathlib import Path

import pytest

from nq57xl.addin.windows import WindowsMachine


def test_a_file_is_written_whole_in_a_folder_made_for_it(tmp_path: Path) -> None:
    machine, path = WindowsMachine(), tmp_path / "nq57xl" / "a.conf"
    assert machine.read(str(path)) is None
    machine.write(str(path), b"one")
    machine.write(str(path), b"two")
    assert (machine.read(str(path)), machine.exists(str(path))) == (b"two", True)
    assert machine.names(str(path.parent)) == ["a.conf"]
    assert machine.names(str(tmp_path / "gone")) == []


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "busy").mkdir()
    (tmp_path / "busy" / "x").touch()
    with pytest.raises(OSError):
        WindowsMachine().write(str(tmp_path / "busy"), b"x")
    assert os.listdir(tmp_path) == ["busy"]


def test_our_own_folder_goes_with_its_last_file(tmp_path: Path) -> None:
    machine = WindowsMachine()
    for folder in ("nq57xl", "XLSTART"):
        machine.write(str(tmp_path / folder / "a"), b"x")
        machine.write(str(tmp_path / folder / "b"), b"x")
        machine.delete(str(tmp_path / folder / "a"))
        assert machine.names(str(tmp_path / folder)) == ["b"]
        machine.delete(str(tmp_path / folder / "b"))
    assert os.listdir(tmp_path) == ["XLSTART"]


def test_a_program_is_run_in_a_neutral_folder_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, told = WindowsMachine().run([sys.executable, "-c", "import os; print(os.getcwd()); raise SystemExit(4)"])
    assert (code, Path(told) == tmp_path) == (4, False)
    code, told = WindowsMachine().run([str(tmp_path / "gone.exe")])
    assert (code, "gone.exe" in told) == (-1, True)


def test_a_python_without_a_window_is_recorded_as_the_one_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/x/pythonw.exe")
    assert WindowsMachine().interpreter == str(Path("/x/python.exe"))


def test_the_python_behind_the_environment_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.base_prefix", "/opt/python")
    assert WindowsMachine().base == "/opt/python"


def test_the_machine_says_what_it_is() -> None:
    machine = WindowsMachine()
    assert machine.python().startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert machine.system()
    assert machine.variable("NO_SUCH_VARIABLE") == ""

"""What is no ordinary file is refused with a word by every command that reads workbooks, and never waited for."""

import os
from pathlib import Path

import pytest

from nq57xl.cli.main import main

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")


@pytest.mark.parametrize("command", [["validate"], ["validate", "--annotate", "ra"], ["rebuild", "-o", "ra"]])
def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                           capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("ong.xlsx")
    assert main([command[0], "ong.xlsx", *command[1:]]) == 1
    told = capsys.readouterr()
    assert "tệp đặc biệt của hệ thống, không phải tệp thường" in told.out + told.err

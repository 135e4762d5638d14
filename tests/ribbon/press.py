"""Pressing a button as the add-in does: the command line in, the officer's choices before and after."""

from pathlib import Path

from nq57xl.addin.call import Call, arguments
from nq57xl.ribbon.__main__ import main
from nq57xl.ribbon.choices import Choices, remember, remembered, settings_file
from tests.uno_engine.calls import CALLS

MOST_CALLS, FEW = {"check-book": 650, "clear-marks": 250, "next-finding": 100, "previous-finding": 100}, 40
"""How often a button may call the program, with the few findings that these tests have: buttons work on ranges."""


def press(command: str, workbook: str = "", choices: Choices | None = None) -> Choices:
    """Press a button while a workbook is active; returns the choices kept for next time. Nothing may be left to
    the add-in to tell."""
    if choices is not None:
        remember(settings_file(), choices)
    before = CALLS.count
    assert main(arguments(Call(command, workbook=workbook))[3:]) == 0
    assert CALLS.count - before <= MOST_CALLS.get(command, FEW), f"{command} called Excel {CALLS.count - before} times"
    return remembered(settings_file())


def kept_in(folder: Path, monkeypatch) -> None:
    """The officer's settings in a folder of the test."""
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: folder / "settings")

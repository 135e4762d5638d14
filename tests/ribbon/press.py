"""Pressing a button as the add-in does: the command line in, the officer's choices before and after."""

from pathlib import Path

from nq57xl.addin.call import Call, arguments
from nq57xl.ribbon.__main__ import main
from nq57xl.ribbon.choices import Choices, remember, remembered, settings_file


def press(command: str, workbook: str = "", choices: Choices | None = None) -> Choices:
    """Press a button while a workbook is active; returns the choices kept for next time. Nothing may be left to
    the add-in to tell."""
    if choices is not None:
        remember(settings_file(), choices)
    assert main(arguments(Call(command, workbook=workbook))[3:]) == 0
    return remembered(settings_file())


def kept_in(folder: Path, monkeypatch) -> None:
    """The officer's settings in a folder of the test."""
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: folder / "settings")

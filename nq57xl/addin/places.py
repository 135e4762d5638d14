"""Where the add-in and its settings stand on Windows. Paths are Windows paths, whatever this machine is."""

import re

from nq57xl.addin.machine import Machine

_INTERPRETER = re.compile(r"[ !#$&-~]:\\(?:[ !#$&-~]*\\)?python\.exe", re.IGNORECASE)
ADDIN = "nq57xl.xlam"
SETTINGS_FILE = r"nq57xl\nq57xl.conf"
"""The user's settings, below %APPDATA%: the launcher looks nowhere else."""
REPORT_FILE = r"nq57xl\chan-doan.txt"
INTERPRETER = "INTERPRETER"
"""The one line of the settings; the launcher reads it too."""


def startup_folder(machine: Machine) -> str:
    """The user's XLSTART: Excel opens what lies there, and trusts it by default."""
    return machine.variable("APPDATA") + r"\Microsoft\Excel\XLSTART"


def addins_folder(machine: Machine) -> str:
    """Where Excel keeps add-ins that a user ticks by hand; earlier copies may lie there."""
    return machine.variable("APPDATA") + r"\Microsoft\AddIns"


def addin_file(machine: Machine) -> str:
    return startup_folder(machine) + "\\" + ADDIN


def settings_file(machine: Machine) -> str:
    return machine.variable("APPDATA") + "\\" + SETTINGS_FILE


def report_file(machine: Machine) -> str:
    return machine.variable("LOCALAPPDATA") + "\\" + REPORT_FILE


def is_launchable(interpreter: str) -> bool:
    """Whether the launcher starts this program: a python.exe on a drive of this machine, in printable ASCII without
    quotation and percent signs (`IsInterpreter` in launcher.bas)."""
    return _INTERPRETER.fullmatch(interpreter) is not None


def settings_text(interpreter: str) -> bytes:
    return f"{INTERPRETER}={interpreter}\r\n".encode("ascii")


def read_settings(data: bytes | None) -> dict[str, str]:
    """The lines NAME=value of a settings file; empty where there is none."""
    lines = (data or b"").decode("ascii", errors="replace").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)

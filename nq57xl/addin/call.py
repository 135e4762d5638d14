"""What a click says to Python: the command line that VBA builds (sources/launcher.bas) and the ribbon reads.

`"<python.exe>" -I -m nq57xl.ribbon <command> --protocol=1 --from_xl=1 --hwnd=<window> --wb=<name>`: the workbook's name
is written as UTF-16 code units, four hexadecimal digits each, so that no name can break or bend the line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PROTOCOL = 1
"""Raised when the command line changes: an add-in of another number is told to be installed anew."""
OTHER_VERSION, INTERNAL = 64, 70
"""Exit codes for which the add-in speaks; with 0 Python has told the officer all there is to say."""
PING = "ping"
"""The command by which the installer tries the recorded command line."""
MODULE = "nq57xl.ribbon"
_LINE = re.compile(r"([a-z-]+) --protocol=(\d{1,9}) --from_xl=1 --hwnd=(-?\d{1,19}) --wb=((?:[0-9A-F]{4})*)")


@dataclass(frozen=True, slots=True)
class Call:
    """A click. `window` is the handle of Excel's window, `workbook` the name of the active workbook or empty."""

    command: str
    protocol: int = PROTOCOL
    window: int = 0
    workbook: str = ""


class CallError(Exception):
    """A command line that no add-in of ours wrote."""


def arguments(call: Call) -> list[str]:
    """The words after the interpreter."""
    return ["-I", "-m", MODULE, call.command, f"--protocol={call.protocol}", "--from_xl=1", f"--hwnd={call.window}",
            f"--wb={call.workbook.encode('utf-16-be').hex().upper()}"]


def parse_call(words: Sequence[str]) -> Call:
    """The click told by the words after `-m nq57xl.ribbon`. Raises CallError."""
    found = _LINE.fullmatch(" ".join(words))
    if not found:
        raise CallError(" ".join(words))
    command, protocol, window, name = found.groups()
    return Call(command, int(protocol), int(window), bytes.fromhex(name).decode("utf-16-be", errors="replace"))


def pong(version: str) -> str:
    """What `ping` answers."""
    return f"nq57xl {version} protocol {PROTOCOL}"

"""A Windows computer in memory: files, registry, programs."""

from collections.abc import Sequence

from nq57xl import __version__
from nq57xl.addin.call import pong
from nq57xl.addin.machine import Value

PROFILE = r"C:\Users\nva"
PYTHON = r"C:\nq57xl\Scripts\python.exe"
XLSTART = PROFILE + r"\AppData\Roaming\Microsoft\Excel\XLSTART"
ADDINS = PROFILE + r"\AppData\Roaming\Microsoft\AddIns"
ADDIN = XLSTART + r"\nq57xl.xlam"
CONF = PROFILE + r"\AppData\Roaming\nq57xl\nq57xl.conf"
OPTIONS = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
MANAGER = r"HKCU\Software\Microsoft\Office\16.0\Excel\Add-in Manager"
EXCEL_EXE = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"


class OfficePc:
    """The `Machine` of an officer with Excel 2016 and a Python of its own; tests change what they are about."""

    def __init__(self) -> None:
        self.interpreter, self.base = PYTHON, r"C:\Program Files\Python311"
        self.variables = {"APPDATA": PROFILE + r"\AppData\Roaming", "LOCALAPPDATA": PROFILE + r"\AppData\Local",
                          "USERPROFILE": PROFILE, "USERNAME": "nva", "COMPUTERNAME": "PC-VHXH-07"}
        self.files: dict[str, bytes] = {PYTHON: b"MZ"}
        self.registry: dict[str, dict[str, Value]] = {
            r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {"": EXCEL_EXE},
            r"HKCR\Excel.Application\CurVer": {"": "Excel.Application.16"}}
        self.running: set[str] = set()
        self.locked: set[str] = set()
        self.short: dict[str, str] = {}
        self.answer: tuple[int, str] = (0, pong(__version__))
        self.commands: list[list[str]] = []
        self.shown: list[str] = []
        self.written: list[str] = []

    def variable(self, name: str) -> str:
        return self.variables.get(name, "")

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def exists(self, path: str) -> bool:
        return path in self.files

    def write(self, path: str, data: bytes) -> None:
        if path in self.locked:
            raise PermissionError(13, "locked", path)
        self.files[path] = data
        self.files.pop(path + ":Zone.Identifier", None)
        self.written.append(path)

    def delete(self, path: str) -> None:
        if path in self.locked:
            raise PermissionError(13, "locked", path)
        self.files.pop(path, None)

    def names(self, folder: str) -> list[str]:
        return sorted(path.rsplit("\\", 1)[1] for path in self.files if path.rsplit("\\", 1)[0] == folder)

    def short_path(self, path: str) -> str:
        return self.short.get(path, path)

    def values(self, key: str) -> dict[str, Value]:
        return dict(self.registry.get(key, {}))

    def set_value(self, key: str, name: str, text: str) -> None:
        self.registry.setdefault(key, {})[name] = text

    def delete_value(self, key: str, name: str) -> None:
        del self.registry[key][name]

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        self.commands.append(list(command))
        return self.answer if command[0] in self.files else (-1, "không có tệp")

    def is_running(self, program: str) -> bool:
        return program in self.running

    def show(self, path: str) -> None:
        self.shown.append(path)

    def system(self) -> str:
        return "Windows 10 (10.0.19045), AMD64"

    def python(self) -> str:
        return "3.11.7, 64bit"

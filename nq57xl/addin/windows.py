"""This Windows machine. Only this module calls Windows; it is small because nothing here could be tried elsewhere."""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nq57xl.addin.machine import Value

SECONDS = 30
TASKLIST = os.path.join(os.environ.get("SystemRoot", r"C:\Windows"), "System32", "tasklist.exe")
"""By its whole path: a program of that name beside a workbook is none of ours to start."""
NO_WINDOW = 0x08000000


class WindowsMachine:
    """The `Machine` that is this computer."""

    def __init__(self) -> None:
        path = Path(sys.executable)
        self.interpreter = str(path.with_name("python.exe") if path.name.lower() == "pythonw.exe" else path)
        self.base = sys.base_prefix

    def variable(self, name: str) -> str:
        return os.environ.get(name, "")

    def read(self, path: str) -> bytes | None:
        try:
            return Path(path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def exists(self, path: str) -> bool:
        return Path(path).is_file()

    def write(self, path: str, data: bytes) -> None:
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".nq57xl-", delete=False) as file:
            file.write(data)
        try:
            os.replace(file.name, target)
        except OSError:
            os.unlink(file.name)
            raise

    def delete(self, path: str) -> None:
        target = Path(path)
        target.unlink(missing_ok=True)
        if target.parent.name == "nq57xl" and target.parent.is_dir() and not any(target.parent.iterdir()):
            target.parent.rmdir()

    def names(self, folder: str) -> list[str]:
        return sorted(each.name for each in Path(folder).iterdir()) if Path(folder).is_dir() else []

    def short_path(self, path: str) -> str:
        import ctypes
        buffer = ctypes.create_unicode_buffer(1024)
        length = ctypes.windll.kernel32.GetShortPathNameW(path, buffer, len(buffer))
        return buffer.value if 0 < length < len(buffer) else path

    def values(self, key: str) -> dict[str, Value]:
        import winreg
        try:
            with _opened(key, winreg.KEY_READ) as handle:
                count = winreg.QueryInfoKey(handle)[1]
                return {name: value for name, value, _ in (winreg.EnumValue(handle, at) for at in range(count))}
        except OSError:
            return {}

    def set_value(self, key: str, name: str, text: str) -> None:
        import winreg
        with _opened(key, winreg.KEY_SET_VALUE) as handle:
            winreg.SetValueEx(handle, name, 0, winreg.REG_SZ, text)

    def delete_value(self, key: str, name: str) -> None:
        import winreg
        with _opened(key, winreg.KEY_SET_VALUE) as handle:
            winreg.DeleteValue(handle, name)

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        try:
            done = subprocess.run(command, cwd=tempfile.gettempdir(), capture_output=True, timeout=SECONDS,
                                  creationflags=NO_WINDOW if sys.platform == "win32" else 0)
        except (OSError, subprocess.TimeoutExpired) as fault:
            return -1, str(fault)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", errors="replace").strip()

    def is_running(self, program: str) -> bool:
        _, listed = self.run([TASKLIST, "/FI", f"IMAGENAME eq {program}", "/FO", "CSV", "/NH"])
        return program.lower() in listed.lower()

    def show(self, path: str) -> None:
        os.startfile(path)

    def system(self) -> str:
        return f"{platform.system()} {platform.release()} ({platform.version()}), {platform.machine()}"

    def python(self) -> str:
        return f"{platform.python_version()}, {platform.architecture()[0]}"


@contextmanager
def _opened(key: str, access: int) -> Iterator[object]:
    """A registry key, `HKCU\\…`, `HKLM\\…` or `HKCR\\…`, in the 64-bit view. Raises OSError."""
    import winreg
    hive, path = key.split("\\", 1)
    root = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE,
            "HKCR": winreg.HKEY_CLASSES_ROOT}[hive]
    with winreg.OpenKey(root, path, 0, access | winreg.KEY_WOW64_64KEY) as handle:
        yield handle

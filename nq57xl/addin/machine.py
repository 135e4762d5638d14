"""The Windows machine behind a small interface, so that installing and diagnosing can be tried anywhere."""

from collections.abc import Sequence
from typing import Protocol

Value = str | int | bytes | Sequence[str]
"""What a registry value holds."""


class Machine(Protocol):
    """Files by Windows path, the registry by keys such as `HKCU\\Software\\…`, programs."""

    interpreter: str
    """The python.exe that runs this program."""

    base: str
    """The folder of the Python of which this one's environment was made."""

    def variable(self, name: str) -> str:
        """An environment variable, empty where it is not set."""

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None where there is no such file."""

    def exists(self, path: str) -> bool:
        """Is there such a file?"""

    def write(self, path: str, data: bytes) -> None:
        """Write a file whole or not at all, making its folder. Raises OSError."""

    def delete(self, path: str) -> None:
        """Delete a file, and its folder when that is left empty and is our own. Raises OSError."""

    def names(self, folder: str) -> list[str]:
        """Names of the files in a folder, none where there is no such folder."""

    def short_path(self, path: str) -> str:
        """The 8.3 form of the path of a file; the path itself where the drive keeps none."""

    def values(self, key: str) -> dict[str, Value]:
        """The values of a registry key by name, `""` the default one; none where it is missing or closed to us."""

    def set_value(self, key: str, name: str, text: str) -> None:
        """Write a text value of the user's registry. Raises OSError."""

    def delete_value(self, key: str, name: str) -> None:
        """Delete a value of the user's registry. Raises OSError."""

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        """Exit code and output of a program, run in a neutral folder; the error's text with code -1 where it did not
        start or did not end in time."""

    def is_running(self, program: str) -> bool:
        """Is a program of this file name running for this user?"""

    def show(self, path: str) -> None:
        """Open a file with the program that the user opens such files with. Raises OSError."""

    def system(self) -> str:
        """Windows' name and version."""

    def python(self) -> str:
        """Python's version and width."""

"""Files that appear whole or not at all: written under another name, then renamed."""

import os
import tempfile
from pathlib import Path


class LockedOutput(Exception):
    """The output cannot be replaced, most likely because it is open in Excel. `path` is the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def save(data: bytes, path: Path) -> None:
    """Write a file under a temporary name and rename it. Raises LockedOutput where it may not be replaced."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".nq57xl-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp makes files for the owner alone; an output is an ordinary file.
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except PermissionError as fault:
        raise LockedOutput(path) from fault
    finally:
        Path(temporary).unlink(missing_ok=True)

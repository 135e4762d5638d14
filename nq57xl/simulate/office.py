"""LibreOffice as another program that opens and saves a workbook; never with a network, macros or a shared profile."""

import shutil
import subprocess
import tempfile
from functools import cache, lru_cache
from pathlib import Path

SECONDS = 180


@cache
def office() -> str:
    """The program's path; "" where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


@lru_cache(32)
def converted(data: bytes, source: str, target: str) -> bytes:
    """The file `data` (of the kind `source`: xlsx, ods …) as LibreOffice saves it as `target`.

    Raises FileNotFoundError without LibreOffice, subprocess.SubprocessError where it fails.
    """
    if not office():
        raise FileNotFoundError(2, "chưa cài LibreOffice", "soffice")
    with tempfile.TemporaryDirectory(prefix="nq57xl-office-") as place:
        folder = Path(place)
        (folder / f"in.{source}").write_bytes(data)
        command = [office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
                   "--convert-to", target, "--outdir", str(folder / "out"), str(folder / f"in.{source}")]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return (folder / "out" / f"in.{target.partition(':')[0]}").read_bytes()

"""Fixtures shared by all tests."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.uno_engine.session import Application

settings.register_profile("nq57xl", deadline=None)
settings.load_profile("nq57xl")
# Properties are no timed tests: on a busy machine one example takes as long as it takes.
Convert = Callable[[bytes, str, str], bytes]


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return `convert(data, "xlsx", "ods") -> bytes`: LibreOffice opens and saves a workbook.

    The profile belongs to this test process alone, so runs side by side do not disturb each other.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        # CI sets the variable: there the referee may not be missing.
        assert "NQ57XL_REQUIRE_LIBREOFFICE" not in os.environ, "LibreOffice is not installed"
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("soffice")
    saved: dict[tuple[str, str, str], bytes] = {}

    def convert(data: bytes, source: str, target: str) -> bytes:
        key = (hashlib.sha256(data).hexdigest()[:16], source, target)
        if key not in saved:
            saved[key] = _convert(program, folder, f"{key[0]}.{source}", data, target)
        return saved[key]

    return convert


def _convert(program: str, folder: Path, name: str, data: bytes, target: str) -> bytes:
    (folder / name).write_bytes(data)
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", target, "--outdir", str(out), name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (out / name).with_suffix(f".{target}").read_bytes()


@pytest.fixture(scope="session")
def office() -> Iterator["Application"]:
    """The one LibreOffice that stands in for Excel; handlers speak to it through real xlwings objects."""
    from tests.uno_engine.office import NoOffice
    from tests.uno_engine.session import Application
    try:
        running = Application()
    except NoOffice as fault:
        assert "NQ57XL_REQUIRE_LIBREOFFICE" not in os.environ, f"not installed: {fault}"
        pytest.skip(f"not installed: {fault}")
    yield running
    running.stop()


@pytest.fixture
def excel(office: "Application") -> Iterator["Application"]:
    """The office without any workbook, its records empty."""
    office.clear()
    yield office
    office.clear()

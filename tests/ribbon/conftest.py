"""No test of a button touches the settings of whoever runs it."""

from pathlib import Path

import pytest

from tests.ribbon.press import kept_in


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_in(tmp_path, monkeypatch)

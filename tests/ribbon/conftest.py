"""No test of a button touches the settings of whoever runs it, or opens anything on their screen."""

from pathlib import Path

import pytest

from tests.ribbon.press import kept_in


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_in(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def revealed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders and pages that were opened outside Excel."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    return opened

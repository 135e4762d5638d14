"""Results that are shown outside Excel."""

from pathlib import Path

import pytest

from nq57xl.showing import show


def test_windows_gets_the_path_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an address, `Trần Nguyễn` would not be found there."""
    shown: list[Path] = []
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("os.startfile", shown.append, raising=False)
    show(tmp_path / "Trần Nguyễn")
    assert shown == [tmp_path / "Trần Nguyễn"]


def test_elsewhere_the_browser_gets_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    show(tmp_path / "Ô.html")
    assert shown == [f"{tmp_path.as_uri()}/%C3%94.html"]

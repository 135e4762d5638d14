"""The guide as a page: all chapters, links inside the page, nothing from elsewhere."""

import re
import webbrowser
from pathlib import Path

import pytest

from nq57xl.cli.main import main
from nq57xl.guide import documents, guide_page


def test_the_page_holds_the_guide_and_the_list_of_codes() -> None:
    page = guide_page()
    assert "<h1>Hướng dẫn sử dụng</h1>" in page and "<h1>Mã lỗi</h1>" in page
    assert '<a href="#ma-loi.md">' in page and '<section id="ma-loi.md">' in page


def test_every_picture_of_the_page_is_there() -> None:
    pictures = re.findall(r'<img[^>]* src="([^"]+)"', guide_page())
    names = {picture.removeprefix(f"{documents().as_uri()}/") for picture in pictures}
    assert "pictures/so-chi-tieu.png" in names and all((documents() / name).is_file() for name in names)


def test_the_page_runs_no_script_and_loads_nothing_from_elsewhere() -> None:
    page = guide_page()
    assert "default-src 'none'" in page and "<script" not in page and 'src="http' not in page


def test_the_command_opens_the_page_in_the_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", shown.append)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert main(["guide"]) == 0
    path = Path(capsys.readouterr().out.removeprefix("Hướng dẫn: ").strip())
    assert shown == [path.as_uri()] and path.read_text(encoding="utf-8") == guide_page()

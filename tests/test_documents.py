"""README and the officer's guide are held to the program: every command in them runs, every link leads somewhere."""

import glob
import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from nq57xl.addin.buttons import Group, ribbon_tab
from nq57xl.archive.decisions import read_decisions
from nq57xl.cli.main import COMMANDS, main, parser

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "docs/huong-dan.md", ROOT / "workbooks/README.md",
             ROOT / "docs/cai-dat-nut-lenh.md", ROOT / "docs/nut-lenh.md")
CLEAN = {"plan", "generate"}
"""Verbs that end with 0 in the documents; the worked example contains bad files, so the others end with 1."""


def commands(document: Path) -> list[str]:
    """The `nq57xl …` lines of the code blocks, in their order, without comments and without what precedes `&&`."""
    blocks = re.findall(r"```sh\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.split("#")[0].split("&&")[-1].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("nq57xl ")]


@pytest.mark.parametrize("document", DOCUMENTS[:2], ids=lambda path: path.name)
def test_every_command_runs_as_it_is_written(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                             capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("workbooks", "da-nop"):
        (tmp_path / name).symlink_to(ROOT / "workbooks" if name == "workbooks" else ROOT / "workbooks/returned")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NQ57XL_TEMPLATES", str(tmp_path / "templates"))
    written = commands(document)
    assert len(written) >= 5
    for line in written:
        arguments = [name for word in shlex.split(line)[1:] for name in (glob.glob(word) or [word])]
        if arguments[0] in ("demo", "guide"):
            parser().parse_args(arguments)
            continue
        code = main(arguments)
        assert code == 0 or (code == 1 and arguments[0] not in CLEAN), f"{line}: {code} {capsys.readouterr().err}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_readme_gives_the_two_commands_that_set_everything_up() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert ("python -m pip install . && nq57xl merge workbooks/returned --plan hai-phong --period 2025-09 "
            "-o report.xlsx") in text
    test_command = 'python -m pip install ".[test]" && python -m pytest'
    assert test_command in text
    assert test_command.replace("pip install", "pip install --quiet") in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.parametrize("group", ribbon_tab().groups, ids=lambda group: group.id)
def test_the_page_of_the_buttons_tells_of_every_button_its_name_its_keys_and_its_command(group: Group) -> None:
    page = " ".join((ROOT / "docs/nut-lenh.md").read_text(encoding="utf-8").split())
    part = page.partition(f"## Nhóm {group.label} ")[2].partition(" ## ")[0]
    for button in group.buttons:
        assert f"**{button.label}** (Alt, {ribbon_tab().keytip}, {button.keytip})" in part
        assert f"`{button.twin}`" in part, button.label


def test_the_page_of_the_buttons_tells_of_no_button_that_is_not_there() -> None:
    page = (ROOT / "docs/nut-lenh.md").read_text(encoding="utf-8")
    labels = [button.label for button in ribbon_tab().buttons]
    assert re.findall(r"\*\*([^*]+)\*\* \(Alt, ", page) == labels


def test_the_readme_names_every_verb() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^nq57xl (\w+)", "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)), re.MULTILINE)
    assert set(told) == COMMANDS.keys()


def test_the_readme_names_every_room() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Where things are")[2]
    rooms = {path.name for path in (ROOT / "nq57xl").iterdir() if (path / "__init__.py").is_file()}
    assert {room for room in rooms if f"`nq57xl/{room}/`" not in text and f"`{room}/`" not in text} == set()


def test_the_example_of_decisions_is_read_without_a_word() -> None:
    guide = (ROOT / "docs/huong-dan.md").read_text(encoding="utf-8")
    example = re.search(r"```csv\n(.*?)```", guide, re.DOTALL)[1]
    decisions = read_decisions(example.encode(), "quyet-dinh.csv", date(2025, 9, 14), date(2025, 9, 30))
    assert decisions.findings == ()
    assert [(decision.code, decision.answer) for decision in decisions.valid] == [
        ("V22", "chấp nhận"), ("X03", "NQ57_hai-phong_2025-09_11074_bieu (sửa lại).xlsx")]

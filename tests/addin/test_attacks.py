"""Nothing received chooses what a button runs: no sheet, no file beside the workbook, no name (each attack tried)."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57xl import __version__
from nq57xl.addin.buttons import ribbon_tab
from nq57xl.addin.call import Call, CallError, arguments, parse_call
from nq57xl.addin.places import is_launchable
from nq57xl.addin.vba import modules
from tests.addin.click import MACHINE, PYTHON, click, run
from tests.books import xlsx

ROOT = Path(__file__).parents[2]
CODE = "\n".join(line for line in modules(ribbon_tab())[-1].source.split("\r\n") if not line.lstrip().startswith("'"))
LINE = re.compile(rf'run "{re.escape(PYTHON)}" -I -m nq57xl\.ribbon check-book --protocol=1 --from_xl=1 '
                  r"--hwnd=657890 --wb=(?:[0-9A-F]{4})*")
TOLD = ('\nPublic Function Trial() As String\n    Trial = "[" & HostSettings() & "] " & Mid(Words("C20", 2), 7, 14)\n'
        "End Function\n")
NAMES = ("A=B.xlsx", "--protocol=9 --wb=x.xlsx", "x & calc.exe & .xlsx", "$(touch hacked).xlsx", "`touch hacked`.xlsx",
         "%TEMP%.xlsx", "a' -c import os '.xlsx", "; rm -rf .xlsx", "Biểu của Trần Nguyễn.xlsx", "😀.xlsx", "-I.xlsx")
RETURNED = ROOT / "workbooks/returned/NQ57_hai-phong_2025-09_10546_bieu.xlsx"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of its own in which nq57xl is installed, as an officer has it."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=60)
    packages = next(folder.glob("lib*/python*/site-packages"), folder / "Lib/site-packages")
    (packages / "nq57xl.pth").write_text(str(ROOT), encoding="utf-8")
    return next(path for path in (folder / "bin/python", folder / "Scripts/python.exe") if path.exists())


# --- A sheet of the open workbook sets the interpreter or the module. ---

def test_the_launcher_reads_nothing_of_a_workbook_but_its_name() -> None:
    assert set(re.findall(r"ActiveWorkbook(\.\w+)?", CODE)) == {"", ".Name"}
    assert set(re.findall(r"ThisWorkbook(?:\.([\w.()]+)\(row)?", CODE)) == {"Worksheets(1).Cells"}
    assert set(re.findall(r"Application\.(\w+)", CODE)) == {"StatusBar", "Path", "ProtectedViewWindows", "Hwnd"}
    assert not re.search(r"\b(ActiveSheet|ActiveCell|Selection|Sheets|Names|FullName|CurDir|Dir|Evaluate)\b", CODE)


def test_a_workbook_with_settings_and_code_in_its_sheets_changes_nothing(excel, tmp_path: Path) -> None:
    evil = xlsx({"nq57xl.conf": r"""
                    | A               | B                  |
                    | INTERPRETER     | C:\evil\python.exe |
                    | Interpreter_Win | C:\evil\python.exe |
                    | PYTHONPATH      | C:\evil            |
                    """, "nq57xl.py": """
                    | A         |
                    | import os |
                    """, "NQ57": """
                    | A   | B      |
                    | C20 | hacked |
                    """})
    received = tmp_path / "nhan"
    received.mkdir()
    (received / "nq57xl.conf").write_text('INTERPRETER=C:\\evil\\python.exe\n', encoding="ascii")
    excel.open(evil, received, "bieu.xlsx")
    line = " ".join(arguments(Call("check-book", 1, 657890, "bieu.xlsx")))
    assert click(excel, tmp_path, "check-book") == [
        "status NQ57: Kiểm tra sổ này…", f'run "{PYTHON}" {line}', "status "]
    told, _ = run(excel, tmp_path, MACHINE + TOLD, "Trial", {})
    assert told == "[] chưa mở sổ nào"


# --- A settings file beside the workbook, or one that names another program. ---

def test_settings_come_from_the_profile_alone() -> None:
    assert re.findall(r'"(%.*?)"', CODE) == ["%APPDATA%\\"]
    assert re.findall(r'SETTINGS_FILE = "(.*?)"', CODE) == [r"nq57xl\nq57xl.conf"]
    assert CODE.count("OpenTextFile") == 1
    assert not re.search(r"\.Path\b(?!,)|Environ\b|Open .* For ", CODE)


@pytest.mark.parametrize("interpreter", [
    "python.exe", r"..\python.exe", r"\\server\share\python.exe", r"C:\Windows\System32\cmd.exe",
    r"C:\x\python.exe & calc.exe", 'C:\\x" -c "import os\\python.exe', "C:\\Trần\\python.exe", r"C:\x\python.exe -c x",
    "%TEMP%\\python.exe", ""])
def test_settings_that_name_no_python_on_a_drive_start_nothing(office, tmp_path: Path, interpreter: str) -> None:
    log = click(office, tmp_path, "check-book", settings=f"INTERPRETER={interpreter}\r\n")
    assert not [line for line in log if line.startswith("run ")]
    assert [line[5:8] for line in log if line.startswith("show ")] == ["C10"]
    assert not is_launchable(interpreter), "the installer would have recorded it"


@pytest.mark.parametrize("interpreter", [PYTHON, r"D:\NGUYN~1\x-1_(2)\PYTHON.EXE", r"C:\python.exe"])
def test_the_installer_and_the_launcher_take_the_same_pythons(office, tmp_path: Path, interpreter: str) -> None:
    log = click(office, tmp_path, "check-book", settings=f"INTERPRETER={interpreter}\r\n")
    assert [line for line in log if line.startswith(f'run "{interpreter}" ')] and is_launchable(interpreter)


# --- A module beside the workbook, or named by the environment, takes the place of ours. ---

def test_a_module_beside_the_workbook_is_not_imported(python: Path, tmp_path: Path) -> None:
    for name in ("nq57xl.py", "platformdirs.py", "sitecustomize.py", "re.py"):
        (tmp_path / name).write_text("print('hacked')\nraise SystemExit(0)\n", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": str(tmp_path / "nq57xl.py"),
                                "PYTHONHOME": "", "PYTHONINSPECT": ""}
    done = subprocess.run([str(python), *arguments(Call("ping"))], cwd=tmp_path, env=environment, capture_output=True,
                          text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, f"nq57xl {__version__} protocol 1\n")


def test_a_module_where_excel_happens_to_stand_is_not_imported_by_the_reader_either(tmp_path: Path) -> None:
    """Files of a sort that may break a reader are read in a process of their own."""
    (tmp_path / "nq57xl").mkdir()
    (tmp_path / "nq57xl/__init__.py").write_text("print('hacked')\nraise SystemExit(0)\n", encoding="utf-8")
    code = ("from nq57xl.sheets.reading.isolate import read_isolated; from pathlib import Path; "
            f"print(len(read_isolated(Path({str(RETURNED)!r}).read_bytes(), 'a.xlsx').sheets))")
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("6\n", "")


# --- The name of a workbook or of its folder bends the command line. ---

@pytest.mark.parametrize("name", NAMES)
def test_a_name_goes_through_as_digits_and_comes_out_as_it_was(office, tmp_path: Path, name: str) -> None:
    line = next(line for line in click(office, tmp_path, "check-book", book=name) if line.startswith("run "))
    assert LINE.fullmatch(line)
    words = line.removeprefix(f'run "{PYTHON}" -I -m nq57xl.ribbon ').split(" ")
    assert parse_call(words) == Call("check-book", 1, 657890, name)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_name_comes_out_as_it_was(name: str) -> None:
    assert parse_call(arguments(Call("check-book", 1, 7, name))[3:]) == Call("check-book", 1, 7, name)


@pytest.mark.parametrize("words", [
    [], ["check-book"], ["check-book", "--protocol=1", "--from_xl=1", "--hwnd=1", "--wb=A.xlsx"],
    ["os:system", "--protocol=1", "--from_xl=1", "--hwnd=1", "--wb="],
    ["check-book", "--protocol=1", "--from_xl=1", "--hwnd=1", "--wb=004", "1"],
    ["check-book", "--protocol=1", "--from_xl=1", "--hwnd=1", "--wb=", "--wb=0041"],
    ["check-book", "--protocol=" + "9" * 5000, "--from_xl=1", "--hwnd=1", "--wb="]])
def test_a_line_that_the_launcher_did_not_write_is_refused(words: list[str]) -> None:
    with pytest.raises(CallError):
        parse_call(words)


# --- A formula of a received workbook calls into the add-in. ---

def test_a_formula_can_call_nothing_of_the_add_in() -> None:
    public = re.findall(r"^(?!Private|Attribute|Option|End|Exit|\s)(\w+ (?:Sub|Function|Const|\w+ As).*)$", CODE, re.M)
    assert public == [f"Public Sub {button.callback}(control As IRibbonControl)" for button in ribbon_tab().buttons]


# --- A shell reads the line, or something else is started. ---

def test_the_launcher_starts_python_and_nothing_else() -> None:
    assert sorted(re.findall(r'CreateObject\("([\w.]+)"\)\.(\w+)', CODE)) == [
        ("Scripting.FileSystemObject", "FileExists"), ("Scripting.FileSystemObject", "OpenTextFile"),
        ("WScript.Shell", "ExpandEnvironmentStrings"), ("WScript.Shell", "Popup"), ("WScript.Shell", "Run")]
    assert CODE.count("CreateObject") == 5
    assert not re.search(r"\bShell\s*\(|\b(cmd|powershell|Declare|Kill|FileCopy|CallByName|SendKeys)\b", CODE, re.I)


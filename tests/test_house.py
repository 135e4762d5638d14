"""The house keeps its order: imports point down, libraries stay at home, modules stay small."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "nq57xl"
MODULES = sorted(PACKAGE.rglob("*.py"))
FLOORS = {"model": 0, "faults": 0, "saving": 0, "showing": 0, "rules": 1, "sheets": 1, "plans": 2, "archive": 2, "generate": 3, "validate": 3,
          "merge": 3, "report": 3, "guide": 3, "simulate": 4, "host": 4, "addin": 4, "feedback": 4, "practice": 5, "jobs": 5,
          "reference": 6, "cli": 6, "ribbon": 6}
"""A module may import its own room, and rooms on lower floors; rules and sheets do not know each other."""
HOMES = {"openpyxl": ("sheets",), "python_calamine": ("sheets",), "xlsxwriter": ("sheets",), "olefile": ("sheets",),
         "msoffcrypto": ("sheets",), "PIL": ("sheets", "addin"), "xlwings": ("host",), "winreg": ("addin",),
         "pandas": ("merge",), "rich": ("cli",), "argparse": ("cli",)}
LONGEST_MODULE, LONGEST_FUNCTION = 320, 45


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def identify(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=identify)
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "nq57xl" or len(parts) < 2 or parts[1] not in FLOORS or here not in FLOORS:
            continue
        assert parts[1] == here or FLOORS[parts[1]] < FLOORS[here], f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=identify)
def test_libraries_are_imported_only_in_their_home(path: Path) -> None:
    for name in imports(path):
        homes = HOMES.get(name.split(".")[0], (room(path),))
        assert room(path) in homes, f"{path.name} imports {name}, whose home is {' or '.join(homes)}"


@pytest.mark.parametrize("path", MODULES, ids=identify)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno <= LONGEST_FUNCTION, f"{path.name}: {node.name}"


def test_every_room_has_its_floor() -> None:
    rooms = {room(path) for path in MODULES} - {"__init__", "__main__"}
    assert rooms <= FLOORS.keys()

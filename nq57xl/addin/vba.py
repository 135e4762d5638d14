"""The VBA modules of the add-in: the launcher's sources and a callback for each button. All of it is ASCII, for VBA
sources are kept in a code page without Vietnamese; words are in the add-in's own sheet (texts.py)."""

from nq57xl.addin.buttons import SOURCES, Button, Tab
from nq57xl.addin.call import INTERNAL, OTHER_VERSION, PROTOCOL
from nq57xl.addin.places import SETTINGS_FILE
from nq57xl.addin.project import DOCUMENT, Module

MODULE_NAME, WORKBOOK_NAME, SHEET_NAME = "NQ57", "ThisWorkbook", "Sheet1"
WORKBOOK_BASE, SHEET_BASE = "0{00020819-0000-0000-C000-000000000046}", "0{00020820-0000-0000-C000-000000000046}"
CONSTANTS = {"PROTOCOL": f'"{PROTOCOL}"', "SETTINGS_FILE": f'"{SETTINGS_FILE}"',
             "EXIT_OTHER_VERSION": OTHER_VERSION, "EXIT_INTERNAL": INTERNAL}


def modules(tab: Tab, machine: str | None = None) -> tuple[Module, ...]:
    """The modules of an add-in with this tab. `machine` takes the place of sources/machine.bas in tests."""
    return (Module(WORKBOOK_NAME, _document(WORKBOOK_NAME, WORKBOOK_BASE), DOCUMENT),
            Module(SHEET_NAME, _document(SHEET_NAME, SHEET_BASE), DOCUMENT),
            Module(MODULE_NAME, _launcher(tab, machine or _source("machine"))))


def _source(name: str) -> str:
    return (SOURCES / f"{name}.bas").read_text(encoding="ascii")


def _document(name: str, base: str) -> str:
    attributes = (("Name", f'"{name}"'), ("Base", f'"{base}"'), ("GlobalNameSpace", "False"), ("Creatable", "False"),
                  ("PredeclaredId", "True"), ("Exposed", "True"), ("TemplateDerived", "False"),
                  ("Customizable", "True"))
    return "".join(f"Attribute VB_{key} = {value}\r\n" for key, value in attributes)


def _launcher(tab: Tab, machine: str) -> str:
    """One module, private but for the callbacks: a public function could be called by any sheet's formula."""
    constants = "".join(f"Private Const {name} = {value}\n" for name, value in CONSTANTS.items())
    parts = (f'Attribute VB_Name = "{MODULE_NAME}"\nOption Explicit\n{constants}{_source("launcher")}', machine,
             *(_callback(button) for button in tab.buttons))
    return "\n".join(parts).replace("\n", "\r\n")


def _callback(button: Button) -> str:
    return (f"Public Sub {button.callback}(control As IRibbonControl)\n"
            f'    Launch "{button.command}", {button.book}\n'
            "End Sub\n")

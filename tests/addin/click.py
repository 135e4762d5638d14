"""Clicks on the add-in in LibreOffice: its VBA runs there, with recorder.bas in the place of Excel and Windows."""

from collections.abc import Mapping
from pathlib import Path

from nq57xl.addin.build import build_addin
from nq57xl.addin.buttons import SOURCES, ribbon_tab
from tests.uno_engine.application import properties
from tests.uno_engine.session import Application

FILTER = "Calc MS Excel 2007 VBA XML"
LOG, KEY, ANSWER = 5, 7, 8
"""Columns of the add-in's sheet that recorder.bas uses, counted from 0."""
RECORDER = (Path(__file__).parent / "recorder.bas").read_text(encoding="ascii")
MACHINE = (SOURCES / "machine.bas").read_text(encoding="ascii")
PYTHON = r"C:\nq57xl\Scripts\python.exe"
SETTINGS = f"INTERPRETER={PYTHON}\r\n"


def run(office: Application, folder: Path, machine: str, macro: str, answers: Mapping[str, str]) -> tuple[str, list]:
    """What a function of the add-in's module returned, and what the recorder wrote down."""
    path = folder / "nq57xl.xlam"
    path.write_bytes(build_addin(ribbon_tab(), machine))
    options = properties(Hidden=True, MacroExecutionMode=4, FilterName=FILTER)
    document = office.office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
    try:
        sheet = document.Sheets.getByIndex(0)
        for row, words in enumerate(answers.items()):
            for column, text in zip((KEY, ANSWER), words, strict=True):
                sheet.getCellByPosition(column, row).String = text
        url = f"vnd.sun.star.script:NQ57XL.NQ57.{macro}?language=Basic&location=document"
        returned, _, _ = document.getScriptProvider().getScript(url).invoke((), (), ())
        log = [sheet.getCellByPosition(LOG, row).String for row in range(40)]
        return returned, [line for line in log if line]
    finally:
        document.close(True)


def click(office: Application, folder: Path, command: str, **answers: str) -> list[str]:
    """What happens on a click. `answers` say how Excel and Windows are; without others, all is well there."""
    callback = f"NQ57_{command.replace('-', '_')}"
    trial = f'\nPublic Function Trial() As String\n    {callback} Nothing\n    Trial = "done"\nEnd Function\n'
    usual = {"settings": SETTINGS, "book": "bieu.xlsx"}
    returned, log = run(office, folder, RECORDER + trial, "Trial", usual | answers)
    assert returned == "done", "the module did not compile"
    return log

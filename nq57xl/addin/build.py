"""The add-in's bytes from its sources: the same sources give the same bytes, wherever they are built."""

import io
import re
import zipfile
from pathlib import Path

from nq57xl import __version__
from nq57xl.addin.buttons import SOURCES, Tab, ribbon_tab
from nq57xl.addin.call import PROTOCOL
from nq57xl.addin.package import package
from nq57xl.addin.project import vba_project
from nq57xl.addin.ribbon_xml import ribbon_xml
from nq57xl.addin.texts import rows
from nq57xl.addin.vba import modules

PROJECT_NAME = "NQ57XL"
PROJECT_ID = "{5D1B4F2E-7A57-4C1E-9E57-4E5135375821}"
CARRIED = Path(__file__).parent / "nq57xl.xlam"
"""The add-in inside an installed package (hatch_build.py puts it there); a checkout builds it when it is needed."""
COMMENT = "Giao biểu, kiểm tra, tổng hợp thực hiện Nghị quyết 57-NQ/TW. Bản {version}, giao thức {protocol}."


def build_addin(tab: Tab | None = None, machine: str | None = None) -> bytes:
    """The .xlam with the buttons that have a handler, or those of another tab. `machine` takes the place of
    sources/machine.bas in tests."""
    tab = tab or ribbon_tab().shown()
    icons = {button.icon: (SOURCES / "icons" / f"{button.icon}.png").read_bytes() for button in tab.buttons}
    return package(ribbon_xml(tab), icons, vba_project(PROJECT_NAME, PROJECT_ID, modules(tab, machine)), rows(tab),
                   title="NQ57", comment=COMMENT.format(version=__version__, protocol=PROTOCOL))


def shipped_addin() -> bytes:
    """The add-in that came with the program, which is what `build_addin` makes of the same sources."""
    return CARRIED.read_bytes() if CARRIED.is_file() else build_addin()


def version_of(addin: bytes) -> str:
    """The version of the program that built an add-in, empty where it cannot be told."""
    try:
        with zipfile.ZipFile(io.BytesIO(addin)) as archive:
            core = archive.read("docProps/core.xml").decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        return ""
    found = re.search(r"Bản ([\w.]+),", core)
    return found[1] if found else ""

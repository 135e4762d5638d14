"""The report of an installation, to be sent to whoever helps: what was looked at, versions, no personal data."""

import re
from collections.abc import Sequence

from nq57xl import FORMAT_VERSION, __version__
from nq57xl.addin.call import PROTOCOL
from nq57xl.addin.checks import Check
from nq57xl.addin.machine import Machine
from nq57xl.addin.places import report_file

PRIVATE = (("LOCALAPPDATA", "%LOCALAPPDATA%"), ("APPDATA", "%APPDATA%"), ("USERPROFILE", "%USERPROFILE%"),
           ("USERNAME", "%USERNAME%"), ("COMPUTERNAME", "%COMPUTERNAME%"), ("USERDOMAIN", "%USERDOMAIN%"))
"""What names a person or a machine, and what stands in its place; the longest paths first."""
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
CURRENT_VERSION = r"HKCR\Excel.Application\CurVer"
CODE_PAGES = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage"
HEAD = """nq57xl: bản chẩn đoán nút lệnh
Gửi tệp này cho bộ phận công nghệ thông tin. Tên người dùng, tên máy và thư mục riêng đã được thay bằng ký hiệu.
"""


def report_text(machine: Machine, seen: Sequence[Check]) -> str:
    """The report: versions, then one line for each check."""
    lines = [HEAD, *(f"{name}: {value}" for name, value in _versions(machine)), "", *map(str, seen), ""]
    return scrubbed(machine, "\n".join(lines))


def write_report(machine: Machine, seen: Sequence[Check], path: str = "") -> str:
    """Write the report for Notepad; its path. Raises OSError."""
    path = path or report_file(machine)
    machine.write(path, report_text(machine, seen).replace("\n", "\r\n").encode("utf-8-sig"))
    return path


def _versions(machine: Machine) -> list[tuple[str, str]]:
    office = machine.values(CLICK_TO_RUN)
    return [("nq57xl", f"{__version__} (giao thức {PROTOCOL}, dạng sổ {FORMAT_VERSION})"),
            ("Python", machine.python()), ("Windows", machine.system()),
            ("Excel", str(machine.values(CURRENT_VERSION).get("", "không rõ"))),
            ("Office", " ".join(str(office.get(name, "")) for name in ("VersionToReport", "Platform")).strip()
             or "không rõ"),
            ("Bảng mã ANSI", str(machine.values(CODE_PAGES).get("ACP", "không rõ")))]


def scrubbed(machine: Machine, text: str) -> str:
    """The text without the names of user, machine and profile folder."""
    for name, sign in PRIVATE:
        value = machine.variable(name)
        for form in (value, machine.short_path(value)) if value else ():
            text = _replaced(text, form, sign)
    return text


def _replaced(text: str, value: str, sign: str) -> str:
    """Whole words only, letters of either case: a user called `An` is not every `an` of the text."""
    return re.sub(rf"(?<!\w){re.escape(value)}(?![\w~])", lambda _: sign, text, flags=re.IGNORECASE)

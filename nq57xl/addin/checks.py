"""What can be told of an installation: one check after the other, each of which is fine or a finding with a remedy."""

from collections.abc import Callable
from dataclasses import dataclass

from nq57xl import __version__
from nq57xl.addin.build import version_of
from nq57xl.addin.call import MODULE, PING, PROTOCOL, Call, arguments, pong
from nq57xl.addin.copies import copied_files, open_entries
from nq57xl.addin.machine import Machine
from nq57xl.addin.places import INTERPRETER, addin_file, is_launchable, read_settings, settings_file
from nq57xl.addin.policies import OFFICE_VERSIONS, STATES, STOPPING, blocking_policies, child_process_rule
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.addin import MESSAGES

EXCEL = "excel.exe"
EXCEL_PATHS = tuple(rf"{hive}\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
                    for hive in ("HKLM", "HKCU"))
BOXED = "\\windowsapps\\"
EXCEL_CLASS, CLASSES = r"HKCR\Excel.Application\CLSID", r"HKCR\CLSID"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `finding` is None where all is well; `detail` is what was seen."""

    title: str
    detail: str = ""
    finding: Finding | None = None

    def __str__(self) -> str:
        if self.finding:
            return f"✘ {self.title}: {self.finding}"
        return f"✔ {self.title}" + (f": {self.detail}" if self.detail else "")


def finding(code: str, found: str = "", **slots: object) -> Finding:
    return raise_finding(MESSAGES[code], Place(), found, **slots)


def _judged(title: str, code: str, found: str, detail: str = "", **slots: object) -> Check:
    """A check that fails where something was found."""
    return Check(title, detail, finding(code, found, **slots) if found else None)


def excel(machine: Machine) -> Check:
    path = next((str(values[""]) for values in map(machine.values, EXCEL_PATHS) if values.get("")), "")
    return Check("Microsoft Excel", path, None if path else finding("C01"))


def wps(machine: Machine) -> Check:
    """WPS takes over the name by which programs ask for Excel."""
    class_id = machine.values(EXCEL_CLASS).get("", "")
    server = str(machine.values(rf"{CLASSES}\{class_id}\LocalServer32").get("", "")) if class_id else ""
    taken = any(word in server.lower() for word in ("kingsoft", "wps office", r"\et.exe"))
    return _judged("WPS Office không chiếm chỗ Excel", "C02", server if taken else "")


def addin(machine: Machine, built: bytes) -> Check:
    """The installed add-in is byte for byte the one of this program."""
    title, path = "Tệp nút lệnh", addin_file(machine)
    data = machine.read(path)
    if data is None:
        return Check(title, "", finding("C07", path))
    if data != built:
        version = version_of(data) or "không rõ bản"
        other = version if version != __version__ else f"{version}, nội dung khác"
        return Check(title, "", finding("C08", other, expected=__version__))
    return Check(title, f"{path}, bản {__version__}")


def copies(machine: Machine) -> Check:
    found = copied_files(machine) + [rf"{key}\{name}" for key, name in open_entries(machine)]
    return _judged("Không còn bản cũ", "C09", ", ".join(found))


def settings(machine: Machine) -> Check:
    path = settings_file(machine)
    known = INTERPRETER in read_settings(machine.read(path))
    return _judged("Cấu hình", "C10", "" if known else path, detail=path)


def interpreter(machine: Machine) -> Check:
    path = read_settings(machine.read(settings_file(machine))).get(INTERPRETER, "")
    if path and not is_launchable(path):
        return Check("Python", "", finding("C04", path))
    return _judged("Python", "C11", "" if path and machine.exists(path) else path or "chưa ghi", detail=path)


def store(machine: Machine) -> Check:
    """Python of the Microsoft Store lives in a box: what it writes below %APPDATA% lands in a folder of its own, where
    Excel does not look (docs.python.org, Using Python on Windows, Known issues)."""
    is_boxed = any(BOXED in f"{path.lower()}\\" for path in (machine.interpreter, machine.base))
    return _judged("Python không phải bản của Microsoft Store", "C16", machine.base if is_boxed else "")


def profile(machine: Machine) -> Check:
    """Excel trusts no folder on the network unless it is told to (learn.microsoft.com, Trusted Locations)."""
    folder = machine.variable("APPDATA")
    return _judged("Hồ sơ người dùng nằm trên máy này", "C17", folder if folder.startswith("\\\\") else "")


def round_trip(machine: Machine) -> Check:
    """Run the recorded command line as the launcher does, and hear the answer."""
    return answers(machine, read_settings(machine.read(settings_file(machine))).get(INTERPRETER, ""))


def answers(machine: Machine, python: str) -> Check:
    title = f"Chạy thử python -I -m {MODULE} {PING}"
    code, output = machine.run([python, *arguments(Call(PING))]) if python else (-1, "chưa ghi Python")
    last = output.splitlines()[-1] if output else f"mã {code}"
    if code == 0 and last == pong(__version__):
        return Check(title, last)
    heard_other = code == 0 and last.startswith("nq57xl ")
    return Check(title, "", finding("C08", f"giao thức {PROTOCOL}, bản {__version__}", expected=last)
                 if heard_other else finding("C05", last))


def policies(machine: Machine) -> Check:
    return _judged("Chính sách của cơ quan", "C12", ", ".join(blocking_policies(machine)))


def disabled(machine: Machine) -> Check:
    """Excel keeps add-ins that crashed in a list of binary values that hold their paths."""
    values = [value for version in OFFICE_VERSIONS for value in machine.values(
        rf"HKCU\Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems").values()]
    ours = any(isinstance(value, bytes) and "nq57xl" in value.decode("utf-16-le", errors="ignore").lower()
               for value in values)
    return _judged("Excel không tắt nút lệnh", "C13", "x" if ours else "")


def defender(machine: Machine) -> Check:
    state = child_process_rule(machine)
    told = STATES.get(state, state) or "không thấy đặt"
    return _judged("Quy tắc của Microsoft Defender", "C14", told if state in STOPPING else "", detail=told)


def mark_of_the_web(machine: Machine) -> Check:
    try:
        marked = machine.read(addin_file(machine) + ":Zone.Identifier") is not None
    except OSError:  # a drive without such marks
        marked = False
    return _judged("Tệp không mang dấu tải từ internet", "C15", "x" if marked else "")


def all_checks(machine: Machine, built: bytes) -> list[Check]:
    """Everything the doctor looks at, from Excel to the round trip."""
    looks: tuple[Callable[[Machine], Check], ...] = (copies, settings, interpreter, store, profile, round_trip,
                                                     policies, disabled, defender, mark_of_the_web)
    return [excel(machine), wps(machine), addin(machine, built), *(look(machine) for look in looks)]

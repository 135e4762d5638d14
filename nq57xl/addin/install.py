"""Installing and removing the add-in: nothing is started but Python, nothing needs an administrator."""

from nq57xl.addin import checks
from nq57xl.addin.checks import Check, finding
from nq57xl.addin.copies import remove_copies
from nq57xl.addin.machine import Machine
from nq57xl.addin.places import addin_file, is_launchable, report_file, settings_file, settings_text
from nq57xl.model.finding import ERROR


def install(machine: Machine, built: bytes) -> list[Check]:
    """Write settings and add-in, remove older copies, try the recorded command line.

    Where a first look finds an obstacle, nothing is written. Installing twice changes nothing more.
    """
    before = [checks.excel(machine), _excel_closed(machine), interpreter_path(machine), checks.store(machine),
              checks.answers(machine, machine.interpreter)]
    if any(check.finding and check.finding.severity == ERROR for check in before):
        return before
    wrote = _write(machine, built)
    if wrote.finding:
        return [*before, wrote]
    looks = (checks.wps, checks.profile, checks.copies, checks.round_trip, checks.policies, checks.disabled,
             checks.defender)
    return [*before[:-1], wrote, *(look(machine) for look in looks)]


def remove(machine: Machine) -> list[Check]:
    """Delete add-in, settings, report and older copies; removing twice changes nothing more."""
    closed = _excel_closed(machine)
    if closed.finding:
        return [closed]
    try:
        gone = remove_copies(machine)
        for path in (addin_file(machine), settings_file(machine), report_file(machine)):
            if machine.read(path) is not None:
                machine.delete(path)
                gone.append(path)
    except OSError as fault:
        return [Check("Gỡ nút lệnh", "", finding("C06", str(fault.filename or fault)))]
    return [Check("Gỡ nút lệnh", ", ".join(gone) or "không có gì để gỡ")]


def status(machine: Machine, built: bytes) -> list[Check]:
    """Is it installed, and of this version?"""
    return [checks.addin(machine, built), checks.settings(machine), checks.interpreter(machine)]


def _excel_closed(machine: Machine) -> Check:
    return Check("Excel đã đóng", "", finding("C03") if machine.is_running(checks.EXCEL) else None)


def interpreter_path(machine: Machine) -> Check:
    """The path of Python as the launcher takes it, the drive's short form where need be."""
    path = recorded_path(machine)
    return Check("Đường dẫn của Python", path, None if path else finding("C04", machine.interpreter))


def recorded_path(machine: Machine) -> str:
    path = machine.interpreter
    short = path if is_launchable(path) else machine.short_path(path)
    return short if is_launchable(short) else ""


def _write(machine: Machine, built: bytes) -> Check:
    written = ((settings_file(machine), settings_text(recorded_path(machine))), (addin_file(machine), built))
    path = ""
    try:
        gone = remove_copies(machine)
        for path, data in written:
            # A file written anew carries no mark of the web, even where the bytes are the same.
            machine.write(path, data)
    except OSError as fault:
        return Check("Ghi nút lệnh", "", finding("C06", str(fault.filename or path)))
    return Check("Ghi nút lệnh", addin_file(machine) + (f"; đã bỏ bản cũ: {', '.join(gone)}" if gone else ""))

"""Other copies of the add-in: files of earlier ways of installing, and Excel's own list of add-ins to open."""

import re

from nq57xl.addin.machine import Machine
from nq57xl.addin.places import ADDIN, addins_folder, startup_folder
from nq57xl.addin.policies import OFFICE_VERSIONS

_COPY = re.compile(r"nq57xl.*\.xla[m]?", re.IGNORECASE)
_NAMES_US = re.compile(r"[\\/\"]nq57xl[^\\/]*\.xlam?\"?$", re.IGNORECASE)
_OPEN = re.compile(r"OPEN(\d*)", re.IGNORECASE)


def copied_files(machine: Machine) -> list[str]:
    """Files in XLSTART and AddIns that are an add-in of ours but not the installed one."""
    return [rf"{folder}\{name}" for folder in (startup_folder(machine), addins_folder(machine))
            for name in machine.names(folder)
            if _COPY.fullmatch(name) and (folder != startup_folder(machine) or name.lower() != ADDIN)]


def open_entries(machine: Machine) -> list[tuple[str, str]]:
    """(registry key, value name) by which Excel opens or lists an add-in of ours."""
    found = []
    for version in OFFICE_VERSIONS:
        options, manager = (rf"HKCU\Software\Microsoft\Office\{version}\Excel\{name}"
                            for name in ("Options", "Add-in Manager"))
        found += [(options, name) for name, value in machine.values(options).items()
                  if _OPEN.fullmatch(name) and _NAMES_US.search(str(value))]
        found += [(manager, name) for name in machine.values(manager) if _NAMES_US.search(name)]
    return found


def remove_copies(machine: Machine) -> list[str]:
    """Delete them all; the paths and values that went. Raises OSError."""
    files, entries = copied_files(machine), open_entries(machine)
    for path in files:
        machine.delete(path)
    for key, name in entries:
        machine.delete_value(key, name)
    for key in dict.fromkeys(key for key, name in entries if _OPEN.fullmatch(name)):
        _close_gaps(machine, key)
    return files + [rf"{key}\{name}" for key, name in entries]


def _close_gaps(machine: Machine, key: str) -> None:
    """Number OPEN, OPEN1, OPEN2 … without gaps: Excel stops at the first that is missing."""
    kept = sorted(((int(match[1] or 0), name, str(value)) for name, value in machine.values(key).items()
                   if (match := _OPEN.fullmatch(name))))
    for at, (_, name, value) in enumerate(kept):
        wanted = f"OPEN{at or ''}"
        if name.upper() != wanted:
            machine.set_value(key, wanted, value)
            machine.delete_value(key, name)

"""What an office's policies and Windows' defence say of add-ins: registry values, read only.

Sources: Microsoft's administrative templates for Office 2016 and later, and its list of attack surface reduction rules.
"""

from collections.abc import Iterator

from nq57xl.addin.machine import Machine, Value

OFFICE_VERSIONS = ("16.0", "15.0", "14.0")
POLICY_HIVES = (r"HKCU\Software\Policies\Microsoft\Office", r"HKLM\Software\Policies\Microsoft\Office",
                r"HKCU\Software\Microsoft\Office")
"""Office's policies of the user and of the machine, then the user's own choices in the Trust Center."""
BLOCKING = ((r"Excel\Security", "RequireAddinSig"), (r"Excel\Security", "DisableAllAddins"),
            (r"Excel\Security\Trusted Locations", "AllLocationsDisabled"),
            (r"Common\Security", "RequireAlwaysOnMacroSig"), ("Common", "VBAOff"))
"""Settings which, at 1, keep an unsigned add-in in XLSTART from running."""
MANAGED = r"HKCU\Software\Policies\Microsoft\Office\{version}\Excel\Resiliency"
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""The rule "Block all Office applications from creating child processes"."""
RULES = (r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
         r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules")
RULES_OF_DEVICE_MANAGEMENT = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
STATES = {"0": "tắt", "1": "chặn", "2": "chỉ ghi nhật ký", "5": "chưa đặt", "6": "cảnh báo"}
STOPPING = ("1", "6")


def blocking_policies(machine: Machine) -> list[str]:
    """Settings that keep the add-in from being loaded, as `key\\name = value`."""
    return list(_blocking(machine))


def _blocking(machine: Machine) -> Iterator[str]:
    for version in OFFICE_VERSIONS:
        for hive in POLICY_HIVES:
            for place, name in BLOCKING:
                key = rf"{hive}\{version}\{place}"
                if _named(machine.values(key), name) == 1:
                    yield rf"{key}\{name} = 1"
        managed = MANAGED.format(version=version)
        if _named(machine.values(managed), "RestrictToList") == 1 \
                and str(_named(machine.values(managed + r"\AddinList"), "nq57xl.xlam")) not in ("1", "2"):
            yield rf"{managed}\RestrictToList = 1"


def _named(values: dict[str, Value], name: str) -> Value | None:
    """A value by its name, in which Windows does not tell large from small letters."""
    return next((value for key, value in values.items() if key.lower() == name.lower()), None)


def child_process_rule(machine: Machine) -> str:
    """State of Defender's rule, a key of STATES; empty where nothing is set that we may read."""
    for key in RULES:
        state = _named(machine.values(key), CHILD_PROCESSES)
        if state is not None:
            return str(state)
    managed = str(_named(machine.values(RULES_OF_DEVICE_MANAGEMENT), "ASRRules") or "")
    rules = dict(each.strip().lower().split("=", 1) for each in managed.split("|") if "=" in each)
    return rules.get(CHILD_PROCESSES, "")

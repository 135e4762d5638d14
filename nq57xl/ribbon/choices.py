"""What an officer chose last: plan, period, unit, folders. Kept in the user's own settings, asked once."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from nq57xl.host import Host
from nq57xl.saving import LockedOutput, save

FILE = "lua-chon.json"


@dataclass(frozen=True, slots=True)
class Choices:
    """`plan` is an id, `period` as in `2025-09`, `unit` a code, `compared` the plan that is held against the city's;
    `folder` holds returned files, `results` what the buttons make. Empty where nothing was chosen yet."""

    plan: str = ""
    period: str = ""
    unit: str = ""
    folder: str = ""
    results: str = ""
    compared: str = ""


def settings_file() -> Path:
    from platformdirs import user_config_path
    return user_config_path("nq57xl", appauthor=False) / FILE


def remembered(path: Path) -> Choices:
    """The choices of last time; none where the file is missing or no longer what it was."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Choices()
    names = {field.name for field in fields(Choices)}
    kept = found.items() if isinstance(found, dict) else ()
    return Choices(**{name: value for name, value in kept if name in names and isinstance(value, str)})


def remember(path: Path, choices: Choices) -> None:
    """Keep the choices for next time; a folder that cannot be written is no reason to stop."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(json.dumps(asdict(choices), ensure_ascii=False).encode(), path)
    except (OSError, LockedOutput):
        return


def of_open_workbook(host: Host, choices: Choices) -> Choices:
    """The choices with those that the open workbook tells of itself."""
    if not host.has_book:
        return choices
    data, name = host.snapshot()
    return of_file(data, name, choices)


def of_file(data: bytes, name: str, choices: Choices) -> Choices:
    """The choices with those that a workbook's identity tells."""
    from nq57xl.sheets.reading.isolate import read_safely
    from nq57xl.sheets.reading.limits import UnreadableBook
    from nq57xl.validate.stamps import find_stamps
    try:
        stamps = find_stamps(read_safely(data, name))
    except UnreadableBook:
        return choices
    told = {name: text for name in ("plan", "period", "unit") if stamps and (text := getattr(stamps[0], name))}
    return replace(choices, **told)

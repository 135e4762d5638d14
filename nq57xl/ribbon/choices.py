"""What an officer chose last: plan, period, unit, folders. Kept in the user's own settings, asked once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from nq57xl.host import Host
from nq57xl.model.messages import buttons as said
from nq57xl.model.names import fold
from nq57xl.model.period import Period, parsed_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.plans.files import load_plan, plan_ids
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.limits import UnreadableBook
from nq57xl.validate.stamps import find_stamps

FILE = "lua-chon.json"
Answer = TypeVar("Answer")


class Cancelled(Exception):
    """The officer left a question unanswered: nothing is done and nothing more is said."""


@dataclass(frozen=True, slots=True)
class Choices:
    """`plan` is an id, `period` as in `2025-09`, `unit` a code; `folder` holds returned files, `results` what the
    buttons make. Empty where nothing was chosen yet."""

    plan: str = ""
    period: str = ""
    unit: str = ""
    folder: str = ""
    results: str = ""


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
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(asdict(choices), ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return


def of_open_workbook(host: Host, choices: Choices) -> Choices:
    """The choices with those that the open workbook tells of itself."""
    if not host.has_book:
        return choices
    data, name = host.snapshot()
    return of_file(data, name, choices)


def of_file(data: bytes, name: str, choices: Choices) -> Choices:
    """The choices with those that a workbook's identity tells."""
    try:
        stamps = find_stamps(read_safely(data, name))
    except UnreadableBook:
        return choices
    told = {name: text for name in ("plan", "period", "unit") if stamps and (text := getattr(stamps[0], name))}
    return replace(choices, **told)


def ask_plan(host: Host, choices: Choices) -> tuple[Plan, Choices]:
    """The plan, asked for where none is known."""
    plans = {plan_id: plan_id for plan_id in plan_ids()}
    plan = load_plan(plans.get(choices.plan) or ask_one(host, said.WHICH_PLAN, plans))
    return plan, replace(choices, plan=plan.id)


def ask_one(host: Host, question: str, answers: Mapping[str, Answer]) -> Answer:
    """One of a few, by its word; the first is offered. Raises Cancelled."""
    asked = said.ONE_OF.format(question=question, answers=", ".join(answers))
    return _asked(host, asked, next(iter(answers)), answers.get)


def ask_period(host: Host, choices: Choices, today: date) -> tuple[Period, Choices]:
    """The reporting period; the one offered is the last choice, else that of the day's month."""
    offered = choices.period or f"{today:%Y-%m}"
    period = _asked(host, said.WHICH_PERIOD, offered, parsed_period)
    return period, replace(choices, period=str(period))


def ask_unit(host: Host, choices: Choices, plan: Plan) -> tuple[Unit, Choices]:
    """A unit of the plan, by code or name."""
    offered = choices.unit if plan.unit(choices.unit) else ""
    unit = _asked(host, said.WHICH_UNIT, offered, lambda text: _unit(plan, text))
    return unit, replace(choices, unit=unit.code)


def ask_folder(host: Host, choices: Choices, title: str) -> tuple[Path, Choices]:
    """The folder of returned files, in Excel's own picker. Raises Cancelled."""
    folder = host.pick_folder(title)
    if folder is None:
        raise Cancelled
    return folder, replace(choices, folder=str(folder))


def results_folder(choices: Choices) -> Path:
    """Where the buttons put what they make: the folder chosen last, else `NQ57` among the user's documents."""
    if choices.results and Path(choices.results).is_dir():
        return Path(choices.results)
    from platformdirs import user_documents_path
    folder = user_documents_path() / "NQ57"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def free_path(folder: Path, name: str) -> Path:
    """A file that is not there yet: `bao-cao.xlsx`, else `bao-cao (2).xlsx`. What was made before may be open, or have
    been worked on, and Excel does not open two workbooks of one name."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def _asked(host: Host, question: str, offered: str, understood: Callable[[str], Answer | None]) -> Answer:
    """Ask until the answer is understood. Raises Cancelled."""
    words = question
    while True:
        text = host.ask(words, offered)
        if not text:
            raise Cancelled
        if (answer := understood(text)) is not None:
            return answer
        words, offered = said.NOT_UNDERSTOOD.format(text=text, question=question), text


def _unit(plan: Plan, text: str) -> Unit | None:
    """By code, else by the whole name; never by a part of it."""
    return plan.unit(text) or next((unit for unit in plan.units if fold(unit.name) == fold(text)), None)

"""Questions to the officer, each with what is known already as the answer offered: what is known is not asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from nq57xl.host import Host
from nq57xl.model.messages import buttons as said
from nq57xl.model.names import fold
from nq57xl.model.period import Period, parsed_period
from nq57xl.model.plan import Plan, Unit
from nq57xl.plans.files import load_plan, plan_ids
from nq57xl.ribbon.button import Cancelled, WebFolder
from nq57xl.ribbon.choices import Choices

Answer = TypeVar("Answer")


def ask_plan(host: Host, choices: Choices, anew: bool = False) -> tuple[Plan, Choices]:
    """The plan, asked for where none is known, or `anew`."""
    plans = {plan_id: plan_id for plan_id in plan_ids()}
    known = plans.get(choices.plan)
    if not known or anew and len(plans) > 1:
        known = ask_one(host, said.WHICH_PLAN, plans, known)
    return load_plan(known), replace(choices, plan=known)


def ask_one(host: Host, question: str, answers: Mapping[str, Answer], offered: str | None = None) -> Answer:
    """One of a few, by its word; the first is offered where no other is. Raises Cancelled."""
    asked = said.ONE_OF.format(question=question, answers=", ".join(answers))
    return _asked(host, asked, offered or next(iter(answers)), answers.get)


def ask_period(host: Host, choices: Choices, today: date, anew: bool = True) -> tuple[Period, Choices]:
    """The reporting period; the one offered is the last choice, else that of the day's month. Where one is known it is
    asked for `anew` only."""
    period = parsed_period(choices.period)
    if not period or anew:
        offered = choices.period or f"{today:%Y-%m}"
        period = _asked(host, said.WHICH_PERIOD, offered, parsed_period)
    return period, replace(choices, period=str(period))


def ask_unit(host: Host, choices: Choices, plan: Plan, anew: bool = True) -> tuple[Unit, Choices]:
    """A unit of the plan, by code or name. Where one is known it is asked for `anew` only."""
    known = plan.unit(choices.unit) if choices.unit else None
    unit = known
    if not unit or anew:
        question = said.WHICH_UNIT.format(code=plan.units[0].code, name=plan.units[0].name)
        unit = _asked(host, question, known.code if known else "", lambda text: _unit(plan, text))
    return unit, replace(choices, unit=unit.code)


def ask_folder(host: Host, choices: Choices, title: str) -> tuple[Path, Choices]:
    """The folder of returned files, in Excel's own picker, which opens at the last one. Raises Cancelled."""
    folder = pick(host, title, choices.folder)
    return folder, replace(choices, folder=str(folder))


def pick(host: Host, title: str, start: str) -> Path:
    """A folder on a drive. Raises Cancelled, WebFolder."""
    chosen = host.pick_folder(title, start)
    if not chosen:
        raise Cancelled
    if "://" in chosen:
        raise WebFolder(chosen)
    return Path(chosen)


def agree(host: Host, text: str) -> bool:
    """Whether the officer says yes. Raises Cancelled."""
    decision = host.decides(text)
    if decision is None:
        raise Cancelled
    return decision


def may_replace(host: Host, folder: Path, paths: Sequence[Path]) -> None:
    """Ask whether files that somebody has worked on may be written over. Raises Cancelled where not."""
    if not host.agrees(said.MAY_REPLACE.format(folder=folder, count=len(paths), name=paths[0].name)):
        raise Cancelled


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

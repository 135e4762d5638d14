"""Group Giao biểu: workbooks for one unit or for all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from nq57xl.host import Host
from nq57xl.model.messages import buttons as said
from nq57xl.model.period import Period
from nq57xl.model.plan import Plan, Unit
from nq57xl.ribbon.asking import agree, ask_folder, ask_period, ask_plan, ask_unit, may_replace
from nq57xl.ribbon.button import button
from nq57xl.ribbon.choices import Choices, of_open_workbook
from nq57xl.ribbon.places import results_folder
from nq57xl.showing import show

SHOWN_EVERY = 10
"""Every so many workbooks the status bar tells how far it is."""


@button
def generate_unit(host: Host, choices: Choices) -> Choices:
    """A unit's workbook, made and opened."""
    def ask(choices: Choices, anew: bool) -> tuple[Plan, Period, Unit, Choices]:
        plan, period, choices = _plan_and_period(host, choices, anew)
        unit, choices = ask_unit(host, choices, plan, anew)
        return plan, period, unit, choices
    told = of_open_workbook(host, choices)
    plan, period, unit, choices = ask(told, anew=False)
    if _any_remembered(told, choices, "plan", "period", "unit") and not agree(host, said.MAY_GENERATE_UNIT.format(
            period=period.label, unit=unit.name, plan=plan.id)):
        plan, period, unit, choices = ask(choices, anew=True)
    folder = results_folder(choices)
    written = _generated(host, plan, period, [unit.code], folder)
    if written:
        host.open(written[0])
    else:
        host.say(said.NOTHING_TO_REPORT.format(unit=unit.name, plan=plan.id))
    return choices


@button
def generate_all(host: Host, choices: Choices) -> Choices:
    """The workbooks of all units of a plan, into a folder of the officer's choice."""
    told = of_open_workbook(host, choices)
    plan, period, choices = _plan_and_period(host, told, anew=False)
    if _any_remembered(told, choices, "plan", "period") and not agree(host, said.MAY_GENERATE_ALL.format(
            period=period.label, count=len(plan.units), plan=plan.id)):
        plan, period, choices = _plan_and_period(host, choices, anew=True)
    folder, asked = ask_folder(host, choices, said.FOLDER_FOR_ISSUED)
    written = _generated(host, plan, period, [unit.code for unit in plan.units], folder)
    host.say(said.GENERATED.format(count=len(written), period=period.label, folder=folder))
    show(folder)
    return replace(asked, folder=choices.folder)


def _any_remembered(told: Choices, choices: Choices, *names: str) -> bool:
    """Whether any of these was taken from the open workbook or from last time, and not just asked for."""
    return any(getattr(told, name) == getattr(choices, name) for name in names)


def _plan_and_period(host: Host, choices: Choices, anew: bool) -> tuple[Plan, Period, Choices]:
    plan, choices = ask_plan(host, choices, anew)
    period, choices = ask_period(host, choices, date.today(), anew)
    return plan, period, choices


def _generated(host: Host, plan: Plan, period: Period, units: list[str], folder: Path) -> tuple[Path, ...]:
    """The files written. Files that are there with other content are replaced only where the officer agrees."""
    from nq57xl.generate import WouldOverwriteError, generate

    def tell(done: int, total: int, _: Path) -> None:
        if done % SHOWN_EVERY == 0 or done == total:
            host.tell(said.GENERATED_SO_FAR.format(done=done, total=total))
    for force in (False, True):
        try:
            with host.telling(said.WORKING["generate"]):
                return generate(plan, period, units, folder=folder, issued_at=date.today(), progress=tell,
                                force=force).written
        except WouldOverwriteError as fault:
            may_replace(host, folder, fault.paths)
    return ()

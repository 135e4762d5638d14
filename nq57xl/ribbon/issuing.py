"""Group Giao biểu: workbooks for one unit or for all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from nq57xl.host import Host
from nq57xl.model.messages import buttons as said
from nq57xl.model.period import Period
from nq57xl.model.plan import Plan
from nq57xl.ribbon.button import button
from nq57xl.ribbon.choices import (
    Cancelled,
    Choices,
    ask_folder,
    ask_period,
    ask_plan,
    ask_unit,
    of_open_workbook,
    results_folder,
)

SHOWN_EVERY = 10
"""Every so many workbooks the status bar tells how far it is."""


@button
def generate_unit(host: Host, choices: Choices) -> Choices:
    """A unit's workbook, made and opened."""
    plan, choices = ask_plan(host, of_open_workbook(host, choices))
    period, choices = ask_period(host, choices, date.today())
    unit, choices = ask_unit(host, choices, plan)
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
    plan, choices = ask_plan(host, of_open_workbook(host, choices))
    period, choices = ask_period(host, choices, date.today())
    folder, asked = ask_folder(host, choices, said.FOLDER_FOR_ISSUED)
    written = _generated(host, plan, period, [unit.code for unit in plan.units], folder)
    host.say(said.GENERATED.format(count=len(written), period=period.label, folder=folder))
    return replace(asked, folder=choices.folder)


def _generated(host: Host, plan: Plan, period: Period, units: list[str], folder: Path) -> tuple[Path, ...]:
    """The files written. Files that are there with other content are replaced only where the officer agrees."""
    from nq57xl.generate import WouldOverwriteError, generate

    def tell(done: int, total: int, _: Path) -> None:
        if done % SHOWN_EVERY == 0 or done == total:
            host.tell(said.GENERATED_SO_FAR.format(done=done, total=total))
    for force in (False, True):
        try:
            with host.working(said.WORKING["generate"]):
                return generate(plan, period, units, folder=folder, issued_at=date.today(), progress=tell,
                                force=force).written
        except WouldOverwriteError as fault:
            if not host.agrees(said.MAY_REPLACE.format(folder=folder, count=len(fault.paths),
                                                       name=fault.paths[0].name)):
                raise Cancelled from fault
    return ()

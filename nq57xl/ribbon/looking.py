"""Group Báo cáo: where a figure comes from, how two plans compare."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from nq57xl.host import Host, NoSelection, NoWorkbook
from nq57xl.model.messages import buttons as said
from nq57xl.model.plan import Plan
from nq57xl.ribbon.asking import agree, ask_one, pick
from nq57xl.ribbon.button import button
from nq57xl.ribbon.choices import Choices, of_open_workbook
from nq57xl.ribbon.places import free_path, results_folder


@button
def trace_cell(host: Host, choices: Choices) -> Choices:
    """The cells behind the selected figure of a report, as a list in a new workbook; a click opens the file there."""
    from nq57xl.report.trace import trace
    from nq57xl.report.trace_sheet import trace_sheet
    from nq57xl.saving import save
    from nq57xl.sheets.reading.isolate import read_safely
    from nq57xl.sheets.writing.write import workbook_bytes
    spot = host.selection()
    if spot is None:
        raise NoSelection if host.has_book else NoWorkbook
    with host.telling(said.WORKING["trace"]):
        data, name = host.snapshot()
        found = trace(read_safely(data, name), spot.sheet, spot.row, spot.column)
    if not found.origins:
        host.say(f"{found.subject}. {found.note}")
        return choices
    choices = _folder_of_returns(host, choices, found.origins[0].file)
    place = f"Báo cáo {name}, trang {spot.sheet}, ô {spot.address}"
    sheet = trace_sheet(found, place, Path(choices.folder))
    path = free_path(host, results_folder(choices), "truy-vet.xlsx")
    save(workbook_bytes((sheet,), "Truy vết", date.today()), path)
    host.open(path)
    return choices


def _folder_of_returns(host: Host, choices: Choices, file: str) -> Choices:
    """Where the files of the report are: the folder merged last if they are there, else one that is chosen."""
    from nq57xl.report.trace_sheet import inside
    path = inside(Path(choices.folder), file) if choices.folder else None
    if path is not None and path.exists():
        return choices
    return replace(choices, folder=str(pick(host, said.FOLDER_OF_REPORT, choices.folder)))


@button
def compare_indicators(host: Host, choices: Choices) -> Choices:
    """A unit's own plan held against the plan above it, as a workbook."""
    from nq57xl.plans.align import align
    from nq57xl.plans.align_sheets import write_alignment
    from nq57xl.plans.files import load_plan
    choices = of_open_workbook(host, choices)
    own = _own_plan(host, choices)
    path = free_path(host, results_folder(choices), f"so-sanh-{own.id}-{own.city_plan}.xlsx")
    with host.telling(said.WORKING["compare"]):
        write_alignment(align(own, load_plan(own.city_plan)), path)
    host.open(path)
    return replace(choices, compared=own.id)


def _own_plan(host: Host, choices: Choices) -> Plan:
    """The plan to compare: that of the open workbook, that of its unit, else one that the officer names."""
    from nq57xl.plans.files import load_plan, plan_ids
    below = {plan.id: plan for plan in map(load_plan, plan_ids()) if plan.city_plan}
    if choices.plan in below:
        return below[choices.plan]
    of_unit = [plan for plan in below.values() if plan.city_plan == choices.plan and plan.issuer_code == choices.unit]
    if of_unit:
        return of_unit[0]
    known = below.get(choices.compared)
    if known and agree(host, said.MAY_COMPARE.format(plan=known.id)):
        return known
    return ask_one(host, said.WHICH_COMPARED, below, known.id if known else None)

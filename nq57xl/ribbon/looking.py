"""Group Báo cáo: where a figure comes from, how two plans compare."""

from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from nq57xl.host import Host, NoSelection, NoWorkbook
from nq57xl.model.messages import buttons as said
from nq57xl.model.names import clean
from nq57xl.model.plan import Plan
from nq57xl.ribbon.asking import agree, ask_one, pick
from nq57xl.ribbon.button import button
from nq57xl.ribbon.choices import Choices, of_open_workbook
from nq57xl.ribbon.places import free_path, results_folder
from nq57xl.sheets.writing.describe import Column, Formula, Row, Sheet, Styled, hyperlink, quoted

TRACE_COLUMNS = (Column("STT", 5, "centre"), Column("Đơn vị", 26, "wrap"), Column("Mã", 11, "centre"),
                 Column("Cột", 16, "wrap"), Column("Giá trị", 18, "wrap"), Column("Tệp", 44, "wrap"),
                 Column("Trang", 14, "small"), Column("Ô (bấm để mở)", 16, "link"))
LONGEST_LINK = 255
"""Characters of a text in a formula of Excel; a longer path is shown without a link."""
WHOLE_FILE = "Mở tệp"


@button
def trace_cell(host: Host, choices: Choices) -> Choices:
    """The cells behind the selected figure of a report, as a list in a new workbook; a click opens the file there."""
    from nq57xl.report.trace import trace
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
    rows = tuple(_trace_row(number, origin, Path(choices.folder)) for number, origin in enumerate(found.origins, 1))
    notes = f"Báo cáo {name}, trang {spot.sheet}, ô {spot.address}: {found.subject}", found.note
    sheet = Sheet("Truy vết", "NGUỒN CỦA MỘT CON SỐ TRONG BÁO CÁO", columns=TRACE_COLUMNS, rows=rows,
                  notes=tuple(note for note in notes if note))
    path = free_path(host, results_folder(choices), "truy-vet.xlsx")
    save(workbook_bytes((sheet,), "Truy vết", date.today()), path)
    host.open(path)
    return choices


def _folder_of_returns(host: Host, choices: Choices, file: str) -> Choices:
    """Where the files of the report are: the folder merged last if they are there, else one that is chosen."""
    path = inside(Path(choices.folder), file) if choices.folder else None
    if path is not None and path.exists():
        return choices
    return replace(choices, folder=str(pick(host, said.FOLDER_OF_REPORT, choices.folder)))


def _trace_row(number: int, origin, folder: Path) -> Row:
    path = inside(folder, origin.file)
    target = f"[{path}]{quoted(origin.sheet)}!{origin.cell}" if origin.cell else str(path)
    can_open = path is not None and path.is_file() and len(target) <= LONGEST_LINK
    shown = origin.cell or WHOLE_FILE
    cell = Formula(hyperlink(target, shown), shown) if can_open else origin.cell
    return (number, origin.unit, origin.code, origin.field, _shown(origin.value), origin.file, origin.sheet,
            Styled(cell, "link"))


def inside(folder: Path, name: str) -> Path | None:
    """The file of this name below a folder; None for a name that would lead anywhere else. A report is a file like any
    other: what it names is not looked at before this is known."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in name or name.startswith("\\"):
        return None
    return folder.joinpath(*parts.parts)


def _shown(value: object) -> object:
    return value if value is None or isinstance(value, int | float | str | date) else clean(str(value))


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

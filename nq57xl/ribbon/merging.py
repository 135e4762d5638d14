"""Groups Tổng hợp and Báo cáo: a folder of returned files becomes a report, a list of who is in, receipts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from nq57xl.host import Host
from nq57xl.model.dataset import Dataset
from nq57xl.model.messages import buttons as said
from nq57xl.model.period import parsed_period
from nq57xl.ribbon.asking import ask_folder, ask_period, ask_plan, may_replace
from nq57xl.ribbon.button import button
from nq57xl.ribbon.choices import Choices, of_file
from nq57xl.ribbon.places import free_path, results_folder
from nq57xl.showing import show

SHOWN_EVERY = 5
"""Every so many files the status bar tells how far it is."""
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
LOOKED_AT = 20
"""So many files of a folder are asked for the plan and period they are of."""


@button
def merge_folder(host: Host, choices: Choices) -> Choices:
    """The report over all files of a folder, made and opened."""
    from nq57xl.jobs.collecting import summary_lines
    from nq57xl.jobs.writing import questions_path, write_questions, write_report_and_facts
    dataset, choices = _dataset(host, choices)
    report = free_path(host, results_folder(choices), f"bao-cao-{dataset.plan.id}-{dataset.period}.xlsx")
    with host.telling(said.WORKING["report"]):
        write_report_and_facts(dataset, report)
        asked = write_questions(dataset, report)
    told = list(summary_lines(dataset))
    if asked:
        told.append(said.QUESTIONS.format(count=asked, path=questions_path(report)))
    host.say("\n".join(told))
    host.open(report)
    return choices


@button
def returns_status(host: Host, choices: Choices) -> Choices:
    """Who has handed in, late or not at all, as a list of its own."""
    from nq57xl.jobs.writing import write_status
    dataset, choices = _dataset(host, choices)
    path = free_path(host, results_folder(choices), f"tinh-hinh-nop-{dataset.plan.id}-{dataset.period}.xlsx")
    write_status(dataset, path)
    host.open(path)
    return choices


@button
def receipts(host: Host, choices: Choices) -> Choices:
    """Receipts for all units, letters, and the list of files not taken, in a folder of their own."""
    dataset, choices = _dataset(host, choices)
    folder = results_folder(choices) / f"phieu-tiep-nhan-{dataset.plan.id}-{dataset.period}"
    host.say(f"{_receipts(host, dataset, folder)}.")
    show(folder)
    return choices


def _receipts(host: Host, dataset: Dataset, folder: Path) -> str:
    """The line that says what was written. Receipts that somebody has worked on are replaced only where the officer
    agrees."""
    from nq57xl.jobs.delivery import WouldReplace
    from nq57xl.jobs.writing import write_receipts
    for force in (False, True):
        try:
            with host.telling(said.WORKING["receipts"]):
                return write_receipts(dataset, folder, None, force)
        except WouldReplace as fault:
            may_replace(host, folder, fault.paths)
    return ""


def _dataset(host: Host, choices: Choices) -> tuple[Dataset, Choices]:
    """Ask for the folder, take plan and period from its files, and read them all."""
    from nq57xl.jobs.collecting import Inputs, consolidate
    folder, choices = ask_folder(host, choices, said.FOLDER_OF_RETURNED)
    told = _of_folder(folder)
    plan, choices = ask_plan(host, replace(choices, plan=told.plan or choices.plan), anew=not told.plan)
    if period := parsed_period(told.period):
        choices = replace(choices, period=told.period)
    else:
        period, choices = ask_period(host, choices, date.today())
    with host.telling(said.WORKING["read"]):
        return consolidate(Inputs((folder,), plan, period), lambda count: _reading(host, count)), choices


@contextmanager
def _reading(host: Host, count: int) -> Iterator[Callable[[], None]]:
    """Tell how far the reading is."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % SHOWN_EVERY == 0 or done == count:
            host.tell(said.READ_SO_FAR.format(done=done, total=count))
    yield step


def _of_folder(folder: Path) -> Choices:
    """The plan and period that most of the first files of a folder are of."""
    found: dict[tuple[str, str], int] = {}
    books = [path for path in folder.rglob("*") if path.suffix.lower() in WORKBOOKS and path.is_file()]
    for path in sorted(books, key=lambda path: (not path.name.startswith("NQ57_"), path))[:LOOKED_AT]:
        told = of_file(path.read_bytes(), path.name, Choices())
        if told.plan:
            found[told.plan, told.period] = found.get((told.plan, told.period), 0) + 1
    plan, period = max(found, key=lambda key: found[key], default=("", ""))
    return Choices(plan=plan, period=period)

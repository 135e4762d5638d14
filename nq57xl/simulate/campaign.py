"""A whole round: workbooks issued, filled by simulated officers, handed in as a folder of files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from nq57xl.generate import generate, workbook_bytes
from nq57xl.generate.files import file_name
from nq57xl.model.period import Period, window
from nq57xl.model.plan import Plan, Unit
from nq57xl.saving import save
from nq57xl.simulate.figures import measured
from nq57xl.simulate.filling import Filling
from nq57xl.simulate.mistakes import MISTAKES, truncated
from nq57xl.simulate.returns import returned
from nq57xl.simulate.rounds import DAMAGED, MISSING, OTHER_PERIOD, TWICE, Conduct
from nq57xl.simulate.unit_filling import fill
from nq57xl.simulate.words import chance, words

KIND = "both"
ISSUE_DAYS = 9
"""Workbooks go out so many days before the period closes."""
Progress = Callable[[int, int, Path], object]


@dataclass(frozen=True, slots=True)
class Handed:
    """What a unit handed in: files by the day they were sent; none for a missing unit."""

    conduct: Conduct
    files: tuple[tuple[Path, date], ...]


def issue(seed: int, plan: Plan, period: Period, units: Sequence[Unit], folder: Path,
          progress: Progress | None = None) -> dict[str, Path]:
    """Issue the units' workbooks, last period's simulated figures in them. Returns the files by unit code; units
    without rows are left out. Raises what generate raises."""
    before = period.previous()
    previous = {(unit.code, code): round(measured(row), 2) for unit in units
                for code, row in fill(seed, plan, before, unit).indicators.items()
                if row.keys() & {"value", "denominator"} and not isinstance(row.get("value"), str)}
    generate(plan, period, [unit.code for unit in units], folder=folder, issued_at=issue_day(plan, period),
             kind=KIND, previous=previous, progress=progress)
    files = {unit.code: folder / file_name(plan, period, unit, KIND) for unit in units}
    return {code: path for code, path in files.items() if path.is_file()}


def issue_day(plan: Plan, period: Period) -> date:
    return window(period, plan.calendar("*", period.kind))[1] - timedelta(days=ISSUE_DAYS)


def hand_in(seed: int, plan: Plan, period: Period, conducts: Iterable[Conduct], issued: dict[str, Path], folder: Path,
            progress: Progress | None = None) -> tuple[Handed, ...]:
    """Fill the issued workbooks as the conducts say and put them into a folder, which is made where there is none.

    Raises OSError where a file cannot be read or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    acting = [conduct for conduct in conducts if conduct.unit.code in issued]
    handed = []
    for done, conduct in enumerate(acting, 1):
        files = [] if conduct.manner == MISSING else _files(seed, plan, period, conduct, issued[conduct.unit.code])
        for name, data, _ in files:
            save(data, folder / name)
        handed.append(Handed(conduct, tuple((folder / name, day) for name, _, day in files)))
        if progress:
            progress(done, len(acting), folder)
    return tuple(handed)


def _files(seed: int, plan: Plan, period: Period, conduct: Conduct, issued: Path) -> list[tuple[str, bytes, date]]:
    """Name, content and day of each file a unit sends."""
    unit, sent = conduct.unit, conduct.sent
    if conduct.manner == OTHER_PERIOD:
        before = period.previous()
        blank = workbook_bytes(plan, before, unit.code, KIND, issue_day(plan, before))
        filled = returned(blank, plan, before, unit, fill(seed, plan, before, unit), sent)
        return [(file_name(plan, before, unit, KIND), filled, sent)]
    filling = fill(seed, plan, period, unit)
    well = returned(issued.read_bytes(), plan, period, unit, _mistaken(seed, filling, conduct), sent)
    if conduct.manner == DAMAGED:
        well = truncated(well)
    if conduct.manner != TWICE:
        return [(issued.name, well, sent)]
    earlier = sent - timedelta(days=1)
    first = returned(issued.read_bytes(), plan, period, unit, MISTAKES["swapped"](filling, chance(seed, unit.code)),
                     earlier)
    second = words()["mistakes"]["second_name"].format(name=issued.stem) + issued.suffix
    return [(issued.name, first, earlier), (second, well, sent)]


def _mistaken(seed: int, filling: Filling, conduct: Conduct) -> Filling:
    mistake = MISTAKES.get(conduct.manner)
    return mistake(filling, chance(seed, conduct.unit.code, conduct.manner)) if mistake else filling

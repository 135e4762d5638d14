"""The verb: one workbook for each unit, from a master for each set of rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nq57xl.generate.content import KIND_NAMES, Content, content_of
from nq57xl.generate.forms import form_of, unit_texts
from nq57xl.model.period import Period
from nq57xl.model.plan import Plan, Unit
from nq57xl.plans.places import template_file
from nq57xl.saving import save
from nq57xl.sheets.address import address
from nq57xl.sheets.issuing.form import Form, Shell
from nq57xl.sheets.issuing.stamping import Master, make_master, stamp
from nq57xl.sheets.layout import INDICATORS, KEY

SHELL = ("workbooks", "bieu.xlsx")
Previous = Mapping[tuple[str, str], float]
"""(unit code, indicator code) -> the figure of the period before."""
Progress = Callable[[int, int, Path], object]
"""Called after each workbook with how many are done, of how many, and the file."""


class UnknownUnitError(LookupError):
    """A code that is no unit of the plan."""


class NothingToReportError(LookupError):
    """A unit that has no row of the kind asked for."""


class WouldOverwriteError(FileExistsError):
    """Files of these names hold something else and nobody asked to replace them; `paths` names them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__(", ".join(str(path) for path in paths))
        self.paths = tuple(paths)


@dataclass(frozen=True, slots=True)
class Generated:
    """`skipped` are the units that have no row of the kind asked for, and so get no workbook."""

    written: tuple[Path, ...]
    skipped: tuple[Unit, ...]


def generate(plan: Plan, period: Period, units: Iterable[str], *, folder: Path, issued_at: date, kind: str = "both",
             previous: Previous | None = None, progress: Progress | None = None, force: bool = False) -> Generated:
    """Write the workbooks of the units with these codes into a folder, which is made where there is none.

    `kind` is indicators, assignments or both. Raises UnknownUnitError or WouldOverwriteError before anything
    is written, ShellError for a shell that does not fit, OSError.
    """
    chosen = [_unit(plan, code) for code in dict.fromkeys(units)]
    contents = {unit: content_of(plan, period, unit, kind, issued_at) for unit in chosen}
    wanted = {unit: folder / file_name(plan, period, unit, kind) for unit in chosen if not contents[unit].is_empty}
    masters = _Masters()

    def made(unit: Unit) -> bytes:
        return _stamped(masters, contents[unit], unit, previous or {})

    if not force and (lost := [path for unit, path in wanted.items() if path.exists() and
                               path.read_bytes() != made(unit)]):
        raise WouldOverwriteError(lost)
    folder.mkdir(parents=True, exist_ok=True)
    for done, (unit, path) in enumerate(wanted.items(), 1):
        save(made(unit), path)
        if progress:
            progress(done, len(wanted), path)
    return Generated(tuple(wanted.values()), tuple(unit for unit in chosen if contents[unit].is_empty))


def workbook_bytes(plan: Plan, period: Period, unit_code: str, kind: str, issued_at: date,
                   previous: Previous | None = None) -> bytes:
    """One unit's workbook. Raises UnknownUnitError, NothingToReportError, ShellError."""
    unit = _unit(plan, unit_code)
    content = content_of(plan, period, unit, kind, issued_at)
    if content.is_empty:
        raise NothingToReportError(unit_code)
    return _stamped(_Masters(), content, unit, previous or {})


def file_name(plan: Plan, period: Period, unit: Unit, kind: str) -> str:
    """`NQ57_hai-phong_2025-09_11542_bieu.xlsx`."""
    return f"NQ57_{plan.id}_{period}_{unit.code}_{KIND_NAMES[kind]}.xlsx"


def _unit(plan: Plan, code: str) -> Unit:
    unit = plan.unit(code)
    if unit is None:
        raise UnknownUnitError(code)
    return unit


class _Masters:
    """The master of each set of rows, made when first asked for."""

    def __init__(self) -> None:
        from nq57xl.sheets.issuing.shell import read_shell
        self._shell = read_shell(template_file(*SHELL))
        self._made: dict[tuple, Master] = {}

    def of(self, content: Content) -> Master:
        if content.key not in self._made:
            self._made[content.key] = build_master(content, self._shell)
        return self._made[content.key]


def build_master(content: Content, shell: Shell) -> Master:
    """The workbook that all units with this content share."""
    from nq57xl.sheets.issuing.shell import fill
    form = form_of(content, shell)
    return make_master(fill(shell, form), _figure_cells(form, shell), content.issued_at)


def _figure_cells(form: Form, shell: Shell) -> dict[str, dict[str, str]]:
    """Where last period's figures go, by sheet and indicator."""
    column = INDICATORS.index("previous")
    return {table.layout.name: {line.cells[KEY]: address(row, column)
                                for row, line in enumerate(table.lines, shell.first_rows[table.layout.name])
                                if line.cells.get(KEY)}
            for table in form.tables if table.layout is INDICATORS}


def _stamped(masters: _Masters, content: Content, unit: Unit, previous: Previous) -> bytes:
    figures = {i.code: previous[unit.code, i.code] for i in content.indicators if (unit.code, i.code) in previous}
    return stamp(masters.of(content), unit_texts(content, unit), figures)

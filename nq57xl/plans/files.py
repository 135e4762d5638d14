"""Plan data files -> Plan. Every fault in a file is a `DataFileError` that names file, line and column."""

import hashlib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from nq57xl.model.period import Calendar
from nq57xl.model.plan import Assignment, Indicator, Plan, Tuning, Unit
from nq57xl.model.target import parse_target
from nq57xl.plans.data_files import DataFileError, read_rows, read_toml
from nq57xl.plans.places import template_file, template_folders
from nq57xl.plans.tuning import TUNING_COLUMNS, parse_tuning

MILESTONE_COLUMN = "t"
INDICATOR_COLUMNS = (
    "code", "annex", "stt", "group", "group_name", "parent", "name", "unit_of_measure", "kind", "direction",
    "per_year", "numerator", "denominator", "consolidation", "cumulative", "collected_from", "lead", "director",
    "chair", "product", "city_code", "lineage", "baseline", "source_note")
ASSIGNMENT_COLUMNS = (
    "code", "annex", "stt", "group", "group_name", "name", "lead", "coordinating", "director", "product",
    "deadline_text", "deadline_kind", "deadline", "source_note")
UNIT_COLUMNS = ("code", "name", "kind", "aliases")
FLAGS = ("per_year", "cumulative")
GROUP = "*"
"""First character of a `units.csv` code that stands for all units of a kind."""


class UnknownPlanError(LookupError):
    """No plan folder of that name."""


def plan_ids() -> list[str]:
    """The ids of all plans that can be found, sorted."""
    found = {path.parent.name for folder in template_folders() for path in folder.glob("plans/*/plan.toml")}
    return sorted(found)


def plan_folder(plan_id: str) -> Path:
    """The folder of a plan, by id or by path. Raises UnknownPlanError."""
    if Path(plan_id).joinpath("plan.toml").is_file():
        return Path(plan_id)
    if plan_id not in plan_ids():
        raise UnknownPlanError(plan_id)
    return template_file("plans", plan_id)


@cache
def load_plan(plan_id: str) -> Plan:
    """Read a plan by id or folder. Raises UnknownPlanError or DataFileError."""
    return read_plan(plan_folder(plan_id))


def read_plan(folder: Path) -> Plan:
    """Read the plan files of one folder. Raises DataFileError."""
    facts = read_toml(folder / "plan.toml")
    milestones = _milestones(facts, folder)
    columns = (*INDICATOR_COLUMNS, *(f"{MILESTONE_COLUMN}{year}" for year in milestones))
    rows = read_rows(folder / "indicators.csv", columns, TUNING_COLUMNS)
    indicators = tuple(_indicator(row, milestones) for row in rows)
    assignments = tuple(Assignment(**row) for row in read_rows(folder / "assignments.csv", ASSIGNMENT_COLUMNS))
    try:
        plan = _plan(facts, milestones, indicators, assignments, _listed_units(folder))
    except (KeyError, TypeError, ValueError) as fault:
        raise DataFileError(f"{folder / 'plan.toml'}: {fault}") from fault
    return replace(plan, digest=catalogue_digest(plan))


def _milestones(facts: dict, folder: Path) -> tuple[int, ...]:
    years = facts.get("milestones")
    if not isinstance(years, list) or not all(isinstance(year, int) for year in years):
        raise DataFileError(f"{folder / 'plan.toml'}: milestones phải là danh sách năm, ví dụ [2025, 2030]")
    return tuple(years)


def _plan(facts: dict, milestones: tuple[int, ...], indicators: tuple[Indicator, ...],
          assignments: tuple[Assignment, ...], listed: tuple[Unit, ...]) -> Plan:
    regime = facts["reporting"]
    communes = communes_of(facts["province_code"]) if facts["level"] == "city" else ()
    return Plan(
        id=facts["id"], number=facts["number"], date=facts["date"], title=facts["title"], issuer=facts["issuer"],
        issuer_code=facts["issuer_code"], level=facts["level"], province_code=facts["province_code"],
        city_plan=facts.get("city_plan", ""), milestones=milestones, periods=tuple(regime["periods"]),
        legal_bases=tuple(facts.get("legal_bases", ())), replaces=tuple(facts.get("replaces", ())),
        report_to=regime["to"], report_through=regime.get("through", ""), version=facts["version"],
        indicators=indicators, assignments=assignments,
        units=(*communes, *(u for u in listed if not u.code.startswith(GROUP))),
        groups=tuple(u for u in listed if u.code.startswith(GROUP)), calendars=_calendars(regime),
        notes=tuple(facts.get("notes", ())), accepted=dict(facts.get("accepted", {})))


def _indicator(row: dict[str, str], milestones: tuple[int, ...]) -> Indicator:
    targets = {year: parse_target(row.pop(f"{MILESTONE_COLUMN}{year}")) for year in milestones}
    flags = {name: row.pop(name) == "1" for name in FLAGS}
    tuning = parse_tuning({name: row.pop(name) for name in TUNING_COLUMNS})
    return Indicator(**row, **flags, targets=targets, tuning=tuning)


def _listed_units(folder: Path) -> tuple[Unit, ...]:
    path = folder / "units.csv"
    rows = read_rows(path, UNIT_COLUMNS) if path.is_file() else ()
    return tuple(Unit(row["code"], row["name"], row["kind"], tuple(a.strip() for a in row["aliases"].split("|") if a))
                 for row in rows)


@cache
def communes_of(province_code: str) -> tuple[Unit, ...]:
    """The commune-level units of a province (two-digit code), in the order of the official list."""
    rows = read_rows(template_file("units", "units.csv"), ("code", "name", "province_code"))
    return tuple(Unit(r["code"], r["name"], "commune") for r in rows if r["province_code"] == province_code)


def _calendars(regime: dict) -> dict[tuple[str, str], Calendar]:
    """The plan's calendars over the default one it names."""
    default = read_toml(template_file("calendar", regime.get("calendar", "decree-09-2019") + ".toml"))
    common = default | {k: regime[k] for k in ("rest_days",) if k in regime}
    holidays = frozenset(
        date.fromisoformat(r["date"]) for r in read_rows(template_file("calendar", "holidays.csv"), ("date",)))
    found = {("*", "*"): Calendar(**common, holidays=holidays)}
    for entry in regime.get("due", ()):
        entry = dict(entry)
        key = entry.pop("unit_kind", "*"), entry.pop("period", "*")
        found[key] = Calendar(**(common | entry), holidays=holidays)
    return found


def catalogue_digest(plan: Plan) -> str:
    """Sixteen hex digits that change when anything an officer is asked for changes."""
    rows = [(i.code, i.name, i.unit_of_measure, i.kind, i.consolidation, i.numerator, i.denominator,
             *(i.targets[y].source for y in plan.milestones)) for i in plan.indicators]
    rows += [(i.code, i.tuning) for i in plan.indicators if i.tuning != Tuning()]
    rows += [(a.code, a.name, a.lead, a.coordinating, a.deadline_text, a.deadline) for a in plan.assignments]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]

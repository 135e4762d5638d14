"""What the formulas of an issued workbook give once it is filled, so that the returned file stores it."""

import math
from collections.abc import Callable, Mapping
from datetime import date

from nq57xl.generate.formulas import DOUBTFUL, MET, NOT_MET, TODO, WRONG, check_text, is_untouched
from nq57xl.generate.panel import NOT_READY, READY, panel_rows, readiness
from nq57xl.model.period import Period, due_date, window
from nq57xl.model.plan import Plan, Unit
from nq57xl.model.target import achievement, is_met, target_for_year
from nq57xl.rules.catalogue import (
    assignment_constants,
    assignment_rules,
    difficulty_constants,
    difficulty_rules,
    indicator_constants,
    indicator_rules,
    plan_day,
)
from nq57xl.rules.check import Row, as_number, first_code
from nq57xl.rules.rule import Rule
from nq57xl.sheets.address import address
from nq57xl.sheets.issuing.form import Formula, Line, Table
from nq57xl.sheets.issuing.patching import Patchable, Result
from nq57xl.sheets.layout import ASSIGNMENTS, DIFFICULTIES, FAILURE, GUIDE_SHEET, INDICATORS, Layout

CHECK = "check"
Stored = dict[str, str | float | int]
"""Value of each formula of a row, by field."""
Entries = Mapping[str, Row]
"""Entry fields by row code."""


def store_results(book: Patchable, plan: Plan, period: Period, unit: Unit, entries: Mapping[str, Entries]) -> None:
    """Put the values of all formulas into a workbook with these entries, by sheet kind. Call it before the entries
    are written: a figure typed over its formula takes the place of both."""
    calendar = plan.calendar(unit.kind, period.kind)
    days = window(period, calendar)[1], due_date(period, calendar)
    before = _previous(book)
    indicators, assignments, difficulties = (entries.get(layout.kind, {})
                                             for layout in (INDICATORS, ASSIGNMENTS, DIFFICULTIES))
    codes = [row.code for row in (*plan.indicators, *plan.assignments)
             if row.code in book.keyed_rows(INDICATORS) or row.code in book.keyed_rows(ASSIGNMENTS)]
    tables = (
        _store_table(book, INDICATORS, lambda code: _indicator(plan, period, code, indicators.get(code, {}),
                                                               before.get(code))),
        _store_table(book, ASSIGNMENTS, lambda code: _assignment(plan, code, assignments.get(code, {}), *days)),
        _store_table(book, DIFFICULTIES, lambda number: _difficulty(difficulties.get(number, {}), codes)))
    _store_guide(book, [(table, first) for table, first in tables if table.lines])


def _previous(book: Patchable) -> dict[str, float]:
    """Last period's figures that the workbook shows, by row code."""
    column = INDICATORS.index("previous")
    shown = {code: book.shown(INDICATORS.name, address(row, column))
             for code, row in book.keyed_rows(INDICATORS).items()}
    return {code: float(text) for code, text in shown.items() if text}


def _store_table(book: Patchable, layout: Layout, results_of: Callable[[str], Stored]) -> tuple[Table, int]:
    """Store a table's results. Returns what its rows say under `Kiểm tra`, for the guide to count, and its first
    row."""
    rows = book.keyed_rows(layout)
    if not rows:
        return Table(layout, {}, ()), 0
    cells = {}
    first = min(rows.values())
    lines = [Line("", {}) for _ in range(first, max(rows.values()) + 1)]
    for code, row in rows.items():
        results = results_of(code)
        places = {address(row, layout.index(field)): value for field, value in results.items()}
        cells |= {place: Result(value) for place, value in places.items() if book.has_formula(layout.name, place)}
        lines[row - first] = Line("", {CHECK: Formula("", results[CHECK])})
    book.patch(layout.name, cells)
    return Table(layout, {}, tuple(lines)), first


def _indicator(plan: Plan, period: Period, code: str, entries: Row, before: float | None) -> Stored:
    indicator = plan.indicator(code)
    target = target_for_year(indicator.targets, period.year)
    value = entries.get("value", _ratio(entries))
    figure = as_number(value)
    met = None if figure is None else is_met(target, figure, indicator.direction)
    share = None if figure is None else achievement(target, figure, indicator.direction)
    row = indicator_constants(indicator, period.year, before) | entries | {"value": value}
    return {"value": value, "achievement": "" if share is None else share,
            "judgement": "" if met is None else MET if met else NOT_MET,
            **_check(indicator_rules(indicator, period.year), row, INDICATORS.entry_fields)}


def _ratio(entries: Row) -> float | str:
    part, whole = as_number(entries.get("numerator")), as_number(entries.get("denominator"))
    share = 100 * part / whole if part is not None and whole is not None and whole > 0 else math.inf
    return share if math.isfinite(share) else ""


def _assignment(plan: Plan, code: str, entries: Row, end: date, due: date) -> Stored:
    assignment = plan.assignment(code)
    if assignment is None and not entries:
        return {FAILURE: "", CHECK: ""}
    constants = assignment_constants(assignment, end, due, plan_day(plan.date))
    if assignment is None:
        return _check(assignment_rules(own=True), constants | entries)
    return _check(assignment_rules(), constants | entries, ASSIGNMENTS.entry_fields)


def _difficulty(entries: Row, codes: list[str]) -> Stored:
    return _check(difficulty_rules(), difficulty_constants(codes) | entries) if entries else {FAILURE: "", CHECK: ""}


def _check(rules: tuple[Rule, ...], row: Row, owed: tuple[str, ...] = ()) -> Stored:
    """`owed` are the entry fields of a row that must be filled."""
    code = first_code(rules, row)
    return {FAILURE: code, CHECK: check_text(rules, code, bool(owed) and is_untouched(owed, row))}


def _store_guide(book: Patchable, placed: list[tuple[Table, int]]) -> None:
    """The status panel: its formulas are known again by their text."""
    tables = tuple(table for table, _ in placed)
    panel = panel_rows(tables, {table.layout.name: first for table, first in placed})
    values = {content.text: content.stored for row in panel for content in row.values() if isinstance(content, Formula)}
    values[readiness(tables).text] = _ready(tables)
    book.patch(GUIDE_SHEET, {cell: Result(values[text]) for cell, text in book.formulas(GUIDE_SHEET).items()
                             if text in values})


def _ready(tables: tuple[Table, ...]) -> str:
    """What the guide says in its one line."""
    checks = [str(line.cells[CHECK].stored) for table in tables for line in table.lines if CHECK in line.cells]
    todo, wrong, doubtful = (sum(text.startswith(mark) for text in checks) for mark in (TODO, WRONG, DOUBTFUL))
    missing = ([f"còn {todo} dòng chưa nhập"] if todo else []) + ([f"{wrong} dòng lỗi"] if wrong else [])
    if missing:
        return f"{NOT_READY}: {', '.join(missing)}"
    return f"{READY} (còn {doubtful} cảnh báo nên xem lại)" if doubtful else READY

"""Readings of one row -> findings and facts: what the rules say, and which figures are certain enough to keep.

Which contents an error leaves out (`uncertain_fields`): where the cell the finding points at is blank, that
cell alone; else every entry cell the rule looks at, for in a contradiction (Hoàn thành at 90 %, Không áp dụng
with a figure) nobody knows which side is wrong. The three figures of an indicator stand and fall together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from nq57xl.model.finding import ERROR, INFO, Finding, Message
from nq57xl.model.names import clean
from nq57xl.model.period import Period
from nq57xl.model.plan import Plan
from nq57xl.model.record import Fact
from nq57xl.rules.catalogue import bounds_text
from nq57xl.rules.check import Row, Value, as_number, failures_and_accepted
from nq57xl.rules.expr import fields_of
from nq57xl.rules.rule import Rule
from nq57xl.validate.around import Around
from nq57xl.validate.cells import Line, Table
from nq57xl.validate.values import Reading

FIGURES = frozenset(("value", "numerator", "denominator"))


@dataclass(frozen=True, slots=True)
class Desk:
    """What is the same for all rows of one workbook. `closes` is the last day of the period, `due` the day by
    which the report is due, `codes` are those of the rows that were asked for."""

    plan: Plan
    unit: str
    period: Period
    closes: date
    due: date
    codes: frozenset[str]
    file: str
    around: Around = field(default_factory=Around)
    """What the table at hand says beside its cells; it is another one for each table."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One row's facts and findings."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]


def reading_findings(table: Table, line: Line, readings: dict[str, Reading]) -> list[Finding]:
    """What the readers have to say of a row's cells."""
    return [finding_on(table, line, name, reading.message, reading) for name, reading in readings.items()
            if reading.message and name not in line.struck]


def finding_on(table: Table, line: Line, name: str, message: Message, reading: Reading) -> Finding:
    return table.finding(message, line, name, reading.found, after=reading.after, why=reading.why)


def rule_findings(table: Table, line: Line, rules: Iterable[Rule], row: Row, readings: dict[str, Reading],
                  shown_values: dict[str, str]) -> tuple[list[Finding], frozenset[str]]:
    """The rules that fail, and the fields that are uncertain for it. A rule that points at a cell whose fault is
    told already, or looks at one that is not read, is silent; a warning that a written reason accepts is told for
    information."""
    findings, uncertain = [], set()
    failed, excused = failures_and_accepted(rules, row)
    told = [*((rule, rule.message) for rule in failed),
            *((rule, _for_information(rule.message)) for rule in excused)]
    for rule, message in told:
        if readings[rule.field].is_told or line.struck & (fields_of(rule.holds) | fields_of(rule.when)):
            continue
        found = shown_values.get(rule.field, readings[rule.field].found)
        findings.append(table.finding(message, line, rule.field, found,
                                      status=readings["data_status"].found if "data_status" in readings else "",
                                      bounds=bounds_text(as_number(row.get("lower")), as_number(row.get("upper")))))
        if message.severity == ERROR:
            uncertain |= uncertain_fields(rule, row[rule.field], readings.keys())
    return findings, frozenset(uncertain)


def _for_information(message: Message) -> Message:
    return replace(message, severity=INFO, text=f"{message.text.rstrip('.')} (đã có lý do).", remedy="không phải sửa.")


def uncertain_fields(rule: Rule, value: Value, entries: Iterable[str]) -> frozenset[str]:
    """The entry fields that an error of this rule leaves out (see the head of this module)."""
    if value is None or (isinstance(value, str) and not clean(value)):
        return frozenset((rule.field,))
    return (fields_of(rule.holds) | fields_of(rule.when) | {rule.field}).intersection(entries)


def certain_fields(readings: dict[str, Reading], uncertain: Iterable[str]) -> list[str]:
    """The fields whose readings may become facts."""
    doubtful = set(uncertain) | {name for name, reading in readings.items() if not reading.sure}
    if doubtful & FIGURES:
        doubtful |= FIGURES
    return [name for name, reading in readings.items() if name not in doubtful and not reading.is_blank]


def make_fact(desk: Desk, table: Table, line: Line, name: str, value: Value, findings: Iterable[Finding],
              at: str = "") -> Fact:
    """A fact, flagged with the codes of the findings on its figure; `at` is another field whose cell it is in."""
    keys = ((line.key, name), (line.key, at))
    flags = tuple(dict.fromkeys(f.code for f in findings if f.key in keys))
    cell = table.place(line.number, at or name).cell
    return Fact(desk.plan.id, str(desk.period), desk.unit, table.layout.kind, line.key, name, value, desk.file,
                table.sheet, cell, flags)


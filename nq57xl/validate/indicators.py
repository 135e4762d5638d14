"""One row of `Chỉ tiêu`: read, recomputed from its parts, checked, and turned into facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from nq57xl.model.finding import Finding, raise_finding
from nq57xl.model.messages.values import MESSAGES
from nq57xl.model.plan import Indicator
from nq57xl.model.target import issued_target
from nq57xl.rules.catalogue import RATIO_TOLERANCE, indicator_constants, indicator_rules
from nq57xl.rules.check import as_number
from nq57xl.validate.altered import altered_findings, is_other_unit
from nq57xl.validate.around import last_figure
from nq57xl.validate.beside import locked_findings, note_findings
from nq57xl.validate.cells import Line, Table, filled_fields
from nq57xl.validate.figures import PARTS, ratio_of, read_figures
from nq57xl.validate.judge import (
    FIGURES,
    Desk,
    Judged,
    certain_fields,
    finding_on,
    make_fact,
    reading_findings,
    rule_findings,
)
from nq57xl.validate.meanings import implausible, likely_figure
from nq57xl.validate.shown import decimal
from nq57xl.validate.values import BLANK, STRUCK, Reading, failed, read_as_it_is, read_text, read_word
from nq57xl.validate.words import DATA_STATUS

SHOWN_DECIMALS = 2
SIZED = ("count", "index")
"""Kinds whose figures keep their size from one period to the next; percentages and money have rules of their own."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The readings of a row by field. `computed` is 100 × numerator / denominator where there are both parts;
    `placed` says of fields that were not read from their own cell in which field's cell they stand."""

    readings: dict[str, Reading]
    computed: float | None = None
    placed: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def judge_indicator(desk: Desk, table: Table, line: Line, indicator: Indicator) -> Judged:
    """Facts and findings of one row.

    Ratio rows: the facts are numerator, denominator and the percentage recomputed from them; a percentage
    without parts is taken as typed (flag V19), never from a formula's stored value.
    """
    is_asked = indicator.kind != "text" and is_other_unit(line, indicator.unit_of_measure) and bool(
        FIGURES.intersection(filled_fields(table.layout, line.cells)))
    line = replace(line, struck=line.struck | FIGURES) if is_asked else line
    entries = _entries(desk, table, line, indicator)
    readings = entries.readings
    looked_at = readings | _unused_parts(line, indicator)
    row = {name: reading.seen for name, reading in looked_at.items()}
    shown_values = {}
    if entries.computed is not None and readings["value"].is_blank:
        row["value"] = entries.computed
        shown_values["value"] = decimal(round(entries.computed, SHOWN_DECIMALS))
    constants = indicator_constants(indicator, desk.period.year, last_figure(line))
    rules = indicator_rules(indicator, desk.period.year)
    failed_rules, uncertain = rule_findings(table, line, rules, constants | row, looked_at, shown_values)
    findings = (*reading_findings(table, line, readings), *entries.findings, *failed_rules,
                *_beside(desk, table, line, indicator, entries, is_asked),
                *_implausible(desk, table, line, indicator, readings))
    certain = certain_fields(readings, uncertain)
    if entries.computed is not None and {*PARTS} <= {*certain}:
        readings["value"] = replace(readings["value"], value=entries.computed)
        certain = [*dict.fromkeys(("value", *certain))]
    facts = tuple(make_fact(desk, table, line, name, readings[name].value, findings, entries.placed.get(name, ""))
                  for name in certain)
    return Judged(facts, findings)


def _entries(desk: Desk, table: Table, line: Line, indicator: Indicator) -> Entries:
    cells = line.cells
    readings, fraction = read_figures(table, line, indicator, desk.period.year, desk.around)
    readings["data_status"] = read_word(cells.get("data_status"), DATA_STATUS)
    readings["explanation"] = read_text(cells.get("explanation"))
    readings["evidence"] = read_text(cells.get("evidence"))
    unused = () if indicator.is_ratio else PARTS
    readings |= {name: STRUCK for name in line.struck if name in readings and name not in unused}
    placed = {part: fraction for part in PARTS if part != fraction} if fraction else {}
    return _with_words(table, line, _recomputed(table, line, Entries(readings, placed=placed)))


def _unused_parts(line: Line, indicator: Indicator) -> dict[str, Reading]:
    """The parts of a row that is no ratio, for the rule that tells of whatever is there; they give no fact."""
    parts = () if indicator.is_ratio else PARTS
    return {part: replace(read_as_it_is(line.cells.get(part)), message=None) for part in parts}


def _recomputed(table: Table, line: Line, entries: Entries) -> Entries:
    """Hold the stored result of a formula against the parts, the only thing it is good for."""
    readings = entries.readings
    computed, figure = ratio_of(readings), readings["value"]
    if not (figure.is_blank and figure.after and figure.message is None):
        return replace(entries, computed=computed)
    stored = as_number(line.cells["value"].value)
    if computed is None:
        nothing = readings["numerator"].is_blank and readings["denominator"].is_blank
        # LibreOffice saves the empty text of an untouched formula as 0 in .xls: no figure either way.
        is_figure = nothing and stored != 0
        return replace(entries, readings=readings | {"value": failed("V40", figure.found) if is_figure else BLANK})
    entries = replace(entries, readings=readings | {"value": BLANK}, computed=computed)
    if stored is not None and abs(stored * _shown_factor(line) - computed) <= RATIO_TOLERANCE:
        return entries
    told = replace(figure, after=decimal(round(computed, SHOWN_DECIMALS)))
    return replace(entries, findings=(*entries.findings, finding_on(table, line, "value", MESSAGES["V41"], told)))


def _shown_factor(line: Line) -> int:
    return 100 if line.cells["value"].is_percent else 1


def _with_words(table: Table, line: Line, entries: Entries) -> Entries:
    """Move a word in a number's place (`chưa có số liệu`) to the data status, if it says one thing only, no
    figure stands beside it and the data status does not say another; else it stays a question (V35)."""
    readings = entries.readings
    worded = {name: readings[name].word for name in ("value", *PARTS) if readings[name].word is not None}
    meaning = next(iter(worded.values()), "")
    alone = all(readings[name].is_blank for name in FIGURES - worded.keys())
    status = readings["data_status"]
    if not meaning or {*worded.values()} != {meaning} or not alone or not (status.is_blank or status.value == meaning):
        return entries
    first = next(iter(worded))
    place = table.place(line.number, first, line.key)
    told = raise_finding(MESSAGES["V30"], place, readings[first].found, (line.key, "data_status"), after=meaning)
    changed = {**readings, **dict.fromkeys(worded, BLANK), "data_status": Reading(meaning, found=meaning)}
    return Entries(changed, None, {"data_status": first} if status.is_blank else {}, (*entries.findings, told))


def _implausible(desk: Desk, table: Table, line: Line, indicator: Indicator,
                 readings: Mapping[str, Reading]) -> list[Finding]:
    """V69: a count or an index of another size than its target and last period's figure."""
    figure = readings["value"]
    if indicator.kind not in SIZED or not figure.sure or not isinstance(figure.value, float):
        return []
    likely = likely_figure(indicator, desk.period.year, last_figure(line), "")
    known = implausible(figure.value, likely, indicator.kind == "index")
    return [table.finding(MESSAGES["V69"], line, "value", decimal(figure.value), after=known)] if known else []


def _beside(desk: Desk, table: Table, line: Line, indicator: Indicator, entries: Entries,
            is_asked: bool) -> list[Finding]:
    """Figures in comments and in locked columns, and locked texts that were altered."""
    fields = ("value", *PARTS) if indicator.is_ratio else ("value",)
    computed = {"value": entries.computed} if entries.computed is not None else {}
    if indicator.kind == "text":
        fields = ()
    is_empty = all(entries.readings[name].is_blank for name in FIGURES)
    locked = locked_findings(table, line, indicator, desk.plan, desk.period.year, is_empty)
    issued = {"unit_of_measure": indicator.unit_of_measure,
              "target": issued_target(indicator.targets, desk.period.year, desk.plan.milestones, indicator.is_percent)}
    altered = altered_findings(table, line, issued, is_asked)
    return [*note_findings(desk.around, table, line, entries.readings, fields, computed), *locked,
            *(f for f in altered if f.key not in {each.key for each in locked})]

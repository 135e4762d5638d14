"""One row of `Chỉ tiêu`: read, recomputed from its parts, checked, and turned into facts."""

import re
from dataclasses import dataclass, replace

from nq57xl.model.finding import Finding, raise_finding
from nq57xl.model.messages.values import MESSAGES
from nq57xl.model.plan import Indicator
from nq57xl.rules.catalogue import RATIO_TOLERANCE, indicator_constants, indicator_rules
from nq57xl.rules.check import as_number, is_blank
from nq57xl.sheets.reading.book import ERROR, Cell
from nq57xl.validate.cells import Line, Table
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
from nq57xl.validate.numbers import COUNT, DECIMAL, MONEY
from nq57xl.validate.shown import decimal, shown
from nq57xl.validate.values import BLANK, STRUCK, Reading, read_as_it_is, read_number, read_text, read_word
from nq57xl.validate.words import DATA_STATUS

STYLES = {"percent": DECIMAL, "index": DECIMAL, "count": COUNT, "rank": COUNT, "money": MONEY}
_AMOUNT = re.compile(r"(?:nghìn|triệu|tỷ) đồng")
SHOWN_DECIMALS = 2
PARTS = ("numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Entries:
    """The readings of a row by field. `computed` is 100 × numerator / denominator where there are both parts;
    `status_from` the field whose word told the data status, where that was not its own cell."""

    readings: dict[str, Reading]
    computed: float | None = None
    status_from: str = ""
    findings: tuple[Finding, ...] = ()


def judge_indicator(desk: Desk, table: Table, line: Line, indicator: Indicator) -> Judged:
    """Facts and findings of one row.

    Ratio rows: the facts are numerator, denominator and the percentage recomputed from them; a percentage
    without parts is taken as typed (flag V19), never from a formula's stored value.
    """
    entries = _entries(table, line, indicator)
    readings = entries.readings
    looked_at = readings | _unused_parts(line, indicator)
    row = {name: reading.seen for name, reading in looked_at.items()}
    shown_values = {}
    if entries.computed is not None and readings["value"].is_blank:
        row["value"] = entries.computed
        shown_values["value"] = decimal(round(entries.computed, SHOWN_DECIMALS))
    previous = line.cells.get("previous")
    constants = indicator_constants(indicator, desk.period.year, as_number(previous.value) if previous else None)
    rules = indicator_rules(indicator, desk.period.year)
    failed, uncertain = rule_findings(table, line, rules, constants | row, looked_at, shown_values)
    findings = (*reading_findings(table, line, readings), *entries.findings, *failed)
    certain = certain_fields(readings, uncertain)
    if entries.computed is not None and {*PARTS} <= {*certain}:
        readings["value"] = replace(readings["value"], value=entries.computed)
        certain = [*dict.fromkeys(("value", *certain))]
    facts = tuple(make_fact(desk, table, line, name, readings[name].value, findings,
                            entries.status_from if name == "data_status" else "") for name in certain)
    return Judged(facts, findings)


def _entries(table: Table, line: Line, indicator: Indicator) -> Entries:
    cells, readings = line.cells, {}
    formula = _formula_figure(cells.get("value")) if indicator.is_ratio else None
    readings["value"] = formula or _read_value(cells.get("value"), indicator)
    for part, words in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        style = MONEY if _AMOUNT.search(words) else COUNT
        readings[part] = read_number(cells.get(part), style, words) if indicator.is_ratio else BLANK
    readings["data_status"] = read_word(cells.get("data_status"), DATA_STATUS)
    readings["explanation"] = read_text(cells.get("explanation"))
    readings["evidence"] = read_text(cells.get("evidence"))
    unused = () if indicator.is_ratio else PARTS
    readings |= {name: STRUCK for name in line.struck if name in readings and name not in unused}
    return _with_words(table, line, _recomputed(table, line, readings))


def _unused_parts(line: Line, indicator: Indicator) -> dict[str, Reading]:
    """The parts of a row that is no ratio, for the rule that tells of whatever is there; they give no fact."""
    parts = () if indicator.is_ratio else PARTS
    return {part: replace(read_as_it_is(line.cells.get(part)), message=None) for part in parts}


def _read_value(cell: Cell | None, indicator: Indicator) -> Reading:
    if indicator.kind not in STYLES:
        return read_text(cell)
    return read_number(cell, STYLES[indicator.kind], indicator.unit_of_measure)


def _formula_figure(cell: Cell | None) -> Reading | None:
    """A formula in `Kết quả`: blank, with the stored number in `after` to be compared; None where there is no
    formula, or one that gives an error."""
    if cell is None or not cell.has_formula or cell.state == ERROR:
        return None
    return Reading(found=shown(cell.value), after="" if is_blank(cell.value) else str(cell.value))


def _recomputed(table: Table, line: Line, readings: dict[str, Reading]) -> Entries:
    """Hold the stored result of a formula against the parts, the only thing it is good for."""
    numerator, denominator = (as_number(readings[part].value) for part in PARTS)
    computed = 100 * numerator / denominator if numerator is not None and denominator else None
    figure = readings["value"]
    if not (figure.is_blank and figure.after):
        return Entries(readings, computed)
    stored = as_number(line.cells["value"].value)
    if computed is None:
        nothing = readings["numerator"].is_blank and readings["denominator"].is_blank
        # LibreOffice saves the empty text of an untouched formula as 0 in .xls: no figure either way.
        is_figure = nothing and stored != 0
        readings["value"] = Reading("?", False, figure.found, MESSAGES["V40"]) if is_figure else BLANK
        return Entries(readings)
    readings["value"] = BLANK
    findings: tuple[Finding, ...] = ()
    if stored is None or abs(stored - computed) > RATIO_TOLERANCE:
        told = replace(figure, after=decimal(round(computed, SHOWN_DECIMALS)))
        findings = (finding_on(table, line, "value", MESSAGES["V41"], told),)
    return Entries(readings, computed, findings=findings)


def _with_words(table: Table, line: Line, entries: Entries) -> Entries:
    """Move a word in a number's place (`chưa có số liệu`) to the data status, if it says one thing only, no
    figure stands beside it and the data status does not say another; else it stays a question (V35)."""
    readings = entries.readings
    worded = {name: readings[name].word for name in ("value", "numerator", "denominator")
              if readings[name].word is not None}
    meaning = next(iter(worded.values()), "")
    alone = all(readings[name].is_blank for name in FIGURES - worded.keys())
    status = readings["data_status"]
    if not meaning or {*worded.values()} != {meaning} or not alone or not (status.is_blank or status.value == meaning):
        return entries
    first = next(iter(worded))
    place = table.place(line.number, first, line.key)
    told = raise_finding(MESSAGES["V30"], place, readings[first].found, (line.key, "data_status"), after=meaning)
    changed = {**readings, **dict.fromkeys(worded, BLANK), "data_status": Reading(meaning, found=meaning)}
    return Entries(changed, None, first if status.is_blank else "", (*entries.findings, told))

"""The three figures of an indicator's row (Kết quả, Tử số, Mẫu số), read with everything that speaks for a meaning."""

import math
import re
from dataclasses import replace
from functools import cache

from nq57xl.model.messages.values import MESSAGES
from nq57xl.model.plan import Indicator
from nq57xl.rules.check import as_number
from nq57xl.sheets.reading.book import ERROR, Cell
from nq57xl.validate.around import PERCENT_SIGN, Around, last_figure
from nq57xl.validate.cells import Line, Table
from nq57xl.validate.meanings import (
    BY_PARTS,
    UNKNOWN,
    Likely,
    as_parts,
    chosen,
    full_scale,
    likely_figure,
    may_be_fraction,
)
from nq57xl.validate.numbers import COUNT, DECIMAL, MONEY, read_fraction
from nq57xl.validate.recompute import Outcome
from nq57xl.validate.shown import decimal, says_nothing, shown
from nq57xl.validate.values import BLANK, Reading, failed, read_number, read_text, read_truth

STYLES = {"percent": DECIMAL, "index": DECIMAL, "count": COUNT, "rank": COUNT, "money": MONEY}
PARTS = ("numerator", "denominator")
_COUNTED = re.compile(r"(?:tổng )?(?:dân )?số\b(?!.*đồng)", re.IGNORECASE)
"""Words of a part that counts whole things; others may have decimals."""
Readings = dict[str, Reading]


def read_figures(table: Table, line: Line, indicator: Indicator, year: int, around: Around) -> tuple[Readings, str]:
    """The readings of value, numerator and denominator; and the field a fraction such as `12/15` was typed into,
    which then is in numerator and denominator ("" where there was none).

    A formula in `Kết quả` of a ratio row reads as blank, with its stored number in `after`, where it is not
    certain by itself: it is there to be compared with the parts."""
    readings = _settled_part(line, indicator, year,
                             {name: _part(table, line, name, indicator, around) for name in PARTS})
    cell, outcome = line.cells.get("value"), around.outcome(table, line, "value")
    likely = UNKNOWN
    if _may_be_doubtful(cell, outcome):
        likely = likely_figure(indicator, year, last_figure(line), around.mark)
    is_alone = all(readings[name].is_blank for name in PARTS)
    if indicator.is_ratio and cell is not None and cell.has_formula and cell.state != ERROR:
        readings["value"] = _formula_figure(cell, indicator, outcome, is_alone)
    else:
        readings["value"] = _value(cell, indicator, likely, outcome)
    if indicator.unit_of_measure.startswith(PERCENT_SIGN) and cell is not None and not cell.is_percent:
        readings["value"] = _settled_scale(readings, indicator, likely, around.peers.others(line.key))
    return _with_fraction(line, indicator, readings) if indicator.is_ratio else (readings, "")


def _may_be_doubtful(cell: Cell | None, outcome: Outcome | None) -> bool:
    """Whether witnesses are needed: for texts, and for numbers that may be shares of 1."""
    if cell is None:
        return False
    number = cell.value if outcome is None or outcome.value is None else outcome.value
    return isinstance(number, str) or (isinstance(number, float | int) and 0 < number <= 1)


@cache
def part_style(words: str) -> str:
    """How a numerator or denominator is written: whole, unless it is an amount."""
    return COUNT if _COUNTED.match(words) else MONEY


def _part(table: Table, line: Line, name: str, indicator: Indicator, around: Around) -> Reading:
    if not indicator.is_ratio:
        return BLANK
    words = getattr(indicator, name)
    style = part_style(words)
    likely = Likely(lower=0, is_whole=style == COUNT, mark=around.mark)
    return read_number(line.cells.get(name), style, words, likely, around.outcome(table, line, name))


def _settled_part(line: Line, indicator: Indicator, year: int, readings: Readings) -> Readings:
    """Of a numerator or denominator with two meanings the one that makes a likely percentage with the other."""
    for name, other in (PARTS, PARTS[::-1]):
        numbers, beside = readings[name].numbers, as_number(readings[other].value)
        if not numbers or not beside:
            continue
        shares = [100 * n / beside if name == "numerator" else 100 * beside / n for n in numbers]
        if choice := chosen(shares, likely_figure(indicator, year, last_figure(line), "")):
            number = numbers[shares.index(choice[0])]
            why = f"{BY_PARTS}, {choice[1]}"
            return readings | {name: replace(readings[name], value=number, sure=True, message=MESSAGES["V45"],
                                             after=decimal(number), why=why, numbers=())}
    return readings


def _value(cell: Cell | None, indicator: Indicator, likely: Likely, outcome: Outcome | None) -> Reading:
    if indicator.kind not in STYLES:
        return read_text(cell)
    return read_number(cell, STYLES[indicator.kind], indicator.unit_of_measure, likely, outcome)


def _formula_figure(cell: Cell, indicator: Indicator, outcome: Outcome | None, is_alone: bool) -> Reading:
    """A formula in `Kết quả` of a ratio row: a percentage where it can be computed without parts, else blank, with
    the stored number in `after` to be compared. TRUE typed over it is no percentage, whatever the parts are."""
    if truth := read_truth(cell, outcome):
        return truth
    if is_alone and outcome is not None and outcome.value is not None:
        return read_number(cell, DECIMAL, indicator.unit_of_measure, outcome=outcome)
    return Reading(found=shown(cell.value), after="" if says_nothing(cell.value) else str(cell.value))


def _settled_scale(readings: Readings, indicator: Indicator, likely: Likely, peers: str) -> Reading:
    """A percentage typed as 0.85, in percent where witnesses say so; else it is left to the rules to ask (V15), or
    asked here where the indicator is no percentage to them. A percent sign says itself what is meant."""
    reading = readings["value"]
    number = reading.value
    if not isinstance(number, float) or PERCENT_SIGN in reading.found:
        return reading
    parts = ratio_of(readings)
    full = full_scale(number, likely, peers) if parts is None else as_parts(number, parts)
    if full:
        value, why = full
        return Reading(value, found=reading.found, message=MESSAGES["V45"], after=decimal(value), why=why)
    if parts is None and not indicator.is_percent and may_be_fraction(number, likely):
        return failed("V49", reading.found)
    return reading


def ratio_of(readings: Readings) -> float | None:
    """100 × numerator / denominator; None where there are not both, or their share is beyond the range of numbers."""
    numerator, denominator = (as_number(readings[part].value) for part in PARTS)
    share = 100 * numerator / denominator if numerator is not None and denominator else math.inf
    return share if math.isfinite(share) else None


def _with_fraction(line: Line, indicator: Indicator, readings: Readings) -> tuple[Readings, str]:
    """Numerator and denominator typed into one cell as `12/15`, where the other cells are blank."""
    words = indicator.numerator, indicator.denominator
    styles = part_style(words[0]), part_style(words[1])
    for name, others in (("value", PARTS), ("numerator", ("denominator", "value"))):
        cell = line.cells.get(name)
        is_text = cell is not None and isinstance(cell.value, str) and not cell.has_formula and not cell.state
        is_alone = all(readings[other].is_blank for other in others)
        if is_text and is_alone and (parts := read_fraction(cell.value, styles, words)):
            after = f"Tử số {decimal(parts[0])}, Mẫu số {decimal(parts[1])}"
            split = readings | {"numerator": Reading(parts[0]), "denominator": Reading(parts[1])}
            split["value"] = BLANK if name == "value" else readings["value"]
            split[name] = replace(split[name], found=shown(cell.value), message=MESSAGES["V30"], after=after)
            return split, name
    return readings, ""

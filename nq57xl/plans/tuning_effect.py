"""What a tuning changes, asked of the rules themselves: they are held against rows made for the question."""

from collections.abc import Iterator
from dataclasses import replace

from nq57xl.model.finding import ERROR, WARNING
from nq57xl.model.plan import Indicator, Tuning
from nq57xl.rules.catalogue import (
    INDICATOR_RULES,
    indicator_bounds,
    indicator_constants,
    indicator_rules,
    indicator_traits,
)
from nq57xl.rules.check import Row, failures
from nq57xl.rules.expr import fields_of
from nq57xl.rules.rule import Rule

CONSTANTS = {"lower": "lower", "upper": "upper", "decimals": "decimals", "jump_tolerance": "jump"}
"""The column of plan data -> the constant of a row by which rules know it."""
BOUNDS = ("lower", "upper")
_STEPS = (-1, -0.5, 0, 0.5, 1, *(round(0.1234567, digits) for digits in range(1, 8)))
_SHARE = 100
"""Denominator of the rows of a percentage that is made of its parts."""


def is_looked_at(row: Indicator, column: str) -> bool:
    """Whether any rule of the indicator looks at what a column sets, in any year."""
    return any(CONSTANTS[column] in _looks_at(rule) for rule in rules_of(row))


def rules_of(row: Indicator) -> list[Rule]:
    """The rules that an indicator obeys in one year or another."""
    traits = [indicator_traits(row, year) for year in (_ordinary_year(row), *row.targets)]
    return [rule for rule in INDICATOR_RULES if any(map(rule.applies_to, traits))]


def has_effect(row: Indicator, *columns: str) -> bool:
    """Whether some row of figures is judged otherwise than with these columns left blank."""
    blank = replace(row, tuning=replace(row.tuning, **dict.fromkeys(columns)))
    return any(_verdict(row, figures) != _verdict(blank, figures) for figures in _figures(row))


def is_mute(row: Indicator, column: str) -> bool:
    """Whether no rule that looks at a column can be the one to stop a figure: it never fails, or never alone."""
    return not any(_speaks(_failed(row, figures), CONSTANTS[column]) for figures in _figures(row))


def _speaks(failed: list[Rule], constant: str) -> bool:
    others = [rule for rule in failed if constant not in _looks_at(rule)]
    return len(others) < len(failed) and all(rule.severity != ERROR for rule in others)


def widened(row: Indicator, column: str) -> list[Rule]:
    """The rules on what figures of the kind lie between, which a bound wider than that takes from an indicator."""
    usual = indicator_bounds(replace(row, tuning=replace(row.tuning, lower=None, upper=None)))[BOUNDS.index(column)]
    bound = getattr(row.tuning, column)
    is_wider = usual is not None and (bound < usual if column == "lower" else bound > usual)
    return given_up(row, *BOUNDS) if is_wider else []


def given_up(row: Indicator, *columns: str) -> list[Rule]:
    """The rules that columns take from an indicator although figures then pass that were errors."""
    blank = replace(row, tuning=replace(row.tuning, **dict.fromkeys(columns)))
    lost = [rule for rule in rules_of(blank) if rule not in rules_of(row)]
    return [rule for rule in lost if any(rule in _failed(blank, figures) and _verdict(row, figures) != ERROR
                                         for figures in _figures(row))]


def _looks_at(rule: Rule) -> frozenset[str]:
    return fields_of(rule.holds) | fields_of(rule.when)


def _ordinary_year(row: Indicator) -> int:
    """A year without a target of its own."""
    return min(row.targets, default=2025) - 1


def _failed(row: Indicator, figures: Row) -> list[Rule]:
    year = _ordinary_year(row)
    plain = replace(row, tuning=replace(row.tuning, severities=()))
    previous = figures["previous"]
    constants = indicator_constants(plain, year, previous if isinstance(previous, float) else None)
    return failures(indicator_rules(plain, year), constants | figures)


def _verdict(row: Indicator, figures: Row) -> str:
    """The worst that is said of a row: error, warning or nothing."""
    found = {rule.severity for rule in _failed(row, figures)}
    return next((severity for severity in (ERROR, WARNING) if severity in found), "")


def _figures(row: Indicator) -> Iterator[Row]:
    """Rows around every figure that rules of this indicator may turn on, as typed and as made of parts."""
    anchors = {0.0, 1.0, 100.0, *_bounds(row), *_bounds(replace(row, tuning=Tuning()))}
    anchors |= {bound for target in row.targets.values() for bound in (target.low, target.high) if bound is not None}
    pairs = {(anchor + step, None) for anchor in anchors for step in _STEPS}
    for before in anchors:
        pairs |= {(after, before) for after in anchors | {*_jumps(row, before)}}
    for value, previous in sorted(pairs, key=str):
        told = {"value": float(value), "previous": previous, "evidence": "Báo cáo 12/BC-UBND"}
        yield told
        if row.is_ratio:
            yield told | {"numerator": float(value), "denominator": float(_SHARE)}


def _bounds(row: Indicator) -> list[float]:
    return [float(bound) for bound in indicator_bounds(row) if bound is not None]


def _jumps(row: Indicator, before: float) -> Iterator[float]:
    """Figures a little less and a little more away from the last one than is allowed, by points and by percent."""
    for tuned in (row, replace(row, tuning=Tuning())):
        allowed = indicator_constants(tuned, _ordinary_year(row), None)["jump"]
        for step in (allowed - 1, allowed, allowed + 1):
            yield from (before + step, before - step, before * (1 + step / 100), before * (1 - step / 100))

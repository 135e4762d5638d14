"""What `plan check` says of a tuning: not readable, contradictory, without effect. Asked of the rules themselves."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from nq57xl.model.finding import ERROR, INFO, WARNING, Finding, Place, raise_finding
from nq57xl.model.messages.plans import PLANS
from nq57xl.model.plan import Indicator, Tuning
from nq57xl.plans.tuning import TUNING_COLUMNS
from nq57xl.plans.tuning_effect import (
    BOUNDS,
    CONSTANTS,
    given_up,
    has_effect,
    is_looked_at,
    is_mute,
    rules_of,
    widened,
)
from nq57xl.rules.catalogue import (
    INDICATOR_RULES,
    LARGEST,
    bounds_text,
    indicator_bounds,
    is_tunable,
    number_text,
)
from nq57xl.rules.rule import Rule

SEVERITIES = (ERROR, WARNING, INFO)
SMALLEST_JUMP = 0.01
"""Points or percent below which practically every change is a jump."""
TRAIT_WORDS = {
    "ratio": "cột consolidation là ratio", "cumulative": "cột cumulative là 1", "milestone": "có mục tiêu bằng số",
    "bounded": "có cột lower hoặc upper", "decimals": "có cột decimals", "optional": "cột required là 0",
    "counted-numerator": "cột numerator đếm từng người, hồ sơ, thôn, …",
    "counted-denominator": "cột denominator đếm từng người, hồ sơ, thôn, …",
    "large-unit": "đơn vị tính là triệu đồng hoặc tỷ đồng"}
"""What plan data say of a row that has a trait rules ask for."""


def check_tuning(row: Indicator) -> Iterator[Finding]:
    """What makes no sense in the tuning of an indicator, or changes nothing; one finding for each column."""
    tuning = row.tuning
    for column, text in tuning.faults:
        yield _finding("P15", row, column, text)
    if row.collected_from == "none":
        yield from (_finding("P20", row, column, "") for column in TUNING_COLUMNS if _is_set(row, column))
        return
    if None not in (tuning.lower, tuning.upper) and tuning.lower > tuning.upper:
        yield _finding("P16", row, "lower", number_text(tuning.lower), upper=number_text(tuning.upper))
    else:
        yield from _targets_out_of_bounds(row)
        yield from (finding for column in CONSTANTS if _is_set(row, column) for finding in _number(row, column))
    yield from _severities(row)


def _is_set(row: Indicator, column: str) -> bool:
    return getattr(row.tuning, column) != getattr(Tuning(), column)


def _number(row: Indicator, column: str) -> Iterator[Finding]:
    """What a number of the tuning does to the rules of its row: at most one finding."""
    number = getattr(row.tuning, column)
    found = number_text(number)
    if not is_looked_at(row, column):
        yield _finding("P19", row, column, found)
    elif abs(number) >= LARGEST:
        yield _finding("P29", row, column, found)
    elif column == "jump_tolerance" and number < SMALLEST_JUMP:
        yield _finding("P22", row, column, found)
    elif not has_effect(row, column) and not _completes_the_other(row, column):
        yield _finding("P21", row, column, found)
    elif is_mute(row, column):
        yield _finding("P23", row, column, found)
    elif column in BOUNDS:
        usual = bounds_text(*_usual_bounds(row))
        yield from (_finding("P28", row, column, found, rule=rule.code, bounds=usual) for rule in widened(row, column))
    elif column == "decimals":
        yield from (_finding("P24", row, column, found, rule=rule.code) for rule in given_up(row, column))


def _completes_the_other(row: Indicator, column: str) -> bool:
    """Whether a bound only writes out the usual one, beside another that matters: 0 of `0 to 120`."""
    if column not in BOUNDS or not has_effect(row, *BOUNDS):
        return False
    return getattr(row.tuning, column) == _usual_bounds(row)[BOUNDS.index(column)]


def _usual_bounds(row: Indicator) -> tuple[float | None, float | None]:
    """What the figures of the indicator's kind lie between without tuning."""
    return indicator_bounds(replace(row, tuning=replace(row.tuning, lower=None, upper=None)))


def _targets_out_of_bounds(row: Indicator) -> Iterator[Finding]:
    """One finding for each column, which names all the targets it rules out."""
    lower, upper = row.tuning.lower, row.tuning.upper
    outside: dict[str, list[str]] = {}
    for year, target in row.targets.items():
        bounds = [bound for bound in (target.low, target.high) if bound is not None]
        if any((lower is not None and b < lower) or (upper is not None and b > upper) for b in bounds):
            column = "upper" if upper is not None and max(bounds) > upper else "lower"
            outside.setdefault(column, []).append(f"{year} ({target.source})")
    for column, targets in outside.items():
        yield _finding("P17", row, column, bounds_text(lower, upper), targets=", ".join(targets))


def _severities(row: Indicator) -> Iterator[Finding]:
    tunable = {rule.code: rule for rule in INDICATOR_RULES if is_tunable(rule)}
    obeyed = {rule.code for rule in rules_of(row)}
    times = Counter(code for code, _ in row.tuning.severities)
    for code, severity in row.tuning.severities:
        if code not in tunable or severity not in SEVERITIES:
            yield _finding("P18", row, "severities", f"{code}={severity}")
        elif code not in obeyed:
            yield _finding("P25", row, "severities", code, condition=_condition(tunable[code]))
        elif severity == tunable[code].severity:
            yield _finding("P26", row, "severities", f"{code}={severity}")
    yield from (_finding("P27", row, "severities", code) for code, count in times.items() if count > 1)


def _condition(rule: Rule) -> str:
    """When a rule is for an indicator, in the words of plan data."""
    kinds = [f"cột kind là {' hoặc '.join(', '.join(rule.kinds).rsplit(', ', 1))}"] if rule.kinds else []
    return " và ".join([*kinds, *(TRAIT_WORDS[trait] for trait in rule.requires),
                        *(f"không {TRAIT_WORDS[trait]}" for trait in rule.excludes)])


def _finding(code: str, row: Indicator, column: str, found: str, **slots: object) -> Finding:
    place = Place("indicators.csv", "indicators.csv", row.code, column, row.code)
    return raise_finding(PLANS[code], place, found, column=column, **slots)

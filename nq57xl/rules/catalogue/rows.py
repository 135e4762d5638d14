"""Which rules a row obeys, and the constants of the row that they look at."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache

from nq57xl.model.finding import SEVERITY_LABEL
from nq57xl.model.plan import Assignment, Indicator
from nq57xl.model.target import falls_short_downward, target_for_year
from nq57xl.rules.catalogue.assignments import ASSIGNMENT_RULES
from nq57xl.rules.catalogue.difficulties import CODES, DIFFICULTY_RULES
from nq57xl.rules.catalogue.figures import FIGURE_RULES
from nq57xl.rules.catalogue.own import OWN_RULES
from nq57xl.rules.catalogue.plausible import JUMP_PERCENT, JUMP_POINTS, PLAUSIBLE_RULES
from nq57xl.rules.catalogue.reasons import REASON_RULES
from nq57xl.rules.check import Value
from nq57xl.rules.rule import Rule, in_order

INDICATOR_RULES = (*FIGURE_RULES, *PLAUSIBLE_RULES, *REASON_RULES)
YEARLY = ("yearly", "yearly-month")
"""Kinds of deadline that come round every year."""
BOUNDS = {"percent": (0, 100), "count": (0, None), "money": (0, None), "rank": (1, None)}
"""What figures of a kind lie between where the plan data do not say."""
_COUNTED = re.compile(r"(?:tổng )?(?:dân )?số\b(?!.*đồng)", re.IGNORECASE)
"""Words of a numerator or denominator that counts whole things: `Tổng số thôn`, not `Số tiền … (triệu đồng)`."""
_LARGE_UNIT = re.compile(r"(?:triệu|tỷ) đồng", re.IGNORECASE)


def indicator_traits(indicator: Indicator, year: int) -> frozenset[str]:
    """What rules may ask of an indicator's row in a period of that year."""
    tuning = indicator.tuning
    told = {"ratio": indicator.is_ratio, "cumulative": indicator.cumulative, "optional": not tuning.required,
            "milestone": year in indicator.targets and indicator.targets[year].is_numeric,
            "bounded": tuning.lower is not None or tuning.upper is not None,
            "decimals": tuning.decimals is not None,
            "counted-numerator": indicator.is_ratio and _COUNTED.match(indicator.numerator),
            "counted-denominator": indicator.is_ratio and _COUNTED.match(indicator.denominator),
            "large-unit": _LARGE_UNIT.search(indicator.unit_of_measure)}
    return frozenset((indicator.kind, *(trait for trait, holds in told.items() if holds)))


def indicator_rules(indicator: Indicator, year: int) -> tuple[Rule, ...]:
    """The rules of an indicator's row in the order they are told, with the severities of the plan data."""
    return _rules_of(indicator_traits(indicator, year), indicator.tuning.severities)


@cache
def _rules_of(traits: frozenset[str], severities: tuple[tuple[str, str], ...]) -> tuple[Rule, ...]:
    # A word that is no severity is for `plan check` to tell (P18); the rule keeps its own.
    wanted = {code: severity for code, severity in severities if severity in SEVERITY_LABEL}
    return in_order(rule.with_severity(wanted[rule.code]) if is_tunable(rule) and rule.code in wanted else rule
                    for rule in INDICATOR_RULES if rule.applies_to(traits))


def is_tunable(rule: Rule) -> bool:
    """Whether plan data may change the severity: an error says that a figure is not certain, and stays one."""
    return rule.severity != "error"


def indicator_constants(indicator: Indicator, year: int, previous: float | None) -> dict[str, Value]:
    """The constant fields of an indicator's row."""
    target = target_for_year(indicator.targets, year)
    downward = falls_short_downward(target, indicator.direction)
    high = target.high if target.high is not None else target.low
    lower, upper = indicator_bounds(indicator)
    usual_jump = JUMP_POINTS if indicator.is_percent else JUMP_PERCENT
    jump = indicator.tuning.jump_tolerance
    return {"ratio": 1 if indicator.is_ratio else None, "previous": previous,
            "target_low": None if downward else target.low, "target_high": high if downward else None,
            "lower": lower, "upper": upper, "decimals": indicator.tuning.decimals,
            "jump": usual_jump if jump is None else jump}


def indicator_bounds(indicator: Indicator) -> tuple[float | None, float | None]:
    """The least and the greatest figure the plan allows; None where there is no bound."""
    lower, upper = BOUNDS.get(indicator.kind, (None, None))
    tuning = indicator.tuning
    return (lower if tuning.lower is None else tuning.lower, upper if tuning.upper is None else tuning.upper)


def number_text(number: float) -> str:
    """A number of plan data as officers read it: `0,5`, `1000000`, never with an exponent."""
    return f"{Decimal(f'{number:.15g}'):f}".replace(".", ",")


def bounds_text(lower: float | None, upper: float | None) -> str:
    """Bounds as officers read them: `từ 0 đến 120`, `không quá 120`, `từ 0,5 trở lên`."""
    low, high = (number_text(bound) if bound is not None else "" for bound in (lower, upper))
    if not low:
        return f"không quá {high}" if high else ""
    return f"từ {low} đến {high}" if high else f"từ {low} trở lên"


@cache
def assignment_rules(own: bool = False) -> tuple[Rule, ...]:
    """The rules of an assignment's row in the order they are told; `own` ones were added by the unit."""
    return in_order((*OWN_RULES, *ASSIGNMENT_RULES) if own else ASSIGNMENT_RULES)


def assignment_constants(assignment: Assignment | None, period_end: date, due: date,
                         plan_date: date | None = None) -> dict[str, Value]:
    """The constant fields of an assignment's row; of a unit's own assignment the deadline is a cell."""
    yearly = 1 if assignment and assignment.deadline_kind in YEARLY else None
    days = {"yearly": yearly, "period_end": period_end, "due": due, "plan_date": plan_date}
    return days | ({"deadline": deadline_day(assignment)} if assignment else {})


def plan_day(text: str) -> date | None:
    """The day a plan was issued; None where the document has no date."""
    return date.fromisoformat(text) if text else None


@cache
def difficulty_rules() -> tuple[Rule, ...]:
    """The rules of a difficulty's row in the order they are told."""
    return in_order(DIFFICULTY_RULES)


def difficulty_constants(codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """The list that a difficulty's row may choose its related code from."""
    return {CODES: frozenset(code.lower() for code in codes)}


def deadline_day(assignment: Assignment) -> date | None:
    """The last day of a dated deadline (`2025-08` is 31 August 2025); None for continuous, yearly, …"""
    if assignment.deadline_kind not in ("date", "month", "year") or not assignment.deadline:
        return None
    parts = [int(part) for part in assignment.deadline.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)

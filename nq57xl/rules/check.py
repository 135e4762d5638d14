"""Rules in Python: an expression and a row of values -> true or false."""

from collections.abc import Iterable, Mapping
from datetime import date

from nq57xl.model.names import clean
from nq57xl.rules.expr import (
    All,
    Any,
    Blank,
    Compare,
    Distance,
    Expr,
    Field,
    IsError,
    IsNumber,
    Literal,
    Not,
    OneOf,
    Percent,
    Whole,
)
from nq57xl.rules.rule import Rule

EPSILON = 1e-9
EXCEL_EPOCH = date(1899, 12, 30)


class ErrorValue(str):
    """An Excel error in a cell (`#N/A`): neither blank nor text."""


Value = float | int | str | date | ErrorValue | None
Row = Mapping[str, Value]


def failures(rules: Iterable[Rule], row: Row) -> list[Rule]:
    """The rules that apply to the row and do not hold, in the order of the catalogue.

    Where a final rule fails, only final rules are told.
    """
    failed = [rule for rule in rules if holds(rule.when, row) and not holds(rule.holds, row)]
    return [rule for rule in failed if rule.final] or failed


def holds(expr: Expr, row: Row) -> bool:
    """Whether a condition is true of a row; a field the row lacks is blank."""
    match expr:
        case All(parts):
            return all(holds(part, row) for part in parts)
        case Any(parts):
            return any(holds(part, row) for part in parts)
        case Not(part):
            return not holds(part, row)
        case Blank(field):
            return is_blank(row.get(field.name))
        case IsNumber(field):
            return as_number(row.get(field.name)) is not None
        case IsError(field):
            return isinstance(row.get(field.name), ErrorValue)
        case Whole(field):
            number = as_number(row.get(field.name))
            return number is not None and number == int(number)
        case OneOf(field, values):
            return as_text(row.get(field.name)).lower() in {value.lower() for value in values}
        case Compare(op, a, b):
            return _compare(op, number_of(a, row), number_of(b, row))
    raise TypeError(f"not a condition: {expr!r}")


def number_of(expr: Expr, row: Row) -> float | None:
    """The number an expression stands for; None where a part is no number or a divisor is zero."""
    match expr:
        case Field(name):
            return as_number(row.get(name))
        case Literal(value):
            return as_number(value)
        case Percent(part, whole):
            a, b = number_of(part, row), number_of(whole, row)
            return None if a is None or not b else 100 * a / b
        case Distance(a, b):
            x, y = number_of(a, row), number_of(b, row)
            return None if x is None or y is None else abs(x - y)
    raise TypeError(f"not a number: {expr!r}")


def _compare(op: str, a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return False
    match op:
        case "<":
            return a < b - EPSILON
        case "<=":
            return a <= b + EPSILON
        case "=":
            return abs(a - b) <= EPSILON
        case ">=":
            return a >= b - EPSILON
        case ">":
            return a > b + EPSILON
    raise ValueError(op)


def is_blank(value: Value) -> bool:
    if value is None:
        return True
    return isinstance(value, str) and not isinstance(value, ErrorValue) and not clean(value)


def as_number(value: Value) -> float | None:
    """The value as Excel's ISNUMBER sees it: numbers, and dates as serial days; never text or TRUE."""
    if isinstance(value, bool) or isinstance(value, str) or value is None:
        return None
    if isinstance(value, date):
        return float(date(value.year, value.month, value.day).toordinal() - EXCEL_EPOCH.toordinal())
    return float(value)


def as_text(value: Value) -> str:
    return clean(value) if isinstance(value, str) else ""

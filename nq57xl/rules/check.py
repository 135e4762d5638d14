"""Rules in Python: an expression is compiled once to a function of a row.

A row maps fields to values; a field it lacks is blank. A row may carry the lists that `Listed` asks for, by
their defined name, as a collection of texts in lower case.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache, reduce
from math import inf, isfinite
from operator import add, ge, gt, le, lt

from nq57xl.model.finding import INFO
from nq57xl.rules.expr import (
    All,
    AllBlank,
    Any,
    Blank,
    Compare,
    Contains,
    DatePart,
    Distance,
    Expr,
    Field,
    IsError,
    IsNumber,
    Length,
    Listed,
    Literal,
    Not,
    OneOf,
    Percent,
    Rounded,
    Sum,
)
from nq57xl.rules.rule import Rule

EPSILON = 1e-9
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_SERIAL, SERIAL_END = 61, 2_958_466
"""1 March 1900, from where on all spreadsheets count days alike, and the day after the last they know."""
_DROPPED = dict.fromkeys(range(32)) | {0xA0: " "}
"""Characters that Excel's CLEAN drops, and the no-break space that counts as a space."""


class ErrorValue(str):
    """An Excel error in a cell (`#N/A`): neither blank nor text."""


Value = float | int | str | date | ErrorValue | None
Row = Mapping[str, Value]
Condition = Callable[[Row], bool]
Quantity = Callable[[Row], float | None]


def failures(rules: Iterable[Rule], row: Row) -> list[Rule]:
    """The rules that do not hold for the row, in the order given; accepted warnings are left out.

    Where a final rule fails, only final rules are told.
    """
    return failures_and_accepted(rules, row)[0]


def accepted(rules: Iterable[Rule], row: Row) -> list[Rule]:
    """The rules that do not hold for the row, but whose failure a written reason accepts."""
    return failures_and_accepted(rules, row)[1]


def failures_and_accepted(rules: Iterable[Rule], row: Row) -> tuple[list[Rule], list[Rule]]:
    """Both at once: the rules are asked one time."""
    failed, excused = [], []
    for rule in _broken(rules, row):
        (excused if _is_accepted(rule, row) else failed).append(rule)
    return failed, excused


def first_code(rules: Iterable[Rule], row: Row) -> str:
    """The code that the workbook's own formula shows for a row; empty where it shows none."""
    return next((rule.code for rule in failures(rules, row) if rule.severity != INFO), "")


def holds(expr: Expr, row: Row) -> bool:
    """Whether a condition is true of a row."""
    return _condition(expr)(row)


def _broken(rules: Iterable[Rule], row: Row) -> list[Rule]:
    failed = [rule for rule in rules if _breaks(rule)(row)]
    return [rule for rule in failed if rule.final] or failed


def _is_accepted(rule: Rule, row: Row) -> bool:
    return bool(rule.accepted_by) and not is_blank(row.get(rule.accepted_by))


@cache
def _breaks(rule: Rule) -> Condition:
    """Whether a row breaks the rule; compiled once for each rule."""
    when, holding = _condition(rule.when), _condition(rule.holds)
    return lambda row: when(row) and not holding(row)


def _condition(expr: Expr) -> Condition:
    match expr:
        case All(parts):
            return _all(tuple(map(_condition, parts)))
        case Any(parts):
            return _any(tuple(map(_condition, parts)))
        case Not(part):
            inner = _condition(part)
            return lambda row: not inner(row)
        case Compare(op, a, b):
            return _comparison(_RELATIONS[op], _quantity(a), _quantity(b))
        case Rounded(field, places):
            return _rounded(_quantity(field), _quantity(places))
        case AllBlank(fields):
            return _all(tuple(_condition(Blank(field)) for field in fields))
    return _on_cell(expr)


def _on_cell(expr: Expr) -> Condition:
    """Conditions that look at one cell as it is."""
    if not isinstance(expr, Blank | IsNumber | IsError | Contains | OneOf | Listed):
        raise TypeError(f"not a condition: {expr!r}")
    name = expr.field.name
    match expr:
        case Blank():
            return lambda row: is_blank(row.get(name))
        case IsNumber():
            return lambda row: as_number(row.get(name)) is not None
        case IsError():
            return lambda row: isinstance(row.get(name), ErrorValue)
        case Contains(_, text):
            wanted = text.lower()
            return lambda row: wanted in as_text(row.get(name)).lower()
        case OneOf(_, values):
            listed = frozenset(value.lower() for value in values)
            return lambda row: as_text(row.get(name)).lower() in listed
        case Listed(_, listed):
            return lambda row: as_text(row.get(name)).lower() in row.get(listed, ())


def _quantity(expr: Expr) -> Quantity:
    """The number an expression stands for; None where a part is no number or a divisor is zero."""
    match expr:
        case Field(name):
            return lambda row: as_number(row.get(name))
        case Literal(value):
            return lambda row: value
        case Length(field):
            return lambda row: len(as_text(row.get(field.name)))
        case Percent(part, whole):
            return _of_two(_quantity(part), _quantity(whole), _percent)
        case Distance(a, b):
            return _of_two(_quantity(a), _quantity(b), lambda x, y: abs(x - y))
        case Sum(parts):
            return reduce(lambda a, b: _of_two(a, b, add), map(_quantity, parts))
        case DatePart(field, part):
            return _date_part(_quantity(field), part)
    raise TypeError(f"not a number: {expr!r}")


def _all(parts: tuple[Condition, ...]) -> Condition:
    def test(row: Row) -> bool:
        for part in parts:
            if not part(row):
                return False
        return True
    return test


def _any(parts: tuple[Condition, ...]) -> Condition:
    def test(row: Row) -> bool:
        for part in parts:
            if part(row):
                return True
        return False
    return test


def _of_two(left: Quantity, right: Quantity, join: Callable[[float, float], float | None]) -> Quantity:
    def quantity(row: Row) -> float | None:
        a, b = left(row), right(row)
        return None if a is None or b is None else join(a, b)
    return quantity


def _percent(part: float, whole: float) -> float | None:
    share = 100 * part / whole if whole else inf
    return share if isfinite(share) else None


def _date_part(day: Quantity, part: str) -> Quantity:
    def quantity(row: Row) -> float | None:
        serial = day(row)
        if serial is None or not FIRST_SERIAL <= serial < SERIAL_END:
            return None
        return getattr(date.fromordinal(EXCEL_EPOCH.toordinal() + int(serial)), part)
    return quantity


def _comparison(relation: Callable[[float, float], bool], left: Quantity, right: Quantity) -> Condition:
    def test(row: Row) -> bool:
        a, b = left(row), right(row)
        return a is not None and b is not None and relation(a, b)
    return test


def _rounded(number: Quantity, places: Quantity) -> Condition:
    return _comparison(lambda a, n: abs(a - round(a, int(n))) <= EPSILON, number, places)


_RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: lt(a, b - EPSILON), "<=": lambda a, b: le(a, b + EPSILON),
    "=": lambda a, b: abs(a - b) <= EPSILON, ">=": lambda a, b: ge(a, b - EPSILON),
    ">": lambda a, b: gt(a, b + EPSILON)}


def is_blank(value: Value) -> bool:
    if value is None:
        return True
    return isinstance(value, str) and not isinstance(value, ErrorValue) and not value[:1].isalnum() and not _text(value)


def as_number(value: Value) -> float | None:
    """The value as Excel's ISNUMBER sees it: numbers, and dates as serial days; never text or TRUE."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool) or isinstance(value, str) or value is None:
        return None
    if isinstance(value, date):
        return float(serial_day(value))
    return float(value)


def serial_day(day: date) -> int:
    """The number by which spreadsheets know a day."""
    return day.toordinal() - EXCEL_EPOCH.toordinal()


def as_text(value: Value) -> str:
    """The text as rules, and the functions of a spreadsheet, compare and measure it; empty for anything but text."""
    return _text(value) if isinstance(value, str) else ""


@lru_cache(4096)
def _text(value: str) -> str:
    # Only the plain space is trimmed, as TRIM does: other wide and invisible characters are text to a formula.
    return " ".join(part for part in value.translate(_DROPPED).split(" ") if part)

"""Rules in Excel: an expression and the places of its fields -> formula text.

Only functions of Excel 2010 and older are emitted (FUNCTIONS, closed list).
"""

from collections.abc import Callable, Iterable

from nq57xl.rules.check import EPSILON
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
from nq57xl.rules.rule import ALWAYS, Rule

FUNCTIONS = ("ABS", "AND", "CHAR", "FALSE", "IF", "INT", "ISERROR", "ISNUMBER", "LEN", "LOWER", "N", "NOT", "OR",
             "SUBSTITUTE", "TRIM", "TRUE")
Where = Callable[[str], str]
"""Name of a field -> how the formula refers to it: a cell (`$I12`), or a literal (`100`, `""`)."""


def first_failure(rules: Iterable[Rule], where: Where) -> str:
    """A formula (without `=`) that gives the code of the first rule that fails, or an empty text."""
    text = '""'
    for rule in reversed(tuple(rules)):
        fails = f"NOT({condition(rule.holds, where)})"
        if rule.when != ALWAYS:
            fails = f"IF({condition(rule.when, where)},{fails},FALSE)"
        text = f'IF({fails},"{rule.code}",{text})'
    return text


def condition(expr: Expr, where: Where) -> str:
    """A formula that is TRUE or FALSE and never an error, unless a cell it looks at holds one."""
    match expr:
        case All(parts):
            return _join("AND", parts, where)
        case Any(parts):
            return _join("OR", parts, where)
        case Not(part):
            return f"NOT({condition(part, where)})"
        case Blank(field):
            return f"LEN({_text(where(field.name))})=0"
        case IsNumber(field):
            return f"ISNUMBER({where(field.name)})"
        case IsError(field):
            return f"ISERROR({where(field.name)})"
        case Whole(field):
            cell = where(field.name)
            return f"IF(ISNUMBER({cell}),{cell}=INT({cell}),FALSE)"
        case OneOf(field, values):
            text = f"LOWER({_text(where(field.name))})"
            return "OR(" + ",".join(f"{text}={_quoted(value.lower())}" for value in values) + ")"
        case Compare(op, a, b):
            return _compare(op, a, b, where)
    raise TypeError(f"not a condition: {expr!r}")


def number(expr: Expr, where: Where) -> str:
    """A formula for a number; text and blanks count as 0 (`_are_numbers` guards it)."""
    match expr:
        case Field(name):
            place = where(name)
            return place if _is_literal(place) else f"N({place})"
        case Literal(value):
            return _literal(value)
        case Percent(part, whole):
            return f"100*{number(part, where)}/{number(whole, where)}"
        case Distance(a, b):
            return f"ABS({number(a, where)}-{number(b, where)})"
    raise TypeError(f"not a number: {expr!r}")


def _compare(op: str, a: Expr, b: Expr, where: Where) -> str:
    """A relation, with the same tolerance as in `check`, behind a guard that its operands are numbers."""
    left, right = number(a, where), number(b, where)
    tolerance = _literal(EPSILON)
    relation = {"<": f"{left}<{right}-{tolerance}", "<=": f"{left}<={right}+{tolerance}",
                "=": f"ABS({left}-({right}))<={tolerance}", ">=": f"{left}>={right}-{tolerance}",
                ">": f"{left}>{right}+{tolerance}"}[op]
    guards = [*_guards(a, where), *_guards(b, where)]
    if "FALSE" in guards:
        return "FALSE"
    guards = list(dict.fromkeys(g for g in guards if g))
    if not guards:
        return relation
    return f"IF({guards[0] if len(guards) == 1 else 'AND(' + ','.join(guards) + ')'},{relation},FALSE)"


def _guards(expr: Expr, where: Where) -> list[str]:
    match expr:
        case Field(name):
            place = where(name)
            if _is_literal(place):
                return ["FALSE"] if place == '""' else []
            return [f"ISNUMBER({place})"]
        case Percent(part, whole):
            return [*_guards(part, where), *_guards(whole, where), f"N({where(whole.name)})<>0"]
        case Distance(a, b):
            return [*_guards(a, where), *_guards(b, where)]
    return []


def _join(function: str, parts: tuple[Expr, ...], where: Where) -> str:
    if not parts:
        return "TRUE" if function == "AND" else "FALSE"
    if len(parts) == 1:
        return condition(parts[0], where)
    return f"{function}({','.join(condition(part, where) for part in parts)})"


def _text(place: str) -> str:
    """The cell as text without spaces at the ends; no-break spaces count as spaces."""
    return place if place == '""' else f'TRIM(SUBSTITUTE({place},CHAR(160)," "))'


def _is_literal(place: str) -> bool:
    return place == '""' or place.replace(".", "", 1).replace("-", "", 1).isdigit()


def _literal(value: float | str) -> str:
    """A constant as a file holds it; small numbers are written out, not as 1e-09."""
    if isinstance(value, str):
        return _quoted(value)
    text = format(value, ".15g")
    return f"{value:.12f}".rstrip("0") if "e-" in text else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

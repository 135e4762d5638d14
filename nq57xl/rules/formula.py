"""Rules in Excel: an expression and the places of its fields -> formula text.

Only functions of Excel 2010 and older are emitted.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

from nq57xl.model.finding import INFO
from nq57xl.rules.check import EPSILON, FIRST_SERIAL, SERIAL_END
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

CODE_LENGTH = 3
NO_BREAK_SPACE = "\u00a0"
"""Written out: CHAR(160) is another character where the system is not in a Western code page."""
Where = Callable[[str], str]
"""Name of a field -> how the formula refers to it: a cell (`$I12`), or a literal (`100`, `""`)."""


def first_failure(rules: Iterable[Rule], where: Where) -> str:
    """A formula (without `=`) that gives the code of the first rule that fails, or an empty text.

    Final rules are asked one after another. The others stand side by side, the first code of the joined
    ones is shown: so the depth of the formula does not grow with the number of rules (Excel allows 64).
    """
    told = [(rule, fails) for rule in rules if rule.severity != INFO and (fails := _fails(rule, where)) != "FALSE"]
    codes = [f'IF({fails},"{rule.code}","")' for rule, fails in told if not rule.final]
    text = f"LEFT({'&'.join(codes)},{CODE_LENGTH})" if len(codes) > 1 else "".join(codes) or '""'
    final = groupby(((rule.code, fails) for rule, fails in told if rule.final), lambda each: each[0])
    for code, same in reversed([(code, [fails for _, fails in same]) for code, same in final]):
        text = f'IF({_one_of(same)},"{code}",{text})'
    return text


def _one_of(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def _fails(rule: Rule, where: Where) -> str:
    """TRUE where the row breaks the rule and no reason accepts it."""
    when = rule.when if not rule.accepted_by else rule.when & Blank(Field(rule.accepted_by))
    applies = condition(when, where)
    fails = condition(rule.holds.part if isinstance(rule.holds, Not) else Not(rule.holds), where)
    if applies in ("TRUE", "FALSE"):
        return fails if applies == "TRUE" else "FALSE"
    return f"IF({applies},{fails},FALSE)"


def condition(expr: Expr, where: Where) -> str:
    """A formula that is TRUE or FALSE and never an error, unless a cell it looks at holds one."""
    match expr:
        case All(parts):
            return _join("AND", parts, where)
        case Any(parts):
            return _join("OR", parts, where)
        case Not(part):
            text = condition(part, where)
            return {"TRUE": "FALSE", "FALSE": "TRUE"}.get(text, f"NOT({text})")
        case Compare(op, a, b):
            return _compare(op, a, b, where)
    return _on_cell(expr, where)


def _on_cell(expr: Expr, where: Where) -> str:
    """Conditions that look at one cell as it is."""
    match expr:
        case Blank(field):
            return _is_blank(where(field.name))
        case AllBlank(fields):
            return _is_blank("&".join(where(field.name) for field in fields))
        case IsNumber(field):
            return _is_number(where(field.name))
        case IsError(field):
            return f"ISERROR({where(field.name)})"
        case Rounded(field, places):
            cell, digits = where(field.name), number(places, where)
            return f"IF({_is_number(cell)},ABS({cell}-ROUND({cell},{digits}))<={_literal(EPSILON)},FALSE)"
        case Contains(field, text):
            return f"ISNUMBER(FIND({_quoted(text.lower())},LOWER({_text(where(field.name))})))"
        case OneOf(field, values):
            return _one_of_words(f"LOWER({_text(where(field.name))})", [value.lower() for value in values])
        case Listed(field, listed):
            # Not MATCH: to it a * in the cell is any text.
            return f"SUMPRODUCT(--({listed}={_text(where(field.name))}))>0"
    raise TypeError(f"not a condition: {expr!r}")


def _one_of_words(text: str, words: list[str]) -> str:
    """The text is asked for once: looked up between bars in the joined words."""
    if len(words) == 1:
        return f"{text}={_quoted(words[0])}"
    return f'ISNUMBER(FIND("|"&{text}&"|",{_quoted("|" + "|".join(words) + "|")}))'


def number(expr: Expr, where: Where) -> str:
    """A formula for a number; text and blanks count as 0 (`_guards` keeps them out)."""
    match expr:
        case Field(name):
            place = where(name)
            return place if _is_literal(place) else f"N({place})"
        case Literal(value):
            return _literal(value)
        case Length(field):
            return f"LEN({_text(where(field.name))})"
        case Percent(part, whole):
            return f"100*{number(part, where)}/{number(whole, where)}"
        case Distance(a, b):
            return f"ABS({number(a, where)}-{number(b, where)})"
        case Sum(parts):
            return f"({'+'.join(number(part, where) for part in parts)})"
        case DatePart(field, part):
            return f"{part.upper()}({number(field, where)})"
    raise TypeError(f"not a number: {expr!r}")


def _compare(op: str, a: Expr, b: Expr, where: Where) -> str:
    """A relation, with the same tolerance as in `check`, behind a guard that its operands are numbers."""
    left, right = number(a, where), number(b, where)
    if isinstance(a, Length):
        return f"{left}{op}{right}"
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
            # Neither a divisor of 0 nor a result beyond the range of numbers may make the formula an error.
            return [*_guards(part, where), *_guards(whole, where), f"ISNUMBER({number(expr, where)})"]
        case Distance(a, b):
            return [*_guards(a, where), *_guards(b, where)]
        case Sum(parts):
            return [guard for part in parts for guard in _guards(part, where)]
        case DatePart(field):
            if guards := _guards(field, where):
                day = number(field, where)
                guards += [f"{day}>={FIRST_SERIAL}", f"{day}<{SERIAL_END}"]
            return guards
    return []


def _join(function: str, parts: tuple[Expr, ...], where: Where) -> str:
    """Parts that are decided already (a constant of the row) are left out of the formula."""
    neutral, deciding = ("TRUE", "FALSE") if function == "AND" else ("FALSE", "TRUE")
    texts = [text for text in (condition(part, where) for part in parts) if text != neutral]
    if not texts or deciding in texts:
        return deciding if texts else neutral
    return texts[0] if len(texts) == 1 else f"{function}({','.join(texts)})"


def _is_number(place: str) -> str:
    if _is_literal(place):
        return "FALSE" if place == '""' else "TRUE"
    return f"ISNUMBER({place})"


def _is_blank(place: str) -> str:
    if _is_literal(place):
        return "TRUE" if place == '""' else "FALSE"
    return f"LEN({_trimmed(place)})=0"


def _trimmed(place: str) -> str:
    """The cell without spaces at the ends; no-break spaces count as spaces, control characters as nothing."""
    return place if place == '""' else f'TRIM(CLEAN(SUBSTITUTE({place},"{NO_BREAK_SPACE}"," ")))'


def _text(place: str) -> str:
    """The cell as text; a number has none."""
    return place if place == '""' else _trimmed(f"T({place})")


def _is_literal(place: str) -> bool:
    return place == '""' or place.replace(".", "", 1).replace("-", "", 1).isdigit()


def _literal(value: float) -> str:
    """A constant as a file holds it; small numbers are written out, not as 1e-09."""
    text = format(value, ".15g")
    return f"{value:.12f}".rstrip("0") if "e-" in text else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

"""The expression language of rules: frozen nodes that compose, print themselves, and are compiled twice.

`check` evaluates them over a row in Python, `formula` prints them as Excel. The meaning of blank, number
and text is fixed here, once, for both:

- blank: nothing, or text that is only ordinary, no-break or zero-width spaces;
- number: a number (a date typed into a cell is a number to Excel, and is one here through `as_number`);
- text: anything else; texts are compared without regard to case and to spaces at the ends.

A comparison with a side that is no number does not hold. Rules say in `when` where they apply, so a
blank never fails a rule by accident.
"""

from dataclasses import dataclass


class Expr:
    """A node. `&`, `|` and `~` compose conditions."""

    def __and__(self, other: "Expr") -> "All":
        return All((*_parts(self, All), *_parts(other, All)))

    def __or__(self, other: "Expr") -> "Any":
        return Any((*_parts(self, Any), *_parts(other, Any)))

    def __invert__(self) -> "Not":
        return Not(self)


def _parts(expr: Expr, kind: type) -> tuple[Expr, ...]:
    """`a & b & c` is one node of three parts."""
    return expr.parts if isinstance(expr, kind) else (expr,)


@dataclass(frozen=True, slots=True)
class Field(Expr):
    """The cell of the row under a column (`value`, `numerator`, …) or a constant of the row (`lower`)."""
    name: str


@dataclass(frozen=True, slots=True)
class Literal(Expr):
    """A number or text written into the rule."""
    value: float | str


@dataclass(frozen=True, slots=True)
class Percent(Expr):
    """100 × part / whole."""
    part: Expr
    whole: Expr


@dataclass(frozen=True, slots=True)
class Distance(Expr):
    """|a - b|."""
    a: Expr
    b: Expr


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """A relation of two numbers: `<`, `<=`, `=`, `>=`, `>`; does not hold unless both are numbers."""
    op: str
    a: Expr
    b: Expr


@dataclass(frozen=True, slots=True)
class Blank(Expr):
    field: Field


@dataclass(frozen=True, slots=True)
class IsNumber(Expr):
    field: Field


@dataclass(frozen=True, slots=True)
class IsError(Expr):
    """The cell shows an Excel error (`#N/A`, `#DIV/0!`, …)."""
    field: Field


@dataclass(frozen=True, slots=True)
class Whole(Expr):
    """The cell is a number without a fraction."""
    field: Field


@dataclass(frozen=True, slots=True)
class OneOf(Expr):
    """The cell's text is one of a closed list."""
    field: Field
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All(Expr):
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Any(Expr):
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not(Expr):
    part: Expr


def fields_of(expr: Expr) -> frozenset[str]:
    """Names of all fields an expression looks at."""
    if isinstance(expr, Field):
        return frozenset((expr.name,))
    found: frozenset[str] = frozenset()
    for name in expr.__slots__:
        child = getattr(expr, name)
        for part in child if isinstance(child, tuple) else (child,):
            if isinstance(part, Expr):
                found |= fields_of(part)
    return found

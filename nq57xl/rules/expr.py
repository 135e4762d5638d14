"""The expression language of rules: frozen nodes that compose, print themselves, and are compiled twice.

`check` compiles them for a row in Python, `formula` prints them as Excel. The meaning of blank, number
and text is fixed here, once, for both:

- blank: nothing, or text that is only ordinary or no-break spaces and control characters (below U+0020);
- number: a number (a date typed into a cell is a number to Excel, and is one here through `as_number`);
- text: anything else; texts are compared without regard to case, to spaces at the ends and to how many stand
  between two words, letter by letter as they are stored. A number has no text: its length is 0.

What a formula of Excel 2010 cannot put in order (other wide or invisible spaces, letters stored in two parts, a
line break in the place of a space) is not put in order here either: whoever reads a cell does so before.

A comparison with a side that is no number does not hold. Rules say in `when` where they apply, and
declare what a blank does to them (`Rule.blank`), so a blank never fails a rule by accident.
"""

from dataclasses import dataclass


class Expr:
    """A node. `&`, `|` and `~` compose conditions; `str` gives the condition as one reads it."""

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

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Literal(Expr):
    """A number written into the rule."""
    value: float

    def __str__(self) -> str:
        return f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class Percent(Expr):
    """100 × part / whole; no number where the whole is 0 or the share is beyond the range of numbers."""
    part: Expr
    whole: Expr

    def __str__(self) -> str:
        return f"100 × {self.part} / {self.whole}"


@dataclass(frozen=True, slots=True)
class Distance(Expr):
    """|a - b|."""
    a: Expr
    b: Expr

    def __str__(self) -> str:
        return f"|{self.a} - {self.b}|"


@dataclass(frozen=True, slots=True)
class Sum(Expr):
    """a + b + …; no number where a part is none."""
    parts: tuple[Expr, ...]

    def __str__(self) -> str:
        return " + ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class DatePart(Expr):
    """The `year`, `month` or `day` of a day; no number before 1 March 1900, where spreadsheets count differently."""
    field: Field
    part: str

    def __str__(self) -> str:
        return f"{self.part}({self.field})"


@dataclass(frozen=True, slots=True)
class Length(Expr):
    """Number of characters of the cell's text; 0 for blanks and numbers."""
    field: Field

    def __str__(self) -> str:
        return f"length({self.field})"


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """A relation of two numbers: `<`, `<=`, `=`, `>=`, `>`; does not hold unless both are numbers."""
    op: str
    a: Expr
    b: Expr

    def __str__(self) -> str:
        return f"{self.a} {self.op} {self.b}"


@dataclass(frozen=True, slots=True)
class Blank(Expr):
    field: Field

    def __str__(self) -> str:
        return f"blank({self.field})"


@dataclass(frozen=True, slots=True)
class AllBlank(Expr):
    """Nothing is in any of the cells."""
    fields: tuple[Field, ...]

    def __str__(self) -> str:
        return f"blank({', '.join(map(str, self.fields))})"


@dataclass(frozen=True, slots=True)
class IsNumber(Expr):
    field: Field

    def __str__(self) -> str:
        return f"number({self.field})"


@dataclass(frozen=True, slots=True)
class IsError(Expr):
    """The cell shows an Excel error (`#N/A`, `#DIV/0!`, …)."""
    field: Field

    def __str__(self) -> str:
        return f"error({self.field})"


@dataclass(frozen=True, slots=True)
class Rounded(Expr):
    """The cell is a number with at most so many decimals; 0 decimals make it whole."""
    field: Field
    places: Field | Literal = Literal(0)

    def __str__(self) -> str:
        return f"decimals({self.field}) <= {self.places}"


@dataclass(frozen=True, slots=True)
class Contains(Expr):
    """The cell's text has these characters in it."""
    field: Field
    text: str

    def __str__(self) -> str:
        return f'"{self.text}" in {self.field}'


@dataclass(frozen=True, slots=True)
class OneOf(Expr):
    """The cell's text is one of a closed list."""
    field: Field
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field} in ({', '.join(self.values)})"


@dataclass(frozen=True, slots=True)
class Listed(Expr):
    """The cell's text is in a list that the workbook carries under a defined name."""
    field: Field
    list: str

    def __str__(self) -> str:
        return f"{self.field} in {self.list}"


@dataclass(frozen=True, slots=True)
class All(Expr):
    parts: tuple[Expr, ...]

    def __str__(self) -> str:
        return _joined(self.parts, " and ") or "always"


@dataclass(frozen=True, slots=True)
class Any(Expr):
    parts: tuple[Expr, ...]

    def __str__(self) -> str:
        return _joined(self.parts, " or ")


@dataclass(frozen=True, slots=True)
class Not(Expr):
    part: Expr

    def __str__(self) -> str:
        return f"not {_joined((self.part,), '')}"


def between(a: Expr, low: Expr, high: Expr) -> All:
    """`low <= a <= high`; does not hold unless all are numbers."""
    return Compare(">=", a, low) & Compare("<=", a, high)


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


def _joined(parts: tuple[Expr, ...], word: str) -> str:
    return word.join(f"({part})" if isinstance(part, All | Any) else str(part) for part in parts)

"""The formulas that officers type, as trees: numbers, arithmetic, comparisons, references, plain functions.

Precedence and associativity are Excel's own: a minus sign binds tighter than `^`, and `^` goes from left to right.
"""

import re
from dataclasses import dataclass

from nq57xl.sheets.address import column_number

LONGEST_FORMULA, DEEPEST_NESTING = 1000, 40
_TOKEN = re.compile(r"""
    \s*(?:
    (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)(?![\w.!])
  | (?P<text>"(?:[^"]|"")*")
  | (?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
    (?P<area>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?)(?![\w(.!])
  | (?P<name>[A-Za-z][A-Za-z0-9.]*)(?=\()
  | (?P<mark><>|<=|>=|[-+*/^%(),<>=])
    )\s*""", re.VERBOSE)
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LEVELS = (("=", "<>", "<", "<=", ">", ">="), ("+", "-"), ("*", "/"), ("^",))
"""Operators of two sides, the loosest first."""


@dataclass(frozen=True, slots=True)
class Constant:
    value: float | str


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells from the first to the last row and column; `sheet` is empty for the formula's own."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_cell(self) -> bool:
        return (self.top, self.left) == (self.bottom, self.right)


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator (`+`, `neg`, `%`, …) or a function (`SUM`) with what it is applied to."""

    name: str
    parts: tuple["Node", ...]


Node = Constant | Reference | Apply


class FormulaError(ValueError):
    """A formula beyond this grammar: names, links to other files, array and text operations."""


def parse_formula(text: str) -> Node:
    """The tree of a formula without its `=`. Raises FormulaError for what is not understood in full.

    >>> parse_formula("85/100")
    Apply(name='/', parts=(Constant(value=85.0), Constant(value=100.0)))
    """
    if len(text) > LONGEST_FORMULA:
        raise FormulaError("too long")
    reader = _Reader(_tokens(text))
    tree = reader.level(0)
    if reader.rest:
        raise FormulaError(f"unexpected {reader.rest[-1]}")
    return tree


def _tokens(text: str) -> list[re.Match[str]]:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise FormulaError(f"not understood from {at}")
        found.append(match)
        at = match.end()
    return found


class _Reader:
    """Recursive descent over the tokens; `rest` is what was not read yet, the next token last."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self.rest = tokens[::-1]
        self.depth = 0

    def level(self, number: int) -> Node:
        """Operators of one level, from left to right."""
        if number == len(_LEVELS):
            return self.signed()
        node = self.level(number + 1)
        while mark := self.taken(*_LEVELS[number]):
            node = Apply(mark, (node, self.level(number + 1)))
        return node

    def signed(self) -> Node:
        if mark := self.taken("-", "+"):
            self.deeper()
            inner = self.signed()
            self.depth -= 1
            return Apply("neg", (inner,)) if mark == "-" else inner
        node = self.single()
        while self.taken("%"):
            node = Apply("%", (node,))
        return node

    def single(self) -> Node:
        if not self.rest:
            raise FormulaError("ends too early")
        token = self.rest.pop()
        if token["number"]:
            return Constant(float(token["number"]))
        if token["text"]:
            return Constant(token["text"][1:-1].replace('""', '"'))
        if token["area"]:
            return _reference(token["sheet"] or "", token["area"])
        if token["name"]:
            self.needed("(")
            return Apply(token["name"].upper(), self.arguments())
        if token["mark"] == "(":
            self.deeper()
            node = self.level(0)
            self.depth -= 1
            self.needed(")")
            return node
        raise FormulaError(f"unexpected {token[0]}")

    def arguments(self) -> tuple[Node, ...]:
        self.deeper()
        found = []
        if not self.taken(")"):
            found.append(self.level(0))
            while self.taken(","):
                found.append(self.level(0))
            self.needed(")")
        self.depth -= 1
        return tuple(found)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise FormulaError("too deep")

    def taken(self, *marks: str) -> str:
        """The next token where it is one of the marks; "" (and nothing taken) where it is not."""
        return self.rest.pop()["mark"] if self.rest and self.rest[-1]["mark"] in marks else ""

    def needed(self, mark: str) -> None:
        if not self.taken(mark):
            raise FormulaError(f"{mark} is missing")


def _reference(sheet: str, area: str) -> Reference:
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    if "[" in sheet:
        raise FormulaError("another file")
    corners = [(int(row), column_number(letters)) for letters, row in _PLACE.findall(area)]
    rows, columns = zip(*corners, strict=True)
    return Reference(sheet, min(rows), min(columns), max(rows), max(columns))

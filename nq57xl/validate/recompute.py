"""Formulas of a returned workbook, computed again: what a file stores as their results may be old.

A formula gives a number only where every cell it looks at is certain. A blank is never taken for zero, and a text
never for a number, though Excel does so.
"""

import math
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from nq57xl.sheets.address import address
from nq57xl.sheets.reading.book import Area, Book, Cell, Sheet
from nq57xl.validate.formula_text import Apply, Constant, Node, Reference, parse_formula
from nq57xl.validate.shown import says_nothing

DEEPEST_CHAIN = 20
"""So many formulas may lean on one another."""
MOST_CELLS = 100_000
"""So many cells are looked at for all formulas of a workbook."""
LARGEST_ROUNDING = 15
VOLATILE = re.compile(r"(?<![\w.])(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT)\s*\(", re.IGNORECASE)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
CYCLE, BY_ZERO = "vòng lặp", "phép chia cho 0"
Result = float | bool | str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a formula gives now. Without `value` it is beyond this module (a function it does not know, another
    file), or, where `doubt` names a cell or function, it leans on something that is not certain. `text` is the
    formula as officers see it, `is_truth` says that it gives TRUE or FALSE (LibreOffice saves a typed TRUE so)."""

    text: str
    value: float | None = None
    doubt: str = ""
    is_truth: bool = False


class _Beyond(Exception):
    """The formula cannot be computed here."""


class _Doubt(Exception):
    """The formula leans on a cell that is not certain."""


class Calculator:
    """The formulas of one workbook; each is computed once. Sheets are parted by their names."""

    def __init__(self, book: Book) -> None:
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self._known: dict[tuple[str, int, int], Outcome] = {}
        self._open: list[tuple[str, int, int]] = []
        self._left = MOST_CELLS

    def outcome(self, sheet: str, row: int, column: int) -> Outcome | None:
        """What the formula of a cell gives; None where the file does not tell its text."""
        key = sheet.casefold(), row, column
        if key in self._known:
            return self._known[key]
        text = self._sheets[key[0]].formulas.get((row, column)) if key[0] in self._sheets else None
        if text is None:
            return None
        self._open.append(key)
        found = self._computed(text.removeprefix("="))
        self._open.pop()
        if not self._open or found.doubt != CYCLE:
            self._known[key] = found
        return found

    def _computed(self, text: str) -> Outcome:
        shown = f"={text}"
        if len(self._open) > DEEPEST_CHAIN:
            return Outcome(shown)
        if volatile := VOLATILE.search(_TEXT.sub("", text)):
            return Outcome(shown, doubt=volatile[1].upper())
        try:
            value = self._value(parse_formula(text))
        except _Doubt as doubt:
            return Outcome(shown, doubt=str(doubt))
        except ZeroDivisionError:
            return Outcome(shown, doubt=BY_ZERO)
        except (_Beyond, ValueError, ArithmeticError, RecursionError):
            return Outcome(shown)
        if isinstance(value, bool):
            return Outcome(shown, is_truth=True)
        if not isinstance(value, float) or not math.isfinite(value):
            return Outcome(shown)
        return Outcome(shown, value + 0.0)

    def _value(self, node: Node) -> Result:
        match node:
            case Constant(value):
                return value
            case Reference():
                return self._cell(node)
            case Apply(name, parts) if name in _OPERATORS:
                return _OPERATORS[name](*(self._number(part) for part in parts))
            case Apply("IF", (condition, *branches)) if 1 <= len(branches) <= 2:
                return self._branch(condition, branches)
            case Apply("TRUE" | "FALSE", ()):
                return node.name == "TRUE"
            case Apply("ROUND", (number, places)):
                return _rounded(self._number(number), self._number(places))
            case Apply("ABS", (number,)):
                return abs(self._number(number))
            case Apply(name, parts) if name in _LISTS and parts:
                return _LISTS[name]([n for part in parts for n in self._numbers(part)])
        raise _Beyond

    def _branch(self, condition: Node, branches: list[Node]) -> Result:
        holds = self._value(condition)
        if not isinstance(holds, bool):
            raise _Beyond
        if holds or len(branches) == 2:
            return self._value(branches[0 if holds else 1])
        raise _Beyond

    def _number(self, node: Node) -> float:
        value = self._value(node)
        if isinstance(value, bool) or not isinstance(value, float):
            raise _Beyond
        return value

    def _cell(self, at: Reference) -> float:
        if not at.is_cell:
            raise _Beyond
        sheet = self._sheet(at)
        cell = self._seen(sheet, at.top, at.left)
        if cell is None or (says_nothing(cell.value) and not cell.has_formula and not cell.state):
            raise _Doubt(_place(at, at.top, at.left))
        return self._content(sheet, cell, at)

    def _numbers(self, node: Node) -> Iterator[float]:
        """The numbers of an argument; blank cells of a range are passed over, as SUM does."""
        if not isinstance(node, Reference) or node.is_cell:
            yield self._number(node)
            return
        sheet, found = self._sheet(node), False
        for row in range(node.top, node.bottom + 1):
            for column in range(node.left, node.right + 1):
                cell = self._seen(sheet, row, column)
                if cell is None or (says_nothing(cell.value) and not cell.has_formula and not cell.state):
                    continue
                found = True
                yield self._content(sheet, cell, node)
        if not found:
            raise _Doubt(_place(node, node.top, node.left))

    def _seen(self, sheet: Sheet, row: int, column: int) -> Cell | None:
        self._left -= 1
        if self._left < 0:
            raise _Beyond
        return sheet.cells.get((row, column))

    def _sheet(self, at: Reference) -> Sheet:
        name = at.sheet.casefold() if at.sheet else self._open[-1][0]
        if name not in self._sheets:
            raise _Beyond
        sheet = self._sheets[name]
        if any(_hides(area, at) for area in sheet.merged):
            # What a merged area covers is not seen, but a spreadsheet program goes on adding it up.
            raise _Doubt(_place(at, at.top, at.left))
        return sheet

    def _content(self, sheet: Sheet, cell: Cell, at: Reference) -> float:
        """The number in a cell that is not blank."""
        place = _place(at, cell.row, cell.column)
        if cell.has_formula:
            if (sheet.name.casefold(), cell.row, cell.column) in self._open:
                raise _Doubt(CYCLE)
            found = self.outcome(sheet.name, cell.row, cell.column)
            if found is None or (found.value is None and not found.doubt):
                raise _Beyond
            if found.doubt:
                raise _Doubt(CYCLE if found.doubt == CYCLE else place)
            return found.value
        value = cell.value
        if cell.state or isinstance(value, bool | date) or (isinstance(value, str) and any(map(str.isdigit, value))):
            raise _Doubt(place)
        if isinstance(value, str) or value is None:
            raise _Beyond
        return float(value)


def _hides(area: Area, at: Reference) -> bool:
    """Whether a merged area hides one of the cells referred to; its first cell is seen."""
    top, left = max(area[0], at.top), max(area[1], at.left)
    bottom, right = min(area[2], at.bottom), min(area[3], at.right)
    is_first_alone = (top, left, bottom, right) == (area[0], area[1], area[0], area[1])
    return top <= bottom and left <= right and not is_first_alone


def _place(at: Reference, row: int, column: int) -> str:
    return f"{at.sheet}!{address(row, column)}" if at.sheet else address(row, column)


def _rounded(number: float, places: float) -> float:
    """Half away from zero, of the decimal number that is seen: ROUND(2.675, 2) is 2.68."""
    digits = int(places)
    if abs(digits) > LARGEST_ROUNDING:
        raise _Beyond
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def _power(base: float, exponent: float) -> float:
    result = base ** exponent
    if not isinstance(result, float):
        raise _Beyond
    return result


_OPERATORS: dict[str, Callable[..., Result]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": _power,
    "neg": operator.neg, "%": lambda number: number / 100, "=": operator.eq, "<>": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_LISTS: dict[str, Callable[[list[float]], float]] = {
    "SUM": math.fsum, "AVERAGE": lambda numbers: math.fsum(numbers) / len(numbers), "MIN": min, "MAX": max,
    "COUNT": lambda numbers: float(len(numbers))}

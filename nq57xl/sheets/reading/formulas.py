"""The text of formulas in one notation: English, A1 references, `,` between arguments, no `=` in front."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from nq57xl.sheets.reading.book import Place
from nq57xl.sheets.reading.limits import LAST_COLUMN, LAST_ROW

Written = tuple[int, int, str, str, str]
"""One formula as an .xlsx writes it: row, column, kind ("", "shared", "array", …), number of the shared one, text."""

_PREFIX = re.compile(r"_xl(?:fn|ws|pm|udf)\.")
_QUOTED = r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|\[(?:[^\[\]]|\[[^\[\]]*\])*\]'
_REFERENCE = re.compile(
    rf"(?P<kept>{_QUOTED})"
    r"|(?<![\w.$])(?:(?P<cell>\$?[A-Z]{1,3}\$?[0-9]{1,7})|(?P<span>\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]+:\$?[0-9]+))"
    r"(?![\w.(!])"
)
_STEP = re.compile(r"(\$?)([A-Z]+)|(\$?)([0-9]+)")
_OPEN_TOKEN = re.compile(r'(?P<text>"(?:[^"]|"")*")|\[(?P<place>[^\[\]]*)\]|(?P<rest>[^"\[\]]+)')
_OPEN_PLACE = re.compile(
    r"(?:\$?(?P<sheet>[^\W\d]\w*|'(?:[^']|'')*'))?\.(?P<first>\$?[A-Z]{1,3}\$?[0-9]{1,7}|\$?[A-Z]{1,3}|\$?[0-9]{1,7})"
    r"(?::\.(?P<last>\$?[A-Z]{1,3}\$?[0-9]{1,7}|\$?[A-Z]{1,3}|\$?[0-9]{1,7}))?"
).fullmatch
_OPEN_PREFIX = re.compile(r"(?:of:|oooc:)?=")
_SAME_FUNCTION = re.compile(r"\b(?:COM\.MICROSOFT|LEGACY)\.(?=[A-Z])")
_ONLY_OPEN = re.compile(r"[{}|~!#]|\b(?:ORG|COM|NET|XLS)\.", re.IGNORECASE)


class Formulas(Mapping[Place, str]):
    """Formulas by place, worked out when the first one is asked for: most readers of a book ask for none."""

    def __init__(self, written: Callable[[], Iterable[Written]]) -> None:
        self._written = written

    @cached_property
    def _texts(self) -> dict[Place, str]:
        return expanded(self._written())

    def __getitem__(self, place: Place) -> str:
        return self._texts[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __reduce__(self) -> tuple[type, tuple[dict[Place, str]]]:
        return dict, (self._texts,)


def expanded(written: Iterable[Written]) -> dict[Place, str]:
    """Return the text of each formula; those that share one have it moved to their place.

    A formula whose text is not told, or whose references leave the sheet, is not among them.
    """
    formulas: dict[Place, str] = {}
    first: dict[str, tuple[Place, str]] = {}
    following: list[tuple[Place, str]] = []
    for row, column, kind, shared, text in written:
        if text:
            formulas[row, column] = text = _plain(text)
        if kind == "shared":
            if text:
                first.setdefault(shared, ((row, column), text))
            else:
                following.append(((row, column), shared))
    for place, shared in following:
        if shared in first:
            (row, column), text = first[shared]
            moved = shifted(text, place[0] - row, place[1] - column)
            if moved:
                formulas[place] = moved
    return formulas


def _plain(text: str) -> str:
    """The text as Excel shows it: without the marks of functions younger than the file format."""
    return (_PREFIX.sub("", text) if "_xl" in text else text).removeprefix("=")


def shifted(text: str, rows: int, columns: int) -> str | None:
    """Return a formula copied so many rows down and columns to the right; None where it leaves the sheet.

    >>> shifted('IF($G6>0,100*$G6/H$6,"H6 "&nq_A1)', 2, 1), shifted("SUM(A:B)+LOG10(A1)", 0, 2), shifted("A1", -1, 0)
    ('IF($G8>0,100*$G8/I$6,"H6 "&nq_A1)', 'SUM(C:D)+LOG10(C1)', None)
    """
    left = False

    def move(match: re.Match[str]) -> str:
        nonlocal left
        if match["kept"]:
            return match["kept"]
        moved = [_moved(step, rows, columns) for step in _STEP.finditer(match[0])]
        left |= "" in moved
        return ":".join(moved) if match["span"] else "".join(moved)

    result = _REFERENCE.sub(move, text)
    return None if left else result


def _moved(step: re.Match[str], rows: int, columns: int) -> str:
    """A column or row of a reference in its new place; "" where there is none."""
    fixed_column, letters, fixed_row, digits = step.groups()
    if fixed_column or fixed_row:
        return step[0]
    if digits:
        row = int(digits) + rows
        return str(row) if 1 <= row <= LAST_ROW else ""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return column_letters(number + columns)


def column_letters(number: int) -> str:
    """The letters of a column, "" where the sheet has none of this number."""
    letters = ""
    number = number if number <= LAST_COLUMN else 0
    while number > 0:
        number, remainder = divmod(number - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def from_openformula(text: str) -> str | None:
    """Return a formula of OpenDocument as Excel writes it; None where that is not certain.

    >>> from_openformula("of:=IF([.A1]>0;SUM([$Số.B$1:.B9]);\\"a;b\\")"), from_openformula("of:=[.A1]~[.B1]")
    ('IF(A1>0,SUM(Số!B$1:B9),"a;b")', None)
    """
    start = _OPEN_PREFIX.match(text)
    if not start:
        return text.removeprefix("msoxl:=") if text.startswith("msoxl:=") else None
    pieces: list[str | None] = []
    end = start.end()
    for token in _OPEN_TOKEN.finditer(text, end):
        if token.start() != end:
            return None
        end = token.end()
        pieces.append(token["text"] or _rest(token["rest"]) if token["place"] is None else _place(token["place"]))
    if end != len(text) or None in pieces:
        return None
    return "".join(filter(None, pieces))


def _rest(text: str) -> str | None:
    text = _SAME_FUNCTION.sub("", text)
    return None if _ONLY_OPEN.search(text) else text.replace(";", ",")


def _place(text: str) -> str | None:
    match = _OPEN_PLACE(text)
    if not match:
        return None
    sheet = f"{match['sheet']}!" if match["sheet"] else ""
    last = match["last"] or ("" if _is_cell(match["first"]) else match["first"])
    return f"{sheet}{match['first']}" + (f":{last}" if last else "")


def _is_cell(reference: str) -> bool:
    return reference[-1].isdigit() and any(letter.isalpha() for letter in reference)

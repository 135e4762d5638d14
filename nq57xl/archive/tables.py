"""CSV tables that officers keep in Excel: reading forgives what Excel makes of them, writing makes no formulas."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nq57xl.model.names import clean

_DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?")
_FORMULA = re.compile("'*[=+\\-@\t\r\n\0＝＋－＠]")
DELIMITER = ";"
"""What Excel splits at where the decimal sign is a comma, as in Việt Nam."""


def read_rows(content: bytes, needed: Sequence[str], more: Sequence[str] = ()) -> list[tuple[int, dict[str, str]]]:
    """Line number and cells by column of a table in UTF-8, with BOM or without, split at commas or semicolons; empty
    lines are left out. Headers may be written with diacritics and blanks (`Mã`, `Đối tượng`).

    Raises ValueError that says what is wrong, in Vietnamese: not UTF-8, no CSV, a needed column missing.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ValueError("không phải UTF-8") from fault
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        lines = [(reader.line_num, row) for row in reader]
    except csv.Error as fault:
        raise ValueError("không phải CSV") from fault
    header = [_plain(cell) for cell in lines[0][1]] if lines else []
    missing = [column for column in needed if column not in header]
    if missing:
        raise ValueError(f"thiếu cột {', '.join(missing)}")
    at = {column: header.index(column) for column in (*needed, *more) if column in header}
    rows = [(line, {column: clean(as_written(row[n])) if n < len(row) else "" for column, n in at.items()})
            for line, row in lines[1:]]
    return [(line, cells) for line, cells in rows if any(cells.values())]


def written(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as bytes: UTF-8 with BOM, so that Excel shows Vietnamese when it is opened by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Text that is no formula anywhere; what begins with apostrophes before a sign gets one more."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_written(text: str) -> str:
    """The text without the apostrophe of `harmless`."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text


def parse_day(text: str) -> date | None:
    """`2025-09-20` or `20/9/2025`, a time of day after it ignored; None for anything else."""
    match = _DAY.fullmatch(clean(text))
    if not match:
        return None
    parts = match.groups()
    year, month, day = parts[:3] if parts[0] else reversed(parts[3:])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain(header: str) -> str:
    """`Mã`, `Đối tượng` -> `ma`, `doi_tuong`."""
    letters = unicodedata.normalize("NFD", clean(header).lower().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace(" ", "_")

"""What a workbook says of its sender besides the hidden stamp: what our form prints on its sheets, and its names.

The printed words are those of `templates/workbooks/bieu.xlsx`: `Đơn vị báo cáo` with `Xã Mẫu (mã 11542)` beside it,
`Kỳ báo cáo: tháng 9/2025 (…)`, the title of the plan; and on each table sheet unit and period in one line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from nq57xl.model.labels import Told, told_period
from nq57xl.model.names import clean, fold, nfc
from nq57xl.model.period import Period, parsed_period
from nq57xl.sheets.layout import GUIDE_SHEET, KIND_SHEETS, LISTS_SHEET
from nq57xl.sheets.reading.book import Book, Sheet
from nq57xl.validate.cells import text_of

FORMAL_NAME = re.compile(rf"NQ57_([^_/]+)_([^_/]+)_([^_/]+)_({'|'.join(KIND_SHEETS)})", re.IGNORECASE)
UNIT_LABEL, PERIOD_LABEL = fold("Đơn vị báo cáo"), "kỳ báo cáo"
LONGEST_PRINT, DEEPEST_PRINT = 400, 60
"""Printed lines of identity are no longer, and stand no further down, whatever was put above them."""
_DAY = re.compile(r"(20\d\d)-(\d\d)-01\b.*|01/(\d\d)/(20\d\d)\b.*")
_UNIT = re.compile(r"(.*?)\s*\(mã ([^()]+)\)")
_PERIOD = re.compile(rf"{PERIOD_LABEL}\s*:\s*([^(·]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Print:
    """What one sheet prints: unit name and code, and the period."""

    sheet: str
    unit_name: str
    unit_code: str
    period_text: str

    @property
    def period(self) -> Period | None:
        told = told_period(self.period_text) if self.period_text else None
        return told.period if told else None


@dataclass(frozen=True, slots=True)
class FileName:
    """What file name and folders tell: the four parts of an issued name, else the words of a free one.

    `own` is the file's name alone, `path` the folders with it."""

    formal: tuple[str, str, str, str] | None
    own: str
    path: str

    @property
    def period(self) -> Period | None:
        """The period of an issued name, or of a free one that tells its year."""
        if self.formal:
            return parsed_period(self.formal[1])
        told = self.told
        return told.period if told else None

    @property
    def told(self) -> Told | None:
        return told_period(PurePosixPath(self.own).stem) if not self.formal else None


def read_period(text: str) -> Period | None:
    """A period as stamped, as written, or as the first of a month that a program made of `2025-09`."""
    if match := _DAY.fullmatch(text):
        text = f"{match[1] or match[4]}-{match[2] or match[3]}"
    told = told_period(text) if text else None
    return parsed_period(text) or (told.period if told else None)


def file_name(file: str) -> FileName:
    """The words of a name as shown (path below the folder given)."""
    path = nfc(file).replace("\\", "/")
    own = PurePosixPath(path).name
    match = FORMAL_NAME.search(own)
    return FileName(tuple(match.groups()) if match else None, own, path)


def prints(book: Book) -> tuple[Print, ...]:
    """What the sheets print of unit, period and plan, the guide first; sheets that print none of it are left out."""
    found = [each for sheet in book.sheets
             if sheet.name != LISTS_SHEET and (each := _print(sheet))]
    return tuple(sorted(found, key=lambda each: fold(each.sheet) != fold(GUIDE_SHEET)))


def prints_title(book: Book, title: str) -> bool:
    """Whether a sheet prints a plan's title, alone or with number and day behind it."""
    head = fold(title)[:LONGEST_PRINT]
    return any(text == fold(title) or text.startswith(f"{fold(title)} (")
               for sheet in book.sheets for (row, _), cell in sheet.cells.items()
               if row <= DEEPEST_PRINT and isinstance(cell.value, str) and len(cell.value) >= len(title)
               and (text := fold(cell.value)).startswith(head))


def _print(sheet: Sheet) -> Print | None:
    lines = list(_lines(sheet))
    unit = next((text for _, text in lines if PERIOD_LABEL in text.lower() and _UNIT.match(text)), "")
    period = next((match[1] for _, text in lines if (match := _PERIOD.search(text))), "")
    for place, text in lines:
        if fold(text).rstrip(":") == UNIT_LABEL:
            unit = _right_of(sheet, place) or unit
    match = _UNIT.match(unit)
    name, code = (match[1], match[2]) if match else (unit, "")
    return Print(sheet.name, clean(name), clean(code), clean(period)) if unit or period else None


def _lines(sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts that may be a label or a line of identity; cleaning every text would take longer than the rest."""
    for (row, column), cell in sheet.cells.items():
        text = cell.value
        if row <= DEEPEST_PRINT and isinstance(text, str) and 0 < len(text) <= LONGEST_PRINT and (
                text[0] in "ĐđDKk " or "(m" in text):
            yield (row, column), clean(text)


def _right_of(sheet: Sheet, place: tuple[int, int]) -> str:
    """The first text to the right of a label."""
    row, column = place
    return next((text for c in range(column + 1, column + 10) if (text := text_of(sheet.cells.get((row, c))))), "")

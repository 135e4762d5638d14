"""Cells -> typed values with care: what is certain is taken, what was repaired is told, the rest is asked.

Every reader gives a Reading and never fails. A reading that is not `sure` gives no fact.
"""

from dataclasses import dataclass
from datetime import date

from nq57xl.model.finding import ERROR as ERROR_SEVERITY
from nq57xl.model.finding import Message
from nq57xl.model.messages.values import MESSAGES
from nq57xl.model.names import clean
from nq57xl.rules.catalogue import LARGEST, LONGEST_TEXT
from nq57xl.rules.check import ErrorValue, Value, is_blank
from nq57xl.sheets.reading.book import ERROR, UNCOMPUTED, UNREADABLE, Cell
from nq57xl.validate.dates import (
    date_of_serial,
    in_range,
    is_partial_date,
    read_text_date,
)
from nq57xl.validate.numbers import read_text_number
from nq57xl.validate.shown import as_text, decimal, shown
from nq57xl.validate.words import FIGURE, exact_word, near_word

PERCENT_DIGITS = 12
UNREAD = "?"
"""Stands for a content that was not understood: to the rules it is text, neither blank nor a number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` is what was read, `found` the content as the officer sees it. `message` says what happened in
    reading (None: nothing), `after` what it was read as. `word` is the data status that a word in a number's
    place stands for; "" where it stands for nothing certain, None where there was no such word. `typed` is a
    number or a day in the place of a text."""

    value: Value = None
    sure: bool = True
    found: str = ""
    message: Message | None = None
    after: str = ""
    word: str | None = None
    typed: Value = None

    @property
    def seen(self) -> Value:
        """What the rules see: the value, but a number that is kept as text is a number to them, as to the form."""
        return self.value if self.typed is None else self.typed

    @property
    def is_blank(self) -> bool:
        return is_blank(self.value)

    @property
    def is_told(self) -> bool:
        """Whether an error of this cell is told already, so that rules need not say it again."""
        return self.message is not None and self.message.severity == ERROR_SEVERITY


BLANK = Reading()
STRUCK = Reading(UNREAD, sure=False, message=MESSAGES["V39"])
"""A cell that has its finding from elsewhere."""


def read_number(cell: Cell | None, style: str, words: str = "") -> Reading:
    """A number; `style` and `words` as in `numbers.read_text_number`."""
    if early := _early(cell):
        return early
    found = shown(cell.value)
    if isinstance(cell.value, bool):
        return Reading(UNREAD, sure=False, found=found)
    if isinstance(cell.value, date):
        return _failed("V33", found)
    if isinstance(cell.value, str):
        return _within_digits(_text_number(cell.value, style, words))
    if cell.is_percent:
        return _percentage(cell, words)
    number = Reading(float(cell.value), found=found, message=MESSAGES["V42"] if cell.has_formula else None)
    return _within_digits(number)


def _percentage(cell: Cell, words: str) -> Reading:
    """A number in a cell that shows percentages: 0.85 is the 85% that was typed. Where no percentage belongs
    it is no certain number."""
    number = round(100 * cell.value, PERCENT_DIGITS)
    found = f"{decimal(number)}%"
    if not words.startswith("%"):
        return _failed("V32", found)
    return Reading(number, found=found, message=MESSAGES["V42" if cell.has_formula else "V30"], after=decimal(number))


def _within_digits(reading: Reading) -> Reading:
    """A number of more digits than a spreadsheet keeps is not certain; the rule on figures tells of it."""
    is_beyond = isinstance(reading.value, float) and abs(reading.value) >= LARGEST
    return Reading(reading.value, False, reading.found) if is_beyond else reading


def _text_number(text: str, style: str, words: str) -> Reading:
    found, word = shown(text), near_word(FIGURE, text)
    if word is not None:
        return Reading(UNREAD, False, found, MESSAGES["V35"], word=word)
    readings = read_text_number(text, style, words)
    if len(readings.numbers) == 1:
        number = readings.numbers[0]
        return Reading(number, found=found, message=MESSAGES["V30"], after=decimal(number))
    if readings.numbers:
        return _failed("V31", found, " hoặc ".join(decimal(n) for n in readings.numbers))
    return _failed("V32", found) if readings.hedged else Reading(clean(text), sure=False, found=found)


def read_date(cell: Cell | None) -> Reading:
    """A day: a date cell, a text in Vietnamese order, a serial number whose date format was lost. What lies
    outside the years a plan may speak of is left to the rule on days."""
    if early := _early(cell):
        return early
    found = shown(cell.value)
    if isinstance(cell.value, bool):
        return Reading(UNREAD, sure=False, found=found)
    if isinstance(cell.value, date):
        day = in_range(cell.value)
        return Reading(day or cell.value, sure=day is not None, found=found)
    if isinstance(cell.value, str):
        day = read_text_date(cell.value)
        if day is None and not is_partial_date(cell.value):
            return Reading(clean(cell.value), sure=False, found=found)
        if day is None:
            return _failed("V36", found)
    else:
        day = date_of_serial(cell.value)
        if day is None:
            return Reading(float(cell.value), sure=False, found=found)
    return Reading(day, found=found, message=MESSAGES["V30"], after=shown(day))


def read_word(cell: Cell | None, listed: str) -> Reading:
    """A word of a closed list; near words are repaired, others are left to the rule on the list."""
    if early := _early(cell):
        return early
    text = clean(as_text(cell.value))
    if exact := exact_word(listed, text):
        return Reading(exact, found=shown(cell.value))
    if near := near_word(listed, text):
        return Reading(near, found=shown(cell.value), message=MESSAGES["V30"], after=near)
    return Reading(text, sure=False, found=shown(cell.value))


def read_text(cell: Cell | None, keeps_dates: bool = True) -> Reading:
    """A text as typed: NFC, spaces put in order within lines. `keeps_dates` says whether a date cell may stand
    for itself; a document number `12/5` that Excel turned into a day may not."""
    if early := _early(cell):
        return early
    if isinstance(cell.value, date) and not keeps_dates:
        return _failed("V33", shown(cell.value))
    text = "\n".join(clean(line) for line in as_text(cell.value).splitlines()).strip()
    if len(text) > LONGEST_TEXT:
        return Reading(text[:LONGEST_TEXT], found=str(len(text)), message=MESSAGES["V37"], after=str(LONGEST_TEXT))
    return Reading(text, found=shown(text), typed=None if isinstance(cell.value, str) else cell.value)


def read_as_it_is(cell: Cell | None) -> Reading:
    """What stands in a cell that describes the row, or that the row does not use: nothing is repaired."""
    if early := _early(cell):
        return early
    if isinstance(cell.value, str | bool):
        return read_text(cell)
    return Reading(cell.value, found=shown(cell.value))


def _early(cell: Cell | None) -> Reading | None:
    """The reading of a cell with nothing, or nothing sound, in it."""
    if cell is None:
        return BLANK
    if cell.state == ERROR:
        return Reading(ErrorValue(cell.value), sure=False, found=str(cell.value))
    if cell.state == UNCOMPUTED:
        return _failed("V34", "")
    if cell.state == UNREADABLE:
        return _failed("V39", shown(cell.value))
    return BLANK if is_blank(cell.value) else None


def _failed(code: str, found: str, after: str = "") -> Reading:
    return Reading(UNREAD, False, found, MESSAGES[code], after)

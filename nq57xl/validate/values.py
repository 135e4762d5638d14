"""Cells -> typed values with care: what is certain is taken, what was repaired is told, the rest is asked.

Every reader gives a Reading and never fails. A reading that is not `sure` gives no fact.
"""

import math
from dataclasses import dataclass, replace
from datetime import date

from nq57xl.model.finding import ERROR as ERROR_SEVERITY
from nq57xl.model.finding import Message
from nq57xl.model.messages.values import MESSAGES
from nq57xl.model.names import clean
from nq57xl.rules.catalogue import LARGEST, LONGEST_TEXT
from nq57xl.rules.check import ErrorValue, Value, is_blank
from nq57xl.sheets.reading.book import ERROR, MIXED, UNCOMPUTED, UNREADABLE, Cell
from nq57xl.validate.dates import date_of_serial, in_range, read_text_date
from nq57xl.validate.meanings import PERCENT_DIGITS, UNKNOWN, Likely, chosen, is_contradicted, is_far
from nq57xl.validate.numbers import read_text_number
from nq57xl.validate.recompute import Outcome
from nq57xl.validate.shown import as_text, decimal, says_nothing, shown, typed_before
from nq57xl.validate.words import FIGURE, exact_word, near_word

SAME_NUMBER = 1e-9
"""Relative difference below which a stored result is the one computed again."""
UNREAD = "?"
"""Stands for a content that was not understood: to the rules it is text, neither blank nor a number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` is what was read, `found` the content as the officer sees it. `message` says what happened
    in reading (None: nothing), `after` what it was read as, `why` on what grounds. `word` is the data status that
    a word in a number's place stands for; "" where it stands for nothing certain, None where there was no such
    word. `numbers` are the meanings of a number that has two, `typed` is a number or a day in the place of a
    text."""

    value: Value = None
    sure: bool = True
    found: str = ""
    message: Message | None = None
    after: str = ""
    word: str | None = None
    why: str = ""
    numbers: tuple[float, ...] = ()
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


def read_number(cell: Cell | None, style: str, words: str = "", likely: Likely = UNKNOWN,
                outcome: Outcome | None = None) -> Reading:
    """A number; `style` and `words` as in `numbers.read_text_number`, `likely` decides between two meanings of a
    text. `outcome` is what the cell's formula gives, None where its text is not known."""
    if early := _early(cell, outcome):
        return _in_percent(early, words) if cell is not None and cell.is_percent and early.sure else early
    if truth := read_truth(cell, outcome):
        return truth
    found = shown(cell.value)
    if isinstance(cell.value, date):
        return failed("V33", found, typed_before(cell.value))
    if isinstance(cell.value, str):
        reading = _within_digits(_text_number(cell.value, style, words, likely))
        return replace(reading, message=MESSAGES["V42"]) if cell.has_formula and reading.sure else reading
    number = _of_formula(cell, outcome) if cell.has_formula else Reading(float(cell.value), found=found)
    return _within_digits(_in_percent(number, words) if cell.is_percent and number.sure else number)


def read_truth(cell: Cell, outcome: Outcome | None) -> Reading | None:
    """The reading of TRUE or FALSE in a number's place, which is no number; None for anything else."""
    if outcome is not None and outcome.is_truth:
        return Reading(UNREAD, sure=False, found=outcome.text)
    return Reading(UNREAD, sure=False, found=shown(cell.value)) if isinstance(cell.value, bool) else None


def _of_formula(cell: Cell, outcome: Outcome | None) -> Reading:
    """The stored result of a formula, held against what the formula gives now."""
    found = f"{decimal(_hundredfold(cell.value))}%" if cell.is_percent else shown(cell.value)
    if outcome is not None and outcome.doubt:
        return failed("V46", outcome.text, outcome.doubt)
    if outcome is None or outcome.value is None:
        return Reading(float(cell.value), found=found, message=MESSAGES["V42"])
    if math.isclose(outcome.value, cell.value, rel_tol=SAME_NUMBER, abs_tol=SAME_NUMBER):
        return Reading(float(cell.value), found=found, message=MESSAGES["V44"], why=outcome.text)
    return Reading(outcome.value, found=found, message=MESSAGES["V47"], after=decimal(outcome.value), why=outcome.text)


def _in_percent(reading: Reading, words: str) -> Reading:
    """A number in a cell that shows percentages: 0.85 is the 85% that was typed. Where no percentage belongs
    it is no certain number."""
    if not isinstance(reading.value, float):
        return reading
    number = _hundredfold(reading.value)
    if not words.startswith("%"):
        return failed("V32", f"{decimal(number)}%")
    if reading.message is None:
        return Reading(number, found=f"{decimal(number)}%", message=MESSAGES["V30"], after=decimal(number))
    return replace(reading, value=number, after=decimal(number))


def _hundredfold(share: float) -> float:
    return round(100 * share, PERCENT_DIGITS)


def _within_digits(reading: Reading) -> Reading:
    """A number of more digits than a spreadsheet keeps is not certain; the rule on figures tells of it."""
    is_beyond = isinstance(reading.value, float) and abs(reading.value) >= LARGEST
    return Reading(reading.value, False, reading.found) if is_beyond else reading


def _text_number(text: str, style: str, words: str, likely: Likely) -> Reading:
    found, word = shown(text), near_word(FIGURE, text)
    if word is not None:
        return Reading(UNREAD, False, found, MESSAGES["V35"], word=word)
    readings = read_text_number(text, style, words)
    if len(readings.numbers) == 1:
        number, other = readings.numbers[0], readings.other
        if other is not None and is_contradicted(number, other, likely):
            return failed("V31", found, _or(number, other))
        if readings.is_converted and is_far(number, likely):
            return failed("V32", found)
        return Reading(number, found=found, message=MESSAGES["V48" if readings.is_converted else "V30"],
                       after=decimal(number))
    if readings.numbers:
        # `1.200 nghìn`: in a larger scale a count may have decimals.
        return _one_of(readings.numbers, found, replace(likely, is_whole=likely.is_whole and not readings.is_converted))
    if readings.likely is not None:
        return failed("V66", found, decimal(readings.likely))
    return failed("V32", found) if readings.hedged else Reading(clean(text), sure=False, found=found)


def _one_of(numbers: tuple[float, ...], found: str, likely: Likely) -> Reading:
    """The one of two meanings that the witnesses speak for, or a question."""
    if choice := chosen(numbers, likely):
        number, why = choice
        return Reading(number, found=found, message=MESSAGES["V45"], after=decimal(number), why=why)
    return replace(failed("V31", found, _or(*numbers)), numbers=numbers)


def _or(*numbers: float) -> str:
    return " hoặc ".join(map(decimal, numbers))


def read_date(cell: Cell | None, outcome: Outcome | None = None) -> Reading:
    """A day: a date cell, a text in Vietnamese order, a serial number whose date format was lost. What lies
    outside the years a plan may speak of is left to the rule on days."""
    if early := _early(cell):
        return early
    found = shown(cell.value)
    if isinstance(cell.value, bool):
        return Reading(UNREAD, sure=False, found=found)
    if cell.has_formula and outcome is not None and outcome.doubt:
        return failed("V46", outcome.text, outcome.doubt)
    if isinstance(cell.value, date):
        day = in_range(cell.value)
        return Reading(day, found=found, message=_from_formula(cell)) if day else Reading(cell.value, False, found)
    if isinstance(cell.value, str):
        return _text_day(cell.value, found)
    day = date_of_serial(cell.value)
    if day is None:
        return Reading(float(cell.value), False, found)
    return Reading(day, found=found, message=MESSAGES["V30"], after=shown(day))


def _text_day(text: str, found: str) -> Reading:
    day = read_text_date(text)
    if day.certain:
        return Reading(day.certain, found=found, message=MESSAGES["V30"], after=shown(day.certain))
    if day.likely:
        return failed("V61", found, shown(day.likely))
    return failed("V60", found, day.precision) if day.precision else Reading(clean(text), sure=False, found=found)


def read_word(cell: Cell | None, listed: str) -> Reading:
    """A word of a closed list; near words are repaired, others are left to the rule on the list."""
    if early := _early(cell):
        return early
    text = clean(as_text(cell.value))
    if exact := exact_word(listed, text):
        return Reading(exact, found=shown(cell.value), message=_from_formula(cell))
    if near := near_word(listed, text):
        return Reading(near, found=shown(cell.value), message=MESSAGES["V30"], after=near)
    return Reading(text, sure=False, found=shown(cell.value))


def read_text(cell: Cell | None, keeps_dates: bool = True) -> Reading:
    """A text as typed: NFC, spaces put in order within lines. `keeps_dates` says whether a date cell may stand
    for itself; a document number `12/5` that Excel turned into a day may not."""
    if early := _early(cell):
        return early
    if isinstance(cell.value, date) and not keeps_dates:
        return failed("V33", shown(cell.value), typed_before(cell.value))
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


def _from_formula(cell: Cell) -> Message | None:
    return MESSAGES["V42"] if cell.has_formula else None


def _early(cell: Cell | None, outcome: Outcome | None = None) -> Reading | None:
    """The reading of a cell with nothing, or nothing sound, in it; a formula without a result that can be computed
    gives its result."""
    if cell is None:
        return BLANK
    if cell.state == ERROR:
        return Reading(ErrorValue(cell.value), sure=False, found=str(cell.value))
    if cell.state == UNCOMPUTED:
        return _uncomputed(outcome)
    if cell.state == UNREADABLE:
        return failed("V39", shown(cell.value))
    if cell.state == MIXED:
        return failed("V67", shown(cell.value))
    return BLANK if says_nothing(cell.value) else None


def _uncomputed(outcome: Outcome | None) -> Reading:
    if outcome is not None and outcome.value is not None:
        number = outcome.value
        return _within_digits(Reading(number, found=outcome.text, message=MESSAGES["V30"], after=decimal(number)))
    return failed("V46", outcome.text, outcome.doubt) if outcome is not None and outcome.doubt else failed("V34", "")


def failed(code: str, found: str, after: str = "") -> Reading:
    """A cell that is asked about."""
    return Reading(UNREAD, False, found, MESSAGES[code], after)

"""Days that officers typed as text or that lost their format: Vietnamese order, day before month."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nq57xl.model.names import clean, fold
from nq57xl.rules.catalogue import FIRST_YEAR, LAST_YEAR

BETWEEN_EPOCHS = timedelta(days=1462)
"""A day copied between a workbook that counts from 1900 and one that counts from 1904 moves by so much."""
_EPOCH = date(1899, 12, 30)
_DAY_FIRST = re.compile(r"(?:ngày )?([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_IN_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2})(?: |-)(?:tháng|thg) ?([0-9]{1,2})(?:,? năm |,? |\s*[/\-]\s*)([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SHORT = re.compile(r"(?:ngày )?([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{2})")
_TIME = re.compile(r"(?: |t)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?$")
_ABOUT, _OF_YEAR = r"(?:trong |đầu |cuối |giữa )*", r"(?:\s*[/.\-]\s*|,? năm |,? )([0-9]{4})"
_PRECISIONS = (("tháng", re.compile(rf"{_ABOUT}(?:tháng |thg )?([0-9]{{1,2}}){_OF_YEAR}")),
               ("quý", re.compile(rf"{_ABOUT}(?:quý|q)\s*([ivx]+|[0-9]){_OF_YEAR}")),
               ("năm", re.compile(rf"{_ABOUT}(?:năm )?([0-9]{{4}})")))
_VAGUE = re.compile(r"(?:trong )?(?:tháng|thg|quý|năm|kỳ|đầu|cuối|giữa)(?!\w).*")
_TWO_PARTS = re.compile(r"[0-9]{1,2}\s*[/.\-]\s*[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class TextDay:
    """What a text says of a day: the `certain` day, a `likely` one that must be asked about (month first, year of
    two digits), or the `precision` it stays at (`tháng 9/2025`). Nothing of it where the text is no date."""

    certain: date | None = None
    likely: date | None = None
    precision: str = ""


def read_text_date(text: str) -> TextDay:
    """The day a text names, in the order day, month, year; a time of day after it is passed over.

    >>> read_text_date("05/9/2025").certain, read_text_date("ngày 05 tháng 9 năm 2025").certain
    (datetime.date(2025, 9, 5), datetime.date(2025, 9, 5))
    >>> read_text_date("9/25/2025").likely, read_text_date("Quý III/2025").precision
    (datetime.date(2025, 9, 25), 'quý III/2025')
    """
    text = _TIME.sub("", fold(clean(text)).rstrip("."))
    if match := _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text):
        day, month, year = map(int, match.groups())
        certain = _day(year, month, day)
        return TextDay(certain, None if certain else _day(year, day, month))
    if match := _ISO.fullmatch(text):
        return TextDay(_day(int(match[1]), int(match[2]), int(match[3])))
    if match := _SHORT.fullmatch(text):
        # Never taken: 25/9/05 may begin with the year.
        day, month, year = map(int, match.groups())
        return TextDay(likely=_day(FIRST_YEAR + year, month, day) or _day(FIRST_YEAR + year, day, month))
    return TextDay(precision=_precision(text))


def _precision(text: str) -> str:
    """What a text that names no day says: `tháng 9/2025`, `quý III/2025`, `năm 2025`, or the text itself."""
    for word, pattern in _PRECISIONS:
        if match := pattern.fullmatch(text):
            return f"{word} {'/'.join(match.groups()).upper()}"
    if _TWO_PARTS.fullmatch(text):
        return "ngày và tháng, hoặc tháng và năm"
    return "tháng, quý hoặc năm" if _VAGUE.fullmatch(text) else ""


def date_of_serial(number: float) -> date | None:
    """The day of a serial number whose date format was lost; None outside the years a plan may speak of."""
    if not 0 < number < 100_000:
        return None
    return in_range(_EPOCH + timedelta(days=int(number)))


def in_range(day: date) -> date | None:
    """The day without its time, where its year is one a plan may speak of."""
    day = day.date() if isinstance(day, datetime) else day
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def other_epoch(day: date, first: date | None, last: date, period: date) -> date | None:
    """The day that was meant, where a day is out of the likely time and falls into it when read with the other
    epoch of Excel: between `first` (the plan's day) and `last` (the day the report is due) for one that lies in the
    future, between `period` (the first day that is likely for this report) and `last` for one years ago."""
    if day > last and (first is None or first <= day - BETWEEN_EPOCHS) and day - BETWEEN_EPOCHS <= last:
        return day - BETWEEN_EPOCHS
    is_before = first is not None and day < first
    return day + BETWEEN_EPOCHS if is_before and period <= day + BETWEEN_EPOCHS <= last else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return in_range(date(year, month, day))
    except ValueError:
        return None

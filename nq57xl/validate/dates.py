"""Days that officers typed as text or that lost their format: Vietnamese order, day before month."""

import re
from datetime import date, datetime, timedelta

from nq57xl.model.names import clean, fold
from nq57xl.rules.catalogue import FIRST_YEAR, LAST_YEAR

_EPOCH = date(1899, 12, 30)
_DAY_FIRST = re.compile(r"(?:ngày )?([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_IN_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2})(?: năm |\s*[/\-]\s*)([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[t ]00:00(?::00)?)?")
_PARTIAL = re.compile(r"(?:trong )?(?:tháng|quý|năm|kỳ|đầu|cuối|giữa)(?!\w).*"
                      r"|[0-9]{1,2}\s*[/.\-]\s*[0-9]{2,4}|[0-9]{4}"
                      r"|(?:ngày )?[0-9]{1,2}\s*[/.\-]\s*[0-9]{1,2}\s*[/.\-]\s*[0-9]{2}")


def read_text_date(text: str) -> date | None:
    """The day a text names in full, or None.

    >>> read_text_date("05/9/2025"), read_text_date("ngày 05 tháng 9 năm 2025"), read_text_date("9/25/2025")
    (datetime.date(2025, 9, 5), datetime.date(2025, 9, 5), None)
    """
    text = fold(clean(text)).rstrip(".")
    if match := _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    return None


def is_partial_date(text: str) -> bool:
    """Whether a text names a month, a quarter, a year, or a day whose year has two digits."""
    return _PARTIAL.fullmatch(fold(clean(text)).rstrip(".")) is not None


def date_of_serial(number: float) -> date | None:
    """The day of a serial number whose date format was lost; None outside the years a plan may speak of."""
    if not 0 < number < 100_000:
        return None
    return in_range(_EPOCH + timedelta(days=int(number)))


def in_range(day: date) -> date | None:
    """The day without its time, where its year is one a plan may speak of."""
    day = day.date() if isinstance(day, datetime) else day
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return in_range(date(year, month, day))
    except ValueError:
        return None

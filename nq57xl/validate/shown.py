"""Cell contents as the officer sees them, for messages and for text columns."""

from datetime import date

from nq57xl.model.names import clean, nfc
from nq57xl.rules.check import ErrorValue, Value, is_blank

LONGEST_SHOWN = 80
_CONTROLS = dict.fromkeys(range(32))


def shown(value: object) -> str:
    """A value as Vietnamese offices write it: decimal comma, day/month/year; long texts are cut.

    >>> shown(85.5), shown(1200.0), shown(date(2025, 9, 5)), shown(None), shown(True)
    ('85,5', '1200', '05/09/2025', '', 'TRUE')
    """
    text = as_text(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN - 1] + "…"


def says_nothing(value: Value) -> bool:
    """Whether a cell's value is blank to a reader: nothing, or a text of spaces and characters that are not seen.

    >>> says_nothing("\\u200b"), says_nothing("\\u3000\\t"), says_nothing(0)
    (True, True, False)
    """
    if is_blank(value):
        return True
    return isinstance(value, str) and not isinstance(value, ErrorValue) and not clean(value.translate(_CONTROLS))


def as_text(value: object) -> str:
    """A value as text, whole."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return decimal(value)
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return nfc(str(value)).strip()


def decimal(number: float) -> str:
    """A number with decimal comma and up to 12 digits after it, never with an exponent.

    >>> decimal(0.1 + 0.2), decimal(1e15), decimal(-0.5), decimal(0.0)
    ('0,3', '1000000000000000', '-0,5', '0')
    """
    text = f"{number:.12f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def typed_before(day: date) -> str:
    """What an officer may have typed where Excel made a day of it.

    >>> typed_before(date(2025, 6, 15)), typed_before(date(2025, 2, 1))
    ('15/6, 15-6, 6/15 hoặc 6-15', '1/2, 1-2, 2/1, 2-1 hoặc 2/2025')
    """
    texts = [f"{day.day}/{day.month}", f"{day.day}-{day.month}", f"{day.month}/{day.day}", f"{day.month}-{day.day}"]
    texts += [f"{day.month}/{day.year}"] if day.day == 1 else []
    *first, last = dict.fromkeys(texts)
    return f"{', '.join(first)} hoặc {last}"

"""Numbers and dates as spreadsheet files write them."""

import re
from datetime import date, datetime, time, timedelta

_NUMBER_CHARACTERS = "0123456789.eE+- \t\r\n"
_LITERALS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P', re.IGNORECASE)
_BUILTIN_DATES = frozenset((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_BUILTIN_PERCENTS = (9, 10)
_BUILTIN_LAST = 163
_LAST_SERIAL = 2_958_466
_DAY_MS = 86_400_000
_DIGITS_BESIDE = re.compile(r'[0#?](?:"[.,]?|\\)[0-9]|[0-9](?:[.,]?"|(?<=\\[0-9]))[0#?]')
_IN_THOUSANDS = re.compile(r"[0#?],+(?:[^0#?,]|$)")
_INFINITY = float("inf")


def number(text: str) -> float | None:
    """Return the number a file writes, or None: `1,5`, `0x10`, NaN and 1E999 are none.

    >>> number("1.5E3"), number("-0"), number("1,5"), number("nan"), number("1E999"), number("1_0")
    (1500.0, 0.0, None, None, None, None)
    """
    # Python's float takes more than a number of a file: "nan", "1_000", digits of other scripts.
    if text.strip(_NUMBER_CHARACTERS):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    # Adding zero makes 0 of -0.
    return value + 0.0 if abs(value) != _INFINITY else None


def is_date_format(number_format: int, code: str | None) -> bool:
    """Tell whether a number format shows a day; formats of hours alone do not.

    >>> is_date_format(14, None), is_date_format(164, '[$-42A]dd/mm/yyyy;@'), is_date_format(164, '0.0 "ngày d"')
    (True, True, False)
    >>> is_date_format(164, "h:mm AM/PM"), is_date_format(164, "[mm]:ss"), is_date_format(164, "mmm-yy")
    (False, False, True)
    """
    if code is None:
        return number_format in _BUILTIN_DATES
    if number_format <= _BUILTIN_LAST and number_format in _BUILTIN_DATES:
        return True
    letters = _LITERALS.sub("", code.split(";", 1)[0]).lower()
    if "general" in letters:
        return False
    return "d" in letters or "y" in letters or ("m" in letters and not {"h", "s"} & set(letters))


def is_percent_format(number_format: int, code: str | None) -> bool:
    """Tell whether a number format shows a hundred times the number and a percent sign.

    >>> is_percent_format(9, None), is_percent_format(164, '0.0%;[Red]-0.0%'), is_percent_format(164, '0.0"%"')
    (True, True, False)
    """
    if code is None or number_format in _BUILTIN_PERCENTS:
        return number_format in _BUILTIN_PERCENTS
    return "%" in _LITERALS.sub("", code.split(";", 1)[0])


def is_misleading_format(code: str | None) -> bool:
    """Tell whether a number format shows other digits than the number has: divided by thousands, or with digits of
    its own beside it.

    >>> [is_misleading_format(code) for code in ("#,##0,", '0.0,,"tr"', '0",000"', '"1"0', "0\\\\5")]
    [True, True, True, True, True]
    >>> [is_misleading_format(code) for code in ("#,##0", "#,##0.00", '0" m2"', "#,##0;[Red]-#,##0", "General", None)]
    [False, False, False, False, False, False]
    """
    first = (code or "").split(";", 1)[0]
    return bool(_DIGITS_BESIDE.search(first) or _IN_THOUSANDS.search(_LITERALS.sub("", first)))


def date_of(serial: float, from_1904: bool) -> date | datetime | None:
    """Return the day, or the moment, a serial number stands for; None where there is no such day.

    >>> date_of(45930, False), date_of(45930.5, False), date_of(60, False), date_of(44468, True)
    (datetime.date(2025, 9, 30), datetime.datetime(2025, 9, 30, 12, 0), None, datetime.date(2025, 9, 30))
    """
    if from_1904:
        serial += 1462
    # Excel counts a 29 February 1900 that never was, and has no days before 1900 nor after 9999.
    if not 1 <= serial < _LAST_SERIAL or 60 <= serial < 61:
        return None
    origin = datetime(1899, 12, 31) if serial < 60 else datetime(1899, 12, 30)
    moment = origin + timedelta(milliseconds=round(serial * _DAY_MS))
    return day_or_moment(moment)


def iso_date(text: str) -> date | datetime | None:
    """Return the day or moment of an ISO text, or None where it is not one.

    >>> iso_date("2025-09-30"), iso_date("2025-09-30T00:00:00"), iso_date("2024-02-30")
    (datetime.date(2025, 9, 30), datetime.date(2025, 9, 30), None)
    """
    try:
        return day_or_moment(datetime.fromisoformat(text.strip()).replace(tzinfo=None))
    except ValueError:
        return None


def day_or_moment(moment: datetime) -> date | datetime:
    """Return a moment without its midnight: a date is a day unless a time of day was kept."""
    return moment.date() if moment.time() == time() else moment

"""Values on their way in and out, with the strictness that Excel forces on whoever writes.

Excel turns `001204` into a number, `01/02/2024` into a day and `=x` into a formula unless the cell is formatted
as text (@); LibreOffice takes strings as they are given. So a string that Excel would change is refused here.
"""

import re
from datetime import date, datetime, timedelta

EPOCH = datetime(1899, 12, 30)
TEXT_FORMAT = "@"
_CHANGED = re.compile(r"\s*(?:[=+\-@].*|[0-9.,\s]+%?|[0-9]{1,4}[/\-][0-9]{1,2}(?:[/\-][0-9]{1,4})?|true|false)\s*",
                      re.IGNORECASE | re.DOTALL)


class WouldBeChanged(ValueError):
    """A text that Excel would not keep as it is written."""


def into_cell(value: object, number_format: str) -> float | str:
    """What UNO takes. Raises WouldBeChanged for a text that Excel would make something else of."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        raise WouldBeChanged(f"a truth value becomes 1 or 0: {value}")
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date):
        day = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return (day - EPOCH) / timedelta(days=1)
    text = str(value)
    if number_format != TEXT_FORMAT and _CHANGED.fullmatch(text):
        raise WouldBeChanged(f"Excel would change {text!r}; format the cell as text first")
    return text


def out_of_cell(value: object, is_date: bool, is_error: bool) -> object:
    """What Excel would give: a day for a number that is shown as one, nothing for an error."""
    if is_error:
        return None
    if is_date and isinstance(value, float):
        return EPOCH + timedelta(days=value)
    return value if value != "" else None

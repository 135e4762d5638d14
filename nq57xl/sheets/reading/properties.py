"""When and with what a workbook was last saved, as the file itself tells."""

from datetime import UTC, date, datetime, timedelta, timezone

from nq57xl.sheets.reading.limits import UnreadableBook
from nq57xl.sheets.reading.parts import Parts, parse

# The day counts where the officer sits, whatever clock the server runs on.
VIET_NAM = timezone(timedelta(hours=7))


def package_properties(parts: Parts) -> tuple[date | None, str]:
    """Return (saved, application) of an Office Open XML package."""
    core = _texts(parts, "docProps/core.xml")
    program = _texts(parts, "docProps/app.xml")
    application = f"{program.get('Application', '')} {program.get('AppVersion', '')}".strip()
    return day_in_viet_nam(core.get("modified", "")), application


def opendocument_properties(parts: Parts) -> tuple[date | None, str]:
    """Return (saved, application) of an OpenDocument package."""
    meta = _texts(parts, "meta.xml")
    return day_in_viet_nam(meta.get("date", "")), meta.get("generator", "")


def day_in_viet_nam(moment: str | datetime | None) -> date | None:
    """Return the day of an ISO moment; one without a zone is local time already.

    >>> day_in_viet_nam("2025-09-20T20:00:00Z"), day_in_viet_nam("2025-09-20T20:00:00")
    (datetime.date(2025, 9, 21), datetime.date(2025, 9, 20))
    """
    try:
        value = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return value and (value.astimezone(VIET_NAM) if value.tzinfo else value).date()
    except (ValueError, OverflowError):
        return None


def utc_day(moment: datetime | None) -> date | None:
    """Return the day in Việt Nam of a moment given in UTC without saying so."""
    return day_in_viet_nam(moment and moment.replace(tzinfo=UTC))


def _texts(parts: Parts, name: str) -> dict[str, str]:
    """Return local name -> text. A broken properties part is no reason to refuse the figures."""
    try:
        content = parts.get(name)
        elements = parse(content, name).iter() if content else ()
    except UnreadableBook as error:
        if error.reason == "too-large":
            raise
        return {}
    return {element.tag.rpartition("}")[2]: (element.text or "").strip() for element in elements}

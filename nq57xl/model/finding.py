"""Findings: what is wrong, where it stands, and what to do about it."""

from dataclasses import dataclass, field

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITY_LABEL = {ERROR: "Lỗi", WARNING: "Cảnh báo", INFO: "Thông tin"}


@dataclass(frozen=True, slots=True)
class Message:
    """An entry of the catalogue of messages.

    `text` and `remedy` are Vietnamese with `{slots}`; `meaning` and `example` are for the reference page.
    """

    code: str
    severity: str
    text: str
    remedy: str
    meaning: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding or a fact stands. `cell` is an A1 address, `field` a column's Vietnamese header,
    `row` the code of the indicator or assignment."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    field: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding (phát hiện). `found` is the cell's content as the officer sees it."""

    code: str
    severity: str
    place: Place
    message: str
    remedy: str
    found: str = ""
    key: tuple[str, str] = field(default=("", ""), compare=False)
    """(fact code, fact field) of the figure it speaks of, for the `flags` of the facts."""

    def __str__(self) -> str:
        """The one line an officer reads: code · place: message Cách sửa: remedy."""
        where = "!".join(p for p in (self.place.sheet, self.place.cell) if p) or self.place.file
        if self.place.field:
            where += f" ({self.place.field})"
        remedy = f" Cách sửa: {self.remedy}" if self.remedy else ""
        return f"{self.code} · {where + ': ' if where else ''}{self.message}{remedy}"


def raise_finding(message: Message, place: Place, found: str = "", key: tuple[str, str] = ("", ""),
                  **slots: object) -> Finding:
    """Fill a catalogue message. A slot the message names and the caller forgot raises KeyError."""
    return Finding(message.code, message.severity, place, message.text.format(found=found, **slots),
                   message.remedy.format(found=found, **slots), found, key)


def sentence(text: str) -> str:
    """A message of the catalogue, which follows a place, as a sentence of its own."""
    return text[:1].upper() + text[1:]

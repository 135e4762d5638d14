"""Reporting periods as people write them: on our own forms, and in the names of files."""

import re
from dataclasses import dataclass

from nq57xl.model.names import fold
from nq57xl.model.period import Period

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:\s*[/.\-_ ]?\s*(?:n[aă]m\s*)?(20\d\d))?(?!\d)"
_PATTERNS = (
    ("half", re.compile(rf"(?<!\d)(?:6|s[aá]u)\s*th[aá]ng\s*(đầu|dau|cuối|cuoi)(?:\s*n[aă]m)?{_YEAR}")),
    ("month", re.compile(rf"(?<![a-zà-ỹ0-9])th[aá]ng\s*[._-]?\s*(0?[1-9]|1[0-2])(?!\d){_YEAR}")),
    ("month", re.compile(rf"(?<![a-zà-ỹ0-9])t\s?(0?[1-9]|1[0-2])(?!\d){_YEAR}")),
    ("quarter", re.compile(rf"(?<![a-zà-ỹ0-9])(?:qu[yý]|q)\s*[._-]?\s*(iv|i{{1,3}}|[1-4])(?![a-z0-9]){_YEAR}")),
    ("year", re.compile(r"(?<![a-zà-ỹ0-9])n[aă]m\s*()(20\d\d)(?!\d)")))


@dataclass(frozen=True, slots=True)
class Told:
    """A period as a text tells it; `year` is 0 where it tells none."""

    kind: str
    index: int
    year: int

    def fits(self, period: Period) -> bool:
        return (self.kind, self.index) == (period.kind, period.index) and self.year in (0, period.year)

    @property
    def period(self) -> Period | None:
        return Period(self.year, self.kind, self.index) if self.year else None


def told_period(text: str) -> Told | None:
    """`tháng 9/2025`, `quý III/2025`, `6 tháng đầu năm 2025`, `năm 2025`, `bieu thang 9`; None where none is told,
    or two that differ."""
    words = fold(text)
    found: list[Told] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(words):
            found.append(Told(kind, _index(kind, match[1]), int(match[2] or 0)))
        words = pattern.sub(" ", words)
    told = [one for one in dict.fromkeys(found) if one.kind != "year" or len(found) == 1]
    return told[0] if len(told) == 1 else None


def _index(kind: str, text: str) -> int:
    if kind == "half":
        return 1 if text in ("đầu", "dau") else 2
    return _ROMAN.get(text) or int(text or 1)

"""The rows a plan prints, as witnesses: by which a returned row is known, or shown not to be the one it claims."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from nq57xl.model.names import clean, fold
from nq57xl.model.plan import Assignment, Indicator
from nq57xl.model.target import achievement, display, target_for_year

PARTS = ("numerator", "denominator")
NEAREST = 80
"""Least score (of 100) at which a name is put to the officer as a question; it never matches a row."""
LONGEST_PRINT = 1000
"""A text that is longer than what was issued by so many characters is another one; comparing it would take long."""
_NUMBERING = re.compile(r"^(?:\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-zđ]|[ivx]{1,4})[.)]|[-+•*])\s*")
_ENDING = " .;:,…"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row as issued: `prints` are the texts of locked columns that bear witness beside code and name, `achieved`
    gives the share of the target that a figure reaches (None where there is no target), `closed` are entry fields
    that the row has no use for."""

    code: str
    name: str
    prints: Mapping[str, str]
    achieved: Callable[[float], float | None] = field(default=lambda value: None, compare=False)
    closed: frozenset[str] = frozenset()


def plan_rows(rows: Iterable[Indicator | Assignment], year: int) -> dict[str, PlanRow]:
    """The rows of a plan, as they are printed for a period's year, by code."""
    return {row.code: _indicator(row, year) if isinstance(row, Indicator) else _assignment(row) for row in rows}


def _indicator(row: Indicator, year: int) -> PlanRow:
    target = target_for_year(row.targets, year)
    prints = {"stt": row.stt, "unit_of_measure": row.unit_of_measure, "target": display(target, row.is_percent)}
    return PlanRow(row.code, row.name, prints, lambda value: achievement(target, value, row.direction),
                   frozenset() if row.is_ratio else frozenset(PARTS))


def _assignment(row: Assignment) -> PlanRow:
    return PlanRow(row.code, row.name, {"stt": row.stt, "lead": row.lead, "deadline": row.deadline_text})


def disagreeing(row: PlanRow, texts: Mapping[str, str]) -> tuple[list[str], int]:
    """The printed columns that say something else than the row was issued with, and how many say the same."""
    told = {name: texts[name] for name in row.prints if texts.get(name)}
    other = [name for name, text in told.items() if not says(row, name, text)]
    return other, len(told) - len(other)


def printing(name: str, text: str, planned: Mapping[str, PlanRow]) -> list[PlanRow]:
    """The rows of the plan whose printed column says this text."""
    return [row for row in planned.values() if row.prints.get(name) and says(row, name, text)]


def speaks_alone(code: str, texts: Mapping[str, str], planned: Mapping[str, PlanRow]) -> bool:
    """Whether a printed column says what this row alone was issued with."""
    return any([row.code for row in printing(name, texts[name], planned)] == [code]
               for name in planned[code].prints if texts.get(name))


def says(row: PlanRow, name: str, text: str) -> bool:
    """Whether a printed column of a row says this text; the year behind a target of a later milestone is left out."""
    if text == row.prints[name]:
        return True
    if len(text) > LONGEST_PRINT + len(row.prints[name]):
        return False
    issued, found = (fold(each).replace(",", ".") for each in (row.prints[name], text.split(" (năm ")[0]))
    return issued == found


@lru_cache(8192)
def plain_name(text: str) -> str:
    """A catalogue text for comparison: folded, without the numbering before it and the marks behind it."""
    return _NUMBERING.sub("", fold(text)).strip(_ENDING)


def code_shape(code: str) -> str:
    """A code without what is lost on the way: blanks, letter case, O for 0, long dashes, zeros in front of numbers."""
    text = re.sub(r"\s", "", clean(code)).upper().replace("O", "0").replace("–", "-").replace("—", "-")
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", text)


def repaired_code(code: str, planned: Iterable[str]) -> str:
    """The one code of the plan that this is a damaged spelling of; "" for none or several."""
    shape = code_shape(code)
    found = [each for each in planned if code_shape(each) == shape] if shape else []
    return found[0] if len(found) == 1 else ""


def named_row(texts: Mapping[str, str], planned: Mapping[str, PlanRow]) -> str:
    """The code of the one row of exactly this name; of several of one name, of the one with this `STT` as well."""
    name = plain_name(texts.get("name", ""))
    same = [row for row in planned.values() if name and plain_name(row.name) == name]
    if len(same) > 1:
        same = [row for row in same if texts.get("stt") and says(row, "stt", texts["stt"])]
    return same[0].code if len(same) == 1 else ""


def like_row(name: str, rows: Iterable[PlanRow]) -> PlanRow | None:
    """The row whose name resembles this one most: a candidate for a question."""
    from rapidfuzz import fuzz
    text = plain_name(name)
    scored = [(fuzz.ratio(text, plain_name(row.name)), row) for row in rows] if len(text) > 2 else []
    score, row = max(scored, key=lambda pair: pair[0], default=(0, None))
    return row if score >= NEAREST else None

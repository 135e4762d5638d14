"""Invented papers and people: evidence, documents, names. Each paper carries the mark that it is simulated."""

from datetime import date, timedelta

from nq57xl.model.days import day_text
from nq57xl.model.plan import Assignment, Indicator, Unit
from nq57xl.simulate.words import chance, entry_for, words

RECENT_DAYS = 10


def evidence(seed: int, indicator: Indicator, unit: Unit, closing: date) -> str:
    """What a figure rests on, dated within the last days before the period closes."""
    luck = chance(seed, "evidence", unit.code, indicator.code, closing)
    day = closing - timedelta(days=luck.randrange(RECENT_DAYS))
    return _paper("evidence", indicator.denominator or indicator.name, unit, luck.randint(21, 480), day)


def document(seed: int, assignment: Assignment, unit: Unit, day: date) -> str:
    """The paper an assignment brought forth."""
    number = chance(seed, "document", unit.code, assignment.code).randint(21, 480)
    return _paper("documents", assignment.product, unit, number, day)


def _paper(table: str, about: str, unit: Unit, number: int, day: date) -> str:
    text = entry_for(table, about)["text"]
    return text.format(number=number, office=office(unit), day=day_text(day), mark=words()["mark"])


def office(unit: Unit) -> str:
    """The part of a paper's number that names the office; official codes of communes and cities are digits."""
    return unit.code if unit.code.isalpha() else "UBND"


def person(seed: int, unit: Unit, number: int) -> str:
    """Name and post of one of a unit's invented people."""
    luck, people = chance(seed, "person", unit.code, number), words()["people"]
    roles = people["roles"]
    given = luck.choice(people[luck.choice(("men", "women"))])
    return f"{luck.choice(people['family'])} {given}, {luck.choice(roles.get(unit.kind, roles['commune']))}"

"""The words and sizes of simulated fillings (`templates/texts/simulate.toml`), and seeded chance."""

import re
from collections.abc import Sequence
from functools import cache
from random import Random

from nq57xl.model.names import fold
from nq57xl.plans.data_files import read_toml
from nq57xl.plans.places import template_file


@cache
def words() -> dict:
    """The whole file as nested tables."""
    return read_toml(template_file("texts", "simulate.toml"))


@cache
def entry_for(table: str, text: str) -> dict:
    """The first entry of a table that has one of its `words` in the text, whole; the last entry fits all."""
    folded = fold(text)
    return next(entry for entry in words()[table] if any(_has(folded, fold(phrase)) for phrase in entry["words"]))


def _has(text: str, phrase: str) -> bool:
    return not phrase or re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def chance(*key: object) -> Random:
    """A source of chance that depends on the key alone: no figure moves when another row is added."""
    return Random("\x1f".join(map(str, key)))


def happens(luck: Random, share: float) -> bool:
    return luck.random() < share


def between(luck: Random, bounds: Sequence[float]) -> float:
    return luck.uniform(*bounds)

"""The words and limits of receipts and letters, as data: `templates/texts/receipt.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nq57xl.plans.data_files import read_toml, usable
from nq57xl.plans.places import template_file


@dataclass(frozen=True, slots=True)
class Wording:
    """`place` is written before the date. `correction_days` are working days; the other numbers say how many lines are
    shown. `texts`, `reminder` and `correction` are Vietnamese with `{slots}`."""

    place: str
    correction_days: int
    files_shown: int
    repairs_shown: int
    errors_shown: int
    message_errors: int
    texts: Mapping[str, str]
    reminder: Mapping[str, str]
    correction: Mapping[str, str]


@cache
def load_wording() -> Wording:
    """The user's file, else the shipped one. Raises DataFileError."""
    path = template_file("texts", "receipt.toml")
    with usable(path):
        return Wording(**read_toml(path))

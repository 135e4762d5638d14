"""All kinds there are, in the order of the list of manglings."""

from functools import cache
from importlib import import_module

from nq57xl.practice.kinds import Kind

MODULES = ("places", "lines", "marks", "figures", "days", "words", "formulas", "texts", "programs", "formats",
           "identity", "own", "containers", "swaps", "strays")


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by name."""
    found = [value for module in MODULES for value in vars(import_module(f"nq57xl.practice.makers.{module}")).values()
             if isinstance(value, Kind)]
    made = {kind.name: kind for kind in sorted(dict.fromkeys(found), key=_order)}
    assert len(made) == len(set(found)), "two kinds of one name"
    return made


def _order(kind: Kind) -> int:
    return int(kind.number) if kind.number.isdigit() else 99

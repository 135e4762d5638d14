"""Kinds of mangling, declared: a name, what it is in Vietnamese, and the maker that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from random import Random

from nq57xl.practice.case import Case
from nq57xl.practice.truth import Delivery
from nq57xl.simulate.office import office

OFFICE, LOCKSMITH = "LibreOffice", "msoffcrypto-tool"
Maker = Callable[[Case, Random], Delivery]


class NoRoom(LookupError):
    """This workbook has nothing that could be mangled in this way."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`number` is its place in the list of the thirty commonest manglings, "+" for those next in line. `needs`
    names the program without which it cannot be made."""

    name: str
    title: str
    number: str
    make: Maker
    needs: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether what it needs is there."""
        return {OFFICE: bool(office()), LOCKSMITH: find_spec("msoffcrypto") is not None}.get(self.needs, True)

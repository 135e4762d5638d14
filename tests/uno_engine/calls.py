"""How often the engine is called: a handler works on ranges, not cell by cell."""

from functools import wraps


class Calls:
    """A count that tests set to zero and read. What the engine asks of itself is not counted."""

    def __init__(self) -> None:
        self.count, self.depth = 0, 0


CALLS = Calls()


def counted(kind: type) -> type:
    """A class whose public methods and properties count their uses."""
    for name, member in list(vars(kind).items()):
        if name.startswith("_") and name != "__call__":
            continue
        if isinstance(member, property):
            setter = _counting(member.fset) if member.fset else None
            setattr(kind, name, property(_counting(member.fget), setter))
        elif callable(member) and not isinstance(member, type):
            setattr(kind, name, _counting(member))
    return kind


def _counting(function):
    @wraps(function)
    def call(*arguments, **options):
        CALLS.count += not CALLS.depth
        CALLS.depth += 1
        try:
            return function(*arguments, **options)
        finally:
            CALLS.depth -= 1
    return call

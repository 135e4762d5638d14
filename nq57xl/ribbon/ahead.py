"""Excel and Python work side by side: while one saves a copy, the other loads what reads it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Thread


@contextmanager
def loading(*modules: str, plan: str = "") -> Iterator[None]:
    """Import modules in the background, and read the plan that is likely needed, while Excel is busy with something
    else. Whoever needs one asks for it as ever, and hears then what is wrong with it."""
    thread = Thread(target=_load, args=(modules, plan))
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _load(modules: tuple[str, ...], plan: str) -> None:
    for name in modules:
        with suppress(ImportError):
            import_module(name)
    if plan:
        from nq57xl.plans.files import load_plan
        with suppress(LookupError, ValueError, OSError):
            load_plan(plan)

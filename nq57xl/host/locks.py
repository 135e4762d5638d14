"""Protected sheets and workbooks: opened for a change and protected again, never against a password."""

from collections.abc import Iterator
from contextlib import contextmanager

from nq57xl.host.busy import is_busy, patiently

_PROTECTED = ("ProtectDrawingObjects", "ProtectContents", "ProtectScenarios")
"""What of a sheet may be protected, in the order of the arguments of `Protect`."""
_ALLOWED = ("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
            "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows",
            "AllowSorting", "AllowFiltering", "AllowUsingPivotTables")
"""What officers may do all the same, in their order."""


AS_LONG_AS_IT_TAKES = 100
"""Tries to protect again: a form that stays open is worse than half a minute's wait."""


class Refused(Exception):
    """Excel does not allow the change: a password protects the sheet or the workbook. `where` names it."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


@contextmanager
def open_structure(book: object, name: str) -> Iterator[None]:
    """A workbook (Excel's own object) whose sheets may be added and deleted; an issued one locks them, without a
    password, and is locked again after. Raises Refused where a password is needed."""
    if not book.ProtectStructure:
        yield
        return
    windows = bool(book.ProtectWindows)
    _unprotect(book, ("ProtectStructure",), name)
    try:
        yield
    finally:
        patiently(lambda: book.Protect("", True, windows), AS_LONG_AS_IT_TAKES)


@contextmanager
def open_sheet(sheet: object, name: str) -> Iterator[None]:
    """A sheet (Excel's own object) that may be changed; its protection is put back after. Raises Refused where a
    password is needed."""
    protected = [bool(getattr(sheet, what)) for what in _PROTECTED]
    if not any(protected):
        yield
        return
    allowed = [bool(getattr(sheet.Protection, what)) for what in _ALLOWED]
    _unprotect(sheet, _PROTECTED, f"trang {name}")
    try:
        yield
    finally:
        patiently(lambda: sheet.Protect("", *protected, False, *allowed), AS_LONG_AS_IT_TAKES)


def release_sheet(sheet: object, name: str) -> None:
    """Take the protection of a sheet (Excel's own object) away for good. Raises Refused where a password is needed."""
    if any(getattr(sheet, what) for what in _PROTECTED):
        _unprotect(sheet, _PROTECTED, f"trang {name}")


def _unprotect(locked: object, properties: tuple[str, ...], name: str) -> None:
    """Take a protection without a password away; the properties tell whether it is there. Raises Refused where there
    is a password."""
    try:
        # Without an argument Excel would ask the officer for the password.
        locked.Unprotect("")
    except Exception as fault:
        if is_busy(fault):
            raise
        # Excel and its kin have each their own class for a wrong password.
        raise Refused(name) from fault
    if any(patiently(lambda: [bool(getattr(locked, what)) for what in properties])):
        raise Refused(name)

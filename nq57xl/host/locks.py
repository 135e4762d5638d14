"""Protected sheets and workbooks: opened for a change and protected again, never against a password."""

from collections.abc import Iterator
from contextlib import contextmanager

from nq57xl.host.busy import is_busy


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
    _unprotect(book, "ProtectStructure", name)
    try:
        yield
    finally:
        book.Protect("", True, windows)


@contextmanager
def open_sheet(sheet: object, name: str) -> Iterator[None]:
    """A sheet (Excel's own object) that may be changed; its protection is put back after. Raises Refused where a
    password is needed."""
    if not sheet.ProtectContents:
        yield
        return
    settings = _protection(sheet)
    _unprotect(sheet, "ProtectContents", f"trang {name}")
    try:
        yield
    finally:
        sheet.Protect(*settings)


def _unprotect(locked: object, still: str, name: str) -> None:
    """Take a protection without a password away; `still` is the property that tells whether it is there. Raises
    Refused where there is a password."""
    try:
        # Without an argument Excel would ask the officer for the password.
        locked.Unprotect("")
    except Exception as fault:
        if is_busy(fault):
            raise
        # Excel and its kin have each their own class for a wrong password.
        raise Refused(name) from fault
    if getattr(locked, still):
        raise Refused(name)


def _protection(sheet: object) -> tuple[object, ...]:
    """How a sheet is protected, as the arguments of `Protect` in their order: no password, what is protected,
    what officers may do all the same."""
    names = ("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
             "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows",
             "AllowSorting", "AllowFiltering", "AllowUsingPivotTables")
    allowed = (bool(getattr(sheet.Protection, name)) for name in names)
    return "", bool(sheet.ProtectDrawingObjects), True, bool(sheet.ProtectScenarios), False, *allowed

"""Excel does not always listen: a cell may be in the middle of being edited. Then it is asked again."""

import time
from collections.abc import Callable
from typing import TypeVar

TRIES, PAUSE = 10, 0.3
"""How often, and how many seconds apart, Excel is asked again while it is busy."""
_BUSY = (-2147418111, -2146777998, -2147417846)
"""RPC_E_CALL_REJECTED, VBA_E_IGNORE (a cell is being edited), RPC_E_SERVERCALL_RETRYLATER."""
Result = TypeVar("Result")


def is_busy(fault: Exception) -> bool:
    """Whether Excel only did not listen. A cell that is being edited is told in the details of a general fault; where
    a property was asked for, xlwings tells it by a class of its own, and pywin32 as one that cannot be set."""
    details = getattr(fault, "excepinfo", None) or ()
    return (getattr(fault, "hresult", None) in _BUSY or any(detail in _BUSY for detail in details)
            or type(fault).__name__ == "ExcelBusyError"
            # An item of a collection: xlwings says that there is none.
            or isinstance(fault, KeyError) and fault.__context__ is not None and is_busy(fault.__context__)
            or isinstance(fault, AttributeError) and str(fault).endswith("can not be set."))


class Busy(Exception):
    """Excel does not listen: a cell is being edited or a dialog is open."""


def patiently(call: Callable[[], Result], tries: int = TRIES, pause: float | None = None) -> Result:
    """Call, and call again while Excel is busy. Raises Busy where it stays so."""
    for left in reversed(range(tries)):
        try:
            return call()
        except Exception as fault:
            if not is_busy(fault):
                raise
            if not left:
                raise Busy from fault
            time.sleep(PAUSE if pause is None else pause)
    raise Busy

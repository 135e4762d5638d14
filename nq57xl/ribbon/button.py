"""From a click to the work of a button: attach, remember the choices, tell the officer what went wrong."""

import sys
from collections.abc import Callable
from functools import wraps

from nq57xl.addin.call import Call
from nq57xl.host import AlreadyOpen, Busy, Host, NoSelection, NoWorkbook, Refused, Shared, attach, is_busy
from nq57xl.model.finding import Place, raise_finding
from nq57xl.model.messages.addin import MESSAGES
from nq57xl.ribbon.choices import Choices, remember, remembered, settings_file

_TOPMOST_WARNING = 0x50030
"""MB_ICONWARNING, MB_TOPMOST and MB_SETFOREGROUND."""
Work = Callable[[Host, Choices], Choices]


class Cancelled(Exception):
    """The officer left a question unanswered: nothing is done and nothing more is said."""


class WebFolder(Exception):
    """The folder chosen is an address on the web. Its text is the address."""


class NotMarked(Exception):
    """There is no list of findings in the workbook."""


class NowhereToGo(Exception):
    """The list names no cell that could be selected."""


class NothingMarked(Exception):
    """There is nothing in the workbook that could be taken out."""


def button(work: Work) -> Callable[[Call], None]:
    """The handler of a button that works on the host; the choices it gives back are kept for next time."""
    @wraps(work)
    def answer(call: Call) -> None:
        host = None
        try:
            host = attach(call.window, call.workbook)
            settings = settings_file()
            before = remembered(settings)
            after = work(host, before)
            if after != before:
                remember(settings, after)
        except Cancelled:
            return
        except Exception as fault:
            told = obstacle(fault)
            if not told:
                raise
            _say(host, told)
    return answer


def _say(host: Host | None, text: str) -> None:
    """Tell the officer, through Windows itself where Excel could not be reached."""
    if host is not None and not _is_deaf(host, text):
        return
    if sys.platform.startswith("win"):
        import ctypes
        ctypes.windll.user32.MessageBoxW(0, text, "NQ57", _TOPMOST_WARNING)
    else:
        print(text, file=sys.stderr)


def _is_deaf(host: Host, text: str) -> bool:
    """Tell it through Excel; whether Excel did not listen."""
    try:
        host.say(text)
    except Exception as fault:
        if not isinstance(fault, Busy) and not is_busy(fault):
            raise
        return True
    return False


def obstacle(fault: Exception) -> str:
    """What an officer reads about a fault that is to be expected; empty for one of ours."""
    from nq57xl.feedback.rebuild import NotRebuiltError
    from nq57xl.jobs.mistakes import as_usage_error
    from nq57xl.report.trace import NotTraceable
    from nq57xl.ribbon.listing import ForeignList
    from nq57xl.sheets.reading.limits import UnreadableBook
    match fault:
        case NoWorkbook():
            return _told("C20")
        case Busy():
            return _told("C27")
        case Refused():
            return _told("C28", fault.where)
        case NotMarked():
            return _told("C29")
        case NoSelection():
            return _told("C31")
        case NowhereToGo():
            return _told("C35")
        case NothingMarked():
            return _told("C36")
        case WebFolder():
            return _told("C37", str(fault))
        case ForeignList():
            return _told("C32", str(fault))
        case Shared():
            return _told("C33", str(fault))
        case AlreadyOpen():
            return _told("C34", str(fault))
        case NotTraceable() | NotRebuiltError():
            return _told("C30", str(fault).rstrip("."))
        case UnreadableBook():
            return _told("C30", fault.detail.rstrip("."))
    if is_busy(fault):
        return _told("C27")
    mistake = as_usage_error(fault).rstrip(".")
    return _told("C30", mistake) if mistake else ""


def _told(code: str, found: str = "") -> str:
    return str(raise_finding(MESSAGES[code], Place(), found))

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


class ForeignList(Exception):
    """The workbook has a sheet called like the list that is not ours. Its text is the sheet's name."""


OBSTACLES = {NoWorkbook: "C20", Busy: "C27", Refused: "C28", NotMarked: "C29", NoSelection: "C31", ForeignList: "C32",
             Shared: "C33", AlreadyOpen: "C34", NowhereToGo: "C35", NothingMarked: "C36", WebFolder: "C37"}
"""What stops a click, and the code of what is said of it; the fault's text is what was found."""


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
    except Busy:
        return True
    return False


def obstacle(fault: Exception) -> str:
    """What an officer reads about a fault that is to be expected; empty for one of ours."""
    from nq57xl.feedback.rebuild import NotRebuiltError
    from nq57xl.jobs.mistakes import as_usage_error
    from nq57xl.report.trace import NotTraceable
    from nq57xl.sheets.reading.limits import UnreadableBook
    if code := OBSTACLES.get(type(fault)):
        return _told(code, str(fault))
    if is_busy(fault):
        return _told(OBSTACLES[Busy])
    match fault:
        case NotTraceable() | NotRebuiltError():
            mistake = str(fault)
        case UnreadableBook():
            mistake = fault.detail
        case _:
            mistake = as_usage_error(fault)
    return _told("C30", mistake.rstrip(".")) if mistake else ""


def _told(code: str, found: str = "") -> str:
    return str(raise_finding(MESSAGES[code], Place(), found))

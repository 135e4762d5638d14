"""The running spreadsheet program, as the buttons see it. The only home of xlwings."""

from nq57xl.host.attach import attach, check_ready, load_xlwings
from nq57xl.host.busy import Busy, is_busy, patiently
from nq57xl.host.locks import Refused
from nq57xl.host.pages import Look, Page, Run
from nq57xl.host.program import AlreadyOpen, Host, NoSelection, NoWorkbook, Shared, Spot, in_order

__all__ = ["AlreadyOpen", "Busy", "Host", "Look", "NoSelection", "NoWorkbook", "Page", "Refused", "Run", "Shared", "Spot", "attach",
           "check_ready", "in_order", "is_busy", "load_xlwings", "patiently"]

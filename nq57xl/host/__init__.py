"""The running spreadsheet program, as the buttons see it. The only home of xlwings."""

from nq57xl.host.attach import attach, load_xlwings
from nq57xl.host.busy import Busy, is_busy, patiently
from nq57xl.host.locks import Refused
from nq57xl.host.looks import Look
from nq57xl.host.program import Host, NoWorkbook, Spot, in_order

__all__ = ["Busy", "Host", "Look", "NoWorkbook", "Refused", "Spot", "attach", "in_order", "is_busy", "load_xlwings",
           "patiently"]

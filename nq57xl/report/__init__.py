"""The city report: a Dataset told as sheets for reading and for auditing."""

from nq57xl.report.city import report_sheets, write_report

__all__ = ["report_sheets", "write_report"]

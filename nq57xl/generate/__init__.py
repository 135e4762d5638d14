"""Plan, units and a period -> the workbooks that are sent out."""

from nq57xl.generate.content import KINDS
from nq57xl.generate.files import (
                                   Generated,
                                   NothingToReportError,
                                   UnknownUnitError,
                                   WouldOverwriteError,
                                   file_name,
                                   generate,
                                   workbook_bytes,
)

__all__ = ["KINDS", "Generated", "NothingToReportError", "UnknownUnitError", "WouldOverwriteError", "file_name",
           "generate", "workbook_bytes"]

"""What goes back to a unit: its file with marks, a workbook built anew, a receipt, a letter."""

from nq57xl.feedback.annotate import Annotated, NotAnnotatedError, annotate
from nq57xl.feedback.rebuild import NotRebuiltError, Rebuilt, rebuild

__all__ = ["Annotated", "NotAnnotatedError", "NotRebuiltError", "Rebuilt", "annotate", "rebuild"]

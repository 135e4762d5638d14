"""Answers of officers to what the program may not decide alone, kept in a table (`quyet-dinh.csv`)."""

from dataclasses import dataclass
from datetime import date

UNIT_QUESTIONS = ("S62", "S63", "S64")
"""Questions which unit a file is from."""
WHICH_FILE = "X03"
"""The question which of two files of a unit counts."""
ACCEPTED_WORDS = ("chấp nhận", "đồng ý", "có", "đúng")
"""Answers (folded) by which a warning is accepted with the reason given."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a decisions table.

    `code` is that of the finding answered, `subject` what it speaks of: a file, or file, sheet and cell (`a.xlsx!Chỉ
    tiêu!I6`), or the text asked about; `found` is the content it was answered for, blank for any. `until` is the
    last day on which the answer holds, None for ever.
    """

    code: str
    subject: str
    found: str
    answer: str
    who: str
    day: date
    reason: str
    until: date | None = None
    file: str = ""
    line: int = 0

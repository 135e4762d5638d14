"""The verb: a consolidated period -> receipts, letters and the list of files not taken, by file name."""

import re
from datetime import date

from nq57xl.feedback.case import cases
from nq57xl.feedback.letters import correction, reminder
from nq57xl.feedback.quarantine import quarantine_csv
from nq57xl.feedback.receipt import TITLE, receipt_sheet
from nq57xl.feedback.wording import load_wording
from nq57xl.model.dataset import Dataset
from nq57xl.sheets.writing.write import workbook_bytes

RECEIPT, REMINDER, CORRECTION = "phieu-tiep-nhan_{}.xlsx", "nhac-nop_{}.txt", "de-nghi-sua_{}.txt"
ALL_LETTERS, QUARANTINE = "tin-nhan.txt", "khong-nhan.csv"
RULE = "\r\n\r\n" + "-" * 60 + "\r\n\r\n"
_UNSAFE = re.compile(r"[^\w.-]")


def receipts(dataset: Dataset, on: date) -> dict[str, bytes]:
    """File name -> content, as of the day `on`: a receipt for each unit that handed in, a letter for each that is
    missing or has errors, all letters in one file, the files not taken."""
    wording = load_wording()
    files: dict[str, bytes] = {}
    letters: dict[str, str] = {}
    for case in cases(dataset, wording, on):
        code = _UNSAFE.sub("_", case.entry.unit.code)
        if case.files:
            title = f"{TITLE} {case.entry.unit.name}, {dataset.period.label}"
            files[RECEIPT.format(code)] = workbook_bytes((receipt_sheet(dataset, case, wording, on),), title, on)
        if case.is_missing:
            letters[REMINDER.format(code)] = reminder(dataset, case, wording, on)
        elif case.is_faulty:
            letters[CORRECTION.format(code)] = correction(dataset, case, wording)
    files |= {name: _text(letter) for name, letter in letters.items()}
    return files | {ALL_LETTERS: _text(RULE.join(letters.values())), QUARANTINE: quarantine_csv(dataset)}


def _text(text: str) -> bytes:
    """UTF-8 with a byte order mark and the line ends of Windows: the plainest editor shows it rightly."""
    return (text.replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n").encode("utf-8-sig")

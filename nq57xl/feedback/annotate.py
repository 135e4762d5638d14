"""The verb: a unit's own file -> its copy with the sheet `Cần sửa` and marks on the cells."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from nq57xl.feedback.rebuild import NotRebuiltError, rebuild
from nq57xl.feedback.todo import marks_of, plan_of, todo_sheet
from nq57xl.model.record import Submission
from nq57xl.sheets.marking.marks import marked, unmarked
from nq57xl.sheets.marking.outline import UnpatchableError
from nq57xl.sheets.marking.own import without_marks
from nq57xl.sheets.reading.book import Book
from nq57xl.sheets.reading.isolate import read_safely
from nq57xl.sheets.reading.limits import UnreadableBook

PATCHED = ("xlsx", "xlsm")


class NotAnnotatedError(Exception):
    """A file that no copy can be made of; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """`name` is the copy's file name. `rebuilt_because` says why it is a workbook built anew and not the unit's own
    file; empty where it is the file."""

    name: str
    data: bytes
    rebuilt_because: str = ""


def annotate(data: bytes, submission: Submission, on: date) -> Annotated:
    """The copy of a returned file with what `submission` says of it, as of the day `on`. Without findings it is the
    file without any marks of an earlier check. Raises NotAnnotatedError."""
    name = PurePath(submission.file).name
    try:
        book = read_safely(data, submission.file)
    except UnreadableBook as fault:
        raise NotAnnotatedError("không mở được tệp nên không có bản đánh dấu") from fault
    if book.format not in PATCHED:
        return _rebuilt(book, submission, on, f"không ghi được dấu vào tệp .{book.format}")
    try:
        return Annotated(name, _marked(data, book, submission, on))
    except UnpatchableError as fault:
        return _rebuilt(book, submission, on, str(fault))


def _marked(data: bytes, book: Book, submission: Submission, on: date) -> bytes:
    if not submission.findings:
        return unmarked(data)
    titles = {sheet.name for sheet in without_marks(book).sheets}
    sheet = todo_sheet(submission, plan_of(submission), titles, on)
    return marked(data, [sheet], marks_of(submission.findings, titles), on)


def _rebuilt(book: Book, submission: Submission, on: date, reason: str) -> Annotated:
    try:
        fresh = rebuild(book, submission, on)
    except NotRebuiltError as fault:
        raise NotAnnotatedError(f"{reason}, và cũng {fault}") from fault
    return Annotated(f"{PurePath(submission.file).stem}.xlsx", fresh.data, reason)

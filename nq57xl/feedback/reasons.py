"""Why a content of a damaged return was not carried over: what was found on its cell, column, row or sheet."""

from collections.abc import Collection
from dataclasses import dataclass

from nq57xl.feedback.todo import place_of
from nq57xl.model.finding import ERROR, Finding, sentence
from nq57xl.model.record import Submission
from nq57xl.sheets.address import address
from nq57xl.validate.verdicts import REPAIR_CODES

NO_ROOM = "biểu mới không còn dòng trống cho nội dung này.", "ghi vào cột Giải trình hoặc gửi kèm văn bản."
NO_PLACE = "nội dung ở ngoài các ô nhập của biểu.", "nếu là số liệu thì nhập lại vào đúng ô."
COMPUTED = "biểu mới tự tính Kết quả từ Tử số, Mẫu số.", "không phải nhập lại."
UNEXPLAINED = "nội dung không chắc chắn của dòng nào, cột nào.", "kiểm tra rồi nhập lại vào đúng ô."
_READ_ALL_THE_SAME = REPAIR_CODES | {"S52"}
"""Findings on what was read and taken: no reason for leaving anything behind."""


@dataclass(frozen=True, slots=True)
class Left:
    """A content that was not carried over, and why."""

    sheet: str
    cell: str
    content: str
    row: str
    reason: str
    remedy: str


class Reasons:
    """The findings of a return by cell, column, row and sheet; `computed` are the cells (sheet, address) of results
    that the new workbook computes itself."""

    def __init__(self, submission: Submission, computed: Collection[tuple[str, str]]) -> None:
        self.cells: dict[tuple[str, str], Finding] = {}
        self._columns: dict[tuple[str, int], Finding] = {}
        self._rows: dict[tuple[str, int], Finding] = {}
        self._sheets: dict[str, Finding] = {}
        self._computed = computed
        self._taken = {(fact.sheet, fact.cell) for fact in submission.facts}
        for finding in sorted(submission.findings, key=lambda f: (f.code in _READ_ALL_THE_SAME, f.severity != ERROR)):
            self._put(finding, finding.code not in _READ_ALL_THE_SAME)

    def _put(self, finding: Finding, explains: bool) -> None:
        sheet, cell, place = finding.place.sheet, finding.place.cell, place_of(finding)
        is_column = bool(place) and (cell.partition(":")[0].isalpha() or bool(finding.place.field and
                                                                              not finding.place.row))
        if place is None:
            if explains:
                self._sheets.setdefault(sheet, finding)
            return
        if finding.severity == ERROR or finding.found:
            self.cells.setdefault((sheet, cell), finding)
        if explains and is_column:
            self._columns.setdefault((sheet, place[1]), finding)
        elif explains and finding.severity == ERROR:
            self._rows.setdefault((sheet, place[0]), finding)

    def is_under_a_header(self, sheet: str, place: tuple[int, int]) -> bool:
        """Whether a cell stands below a header for which its column is not taken."""
        finding = self._columns.get((sheet, place[1]))
        return finding is not None and place_of(finding)[0] < place[0]

    def of(self, sheet: str, place: tuple[int, int], content: str, is_entry: bool) -> Left:
        """Why the content of a cell was left behind."""
        cell = address(*place)
        own = self.cells.get((sheet, cell))
        if (sheet, cell) in self._computed:
            return _left(sheet, cell, content, COMPUTED)
        if (sheet, cell) in self._taken:
            return _left(sheet, cell, content, NO_ROOM)
        finding = (own if own and own.code not in _READ_ALL_THE_SAME else None) or self._columns.get(
            (sheet, place[1])) or self._rows.get((sheet, place[0])) or self._sheets.get(sheet)
        if finding is None:
            return _left(sheet, cell, content, UNEXPLAINED if is_entry else NO_PLACE)
        # A finding on another cell says which: its words speak of that one.
        at = finding.place.cell
        code = finding.code if at in ("", cell) or ":" in at else f"{finding.code} (ô {at})"
        return Left(sheet, cell, content, finding.place.row, f"{code}: {sentence(finding.message)}",
                    sentence(finding.remedy))


def _left(sheet: str, cell: str, content: str, why: tuple[str, str]) -> Left:
    return Left(sheet, cell, content, "", sentence(why[0]), sentence(why[1]))

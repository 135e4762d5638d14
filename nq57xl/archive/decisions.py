"""The decisions table, `quyet-dinh.csv`: questions that officers answered, once, with name, day and reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nq57xl.archive.tables import parse_day, read_rows, written
from nq57xl.model.decision import Decision
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.names import fold

DECISIONS, QUESTIONS_END = "quyet-dinh.csv", "-can-quyet-dinh.csv"
"""Name of the table in the folder of the returns, and the end of the names of files with open questions."""
NEEDED = ("ma", "doi_tuong", "tra_loi", "ly_do", "nguoi_quyet_dinh", "ngay")
COLUMNS = ("ma", "doi_tuong", "gia_tri", "cau_hoi", "cach_tra_loi", *NEEDED[2:], "hieu_luc_den")


@dataclass(frozen=True, slots=True)
class Decisions:
    """The answers that hold, and what is wrong with the others."""

    valid: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """An open question, for a file that officers answer in Excel. `how` says what to write as the answer."""

    code: str
    subject: str
    found: str
    text: str
    how: str


def read_decisions(content: bytes, name: str, on: date) -> Decisions:
    """The answers of a table that hold on a day. Lines without an answer are open questions and pass; faulty,
    unsigned and expired ones are findings."""
    try:
        rows = read_rows(content, NEEDED, COLUMNS)
    except ValueError as fault:
        return Decisions((), (raise_finding(MESSAGES["X14"], Place(file=name), reason=str(fault)),))
    valid: dict[tuple[str, str, str], Decision] = {}
    findings: list[Finding] = []
    for line, cells in rows:
        if not cells["tra_loi"]:
            continue
        decision, reason = _decision(cells, name, line)
        key = (cells["ma"].upper(), fold(cells["doi_tuong"]), fold(cells.get("gia_tri", "")))
        if decision and key in valid and fold(valid[key].answer) != fold(decision.answer):
            reason = f"câu hỏi này đã trả lời khác ở dòng {valid[key].line}"
        if reason or decision is None:
            findings.append(raise_finding(MESSAGES["X15"], Place(file=name), line=line, reason=reason))
        elif decision.until and decision.until < on:
            findings.append(raise_finding(MESSAGES["X16"], Place(file=name), line=line, until=cells["hieu_luc_den"]))
        else:
            valid.setdefault(key, decision)
    return Decisions(tuple(valid.values()), tuple(findings))


def _decision(cells: dict[str, str], name: str, line: int) -> tuple[Decision | None, str]:
    """The decision of a line, or why it is none."""
    labels = {"ma": "mã", "doi_tuong": "đối tượng", "ly_do": "lý do", "nguoi_quyet_dinh": "người quyết định",
              "ngay": "ngày"}
    lacking = [label for column, label in labels.items() if not cells[column]]
    if lacking:
        return None, f"thiếu {', '.join(lacking)}"
    day, last = parse_day(cells["ngay"]), cells.get("hieu_luc_den", "")
    until = parse_day(last) if last else None
    if day is None or (last and until is None):
        return None, f'"{last if day else cells["ngay"]}" không phải là ngày (viết 20/9/2025 hoặc 2025-09-20)'
    return Decision(cells["ma"].upper(), cells["doi_tuong"], cells.get("gia_tri", ""), cells["tra_loi"],
                    cells["nguoi_quyet_dinh"], day, cells["ly_do"], until, name, line), ""


def together(tables: Iterable[Decisions]) -> Decisions:
    """Several tables as one, in their order."""
    tables = tuple(tables)
    return Decisions(tuple(d for table in tables for d in table.valid), tuple(f for t in tables for f in t.findings))


def questions_bytes(questions: Iterable[Question]) -> bytes:
    """Open questions as a table that becomes a decisions table once the answers are filled in."""
    return written(COLUMNS, ({"ma": q.code, "doi_tuong": q.subject, "gia_tri": q.found, "cau_hoi": q.text,
                              "cach_tra_loi": q.how} for q in questions))

"""The decisions table, `quyet-dinh.csv`: questions that officers answered, once, with name, day and reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nq57xl.archive.tables import parse_day, read_rows, written
from nq57xl.model.decision import UNIT_QUESTIONS, Decision
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


def read_decisions(content: bytes, name: str, on: date, today: date) -> Decisions:
    """The answers of a table that hold on a day. Lines without an answer are open questions and pass; faulty,
    unsigned and expired ones are findings, and so are those dated after `today` and those that contradict each
    other: none of them holds."""
    try:
        rows = read_rows(content, NEEDED, COLUMNS)
    except ValueError as fault:
        return Decisions((), (raise_finding(MESSAGES["X14"], Place(file=name), reason=str(fault)),))
    valid: list[Decision] = []
    findings: list[Finding] = []
    for line, cells in rows:
        if not cells["tra_loi"]:
            continue
        decision, reason = _decision(cells, name, line)
        if decision and decision.day > today:
            reason = f"ngày quyết định {cells['ngay']} ở sau hôm nay"
        if reason or decision is None:
            findings.append(raise_finding(MESSAGES["X15"], Place(file=name), line=line, reason=reason))
        elif decision.until and decision.until < on:
            findings.append(raise_finding(MESSAGES["X16"], Place(file=name), line=line, until=cells["hieu_luc_den"]))
        else:
            valid.append(decision)
    settled = _settled(valid)
    return Decisions(settled.valid, (*findings, *settled.findings))


def _settled(decisions: Iterable[Decision]) -> Decisions:
    """Each answer once, and none of those that answer one question in different ways."""
    groups: dict[tuple[str, str], list[Decision]] = {}
    for each in decisions:
        groups.setdefault((_question(each.code), fold(each.subject)), []).append(each)
    valid: list[Decision] = []
    findings: list[Finding] = []
    for same in groups.values():
        kept: dict[str, Decision] = {}
        for each in same:
            if other := next((other for other in same if _contradict(each, other)), None):
                where = f"dòng {other.line}" + (f" của {other.file}" if other.file != each.file else "")
                findings.append(raise_finding(MESSAGES["X15"], Place(file=each.file), line=each.line,
                                              reason=f"{where} trả lời khác cho cùng câu hỏi"))
            else:
                kept.setdefault(fold(each.found), each)
        valid += kept.values()
    return Decisions(tuple(valid), tuple(findings))


def _question(code: str) -> str:
    """Which unit a file is from is one question under several codes."""
    return UNIT_QUESTIONS[0] if code in UNIT_QUESTIONS else code


def _contradict(one: Decision, other: Decision) -> bool:
    """Whether two answers about one subject differ; one without a content answers for any."""
    found = {fold(one.found), fold(other.found)} - {""}
    return fold(one.answer) != fold(other.answer) and len(found) <= 1


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
    """Several tables as one, in their order; what contradicts another table does not hold either."""
    tables = tuple(tables)
    settled = _settled(d for table in tables for d in table.valid)
    return Decisions(settled.valid, (*(f for table in tables for f in table.findings), *settled.findings))


def questions_bytes(questions: Iterable[Question]) -> bytes:
    """Open questions as a table that becomes a decisions table once the answers are filled in."""
    return written(COLUMNS, ({"ma": q.code, "doi_tuong": q.subject, "gia_tri": q.found, "cau_hoi": q.text,
                              "cach_tra_loi": q.how} for q in questions))

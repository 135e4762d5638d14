"""Answers of officers applied to findings, and the questions that are still open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nq57xl.archive.decisions import Decisions, Question
from nq57xl.model.days import day_text
from nq57xl.model.decision import ACCEPTED_WORDS, UNIT_QUESTIONS, WHICH_FILE, Decision
from nq57xl.model.finding import ERROR, INFO, WARNING, Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.names import fold

ASKED_WARNINGS = ("X06", "X18", "X20")
"""Warnings across files that somebody has to answer; other warnings are accepted where an officer writes a line."""
HOW = {**dict.fromkeys(UNIT_QUESTIONS, "ghi mã đơn vị, ví dụ 11542"), WHICH_FILE: "ghi tên tệp được dùng",
       **dict.fromkeys(ASKED_WARNINGS, "chấp nhận (nếu đã kiểm tra là đúng)")}
"""Code of each question -> what to write as its answer."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Findings after the answers, and the answers used."""

    findings: tuple[Finding, ...]
    used: tuple[Decision, ...]


def accept(findings: Iterable[Finding], decisions: Iterable[Decision]) -> Accepted:
    """The findings, each warning that an answer accepts told for information, with the reason. An error never is."""
    answers: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        if decision.code not in (*UNIT_QUESTIONS, WHICH_FILE) and fold(decision.answer) in ACCEPTED_WORDS:
            answers.setdefault((decision.code, fold(decision.subject)), []).append(decision)
    told, used = [], {}
    for finding in findings:
        answer = _answer(finding, answers) if answers and finding.severity == WARNING else None
        told.append(_accepted(finding, answer) if answer else finding)
        if answer:
            used[answer] = None
    return Accepted(tuple(told), tuple(used))


def _answer(finding: Finding, answers: dict[tuple[str, str], list[Decision]]) -> Decision | None:
    """The answer about this finding, whose content has not changed since it was given."""
    asked = (d for subject in subjects(finding.place) for d in answers.get((finding.code, fold(subject)), ()))
    return next((d for d in asked if not d.found or fold(d.found) == fold(finding.found)), None)


def _accepted(finding: Finding, decision: Decision) -> Finding:
    return replace(finding, severity=INFO, remedy="không phải sửa.",
                   message=f"{finding.message.rstrip('.')} (đã chấp nhận: {decision.reason}).")


def subjects(place: Place) -> tuple[str, ...]:
    """How a table may name the place of a finding: file, sheet and cell, or file and row code; a file as a whole
    only for a finding on the file."""
    if not place.cell and not place.row:
        return (place.file, *((f"{place.file}!{place.sheet}",) if place.sheet else ()))
    return (*((f"{place.file}!{place.sheet}!{place.cell}",) if place.cell else ()),
            *((f"{place.file}!{place.row}",) if place.row else ()))


def useless(decisions: Decisions, used: Iterable[Decision], findings: Iterable[Finding]) -> Iterator[Finding]:
    """X17 for each answer that held but was not needed, with the reason."""
    taken = set(used)
    errors = {(f.code, fold(subject)) for f in findings if f.severity == ERROR for subject in subjects(f.place)}
    for decision in decisions.valid:
        if decision in taken:
            continue
        reason = "không còn điều gì phải trả lời"
        if decision.code in UNIT_QUESTIONS:
            reason = ("câu hỏi này không còn, câu trả lời không phải mã một đơn vị của kế hoạch, "
                      "hoặc hai quyết định trái nhau")
        elif decision.code == WHICH_FILE:
            reason = ("không có hai tệp như vậy, câu trả lời không phải tên một trong các tệp, "
                      "hoặc hai quyết định trái nhau")
        elif (decision.code, fold(decision.subject)) in errors:
            reason = "đây là lỗi; số liệu sai không thể chấp nhận bằng một quyết định"
        elif fold(decision.answer) not in ACCEPTED_WORDS:
            reason = f'không hiểu câu trả lời "{decision.answer}" (viết: chấp nhận)'
        yield raise_finding(MESSAGES["X17"], Place(file=decision.file), decision.subject, line=decision.line,
                            code=decision.code, reason=reason)


def questions(findings: Iterable[Finding]) -> tuple[Question, ...]:
    """The open questions among the findings of a merge."""
    return tuple(Question(f.code, f.place.file, "", f"{f.place.file}: {f.message}", HOW[f.code]) for f in findings
                 if f.code in HOW and f.severity != INFO)


def decided_by(decision: Decision) -> str:
    return f"theo quyết định của {decision.who} ngày {day_text(decision.day)}: {decision.reason}"

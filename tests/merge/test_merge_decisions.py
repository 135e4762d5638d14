"""Answers of officers in a merge, files that repeat others, and the account of every file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nq57xl.archive.decisions import Decisions
from nq57xl.cli.main import main
from nq57xl.generate import workbook_bytes
from nq57xl.jobs.collecting import summary_lines
from nq57xl.merge import dataset, find_inputs
from nq57xl.merge.decide import questions
from nq57xl.merge.revisions import revision
from nq57xl.merge.summary import merge_document
from nq57xl.model.dataset import Dataset
from nq57xl.model.decision import Decision
from nq57xl.model.finding import ERROR, WARNING, Finding, Place
from nq57xl.model.record import REJECTED, Submission
from nq57xl.plans.files import load_plan
from nq57xl.report.sources import sources_sheet
from nq57xl.sheets.writing.describe import Styled
from tests.generate.issued import cell, filled_in, opened, saved
from tests.merge.tables import SEPTEMBER, indicators, plan, returned

SUM = "| code | consolidation | kind |\n| A | sum | count |"


def merged(*submissions: Submission, decisions: tuple[Decision, ...] = (), **given) -> Dataset:
    return dataset(given.pop("one", plan(indicators(SUM))), SEPTEMBER, submissions, plans=no_plans,
                   decisions=Decisions(decisions), **given)


def no_plans(plan_id: str) -> None:
    raise LookupError(plan_id)


def figure(value: float) -> str:
    return f"| code | value |\n| A | {value} |"


def decision(code: str, subject: str, answer: str, found: str = "") -> Decision:
    return Decision(code, subject, found, answer, "Trần Thị B", date(2025, 9, 26), "đã hỏi lại xã", None,
                    "quyet-dinh.csv", 2)


def said(whole: Dataset, code: str) -> list[str]:
    return [f"{f.severity} {f.place.file}: {f.message}" for f in whole.findings if f.code == code]


# Which of two files

EARLY = returned("11", figure(4), file="a.xlsx", received=date(2025, 9, 20))
LATER = returned("11", figure(5), file="con/b.xlsx", received=date(2025, 9, 24))


@pytest.mark.parametrize("subject", ["a.xlsx", "con/b.xlsx", "b.xlsx"])
def test_the_file_an_officer_chose_is_used_and_not_the_later_one(subject: str) -> None:
    whole = merged(EARLY, LATER, decisions=(decision("X03", subject, "A.xlsx"),))
    assert whole.figures[0].value == 4.0
    assert said(whole, "X03") == [
        "info con/b.xlsx: Xã Một có nhiều tệp chỉ tiêu và nhiệm vụ cho tháng 9/2025: dùng a.xlsx, không dùng tệp này "
        "(theo quyết định của Trần Thị B ngày 26/9/2025: đã hỏi lại xã)."]
    assert [d.answer for d in whole.decisions] == ["A.xlsx"] and questions(whole.findings) == ()


def test_an_answer_that_names_no_file_of_the_unit_changes_nothing_and_is_told() -> None:
    whole = merged(EARLY, LATER, decisions=(decision("X03", "a.xlsx", "c.xlsx"),))
    assert whole.figures[0].value == 5.0 and whole.decisions == ()
    assert said(whole, "X17") == [
        "info quyet-dinh.csv: dòng 2 của tệp quyết định (X03, a.xlsx) không dùng đến: không có hai tệp như vậy, "
        "câu trả lời không phải tên một trong các tệp, hoặc hai quyết định trái nhau."]


def test_answers_that_choose_different_files_choose_none() -> None:
    both = (decision("X03", "a.xlsx", "a.xlsx"), decision("X03", "b.xlsx", "b.xlsx"))
    for decisions in (both, both[::-1]):
        whole = merged(EARLY, LATER, decisions=decisions)
        assert whole.figures[0].value == 5.0 and whole.decisions == ()
        assert said(whole, "X03")[0].startswith("warning a.xlsx: ") and len(said(whole, "X17")) == 2


def test_an_open_question_tells_how_to_answer() -> None:
    asked, = questions(merged(EARLY, LATER).findings)
    assert (asked.code, asked.subject, asked.how) == ("X03", "a.xlsx", "ghi tên tệp được dùng")
    assert asked.text.startswith("a.xlsx: Xã Một có nhiều tệp")


@pytest.mark.parametrize(("file", "expected"), [
    ("bieu.xlsx", (0, 0)), ("bieu (1).xlsx", (0, 1)), ("Biểu sửa lần 2.xlsx", (50, 2)), ("bieu ban cuoi.xlsx", (90, 0)),
    ("con/biểu_bản_cuối (2).xlsx", (90, 2)), ("bản nháp.xlsx", (-90, 0)), ("NQ57_hp_2025-09_11_bieu_v3.xlsx", (0, 3)),
    ("Xã Chốt Sơn.xlsx", (90, 0)), ("Sửa Đồng.xlsx", (50, 0)), ("mơi.xlsx", (0, 0))])
def test_what_a_name_tells_of_its_revision(file: str, expected: tuple[int, int]) -> None:
    assert revision(file) == expected


@pytest.mark.parametrize(("older", "newer"), [
    ("bieu.xlsx", "bieu (1).xlsx"), ("z sửa lần 1.xlsx", "a sửa lần 2.xlsx"), ("z sửa lần 2.xlsx", "a bản cuối.xlsx"),
    ("z nháp.xlsx", "a.xlsx")])
def test_of_one_day_the_words_of_the_name_decide(older: str, newer: str) -> None:
    whole = merged(returned("11", figure(4), file=older), returned("11", figure(5), file=newer))
    assert whole.figures[0].value == 5.0
    assert "(tên tệp kia cho biết là bản sau)" in said(whole, "X03")[0]


def test_of_one_day_received_the_day_saved_decides_before_the_name() -> None:
    whole = merged(returned("11", figure(4), file="bản cuối.xlsx", saved=date(2025, 9, 17)),
                   returned("11", figure(5), file="a.xlsx", saved=date(2025, 9, 18)))
    assert whole.figures[0].value == 5.0
    assert "(lưu ngày 17/9/2025, trước ngày 18/9/2025)" in said(whole, "X03")[0]


# Files that repeat others

def test_one_content_in_two_formats_is_taken_once() -> None:
    whole = merged(returned("11", figure(4), file="a.xlsx", sha256="1"),
                   returned("11", figure(4), file="a.ods", sha256="2"))
    assert whole.figures[0].value == 4.0 and said(whole, "X03") == []
    assert said(whole, "X19") == [
        "info a.xlsx: cùng nội dung với a.ods của chính đơn vị, chỉ tính một lần."]


FIVE = "| code | consolidation | kind |\n" + "\n".join(f"| {c} | sum | count |" for c in "ABCDE")
VALUES = {"A": 3.0, "B": 5.0, "C": 7.0, "D": 11.0, "E": 100 / 3}


def five(unit: str, file: str = "", **change: float) -> Submission:
    table = "| code | value |\n" + "\n".join(f"| {code} | {value} |" for code, value in (VALUES | change).items())
    return returned(unit, table, file=file or f"{unit}.xlsx")


def test_last_periods_figures_handed_in_again_are_flagged() -> None:
    last = {("11", code): value * (1 + 1e-15) for code, value in VALUES.items()}
    whole = merged(five("11"), one=plan(indicators(FIVE)), unit_previous=last)
    assert said(whole, "X18") == ["warning 11.xlsx: 5 số liệu trùng hết với số liệu kỳ trước của chính đơn vị."]
    assert said(merged(five("11", A=4.0), one=plan(indicators(FIVE)), unit_previous=last), "X18") == []
    assert said(merged(five("12"), one=plan(indicators(FIVE)), unit_previous=last), "X18") == []


def test_another_units_figures_are_flagged_in_whatever_format() -> None:
    whole = merged(five("11", "11.xlsx"), five("12", "12.ods"), one=plan(indicators(FIVE)))
    assert said(whole, "X06") == ["warning 11.xlsx: 5 số liệu trùng hết với tệp 12.ods.",
                                  "warning 12.ods: 5 số liệu trùng hết với tệp 11.xlsx."]
    answered = merged(five("11", "11.xlsx"), five("12", "12.ods"), one=plan(indicators(FIVE)),
                      decisions=(decision("X06", "12.ods", "Chấp nhận"),))
    assert said(answered, "X06") == [
        "warning 11.xlsx: 5 số liệu trùng hết với tệp 12.ods.",
        "info 12.ods: 5 số liệu trùng hết với tệp 11.xlsx (đã chấp nhận: đã hỏi lại xã)."]
    assert [q.subject for q in questions(answered.findings)] == ["11.xlsx"]


# Warnings accepted with a reason

JUMP = Finding("V22", WARNING, Place("11.xlsx", "Chỉ tiêu", "I6", "Kết quả", "A"), "tăng nhiều so với kỳ trước.",
               "kiểm tra lại.", "40")
WRONG = Finding("V10", ERROR, Place("11.xlsx", "Chỉ tiêu", "I7", "Kết quả", "B"), "ngoài khoảng.", "sửa lại.", "140")


def with_findings(*answers: Decision) -> Dataset:
    return merged(returned("11", figure(4), findings=(JUMP, WRONG)), decisions=answers)


@pytest.mark.parametrize("subject", ["11.xlsx!Chỉ tiêu!I6", "11.xlsx!A"])
@pytest.mark.parametrize("found", ["", "40"])
def test_a_warning_is_accepted_with_its_reason(subject: str, found: str) -> None:
    whole = with_findings(decision("V22", subject, "chấp nhận", found))
    assert said(whole, "V22") == ["info 11.xlsx: tăng nhiều so với kỳ trước (đã chấp nhận: đã hỏi lại xã)."]
    assert (whole.returns[0].warnings, whole.returns[0].errors) == (0, 1)


@pytest.mark.parametrize(("answer", "reason"), [
    (decision("V22", "11.xlsx", "chấp nhận"), "không còn điều gì phải trả lời"),
    (decision("V22", "11.xlsx!Chỉ tiêu!I6", "chấp nhận", "41"), "không còn điều gì phải trả lời"),
    (decision("V22", "11.xlsx!A", "thôi"), 'không hiểu câu trả lời "thôi" (viết: chấp nhận)'),
    (decision("V10", "11.xlsx!B", "chấp nhận"), "đây là lỗi; số liệu sai không thể chấp nhận bằng một quyết định")])
def test_what_is_not_that_warning_or_an_error_is_not_accepted(answer: Decision, reason: str) -> None:
    whole = with_findings(answer)
    assert [f.severity for f in whole.findings if f.code in ("V22", "V10")] == ["warning", "error"]
    assert said(whole, "X17") == [f"info quyet-dinh.csv: dòng 2 của tệp quyết định ({answer.code}, {answer.subject}) "
                                  f"không dùng đến: {reason}."]
    assert merge_document(whole)["findings"][-1]["code"] == "X17"


def test_the_report_lists_the_decisions_used() -> None:
    def texts(whole: Dataset) -> Iterator[str]:
        for block in sources_sheet(whole).blocks:
            yield from (c.value for row in block.rows for c in row if isinstance(c, Styled))
    whole = with_findings(replace(decision("V22", "11.xlsx!A", "chấp nhận"), until=date(2025, 12, 31)))
    told = list(texts(whole))
    at = told.index("III. QUYẾT ĐỊNH ĐÃ DÙNG")
    assert told[at + 1:at + 4] == [
        "V22 · 11.xlsx!A", "chấp nhận (Trần Thị B, ngày 26/9/2025, hiệu lực đến 31/12/2025): đã hỏi lại xã",
        "IV. CÁC TỆP ĐÃ ĐỌC"]
    assert "III. CÁC TỆP ĐÃ ĐỌC" in texts(with_findings())


# The account of every file

def test_the_four_numbers_add_up_to_the_files_given() -> None:
    whole = merged(EARLY, LATER, returned("11", figure(4), file="a (1).xlsx", sha256="sha of a.xlsx"),
                   returned("12", figure(2)), returned("13", outcome=REJECTED), returned("12", file="la.xlsx",
                                                                                         period="2025-08"))
    assert whole.fates == {
        "a (1).xlsx": "superseded", "a.xlsx": "duplicate", "con/b.xlsx": "merged", "12.xlsx": "merged",
        "13.xlsx": "refused", "la.xlsx": "refused"}
    lines = summary_lines(whole)
    assert "6 tệp: 2 được tổng hợp, 2 không nhận, 1 trùng lặp, 1 đã có tệp thay thế" in lines
    assert ("Không nhận la.xlsx: tệp không thuộc đợt tổng hợp này: tệp của kỳ 2025-08, đang tổng hợp kỳ 2025-09."
            in lines)
    summary = merge_document(whole)["summary"]
    assert [summary[n] for n in ("files", "merged", "rejected", "duplicates", "superseded")] == [6, 2, 2, 1, 1]


# The command

def bare_return(folder: Path, name: str, commune: str = "10903") -> Path:
    """A commune's workbook that lost its stamp, with another spelling of the name on the cover."""
    city = load_plan("hai-phong")
    data = workbook_bytes(city, SEPTEMBER, commune, "indicators", date(2025, 9, 5))
    book = opened(filled_in(data, {"Chỉ tiêu": {"HP-CT01": {"numerator": 8, "denominator": 10}}}))
    del book["_nq57"]
    book["Hướng dẫn"]["B9"] = "Xã Cảm Giàng"
    for sheet in ("Chỉ tiêu", "Khó khăn - Kiến nghị"):
        book[sheet]["A2"] = None
    assert cell(book, "Chỉ tiêu", "HP-CT01", "numerator").value == 8
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(saved(book))
    return folder / name


def test_a_question_is_asked_once_and_the_answer_remembered(tmp_path: Path,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    folder, report = tmp_path / "nop", tmp_path / "bao-cao.xlsx"
    bare_return(folder, "gui lai.xlsx")
    command = ["merge", str(folder), "--plan", "hai-phong", "--period", "2025-09", "-o", str(report)]
    assert main(command) == 1
    asked = tmp_path / "bao-cao-can-quyet-dinh.csv"
    assert f"Có 1 câu hỏi cần quyết định: trả lời ở {asked}" in capsys.readouterr().out
    head, line = asked.read_text(encoding="utf-8-sig").splitlines()
    assert line.startswith("S63;gui lai.xlsx;;") and "10903 - Xã Cẩm Giàng; 10888 - Xã Cẩm Giang" in line
    answered = line.removesuffix(";;;;;") + ";10903;đã gọi điện;Trần Thị B;20/9/2025;"
    (folder / "quyet-dinh.csv").write_text("\n".join((head, answered)), encoding="utf-8-sig")
    main(command)
    told = capsys.readouterr().out
    assert "1/130 đơn vị đã nộp" in told and "1 tệp: 1 được tổng hợp" in told and not asked.exists()
    (folder / "quyet-dinh.csv").rename(tmp_path / "khac.csv")
    main(command)
    assert "0/130 đơn vị đã nộp" in capsys.readouterr().out
    main([*command, "--decisions", str(tmp_path / "khac.csv")])
    assert "1/130 đơn vị đã nộp" in capsys.readouterr().out


def test_a_decisions_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path,
                                                                   capsys: pytest.CaptureFixture[str]) -> None:
    command = ["merge", str(tmp_path), "--plan", "hai-phong", "--period", "2025-09", "-o", str(tmp_path / "r.xlsx")]
    assert main([*command, "--decisions", str(tmp_path / "khong.csv")]) == 2
    assert "không có tệp hoặc thư mục" in capsys.readouterr().err


def test_tables_of_answers_and_questions_are_no_returns(tmp_path: Path) -> None:
    for name in ("quyet-dinh.csv", "bao-cao-can-quyet-dinh.csv", "a.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    assert [source.name for source in find_inputs([tmp_path])] == ["a.xlsx"]

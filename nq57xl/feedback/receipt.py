"""The receipt of a unit (phiếu tiếp nhận): one page, headed as Decree 30/2020/NĐ-CP has it."""

from datetime import date

from nq57xl.feedback.case import Case
from nq57xl.feedback.letters import place_text
from nq57xl.feedback.wording import Wording
from nq57xl.generate.texts import plan_reference, receiver_head
from nq57xl.model.dataset import LATE, ON_TIME, Dataset
from nq57xl.model.days import day_text
from nq57xl.model.finding import Finding, sentence
from nq57xl.model.record import ACCEPTED, REJECTED, REPAIRED, Submission
from nq57xl.sheets.writing.describe import Block, Column, Row, Sheet, Styled

TITLE = "Phiếu tiếp nhận"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
OUTCOMES = {ACCEPTED: "Nhận", REPAIRED: "Nhận, có sửa cách ghi", REJECTED: "Không nhận"}
COLUMNS, WIDTH, LEFT = 14, 7.1, 6
"""The page is a grid of 14 columns: 6 for the body's name, 8 for the national title."""
SHORT_DIGEST = 16


def receipt_sheet(dataset: Dataset, case: Case, wording: Wording, on: date) -> Sheet:
    """The page for a unit that has handed in something; `on` is the day it is made."""
    rows = (*_head(dataset, case, wording, on), *_facts(dataset, case), *_files(case, wording),
            *_repairs(case, wording), *_errors(case, wording), *_signature(wording))
    rules = tuple((n, 6.0) for n, row in enumerate(rows, 1) if any(isinstance(v, Styled) and v.style == "form_rule"
                                                                     for v in row))
    return Sheet(TITLE, columns=tuple(Column("", WIDTH) for _ in range(COLUMNS)), blocks=(Block(1, 1, rows),),
                 heights=rules, orientation="portrait", one_page=True)


def _head(dataset: Dataset, case: Case, wording: Wording, on: date) -> list[Row]:
    superior, issuing = receiver_head(dataset.plan)
    texts = wording.texts
    place = wording.place or "……………"
    right = COLUMNS - LEFT
    return [(Styled(superior, "form_head", LEFT), Styled(NATION, "form_name", right)),
            (Styled(issuing, "form_name", LEFT), Styled(MOTTO, "form_name", right)),
            (None, None, Styled(None, "form_rule", 2), None, None, None, None, Styled(None, "form_rule", 4)),
            (Styled("", "form_head", LEFT), Styled(f"{place}, {_long_day(on)}", "form_day", right)),
            (), _wide(texts["title"], "form_title"),
            _wide(texts["subject"].format(period=dataset.period.label), "form_title"), (),
            _wide(f"Đơn vị: {case.entry.unit.name} (mã {case.entry.unit.code})", "form_strong")]


def _facts(dataset: Dataset, case: Case) -> list[Row]:
    entry, plan = case.entry, dataset.plan
    versions = ", ".join(sorted({each.plan_version for each in case.files if each.plan_version}))
    version = f" (biểu theo bản {versions} của dữ liệu kế hoạch)" if versions else ""
    facts = (("Kế hoạch", plan_reference(plan) + version),
             ("Kỳ báo cáo", dataset.period.label), ("Hạn nộp", day_text(entry.due)),
             ("Thời điểm nộp", _timeliness(case)),
             ("Đã nhập", f"{entry.rows_done}/{entry.rows_due} dòng được giao"))
    return [(Styled(label, "form_text", 2), Styled(text, "form_text", COLUMNS - 2)) for label, text in facts]


def _files(case: Case, wording: Wording) -> list[Row]:
    spans = (1, 5, 3, 2, 3)
    rows = [(), _wide("1. Tệp đã nhận", "form_strong"),
            _row(spans, ("STT", "Tên tệp", "SHA-256", "Ngày nhận", "Kết quả"), ("header",) * 5)]
    shown = case.files[:wording.files_shown]
    rows += [_row(spans, (number, each.file, each.sha256[:SHORT_DIGEST] or "–", _received(each), _outcome(case, each)),
                  ("centre", "small", "small", "centre", "centre")) for number, each in enumerate(shown, 1)]
    if rest := len(case.files) - len(shown):
        rows.append(_wide(wording.texts["rest_files"].format(count=rest), "form_text"))
    return rows


def _repairs(case: Case, wording: Wording) -> list[Row]:
    if not case.repairs:
        return []
    shown = case.repairs[:wording.repairs_shown]
    rows = [(), _wide(f"2. Đã sửa cách ghi ({len(case.repairs)} ô)", "form_strong")]
    rows += [_row((5, 9), (_where(f), sentence(f.message)), ("small", "small")) for f in shown]
    if rest := len(case.repairs) - len(shown):
        rows.append(_wide(wording.texts["rest_repairs"].format(count=rest), "form_text"))
    return rows


def _errors(case: Case, wording: Wording) -> list[Row]:
    texts, number = wording.texts, 3 if case.repairs else 2
    rows: list[Row] = [(), _wide(f"{number}. Phải sửa ({len(case.errors)} lỗi)", "form_strong")]
    shown = case.errors[:wording.errors_shown]
    if shown:
        rows.append(_row((5, 4, 5), ("Trang, ô", "Vấn đề", "Cách sửa"), ("header",) * 3))
    else:
        rows.append(_wide(texts["nothing_wrong"], "form_text"))
    rows += [_row((5, 4, 5), (_where(f), sentence(f.message), sentence(f.remedy)), ("small",) * 3) for f in shown]
    if rest := len(case.errors) - len(shown):
        rows.append(_wide(texts["rest_errors"].format(count=rest), "form_text"))
    if case.warnings:
        rows.append(_wide(texts["warnings"].format(count=case.warnings), "form_text"))
    if case.is_faulty:
        rows.append(_wide(texts["deadline"].format(days=wording.correction_days, deadline=day_text(case.deadline)),
                          "form_strong"))
    return rows


def _signature(wording: Wording) -> list[Row]:
    blank = Styled("", "form_head", LEFT)
    right = COLUMNS - LEFT
    return [(), (blank, Styled(wording.texts["signer"], "form_name", right)),
            (blank, Styled(wording.texts["signing"], "form_sign", right))]


def _wide(text: str, style: str) -> Row:
    return (Styled(text, style, COLUMNS),)


def _row(spans: tuple[int, ...], values: tuple[str | int, ...], styles: tuple[str, ...]) -> Row:
    return tuple(Styled(value, style, across) for across, value, style in zip(spans, values, styles, strict=True))


def _where(finding: Finding) -> str:
    return sentence(place_text(finding))


def _received(submission: Submission) -> str:
    if not submission.received:
        return "không rõ"
    return "\n".join(part for part in (day_text(submission.received), f"({submission.received_basis})"
                                       if submission.received_basis else "") if part)


def _outcome(case: Case, submission: Submission) -> str:
    if case.used and submission not in case.used and submission.outcome != REJECTED:
        return "Không dùng (có tệp khác thay)"
    return OUTCOMES[submission.outcome]


def _timeliness(case: Case) -> str:
    entry = case.entry
    received = f", nhận ngày {day_text(entry.received)}" if entry.received else ""
    if entry.state == LATE and entry.received:
        return f"Nộp muộn {(entry.received - entry.due).days} ngày{received}"
    return f"{entry.state}{received}" if entry.state == ON_TIME else entry.state


def _long_day(day: date) -> str:
    """`ngày 05 tháng 01 năm 2026`, `ngày 25 tháng 9 năm 2025` (Decree 30/2020/NĐ-CP)."""
    number, month, year = day_text(day).split("/")
    return f"ngày {number} tháng {month} năm {year}"

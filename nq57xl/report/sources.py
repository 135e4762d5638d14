"""Sheet `Nguồn`: what the report was made from and how its figures are computed."""

from collections import Counter
from dataclasses import replace

from nq57xl import FORMAT_VERSION, __version__
from nq57xl.model.dataset import FATES, Dataset
from nq57xl.model.days import day_text
from nq57xl.model.finding import ERROR, WARNING
from nq57xl.model.record import ACCEPTED, REJECTED, REPAIRED, Submission
from nq57xl.report.frame import HEADER_ROW, SOURCES, framed, numbered, unit_names
from nq57xl.sheets.writing.describe import Block, Column, Row, Sheet, Styled, TextRule

OUTCOME_LABEL = {ACCEPTED: "Nhận", REPAIRED: "Nhận, có sửa", REJECTED: "Từ chối"}
OUTCOME_STYLE = {ACCEPTED: "good", REPAIRED: "warn", REJECTED: "bad"}
KIND_LABEL = {"chi-tieu": "Chỉ tiêu", "nhiem-vu": "Nhiệm vụ", "bieu": "Chỉ tiêu và nhiệm vụ"}
COLUMNS = (
    Column("STT", 5, "centre"), Column("Tệp", 44, "small"), Column("Mã băm SHA-256", 36, "small"),
    Column("Kết quả", 13, "centre"), Column("Đơn vị", 24, "wrap"), Column("Kế hoạch", 12, "centre"),
    Column("Phiên bản kế hoạch", 9, "centre"), Column("Kỳ", 10, "centre"), Column("Loại biểu", 16, "centre"),
    Column("Mã phát hành", 20, "small"), Column("Ngày nộp", 12, "date"), Column("Căn cứ ngày nộp", 20, "small"),
    Column("Số ô lấy được", 9, "number"), Column("Lỗi", 7, "number"), Column("Cảnh báo", 9, "number"))
LABEL_ACROSS, TEXT_ACROSS = 2, 10
METHODS = (
    ("Tỷ lệ phần trăm", "Tổng tử số chia tổng mẫu số của các đơn vị được tính, nhân 100. Không lấy trung bình các "
                        "tỷ lệ. Đơn vị chỉ có tỷ lệ, không có tử số và mẫu số thì không được tính."),
    ("Cách tổng hợp khác", "Cộng, trung bình, nhỏ nhất, lớn nhất, số của cơ quan chủ trì, tỷ lệ đơn vị đạt: ghi ở cột "
                           "Cách tổng hợp của trang Chỉ tiêu. Công thức ở từng ô lấy số từ trang Số liệu, dòng có "
                           "Tính vào tổng hợp = 1."),
    ("Ô trống", "Không phải là số 0. Dòng chưa có số liệu, không áp dụng hoặc còn lỗi thì không được tính; độ phủ cho "
                "biết số đơn vị được tính trên số đơn vị phải báo cáo (trừ đơn vị không áp dụng)."),
    ("Mức kỳ vọng", "Mục tiêu của năm mốc; giữa hai năm mốc là điểm nằm trên đường thẳng nối hai mục tiêu."),
    ("Đánh giá", "Đạt: bằng hoặc tốt hơn mức kỳ vọng. Nguy cơ: còn thiếu một khoảng nhỏ. Chậm: thiếu nhiều hơn."),
    ("Tình trạng nhiệm vụ", "Suy ra từ trạng thái, ngày hoàn thành và thời hạn của kế hoạch, tính đến ngày ghi ở "
                            "trên."),
    ("Truy xuất", "Mỗi dòng của trang Số liệu ghi tệp, trang, ô; mã băm ở bảng dưới cho biết tệp có còn nguyên hay "
                  "không."),
)
"""How the figures are computed: heading and explanation."""


def sources_sheet(dataset: Dataset, methods: tuple[tuple[str, str], ...] = ()) -> Sheet:
    """Facts about the report, the methods (those of the scoring added), and the table of files."""
    block = _facts_block(dataset, methods)
    number = "IV" if dataset.decisions else "III"
    title = Block(block.row + len(block.rows) + 1, 1, ((Styled(f"{number}. CÁC TỆP ĐÃ ĐỌC", "section"),),))
    names = unit_names(dataset)
    rows = numbered(_file_row(submission, names) for submission in dataset.submissions)
    sheet = Sheet(SOURCES, "NGUỒN SỐ LIỆU VÀ CÁCH TÍNH", columns=COLUMNS, rows=rows, blocks=(block, title),
                  top=title.row + 1 - HEADER_ROW, freeze_rows=False, freeze_columns=2, tab_colour="#7F7F7F",
                  header_height=48)
    sheet = framed(dataset, sheet, "Trang này cho biết báo cáo lập từ những tệp nào và các con số được tính ra sao.")
    words = tuple(TextRule(sheet.cells("Kết quả"), OUTCOME_LABEL[o], style) for o, style in OUTCOME_STYLE.items())
    return replace(sheet, conditional=words)


def _facts_block(dataset: Dataset, methods: tuple[tuple[str, str], ...]) -> Block:
    facts = [_line(label, text) for label, text in _facts(dataset)]
    told = [_line(label, text) for label, text in (*METHODS, *methods)]
    return Block(HEADER_ROW, 1, ((Styled("I. THÔNG TIN CHUNG", "section"),), *facts, (),
                                 (Styled("II. CÁCH TÍNH", "section"),), *told, *_decisions(dataset)))


def _decisions(dataset: Dataset) -> tuple[Row, ...]:
    """The answers of officers that were used, each with who gave it, when and why."""
    if not dataset.decisions:
        return ()
    lines = (_line(f"{d.code} · {d.subject}", f"{d.answer} ({d.who}, ngày {day_text(d.day)}"
                   f"{', hiệu lực đến ' + day_text(d.until) if d.until else ''}): {d.reason}") for d in dataset.decisions)
    return (), (Styled("III. QUYẾT ĐỊNH ĐÃ DÙNG", "section"),), *lines


def _facts(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    plan, counts = dataset.plan, Counter(s.outcome for s in dataset.submissions)
    fates = Counter(dataset.fates.values())
    files = ", ".join(f"{OUTCOME_LABEL[o].lower()} {counts[o]}" for o in OUTCOME_LABEL if counts[o])
    return (
        ("Kế hoạch", f"{plan.title} (số {plan.number}, mã {plan.id}, phiên bản dữ liệu {plan.version}, "
                     f"mã nhận dạng danh mục {plan.digest})"),
        ("Kỳ báo cáo", f"{dataset.period.label} (mã kỳ {dataset.period}), từ ngày {day_text(dataset.window[0])} "
                       f"đến ngày {day_text(dataset.window[1])}"),
        ("Tính quá hạn đến ngày", day_text(dataset.as_of)),
        ("Tệp đã đọc", f"{len(dataset.submissions)} tệp" + (f": {files}" if files else "")),
        ("Dùng để tổng hợp", ", ".join(f"{words} {fates[fate]}" for fate, words in FATES.items()) + " tệp"),
        ("Phần mềm", f"nq57xl {__version__}, biểu mẫu phiên bản {FORMAT_VERSION}"))


def _line(label: str, text: str) -> Row:
    return Styled(label, "group", LABEL_ACROSS), Styled(text, "wrap", TEXT_ACROSS)


def _file_row(submission: Submission, names: dict[str, str]) -> Row:
    severities = Counter(finding.severity for finding in submission.findings)
    return (submission.file, submission.sha256, OUTCOME_LABEL.get(submission.outcome, submission.outcome),
            names.get(submission.unit, submission.unit) or None, submission.plan or None,
            submission.plan_version or None, submission.period or None,
            KIND_LABEL.get(submission.kind, submission.kind) or None,
            submission.issue_id or None, submission.received, submission.received_basis or None, len(submission.facts),
            severities[ERROR], severities[WARNING])

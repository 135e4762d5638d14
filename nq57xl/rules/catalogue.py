"""The rules, declared. Each is one declaration that the issued workbook and Python both obey.

Fields of a row: the columns of the layout, and constants of the row: `previous` (last period's figure),
`lower`, `upper` (bounds of the kind), `target_low`, `target_high` (bounds of a target that larger, smaller
figures meet), `period_end`, `due` and `deadline` (dates as serial days). Words: design.md, section 6.
"""

from datetime import date

from nq57xl.model import terms
from nq57xl.model.finding import ERROR, WARNING, Message
from nq57xl.model.messages.structure import MESSAGES as STRUCTURE
from nq57xl.model.messages.values import MESSAGES as VALUES
from nq57xl.model.plan import Assignment, Indicator
from nq57xl.model.target import falls_short_downward, target_for_year
from nq57xl.rules.check import Value
from nq57xl.rules.expr import (
    Blank,
    Compare,
    Distance,
    Expr,
    Field,
    IsError,
    IsNumber,
    Literal,
    OneOf,
    Percent,
    Whole,
)
from nq57xl.rules.rule import Rule

NUMERIC = ("percent", "count", "index", "rank", "money")
RATIO_TOLERANCE = 0.1
"""Points by which a typed percentage may differ from 100 × numerator / denominator (one decimal shown)."""
SMALL_SHARE = 1
SCALE_TARGET = 10
"""A percentage below 1 against a target of 10 or more may have been meant as 0,85 for 85 %."""

value, numerator, denominator = Field("value"), Field("numerator"), Field("denominator")
data_status, explanation, evidence = Field("data_status"), Field("explanation"), Field("evidence")
status, progress, completed_on = Field("status"), Field("progress"), Field("completed_on")
document, person, difficulty = Field("document"), Field("person"), Field("difficulty")
no_figure = OneOf(data_status, (terms.NOT_AVAILABLE, terms.NOT_APPLICABLE))
done = OneOf(status, (terms.DONE,))
both_parts = IsNumber(numerator) & IsNumber(denominator)


def _error(code: str, text: str, remedy: str, meaning: str, example: str = "") -> Message:
    return Message(code, ERROR, text, remedy, meaning, example)


def _warning(code: str, text: str, remedy: str, meaning: str, example: str = "") -> Message:
    return Message(code, WARNING, text, remedy, meaning, example)


def _number_or_blank(field: Field) -> Expr:
    return IsNumber(field) | Blank(field)


def _no_error_values(message: Message, sheet: str, fields: tuple[Field, ...]) -> tuple[Rule, ...]:
    """One rule for each entry cell; they stand first, so that no later formula meets an error value."""
    return tuple(Rule(message, sheet, field.name, ~IsError(field), final=True) for field in fields)


INDICATOR_RULES = (
    *_no_error_values(
        _error("V09", "ô chứa giá trị lỗi {found}.", "xóa công thức trong ô, nhập lại.",
               "Ô nhập có giá trị lỗi của Excel (#N/A, #DIV/0!, …).", "#DIV/0!"),
        "indicator", (value, numerator, denominator, data_status, explanation, evidence)),
    Rule(_error("V01", "chưa nhập số liệu.", "nhập Kết quả hoặc chọn Tình trạng số liệu và ghi lý do ở Giải trình.",
                "Dòng chưa có số liệu và cũng chưa nói vì sao. Ô trống không được hiểu là số 0."),
         "indicator", "value", ~(Blank(value) & Blank(numerator) & Blank(denominator)), ~no_figure),
    Rule(_error("V02", '"{found}" không phải là số.', "chỉ nhập số, ví dụ 85,5; đơn vị tính đã có ở cột bên trái.",
                "Kết quả phải là số.", "85,5 phần trăm"),
         "indicator", "value", _number_or_blank(value), kinds=NUMERIC),
    Rule(_error("V03", '"{found}" không phải là số.', "chỉ nhập số, ví dụ 1200.", "Tử số phải là số."),
         "indicator", "numerator", _number_or_blank(numerator), requires=("ratio",)),
    Rule(_error("V04", '"{found}" không phải là số.', "chỉ nhập số, ví dụ 1500.", "Mẫu số phải là số."),
         "indicator", "denominator", _number_or_blank(denominator), requires=("ratio",)),
    Rule(_error("V05", "mới nhập một trong hai ô Tử số, Mẫu số.", "nhập cả Tử số và Mẫu số.",
                "Tỷ lệ được tổng hợp từ tử số và mẫu số nên phải có đủ cả hai."),
         "indicator", "numerator", both_parts | (Blank(numerator) & Blank(denominator)),
         _number_or_blank(numerator) & _number_or_blank(denominator), requires=("ratio",)),
    Rule(_error("V06", "mẫu số phải lớn hơn 0.", "kiểm tra lại Mẫu số; không có đối tượng thì chọn Không áp dụng.",
                "Không chia được cho 0."),
         "indicator", "denominator", Compare(">", denominator, Literal(0)), IsNumber(denominator), requires=("ratio",)),
    Rule(_error("V07", "tử số không được âm.", "kiểm tra lại Tử số.", "Tử số là số đếm, không âm."),
         "indicator", "numerator", Compare(">=", numerator, Literal(0)), IsNumber(numerator), requires=("ratio",)),
    Rule(_error("V08", "tử số lớn hơn mẫu số.", "kiểm tra lại Tử số và Mẫu số, có thể đã nhập ngược.",
                "Phần không thể lớn hơn toàn thể."),
         "indicator", "numerator", Compare("<=", numerator, denominator), both_parts, requires=("ratio",)),
    Rule(_error("V10", "kết quả {found} ngoài khoảng cho phép (0 đến 100).", "nhập tỷ lệ phần trăm từ 0 đến 100.",
                "Tỷ lệ phần trăm nằm từ 0 đến 100."),
         "indicator", "value", Compare(">=", value, Literal(0)) & Compare("<=", value, Literal(100)),
         IsNumber(value), kinds=("percent",)),
    Rule(_error("V11", "kết quả {found} là số âm.", "kiểm tra lại số đã nhập.", "Số đếm, số tiền không âm."),
         "indicator", "value", Compare(">=", value, Literal(0)), IsNumber(value), kinds=("count", "money")),
    Rule(_error("V12", "kết quả {found} không phải là số nguyên.", "nhập số nguyên.", "Số đếm là số nguyên."),
         "indicator", "value", Whole(value), IsNumber(value), kinds=("count",)),
    Rule(_error("V13", "thứ hạng {found} không hợp lệ.", "nhập số nguyên từ 1 trở lên.", "Thứ hạng là 1, 2, 3, …"),
         "indicator", "value", Whole(value) & Compare(">=", value, Literal(1)), IsNumber(value), kinds=("rank",)),
    Rule(_error("V14", "kết quả {found} khác với Tử số / Mẫu số.",
                "để Kết quả tự tính (xóa số đã gõ đè) hoặc sửa Tử số, Mẫu số.",
                "Kết quả phải bằng 100 × Tử số / Mẫu số (lệch không quá 0,1 điểm phần trăm)."),
         "indicator", "value",
         Compare("<=", Distance(value, Percent(numerator, denominator)), Literal(RATIO_TOLERANCE)),
         both_parts & IsNumber(value) & Compare(">", denominator, Literal(0)), requires=("ratio",)),
    Rule(_error("V15", "kết quả {found} nhỏ hơn 1: là {found}% hay đã nhập theo thang 0 đến 1?",
                "nhập 85 cho 85%; nếu đúng là nhỏ hơn 1% thì nhập Tử số và Mẫu số.",
                "Tỷ lệ rất nhỏ so với mục tiêu, nhiều khả năng nhập 0,85 thay cho 85.", "0,85"),
         "indicator", "value", Compare(">=", value, Literal(SMALL_SHARE)) | Compare("<=", value, Literal(0)),
         IsNumber(value) & ~both_parts & Compare(">=", Field("target_low"), Literal(SCALE_TARGET)),
         kinds=("percent",)),
    Rule(_error("V16", '"{found}" không có trong danh sách.', "chọn một trong các mục của danh sách thả xuống.",
                "Tình trạng số liệu chỉ nhận bốn mục của danh sách."),
         "indicator", "data_status", OneOf(data_status, terms.DATA_STATUSES) | Blank(data_status)),
    Rule(_error("V17", "đã chọn {status} nhưng vẫn có số liệu.", "xóa số liệu hoặc chọn lại Tình trạng số liệu.",
                "Chưa có số liệu, Không áp dụng thì Kết quả phải trống."),
         "indicator", "data_status", Blank(value) & Blank(numerator) & Blank(denominator), no_figure),
    Rule(_warning("V18", "chưa có lý do.", "ghi lý do ở cột Giải trình.",
                  "Không có số liệu thì phải nói vì sao."),
         "indicator", "explanation", ~Blank(explanation), no_figure),
    Rule(_warning("V19", "chỉ có tỷ lệ, không có Tử số và Mẫu số nên không cộng được vào số toàn thành phố.",
                  "nhập Tử số và Mẫu số.", "Tỷ lệ của các đơn vị không được lấy trung bình."),
         "indicator", "value", both_parts, IsNumber(value) & Blank(numerator) & Blank(denominator),
         requires=("ratio",)),
    Rule(_warning("V20", "kết quả {found} nhỏ hơn kỳ trước dù là số lũy kế.",
                  "kiểm tra lại hoặc ghi lý do ở Giải trình.", "Số lũy kế không giảm."),
         "indicator", "value", Compare(">=", value, Field("previous")),
         IsNumber(value) & IsNumber(Field("previous")) & Blank(explanation), requires=("cumulative",)),
    Rule(_warning("V21", "kết quả chưa đạt mục tiêu năm nhưng chưa có giải trình.",
                  "ghi nguyên nhân, hướng khắc phục ở Giải trình.",
                  "Chưa đạt mục tiêu của năm mốc thì cần giải trình."),
         "indicator", "explanation",
         Compare(">=", value, Field("target_low")) | Compare("<=", value, Field("target_high")),
         IsNumber(value) & (IsNumber(Field("target_low")) | IsNumber(Field("target_high"))) & Blank(explanation),
         kinds=NUMERIC, requires=("milestone",)),
    Rule(_warning("V22", "chưa có minh chứng.", "ghi số văn bản, báo cáo hoặc đường dẫn.",
                  "Mỗi số liệu cần một căn cứ để kiểm tra."),
         "indicator", "evidence", ~Blank(evidence), ~Blank(value) & ~no_figure),
)

ASSIGNMENT_RULES = (
    *_no_error_values(
        _error("A09", "ô chứa giá trị lỗi {found}.", "xóa công thức trong ô, nhập lại.",
               "Ô nhập có giá trị lỗi của Excel (#N/A, #REF!, …).", "#REF!"),
        "assignment", (status, progress, completed_on, document, person, difficulty)),
    Rule(_error("A01", "chưa chọn trạng thái.", "chọn một trong các mục của danh sách thả xuống.",
                "Mỗi nhiệm vụ phải có trạng thái."),
         "assignment", "status", ~Blank(status)),
    Rule(_error("A02", '"{found}" không có trong danh sách.', "chọn một trong các mục của danh sách thả xuống.",
                "Trạng thái chỉ nhận năm mục của danh sách."),
         "assignment", "status", OneOf(status, terms.ASSIGNMENT_STATUSES) | Blank(status)),
    Rule(_error("A03", 'tiến độ "{found}" không hợp lệ.', "nhập số từ 0 đến 100.",
                "Tiến độ là phần trăm từ 0 đến 100."),
         "assignment", "progress",
         Blank(progress) | (Compare(">=", progress, Literal(0)) & Compare("<=", progress, Literal(100)))),
    Rule(_error("A04", "trạng thái Hoàn thành nhưng tiến độ là {found}.", "nhập tiến độ 100 hoặc chọn lại trạng thái.",
                "Hoàn thành nghĩa là tiến độ 100%."),
         "assignment", "progress", Blank(progress) | Compare("=", progress, Literal(100)), done),
    Rule(_error("A05", "đã hoàn thành nhưng chưa có ngày hoàn thành.", "nhập ngày theo dạng ngày/tháng/năm.",
                "Không có ngày thì không biết hoàn thành đúng hạn hay quá hạn."),
         "assignment", "completed_on", ~Blank(completed_on), done),
    Rule(_error("A06", '"{found}" không phải là ngày.', "nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/9/2025.",
                "Ngày hoàn thành phải là ngày."),
         "assignment", "completed_on", _number_or_blank(completed_on)),
    Rule(_error("A07", "ngày hoàn thành {found} ở sau hạn nộp báo cáo.", "kiểm tra lại ngày, tháng, năm.",
                "Việc chưa xảy ra không thể báo cáo là đã xong."),
         "assignment", "completed_on", Compare("<=", completed_on, Field("due")), IsNumber(completed_on)),
    Rule(_error("A08", "có ngày hoàn thành nhưng trạng thái không phải Hoàn thành.",
                "chọn Hoàn thành hoặc xóa ngày hoàn thành.", "Ngày hoàn thành chỉ có khi việc đã xong."),
         "assignment", "status", done, IsNumber(completed_on) & ~Blank(status)),
    Rule(_error("A10", "chưa thực hiện nhưng tiến độ là {found}.", "chọn Đang thực hiện hoặc để tiến độ 0.",
                "Tiến độ và trạng thái trái nhau."),
         "assignment", "progress", Blank(progress) | Compare("=", progress, Literal(0)),
         OneOf(status, (terms.NOT_STARTED,))),
    Rule(_error("A11", "tiến độ 100 nhưng trạng thái không phải Hoàn thành.", "chọn Hoàn thành hoặc sửa tiến độ.",
                "Tiến độ và trạng thái trái nhau."),
         "assignment", "status", done, Compare(">=", progress, Literal(100)) & ~Blank(status)),
    Rule(_warning("A12", "đã hoàn thành nhưng chưa ghi số, ký hiệu văn bản.", "ghi số, ký hiệu văn bản của sản phẩm.",
                  "Việc hoàn thành cần sản phẩm làm căn cứ."),
         "assignment", "document", ~Blank(document), done),
    Rule(_warning("A13", "đã quá thời hạn nhưng chưa ghi nguyên nhân.", "ghi nguyên nhân ở Khó khăn, vướng mắc.",
                  "Nhiệm vụ quá hạn phải nêu lý do."),
         "assignment", "difficulty", ~Blank(difficulty),
         OneOf(status, (terms.NOT_STARTED, terms.RUNNING)) & Compare("<", Field("deadline"), Field("period_end"))),
    Rule(_warning("A14", "chưa ghi lý do tạm dừng.", "ghi lý do ở Khó khăn, vướng mắc.", "Tạm dừng phải nêu lý do."),
         "assignment", "difficulty", ~Blank(difficulty), OneOf(status, (terms.SUSPENDED,))),
    Rule(_warning("A15", "chưa ghi người thực hiện.", "ghi họ tên, chức vụ người chịu trách nhiệm (rõ người).",
                  "Phương châm 6 rõ: rõ người, rõ việc, rõ tiến độ, rõ kết quả, rõ trách nhiệm, rõ thẩm quyền."),
         "assignment", "person", ~Blank(person), ~Blank(status) & ~OneOf(status, (terms.NOT_RESPONSIBLE,))),
)

RULES = INDICATOR_RULES + ASSIGNMENT_RULES
SCALE_RULE = Rule(VALUES["V43"], "assignment", "progress",
                  Compare("<=", progress, Literal(0)) | Compare(">=", progress, Literal(1)), IsNumber(progress))
NAME_RULE = Rule(STRUCTURE["S49"], "assignment", "name", ~Blank(Field("name")))
FORM_RULES = (SCALE_RULE, NAME_RULE)
"""What the reader finds before any rule is asked; the issued workbook must say it by a formula."""
TODO_CODES = ("V01", "A01")
"""Codes that only say a row has not been filled yet; shown as ○ and not as ✘."""


def indicator_traits(indicator: Indicator, year: int) -> frozenset[str]:
    """What rules may ask of an indicator's row in a period of that year."""
    found = {indicator.kind}
    found |= {"ratio"} if indicator.is_ratio else set()
    found |= {"cumulative"} if indicator.cumulative else set()
    found |= {"milestone"} if year in indicator.targets and indicator.targets[year].is_numeric else set()
    return frozenset(found)


def indicator_rules(indicator: Indicator, year: int) -> tuple[Rule, ...]:
    traits = indicator_traits(indicator, year)
    return tuple(rule for rule in INDICATOR_RULES if rule.applies_to(traits))


def indicator_constants(indicator: Indicator, year: int, previous: float | None) -> dict[str, Value]:
    """The constant fields of an indicator's row."""
    target = target_for_year(indicator.targets, year)
    downward = falls_short_downward(target, indicator.direction)
    high = target.high if target.high is not None else target.low
    return {"previous": previous, "target_low": None if downward else target.low,
            "target_high": high if downward else None}


def assignment_constants(assignment: Assignment | None, period_end: date, due: date) -> dict[str, Value]:
    """The constant fields of an assignment's row; extra assignments of a unit have no deadline."""
    deadline = deadline_day(assignment) if assignment else None
    return {"deadline": deadline, "period_end": period_end, "due": due}


def deadline_day(assignment: Assignment) -> date | None:
    """The last day of a dated deadline (`2025-08` is 31 August 2025); None for continuous, yearly, …"""
    if assignment.deadline_kind not in ("date", "month", "year") or not assignment.deadline:
        return None
    parts = [int(part) for part in assignment.deadline.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)



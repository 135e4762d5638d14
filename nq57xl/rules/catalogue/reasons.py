"""Rules on what stands beside a figure: explanation, evidence, and how long texts are."""

from nq57xl.model import terms
from nq57xl.model.messages.values import MESSAGES
from nq57xl.rules.catalogue.declare import (
    FULL_REASON,
    INDICATOR,
    LONGEST_TEXT,
    NUMERIC,
    SHORTEST_EVIDENCE,
    SHORTEST_REASON,
    data_status,
    evidence,
    explanation,
    no_figure,
    previous,
    target_low,
    value,
    warning,
)
from nq57xl.rules.expr import Blank, Compare, IsNumber, Length, Literal, OneOf, Percent, Rounded, between
from nq57xl.rules.rule import FAILS, Rule

FAR_BELOW = 50
"""Percent of the year's target below which a few words do not explain enough."""
one_digit = between(value, Literal(0), Literal(9)) & Rounded(value)

REASON_RULES = (
    Rule(warning("V18", "chưa có lý do.", "ghi lý do ở cột Giải trình.", "Không có số liệu thì phải nói vì sao.",
                 "Chưa có số liệu, Giải trình trống"),
         INDICATOR, "explanation", ~Blank(explanation), no_figure, blank=FAILS),
    Rule(warning("V22", "chưa có minh chứng.", "ghi số văn bản, báo cáo hoặc đường dẫn.",
                 "Mỗi số liệu cần một căn cứ để kiểm tra.", "Kết quả 85, Minh chứng trống"),
         INDICATOR, "evidence", ~Blank(evidence), ~Blank(value) & ~no_figure, blank=FAILS, excuse="explanation"),
    Rule(warning("V27", 'giải trình "{found}" quá ngắn.', "nêu rõ nguyên nhân và hướng khắc phục.",
                 f"Giải trình dưới {SHORTEST_REASON} ký tự không cho biết nguyên nhân.", "không có"),
         INDICATOR, "explanation", Compare(">=", Length(explanation), Literal(SHORTEST_REASON)), ~Blank(explanation)),
    Rule(warning("V28", "chọn Số ước nhưng chưa nói ước tính như thế nào.", "ghi cách ước tính ở Giải trình.",
                 "Số ước cần nói rõ ước theo nguồn nào, khi nào có số chính thức.", "Số ước, Giải trình trống"),
         INDICATOR, "explanation", ~Blank(explanation),
         OneOf(data_status, (terms.ESTIMATED,)) & ~Blank(value), blank=FAILS),
    Rule(warning("V29", 'minh chứng "{found}" quá ngắn.', "ghi số, ký hiệu văn bản, báo cáo hoặc đường dẫn.",
                 f"Minh chứng dưới {SHORTEST_EVIDENCE} ký tự thì không tìm lại được.", "có"),
         INDICATOR, "evidence", Compare(">=", Length(evidence), Literal(SHORTEST_EVIDENCE)), ~Blank(evidence),
         excuse="explanation"),
    Rule(warning("V56", "kết quả chưa được một nửa mục tiêu năm nhưng giải trình quá ngắn.",
                 f"nêu nguyên nhân, hướng khắc phục, thời gian đạt (từ {FULL_REASON} ký tự).",
                 "Còn cách xa mục tiêu thì cần giải trình đầy đủ.",
                 "Mục tiêu ≥60%, Kết quả 20, Giải trình: Thiếu trạm"),
         INDICATOR, "explanation", Compare(">=", Length(explanation), Literal(FULL_REASON)),
         ~Blank(explanation) & Compare("<", Percent(value, target_low), Literal(FAR_BELOW)) &
         Compare(">", target_low, Literal(0)), kinds=NUMERIC, requires=("milestone",)),
    Rule(warning("V57", 'nội dung kết quả "{found}" quá ngắn.', "ghi ngắn gọn kết quả đã đạt được.",
                 "Đánh dấu x hay 1 không cho biết đã làm được gì.", "x"),
         INDICATOR, "value", Compare(">", Length(value), Literal(1)) | (IsNumber(value) & ~one_digit), ~Blank(value),
         kinds=("text",), excuse="explanation"),
    Rule(warning("V58", "kỳ trước có số liệu, kỳ này chọn Không áp dụng.",
                 f"kiểm tra lại; nếu đúng thì giải trình đầy đủ (từ {FULL_REASON} ký tự).",
                 "Đối tượng của chỉ tiêu ít khi mất đi sau một kỳ.", "Kỳ trước 12, kỳ này Không áp dụng"),
         INDICATOR, "explanation", Compare(">=", Length(explanation), Literal(FULL_REASON)),
         OneOf(data_status, (terms.NOT_APPLICABLE,)) & IsNumber(previous), blank=FAILS),
    *(Rule(MESSAGES["V37"], INDICATOR, field.name, Compare("<=", Length(field), Literal(LONGEST_TEXT)))
      for field in (explanation, evidence)),
    Rule(MESSAGES["V37"], INDICATOR, "value", Compare("<=", Length(value), Literal(LONGEST_TEXT)), kinds=("text",)),
)

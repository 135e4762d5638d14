"""Rules on what a figure is likely to be: against its target, the last period, its unit of measure."""

from nq57xl.rules.catalogue.declare import (
    INDICATOR,
    NUMERIC,
    both_parts,
    denominator,
    explanation,
    numerator,
    previous,
    target_high,
    target_low,
    value,
    warning,
)
from nq57xl.rules.expr import Blank, Compare, Distance, Field, IsNumber, Literal, Percent, Sum
from nq57xl.rules.rule import FAILS, Rule

FAR_ABOVE = 300
"""Percent of the target beyond which a percentage is more likely a slip than a success."""
LARGE_AMOUNT = 1e9
"""In millions or billions of đồng: so much money is a figure typed in đồng."""
JUMP_POINTS, JUMP_PERCENT = 30, 50
"""Usual change from one period to the next: points of a percentage, percent of any other figure."""
STORED_ROUNDING = 0.01
"""A figure of last period was often typed, or put together, with two decimals: so much it may lie above one that
did not fall."""
with_both = IsNumber(value) & IsNumber(previous)
jump = Field("jump")

PLAUSIBLE_RULES = (
    Rule(warning("V19", "chỉ có tỷ lệ, không có Tử số và Mẫu số nên không cộng được vào số toàn thành phố.",
                 "nhập Tử số và Mẫu số.", "Tỷ lệ của các đơn vị không được lấy trung bình.",
                 "Kết quả gõ 85, Tử số và Mẫu số trống"),
         INDICATOR, "value", both_parts, IsNumber(value) & Blank(numerator) & Blank(denominator),
         requires=("ratio",), excuse="explanation"),
    Rule(warning("V55", "kết quả là 0 trong khi kỳ trước có số liệu.",
                 "nhập 0 chỉ khi đúng là không có, và ghi lý do ở Giải trình; chưa có số liệu thì để trống.",
                 "Ô chưa có số liệu không được nhập 0.", "Kỳ trước 12, kỳ này 0"),
         INDICATOR, "value", ~Compare("=", value, Literal(0)), IsNumber(value) & Compare(">", previous, Literal(0)),
         kinds=NUMERIC, excuse="explanation"),
    Rule(warning("V20", "kết quả {found} nhỏ hơn kỳ trước dù là số lũy kế.",
                 "kiểm tra lại hoặc ghi lý do ở Giải trình.", "Số lũy kế không giảm.", "Kỳ trước 15, kỳ này 11"),
         INDICATOR, "value", Compare(">=", Sum((value, Literal(STORED_ROUNDING))), previous), with_both,
         requires=("cumulative",), excuse="explanation"),
    Rule(warning("V21", "kết quả chưa đạt mục tiêu năm nhưng chưa có giải trình.",
                 "ghi nguyên nhân, hướng khắc phục ở Giải trình.",
                 "Chưa đạt mục tiêu của năm mốc thì cần giải trình.", "Mục tiêu ≥60%, Kết quả 50, Giải trình trống"),
         INDICATOR, "explanation", Compare(">=", value, target_low) | Compare("<=", value, target_high),
         IsNumber(value) & (IsNumber(target_low) | IsNumber(target_high)) & Blank(explanation),
         kinds=NUMERIC, requires=("milestone",), blank=FAILS),
    Rule(warning("V25", "kết quả {found} lệch quá nhiều so với kỳ trước.", "kiểm tra lại hoặc ghi lý do ở Giải trình.",
                 f"Tỷ lệ thay đổi quá {JUMP_POINTS} điểm phần trăm (hoặc mức ở cột jump_tolerance) sau một kỳ.",
                 "Kỳ trước 40%, kỳ này 85%"),
         INDICATOR, "value", Compare("<=", Distance(value, previous), jump), with_both & IsNumber(jump),
         kinds=("percent",), excuse="explanation"),
    Rule(warning("V26", "kết quả {found} tăng, giảm quá mạnh so với kỳ trước.",
                 "kiểm tra lại hoặc ghi lý do ở Giải trình.",
                 f"Số liệu thay đổi quá {JUMP_PERCENT}% (hoặc mức ở cột jump_tolerance) sau một kỳ.",
                 "Kỳ trước 100 doanh nghiệp, kỳ này 1.000"),
         INDICATOR, "value", Compare("<=", Percent(Distance(value, previous), previous), jump),
         with_both & IsNumber(jump) & Compare(">", previous, Literal(0)),
         kinds=("count", "index", "money"), excuse="explanation"),
    Rule(warning("V52", "kết quả {found} cao hơn ba lần mục tiêu.",
                 "kiểm tra lại số; nếu đúng thì ghi lý do ở Giải trình.",
                 "Tỷ lệ vượt mục tiêu quá xa, nhiều khả năng nhập nhầm.", "Mục tiêu ≥3%, Kết quả 85"),
         INDICATOR, "value", Compare("<=", Percent(value, target_low), Literal(FAR_ABOVE)),
         IsNumber(value) & Compare(">", target_low, Literal(0)), kinds=("percent",), excuse="explanation"),
    Rule(warning("V53", "chỉ số {found} là số âm.", "kiểm tra lại dấu; nếu đúng thì ghi lý do ở Giải trình.",
                 "Chỉ số thường không âm; chỉ số được phép âm thì đặt cột lower của dữ liệu kế hoạch.", "-0,72"),
         INDICATOR, "value", Compare(">=", value, Literal(0)), IsNumber(value), kinds=("index",),
         excludes=("bounded",), excuse="explanation"),
    Rule(warning("V54", "số tiền {found} quá lớn so với đơn vị tính.",
                 "đổi về đơn vị tính đã ghi; nếu đúng thì ghi lý do ở Giải trình.",
                 "Đơn vị tính là triệu đồng, tỷ đồng nhưng số nhập nhiều khả năng tính bằng đồng.",
                 "3.500.000.000, khi đơn vị tính là tỷ đồng"),
         INDICATOR, "value", Compare("<", value, Literal(LARGE_AMOUNT)), IsNumber(value), kinds=("money",),
         requires=("large-unit",), excuse="explanation"),
)

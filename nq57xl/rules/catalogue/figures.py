"""Rules on the figures of an indicator: there, a number, within bounds, in agreement with its parts."""

from nq57xl.model import terms
from nq57xl.model.messages.values import MESSAGES
from nq57xl.rules.catalogue.declare import (
    INDICATOR,
    NUMERIC,
    both_parts,
    data_status,
    denominator,
    error,
    evidence,
    explanation,
    lower,
    no_error_values,
    no_figure,
    no_parts,
    number_or_blank,
    numerator,
    upper,
    value,
    warning,
)
from nq57xl.rules.expr import Blank, Compare, Distance, Field, IsNumber, Literal, OneOf, Percent, Rounded, between
from nq57xl.rules.rule import FAILS, Rule

RATIO_TOLERANCE = 0.1
"""Points by which a typed percentage may differ from 100 × numerator / denominator (one decimal shown)."""
SMALL_SHARE = 1
SCALE_TARGET = 10
"""A percentage below 1 against a target of 10 or more may have been meant as 0,85 for 85 %."""
LARGEST = 1e15
"""Beyond 15 digits a spreadsheet rounds what was typed, and sums may leave the range of numbers."""
MARKS = ("-", "–", "—", "/", "x")
"""What officers put into a cell to say that it is not for this row."""

FIGURE_RULES = (
    *no_error_values(
        error("V09", "ô chứa giá trị lỗi {found}.", "xóa công thức trong ô, nhập lại.",
              "Ô nhập có giá trị lỗi của Excel (#N/A, #DIV/0!, …).", "Kết quả hiện #DIV/0!"),
        INDICATOR, value, numerator, denominator, data_status, explanation, evidence),
    Rule(error("V01", "chưa nhập số liệu.", "nhập Kết quả hoặc chọn Tình trạng số liệu và ghi lý do ở Giải trình.",
               "Dòng chưa có số liệu và cũng chưa nói vì sao. Ô trống không được hiểu là số 0.",
               "Kết quả, Tử số, Mẫu số và Tình trạng số liệu đều trống"),
         INDICATOR, "value", ~(Blank(value) & no_parts), ~no_figure,
         excludes=("optional",), blank=FAILS),
    Rule(error("V02", '"{found}" không phải là số.', "chỉ nhập số, ví dụ 85,5; đơn vị tính đã có ở cột bên trái.",
               "Kết quả phải là số.", "85,5 phần trăm"),
         INDICATOR, "value", number_or_blank(value), kinds=NUMERIC),
    Rule(error("V03", '"{found}" không phải là số.', "chỉ nhập số, ví dụ 1200.", "Tử số phải là số.", "tám mươi"),
         INDICATOR, "numerator", number_or_blank(numerator), requires=("ratio",)),
    Rule(error("V04", '"{found}" không phải là số.', "chỉ nhập số, ví dụ 1500.", "Mẫu số phải là số.", "một trăm"),
         INDICATOR, "denominator", number_or_blank(denominator), requires=("ratio",)),
    *(Rule(MESSAGES["V32"], INDICATOR, figure.name, Compare("<", Distance(figure, Literal(0)), Literal(LARGEST)),
           IsNumber(figure), kinds=NUMERIC, requires=needed, final=True)
      for figure, needed in ((value, ()), (numerator, ("ratio",)), (denominator, ("ratio",)))),
    Rule(error("V05", "mới nhập một trong hai ô Tử số, Mẫu số.", "nhập cả Tử số và Mẫu số.",
               "Tỷ lệ được tổng hợp từ tử số và mẫu số nên phải có đủ cả hai.", "Tử số 85, Mẫu số trống"),
         INDICATOR, "numerator", both_parts | (Blank(numerator) & Blank(denominator)),
         number_or_blank(numerator) & number_or_blank(denominator), requires=("ratio",), blank=FAILS),
    Rule(error("V06", "mẫu số phải lớn hơn 0.", "kiểm tra lại Mẫu số; không có đối tượng thì chọn Không áp dụng.",
               "Không chia được cho 0.", "Tử số 0, Mẫu số 0"),
         INDICATOR, "denominator", Compare(">", denominator, Literal(0)), IsNumber(denominator), requires=("ratio",)),
    Rule(error("V07", "tử số không được âm.", "kiểm tra lại Tử số.", "Tử số là số đếm, không âm.", "-5"),
         INDICATOR, "numerator", Compare(">=", numerator, Literal(0)), IsNumber(numerator), requires=("ratio",)),
    Rule(error("V08", "tử số lớn hơn mẫu số.", "kiểm tra lại Tử số và Mẫu số, có thể đã nhập ngược.",
               "Phần không thể lớn hơn toàn thể.", "Tử số 120, Mẫu số 100"),
         INDICATOR, "numerator", Compare("<=", numerator, denominator), both_parts, requires=("ratio",)),
    Rule(error("V10", "kết quả {found} ngoài khoảng cho phép (0 đến 100).", "nhập tỷ lệ phần trăm từ 0 đến 100.",
               "Tỷ lệ phần trăm nằm từ 0 đến 100.", "850"),
         INDICATOR, "value", between(value, Literal(0), Literal(100)), IsNumber(value), kinds=("percent",),
         excludes=("bounded",)),
    Rule(error("V11", "kết quả {found} là số âm.", "kiểm tra lại số đã nhập.", "Số đếm, số tiền không âm.", "-3"),
         INDICATOR, "value", Compare(">=", value, Literal(0)), IsNumber(value), kinds=("count", "money"),
         excludes=("bounded",)),
    Rule(error("V12", "kết quả {found} không phải là số nguyên.", "nhập số nguyên.", "Số đếm là số nguyên.", "2,5"),
         INDICATOR, "value", Rounded(value), IsNumber(value), kinds=("count",), excludes=("decimals",)),
    Rule(error("V13", "thứ hạng {found} không hợp lệ.", "nhập số nguyên từ 1 trở lên.", "Thứ hạng là 1, 2, 3, …", "0"),
         INDICATOR, "value", Rounded(value) & Compare(">=", value, Literal(1)), IsNumber(value), kinds=("rank",)),
    Rule(error("V14", "kết quả {found} khác với Tử số / Mẫu số.",
               "để Kết quả tự tính (xóa số đã gõ đè) hoặc sửa Tử số, Mẫu số.",
               "Kết quả phải bằng 100 × Tử số / Mẫu số (lệch không quá 0,1 điểm phần trăm).",
               "Tử số 85, Mẫu số 100, Kết quả gõ đè 90"),
         INDICATOR, "value",
         Compare("<=", Distance(value, Percent(numerator, denominator)), Literal(RATIO_TOLERANCE)),
         both_parts & IsNumber(value) & Compare(">", denominator, Literal(0)), requires=("ratio",)),
    Rule(error("V15", "kết quả {found} không quá 1: là {found}% hay đã nhập theo thang 0 đến 1?",
               "nhập 85 cho 85%; nếu đúng là không quá 1% thì nhập Tử số và Mẫu số.",
               "Tỷ lệ rất nhỏ so với mục tiêu, nhiều khả năng nhập 0,85 thay cho 85.", "0,85"),
         INDICATOR, "value", Compare(">", value, Literal(SMALL_SHARE)) | Compare("<=", value, Literal(0)),
         IsNumber(value) & ~both_parts & Compare(">=", Field("target_low"), Literal(SCALE_TARGET)),
         kinds=("percent",)),
    Rule(error("V16", '"{found}" không có trong danh sách.', "chọn một trong các mục của danh sách thả xuống.",
               "Tình trạng số liệu chỉ nhận bốn mục của danh sách.", "có rồi"),
         INDICATOR, "data_status", OneOf(data_status, terms.DATA_STATUSES) | Blank(data_status)),
    Rule(error("V17", "đã chọn {status} nhưng vẫn có số liệu.", "xóa số liệu hoặc chọn lại Tình trạng số liệu.",
               "Chưa có số liệu, Không áp dụng thì Kết quả phải trống.", "Không áp dụng, Kết quả 12"),
         INDICATOR, "data_status", Blank(value) & no_parts, no_figure),
    Rule(error("V23", "kết quả {found} ngoài khoảng cho phép của chỉ tiêu này ({bounds}).",
               "kiểm tra lại số và đơn vị tính; khoảng cho phép ghi ở dữ liệu kế hoạch.",
               "Kế hoạch đặt khoảng riêng (cột lower, upper) cho chỉ tiêu này.", "150, khi khoảng là 0 đến 120"),
         INDICATOR, "value",
         (Compare(">=", value, lower) | Blank(lower)) & (Compare("<=", value, upper) | Blank(upper)),
         IsNumber(value), kinds=NUMERIC, requires=("bounded",)),
    Rule(error("V24", "kết quả {found} có quá nhiều chữ số thập phân.",
               "làm tròn theo số chữ số thập phân quy định của chỉ tiêu.",
               "Kế hoạch đặt số chữ số thập phân (cột decimals) cho chỉ tiêu này.", "0,7251, khi chỉ lấy 2 chữ số"),
         INDICATOR, "value", Rounded(value, Field("decimals")), IsNumber(value) & ~both_parts, kinds=NUMERIC,
         requires=("decimals",)),
    *(Rule(MESSAGES["V38"], INDICATOR, part.name, Blank(part) | OneOf(part, MARKS), excludes=("ratio",))
      for part in (numerator, denominator)),
    Rule(warning("V50", "tử số {found} không phải là số nguyên.", "nhập số nguyên, hoặc ghi lý do ở Giải trình.",
                 "Tử số đếm người, hồ sơ, thôn, … nên là số nguyên.", "Tử số 12,5"),
         INDICATOR, "numerator", Rounded(numerator), IsNumber(numerator), requires=("counted-numerator",),
         excuse="explanation"),
    Rule(warning("V51", "mẫu số {found} không phải là số nguyên.", "nhập số nguyên, hoặc ghi lý do ở Giải trình.",
                 "Mẫu số đếm người, hồ sơ, thôn, … nên là số nguyên.", "Mẫu số 99,9"),
         INDICATOR, "denominator", Rounded(denominator), IsNumber(denominator), requires=("counted-denominator",),
         excuse="explanation"),
)

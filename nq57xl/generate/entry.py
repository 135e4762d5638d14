"""What Excel itself lets be typed into an entry cell, and what it says there (in Vietnamese)."""

from datetime import date

from nq57xl.model.days import day_text
from nq57xl.model.plan import Indicator
from nq57xl.rules.catalogue import LONGEST_TEXT, bounds_text, indicator_bounds
from nq57xl.rules.check import serial_day
from nq57xl.sheets.issuing.form import Limit

TITLE_LIMIT, TEXT_LIMIT = 32, 255
EARLIEST = date(2020, 1, 1)
"""No work under Resolution 57-NQ/TW (22/12/2024) was finished before this day."""

DATA_STATUS = Limit("list", "nq_list_data_status", "", "Tình trạng số liệu",
                    "Chọn trong danh sách. Không có số liệu thì chọn Chưa có số liệu hoặc Không áp dụng và ghi lý do "
                    "ở cột Giải trình.", "Chỉ chọn một mục trong danh sách thả xuống.")
STATUS = Limit("list", "nq_list_status", "", "Trạng thái", "Chọn trong danh sách.",
               "Chỉ chọn một mục trong danh sách thả xuống.")
RELATED = Limit("list", "nq_list_codes", "", "Mã liên quan",
                "Chọn mã chỉ tiêu hoặc nhiệm vụ có khó khăn. Không gắn với mã nào thì để trống.",
                "Mã này không có trong biểu. Vẫn giữ?", soft=True)
PROGRESS = Limit("decimal", "0", "100", "Tiến độ (%)", "Nhập số từ 0 đến 100, không gõ dấu %. Hoàn thành là 100.",
                 "Tiến độ là số từ 0 đến 100, không gõ dấu %.")
_VALUES = {
    "percent": ("decimal", "0", "100", "Nhập tỷ lệ từ 0 đến 100, ví dụ 85,5. Không gõ dấu %.",
                "Chỉ nhập số từ 0 đến 100, ví dụ 85,5. Không gõ dấu % hay đơn vị tính."),
    "count": ("whole", "0", "", "Nhập số nguyên, không kèm đơn vị tính.",
              "Chỉ nhập số nguyên không âm, không kèm đơn vị tính."),
    "rank": ("whole", "1", "", "Nhập thứ hạng: số nguyên từ 1 trở lên.", "Thứ hạng là số nguyên từ 1 trở lên."),
    "money": ("decimal", "0", "", "Nhập số tiền theo đơn vị tính đã ghi.",
              "Chỉ nhập số không âm, không kèm đơn vị tính."),
    "index": ("decimal", "-1000000000", "1000000000", "Nhập số, không kèm đơn vị tính.",
              "Chỉ nhập số, không kèm đơn vị tính."),
    "text": ("textLength", "", str(LONGEST_TEXT), "Ghi ngắn gọn kết quả đã đạt được.",
             f"Nội dung quá dài, tối đa {LONGEST_TEXT} ký tự."),
}


def value_limit(indicator: Indicator) -> Limit:
    """The limit of `Kết quả`."""
    kind, low, high, prompt, error = _VALUES[indicator.kind]
    if indicator.is_ratio:
        prompt = ("Tự tính từ Tử số và Mẫu số. Chỉ gõ đè tỷ lệ (0 đến 100) khi không có hai số đó; "
                  "số gõ đè không cộng được vào số của cấp trên.")
    tuning = indicator.tuning
    if tuning.decimals and kind == "whole":
        kind, prompt, error = _VALUES["money"][0], *_VALUES["index"][3:]
    if None in (tuning.lower, tuning.upper) and tuning.lower == tuning.upper:
        return Limit(kind, low, high, "Kết quả", prompt, error)
    return _tuned_limit(indicator, kind, low, high)


def _tuned_limit(indicator: Indicator, kind: str, low: str, high: str) -> Limit:
    """The limit of `Kết quả` where plan data set the bounds; an open side stays as the kind has it."""
    lower, upper = indicator_bounds(indicator)
    words = bounds_text(lower, upper)
    return Limit(kind, low if lower is None else f"{lower:.15g}", high if upper is None else f"{upper:.15g}", "Kết quả",
                 f"Nhập số {words}, không kèm đơn vị tính.", f"Chỉ nhập số {words}, không kèm đơn vị tính.")


def part_limit(header: str, words: str) -> Limit:
    """The limit of `Tử số` or `Mẫu số`; the prompt says what it counts."""
    prompt = _cut(words) if words else "Nhập số, không kèm đơn vị tính."
    return Limit("decimal", "0", "", header, prompt, "Chỉ nhập số không âm, không kèm đơn vị tính.")


def completed_limit(due: date) -> Limit:
    """The limit of `Ngày hoàn thành`."""
    return Limit("date", str(serial_day(EARLIEST)), str(serial_day(due)), "Ngày hoàn thành",
                 "Nhập ngày/tháng/năm, ví dụ 05/9/2025. Chỉ nhập khi việc đã hoàn thành.",
                 f"Nhập ngày/tháng/năm, không sau hạn nộp báo cáo ({day_text(due)}).")


def text_limit(header: str, prompt: str) -> Limit:
    """The limit of a free text."""
    return Limit("textLength", "", str(LONGEST_TEXT), _cut(header, TITLE_LIMIT), prompt,
                 f"Nội dung quá dài, tối đa {LONGEST_TEXT} ký tự.")


def _cut(text: str, limit: int = TEXT_LIMIT) -> str:
    """Excel refuses a file with a longer one."""
    return text if len(text) <= limit else text[:limit - 1].rsplit(" ", 1)[0] + "…"

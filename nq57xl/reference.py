"""The reference page of all codes: what each means, an example, how to mend it. Made from the catalogues.

`python -m nq57xl.reference docs/ma-loi.md` writes it.
"""

import re
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from nq57xl.model import messages
from nq57xl.model.finding import SEVERITY_LABEL, Message, sentence
from nq57xl.rules.catalogue import RULES
from nq57xl.sheets.layout import ASSIGNMENTS, DIFFICULTIES, FAILURE, INDICATORS

HEAD = """# Mã lỗi

Trang này do `python -m nq57xl.reference docs/ma-loi.md` lập từ danh mục thông báo; không sửa bằng tay.

Tìm mã bằng Ctrl+F, ví dụ V22. Mỗi mã có: thông báo (dấu … là chỗ ghi nội dung của từng tệp), ý nghĩa, ví dụ, cách sửa.

- **Lỗi** phải sửa trước khi nộp.
- **Cảnh báo** nên xem lại; cảnh báo có dấu * được chấp nhận khi đã ghi lý do ở cột Giải trình (trang Nhiệm vụ: cột Khó
  khăn, vướng mắc).
- **Thông tin** để biết, không phải sửa.
- Dấu ● là mã mà cột Kiểm tra của biểu báo ngay khi nhập.
"""
FAMILIES = {
    "V": "Chỉ tiêu: số liệu, giải trình, minh chứng của từng dòng ở trang Chỉ tiêu; V30 đến V43 có ở cả trang Nhiệm vụ",
    "A": "Nhiệm vụ: trạng thái, tiến độ, ngày, văn bản, người thực hiện ở trang Nhiệm vụ",
    "D": "Khó khăn - Kiến nghị",
    "S": "Cấu trúc tệp: tệp, trang, cột, dòng không còn như biểu đã phát",
    "X": "Giữa các tệp: cơ quan tổng hợp thấy khi ghép các tệp của nhiều đơn vị",
    "P": "Dữ liệu kế hoạch: lệnh `nq57xl plan check` báo cho người soạn kế hoạch",
    "C": "Nút lệnh trên Excel: cài đặt (C01 đến C19) và bấm nút (C20 trở đi)"}
LAYOUTS = (INDICATORS, ASSIGNMENTS, DIFFICULTIES)
SLOT = re.compile(r"\{\w+\}")
IDENTIFIER = re.compile(r"[a-z_]+(?:\.csv|\.toml)?(?=[,:=]| là )|city_code")
SLOT_WORDS = {
    "S14": {"expected": "kế hoạch đang tổng hợp"}, "S15": {"expected": "kỳ đang tổng hợp"},
    "X01": {"due": "ngày đến hạn"}, "X08": {"register": "sổ tiếp nhận so-tiep-nhan.csv"},
    "X10": {"advice": "làm theo cách ghi trong thông báo"}, "P10": {"allowed": "danh sách ghi trong thông báo"}}
"""What the slots of remedies stand for."""


def reference_page() -> str:
    """The whole page in Markdown."""
    checked = {layout.kind for layout in LAYOUTS if any(column.field == FAILURE for column in layout.columns)}
    live = {rule.code for rule in RULES if rule.sheet in checked}
    accepted = {rule.code for rule in RULES if rule.accepted_by}
    every = all_messages()
    families = {family: [every[code] for code in sorted(every) if code.startswith(family)] for family in FAMILIES}
    return HEAD + "".join(
        f"\n## {family} · {FAMILIES[family]}\n"
        + "".join(_entry(message, message.code in live, message.code in accepted) for message in told)
        for family, told in families.items())


def all_messages() -> dict[str, Message]:
    """Every message of the product by its code: of the rules, and of each catalogue of `model.messages`."""
    found = {rule.code: rule.message for rule in RULES}
    for module in iter_modules(messages.__path__, f"{messages.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, dict) and value and all(isinstance(each, Message) for each in value.values()):
                found |= value
    return found


def _entry(message: Message, is_live: bool, is_accepted: bool) -> str:
    """One code as a heading, so that `ma-loi.md#v22` leads to it."""
    label = SEVERITY_LABEL[message.severity] + ("*" if is_accepted else "") + (" ●" if is_live else "")
    words = SLOT_WORDS.get(message.code, {})
    remedy = message.remedy.format_map({slot: f"‹{text}›" for slot, text in words.items()})
    return (f"\n### {message.code}\n\n**{label}** · {_sentence(SLOT.sub('…', message.text))}\n\n"
            f"- Ý nghĩa: {_sentence(message.meaning)}\n- Ví dụ: {message.example}\n"
            f"- Cách sửa: {_sentence(remedy)}\n")


def _sentence(text: str) -> str:
    """A text of the catalogue as a sentence; the name of a column or a file keeps its small letter."""
    return text if IDENTIFIER.match(text) else sentence(text)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference_page(), encoding="utf-8", newline="\n")

"""The reference page of all codes: what each means, an example, how to mend it. Made from the catalogues.

`python -m nq57xl.reference docs/ma-loi.md` writes it.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from nq57xl.model.finding import SEVERITY_LABEL, Message
from nq57xl.model.messages import cross, plans, structure, values
from nq57xl.rules.catalogue import INDICATOR_RULES, RULES
from nq57xl.rules.rule import Rule

HEAD = """# Mã lỗi

Trang này do `python -m nq57xl.reference docs/ma-loi.md` lập từ danh mục thông báo; không sửa bằng tay.

**Lỗi** phải sửa trước khi nộp. **Cảnh báo** nên xem lại; cảnh báo có dấu * được chấp nhận khi đã ghi lý do ở cột
Giải trình (trang Nhiệm vụ: cột Khó khăn, vướng mắc). **Thông tin** để biết, không phải sửa. Dấu ● là mã mà cột
Kiểm tra của biểu báo ngay khi nhập.
"""
COLUMNS = ("Mã", "Mức", "Ý nghĩa", "Ví dụ", "Cách sửa")


def reference_page() -> str:
    """The whole page in Markdown."""
    live = {rule.code for rule in RULES}
    accepted = {rule.code for rule in RULES if rule.accepted_by}
    in_rules = {rule.code for rule in INDICATOR_RULES}
    sections = (
        ("V · Chỉ tiêu", [*_messages(INDICATOR_RULES),
                          *(message for message in values.MESSAGES.values() if message.code not in in_rules)]),
        ("A · Nhiệm vụ", [m for m in _messages(RULES) if m.code.startswith("A")]),
        ("D · Khó khăn - Kiến nghị", [m for m in _messages(RULES) if m.code.startswith("D")]),
        ("S · Cấu trúc tệp", structure.MESSAGES.values()),
        ("X · Giữa các tệp", cross.MESSAGES.values()),
        ("P · Dữ liệu kế hoạch", plans.PLANS.values()))
    return HEAD + "".join(_section(title, messages, live, accepted) for title, messages in sections)


def _messages(rules: Iterable[Rule]) -> list[Message]:
    """The messages of rules, each code once."""
    return list({rule.code: rule.message for rule in rules}.values())


def _section(title: str, messages: Iterable[Message], live: set[str], accepted: set[str]) -> str:
    rows = [COLUMNS, ("---",) * len(COLUMNS)]
    rows += [_row(message, message.code in live, message.code in accepted)
             for message in sorted(messages, key=lambda message: message.code)]
    return f"\n## {title}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(message: Message, is_live: bool, is_accepted: bool) -> tuple[str, ...]:
    label = SEVERITY_LABEL[message.severity] + ("*" if is_accepted else "")
    texts = (message.meaning or message.text, message.example, message.remedy)
    return (message.code + (" ●" if is_live else ""), label, *(_sentence(text) for text in texts))


def _sentence(text: str) -> str:
    text = text.replace("|", "\\|").replace("{", "‹").replace("}", "›").replace("\n", " ")
    return text[:1].upper() + text[1:]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference_page(), encoding="utf-8", newline="\n")

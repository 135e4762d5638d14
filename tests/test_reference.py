"""The reference page says what the catalogues say, of every code, in words an officer can read."""

import re
from pathlib import Path

from nq57xl.model.messages import cross, plans, structure, values
from nq57xl.reference import FAMILIES, all_messages, reference_page
from nq57xl.rules.catalogue import RULES

PAGE = Path(__file__).parent.parent / "docs" / "ma-loi.md"


def test_the_page_is_made_from_the_catalogues() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_page(), "python -m nq57xl.reference docs/ma-loi.md"


def test_every_code_of_every_catalogue_has_one_heading() -> None:
    codes = re.findall(r"^### (\w+)$", reference_page(), re.MULTILINE)
    catalogues = (structure.MESSAGES, values.MESSAGES, cross.MESSAGES, plans.PLANS)
    assert sorted(codes) == sorted(all_messages())
    assert {rule.code for rule in RULES}.union(*catalogues) <= {*codes}
    assert {code[0] for code in codes} == FAMILIES.keys()


def test_a_code_says_how_it_looks_what_it_means_and_how_to_mend_it() -> None:
    assert """
### V22

**Cảnh báo* ●** · Chưa có minh chứng.

- Ý nghĩa: Mỗi số liệu cần một căn cứ để kiểm tra.
- Ví dụ: Kết quả 85, Minh chứng trống
- Cách sửa: Ghi số văn bản, báo cáo hoặc đường dẫn.
""" in reference_page()


def test_what_varies_is_told_in_words() -> None:
    entry = reference_page().split("\n### ")
    assert next(text for text in entry if text.startswith("X01\n")) == """X01

**Cảnh báo** · … chưa nộp báo cáo ….

- Ý nghĩa: Đơn vị phải báo cáo nhưng không có tệp nào trong các tệp đã đưa vào.
- Ví dụ: Đến hạn 20/9/2025 chưa có tệp của phường Nam Triệu
- Cách sửa: Đôn đốc đơn vị nộp; hạn nộp là ‹ngày đến hạn›.
"""


def test_every_code_has_a_meaning_and_an_example() -> None:
    assert [code for code, message in all_messages().items() if not (message.meaning and message.example)] == []


def test_no_slot_stands_raw_on_the_page() -> None:
    assert re.findall(r".*[{}].*", reference_page()) == []

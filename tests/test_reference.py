"""The reference page says what the catalogues say, of every code."""

import re
from pathlib import Path

from nq57xl.model.messages import cross, plans, structure, values
from nq57xl.reference import reference_page
from nq57xl.rules.catalogue import RULES

PAGE = Path(__file__).parent.parent / "docs" / "ma-loi.md"
TESTS = Path(__file__).parent


def test_the_page_is_made_from_the_catalogues() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_page(), "python -m nq57xl.reference docs/ma-loi.md"


def test_every_code_has_one_line() -> None:
    codes = re.findall(r"^\| ([VADSXP]\d\d)", reference_page(), re.MULTILINE)
    catalogues = (structure.MESSAGES, values.MESSAGES, cross.MESSAGES, plans.PLANS)
    assert sorted(codes) == sorted({rule.code for rule in RULES}.union(*catalogues))


def test_a_line_says_what_it_means_how_it_looks_and_how_to_mend_it() -> None:
    line, = re.findall(r"^\| V22 .*", reference_page(), re.MULTILINE)
    assert line == ("| V22 ● | Cảnh báo* | Mỗi số liệu cần một căn cứ để kiểm tra. | Kết quả 85, Minh chứng trống "
                    "| Ghi số văn bản, báo cáo hoặc đường dẫn. |")


def test_every_code_is_named_by_a_test() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("test_*.py")))
    codes = {rule.code for rule in RULES}.union(structure.MESSAGES, values.MESSAGES, cross.MESSAGES, plans.PLANS)
    assert sorted(code for code in codes if f"{code}" not in texts) == []

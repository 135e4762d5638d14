"""The facts as files: exact columns, plain numbers, no text that becomes a formula, and back again."""

import json
from datetime import date
from pathlib import Path

import pytest

from nq57xl.merge import dataset, previous_figures
from nq57xl.merge.facts import FactsFileError, facts_bytes, plain, read_facts, unit_values, write_facts
from nq57xl.model.record import Fact
from tests.merge.tables import SEPTEMBER, indicators, plan, returned


def fact(field: str, value: object, flags: tuple[str, ...] = (), kind: str = "indicator") -> Fact:
    return Fact("thu", "2025-09", "11", kind, "A", field, value, "Xã Một.xlsx", "Chỉ tiêu", "I9", flags)


FACTS = [fact("value", 85.5, ("V19", "V22")), fact("numerator", 1200.0), fact("explanation", '=HYPERLINK("x";"y")'),
         fact("evidence", "-"), fact("completed_on", date(2025, 9, 5), kind="assignment"), fact("value", -5.0)]


def test_csv_has_the_columns_of_the_contract_and_no_formulas() -> None:
    assert facts_bytes(FACTS, ".csv").decode().splitlines() == [
        "plan,period,unit,sheet_kind,code,field,value,file,sheet,cell,flags",
        "thu,2025-09,11,indicator,A,value,85.5,Xã Một.xlsx,Chỉ tiêu,I9,V19 V22",
        "thu,2025-09,11,indicator,A,numerator,1200,Xã Một.xlsx,Chỉ tiêu,I9,",
        'thu,2025-09,11,indicator,A,explanation,"\'=HYPERLINK(""x"";""y"")",Xã Một.xlsx,Chỉ tiêu,I9,',
        "thu,2025-09,11,indicator,A,evidence,'-,Xã Một.xlsx,Chỉ tiêu,I9,",
        "thu,2025-09,11,assignment,A,completed_on,2025-09-05,Xã Một.xlsx,Chỉ tiêu,I9,",
        "thu,2025-09,11,indicator,A,value,-5,Xã Một.xlsx,Chỉ tiêu,I9,"]


@pytest.mark.parametrize("value, expected", [
    (1e-7, "0.0000001"), (1e22, "10000000000000000000000"), (3.0, "3"), (0.1 + 0.2, "0.30000000000000004"),
    (100, "100"), (-0.5, "-0.5"), (date(2025, 9, 5), "2025-09-05"), ("1.0", "1.0")])
def test_numbers_are_plain_decimals(value: object, expected: str) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize("text", ["=1+1", "+84", "-", "@a", "\tx", "\rx", "\nx", "＝1", "'=1", "''=1", "'tự do'",
                                  "Xã, một"])
def test_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    path = tmp_path / "so-lieu.csv"
    path.write_bytes(facts_bytes([fact("explanation", text)], ".csv"))
    assert read_facts(path) == [fact("explanation", text)]


def test_json_keeps_numbers_as_numbers(tmp_path: Path) -> None:
    content = facts_bytes([*FACTS, fact("value", 1e-7)], ".json")
    rows = json.loads(content)
    assert rows[0] == {"plan": "thu", "period": "2025-09", "unit": "11", "sheet_kind": "indicator", "code": "A",
                       "field": "value", "value": 85.5, "file": "Xã Một.xlsx", "sheet": "Chỉ tiêu", "cell": "I9",
                       "flags": ["V19", "V22"]}
    assert rows[2]["value"] == '=HYPERLINK("x";"y")'
    assert b'"value": 1200, ' in content and b'"value": 0.0000001, ' in content
    path = tmp_path / "so-lieu.json"
    path.write_bytes(content)
    assert read_facts(path)[:6] == FACTS


def test_another_suffix_is_refused() -> None:
    with pytest.raises(FactsFileError, match="dùng .csv, .json, .parquet"):
        facts_bytes([], ".txt")


def test_parquet_needs_its_library_and_says_so() -> None:
    try:
        import pyarrow  # noqa: F401 - only whether it is there
    except ImportError:
        with pytest.raises(FactsFileError, match="pip install"):
            facts_bytes(FACTS, ".parquet")
    else:
        assert facts_bytes(FACTS, ".parquet")[:4] == b"PAR1"


TABLE = "| code | consolidation | kind |\n| A | ratio | percent |\n| B | sum | count |"


def test_last_periods_figures_come_from_its_facts_file(tmp_path: Path) -> None:
    one, path = plan(indicators(TABLE)), tmp_path / "ky-truoc.csv"
    whole = dataset(one, SEPTEMBER, [
        returned("11", "| code | numerator | denominator | value |\n| A | 90 | 100 | |\n| B | | | 3 |"),
        returned("12", "| code | numerator | denominator | value |\n| A | 100 | 900 | |\n| B | | | 4 |")])
    write_facts(whole, path)
    assert previous_figures(path, one) == {"A": 19.0, "B": 7.0}
    assert unit_values(path) == {("11", "A"): 90.0, ("11", "B"): 3.0, ("12", "A"): 100 * 100 / 900, ("12", "B"): 4.0}
    assert [p.name for p in tmp_path.iterdir()] == ["ky-truoc.csv"]


def test_a_foreign_file_is_no_facts_file(tmp_path: Path) -> None:
    path = tmp_path / "khac.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FactsFileError, match="khac.csv không phải tệp số liệu"):
        previous_figures(path, plan())

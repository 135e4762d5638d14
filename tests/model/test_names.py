"""Names are compared after Unicode form, tone-mark place, spaces and case; diacritics always count."""

import csv
import unicodedata
from pathlib import Path

import pytest

from nq57xl.model.names import clean, fold

UNITS = Path(__file__).parents[2] / "templates/units/units.csv"


@pytest.mark.parametrize(("one", "other"), [
    ("Phường Hoà Bình", "PHƯỜNG HÒA BÌNH"), ("Xã Kiến Thuỵ", "xã Kiến Thụy"), ("Việt Hoà", "Việt Hòa"),
    ("Văn hoá – Xã hội", "Văn hóa-Xã hội"), ("Sở  Y tế\u00a0", "Sở Y tế"), ("Thuỷ Nguyên", "Thủy Nguyên"),
    ("Cẩm Giàng", unicodedata.normalize("NFD", "Cẩm Giàng")), ("thoả thuận", "thỏa thuận")])
def test_two_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [
    ("Cẩm Giang", "Cẩm Giàng"), ("Chí Linh", "Chí Minh"), ("Vĩnh Hải", "Vĩnh Hòa"), ("quý", "qúy")])
def test_two_names_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_no_two_of_the_114_units_of_hai_phong_fold_to_one() -> None:
    with UNITS.open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file) if row["province_code"] == "31"]
    assert len(names) == 114 == len({fold(name) for name in names})


def test_cleaning_keeps_words_and_drops_what_cannot_be_seen() -> None:
    assert clean("\u200b Đã\u00a0 có \ufeffsố liệu\n") == "Đã có số liệu"

"""Vietnamese numbers read back to themselves; no text is ever an exception."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57xl.sheets.reading.book import Cell
from nq57xl.validate.dates import read_text_date
from nq57xl.validate.numbers import COUNT, DECIMAL, MONEY, decimal_mark, read_text_number
from nq57xl.validate.values import read_date, read_number, read_text, read_word
from nq57xl.validate.words import ASSIGNMENT_STATUS, DATA_STATUS

WHOLE = st.integers(-10**12, 10**12)
HUNDREDTHS = st.integers(-10**11, 10**11)


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(WHOLE, st.sampled_from([".", " ", "\u00a0", "\u202f", ""]))
def test_a_count_reads_back(number: int, mark: str) -> None:
    assert read_text_number(grouped(number, mark), COUNT).numbers == (float(number),)


@given(HUNDREDTHS, st.sampled_from([".", " ", ""]), st.sampled_from(["", "%", " %"]))
def test_a_figure_with_decimal_comma_reads_back(hundredths: int, mark: str, sign: str) -> None:
    whole, rest = divmod(abs(hundredths), 100)
    text = ("-" if hundredths < 0 else "") + f"{grouped(whole, mark)},{rest:02d}{sign}"
    assert read_text_number(text, DECIMAL, "%").numbers == (hundredths / 100,)


@given(st.decimals(-10**9, 10**9, places=3), st.sampled_from(["vi", "vi-plain", "en", "en-plain", "raw"]),
       st.sampled_from([COUNT, DECIMAL, MONEY]), st.sampled_from(["", " người", " triệu", "%"]))
def test_a_written_number_is_read_as_itself_or_asked_about(number: Decimal, order: str, style: str, unit: str) -> None:
    plain = f"{number.normalize():f}" if style != COUNT else f"{number:.0f}"
    english = f"{Decimal(plain):,}"
    text = {"en": english, "en-plain": plain, "raw": plain, "vi-plain": plain.replace(".", ","),
            "vi": english.translate(str.maketrans(",.", ".,"))}[order]
    words = {"": "", " người": "người", " triệu": "người", "%": "%"}[unit]
    meant = float(Decimal(plain) * (10**6 if unit == " triệu" else 1))
    numbers = read_text_number(text + unit, style, words).numbers
    assert numbers == () or meant in numbers


@given(WHOLE, st.sampled_from([COUNT, DECIMAL, MONEY]))
def test_whatever_the_field_the_number_meant_is_among_the_readings(number: int, style: str) -> None:
    assert float(number) in read_text_number(grouped(number, "."), style).numbers


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(["/", "-", "."]))
def test_a_day_reads_back(day: date, mark: str) -> None:
    assert read_text_date(f"{day.day}{mark}{day.month:02d}{mark}{day.year}").certain == day
    assert read_text_date(f"ngày {day.day} tháng {day.month} năm {day.year}").certain == day


@given(st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.dates() | st.datetimes())
def test_no_content_breaks_a_reader(value) -> None:
    cell = Cell(1, 1, value)
    for reading in (read_number(cell, COUNT, "người"), read_number(cell, MONEY, "tỷ đồng"), read_date(cell),
                    read_text(cell), read_word(cell, DATA_STATUS), read_word(cell, ASSIGNMENT_STATUS)):
        assert reading.sure or reading.found or reading.value


@pytest.mark.parametrize(("text", "style", "numbers"), [
    ("１２３", COUNT, (123.0,)), ("８５，５％", DECIMAL, (85.5,)), ("٨٥", COUNT, (85.0,)), ("’85", COUNT, (85.0,)),
    ("−0,5", DECIMAL, (-0.5,)), ("1\u00a0234\u202f567", COUNT, (1234567.0,)), ("85.", DECIMAL, (85.0,)),
    ("10²", COUNT, ()), ("1½", DECIMAL, ()), ("(85)", COUNT, ()), ("1'200", COUNT, ()), ("0", COUNT, (0.0,)),
    ("0,825", DECIMAL, (0.825,)), ("1.2.3", DECIMAL, ()), ("05.9.2025", COUNT, ()), ("12,345,67", COUNT, ()),
    ("1.234,567.8", MONEY, ()), ("85\n900", COUNT, ()), ("85  900", COUNT, ()), ("1\t200", COUNT, ()),
    ("85 \n%", DECIMAL, (85.0,)), ("85..", DECIMAL, ()), ("85...", DECIMAL, ()), ("-0", COUNT, (0.0,))])
def test_marks_and_digits_of_other_keyboards(text: str, style: str, numbers: tuple[float, ...]) -> None:
    assert read_text_number(text, style, "%").numbers == numbers


@pytest.mark.parametrize(("text", "likely"), [("1O0", 100.0), ("l5", 15.0), ("2o,5", 20.5), ("O", None), ("85", None),
                                              ("5 l", None), ("1O.O00.l", None)])
def test_letters_among_digits_are_asked_about(text: str, likely: float | None) -> None:
    readings = read_text_number(text, DECIMAL)
    assert (readings.numbers, readings.likely) == ((85.0,) if text == "85" else (), likely)


@pytest.mark.parametrize(("text", "mark"), [
    ("85,5", ","), ("1.234,5", ","), ("1.234.567", ","), ("1234,567", ","), ("85.5", "."), ("1,234.5", "."),
    ("1,234,567", "."), ("1234.567", "."), ("1.234", ""), ("1,234", ""), ("85", ""), ("1 234", ""), ("khoảng 8,5", "")])
def test_the_decimal_mark_that_a_text_shows(text: str, mark: str) -> None:
    assert decimal_mark(text) == mark

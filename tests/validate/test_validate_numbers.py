"""Vietnamese numbers read back to themselves; no text is ever an exception."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from nq57xl.sheets.reading.book import Cell
from nq57xl.validate.dates import read_text_date
from nq57xl.validate.numbers import COUNT, DECIMAL, MONEY, read_text_number
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


@given(WHOLE, st.sampled_from([COUNT, DECIMAL, MONEY]))
def test_whatever_the_field_the_number_meant_is_among_the_readings(number: int, style: str) -> None:
    assert float(number) in read_text_number(grouped(number, "."), style).numbers


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(["/", "-", "."]))
def test_a_day_reads_back(day: date, mark: str) -> None:
    assert read_text_date(f"{day.day}{mark}{day.month:02d}{mark}{day.year}") == day
    assert read_text_date(f"ngày {day.day} tháng {day.month} năm {day.year}") == day


@given(st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.dates() | st.datetimes())
def test_no_content_breaks_a_reader(value) -> None:
    cell = Cell(1, 1, value)
    for reading in (read_number(cell, COUNT, "người"), read_number(cell, MONEY, "tỷ đồng"), read_date(cell),
                    read_text(cell), read_word(cell, DATA_STATUS), read_word(cell, ASSIGNMENT_STATUS)):
        assert reading.sure or reading.found or reading.value

"""Two meanings of one figure: taken where every witness that speaks says the same, asked about where none or two do."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57xl.model.plan import Plan, Tuning
from nq57xl.model.record import Submission
from nq57xl.model.target import parse_target
from nq57xl.sheets.layout import INDICATORS
from nq57xl.sheets.reading.book import Cell
from nq57xl.validate.meanings import FRACTION, FULL, Likely, Peers, chosen, common_mark, full_scale
from nq57xl.validate.numbers import COMMA, COUNT, DOT, MONEY
from nq57xl.validate.values import read_number
from tests.validate.forms import PLAN, RATIO, book, changed, codes, edited, facts, indicator, only, submit

CT = "Chỉ tiêu"
ROWS = {"CT01": 9, "CT02": 10, "CT03": 11, "CT04": 12, "CT05": 13}


# Decimal comma or thousands

def separator(code: str, typed: str, last: Any = None, others: dict[str, str] | None = None,
              plan: Plan = PLAN) -> Submission:
    """`typed` in a row's result, `last` in its `Kỳ trước`, `others` in other cells."""
    row = ROWS[code]
    source = edited(book(plan=plan), CT, **{f"I{row}": typed, f"F{row}": last}, **(others or {}))
    return submit(source, plan=plan)


@pytest.mark.parametrize(("code", "typed", "last", "value", "why"), [
    ("CT03", "1.234", 1.2, 1.234, "kỳ trước 1,2"), ("CT03", "1.234", 1300.0, 1234.0, "kỳ trước 1300"),
    ("CT03", "1,234", 0.9, 1.234, "kỳ trước 0,9"), ("CT03", "1,234", 1000.0, 1234.0, "kỳ trước 1000"),
    ("CT04", "12.500", 13.0, 12.5, "kỳ trước 13"), ("CT04", "12.500", 10000.0, 12500.0, "kỳ trước 10000"),
    ("CT02", "1,234", None, 1234.0, "loại số liệu"), ("CT02", "12,000", None, 12000.0, "loại số liệu"),
    ("CT02", "1,234", 1100.0, 1234.0, "loại số liệu, kỳ trước 1100")])
def test_one_meaning_fits_the_kind_and_last_periods_figure(code: str, typed: str, last: float | None, value: float,
                                                           why: str) -> None:
    returned = separator(code, typed, last)
    assert facts(returned, code)["value"] == value
    after = f"{value:g}".replace(".", ",") if value < 10000 else f"{value:.0f}"
    assert only(returned, "V45").message == f'"{typed}" đã được đọc là {after}, căn cứ: {why}.'
    assert returned.outcome == "repaired" and "V31" not in codes(returned)


@pytest.mark.parametrize(("code", "typed", "last"), [
    ("CT03", "1.234", None), ("CT04", "12.500", None), ("CT04", "1,234", None), ("CT03", "1.234", 40.0),
    ("CT03", "1.234", 0.0), ("CT03", "1.234", -1.2), ("CT02", "1,234", 20.0), ("CT03", "1.234", 5.0)])
def test_where_nobody_or_two_speak_it_is_asked_about(code: str, typed: str, last: float | None) -> None:
    returned = separator(code, typed, last)
    assert only(returned, "V31").severity == "error" and "value" not in facts(returned, code)


def test_a_target_speaks_against_a_figure_that_is_far_too_large() -> None:
    near = replace(PLAN, indicators=tuple(replace(i, targets={2025: parse_target(">=7")}) if i.code == "CT03" else i
                                          for i in PLAN.indicators))
    returned = separator("CT03", "6.125", plan=near)
    assert facts(returned, "CT03")["value"] == 6.125
    assert only(returned, "V45").message == '"6.125" đã được đọc là 6,125, căn cứ: mục tiêu 7.'
    far = replace(near, indicators=tuple(replace(i, targets={2025: parse_target(">=7000")}) if i.code == "CT03" else i
                                         for i in near.indicators))
    assert "V31" in codes(separator("CT03", "6.125", plan=far))


@pytest.mark.parametrize(("shown", "typed", "value"), [
    (("0,75", "85,5 %"), "12.500", 12500.0), (("0.75", "85.5 %"), "12.500", 12.5),
    (("0,75", "85,5 %"), "1,234", 1.234), (("0.75", "85.5 %"), "1,234", 1234.0)])
def test_the_habit_of_the_whole_file_speaks(shown: tuple[str, str], typed: str, value: float) -> None:
    returned = separator("CT04", typed, others={"I11": shown[0], "I9": shown[1], "G9": None, "H9": None})
    assert facts(returned, "CT04")["value"] == value
    told = [f.message for f in returned.findings if f.code == "V45"]
    assert len(told) == 1 and told[0].endswith("căn cứ: cách viết số của cả tệp.")


@pytest.mark.parametrize("others", [{"I11": "0,75"}, {"I11": "0,75", "I9": "85.5 %"}])
def test_one_number_or_two_habits_are_no_habit(others: dict[str, str]) -> None:
    assert "V31" in codes(separator("CT04", "12.500", others=others))


def test_the_habit_against_last_periods_figure_is_asked_about() -> None:
    returned = separator("CT04", "12.500", 13.0, {"I11": "0,75", "I9": "85,5 %"})
    assert "V31" in codes(returned) and "value" not in facts(returned, "CT04")


def test_parts_that_are_amounts_have_two_meanings_and_counted_ones_one() -> None:
    money = replace(PLAN, indicators=(replace(RATIO, numerator="Chi cho chuyển đổi số (triệu đồng)",
                                              denominator="Kim ngạch xuất khẩu (triệu USD)"), *PLAN.indicators[1:]))
    table = "code | numerator | denominator\nCT01 | '1.234 | '5.000"
    assert codes(submit(book(table, plan=money), plan=money)).count("V31") == 2
    assert facts(submit(book(table)), "CT01")["numerator"] == 1234.0


@pytest.mark.parametrize(("last", "others", "value"), [
    (None, {}, 12000.0), (9000.0, {}, 12000.0), (12.0, {}, None), (None, {"I11": "0.75", "I12": "1.5"}, None),
    (None, {"I11": "0,75", "I12": "1,5"}, 12000.0)])
def test_a_count_of_round_thousands_is_held_against_the_witnesses_too(last: Any, others: dict[str, str],
                                                                      value: float | None) -> None:
    returned = separator("CT02", "12.000", last, others)
    assert facts(returned, "CT02").get("value") == value
    assert ("V31" in codes(returned)) == (value is None)


def test_last_periods_figure_in_a_percent_cell_is_read_in_full() -> None:
    def percent(page):
        return replace(page, cells={place: c._replace(is_percent=place == (9, 6)) for place, c in page.cells.items()})
    source = edited(book(plan=SHARES, filled=False), CT, I9=0.85, F9=0.82)
    assert facts(submit(changed(source, CT, percent), plan=SHARES), "CT01")["value"] == 85.0


AMOUNTS = replace(PLAN, indicators=(replace(RATIO, numerator="Chi cho chuyển đổi số (triệu đồng)",
                                            denominator="Tổng chi (triệu đồng)"), *PLAN.indicators[1:]))


@pytest.mark.parametrize(("numerator", "denominator", "last", "taken"), [
    ("1.234", 5000.0, 25.0, (1234.0, 5000.0)), ("1.234", 5000.0, 0.03, (1.234, 5000.0)), ("1.234", 5000.0, None, None),
    (500.0, "1.234", None, (500.0, 1234.0)), (1.1, "1.234", 80.0, (1.1, 1.234)), ("1.234", "5.000", 25.0, None),
    ("1.234", 0.0, 25.0, None), ("1.234", None, 25.0, None), ("1.234", 5000.0, 2.0, None)])
def test_one_part_speaks_for_the_other(numerator: Any, denominator: Any, last: float | None,
                                       taken: tuple[float, float] | None) -> None:
    source = edited(book(plan=AMOUNTS), CT, G9=numerator, H9=denominator, I9=None, F9=last)
    returned = submit(source, plan=AMOUNTS)
    found = facts(returned, "CT01")
    assert (found.get("numerator"), found.get("denominator")) == (taken or (None, None))
    assert ("V45" in codes(returned)) == (taken is not None) == ("V31" not in codes(returned))


# Percent scale

PERCENTS = tuple(indicator(f"CT0{n}", f"Tỷ lệ {n}", "percent", "%", targets={2025: parse_target(target)})
                 for n, target in ((1, ">=60"), (2, ">=80"), (3, ">=50"), (4, ">=2"), (5, ">=70")))
SHARES = replace(PLAN, indicators=PERCENTS, assignments=())
INDEX = replace(PERCENTS[0], kind="index", targets={2025: parse_target("55")})


def shares(*rows: tuple[Any, Any], plan: Plan = SHARES) -> Submission:
    """Percentages typed and last period's, row by row from CT01."""
    grid = {f"I{n}": value for n, (value, _) in enumerate(rows, 9)} | {f"F{n}": last for n, (_, last) in
                                                                      enumerate(rows, 9)}
    return submit(edited(book(plan=plan, filled=False), CT, **grid), plan=plan)


@pytest.mark.parametrize(("typed", "last", "value", "why"), [
    (0.85, 82.0, 85.0, "kỳ trước 82, mục tiêu 60"), ("0,85", 82.0, 85.0, "kỳ trước 82, mục tiêu 60"),
    (1.0, 98.0, 100.0, "kỳ trước 98, mục tiêu 60"), (0.57, 40.0, 57.0, "kỳ trước 40, mục tiêu 60")])
def test_last_periods_figure_settles_the_scale(typed: Any, last: float, value: float, why: str) -> None:
    returned = shares((typed, last))
    assert facts(returned, "CT01")["value"] == value
    found = typed if isinstance(typed, str) else f"{typed:g}".replace(".", ",")
    assert only(returned, "V45").message == f'"{found}" đã được đọc là {value:g}, căn cứ: {why}.'
    assert "V15" not in codes(returned) and returned.outcome == "repaired"


@pytest.mark.parametrize(("typed", "last"), [
    (0.85, None), (0.85, 0.8), (0.85, 1.5), (0.85, 20.0), (1.0, 3.0), (0.5, 12.0), ("0,85 %", 82.0), (0.01, 60.0)])
def test_without_a_witness_the_rule_asks(typed: Any, last: float | None) -> None:
    returned = shares((typed, last))
    assert "V15" in codes(returned) and "value" not in facts(returned, "CT01")


@pytest.mark.parametrize("last", [None, 0.8, 82.0])
def test_an_honest_small_share_is_never_scaled(last: float | None) -> None:
    returned = shares((70.0, None), (85.0, None), (55.0, None), (0.85, last))
    assert facts(returned, "CT04")["value"] == 0.85 and not {"V15", "V45"} & {*codes(returned)}


def test_two_settled_rows_speak_for_a_third_that_has_no_past() -> None:
    returned = shares((0.62, 60.0), (0.9, 88.0), (0.55, None))
    assert facts(returned, "CT03")["value"] == 55.0
    assert [f.message for f in returned.findings if f.code == "V45"][2] == (
        '"0,55" đã được đọc là 55, căn cứ: các tỷ lệ khác của tệp nhập theo thang 0 đến 1, mục tiêu 50.')


def test_one_settled_row_does_not() -> None:
    assert "V15" in codes(shares((0.62, 60.0), (None, None), (0.55, None)))


def test_a_file_that_types_percentages_in_full_contradicts() -> None:
    returned = shares((0.62, 60.0), (0.9, 88.0), (55.0, None))
    assert codes(returned).count("V15") == 2 and "V45" not in codes(returned)


def test_cells_in_percent_format_are_peers() -> None:
    def percent(page):
        cells = {place: c._replace(is_percent=place in ((9, 9), (10, 9))) for place, c in page.cells.items()}
        return replace(page, cells=cells)
    source = edited(book(plan=SHARES, filled=False), CT, I9=0.62, I10=0.9, I11=0.55)
    returned = submit(changed(source, CT, percent), plan=SHARES)
    assert [facts(returned, code)["value"] for code in ("CT01", "CT02", "CT03")] == [62.0, 90.0, 55.0]


def test_an_index_in_percent_is_asked_about_where_its_rule_does_not() -> None:
    plan = replace(SHARES, indicators=(INDEX, *PERCENTS[1:]))
    returned = shares((0.55, None), plan=plan)
    assert str(only(returned, "V49")) == (
        "V49 · Chỉ tiêu!I9 (Kết quả): kết quả 0,55: là 0,55% hay đã nhập theo thang 0 đến 1? "
        "Cách sửa: nhập 85 cho 85%.")
    assert "value" not in facts(returned, "CT01")
    assert facts(shares((0.55, 54.0), plan=plan), "CT01")["value"] == 55.0


def test_what_the_plan_does_not_allow_is_not_chosen() -> None:
    plan = replace(SHARES, indicators=(replace(PERCENTS[0], tuning=Tuning(upper=50)), *PERCENTS[1:]))
    assert "V45" not in codes(shares((0.85, 82.0), plan=plan))


@pytest.mark.parametrize(("status", "typed", "progress", "told"), [
    ("Hoàn thành", 1.0, 100.0, ["V45"]), ("Hoàn thành", 100.0, 100.0, []), ("Hoàn thành", 0.85, None, ["V43"]),
    ("Đang thực hiện", 1.0, 1.0, []), ("Đang thực hiện", "1%", 1.0, ["V30"]), ("Đang thực hiện", 2.0, 2.0, []),
    ("Đang thực hiện", "0,5 %", None, ["V43"]),
    ("Hoàn thành", "1 %", None, ["V30"])])
def test_what_is_done_is_done_in_full(status: str, typed: Any, progress: float | None, told: list[str]) -> None:
    cells = {"H10": status, "I10": typed} | ({} if status == "Hoàn thành" else {"J10": None})
    returned = submit(edited(book(), "Nhiệm vụ", **cells))
    assert facts(returned, "NV2").get("progress") == progress
    assert [code for code in codes(returned) if code.startswith("V")] == told


@pytest.mark.parametrize(("typed", "told"), [(0.8, ["V45"]), ("0,8", ["V45"]), (0.7, ["V14", "V21"]), (80.0, [])])
def test_the_parts_of_a_ratio_speak_for_its_scale(typed: Any, told: list[str]) -> None:
    returned = submit(edited(book(), CT, I9=typed))
    assert codes(returned) == told
    assert facts(returned, "CT01").get("value") == (None if "V14" in told else 80.0)


# The witnesses themselves

@pytest.mark.parametrize(("numbers", "likely", "value"), [
    ((1234.0, 1.234), Likely(), None), ((1234.0, 1.234), Likely(upper=100), 1.234),
    ((1234.0, 1.234), Likely(lower=2), 1234.0), ((1.234, 1234.0), Likely(is_whole=True), 1234.0),
    ((1234.0, 1.234), Likely(last=3.7), 1.234), ((1234.0, 1.234), Likely(last=3.8), None),
    ((1234.0, 1.234), Likely(last=41.2), None), ((1234.0, 1.234), Likely(last=420.0), 1234.0),
    ((1234.0, 1.234), Likely(upper=100, last=900.0), None), ((1234.0, 1.234), Likely(upper=100, last=40.0), None),
    ((1234.0, 1.234), Likely(target=41.0), 1.234), ((1234.0, 1.234), Likely(target=42.0), None),
    ((1234.0, 1.234), Likely(mark=","), 1234.0), ((1234.0, 1.234), Likely(mark="."), 1.234),
    ((1234.0, 1.234), Likely(mark=",", upper=100), None), ((1234.0, 1.234), Likely(mark=",", last=30.0), None)])
def test_witnesses_decide_together(numbers: tuple[float, float], likely: Likely, value: float | None) -> None:
    choice = chosen(numbers, likely)
    assert (choice[0] if choice else None) == value


@pytest.mark.parametrize(("marks", "mark"), [
    ([",", "", ","], ","), ([".", "."], "."), ([","], ""), ([",", "."], ""), ([], ""), (["", ""], "")])
def test_a_habit_needs_two_that_agree(marks: list[str], mark: str) -> None:
    assert common_mark(marks) == mark


@pytest.mark.parametrize(("scales", "others"), [
    ((("a", FRACTION), ("b", FRACTION)), FRACTION), ((("a", FRACTION),), ""), ((("a", FULL), ("b", FRACTION)), FULL),
    ((("own", FULL), ("b", FRACTION)), ""), ((), "")])
def test_peers_are_the_other_rows(scales: tuple, others: str) -> None:
    assert Peers(scales).others("own") == others


@given(st.floats(0.0001, 100), st.floats(0.01, 100), st.floats(0.1, 100), st.sampled_from(["", FRACTION, FULL]))
def test_a_share_is_scaled_by_a_hundred_or_not_at_all(typed: float, last: float, target: float, peers: str) -> None:
    settled = full_scale(typed, Likely(last, target, 0, 100), peers)
    if settled:
        assert 0 < typed <= 1 and settled[0] == pytest.approx(100 * typed) and target > 3 and last > 3
        assert abs(settled[0] / last - 1) < 30 and peers != FULL


def test_the_columns_of_these_tests_are_those_of_the_sheet() -> None:
    assert [INDICATORS.index(name) for name in ("previous", "numerator", "denominator", "value")] == [6, 7, 8, 9]


@given(st.decimals("0.001", "999999", places=3), st.sampled_from([COMMA, DOT]), st.floats(0.34, 2.9),
       st.sampled_from(["last", "mark", "both", "whole", "none"]), st.booleans())
def test_honest_witnesses_never_turn_a_number_into_another(number: Decimal, mark: str, factor: float, honest: str,
                                                           is_grouped: bool) -> None:
    number = number.quantize(Decimal(1)) if honest == "whole" else number
    text = f"{number:,}" if is_grouped else str(number)
    text = text if mark == DOT else text.translate(str.maketrans(",.", ".,"))
    likely = Likely(last=float(number) * factor if honest in ("last", "both") else None, lower=0,
                    mark=mark if honest in ("mark", "both") else "", is_whole=honest == "whole")
    reading = read_number(Cell(1, 1, text), COUNT if honest == "whole" else MONEY, "", likely)
    assert not reading.sure or reading.value == float(number)


# Figures of another size

def sized(code: str, typed: float | str, target: str, last: float | None = None, note: str | None = None) -> Submission:
    rows = {row.code: row for row in PLAN.indicators}
    targets = {2025: parse_target(target)} if target else {}
    plan = replace(PLAN, indicators=tuple(replace(row, targets=targets) if row.code == code else row
                                          for row in rows.values()))
    return separator(code, typed, last, {f"M{ROWS[code]}": note} if note else None, plan=plan)


@pytest.mark.parametrize(("code", "typed", "target", "last", "known"), [
    ("CT03", 57.9, ">=0.7", None, "mục tiêu 0,7"), ("CT03", "57,9", ">=0.7", 0.6, "kỳ trước 0,6, mục tiêu 0,7"),
    ("CT03", 0.7, ">=70", None, "mục tiêu 70"), ("CT03", 0.6, "", 58.0, "kỳ trước 58"),
    ("CT02", 1200.0, ">=12", None, "mục tiêu 12"), ("CT02", 1.0, ">=50", 40.0, "kỳ trước 40, mục tiêu 50"),
    ("CT02", 9000.0, "", 12.0, "kỳ trước 12")])
def test_a_figure_of_another_size_than_all_that_is_known_is_asked_about(code: str, typed: float | str, target: str,
                                                                       last: float | None, known: str) -> None:
    for note in (None, "Chưa đạt mục tiêu do thiếu kinh phí"):
        returned = sized(code, typed, target, last, note)
        told = only(returned, "V69")
        found = str(typed).removesuffix(".0").replace(".", ",")
        assert (told.severity, told.place.row, told.place.field) == ("warning", code, "Kết quả")
        assert (told.code, told.message) == (
            "V69", f"kết quả {found} lệch hàng chục lần so với {known}; có thể nhầm dấu thập phân hoặc đơn vị tính.")
        assert "value" in facts(returned, code)


@pytest.mark.parametrize(("code", "typed", "target", "last"), [
    ("CT03", 0.5, ">=0.7", None), ("CT03", 7.0, ">=0.7", None), ("CT03", 57.9, "", None), ("CT03", 0.0, ">=0.7", 0.6),
    ("CT02", 1.0, ">=100", None), ("CT02", 350.0, ">=10", None), ("CT02", 40.0, ">=50", 1.0),
    ("CT02", 1.0, ">=100", 2.0), ("CT01", 80.0, ">=1", None)])
def test_growth_a_slow_beginning_and_other_kinds_are_honest(code: str, typed: float, target: str,
                                                            last: float | None) -> None:
    assert "V69" not in codes(sized(code, typed, target, last))

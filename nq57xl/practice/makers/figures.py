"""Numbers as text, with units and words, marks for decimals and thousands, the scale of percentages (6, 7, 8)."""

import re
from collections.abc import Callable

from nq57xl.model.record import FactValue
from nq57xl.practice.bench import PARTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.truth import CERTAIN, DOUBTFUL, OPEN, Spot, Truth
from nq57xl.sheets.editing.looks import Look

TEXT, PERCENT, GENERAL = Look(number_format="@"), Look(number_format="0%"), Look(number_format="General")
HEDGES = ("khoảng {n}", "hơn {n}", "gần {n}", "trên {n}", "~{n}", ">{n}", "≥ {n}", "dưới {n}", "ước {n}", "{n}+",
          "{n} - {more}", "từ {n} đến {more}", "{n}-{more}", "{n}..{more}", "{n} hoặc {more}", "ít nhất {n}",
          "chưa đến {more}", "<{more}", "{n}?", "tầm {n}")
SPELLED = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
COUNTED = re.compile(r"(?:triệu|tỷ) đồng|trạm|hồ sơ|doanh nghiệp|người dân|cán bộ|cơ sở|thôn|đơn vị|giao dịch|thủ tục|"
                     r"tài khoản|văn bản|nhiệm vụ|cơ quan|sản phẩm|dự án|hộ|người", re.IGNORECASE)


def is_number(_: Spot, value: FactValue) -> bool:
    return isinstance(value, (int, float))


def counts(bench: Bench, least: int = 0) -> list[Spot]:
    """Whole numbers of at least a size: parts of ratios and counts."""
    return bench.spots("indicator", *PARTS, "value", where=lambda spot, value: is_number(spot, value)
                       and float(value).is_integer() and value >= least and not _is_percent(bench, spot))


def ratios(bench: Bench) -> list[str]:
    """Codes of the ratios that have both parts, whose percentage is neither 0 nor 100."""
    return [code for sheet, code, field in bench.truth if (sheet, field) == ("indicator", "denominator")
            and 0 < bench.truth["indicator", code, "value"].value < 100]


def decimals(bench: Bench) -> list[Spot]:
    """Figures of indexes, and progress."""
    return bench.spots("indicator", "value", where=lambda spot, value: is_number(spot, value) and
                       bench.case.plan.indicator(spot[1]).kind in ("index", "money"))


def _is_percent(bench: Bench, spot: Spot) -> bool:
    return spot[2] == "value" and bench.case.plan.indicator(spot[1]).is_percent


def vietnamese(value: float, places: int = 1) -> str:
    """1234.5 -> 1.234,5."""
    text = f"{value:,.{places}f}" if not float(value).is_integer() else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


def _unit(bench: Bench, spot: Spot) -> str:
    """What is counted, in words of the plan; "" where they do not say it in one word: nobody writes a wrong one."""
    indicator = bench.case.plan.indicator(spot[1])
    words = {"numerator": indicator.numerator, "denominator": indicator.denominator}.get(spot[2], "")
    found = COUNTED.findall(words)
    money = [unit for unit in found if unit.endswith("đồng")]
    return (money or found)[0].lower() if found else "" if words else indicator.unit_of_measure.replace("%", "")


@kind("number-as-text", "Số gõ thành chữ", "6")
def number_as_text(bench: Bench) -> None:
    forms: tuple[Callable[[int], str], ...] = (str, lambda n: f" {n} ", lambda n: f"'{n}", lambda n: f"{n}.",
                                               lambda n: f"\u00a0{n}", lambda n: f"{n};")
    for spot in bench.some(counts(bench), 4):
        bench.repaired(spot, bench.luck.choice(forms)(int(bench.truth[spot].value)), TEXT)


@kind("number-with-unit", "Số kèm đơn vị tính", "6")
def number_with_unit(bench: Bench) -> None:
    for spot in bench.some([s for s in counts(bench) if _unit(bench, s)], 3):
        value, unit = bench.truth[spot].value, _unit(bench, spot)
        form = bench.luck.choice(("{n} {u}", "{n}{u}", "{n} ({u})", "{n} {u}.", "{u}: {n}"))
        state = OPEN if ":" in form or "(" in form else CERTAIN
        bench.repaired(spot, form.format(n=vietnamese(value), u=unit))
        bench.truth[spot] = Truth(value, state, "Có chữ kèm theo")
        if state == OPEN:
            bench.doubt(spot, "Có chữ kèm theo", OPEN)


@kind("number-hedged", "Số áng chừng: khoảng, hơn, từ … đến …", "6")
def number_hedged(bench: Bench) -> None:
    for spot in bench.some([*counts(bench), *decimals(bench)], 3):
        value = bench.truth[spot].value
        text = bench.luck.choice(HEDGES).format(n=vietnamese(value), more=vietnamese(value + 5))
        bench.doubtful(spot, text, "Số áng chừng, không phải một con số")


@kind("number-in-words", "Số viết bằng chữ", "6")
def number_in_words(bench: Bench) -> None:
    small = [s for s in counts(bench) if bench.truth[s].value < 10]
    for spot in bench.some(small, 2):
        value = int(bench.truth[spot].value)
        text = bench.luck.choice(("{w}", "{w} ({n})", "{n} ({w})")).format(w=SPELLED[value], n=value)
        bench.doubtful(spot, text, "Số viết bằng chữ", state=DOUBTFUL if text == SPELLED[0] else OPEN)


@kind("fraction-in-result", "Gõ 12/15 vào một ô", "6")
def fraction_in_result(bench: Bench) -> None:
    """Both parts in one cell as text: all that is needed is there."""
    codes = ratios(bench)
    if not codes:
        raise NoRoom
    for code in bench.luck.sample(codes, min(2, len(codes))):
        parts = [("indicator", code, field) for field in PARTS]
        part, whole = (bench.truth[spot].value for spot in parts)
        form = bench.luck.choice(("{a}/{b}", "{a} / {b}", "{a}/{b} {u}"))
        text = form.format(a=part, b=whole, u=_unit(bench, parts[0])).strip()
        field = bench.luck.choice(("value", "numerator"))
        for spot in parts:
            bench.page("indicator").put(*bench.at(spot), None)
        bench.repaired(("indicator", code, field), text, TEXT)


@kind("number-in-thousands-words", "Số kèm nghìn, triệu, tỷ", "6")
def number_in_thousands_words(bench: Bench) -> None:
    for spot in bench.some(counts(bench, 10_000), 2):
        value = bench.truth[spot].value
        exact = value % 100 == 0
        shown = f"{value / 1000:g}".replace(".", ",") if exact else f"{value / 1000:.1f}".replace(".", ",")
        bench.doubtful(spot, f"{shown} nghìn", "Viết theo nghìn" if exact else "Số đã làm tròn theo nghìn",
                       state=OPEN if exact else DOUBTFUL)


@kind("thousands-point", "Dấu chấm hàng nghìn trong số đếm: 1.234", "7")
def thousands_point(bench: Bench) -> None:
    """What is counted is whole: the mark can only stand for thousands."""
    for spot in bench.some(counts(bench, 1000), 4):
        text = vietnamese(bench.truth[spot].value)
        mark = bench.luck.choice((".", " ", "\u00a0", ","))
        bench.repaired(spot, text.replace(".", mark), TEXT)


@kind("thousands-as-number", "Máy đọc 1.234 thành số 1,234", "7")
def thousands_as_number(bench: Bench) -> None:
    """Typed on a computer set to English: the file holds 1.234, though only whole things are counted."""
    fit = [s for s in counts(bench, 1000) if bench.truth[s].value < 1_000_000 and bench.truth[s].value % 1000]
    for spot in bench.some(fit, 2):
        value = bench.truth[spot].value
        bench.doubtful(spot, value / 1000, "Số đếm mà lẻ: 1,234 hay 1.234?", GENERAL)


@kind("decimal-comma", "Dấu phẩy thập phân gõ thành chữ: 85,5", "7")
def decimal_comma(bench: Bench) -> None:
    """Percentages and progress: one reading only is possible."""
    for code in bench.luck.sample(ratios(bench), min(3, len(ratios(bench)))):
        value = round(bench.truth["indicator", code, "value"].value, bench.luck.choice((1, 2)))
        mark = bench.luck.choice((",", ",", "."))
        bench.percentage(code, str(value).replace(".", mark), value, TEXT)
    for spot in bench.spots("assignment", "progress")[:2]:
        bench.type(spot, f"{bench.truth[spot].value},0", TEXT)
    for spot in bench.luck.sample(decimals(bench), min(2, len(decimals(bench)))):
        value = bench.truth[spot].value
        if not float(value).is_integer() and len(str(value).partition(".")[2]) != 3:
            bench.type(spot, str(value).replace(".", ","), TEXT)
    if not bench.did:
        raise NoRoom
    bench.outcome = "repaired"


@kind("three-decimals", "Ba chữ số sau dấu: 1.234 hay 1,234?", "7")
def three_decimals(bench: Bench) -> None:
    """For a percentage only one reading is below 100; for an index both are possible."""
    codes = [c for c in ratios(bench) if bench.truth["indicator", c, "value"].value >= 1]
    for code in bench.luck.sample(codes, min(2, len(codes))):
        value = round(bench.truth["indicator", code, "value"].value, 3)
        if len(str(value).partition(".")[2]) == 3:
            bench.percentage(code, str(value).replace(".", bench.luck.choice((".", ","))), value, TEXT)
    for spot in bench.luck.sample(decimals(bench), min(1, len(decimals(bench)))):
        value = round(float(bench.truth[spot].value), 1) + 1.234 if bench.truth[spot].value < 900 else 1.234
        value = round(value, 3)
        if 1 <= value < 1000 and len(str(value).partition(".")[2]) == 3:
            bench.truth[spot] = Truth(value)
            bench.doubtful(spot, str(value), "Hai cách hiểu dấu chấm", TEXT)
    if not bench.did:
        raise NoRoom


@kind("percent-sign", "Phần trăm có dấu: 85%, “85 %”", "8")
def percent_sign(bench: Bench) -> None:
    """Typed as a percentage or as text with its sign: no doubt."""
    codes = ratios(bench)
    for code in bench.luck.sample(codes, min(3, len(codes))):
        value = round(bench.truth["indicator", code, "value"].value, 1)
        text = str(value).replace(".", ",")
        match bench.luck.choice(("cell", "text", "space", "words")):
            case "cell":
                bench.percentage(code, value / 100, value, Look(number_format="0.0%"), f"{value}%")
            case "text":
                bench.percentage(code, f"{text}%", value, TEXT)
            case "space":
                bench.percentage(code, f"{text} %", value)
            case _:
                bench.percentage(code, f"{text} phần trăm", value)
    progress = bench.spots("assignment", "progress")
    for spot in bench.luck.sample(progress, min(2, len(progress))):
        value = bench.truth[spot].value
        if bench.luck.random() < 0.5:
            bench.type(spot, value / 100, PERCENT, f"{value}%")
        else:
            bench.type(spot, f"{value}%")
    if not bench.did:
        raise NoRoom
    bench.outcome = "repaired"


@kind("percent-as-share", "Phần trăm nhập thành 0,85", "8")
def percent_as_share(bench: Bench) -> None:
    """0.85 in a plain cell, the parts left out: 0,85% or 85%? With last period's figure near one of them a human
    would tell, and may as well ask."""
    codes = ratios(bench)
    for code in bench.luck.sample(codes, min(2, len(codes))):
        value = round(bench.truth["indicator", code, "value"].value, 1)
        known = bench.text(("indicator", code, "previous"))
        near = bool(known) and abs(float(known) - value) < 15
        share = round(value / 100, 4)
        spot = bench.percentage(code, bench.luck.choice((share, str(share).replace(".", ","))), value, GENERAL)
        bench.doubt(spot, "0,85% hay 85%?", OPEN if near else DOUBTFUL)
    running = bench.spots("assignment", "progress", where=lambda _, value: 0 < value < 100)
    for spot in bench.luck.sample(running, min(2, len(running))):
        bench.doubtful(spot, bench.truth[spot].value / 100, "0,85% hay 85%?", GENERAL)
    if not bench.did:
        raise NoRoom


@kind("percent-share-beside-parts", "Kết quả gõ đè thành 0,85 nhưng còn Tử số, Mẫu số", "8")
def percent_share_beside_parts(bench: Bench) -> None:
    """The parts tell what the result is."""
    codes = ratios(bench)
    if not codes:
        raise NoRoom
    for code in bench.luck.sample(codes, min(2, len(codes))):
        spot = ("indicator", code, "value")
        share = round(bench.truth[spot].value / 100, 4)
        look = bench.luck.choice((PERCENT, GENERAL))
        bench.repaired(spot, share, look, f"{share:.0%}" if look is PERCENT else "")
        if look is GENERAL:
            bench.truth[spot] = Truth(bench.truth[spot].value, OPEN, "Kết quả gõ đè trái thang với Tử số, Mẫu số")


@kind("percent-text-trailing", "Dấu % trong ô số đếm hoặc sau chữ", "8")
def percent_text_trailing(bench: Bench) -> None:
    """A percentage in the place of a count says nothing of the count."""
    for spot in bench.some([s for s in counts(bench) if s[2] in PARTS], 2):
        code = spot[1]
        value = round(bench.truth["indicator", code, "value"].value, 1)
        bench.doubtful(spot, f"{value}%".replace(".", ","), "Ghi phần trăm vào ô số đếm")

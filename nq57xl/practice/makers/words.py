"""Words where figures belong, status words outside the list, lists and looks lost by pasting (12, 16)."""

import re

from nq57xl.model import terms
from nq57xl.practice.bench import FIGURES, LAYOUTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.truth import OPEN, Truth

NO_FIGURE = {terms.NOT_AVAILABLE: ("chưa có số liệu", "Chưa có", "chưa có số liệu.", "không có số liệu"),
             terms.NOT_APPLICABLE: ("không áp dụng", "Không áp dụng", "KHÔNG ÁP DỤNG")}
SAYS_NOTHING = ("-", "không có", "không", "x", "/", "...", "n/a", "–", "?", "0?", "chưa", ".", "//", "như kỳ trước",
                "đang tổng hợp")
NEAR = {terms.DONE: ("hoàn thành", "HOÀN THÀNH", "Hoàn thành.", "đã hoàn thành", "xong", "Đã xong", "hoàn thành 100%",
                     "Hoàn  thành"),
        terms.RUNNING: ("đang thực hiện", "Đang thực hiện.", "đang làm", "đang triển khai", "ĐANG THỰC HIỆN"),
        terms.NOT_STARTED: ("chưa thực hiện", "chưa làm", "Chưa triển khai"),
        terms.SUSPENDED: ("tạm dừng", "Tạm ngừng")}
VAGUE = ("cơ bản hoàn thành", "gần xong", "hoàn thành một phần", "đang chờ", "có", "x", "OK?", "báo cáo sau",
         "hoàn thành / đang thực hiện", "chưa hoàn thành")
NEAR_DATA = {terms.REPORTED: ("đã có số liệu", "Đã có", "có số liệu"), terms.ESTIMATED: ("số ước", "ước tính", "ước")}


def _rows_with_figures(bench: Bench) -> list[str]:
    return sorted({code for sheet, code, field in bench.truth if sheet == "indicator" and field in FIGURES})


@kind("words-for-no-figure", "Ghi chữ thay cho tình trạng số liệu", "12")
def words_for_no_figure(bench: Bench) -> None:
    """The word says which status is meant; there is no figure."""
    codes = _rows_with_figures(bench)
    if not codes:
        raise NoRoom
    for code in bench.luck.sample(codes, min(2, len(codes))):
        status = bench.luck.choice(sorted(NO_FIGURE))
        bench.lose_figures(code)
        spot = ("indicator", code, "data_status")
        bench.page("indicator").put(*bench.at(spot), None)
        bench.type(("indicator", code, "value"), bench.luck.choice(NO_FIGURE[status]))
        bench.truth[spot] = Truth(status)
    bench.outcome = "repaired"


@kind("words-that-say-nothing", "Ghi gạch, “không”, “x” thay cho số", "12")
def words_that_say_nothing(bench: Bench) -> None:
    """Neither 0 nor missing: nothing may be taken."""
    codes = _rows_with_figures(bench)
    if not codes:
        raise NoRoom
    for code in bench.luck.sample(codes, min(2, len(codes))):
        field = "numerator" if bench.is_ratio(code) and bench.luck.random() < 0.5 else "value"
        whole = ("indicator", code, "denominator")
        kept = bench.truth.get(whole) if field == "numerator" else None
        status = ("indicator", code, "data_status")
        bench.lose_figures(code)
        bench.type(("indicator", code, field), bench.luck.choice(SAYS_NOTHING))
        if kept:
            bench.page("indicator").put(*bench.at(whole), kept.value)
            bench.truth[whole] = Truth(kept.value, OPEN, "Tử số không rõ")
        if status in bench.truth:
            bench.doubt(status, "Không rõ có số liệu hay không", OPEN)


@kind("zero-is-zero", "Số 0 thật", "12")
def zero_is_zero(bench: Bench) -> None:
    """A typed nought is a figure."""
    parts = [s for s in bench.spots("indicator", "numerator") if bench.truth[s].value > 0]
    for spot in bench.some(parts, 2):
        bench.truth[spot] = Truth(0)
        bench.truth["indicator", spot[1], "value"] = Truth(0)
        bench.type(spot, bench.luck.choice((0, "0")))


@kind("blank-is-blank", "Bỏ trống dòng", "12")
def blank_is_blank(bench: Bench) -> None:
    codes = _rows_with_figures(bench)
    if len(codes) < 2:
        raise NoRoom
    for code in bench.luck.sample(codes, min(2, len(codes) - 1)):
        bench.lose_figures(code)
        bench.tell(f"Để trống số liệu của {code}")
        status = ("indicator", code, "data_status")
        if status in bench.truth:
            bench.doubt(status, "Ghi đã có số liệu mà không có số", OPEN)


@kind("status-near-words", "Trạng thái ghi bằng từ gần nghĩa", "16")
def status_near_words(bench: Bench) -> None:
    spots = bench.spots("assignment", "status", where=lambda _, value: value in NEAR)
    data = bench.spots("indicator", "data_status", where=lambda _, value: value in NEAR_DATA)
    for spot in bench.some([*spots, *data], 4):
        words = (NEAR | NEAR_DATA)[bench.truth[spot].value]
        bench.repaired(spot, bench.luck.choice(words))


@kind("status-vague-words", "Trạng thái ghi lấp lửng", "16")
def status_vague_words(bench: Bench) -> None:
    for spot in bench.some(bench.spots("assignment", "status"), 3):
        bench.doubtful(spot, bench.luck.choice(VAGUE), "Từ không có trong danh sách, không rõ nghĩa")
        for field in ("progress", "completed_on"):
            if (*spot[:2], field) in bench.truth:
                bench.doubt((*spot[:2], field), "Trạng thái không rõ", OPEN)


@kind("looks-lost", "Dán đè làm mất danh sách chọn, giới hạn, định dạng, khóa", "16")
def looks_lost(bench: Bench) -> None:
    """The figures are as they were; only what guards them is gone."""
    for sheet in bench.kinds:
        page = bench.page(sheet)
        page.tail = re.sub(r"<dataValidations.*?</dataValidations>|<sheetProtection[^>]*/>|"
                           r"<conditionalFormatting.*?</conditionalFormatting>", "", page.tail, flags=re.DOTALL)
        columns = [LAYOUTS[sheet].index(field) for field in LAYOUTS[sheet].entry_fields if field != "completed_on"]
        for row in bench.rows(sheet).values():
            for column in columns:
                page.restyle(row, column, "0")
    bench.tell("Mất danh sách chọn, giới hạn nhập, định dạng và khóa ở mọi bảng")


@kind("unlisted-value-pasted", "Dán số liệu của ô khác vào: chữ vào ô số", "16")
def unlisted_value_pasted(bench: Bench) -> None:
    """A whole row of texts pasted one column off: every cell holds what belongs beside it."""
    codes = [c for c in _rows_with_figures(bench) if ("indicator", c, "evidence") in bench.truth]
    if not codes:
        raise NoRoom
    code = bench.luck.choice(codes)
    evidence = bench.truth["indicator", code, "evidence"].value
    spot = ("indicator", code, "value" if not bench.is_ratio(code) else "numerator")
    bench.doubtful(spot, evidence, "Chữ dán vào ô số")

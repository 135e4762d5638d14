"""Days as text in many forms, texts that became days, the other date system (9, 10, 11)."""

from datetime import date, timedelta

from nq57xl.model.record import FactValue
from nq57xl.practice.bench import PARTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.truth import OPEN, Spot, Truth
from nq57xl.sheets.editing.looks import Look
from nq57xl.sheets.editing.page import MAC_EPOCH

TEXT, GENERAL = Look(number_format="@"), Look(number_format="General")
FULL = ("{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d}-{m}-{y}", "{d:02}.{m:02}.{y}", "ngày {d} tháng {m} năm {y}",
        "ngày {d:02}/{m}/{y}", "{y}-{m:02}-{d:02}", "{d} tháng {m} năm {y}", "Ngày {d:02} tháng {m:02} năm {y}",
        " {d}/{m}/{y} ", "{d}/{m}/{y}.", "{d} / {m} / {y}")
ALMOST = ("{d}/{m}/{short:02}", "{d}.{m}.{short:02}", "{d}/{m}")
PARTIAL = ("tháng {m}/{y}", "Tháng {m} năm {y}", "{m}/{y}", "Quý {q}/{y}", "Quý {roman}/{y}", "cuối tháng {m}", "{y}",
           "đầu tháng {m}/{y}", "trong tháng {m}", "tuần 2 tháng {m}")
ROMAN = ("I", "II", "III", "IV")


def _days(bench: Bench) -> list[Spot]:
    return bench.spots("assignment", "completed_on")


def written(form: str, day: date) -> str:
    """A day in a form of this module."""
    quarter = (day.month + 2) // 3
    return form.format(d=day.day, m=day.month, y=day.year, short=day.year % 100, q=quarter, roman=ROMAN[quarter - 1])


@kind("date-as-text", "Ngày gõ thành chữ, đủ ngày tháng năm", "9")
def date_as_text(bench: Bench) -> None:
    for spot in bench.some(_days(bench), 3):
        bench.repaired(spot, written(bench.luck.choice(FULL), bench.truth[spot].value), TEXT)


@kind("date-short", "Ngày thiếu năm hoặc năm hai chữ số", "9")
def date_short(bench: Bench) -> None:
    """A human would take the year from the period, and may as well ask."""
    for spot in bench.some(_days(bench), 3):
        bench.doubtful(spot, written(bench.luck.choice(ALMOST), bench.truth[spot].value), "Ngày viết tắt", TEXT,
                       state=OPEN)


@kind("date-partial", "Chỉ có tháng, quý, năm", "9")
def date_partial(bench: Bench) -> None:
    for spot in bench.some(_days(bench), 3):
        bench.doubtful(spot, written(bench.luck.choice(PARTIAL), bench.truth[spot].value), "Không đủ ngày", TEXT)


@kind("date-month-first", "Ngày viết kiểu tháng trước ngày", "9")
def date_month_first(bench: Bench) -> None:
    """9/25/2025: only one order is possible, but it is not ours."""
    late = [s for s in _days(bench) if bench.truth[s].value.day > 12]
    for spot in bench.some(late, 3):
        day = bench.truth[spot].value
        bench.doubtful(spot, f"{day.month}/{day.day}/{day.year}", "Tháng đứng trước ngày", TEXT, state=OPEN)


@kind("date-swapped", "Máy đặt kiểu Mỹ đổi chỗ ngày và tháng", "9")
def date_swapped(bench: Bench) -> None:
    """05/09 read as May 9 by the computer; it shows because the day lies after the return was sent."""
    sent = bench.case.saved
    fit = [s for s in _days(bench) if (d := bench.truth[s].value).day <= 12 and d.day != d.month
           and date(d.year, d.day, d.month) > sent]
    for spot in bench.some(fit, 2):
        day = bench.truth[spot].value
        bench.doubtful(spot, date(day.year, day.day, day.month), "Ngày ở sau ngày nộp, có thể đổi chỗ ngày, tháng")


@kind("date-serial", "Ngày mất định dạng, chỉ còn số", "9")
def date_serial(bench: Bench) -> None:
    for spot in bench.some(_days(bench), 3):
        bench.repaired(spot, bench.truth[spot].value, GENERAL, "số " + bench.text(spot))


@kind("figure-became-date", "Excel đổi 6-15, 12/5 thành ngày", "10")
def figure_became_date(bench: Bench) -> None:
    """A range or a fraction typed, a day in the cell."""
    def small(_: Spot, value: FactValue) -> bool:
        return isinstance(value, int) and 1 <= value <= 31
    spots = [*bench.spots("indicator", *PARTS, where=small),
             *bench.spots("indicator", "value", where=lambda s, v: small(s, v) and not bench.is_ratio(s[1]))]
    for spot in bench.some(spots, 2):
        value = bench.truth[spot].value
        day = date(bench.case.period.year, bench.luck.randint(1, 12), min(value, 28))
        bench.doubtful(spot, day, "Excel đã đổi số thành ngày", Look(number_format="d-mmm"), f"{day:%d-%b}")


@kind("document-became-date", "Excel đổi số văn bản 12/5 thành ngày", "10")
def document_became_date(bench: Bench) -> None:
    for spot in bench.some(bench.spots("assignment", "document"), 2):
        day = date(bench.case.period.year, bench.luck.randint(1, 12), bench.luck.randint(1, 28))
        bench.truth[spot] = Truth(f"{day.day}/{day.month}")
        bench.doubtful(spot, day, "Excel đã đổi số văn bản thành ngày", Look(number_format="d-mmm"), f"{day:%d-%b}")


@kind("date-1904", "Sổ đếm ngày từ 1904 (Mac)", "11")
def date_1904(bench: Bench) -> None:
    spots = _days(bench)
    if not spots:
        raise NoRoom
    bench.package.change("xl/workbook.xml", lambda xml: xml.replace("<workbookPr/>", '<workbookPr date1904="1"/>'))
    for title in bench.package.titles:
        bench.package.page(title).epoch = MAC_EPOCH
    for spot in spots:
        bench.page("assignment").put(*bench.at(spot), bench.truth[spot].value)
    bench.tell("Sổ lưu theo hệ ngày 1904")


@kind("date-with-time", "Ngày kèm giờ", "9")
def date_with_time(bench: Bench) -> None:
    for spot in bench.some(_days(bench), 2):
        day = bench.truth[spot].value
        page = bench.page("assignment")
        bench.touched.add(spot[:2])
        if bench.luck.random() < 0.5:
            page.put(*bench.at(spot), (day - page.epoch) / timedelta(days=1) + 0.4375)
        else:
            page.put(*bench.at(spot), f"{day.day:02}/{day.month:02}/{day.year} 10:30")
        bench.tell(f"{bench.place(spot)}: thêm giờ 10:30")

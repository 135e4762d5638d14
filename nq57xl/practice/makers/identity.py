"""Last month's file, another version, two files for one unit, files of other units (25, 26, 27)."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from nq57xl.generate import workbook_bytes
from nq57xl.generate.files import NothingToReportError, file_name
from nq57xl.model.period import Period
from nq57xl.model.plan import Unit
from nq57xl.model.record import ACCEPTED, REJECTED
from nq57xl.plans.files import load_plan
from nq57xl.practice.bench import FIGURES, Bench, kind
from nq57xl.practice.case import FORMS, Case, facts_of
from nq57xl.practice.kinds import Kind, NoRoom
from nq57xl.practice.truth import OPEN, Delivery, File, Truth
from nq57xl.sheets.editing.package import CORE
from nq57xl.sheets.layout import GUIDE_SHEET, IDENTITY_SHEET
from nq57xl.simulate.returns import returned
from nq57xl.simulate.unit_filling import fill

SECOND = ("{} (1)", "{} - Copy", "{} bản cuối", "{} sửa lần 2", "{} (sửa)", "Copy of {}", "{} final")


def _stamped(bench: Bench, **facts: str) -> None:
    page = bench.package.page(IDENTITY_SHEET)
    for row in list(page.rows):
        if page.text(row, 1) in facts:
            page.put(row, 2, facts[page.text(row, 1)])


def _other_unit(case: Case, luck: Random) -> Unit:
    """A unit of the same kind; look-alike names first."""
    unit = case.unit
    others = [u for u in case.plan.units if u.kind == unit.kind and u.code != unit.code]
    if not others:
        raise NoRoom
    words = set(unit.name.split())
    some = luck.sample(others[:6] + others[-6:], min(6, len(others)))
    return max(some, key=lambda other: len(words & set(other.name.split())))


@kind("last-period-file", "Nộp lại sổ của kỳ trước", "25")
def last_period_file(bench: Bench) -> None:
    """The stamp says another period; the name may say this one."""
    before = bench.case.period.previous()
    _stamped(bench, period=str(before))
    if bench.luck.random() < 0.5:
        bench.name = bench.name.replace(str(bench.case.period), str(before))
    bench.outcome = REJECTED
    bench.tell(f"Sổ của kỳ {before}, tệp tên {bench.name}")


@kind("last-period-overwritten", "Nhập kỳ này vào sổ kỳ trước, sửa bìa", "25")
def last_period_overwritten(bench: Bench) -> None:
    """Cover and file name say this period, the stamp the one before: somebody must be asked."""
    _stamped(bench, period=str(bench.case.period.previous()))
    bench.asked = "Trang nhận dạng ghi kỳ trước, bìa và tên tệp ghi kỳ này"
    bench.tell("Trang nhận dạng ghi kỳ trước; bìa, tên tệp, tiêu đề ghi kỳ này")


@kind("older-version", "Sổ giao theo bản kế hoạch cũ", "25")
def older_version(bench: Bench) -> None:
    """The same rows under an older version of the plan: read, with a word."""
    _stamped(bench, plan_version="0", digest="0123456789abcdef", issue_id="000000000000")
    bench.tell("Sổ giao theo bản kế hoạch cũ hơn, các dòng không đổi")


@kind("unknown-version", "Sổ theo mẫu hoặc kế hoạch lạ", "25")
def unknown_version(bench: Bench) -> None:
    facts = bench.luck.choice(({"format": "99"}, {"plan": "tinh-khac"}, {"unit": "ZZZ"}, {"period": "thang 9"},
                               {"kind": "khac"}))
    _stamped(bench, **facts)
    bench.name = "bieu.xlsx"
    bench.asked = f"Trang nhận dạng ghi {facts}"
    bench.tell(f"Trang nhận dạng ghi {facts}")


@kind("file-named-for-another", "Tên tệp ghi đơn vị khác", "27")
def file_named_for_another(bench: Bench) -> None:
    other = _other_unit(bench.case, bench.luck)
    bench.name = bench.name.replace(f"_{bench.case.unit.code}_", f"_{other.code}_")
    bench.asked = "Tên tệp trái với nhận dạng"
    bench.tell(f"Tên tệp ghi mã của {other.name}: {bench.name}")


@kind("cover-of-another", "Bìa ghi tên đơn vị khác", "27")
def cover_of_another(bench: Bench) -> None:
    other, unit = _other_unit(bench.case, bench.luck), bench.case.unit
    page = bench.package.page(GUIDE_SHEET)
    found = [(r, c) for r, row in page.rows.items() for c in row.cells if f"(mã {unit.code})" in page.text(r, c)]
    if not found:
        raise NoRoom
    for place in found:
        page.put(*place, f"{other.name} (mã {other.code})")
    bench.asked = "Bìa trái với nhận dạng"
    bench.tell(f"Bìa ghi {other.name}, trang nhận dạng ghi {unit.name}")


def _renamed(name: str, form: str) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{form.format(stem)}.{suffix}"


def _same_twice(case: Case, luck: Random) -> Delivery:
    bench = Bench(case, luck)
    data, second = bench.data(), _renamed(case.name, luck.choice(SECOND))
    if luck.random() < 0.5:
        second = f"gui lai/{case.name}"
    bench.tell(f"Cùng một tệp gửi hai lần: {case.name} và {second}")
    return bench.delivery((File(case.name, data), File(second, data)))


def _two_versions(case: Case, luck: Random) -> Delivery:
    """The later save counts, whatever the names say; nothing is added up."""
    later, earlier = Bench(case, luck), Bench(case, luck)
    early = case.saved - timedelta(days=luck.randint(1, 3))
    earlier.package.set_property(CORE, "modified", f"{early.isoformat()}T08:30:00Z")
    spots = [s for s in earlier.spots("indicator", *FIGURES) if isinstance(earlier.truth[s].value, (int, float))]
    spots = spots or earlier.spots("assignment", "progress")
    for spot in earlier.some(spots, 3):
        value = earlier.truth[spot].value
        earlier.page(spot[0]).put(*earlier.at(spot), max(0, value - 1) if value > 1 else value)
    names = [case.name, _renamed(case.name, luck.choice(SECOND))]
    later.tell(f"Hai tệp khác nhau: bản lưu ngày {early} và bản sau")
    if luck.random() < 0.5:
        names.reverse()
    return later.delivery((File(names[0], earlier.data()), File(names[1], later.data())))


@lru_cache(16)
def _issued(plan: str, period: Period, unit: str, kind: str, day: date) -> bytes:
    return workbook_bytes(load_plan(plan), period, unit, kind, day)


def _copied_from_another(case: Case, luck: Random) -> Delivery:
    """Two units, one set of figures: each file is sound, and together they are not."""
    other = _other_unit(case, luck)
    if case.blank is None:
        raise NoRoom
    filling = fill(luck.randrange(10_000), case.plan, case.period, case.unit)
    try:
        blank = _issued(case.plan.id, case.period, other.code, FORMS[case.kind], case.saved)
    except NothingToReportError as fault:
        raise NoRoom from fault
    theirs = fill(1, case.plan, case.period, other)
    if theirs.indicators.keys() != filling.indicators.keys() or len(filling.indicators) < 5:
        raise NoRoom
    bench = Bench(replace(case, data=returned(case.blank, case.plan, case.period, case.unit, filling, case.saved),
                          facts=facts_of(filling, case.kind)), luck)
    copied = returned(blank, case.plan, case.period, other, replace(theirs, indicators=filling.indicators), case.saved)
    name = file_name(case.plan, case.period, other, FORMS[case.kind])
    bench.asked = "Số liệu giống hệt đơn vị khác"
    bench.tell(f"Tệp của {other.name} chép nguyên số liệu của {case.unit.name}")
    return bench.delivery((File(case.name, bench.data()), File(name, copied)))


def _two_forms(case: Case, luck: Random) -> Delivery:
    """One table in each of two files: together they are the return."""
    if not {"indicator", "assignment"} <= {spot[0] for spot in case.facts}:
        raise NoRoom
    first, second = Bench(case, luck), Bench(case, luck)
    for bench, kept in ((first, "indicator"), (second, "assignment")):
        gone = "assignment" if kept == "indicator" else "indicator"
        page = bench.page(gone)
        for spot in bench.spots(gone, *{s[2] for s in bench.truth}):
            page.put(*bench.at(spot), None)
    first.tell("Nộp hai tệp: một tệp chỉ nhập Chỉ tiêu, một tệp chỉ nhập Nhiệm vụ")
    first.truth = {spot: Truth(t.value, OPEN, "Hai tệp, mỗi tệp một nửa") for spot, t in first.truth.items()}
    first.touched |= {spot[:2] for spot in case.facts} | {(s, c) for s in first.kinds for c in first.rows(s)}
    return first.delivery((File(case.name, first.data(), ACCEPTED),
                           File(_renamed(case.name, "{} nhiem vu"), second.data(), ACCEPTED)))


same_twice = Kind("same-file-twice", "Một tệp gửi hai lần", "26", _same_twice)
two_versions = Kind("two-versions", "Hai tệp của một đơn vị, tệp sau sửa tệp trước", "26", _two_versions)
two_forms = Kind("two-half-files", "Hai tệp, mỗi tệp nhập một bảng", "26", _two_forms)
copied_from_another = Kind("copied-from-another-unit", "Chép nguyên số liệu của đơn vị khác", "27",
                           _copied_from_another)

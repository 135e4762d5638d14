"""Formulas typed over, without stored values, with links to other files and error values (13, 14, 15)."""

import re
from dataclasses import replace

from nq57xl.practice.bench import LAYOUTS, PARTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.makers.figures import counts, ratios
from nq57xl.practice.truth import CERTAIN, OPEN, Truth
from nq57xl.sheets.address import address, letter
from nq57xl.sheets.editing.package import OFFICE, TYPES, WORKBOOK
from nq57xl.sheets.editing.page import ErrorText, Formula

ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!")


def _ratio_codes(bench: Bench) -> list[str]:
    codes = ratios(bench)
    if not codes:
        raise NoRoom
    return bench.luck.sample(codes, min(3, len(codes)))


def _part_cells(bench: Bench, code: str) -> list[str]:
    return [address(*bench.at(("indicator", code, field))) for field in PARTS]


@kind("formula-overwritten-same", "Gõ đè công thức bằng đúng kết quả", "13")
def formula_overwritten_same(bench: Bench) -> None:
    """Rounded as an officer would; the parts are still there."""
    for code in _ratio_codes(bench):
        spot = ("indicator", code, "value")
        places = bench.luck.choice((1, 2, 10))
        bench.type(spot, round(bench.truth[spot].value, places))


@kind("formula-overwritten-other", "Gõ đè công thức bằng số khác Tử số/Mẫu số", "13")
def formula_overwritten_other(bench: Bench) -> None:
    """The figures contradict each other: whichever is taken, it must be said."""
    for code in _ratio_codes(bench)[:2]:
        spot = ("indicator", code, "value")
        value = bench.truth[spot].value
        other = round(value * 0.8, 1) if value > 50 else round(value + 7.5, 1)
        bench.doubtful(spot, other, "Kết quả gõ đè trái với Tử số, Mẫu số")
        for field in PARTS:
            bench.doubt(("indicator", code, field), "Kết quả gõ đè trái với Tử số, Mẫu số")


@kind("formula-own", "Công thức tự đặt ở cột Kết quả", "13")
def formula_own(bench: Bench) -> None:
    """Another way to the same figure, or one that forgets the hundred; the parts tell."""
    for code in _ratio_codes(bench):
        part, whole = _part_cells(bench, code)
        spot = ("indicator", code, "value")
        value = bench.truth[spot].value
        text, stored = bench.luck.choice(((f"{part}/{whole}*100", value), (f"{part}/{whole}", value / 100),
                                          (f"ROUND({part}/{whole}*100,1)", round(value, 1)),
                                          (f"SUM({part})*100/SUM({whole})", value)))
        bench.type(spot, Formula(text, stored))


@kind("result-formula-of-numbers", "Gõ =20/35*100 vào cột Kết quả, bỏ trống Tử số, Mẫu số", "13")
def result_formula_of_numbers(bench: Bench) -> None:
    """The percentage can be calculated by hand; that its parts are the row's is likely, not said."""
    for code in _ratio_codes(bench):
        part, whole = (bench.truth["indicator", code, field].value for field in PARTS)
        value = bench.truth["indicator", code, "value"].value
        stored = bench.luck.choice((value, value, None))
        text = bench.luck.choice((f"{part}/{whole}*100", f"100*{part}/{whole}"))
        spot = bench.percentage(code, Formula(text, stored), value)
        for field, number in zip(PARTS, (part, whole), strict=True):
            bench.truth["indicator", code, field] = Truth(number, OPEN, "Chỉ có trong công thức của Kết quả")
        bench.truth[spot] = Truth(value)


@kind("formula-in-entry", "Công thức trong ô nhập: =12+13", "13")
def formula_in_entry(bench: Bench) -> None:
    for spot in bench.some(counts(bench, 2), 3):
        value = int(bench.truth[spot].value)
        part = bench.luck.randint(1, value - 1)
        bench.type(spot, Formula(f"{part}+{value - part}", value))


@kind("formula-total-stale", "Tổng không còn bằng các phần", "13")
def formula_total_stale(bench: Bench) -> None:
    """A sum in an entry cell whose stored value is older than what it adds up."""
    for spot in bench.some(counts(bench, 4), 2):
        value = int(bench.truth[spot].value)
        bench.doubtful(spot, Formula(f"{value - 3}+3+2", value), "Kết quả lưu khác kết quả tính lại")


@kind("formulas-without-values", "Công thức không lưu kết quả", "14")
def formulas_without_values(bench: Bench) -> None:
    """As programs save that do not calculate; percentages follow from their parts all the same."""
    for title in bench.package.titles:
        page = bench.package.page(title)
        for row, column in page.formulas():
            cell = page.cell(row, column)
            page.set(row, column, replace(cell, kind="", body=re.sub(r"<v>.*?</v>", "", cell.body, flags=re.DOTALL)))
    bench.tell("Mọi công thức mất kết quả lưu")


@kind("entry-formula-without-value", "Công thức tự đặt không lưu kết quả", "14")
def entry_formula_without_value(bench: Bench) -> None:
    """Sums of numbers and of cells can be done by hand; what looks elsewhere cannot."""
    spots = bench.some(counts(bench, 2), 3)
    for spot in spots:
        value = int(bench.truth[spot].value)
        part = bench.luck.randint(1, value - 1)
        form = bench.luck.choice(("sum", "cells", "far"))
        if form == "far":
            bench.doubtful(spot, Formula("VLOOKUP(B6,Solieu!A:C,3,0)"), "Công thức không tính lại được")
        elif form == "cells":
            row, _ = bench.at(spot)
            free = LAYOUTS[spot[0]].index("failure") + 3
            page = bench.page(spot[0])
            page.put(row, free, part)
            page.put(row, free + 1, value - part)
            bench.type(spot, Formula(f"SUM({letter(free)}{row}:{letter(free + 1)}{row})"))
        else:
            bench.type(spot, Formula(f"{part}+{value - part}"))
    bench.outcome = "repaired"


@kind("external-links", "Ô lấy số từ tệp khác", "15")
def external_links(bench: Bench) -> None:
    """The stored figure may be old: taken with a word or asked about."""
    for spot in bench.some(counts(bench), 3):
        value = bench.truth[spot].value
        bench.doubtful(spot, Formula(f"[1]Sheet1!$B${bench.luck.randint(2, 40)}", value), "Số lấy từ tệp khác",
                       state=OPEN)
    link = ('<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"><sheetNames>'
            '<sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>')
    package = bench.package
    package.add_part("xl/externalLinks/externalLink1.xml", link.encode(),
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml")
    package.relate("xl/externalLinks/externalLink1.xml", "rId1", f"{OFFICE}/externalLinkPath",
                   "file:///C:/Users/PC/Desktop/tong-hop.xlsx", "External")
    package.relate(WORKBOOK, "rIdLink1", f"{OFFICE}/externalLink", "externalLinks/externalLink1.xml")
    package.change(WORKBOOK, lambda xml: xml.replace(
        "</sheets>", '</sheets><externalReferences><externalReference '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdLink1"/>'
        "</externalReferences>", 1))
    assert "externalLink1" in package.text(TYPES)


@kind("error-values", "Ô báo lỗi #REF!, #N/A", "15")
def error_values(bench: Bench) -> None:
    for spot in bench.some(counts(bench), 3):
        error = bench.luck.choice(ERRORS)
        content = bench.luck.choice((ErrorText(error), Formula("#REF!+1", error)))
        bench.doubtful(spot, content, "Ô báo lỗi", shown=error)


@kind("errors-around", "Công thức có sẵn báo lỗi, số nhập vẫn đúng", "15")
def errors_around(bench: Bench) -> None:
    """Cells that only show something have broken; what was typed is untouched."""
    page, layout = bench.page("indicator"), LAYOUTS["indicator"]
    rows = list(bench.rows("indicator").items())
    if not rows:
        raise NoRoom
    for code, row in bench.luck.sample(rows, min(3, len(rows))):
        for field in ("achievement", "judgement", "check"):
            column = layout.index(field)
            page.put(row, column, Formula("#REF!", bench.luck.choice(ERRORS)))
        bench.tell(f"Công thức % mục tiêu, Đánh giá, Kiểm tra của {code} báo lỗi")
        bench.touched.add(("indicator", code))
        for spot in [s for s in bench.truth if s[:2] == ("indicator", code)]:
            bench.truth[spot] = Truth(bench.truth[spot].value, CERTAIN)

"""Figures in the wrong unit, place or form of notice: thousands, in-period, notes, colours (next in line)."""

from nq57xl.practice.bench import FIGURES, LAYOUTS, PARTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.makers.figures import counts, ratios
from nq57xl.practice.truth import OPEN, Spot, Truth
from nq57xl.sheets.address import address
from nq57xl.sheets.editing.looks import Look
from nq57xl.sheets.editing.package import OFFICE, TYPES

GREEN, RED = "92D050", "FF0000"


@kind("denominator-in-thousands", "Mẫu số tính theo nghìn, Tử số thì không", "+")
def denominator_in_thousands(bench: Bench) -> None:
    """The part is now larger than the whole."""
    codes = [c for c in ratios(bench) if bench.truth["indicator", c, "denominator"].value >= 2000]
    if not codes:
        raise NoRoom
    for code in bench.luck.sample(codes, min(2, len(codes))):
        spot = ("indicator", code, "denominator")
        bench.doubtful(spot, round(bench.truth[spot].value / 1000, 2), "Tử số lớn hơn Mẫu số: khác đơn vị tính")
        bench.doubt(("indicator", code, "numerator"), "Tử số, Mẫu số khác đơn vị tính")


@kind("figure-in-thousands", "Số đếm ghi theo nghìn, kỳ trước ghi đủ", "+")
def figure_in_thousands(bench: Bench) -> None:
    """Last period's figure shows the jump; a thing that is counted is not broken."""
    for spot in bench.some([s for s in counts(bench, 1500) if bench.truth[s].value % 1000], 2):
        bench.doubtful(spot, bench.truth[spot].value / 1000, "Số đếm mà lẻ: có thể ghi theo nghìn")


@kind("in-period-instead-of-total", "Ghi số trong kỳ thay cho lũy kế", "+")
def in_period_instead_of_total(bench: Bench) -> None:
    """A tenth of last period's figure and no word of it: what was counted cannot have gone."""
    def before(spot: Spot) -> float:
        return float(bench.text((*spot[:2], "previous")) or 0)
    spots = [s for s in counts(bench) if s[2] == "value" and before(s) >= 10]
    for spot in bench.some(spots, 2):
        reason = (*spot[:2], "explanation")
        bench.page("indicator").put(*bench.at(reason), None)
        bench.lose(reason)
        bench.doubtful(spot, round(before(spot) * 0.1), "Còn một phần mười kỳ trước: số trong kỳ hay lũy kế?")


@kind("figure-in-target-column", "Gõ kết quả vào cột Mục tiêu hoặc Kỳ trước", "+")
def figure_in_target_column(bench: Bench) -> None:
    """The place for the result is empty; the figure may be anything."""
    codes = sorted({s[1] for s in bench.truth if s[0] == "indicator" and s[2] == "value"
                    and isinstance(bench.truth[s].value, (int, float))})
    if not codes:
        raise NoRoom
    for code in bench.luck.sample(codes, min(2, len(codes))):
        value = bench.truth["indicator", code, "value"].value
        bench.lose_figures(code)
        field = bench.luck.choice(("target", "previous"))
        bench.type(("indicator", code, field), round(value, 1))
        bench.truth["indicator", code, "value"] = Truth(round(value, 1), "doubtful", "Kết quả gõ nhầm cột")
        if ("indicator", code, "data_status") in bench.truth:
            bench.doubt(("indicator", code, "data_status"), "Không có số ở đúng cột", OPEN)


@kind("figure-in-note", "Số liệu chỉ có trong ghi chú của ô", "+")
def figure_in_note(bench: Bench) -> None:
    """A note with nothing but the number, or with words about it; the cell is blank."""
    notes = []
    for spot in bench.some([s for s in counts(bench) if s[2] in FIGURES], 2):
        value = bench.truth[spot].value
        text = bench.luck.choice(("{n}", "Số liệu: {n}", "{n} (theo báo cáo công an)", "khoảng {n}")).format(n=value)
        bench.doubtful(spot, None, "Số chỉ có trong ghi chú", state=OPEN if "khoảng" not in text else "doubtful")
        notes.append((address(*bench.at(spot)), text))
        bench.tell(f"Ghi chú của ô {bench.place(spot)}: “{text}”")
    add_notes(bench, "indicator", notes)


@kind("notes-beside-figures", "Ghi chú ở ô đã có số", "+")
def notes_beside_figures(bench: Bench) -> None:
    """The cell holds the figure; the note is talk."""
    notes = []
    for spot in bench.some(counts(bench), 3):
        words = bench.luck.choice(("Đã kiểm tra", "Số kỳ trước: 12", "Chị Hoa: xem lại?"))
        notes.append((address(*bench.at(spot)), words))
        bench.touched.add(spot[:2])
    add_notes(bench, "indicator", notes)
    bench.tell("Ghi chú ở ô " + ", ".join(place for place, _ in notes))


def add_notes(bench: Bench, sheet: str, notes: list[tuple[str, str]]) -> None:
    """Add notes to cells of a sheet that has none."""
    package, part = bench.package, bench.package.part_of(bench.title(sheet))
    entries = "".join(f'<comment ref="{place}" authorId="0"><text><r><rPr><b/></rPr><t>Cán bộ:</t></r><r><t '
                      f'xml:space="preserve">\n{text}</t></r></text></comment>' if index % 2 else
                      f'<comment ref="{place}" authorId="0"><text><t>{text}</t></text></comment>'
                      for index, (place, text) in enumerate(notes))
    xml = ('<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Cán bộ'
           f"</author></authors><commentList>{entries}</commentList></comments>")
    package.add_part("xl/comments1.xml", xml.encode(),
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
    package.relate(part, "rIdNotes", f"{OFFICE}/comments", "../comments1.xml")
    assert "comments1" in package.text(TYPES)


@kind("colour-as-data", "Tô màu thay cho trạng thái", "+")
def colour_as_data(bench: Bench) -> None:
    """Green for done: no word, no fact."""
    for spot in bench.some(bench.spots("assignment", "status"), 3):
        done = bench.truth[spot].value == "Hoàn thành"
        style = bench.page("assignment").cell(*bench.at(spot)).style
        bench.type(spot, None)
        bench.page("assignment").restyle(*bench.at(spot), bench.look(style, Look(fill=GREEN if done else RED)))
        bench.lose(spot)
        for field in ("progress", "completed_on", "document"):
            if (*spot[:2], field) in bench.truth:
                bench.doubt((*spot[:2], field), "Trạng thái để trống", OPEN)


@kind("parts-swapped", "Tử số và Mẫu số đổi chỗ", "+")
def parts_swapped(bench: Bench) -> None:
    codes = [c for c in ratios(bench)]
    if not codes:
        raise NoRoom
    for code in bench.luck.sample(codes, min(2, len(codes))):
        part, whole = (("indicator", code, field) for field in PARTS)
        first, second = bench.truth[part].value, bench.truth[whole].value
        bench.doubtful(part, second, "Tử số lớn hơn Mẫu số")
        bench.doubtful(whole, first, "Tử số lớn hơn Mẫu số")
        bench.doubt(part, "Tử số lớn hơn Mẫu số")


@kind("row-shifted-right", "Chèn một ô, cả dòng lệch sang phải", "+")
def row_shifted_right(bench: Bench) -> None:
    """Everything in the row stands under the next header."""
    codes = sorted({s[1] for s in bench.truth if s[0] == "indicator"})
    if not codes:
        raise NoRoom
    code = bench.luck.choice(codes)
    page, layout = bench.page("indicator"), LAYOUTS["indicator"]
    row, start = bench.rows("indicator")[code], bench.luck.choice((3, 7))
    for column in range(len(layout.columns), start - 1, -1):
        page.set(row, column + 1, page.cell(row, column))
    page.put(row, start, None)
    bench.doubt_row("indicator", code, "Cả dòng lệch một ô")
    bench.tell(f"Chèn một ô trong dòng {code}: các ô từ cột {start} lệch sang phải")

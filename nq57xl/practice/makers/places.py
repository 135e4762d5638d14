"""Sheets renamed, moved, copied, deleted (1)."""

from nq57xl.practice.bench import LAYOUTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.truth import DOUBTFUL, Truth
from nq57xl.sheets.layout import GUIDE_SHEET, IDENTITY_SHEET, LISTS_SHEET

NAMES = {"indicator": ("Biểu 01", "Biểu 1 - Chỉ tiêu", "CHỈ TIÊU", "Chỉ tiêu ", "Chi tieu", "Chỉ tiêu T9", "Sheet1",
                       "Phụ lục I"),
         "assignment": ("Biểu 02", "NHIỆM VỤ", "Nhiệm vụ ", "Nhiem vu", "Tiến độ nhiệm vụ", "Sheet2", "Phụ lục II"),
         "difficulty": ("Biểu 03", "Kiến nghị", "KK-KN", "Sheet3")}


@kind("sheet-renamed", "Đổi tên trang", "1")
def sheet_renamed(bench: Bench) -> None:
    for sheet in bench.luck.sample(bench.kinds, bench.luck.randint(1, len(bench.kinds))):
        new, old = bench.luck.choice(NAMES[sheet]), bench.title(sheet)
        bench.rename(sheet, new)
        bench.tell(f"Đổi tên trang “{old}” thành “{new}”")


@kind("sheet-moved", "Đảo thứ tự các trang", "1")
def sheet_moved(bench: Bench) -> None:
    order = list(range(len(bench.package.titles)))
    while order == sorted(order):
        bench.luck.shuffle(order)
    bench.package.change_entries(lambda entries: [entries[n] for n in order])
    place = {str(old): str(new) for new, old in enumerate(order)}
    bench.package.change_names(lambda facts, area: (
        facts | ({"localSheetId": place[facts["localSheetId"]]} if "localSheetId" in facts else {}), area))
    bench.tell("Thứ tự các trang thành: " + ", ".join(bench.package.titles))


@kind("sheet-copied", "Sao chép trang, hai bản giống nhau", "1")
def sheet_copied(bench: Bench) -> None:
    sheet = bench.luck.choice(bench.kinds[:2])
    new = f"{bench.title(sheet)} (2)"
    bench.package.copy(bench.title(sheet), new)
    bench.tell(f"Sao chép trang “{bench.title(sheet)}” thành “{new}”, không sửa gì")


@kind("sheet-copied-changed", "Sao chép trang rồi sửa một bản", "1")
def sheet_copied_changed(bench: Bench) -> None:
    fields = {"indicator": ("numerator", "value"), "assignment": ("progress", "person")}
    sheet = bench.luck.choice([s for s in bench.kinds[:2] if bench.spots(s, *fields[s])])
    title = bench.title(sheet)
    new = bench.luck.choice((f"{title} (2)", f"{title} bản cuối", f"{title} cũ"))
    bench.package.copy(title, new)
    page = bench.package.page(new)
    for spot in bench.some(bench.spots(sheet, *fields[sheet]), 2):
        value = bench.truth[spot].value
        other = f"{value} (thay)" if isinstance(value, str) else round(value * 0.9, 1) if value > 1 else value + 2
        page.put(*bench.at(spot), other)
        bench.doubt(spot, f"Hai trang ghi khác nhau: {value} và {other}")
        bench.tell(f"Trang “{new}” ghi {other} ở {bench.place(spot)}; trang “{title}” ghi {value}")


@kind("sheet-deleted", "Xóa trang không có số liệu hoặc trang kiến nghị", "1")
def sheet_deleted(bench: Bench) -> None:
    choices = [GUIDE_SHEET, LISTS_SHEET, *([bench.title("difficulty")] if "difficulty" in bench.kinds else [])]
    title = bench.luck.choice(choices)
    if title == LAYOUTS["difficulty"].name:
        bench.lose(*[spot for spot in bench.truth if spot[0] == "difficulty"])
    bench.package.drop(title)
    bench.tell(f"Xóa trang “{title}”")


@kind("table-sheet-deleted", "Xóa cả trang Chỉ tiêu hoặc Nhiệm vụ", "1")
def table_sheet_deleted(bench: Bench) -> None:
    tables = [sheet for sheet in bench.kinds[:2] if any(spot[0] != sheet for spot in bench.truth)]
    if len(tables) < 2:
        raise NoRoom
    sheet = bench.luck.choice(tables)
    bench.lose(*[spot for spot in bench.truth if spot[0] == sheet])
    bench.touched |= {(sheet, code) for code in bench.rows(sheet)}
    bench.package.drop(bench.title(sheet))
    bench.tell(f"Xóa trang “{LAYOUTS[sheet].name}”")


@kind("sheet-from-another-unit", "Chép thêm trang của biểu khác vào sổ", "1")
def sheet_from_another_unit(bench: Bench) -> None:
    """The identity of another workbook comes along: nobody knows whose figures these are."""
    page = bench.package.page(IDENTITY_SHEET)
    rows = {page.text(row, 1): row for row in page.rows}
    new = "_nq57 (2)"
    bench.package.copy(IDENTITY_SHEET, new)
    others = [u for u in bench.case.plan.units if u.kind == bench.case.unit.kind and u.code != bench.case.unit.code]
    other = bench.luck.choice(others)
    bench.package.page(new).put(rows["unit"], 2, other.code)
    bench.truth = {spot: Truth(t.value, DOUBTFUL, "Sổ có hai phần nhận dạng") for spot, t in bench.truth.items()}
    bench.asked = "Không rõ sổ của đơn vị nào"
    bench.tell(f"Chép trang nhận dạng của biểu {other.name} vào sổ")


@kind("sheet-wrapped", "Bảng chép sang trang mới, trang cũ còn nguyên nhưng trống", "1")
def sheet_wrapped(bench: Bench) -> None:
    """Filled on a copy; the issued sheet stays blank beside it."""
    sheet = bench.luck.choice([s for s in bench.kinds[:2] if any(spot[0] == s for spot in bench.truth)])
    title, new = bench.title(sheet), f"{bench.title(sheet)} (2)"
    bench.package.copy(title, new)
    page = bench.page(sheet)
    layout = LAYOUTS[sheet]
    for row in bench.rows(sheet).values():
        for field in layout.entry_fields:
            column = layout.index(field)
            if not page.cell(row, column).formula:
                page.put(row, column, None)
    bench.touched |= {(sheet, code) for code in bench.rows(sheet)}
    bench.tell(f"Nhập ở bản sao “{new}”, trang “{title}” để trống")

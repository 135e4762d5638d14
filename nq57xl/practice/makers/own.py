"""Empty and nearly empty returns; own rows, notes, signatures, a million blank rows (28, 29)."""

from nq57xl.model.record import REJECTED
from nq57xl.practice.bench import LAYOUTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.makers.formats import emptied
from nq57xl.practice.truth import Truth
from nq57xl.sheets.editing.page import RowXml
from nq57xl.sheets.editing.references import Move, inserted
from nq57xl.sheets.layout import GUIDE_SHEET

NOTES = ("Ghi chú: số liệu lấy từ Cổng dịch vụ công", "* Số liệu do Công an xã cung cấp", "Tổng cộng: 1.250",
         "Đề nghị thành phố hướng dẫn thêm", "Người tổng hợp: Nguyễn Thị Hoa, ĐT 0225.3.123.456")
OWN = ("Chỉ tiêu riêng của xã", "Số hộ có camera an ninh", "Nhiệm vụ phát sinh theo chỉ đạo")


@kind("empty-return", "Chưa nhập gì", "28")
def empty_return(bench: Bench) -> None:
    emptied(bench)
    if bench.luck.random() < 0.4:
        bench.package.page(GUIDE_SHEET).put(40, 2, "Đã nhận biểu")
    bench.outcome = REJECTED
    bench.tell("Biểu còn nguyên như khi giao")


@kind("nearly-empty", "Mới nhập vài ô", "28")
def nearly_empty(bench: Bench) -> None:
    kept = {spot[:2] for spot in bench.some([s for s in bench.truth if s[0] != "difficulty"], 2)}
    facts = {spot: truth for spot, truth in bench.truth.items() if spot[:2] in kept}
    emptied(bench)
    for spot, truth in facts.items():
        if not (spot[2] == "value" and (*spot[:2], "denominator") in facts):
            bench.page(spot[0]).put(*bench.at(spot), truth.value)
    bench.truth = {spot: Truth(truth.value) for spot, truth in facts.items()}
    bench.tell(f"Chỉ nhập dòng {', '.join(sorted(code for _, code in kept))}")


@kind("sample-rows-left", "Còn dòng ví dụ tự gõ thêm", "28")
def sample_rows_left(bench: Bench) -> None:
    sheet = _table(bench)
    layout, at = LAYOUTS[sheet], min(bench.rows(sheet).values())
    bench.move(sheet, Move(rows=inserted(at)))
    page = bench.page(sheet)
    sample = {"name": "VÍ DỤ: dòng này để hướng dẫn cách nhập", "numerator": 8, "denominator": 10, "value": 80,
              "status": "Đang thực hiện", "progress": 50}
    for field, content in sample.items():
        if any(column.field == field for column in layout.columns):
            page.put(at, layout.index(field), content)
    bench.tell(f"Dòng ví dụ ở dòng {at} trang {bench.title(sheet)}")


@kind("notes-below", "Ghi chú, chữ ký, bảng phụ dưới bảng", "29")
def notes_below(bench: Bench) -> None:
    sheet = _table(bench)
    page, row = bench.page(sheet), bench.page(sheet).last_row + bench.luck.randint(1, 4)
    for words in bench.luck.sample(NOTES, bench.luck.randint(2, len(NOTES))):
        page.put(row, bench.luck.choice((1, 3, 7, 9)), words)
        row += 1
    if bench.luck.random() < 0.5:
        for number in range(3):
            page.put(row + number, 3, bench.luck.choice(OWN))
            page.put(row + number, 9, bench.luck.randint(1, 500))
    bench.tell(f"Ghi chú và bảng phụ dưới trang {bench.title(sheet)}")


@kind("own-rows-inside", "Dòng tự thêm có số liệu ở giữa bảng", "29")
def own_rows_inside(bench: Bench) -> None:
    """They are nobody's rows; those around them stay what they are."""
    sheet = _table(bench)
    layout = LAYOUTS[sheet]
    for _ in range(bench.luck.randint(1, 2)):
        at = bench.luck.choice(sorted(bench.rows(sheet).values()))
        bench.move(sheet, Move(rows=inserted(at)))
        page = bench.page(sheet)
        page.put(at, layout.index("name"), bench.luck.choice(OWN))
        for field in layout.entry_fields[:3]:
            page.put(at, layout.index(field), bench.luck.randint(1, 90))
        bench.tell(f"Dòng tự thêm ở dòng {at} trang {bench.title(sheet)}")


@kind("own-assignments", "Nhiệm vụ riêng ghi ở các dòng trống cuối bảng", "29")
def own_assignments(bench: Bench) -> None:
    """The place that is meant for them: they are facts."""
    free = [code for code in bench.rows("assignment") if code.startswith("extra-")
            and ("assignment", code, "name") not in bench.truth] if "assignment" in bench.kinds else []
    if not free:
        raise NoRoom
    for code in free[: bench.luck.randint(1, 3)]:
        facts = {"name": bench.luck.choice(OWN), "status": "Đang thực hiện", "progress": bench.luck.randint(1, 9) * 10,
                 "person": "Nguyễn Văn A"}
        for field, value in facts.items():
            spot = ("assignment", code, field)
            bench.truth[spot] = Truth(value)
            bench.type(spot, value)


@kind("blank-rows-formatted", "Hàng trăm nghìn dòng trống có định dạng", "29")
def blank_rows_formatted(bench: Bench) -> None:
    """Down to the last row of the sheet; the stated size is the whole sheet."""
    page = bench.page(_table(bench))
    for row in range(page.last_row + 1, bench.luck.choice((1_000, 5_000, 30_000))):
        page.rows[row] = RowXml({"s": "1", "customFormat": "1"})
    page.rows[1_048_576] = RowXml({"s": "1", "customFormat": "1"})
    page.put(1_048_576, bench.luck.choice((1, 5)), None, "1")
    page.head = page.head.replace('<dimension ref="', '<dimension ref="A1:XFD1048576" was="', 1)
    page.head = page.head.split(' was="')[0] + page.head.split(' was="')[1].partition('"')[2]
    bench.tell(f"Trang {page.title}: định dạng kéo đến dòng 1.048.576")


@kind("stray-far-cell", "Một ô lạc ở rất xa bảng", "29")
def stray_far_cell(bench: Bench) -> None:
    page = bench.page(_table(bench))
    page.put(bench.luck.choice((5_000, 65_536, 1_048_576)), bench.luck.choice((1, 60, 16_384)),
             bench.luck.choice((" ", "x", 0)))
    bench.tell(f"Một ô lạc rất xa bảng ở trang {page.title}")


@kind("own-sheets-added", "Thêm trang riêng: bảng tính, phụ lục, biểu đồ", "29")
def own_sheets_added(bench: Bench) -> None:
    """A sheet of sums beside the table, with words that look like ours."""
    bench.package.copy(GUIDE_SHEET, "Tính toán")
    page = bench.package.page("Tính toán")
    for row in range(50, 60):
        page.put(row, 1, f"Chỉ tiêu {row - 49}")
        page.put(row, 2, bench.luck.randint(1, 900))
    bench.tell("Thêm trang “Tính toán”")


def _table(bench: Bench) -> str:
    tables = [kind for kind in bench.kinds[:2] if bench.rows(kind)]
    return bench.luck.choice(tables)

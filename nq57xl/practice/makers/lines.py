"""Rows and columns inserted and deleted, the table pushed about by titles and logos (2)."""

from nq57xl.practice.bench import LAYOUTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.sheets.address import letter
from nq57xl.sheets.editing.page import RowXml
from nq57xl.sheets.editing.references import Move, deleted, inserted
from nq57xl.sheets.layout import KEY

TITLES = ("ỦY BAN NHÂN DÂN", "PHÒNG VĂN HÓA - XÃ HỘI", "BÁO CÁO KẾT QUẢ THỰC HIỆN", "(Kèm theo Công văn số 45/CV-UBND)",
          "Mẫu số 01", "LOGO")
NOTES = ("Cộng mục I", "(Số liệu tính đến ngày 14/9)", "Ghi chú: số liệu do công an xã cung cấp", "Phần do cấp xã nhập")
OWN_COLUMNS = ("Ghi chú riêng", "Cán bộ phụ trách", "Số kỳ trước", "Nguồn số liệu", "Tháng 8")
SPARE = {"indicator": ("previous", "achievement", "judgement", "unit_of_measure", "stt"),
         "assignment": ("coordinating", "product", "stt", "lead"), "difficulty": ("stt",)}


def _filled(bench: Bench) -> str:
    return bench.luck.choice([kind for kind in bench.kinds[:2] if any(spot[0] == kind for spot in bench.truth)])


@kind("rows-inserted", "Chèn dòng vào giữa bảng", "2")
def rows_inserted(bench: Bench) -> None:
    sheet = _filled(bench)
    for _ in range(bench.luck.randint(1, 3)):
        rows = sorted(row for row in bench.page(sheet).rows if row > min(bench.rows(sheet).values()))
        at, count = bench.luck.choice(rows[: len(bench.rows(sheet))] or rows), bench.luck.randint(1, 3)
        bench.move(sheet, Move(rows=inserted(at, count)))
        note = bench.luck.choice((*NOTES, ""))
        if note:
            bench.page(sheet).put(at, LAYOUTS[sheet].index("name"), note)
        bench.tell(f"Chèn {count} dòng ở dòng {at} trang {bench.title(sheet)}, ghi “{note}”")


@kind("title-above", "Chèn tiêu đề, quốc hiệu, logo lên trên bảng", "2")
def title_above(bench: Bench) -> None:
    sheet, count = _filled(bench), bench.luck.randint(2, 9)
    bench.move(sheet, Move(rows=inserted(1, count)))
    page = bench.page(sheet)
    for row, words in enumerate(bench.luck.sample(TITLES, min(count, len(TITLES))), 1):
        page.put(row, bench.luck.choice((1, 3, 5)), words)
    bench.tell(f"Chèn {count} dòng tiêu đề lên đầu trang {bench.title(sheet)}")


@kind("title-in-table", "Chèn dòng giữa mã cột ẩn và tiêu đề cột", "2")
def title_in_table(bench: Bench) -> None:
    sheet, count = _filled(bench), bench.luck.randint(1, 5)
    head = _head(bench, sheet)
    bench.move(sheet, Move(rows=inserted(head, count)))
    bench.page(sheet).put(head, 3, bench.luck.choice(TITLES))
    bench.tell(f"Chèn {count} dòng ngay trên dòng tiêu đề cột của trang {bench.title(sheet)}")


@kind("table-moved-right", "Chèn cột trống bên trái bảng", "2")
def table_moved_right(bench: Bench) -> None:
    sheet, count = _filled(bench), bench.luck.randint(1, 3)
    bench.move(sheet, Move(columns=inserted(1, count)))
    bench.tell(f"Chèn {count} cột trước cột A của trang {bench.title(sheet)}")


@kind("columns-inserted", "Chèn cột riêng vào giữa bảng", "2")
def columns_inserted(bench: Bench) -> None:
    """The own column holds figures that look like ours."""
    sheet = _filled(bench)
    at = bench.luck.randint(3, LAYOUTS[sheet].index(KEY) - 1)
    head, title = _head(bench, sheet), bench.luck.choice(OWN_COLUMNS)
    bench.move(sheet, Move(columns=inserted(at)))
    page = bench.page(sheet)
    page.put(head, at, title)
    for row in bench.rows(sheet).values():
        page.put(row, at, bench.luck.choice((bench.luck.randint(1, 90), "Nguyễn Văn A", None)))
    bench.tell(f"Chèn cột “{title}” ở cột {letter(at)} của trang {bench.title(sheet)}")


@kind("columns-deleted", "Xóa cột không phải cột nhập", "2")
def columns_deleted(bench: Bench) -> None:
    sheet = _filled(bench)
    fields = bench.luck.sample(SPARE[sheet], bench.luck.randint(1, 2))
    for field in sorted(fields, key=LAYOUTS[sheet].index, reverse=True):
        bench.move(sheet, Move(columns=deleted(LAYOUTS[sheet].index(field))))
    bench.tell(f"Xóa cột {', '.join(LAYOUTS[sheet].header(f) for f in fields)} của trang {bench.title(sheet)}")


@kind("entry-column-deleted", "Xóa một cột nhập", "2")
def entry_column_deleted(bench: Bench) -> None:
    sheet = _filled(bench)
    field = bench.luck.choice({"indicator": ("evidence", "explanation", "data_status"),
                               "assignment": ("person", "document", "difficulty")}[sheet])
    bench.move(sheet, Move(columns=deleted(LAYOUTS[sheet].index(field))))
    lost = [spot for spot in bench.truth if spot[0] == sheet and spot[2] == field]
    bench.lose(*lost)
    bench.columns.add((sheet, field))
    bench.touched |= {(sheet, code) for code in bench.rows(sheet)}
    bench.tell(f"Xóa cột {LAYOUTS[sheet].header(field)} của trang {bench.title(sheet)}")


@kind("rows-deleted", "Xóa dòng: tiêu đề nhóm hoặc dòng số liệu", "2")
def rows_deleted(bench: Bench) -> None:
    sheet = _filled(bench)
    codes = [code for code in bench.rows(sheet) if any(spot[:2] == (sheet, code) for spot in bench.truth)]
    if len(codes) < 2:
        raise NoRoom
    keyed = set(bench.rows(sheet).values())
    heads = [row for row in bench.page(sheet).rows if min(keyed) - 2 < row < max(keyed) and row not in keyed
             and row > _head(bench, sheet)]
    gone: list[tuple[int, str]] = [(row, "") for row in bench.luck.sample(heads, min(2, len(heads)))]
    if bench.luck.random() < 0.6 or not gone:
        gone += [(bench.rows(sheet)[code], code) for code in bench.luck.sample(codes, 1)]
    for row, code in sorted(gone, reverse=True):
        bench.move(sheet, Move(rows=deleted(row)))
        bench.lose(*[spot for spot in list(bench.truth) if code and spot[:2] == (sheet, code)])
        bench.tell(f"Xóa dòng {row} {code} của trang {bench.title(sheet)}")


@kind("field-row-deleted", "Xóa dòng mã cột ẩn", "2")
def field_row_deleted(bench: Bench) -> None:
    sheet = _filled(bench)
    row = _head(bench, sheet) - 1
    bench.move(sheet, Move(rows=deleted(row)))
    bench.tell(f"Xóa dòng {row} (mã cột, đang ẩn) của trang {bench.title(sheet)}")


@kind("header-row-deleted", "Xóa dòng tiêu đề cột nhưng còn mã cột ẩn", "2")
def header_row_deleted(bench: Bench) -> None:
    sheet = _filled(bench)
    row = _head(bench, sheet)
    bench.move(sheet, Move(rows=deleted(row)))
    bench.tell(f"Xóa dòng {row} (tiêu đề cột) của trang {bench.title(sheet)}")


@kind("header-reworded", "Sửa chữ tiêu đề cột", "2")
def header_reworded(bench: Bench) -> None:
    sheet = _filled(bench)
    words = {"indicator": {"value": "KQ thực hiện tháng 9", "numerator": "Tử số (số lượng)", "evidence": "Tài liệu",
                           "explanation": "Giải trình, ghi chú"},
             "assignment": {"status": "Tình trạng", "progress": "Tiến độ %", "person": "Người phụ trách",
                            "document": "VB số"}}[sheet]
    for field in bench.luck.sample(sorted(words), bench.luck.randint(1, 3)):
        bench.page(sheet).put(_head(bench, sheet), LAYOUTS[sheet].index(field), words[field])
        bench.tell(f"Sửa tiêu đề cột {LAYOUTS[sheet].header(field)} thành “{words[field]}”")


@kind("table-repeated-header", "Chép lại dòng tiêu đề giữa bảng cho dễ nhìn", "2")
def table_repeated_header(bench: Bench) -> None:
    sheet = _filled(bench)
    head = _head(bench, sheet)
    at = bench.luck.choice(sorted(bench.rows(sheet).values()))
    cells = dict(bench.page(sheet).rows[head].cells)
    bench.move(sheet, Move(rows=inserted(at)))
    bench.page(sheet).rows[at] = RowXml({}, cells)
    bench.tell(f"Chép dòng tiêu đề vào dòng {at} của trang {bench.title(sheet)}")


def _head(bench: Bench, sheet: str) -> int:
    """The row of the visible headers as issued: the one below the hidden names of fields."""
    page, column = bench.page(sheet), LAYOUTS[sheet].index(KEY)
    return next(row for row in sorted(page.rows) if page.text(row, column) == KEY) + 1

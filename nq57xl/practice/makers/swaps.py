"""Rows sorted, columns sorted alone, rows doubled, cells deleted so that others move up (next in line)."""

from nq57xl.practice.bench import LAYOUTS, PARTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.truth import DOUBTFUL, OPEN
from nq57xl.sheets.address import letter
from nq57xl.sheets.editing.page import CellXml, RowXml
from nq57xl.sheets.editing.references import Move, followed, inserted
from nq57xl.sheets.layout import FAILURE, KEY


def _sortable(bench: Bench) -> tuple[str, list[int]]:
    """A table and the rows of its planned lines."""
    tables = [k for k in bench.kinds[:2] if len(_planned(bench, k)) > 3]
    if not tables:
        raise NoRoom
    sheet = bench.luck.choice(tables)
    return sheet, _planned(bench, sheet)


def _planned(bench: Bench, sheet: str) -> list[int]:
    return sorted(row for code, row in bench.rows(sheet).items() if not code.startswith("extra-"))


def _shuffled(bench: Bench, rows: list[int]) -> list[int]:
    order = rows[:]
    while order == rows:
        bench.luck.shuffle(order)
    return order


@kind("rows-sorted", "Sắp xếp cả bảng", "+")
def rows_sorted(bench: Bench) -> None:
    """Whole rows move together: harmless."""
    sheet, rows = _sortable(bench)
    page, order = bench.page(sheet), _shuffled(bench, rows)
    old = {row: page.rows[row] for row in rows}
    for new, source in zip(rows, order, strict=True):
        page.rows[new] = _carried(old[source], source, new, page.title)
    bench.tell(f"Sắp xếp cả dòng trong trang {bench.title(sheet)}")


def _carried(row: RowXml, source: int, target: int, title: str) -> RowXml:
    """A row moved: its formulas look at their own row still."""
    move = Move(rows=lambda number: target if number == source else number)
    cells = {column: cell.with_formula(followed(cell.formula, move, True, title)) if cell.formula else cell
             for column, cell in row.cells.items()}
    return RowXml(dict(row.attributes), cells)


def _sort_columns(bench: Bench, sheet: str, rows: list[int], columns: list[int]) -> list[str]:
    """Let some columns change rows and the others stay. Returns the codes (as keyed) of the rows that changed."""
    page, order = bench.page(sheet), rows[:]
    if bench.luck.random() < 0.5:
        place = bench.luck.randrange(len(rows) - 1)
        order[place], order[place + 1] = order[place + 1], order[place]
    else:
        order = _shuffled(bench, rows)
    moved = {(row, column): page.cell(row, column) for row in rows for column in columns}
    for new, source in zip(rows, order, strict=True):
        for column in columns:
            cell: CellXml = moved[source, column]
            if cell.formula:
                move = Move(rows=lambda number, a=source, b=new: b if number == a else number)
                cell = cell.with_formula(followed(cell.formula, move, True, page.title))
            page.set(new, column, cell)
    by_row = {row: code for code, row in bench.rows(sheet).items()}
    return [by_row[new] for new, source in zip(rows, order, strict=True) if new != source]


@kind("names-sorted-alone", "Chỉ sắp xếp cột tên", "+")
def names_sorted_alone(bench: Bench) -> None:
    """Code and name contradict each other: whose figures are these?"""
    sheet, rows = _sortable(bench)
    for code in _sort_columns(bench, sheet, rows, [LAYOUTS[sheet].index("name")]):
        bench.doubt_row(sheet, code, "Tên và mã thuộc hai dòng khác nhau")
    bench.tell(f"Chỉ cột tên của trang {bench.title(sheet)} được sắp xếp")


@kind("codes-sorted-alone", "Chỉ sắp xếp cột Mã", "+")
def codes_sorted_alone(bench: Bench) -> None:
    """Key and name agree, the code is another row's."""
    sheet, rows = _sortable(bench)
    for code in _sort_columns(bench, sheet, rows, [LAYOUTS[sheet].index("code")]):
        bench.doubt_row(sheet, code, "Mã thuộc dòng khác", OPEN)
    bench.tell(f"Chỉ cột Mã của trang {bench.title(sheet)} được sắp xếp")


@kind("catalogue-sorted-alone", "Sắp xếp STT, Mã, tên mà không kèm số liệu", "+")
def catalogue_sorted_alone(bench: Bench) -> None:
    """Code and name agree with each other and not with the hidden key: the figures may be either row's."""
    sheet, rows = _sortable(bench)
    columns = [LAYOUTS[sheet].index(field) for field in ("stt", "code", "name")]
    for code in _sort_columns(bench, sheet, rows, columns):
        bench.doubt_row(sheet, code, "Mã, tên trái với khóa dòng")
    bench.tell(f"Cột STT, Mã, tên của trang {bench.title(sheet)} được sắp xếp, số liệu thì không")


@kind("visible-sorted", "Sắp xếp phần nhìn thấy, cột khóa ẩn ở lại", "+")
def visible_sorted(bench: Bench) -> None:
    """Every visible row is whole; only the hidden key stayed behind. Two of three witnesses agree."""
    sheet, rows = _sortable(bench)
    layout = LAYOUTS[sheet]
    hidden = (layout.index(KEY), layout.index(FAILURE))
    columns = [number for number in range(1, len(layout.columns) + 1) if number not in hidden]
    for code in _sort_columns(bench, sheet, rows, columns):
        bench.doubt_row(sheet, code, "Khóa dòng ẩn trái với mã và tên", OPEN)
    bench.tell(f"Phần nhìn thấy của trang {bench.title(sheet)} được sắp xếp, cột khóa ẩn ở lại")


@kind("rows-doubled", "Dòng bị chép thành hai, giống nhau", "+")
def rows_doubled(bench: Bench) -> None:
    sheet, rows = _sortable(bench)
    row = bench.luck.choice(rows)
    _double(bench, sheet, row)
    code = next(code for code, number in bench.rows(sheet).items() if number == row)
    bench.touched.add((sheet, code))
    bench.tell(f"Dòng {code} của trang {bench.title(sheet)} có hai bản giống nhau")


@kind("rows-doubled-changed", "Dòng bị chép thành hai, số khác nhau", "+")
def rows_doubled_changed(bench: Bench) -> None:
    fields = {"indicator": (*PARTS, "value"), "assignment": ("progress",)}
    spots = [s for k in bench.kinds[:2] for s in bench.spots(k, *fields[k])
             if isinstance(bench.truth[s].value, (int, float)) and not s[1].startswith("extra-")]
    spot = bench.some(spots, 1)[0]
    sheet, code, _ = spot
    row, column = bench.at(spot)
    value = bench.truth[spot].value
    _double(bench, sheet, row)
    bench.page(sheet).put(row + 1, column, value - 1 if value > 1 else value + 1)
    bench.doubt_row(sheet, code, "Hai dòng cùng mã, nội dung khác nhau", OPEN)
    bench.doubt(spot, "Hai dòng cùng mã ghi hai số khác nhau")
    bench.tell(f"Dòng {code} của trang {bench.title(sheet)} có hai bản, số khác nhau")


def _double(bench: Bench, sheet: str, row: int) -> None:
    bench.move(sheet, Move(rows=inserted(row + 1)))
    page = bench.page(sheet)
    page.rows[row + 1] = _carried(page.rows[row], row, row + 1, page.title)


@kind("cell-deleted-shift-up", "Xóa một ô, các ô dưới dồn lên", "+")
def cell_deleted_shift_up(bench: Bench) -> None:
    """Every figure below stands one row too high; the formulas beside them followed and bear witness."""
    spots = bench.spots("indicator", *PARTS)
    if len(spots) < 4:
        raise NoRoom
    spot = bench.luck.choice(spots[: len(spots) // 2])
    first, column = bench.at(spot)
    page, field = bench.page("indicator"), spot[2]
    last = max(_planned(bench, "indicator"))
    move = Move(rows=lambda n: n if n < first else None if n == first else n - 1)
    _follow_column(bench, column, first, last, move)
    before = {row: page.text(row, column) for row in range(first, last + 1)}
    for row in range(first, last + 1):
        page.set(row, column, page.cell(row + 1, column) if row < last else CellXml(page.cell(row, column).style))
    for code, row in bench.rows("indicator").items():
        if first <= row <= last:
            # Where the cell below held the same number nothing wrong can be read.
            state = OPEN if page.text(row, column) == before[row] else DOUBTFUL
            bench.doubt(("indicator", code, field), "Các ô đã dồn lên một dòng", state)
    bench.tell(f"Xóa ô {bench.place(spot)}, các ô dưới dồn lên")


def _follow_column(bench: Bench, column: int, first: int, last: int, move: Move) -> None:
    """Formulas follow the cells of one column."""
    page = bench.page("indicator")
    own = letter(column)
    for (row, place), formula in page.formulas().items():
        parts = []
        for piece in formula.split(f"${own}"):
            digits = len(piece) - len(piece.lstrip("0123456789"))
            number = int(piece[:digits]) if parts and digits else 0
            if parts and first <= number <= last:
                new = move.rows(number)
                parts.append(f"${own}{new}{piece[digits:]}" if new else f"#REF!{piece[digits:]}")
            else:
                parts.append(f"${own}{piece}" if parts else piece)
        if "".join(parts) != formula:
            page.set(row, place, page.cell(row, place).with_formula("".join(parts)))

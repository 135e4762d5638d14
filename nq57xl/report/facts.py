"""Sheet `Số liệu`: the tidy facts, each with its file, sheet and cell; the formulas of other sheets look here."""

from nq57xl.model.dataset import DataRow, Dataset
from nq57xl.model.record import Fact
from nq57xl.model.terms import MET
from nq57xl.report.frame import FACTS, framed, unit_names
from nq57xl.sheets.layout import TABLES
from nq57xl.sheets.writing.describe import Column, Row, Sheet, Styled, Value

CODE, FIELD, NUMBER, TEXT, USED, REACHED = "SL_MaTH", "SL_Truong", "SL_So", "SL_Chu", "SL_Tinh", "SL_Dat"
"""Defined names of the columns that formulas use."""
COLUMNS = (
    Column("Kỳ", 9, "data"), Column("Kế hoạch", 11, "data"), Column("Mã đơn vị", 9, "data"),
    Column("Tên đơn vị", 24, "data"), Column("Loại", 11, "data"), Column("Mã", 10, "data"),
    Column("Mã tổng hợp", 10, "data", CODE), Column("Trường", 18, "data", FIELD),
    Column("Giá trị số", 13, "data_number", NUMBER), Column("Giá trị chữ", 34, "data", TEXT),
    Column("Tính vào tổng hợp", 9, "data", USED), Column("Đạt mục tiêu", 8, "data", REACHED),
    Column("Tệp", 40, "data"), Column("Trang", 12, "data"), Column("Ô", 7, "data"), Column("Phát hiện", 12, "data"))
NOTE = ("Mỗi dòng là một ô của tệp đơn vị nộp. Cột Tính vào tổng hợp: 1 là được tính, 0 là không. "
        "Các trang khác lấy số từ trang này bằng công thức.")
KIND_LABEL = {layout.kind: layout.name for layout in TABLES}
FIELD_LABEL = {(layout.kind, column.field): column.header for layout in TABLES for column in layout.columns}


def facts_sheet(dataset: Dataset) -> Sheet:
    """All facts of the period, in the order of the dataset."""
    names, reached = unit_names(dataset), _reached(dataset)
    rows = tuple(_row(row, names, reached.get(number)) for number, row in enumerate(dataset.rows))
    sheet = Sheet(FACTS, "SỐ LIỆU CHI TIẾT THEO TỪNG Ô CỦA TỆP ĐƠN VỊ NỘP", columns=COLUMNS, rows=rows,
                  bulk=True, tab_colour="#7F7F7F", header_height=32)
    return framed(dataset, sheet, NOTE)


def field_label(kind: str, field: str) -> str:
    """The officer's word for a field of a fact: the header of its column."""
    return FIELD_LABEL.get((kind, field), field)


def _reached(dataset: Dataset) -> dict[int, int]:
    """Row number -> 1 or 0: whether the unit met the target, said once for each counted unit and indicator."""
    found: dict[int, int] = {}
    told: set[tuple[str, str]] = set()
    for number, row in enumerate(dataset.rows):
        key = row.fact.unit, row.city_code
        if row.used and row.fact.field in ("value", "numerator") and key not in told:
            figure = dataset.unit_figures.get(key)
            if figure is not None and figure.counted:
                told.add(key)
                found[number] = int(figure.judgement == MET)
    return found


def _row(row: DataRow, names: dict[str, str], reached: int | None) -> Row:
    fact = row.fact
    return (fact.period, fact.plan, fact.unit, names.get(fact.unit, fact.unit),
            KIND_LABEL.get(fact.sheet_kind, fact.sheet_kind), fact.code, row.city_code or None,
            field_label(fact.sheet_kind, fact.field), *_value(fact), int(row.used), reached,
            fact.file, fact.sheet, fact.cell, ", ".join(fact.flags) or None)


def _value(fact: Fact) -> tuple[Value, Value]:
    """Number and text column; a date is a number with the look of a date."""
    if isinstance(fact.value, str):
        return None, fact.value
    if isinstance(fact.value, (int, float)):
        return fact.value, None
    return Styled(fact.value, "data_date"), None

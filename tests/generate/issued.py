"""A plan as data files in a temporary folder, and ways to look into the workbooks issued for it."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nq57xl.model.period import parse_period
from nq57xl.model.plan import Plan
from nq57xl.plans.files import ASSIGNMENT_COLUMNS, INDICATOR_COLUMNS, UNIT_COLUMNS, read_plan
from nq57xl.plans.tuning import TUNING_COLUMNS

PERIOD = parse_period("2025-09")
ISSUED = date(2025, 9, 1)
TOML = """
id = "mau"
number = "01/KH-UBND"
date = "2025-07-14"
title = "Kế hoạch mẫu"
issuer = "Ủy ban nhân dân xã Mẫu"
issuer_code = "11542"
level = "commune"
province_code = "31"
version = 2
milestones = [2025, 2030]
[reporting]
periods = ["month"]
to = "Ủy ban nhân dân xã Mẫu"
through = "Phòng Văn hóa - Xã hội"
[[reporting.due]]
unit_kind = "department"
due_day = 18
"""
RATIO = {"code": "M-01", "stt": "1", "group": "I", "group_name": "Hạ tầng số", "name": "Tỷ lệ thôn phủ sóng 5G",
         "unit_of_measure": "%", "kind": "percent", "direction": "up", "consolidation": "ratio", "t2025": ">=60",
         "t2030": "100", "numerator": "Số thôn đã phủ sóng 5G", "denominator": "Tổng số thôn",
         "collected_from": "agency", "lead": "Phòng Kinh tế"}
COUNT = {"code": "M-02", "stt": "2", "group": "I", "group_name": "Hạ tầng số", "name": "=Số tổ công nghệ số",
         "unit_of_measure": "tổ", "kind": "count", "direction": "up", "consolidation": "sum", "cumulative": "1",
         "t2025": "-", "t2030": "12", "collected_from": "agency", "lead": "Phòng Kinh tế"}
RANK = {"code": "M-03", "stt": "3", "group": "II", "group_name": "Xếp hạng", "parent": "3. Chuyển đổi số",
        "name": "Thứ hạng chuyển đổi số", "unit_of_measure": "Thứ bậc", "kind": "rank", "direction": "down",
        "consolidation": "last", "t2025": "top 50", "t2030": "top 30", "collected_from": "agency",
        "lead": "Phòng Kinh tế"}
DATED = {"code": "N-01", "stt": "1", "group": "1", "group_name": "Tuyên truyền", "name": "Ban hành kế hoạch",
         "lead": "Phòng Kinh tế", "coordinating": "Phòng Văn hóa", "product": "Kế hoạch",
         "deadline_text": "Trong tháng 8/2025", "deadline_kind": "month", "deadline": "2025-08"}
RUNNING = {"code": "N-02", "stt": "2", "group": "1", "group_name": "Tuyên truyền", "name": "Tập huấn kỹ năng số",
           "lead": "Phòng Kinh tế", "deadline_text": "Thường xuyên", "deadline_kind": "continuous"}
UNITS = ({"code": "KT", "name": "Phòng Kinh tế", "kind": "department"},
         {"code": "VH", "name": "Phòng Văn hóa", "kind": "department"},
         {"code": "TN", "name": "Đoàn Thanh niên", "kind": "department"})


def plan_in(folder: Path, indicators: tuple[dict, ...] = (RATIO, COUNT, RANK), assignments: tuple[dict, ...] = (
        DATED, RUNNING), units: tuple[dict, ...] = UNITS) -> Plan:
    """Write plan files and read them: data is all that a new plan needs."""
    (folder / "plan.toml").write_text(TOML, encoding="utf-8")
    _write(folder / "indicators.csv", (*INDICATOR_COLUMNS, *TUNING_COLUMNS, "t2025", "t2030"), indicators)
    _write(folder / "assignments.csv", ASSIGNMENT_COLUMNS, assignments)
    _write(folder / "units.csv", UNIT_COLUMNS, units)
    return read_plan(folder)


def _write(path: Path, columns: tuple[str, ...], rows: tuple[dict, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def opened(data: bytes, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def saved(book: Workbook) -> bytes:
    """Saved by openpyxl, formulas lose their stored values: whoever opens the file next must calculate."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """Column number of each field, from the hidden row of field names."""
    row = next(row for row in sheet.iter_rows() if row[0].value == "stt")
    return {cell.value: cell.column for cell in row if cell.value}


def row_of(sheet: Worksheet, key: str) -> int:
    column = columns_of(sheet)["key"]
    return next(cell.row for (cell,) in sheet.iter_rows(min_col=column, max_col=column) if cell.value == key)


def cell(book: Workbook, title: str, key: str, field: str):
    sheet = book[title]
    return sheet.cell(row_of(sheet, key), columns_of(sheet)[field])


def filled_in(data: bytes, entries: Mapping[str, Mapping[str, Mapping[str, object]]]) -> bytes:
    """A form with entries by sheet, row key and field."""
    book = opened(data)
    for title, rows in entries.items():
        for key, fields in rows.items():
            for field, value in fields.items():
                day = isinstance(value, date)
                cell(book, title, key, field).value = datetime(value.year, value.month, value.day) if day else value
    return saved(book)

"""Small datasets for the tests of the report, told as returned files, and ways to look at the report."""

import io
from dataclasses import replace

from openpyxl import Workbook, load_workbook

from nq57xl.merge import dataset
from nq57xl.model.dataset import Dataset
from nq57xl.report import report_sheets
from nq57xl.sheets.writing.describe import Formula, Link, Sheet, Styled, Value
from nq57xl.sheets.writing.write import workbook_bytes
from tests.merge.tables import SEPTEMBER, assignments, indicators, plan, returned

INDICATORS = """
    | code | name              | group_name  | kind    | consolidation | direction | t2025  | t2030 | collected_from |
    | A    | Tỷ lệ hồ sơ số    | Chính quyền | percent | ratio         | up        | >=60   | 80    | commune        |
    | B    | Số điểm wifi      | Hạ tầng     | count   | sum           | up        | 100    | 200   | commune        |
    | C    | Điểm trung bình   | Hạ tầng     | index   | mean          | up        | 5      | 8     | commune        |
    | D    | Điểm thấp nhất    | Hạ tầng     | index   | min           | up        | 5      | 8     | commune        |
    | E    | Điểm cao nhất     | Hạ tầng     | index   | max           | down      | <=9    | <=5   | commune        |
    | F    | Xã đạt mức cơ bản | Chính quyền | percent | share-met     | up        | 50     | 80    | commune        |
    | G    | Xếp hạng chỉ số   | Chính quyền | rank    | last          | up        | top 10 | top 5 | agency         |
    | H    | Kế hoạch riêng    | Chính quyền | text    | none          | up        | -      | -     | agency         |
"""
TASKS = """
    | code | name            | group_name | lead | coordinating | deadline_kind | deadline   | deadline_text |
    | N1   | Lập kế hoạch    | Thể chế    | Sở A | Sở B         | date          | 2025-08-31 | 31/8/2025     |
    | N2   | Xây dựng kho dữ liệu | Hạ tầng | Sở B | các sở, ngành | month       | 2025-12    | Tháng 12/2025 |
"""
XA_MOT = """
    | code | numerator | denominator | value | data_status   | explanation |
    | A    | 30        | 50          | 60    | Đã có số liệu | =1+1        |
    | B    |           |             | 40    | Số ước        |             |
    | C    |           |             | 4     | Đã có số liệu |             |
    | D    |           |             | 6     | Đã có số liệu |             |
    | E    |           |             | 7.5   | Đã có số liệu |             |
    | F    |           |             | 40    | Đã có số liệu |             |
"""
XA_HAI = """
    | code | numerator | denominator | value | data_status      |
    | A    | 40        | 50          | 80    | Đã có số liệu    |
    | B    |           |             | 70    | Đã có số liệu    |
    | C    |           |             | 7     | Đã có số liệu    |
    | D    |           |             | 4.25  | Đã có số liệu    |
    | E    |           |             |       | Không áp dụng    |
    | F    |           |             | 90    | Đã có số liệu    |
"""
SO_A = """
    | code | value | data_status   |
    | G    | 12    | Đã có số liệu |
"""
SO_A_TASKS = """
    | code | status         | progress | completed_on |
    | N1   | Đang thực hiện | 50       |              |
    | N2   | Đang thực hiện | 20       |              |
"""


def sample(**given) -> Dataset:
    """Three communes and two agencies: xã Ba and sở B have not reported. Figures are easy to add up by hand."""
    files = (returned("11", XA_MOT), returned("12", XA_HAI), returned("SA", SO_A, SO_A_TASKS))
    numbered = tuple(replace(row, stt=str(n), lead="Sở A" if row.collected_from == "agency" else "")
                     for n, row in enumerate(indicators(INDICATORS), 1))
    whole = plan(numbered, assignments(TASKS), number="12-KH/TU", date="2025-08-26",
                 title="Kế hoạch thử", issuer="Ban Thường vụ Thành ủy Thử")
    return dataset(whole, SEPTEMBER, given.pop("files", files), **given)


def sheets(data: Dataset, geojson: bytes | None = None) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in report_sheets(data, geojson)}


def book_bytes(data: Dataset, geojson: bytes | None = None) -> bytes:
    return workbook_bytes(report_sheets(data, geojson), "Báo cáo thử", data.as_of)


def opened(data: bytes, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def shown(value: Value) -> object:
    """What a person sees in a cell before anything is recalculated."""
    if isinstance(value, Styled):
        return shown(value.value)
    if isinstance(value, Formula):
        return value.value
    return value.text if isinstance(value, Link) else value


def column(sheet: Sheet, header: str) -> list[object]:
    """What is seen in a column of the sheet's table."""
    at = [c.header for c in sheet.columns].index(header)
    return [shown(row[at]) for row in sheet.rows]


def formula(sheet: Sheet, header: str, row: int) -> str:
    """The formula in a row of the table (the first is 0)."""
    value = sheet.rows[row][[c.header for c in sheet.columns].index(header)]
    return (value.value if isinstance(value, Styled) else value).text


def block(sheet: Sheet, title: str) -> list[list[object]]:
    """What is seen in the block under a title."""
    found = next(b for b in sheet.blocks if b.rows and b.rows[0] and str(shown(b.rows[0][0])).startswith(title))
    return [[shown(value) for value in row] for row in found.rows[1:]]

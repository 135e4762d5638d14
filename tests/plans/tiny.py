"""A tiny plan in a temporary folder, written as small tables in the text of a test."""

from pathlib import Path

from nq57xl.plans.exchange import optional_columns, table_columns

TOML = """id = "tiny"
number = "1/KH-UBND"
date = "2025-07-14"
title = "Kế hoạch nhỏ"
issuer = "Ủy ban nhân dân xã Nhỏ"
issuer_code = "99999"
level = "commune"
province_code = "31"
city_plan = ""
version = 1
milestones = [2025, 2030]
legal_bases = []
replaces = []
notes = []

[accepted]

[reporting]
periods = ["month"]
to = "Ủy ban nhân dân xã"
"""
UNITS = """
code        | name                       | kind       | aliases
VHXH        | Phòng Văn hóa - Xã hội     | department | Phòng VH-XH
KT          | Phòng Kinh tế              | department |
*department | Các phòng                  | department | các phòng, ban
"""
INDICATORS = """
code | annex | stt | name                 | unit_of_measure | kind    | direction | t2025 | t2030 | numerator | denominator | consolidation | collected_from | lead
T-1  | 1     | 1   | Tỷ lệ phủ sóng 5G    | %               | percent | up        | >=60  | 100   | Số khu    | Tổng số khu | ratio         | agency         | Phòng VH-XH
T-2  | 1     | 2   | Số lượng sáng kiến   | Sáng kiến       | count   | up        | 5     | >=7   |           |             | sum           | agency         | Các phòng, ban
"""
ASSIGNMENTS = """
code | annex | stt | name            | lead          | coordinating           | deadline_text | deadline_kind | deadline
T-N1 | III   | 1   | Lập kế hoạch    | Phòng Kinh tế | Phòng Văn hóa – Xã hội | tháng 8/2025  | month         | 2025-08
T-N2 | III   | 2   | Tuyên truyền    | các phòng, ban |                       | thường xuyên  | continuous    |
"""


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a `|` table as dicts."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().split("\n")]
    return [dict(zip(header, line, strict=True)) for line in lines]


def write_plan(folder: Path, toml: str = TOML, indicators: str = INDICATORS, assignments: str = ASSIGNMENTS,
               units: str = UNITS) -> Path:
    """Write the four plan files; columns a table does not name stay empty."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("plan.toml").write_text(toml, encoding="utf-8")
    for file, table in (("indicators.csv", indicators), ("assignments.csv", assignments), ("units.csv", units)):
        used = {column for row in rows_of(table) for column in row}
        columns = (*table_columns(file, (2025, 2030)), *(c for c in optional_columns(file) if c in used))
        lines = [",".join(columns)]
        lines += [",".join(f'"{row.get(column, "")}"' for column in columns) for row in rows_of(table)]
        folder.joinpath(file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder

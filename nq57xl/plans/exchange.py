"""A plan as one Excel workbook and back, without loss: officers edit plan data in Excel.

Each sheet is one plan file: `Kế hoạch` is plan.toml as key and value (JSON), the others are the CSV files with
their column names in the first row. All cells are text, so that Excel changes nothing by itself.
"""

import csv
import io
import json
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from nq57xl.model.finding import ERROR, Finding, Place, raise_finding
from nq57xl.model.messages.plans import PLANS
from nq57xl.model.names import nfc
from nq57xl.plans.check import check_plan
from nq57xl.plans.data_files import DataFileError, read_rows, read_toml
from nq57xl.plans.files import (
    ASSIGNMENT_COLUMNS,
    INDICATOR_COLUMNS,
    MILESTONE_COLUMN,
    UNIT_COLUMNS,
    plan_folder,
    read_plan,
)
from nq57xl.plans.tuning import TUNING_COLUMNS
from nq57xl.saving import save
from nq57xl.sheets.reading.book import Book, Cell
from nq57xl.sheets.reading.read import UnreadableBook, read_book
from nq57xl.sheets.writing.describe import Column, Sheet
from nq57xl.sheets.writing.write import workbook_bytes

FACTS = "Kế hoạch"
TABLES = {"Chỉ tiêu": "indicators.csv", "Nhiệm vụ": "assignments.csv", "Đơn vị": "units.csv"}
WIDE = {"name": 60, "group_name": 30, "parent": 30, "numerator": 30, "denominator": 30, "source_note": 50,
        "baseline": 40, "lead": 28, "coordinating": 28, "director": 28, "chair": 28, "aliases": 40}


def table_columns(file: str, milestones: Iterable[int]) -> tuple[str, ...]:
    """The columns of a plan file in their order; the milestone columns stand after `per_year`."""
    if file != "indicators.csv":
        return {"assignments.csv": ASSIGNMENT_COLUMNS, "units.csv": UNIT_COLUMNS}[file]
    at = INDICATOR_COLUMNS.index("per_year") + 1
    return (*INDICATOR_COLUMNS[:at], *(f"{MILESTONE_COLUMN}{year}" for year in milestones), *INDICATOR_COLUMNS[at:])


def optional_columns(file: str) -> tuple[str, ...]:
    """The columns a plan file need not have; a workbook shows them, a file without them stays without."""
    return TUNING_COLUMNS if file == "indicators.csv" else ()


def export_workbook(plan_id: str, path: Path) -> None:
    """Write a plan's files as one workbook. Raises UnknownPlanError, DataFileError, LockedOutput."""
    folder = plan_folder(plan_id)
    facts = read_toml(folder / "plan.toml")
    sheets = [Sheet(FACTS, columns=(Column("khóa", 24, "verbatim"), Column("giá trị", 120, "verbatim")),
                    rows=tuple((key, json.dumps(value, ensure_ascii=False)) for key, value in facts.items()))]
    for name, file in TABLES.items():
        needed, optional = table_columns(file, facts["milestones"]), optional_columns(file)
        columns = (*needed, *optional)
        rows = read_rows(folder / file, needed, optional) if (folder / file).is_file() else ()
        sheets.append(Sheet(name, columns=tuple(Column(c, WIDE.get(c, 12), "verbatim") for c in columns),
                            rows=tuple(tuple(row[c] or None for c in columns) for row in rows), freeze_columns=1))
    save(workbook_bytes(sheets, facts["title"], date.fromisoformat(facts["date"] or "2025-01-01")), path)


def import_workbook(path: Path, plans_folder: Path) -> tuple[Path | None, list[Finding]]:
    """Read an exported workbook into `plans_folder/<id>/`, in place of what was imported there before.

    Nothing is written while an error remains; the second value lists all findings. Raises FileNotFoundError.
    """
    try:
        files = _files(read_book(path.read_bytes(), path.name))
    except UnreadableBook as fault:
        found = f"không đọc được sổ ({fault.detail or fault.reason})"
        return None, [raise_finding(PLANS["P01"], Place(path.name), found)]
    except DataFileError as fault:
        return None, [raise_finding(PLANS["P01"], Place(path.name), str(fault))]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, text in files.items():
            folder.joinpath(name).write_text(text, encoding="utf-8", newline="")
        try:
            plan = read_plan(folder)
        except DataFileError as fault:
            return None, [raise_finding(PLANS["P01"], Place(path.name), str(fault).replace(temporary, ""))]
    findings = check_plan(plan)
    if any(finding.severity == ERROR for finding in findings):
        return None, findings
    target = plans_folder / plan.id
    target.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        save(text.encode(), target / name)
    return target, findings


def _files(book: Book) -> dict[str, str]:
    """The text of each plan file that the workbook holds. Raises DataFileError."""
    facts = _facts(book)
    files = {"plan.toml": _toml_text(facts)}
    for name, file in TABLES.items():
        columns = table_columns(file, facts.get("milestones", ()))
        files[file] = _csv_text(*_table(book, name, columns, optional_columns(file)))
    return files


def _facts(book: Book) -> dict[str, object]:
    facts = {}
    for number, (key, value) in enumerate(_grid(book, FACTS)[1:], 2):
        try:
            facts[key] = json.loads(value)
        except json.JSONDecodeError as fault:
            raise DataFileError(f"{FACTS}!B{number}: {fault.msg}") from fault
    return facts


def _table(book: Book, name: str, columns: tuple[str, ...],
           optional: tuple[str, ...]) -> tuple[tuple[str, ...], list[list[str]]]:
    """The columns of a sheet and its rows in that order, empty rows and unused optional columns left out."""
    header, *rows = _grid(book, name) or [[]]
    missing = [column for column in columns if column not in header]
    if missing:
        raise DataFileError(f"trang {name} thiếu cột {', '.join(missing)}")
    used = tuple(c for c in optional if c in header and any(row[header.index(c)] for row in rows))
    at = [header.index(column) for column in (*columns, *used)]
    return (*columns, *used), [[row[n] for n in at] for row in rows if any(row)]


def _grid(book: Book, name: str) -> list[list[str]]:
    sheet = book.sheet(name)
    if sheet is None:
        raise DataFileError(f"sổ không có trang {name}")
    height = max((row for row, _ in sheet.cells), default=0)
    width = max((column for _, column in sheet.cells), default=0)
    return [[_text(name, sheet.cells.get((row, column))) for column in range(1, width + 1)]
            for row in range(1, height + 1)]


def _text(sheet: str, cell: Cell | None) -> str:
    """The cell as plan files write it: a number without a needless `.0`; a date or an error is refused."""
    if cell is None:
        return ""
    if cell.state or isinstance(cell.value, date | bool):
        raise DataFileError(f"{sheet}: ô dòng {cell.row} cột {cell.column} không phải là chữ hay số ({cell.value}); "
                            "định dạng ô là Text rồi gõ lại")
    return nfc(f"{cell.value:.15g}" if isinstance(cell.value, float | int) else str(cell.value)).strip()


def _csv_text(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([columns, *rows])
    return target.getvalue()


def _toml_text(facts: dict[str, object]) -> str:
    import tomli_w
    return tomli_w.dumps(facts, multiline_strings=False)

"""The report read back: from a figure of it to the cells of the returned files that it was made from."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from nq57xl.model.names import clean
from nq57xl.report.assignments import COLUMNS as ASSIGNMENT_COLUMNS
from nq57xl.report.assignments import GROUP_NAME as ASSIGNMENT_GROUP
from nq57xl.report.assignments import LEAD_NAME, ROLE_NAME
from nq57xl.report.assignments import STATE_NAME as ASSIGNMENT_STATE
from nq57xl.report.facts import COLUMNS as FACT_COLUMNS
from nq57xl.report.figures import CONSOLIDATION_LABEL, DENOMINATOR, NUMERATOR, VALUE
from nq57xl.report.findings import COLUMNS as FINDING_COLUMNS
from nq57xl.report.findings import SEVERITY_NAME
from nq57xl.report.frame import (
    ASSIGNMENTS,
    DIFFICULTIES,
    FACTS,
    FINDINGS,
    INDICATORS,
    MATRIX,
    OVERVIEW,
    RANKING,
    RETURNS,
    SOURCES,
)
from nq57xl.report.indicators import GROUP_NAME, JUDGEMENT_NAME
from nq57xl.report.matrix import FIXED as MATRIX_COLUMNS
from nq57xl.report.matrix import column_header
from nq57xl.report.returns import DIFFICULTY_COLUMNS, RANKING_COLUMNS, RETURN_COLUMNS
from nq57xl.report.returns import STATE_NAME as RETURN_STATE
from nq57xl.report.sources import COLUMNS as SOURCE_COLUMNS
from nq57xl.sheets.layout import ASSIGNMENTS as ASSIGNMENT_FORM
from nq57xl.sheets.reading.book import Book, Cell, Sheet, Value
from nq57xl.sheets.writing.describe import Column

HASH = "Mã băm SHA-256"
COUNTED_IN = {GROUP_NAME: INDICATORS, JUDGEMENT_NAME: INDICATORS, RETURN_STATE: RETURNS, SEVERITY_NAME: FINDINGS,
              ASSIGNMENT_GROUP: ASSIGNMENTS, LEAD_NAME: ASSIGNMENTS, ROLE_NAME: ASSIGNMENTS,
              ASSIGNMENT_STATE: ASSIGNMENTS}
"""Defined name that formulas of `Tổng quan` count over -> its sheet."""
_INDICATOR_HEADERS = ("Mã", "Chỉ tiêu", "Cách tổng hợp", NUMERATOR, DENOMINATOR)
_RATIO = CONSOLIDATION_LABEL["ratio"]


class NotTraceable(LookupError):
    """No trace can be given; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One cell of a returned file (the whole file where `cell` is empty), and what it says."""

    unit: str
    code: str
    field: str
    value: Value
    file: str
    sha256: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Trace:
    """`subject` says what the cell shows, `value` its content; `note` what else is to know, mostly why there is
    no origin."""

    subject: str
    value: Value
    origins: tuple[Origin, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a table of the report, by header."""

    number: int
    cells: Mapping[str, Value]

    def text(self, header: str) -> str:
        value = self.cells.get(header)
        return clean(f"{value:g}" if isinstance(value, float) else str(value)) if value is not None else ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The cell asked for: its column's header and its row, if it stands in the sheet's table."""

    report: Book
    header: str
    line: _Line | None


def trace(report: Book, sheet_name: str, row: int, column: int) -> Trace:
    """Where the content of a cell of a report comes from. Raises NotTraceable."""
    sheet = report.sheet(sheet_name)
    if sheet is None:
        raise NotTraceable(f"báo cáo không có trang {sheet_name}")
    if report.sheet(FACTS) is None or report.sheet(SOURCES) is None:
        raise NotTraceable(f"đây không phải báo cáo của nq57xl: không có trang {FACTS} hoặc {SOURCES}")
    cell = sheet.cells.get((row, column))
    if sheet_name == OVERVIEW:
        return Trace(OVERVIEW, _value(cell), (), _counted(sheet.formulas.get((row, column), "")))
    headers, follow = _FOLLOWED[sheet_name] if sheet_name in _FOLLOWED else ((), None)
    if follow is None:
        raise NotTraceable(f"trang {sheet_name} không phải trang của báo cáo")
    lines = _lines(sheet, headers)
    line = next((line for line in lines.values() if line.number == row), None)
    subject, origins, note = follow(_Asked(report, _header(sheet, headers, column), line))
    return Trace(subject, _value(cell), tuple(origins), note)


def _value(cell: Cell | None) -> Value:
    return cell.value if cell else None


def _counted(formula: str) -> str:
    """What a formula of the first page counts."""
    names = re.findall(r"\w+", formula)
    sheets = list(dict.fromkeys(COUNTED_IN[name] for name in names if name in COUNTED_IN))
    return f"Đếm từ trang {', '.join(sheets)}: chọn ô ở trang đó để xem tiếp." if sheets else \
        "Ô này không lấy số từ tệp đơn vị nộp."


# --- tables of the report ----------------------------------------------------------------------


def _headers(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(column.header for column in columns)


def _header_row(sheet: Sheet, headers: Iterable[str]) -> int:
    """The row in which all these headers stand. Raises NotTraceable."""
    wanted = set(headers)
    rows: dict[int, set[Value]] = {}
    for (row, _), cell in sheet.cells.items():
        rows.setdefault(row, set()).add(cell.value)
    found = next((row for row, texts in sorted(rows.items()) if wanted <= texts), 0)
    if not found:
        raise NotTraceable(f"trang {sheet.name} không còn dòng tiêu đề của báo cáo")
    return found


def _lines(sheet: Sheet, headers: Iterable[str]) -> dict[int, _Line]:
    """The rows below the headers, by row number."""
    top = _header_row(sheet, headers)
    named = {column: str(cell.value) for (row, column), cell in sheet.cells.items() if row == top}
    rows: dict[int, dict[str, Value]] = {}
    for (row, column), cell in sheet.cells.items():
        if row > top and column in named:
            rows.setdefault(row, {})[named[column]] = cell.value
    return {row: _Line(row, cells) for row, cells in sorted(rows.items())}


def _header(sheet: Sheet, headers: Iterable[str], column: int) -> str:
    cell = sheet.cells.get((_header_row(sheet, headers), column))
    return str(cell.value) if cell else ""


def _table(report: Book, name: str, columns: Iterable[str]) -> Iterable[_Line]:
    return _lines(report.sheet(name), columns).values()


def _hashes(report: Book) -> dict[str, str]:
    return {line.text("Tệp"): line.text(HASH) for line in _table(report, SOURCES, _headers(SOURCE_COLUMNS))}


def _facts(report: Book, wanted: Callable[[_Line], bool]) -> Iterator[Origin]:
    """The rows of `Số liệu` that are wanted."""
    hashes = _hashes(report)
    for line in _table(report, FACTS, _headers(FACT_COLUMNS)):
        if wanted(line):
            number = line.cells.get("Giá trị số")
            value = number if number is not None else line.cells.get("Giá trị chữ")
            yield Origin(line.text("Tên đơn vị"), line.text("Mã"), line.text("Trường"), value, line.text("Tệp"),
                         hashes.get(line.text("Tệp"), ""), line.text("Trang"), line.text("Ô"))


# --- from each sheet to its facts --------------------------------------------------------------

_Followed = tuple[str, Iterable[Origin], str]


def _in_table(asked: _Asked) -> _Line:
    if asked.line is None:
        raise NotTraceable("ô này không nằm trong bảng số liệu của trang")
    return asked.line


def _from_facts(asked: _Asked) -> _Followed:
    line = _in_table(asked)
    place = (line.text("Tệp"), line.text("Trang"), line.text("Ô"), line.text("Trường"))
    return f"{line.text('Mã')}, {line.text('Trường')}", _facts(
        asked.report, lambda each: (each.text("Tệp"), each.text("Trang"), each.text("Ô"), each.text("Trường")) ==
        place), ""


def _from_indicators(asked: _Asked) -> _Followed:
    return _of_indicator(asked.report, _in_table(asked), asked.header)


def _of_indicator(report: Book, line: _Line, header: str) -> _Followed:
    """The facts that an indicator's row is consolidated from; under `Tử số` and `Mẫu số` those parts alone."""
    code, subject = line.text("Mã"), f"{line.text('Mã')}. {line.text('Chỉ tiêu')}: {header}"
    if header == "Kỳ trước":
        return subject, (), "Số của kỳ trước lấy từ tệp số liệu đưa vào khi tổng hợp (--previous)."
    parts = {header} if header in (NUMERATOR, DENOMINATOR) else {NUMERATOR, DENOMINATOR}
    fields = parts if line.text("Cách tổng hợp") == _RATIO else {VALUE}
    found = tuple(_facts(report, lambda each: each.text("Mã tổng hợp") == code and each.cells.get(
        "Tính vào tổng hợp") == 1 and each.text("Trường") in fields))
    return subject, found, "" if found else "Chưa có số liệu nào của đơn vị được tính vào chỉ tiêu này."


def _from_matrix(asked: _Asked) -> _Followed:
    line = _in_table(asked)
    indicator = next((each for each in _table(asked.report, INDICATORS, _INDICATOR_HEADERS)
                      if column_header(each.text("STT"), each.text("Chỉ tiêu")) == asked.header), None)
    if indicator is None:
        raise NotTraceable(f'cột "{asked.header}" không phải cột của một chỉ tiêu')
    if not line.text("Mã"):
        return _of_indicator(asked.report, indicator, line.text("Đơn vị"))
    unit, code = line.text("Mã"), indicator.text("Mã")
    found = tuple(_facts(asked.report, lambda each: each.text("Mã đơn vị") == unit
                         and each.text("Mã tổng hợp") == code and each.text("Trường") in
                         (NUMERATOR, DENOMINATOR, VALUE)))
    return (f"{line.text('Đơn vị')}, chỉ tiêu {code}", found,
            "" if found else "Đơn vị chưa có số liệu của chỉ tiêu này.")


def _from_assignments(asked: _Asked) -> _Followed:
    line = _in_table(asked)
    code, unit = line.text("Mã"), line.text("Đơn vị báo cáo")
    own = {column.header for column in ASSIGNMENT_FORM.columns if column.entry}
    fields = {asked.header} if asked.header in own else own
    found = tuple(_facts(asked.report, lambda each: each.text("Loại") == ASSIGNMENT_FORM.name and each.text("Mã") ==
                         code and each.text("Tên đơn vị") == unit and each.text("Trường") in fields))
    return f"{code}, {unit}", found, "" if found else "Đơn vị chưa báo cáo nội dung này."


def _from_place(asked: _Asked) -> _Followed:
    """Rows that name file, sheet and cell themselves."""
    line = _in_table(asked)
    file = line.text("Tệp")
    origin = Origin(line.text("Đơn vị"), line.text("Mã") or line.text("Dòng"), line.text("Cột"),
                    line.cells.get("Giá trị tìm thấy"), file, _hashes(asked.report).get(file, ""),
                    line.text("Trang"), line.text("Ô"))
    return f"dòng {line.text('STT')}", (origin,) if file else (), "" if file else "Dòng này không nói về một tệp nào."


def _from_unit(asked: _Asked) -> _Followed:
    """All files of the row's unit."""
    name = _in_table(asked).text("Đơn vị")
    found = tuple(Origin(name, "", "", None, line.text("Tệp"), line.text(HASH), "", "")
                  for line in _table(asked.report, SOURCES, _headers(SOURCE_COLUMNS)) if line.text("Đơn vị") == name)
    return name, found, "" if found else "Không có tệp nào của đơn vị này."


_FOLLOWED: dict[str, tuple[tuple[str, ...], Callable[[_Asked], _Followed]]] = {
    INDICATORS: (_INDICATOR_HEADERS, _from_indicators),
    MATRIX: (_headers(MATRIX_COLUMNS), _from_matrix),
    ASSIGNMENTS: (_headers(ASSIGNMENT_COLUMNS), _from_assignments),
    DIFFICULTIES: (_headers(DIFFICULTY_COLUMNS), _from_place),
    RANKING: (_headers(RANKING_COLUMNS), _from_unit),
    RETURNS: (_headers(RETURN_COLUMNS), _from_unit),
    FINDINGS: (_headers(FINDING_COLUMNS), _from_place),
    FACTS: (_headers(FACT_COLUMNS), _from_facts),
    SOURCES: (_headers(SOURCE_COLUMNS), _from_place)}
"""Sheet -> the headers its table is known by, and how one of its cells is followed."""

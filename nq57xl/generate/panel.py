"""The status panel of the guide sheet: how many rows are done, and whether the workbook is ready.

An error value under `Kiểm tra` counts as a row with an error: a workbook is ready only where every row says so.
"""

from collections.abc import Mapping

from nq57xl.generate.formulas import DOUBTFUL, OK, TODO, WRONG
from nq57xl.rules.catalogue import RULES, TODO_CODES
from nq57xl.sheets.address import letter
from nq57xl.sheets.issuing.form import Content, Formula, Line, Table
from nq57xl.sheets.layout import Layout

ROWS_OF_EXCEL = 1_048_576
READY, NOT_READY = "SẴN SÀNG NỘP", "CHƯA NỘP ĐƯỢC"


def panel_rows(tables: tuple[Table, ...], first_rows: Mapping[str, int]) -> tuple[dict[str, Content], ...]:
    """A row for each table that is checked."""
    return tuple(_panel_row(table, first_rows[table.layout.name]) for table in tables)


def _panel_row(table: Table, first: int) -> dict[str, Content]:
    name = f"nq_{table.layout.kind}_check"
    texts = [_stored_check(line) for line in table.lines]

    def count(*marks: str) -> Formula:
        return Formula("+".join(_count(name, mark) for mark in marks),
                       sum(text.startswith(marks) for text in texts))
    return {"panel_sheet": table.layout.name, "panel_rows": count(OK, TODO, WRONG, DOUBTFUL),
            "panel_done": count(OK, DOUBTFUL), "panel_todo": count(TODO), "panel_errors": count(WRONG),
            "panel_warnings": count(DOUBTFUL), "panel_link": _link(table, name, first)}


def _count(name: str, mark: str) -> str:
    counted = f'COUNTIF({name},"{mark}*")'
    return f"{counted}+SUMPRODUCT(--ISERROR({name}))" if mark == WRONG else counted


def _link(table: Table, name: str, first: int) -> Formula:
    """A link to the first row with an error, else the first not filled, else the first with a warning."""
    target = letter(table.layout.index(_todo_field(table.layout)))
    text = '""'
    for mark in (DOUBTFUL, TODO, WRONG):
        row = f'ROW(INDEX({name},MATCH("{mark}*",{name},0)))'
        place = f'"{table.layout.name}\'!{target}"&{row}'
        link = f'HYPERLINK("#\'"&{place},"→ {table.layout.name}, ô {target}"&{row})'
        text = f'IF(COUNTIF({name},"{mark}*")>0,{link},{text})'
    return Formula(f"IF(SUMPRODUCT(--ISERROR({name}))>0,{_broken_link(table, name, target)},{text})",
                   _first_link(table, target, first))


def _broken_link(table: Table, name: str, target: str) -> str:
    """A link to the first row whose check is itself an error."""
    row = f"SUMPRODUCT(MIN(ROW({name})+{ROWS_OF_EXCEL}*(1-ISERROR({name}))))"
    return f'HYPERLINK("#\'{table.layout.name}\'!{target}"&{row},"→ {table.layout.name}, ô {target}"&{row})'


def _first_link(table: Table, target: str, first: int) -> str:
    for mark in (WRONG, TODO, DOUBTFUL):
        for row, line in enumerate(table.lines, first):
            if _stored_check(line).startswith(mark):
                return f"→ {table.layout.name}, ô {target}{row}"
    return ""


def _todo_field(layout: Layout) -> str:
    """The column of a row to which the panel leads."""
    todo = (rule.field for rule in RULES if rule.sheet == layout.kind and rule.code in TODO_CODES)
    return next(todo, layout.entry_fields[0])


def readiness(tables: tuple[Table, ...]) -> Formula:
    """One line: ready, or what is missing."""
    def total(mark: str) -> str:
        return "+".join(_count(f"nq_{table.layout.kind}_check", mark) for table in tables)
    todo, wrong, doubtful = total(TODO), total(WRONG), total(DOUBTFUL)
    ready = f'IF({doubtful}=0,"{READY}","{READY} (còn "&{doubtful}&" cảnh báo nên xem lại)")'
    missing = (f'"{NOT_READY}: "&IF({todo}>0,"còn "&{todo}&" dòng chưa nhập","")'
               f'&IF({todo}>0,IF({wrong}>0,", ",""),"")&IF({wrong}>0,{wrong}&" dòng lỗi","")')
    rows = sum(_stored_check(line).startswith(TODO) for table in tables for line in table.lines)
    stored = f"{NOT_READY}: còn {rows} dòng chưa nhập" if rows else READY
    return Formula(f"IF({todo}+{wrong}=0,{ready},{missing})", stored)


def _stored_check(line: Line) -> str:
    """What `Kiểm tra` says of a row while the form is blank; nothing in a heading."""
    check = line.cells.get("check")
    return str(check.stored) if isinstance(check, Formula) else ""

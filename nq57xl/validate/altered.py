"""Locked texts that were typed over: told, and asked about where the figure may be in another unit of measure."""

from collections.abc import Mapping

from nq57xl.model.finding import Finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.names import fold
from nq57xl.plans.check import unit_notes
from nq57xl.sheets.reading.book import Cell
from nq57xl.validate.cells import Line, Table, text_of
from nq57xl.validate.measures import SAME, scale_of
from nq57xl.validate.shown import decimal, shown

_SIGNS = str.maketrans({" ": None, "%": None, ",": "."})


def is_other_unit(line: Line, issued: str) -> bool:
    """Whether the row now says a unit of measure of another scale or kind than it was issued with."""
    found = text_of(line.cells.get("unit_of_measure"))
    return bool(found and issued) and not _is_same_unit(found, issued) and SAME not in (
        scale_of(found, issued, True), scale_of(issued, found, True))


def altered_findings(table: Table, line: Line, issued: Mapping[str, str], is_asked: bool) -> list[Finding]:
    """What locked columns say instead of their `issued` texts. `is_asked`: the unit of measure leaves open in what
    the row's figures are."""
    findings = []
    for name, text in issued.items():
        cell = line.cells.get(name)
        if not text or not text_of(cell) or _is_same(name, cell, text):
            continue
        code = "S82" if is_asked and name == "unit_of_measure" else "S81"
        findings.append(table.finding(MESSAGES[code], line, name, shown(text_of(cell)), expected=text,
                                      column=table.header(name)))
    return findings


def _is_same(name: str, cell: Cell, issued: str) -> bool:
    if name == "unit_of_measure":
        return _is_same_unit(text_of(cell), issued)
    whole, current = _plain(issued), _plain(issued.split(" (năm ")[0])
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return current in (_plain(decimal(cell.value)), _plain(decimal(100 * cell.value)))
    # What became a day in the hands of a spreadsheet program was not typed by anyone.
    return not isinstance(cell.value, str) or _plain(text_of(cell)) in (whole, current)


def _is_same_unit(found: str, issued: str) -> bool:
    """`phần trăm` and `tỷ lệ phần trăm` are `%`."""
    said, own = fold(found), fold(issued)
    return said.replace(" ", "") == own.replace(" ", "") or said == unit_notes().get(own) or (
        own == "%" and said == "phần trăm")


def _plain(text: str) -> str:
    return fold(text).replace(">=", "≥").replace("<=", "≤").translate(_SIGNS)

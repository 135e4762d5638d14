"""What needs attention: the short list of `Tổng quan`, each line with a link to its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from nq57xl.model.dataset import MISSING, REFUSED, CityFigure, Dataset
from nq57xl.model.days import day_text
from nq57xl.model.finding import ERROR
from nq57xl.model.target import display
from nq57xl.model.terms import BEHIND
from nq57xl.report.assignments import overdue, overdue_row
from nq57xl.report.frame import ASSIGNMENTS, FINDINGS, FIRST_ROW, INDICATORS, RETURNS, numbered_name, unit_name
from nq57xl.sheets.writing.describe import quoted

WORST, MOST_NAMES = 5, 12


@dataclass(frozen=True, slots=True)
class Attention:
    """One line; `target` is the place in the workbook where it is told in full."""

    subject: str
    text: str
    target: str


def attention(dataset: Dataset) -> tuple[Attention, ...]:
    """Units that did not report, files refused, errors, indicators behind, assignments overdue."""
    return (*_units(dataset, MISSING, "Chưa nộp"), *_units(dataset, REFUSED, "Bị từ chối"), *_errors(dataset),
            *_behind(dataset), *_overdue(dataset))


def _units(dataset: Dataset, state: str, subject: str) -> Iterator[Attention]:
    found = [(row, entry.unit.name) for row, entry in enumerate(dataset.returns, FIRST_ROW) if entry.state == state]
    if found:
        names = ", ".join(name for _, name in found[:MOST_NAMES])
        more = f" và {len(found) - MOST_NAMES} đơn vị khác" if len(found) > MOST_NAMES else ""
        yield Attention(subject, f"{len(found)} đơn vị: {names}{more}", f"{quoted(RETURNS)}!E{found[0][0]}")


def _errors(dataset: Dataset) -> Iterator[Attention]:
    errors = [f for f in dataset.findings if f.severity == ERROR]
    files = {f.place.file for f in errors if f.place.file}
    if errors:
        yield Attention("Lỗi số liệu", f"{len(errors)} lỗi ở {len(files)} tệp; số liệu có lỗi chưa được tính.",
                        f"{quoted(FINDINGS)}!A{FIRST_ROW}")


def _behind(dataset: Dataset) -> Iterator[Attention]:
    """The indicators that are furthest behind; those without a share of the target come last."""
    found = [(row, figure) for row, figure in enumerate(dataset.figures, FIRST_ROW) if figure.judgement == BEHIND]
    found.sort(key=lambda item: (item[1].achievement is None, item[1].achievement or 0.0, item[0]))
    for row, figure in found[:WORST]:
        yield Attention("Chỉ tiêu chậm", _line(figure), f"{quoted(INDICATORS)}!C{row}")


def _line(figure: CityFigure) -> str:
    indicator, value = figure.indicator, figure.value
    shown = value if isinstance(value, str) else _number(value)
    unit = "%" if indicator.is_percent else "" if indicator.kind == "rank" else f" {indicator.unit_of_measure}"
    name, target = numbered_name(indicator.stt, indicator.name), display(figure.target, indicator.is_percent)
    return f"{name}: {shown}{unit}, mục tiêu {target}"


def _number(value: float) -> str:
    """`1.234,5` as offices write it; no decimals where there are none."""
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate({ord(","): ".", ord("."): ","})


def _overdue(dataset: Dataset) -> Iterator[Attention]:
    found = overdue(dataset)
    first = overdue_row(dataset) + 2
    for row, state in enumerate(found[:WORST], first):
        since = f"hạn {day_text(state.deadline)}, " if state.deadline else ""
        yield Attention("Nhiệm vụ quá hạn", f"{state.code}. {state.name} ({since}{unit_name(dataset, state.unit)})",
                        f"{quoted(ASSIGNMENTS)}!C{row}")
    if len(found) > WORST:
        yield Attention("Nhiệm vụ quá hạn", f"và {len(found) - WORST} nhiệm vụ quá hạn khác",
                        f"{quoted(ASSIGNMENTS)}!A{overdue_row(dataset)}")

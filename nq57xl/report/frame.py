"""What all sheets of the report share: names, the head, places of rows, words and number styles."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from nq57xl.model.dataset import HANDED_IN, Dataset
from nq57xl.model.days import day_text
from nq57xl.model.plan import Indicator
from nq57xl.sheets.writing.describe import Formula, Sheet, Styled, Value

OVERVIEW, INDICATORS, MATRIX, ASSIGNMENTS, DIFFICULTIES, RANKING, RETURNS, FINDINGS, FACTS, SOURCES = (
    "Tổng quan", "Chỉ tiêu", "Ma trận", "Nhiệm vụ", "Khó khăn - Kiến nghị", "Xếp hạng", "Tình hình nộp",
    "Phát hiện", "Số liệu", "Nguồn")
HEADER_ROW = 8
FIRST_ROW = HEADER_ROW + 1
"""Every sheet has the same head (two lines of issuer, title, three notes), so the table starts at one place."""

GREEN, YELLOW, PALE, RED, GREY, BLUE = "#63BE7B", "#FFD966", "#FFE9A8", "#F4877C", "#D9D9D9", "#5B8DC9"
NO_GROUP = "Không phân nhóm"


def framed(dataset: Dataset, sheet: Sheet, note: str) -> Sheet:
    """The sheet under the report's head: issuing body, plan, period, coverage, and one line of its own."""
    plan = dataset.plan
    issued = f" ngày {day_text(date.fromisoformat(plan.date))}" if plan.date else ""
    return replace(sheet, issuer=(plan.issuer.upper(), f"Kế hoạch số {plan.number}{issued}"),
                   notes=(period_line(dataset), coverage_line(dataset), note))


def period_line(dataset: Dataset) -> str:
    start, end = dataset.window
    return f"Kỳ báo cáo: {dataset.period.label} (số liệu từ ngày {day_text(start)} đến ngày {day_text(end)})"


def coverage_line(dataset: Dataset) -> str:
    return f"Tổng hợp {handed_in(dataset)}/{len(dataset.returns)} đơn vị"


def handed_in(dataset: Dataset) -> int:
    """Number of units whose workbook was taken into the report."""
    return sum(entry.state in HANDED_IN for entry in dataset.returns)


def unit_name(dataset: Dataset, code: str) -> str:
    """The unit's name, or its code where the plan knows no such unit."""
    unit = dataset.plan.unit(code)
    return unit.name if unit else code


def unit_names(dataset: Dataset) -> dict[str, str]:
    """Names of all units by code, for sheets with many rows."""
    plan = dataset.plan
    return {plan.issuer_code: plan.issuer} | {unit.code: unit.name for unit in plan.units}


def figure_style(indicator: Indicator) -> str:
    """The number style of an indicator's figures."""
    return {"percent": "percent", "count": "number", "rank": "number"}.get(indicator.kind, "decimal")


def styled_figure(value: Value, indicator: Indicator) -> Value:
    """A figure in its indicator's number style; a text figure is centred."""
    shown = value.value if isinstance(value, Formula) else value
    return Styled(value, "centre" if isinstance(shown, str) and shown else figure_style(indicator))


def numbered(rows: Iterable[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """The rows with their running number in front."""
    return tuple((number, *row) for number, row in enumerate(rows, 1))


def numbered_name(stt: str, name: str) -> str:
    """An indicator's name with its printed number, where the plan prints one."""
    return f"{stt}. {name}" if stt else name


def share(part: float, whole: float) -> float | None:
    """part / whole; None where there is no whole."""
    return part / whole if whole else None

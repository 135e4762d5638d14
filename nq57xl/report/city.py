"""A Dataset -> the report's sheets -> a file."""

from pathlib import Path

from nq57xl.model.dataset import Dataset
from nq57xl.plans.places import template_file
from nq57xl.report.assignments import assignments_sheet
from nq57xl.report.facts import facts_sheet
from nq57xl.report.findings import findings_sheet
from nq57xl.report.indicators import indicators_sheet
from nq57xl.report.map import unit_map
from nq57xl.report.matrix import matrix_sheet
from nq57xl.report.methods import scoring_methods
from nq57xl.report.overview import overview_sheet
from nq57xl.report.returns import difficulties_sheet, ranking_sheet, returns_sheet
from nq57xl.report.sources import sources_sheet
from nq57xl.saving import save
from nq57xl.sheets.writing.describe import Sheet
from nq57xl.sheets.writing.write import workbook_bytes

SCORING_FILE = ("texts", "scoring.toml")


def report_sheets(dataset: Dataset, geojson: bytes | None = None,
                  methods: tuple[tuple[str, str], ...] = ()) -> tuple[Sheet, ...]:
    """The report's sheets in their order.

    `geojson` holds the outlines of the plan's units (no map without it), `methods` says how units are scored.
    """
    drawn = unit_map(dataset, geojson) if geojson else None
    return (overview_sheet(dataset, drawn), indicators_sheet(dataset), matrix_sheet(dataset),
            assignments_sheet(dataset), difficulties_sheet(dataset), ranking_sheet(dataset), returns_sheet(dataset),
            findings_sheet(dataset), facts_sheet(dataset), sources_sheet(dataset, methods))


def write_report(dataset: Dataset, path: Path) -> None:
    """Write the report to a file, which is replaced. Raises LockedOutput where it is open in Excel."""
    sheets = report_sheets(dataset, _outlines(dataset), _methods())
    title = f"Báo cáo tổng hợp kế hoạch số {dataset.plan.number}, {dataset.period.label}"
    save(workbook_bytes(sheets, title, dataset.as_of), path)


def _outlines(dataset: Dataset) -> bytes | None:
    """The map file of the plan, if there is one (`templates/units/<plan>-map.geojson`)."""
    path = template_file("units", f"{dataset.plan.id}-map.geojson")
    return path.read_bytes() if path.is_file() else None


def _methods() -> tuple[tuple[str, str], ...]:
    return scoring_methods(template_file(*SCORING_FILE).read_text(encoding="utf-8-sig"))

"""Sheet `Phát hiện`: every finding, errors first, in the order of files and cells."""

import re
from dataclasses import replace

from nq57xl.model.dataset import Dataset
from nq57xl.model.finding import ERROR, INFO, SEVERITY_LABEL, WARNING, Finding, sentence
from nq57xl.report.frame import FINDINGS, framed, numbered
from nq57xl.sheets.writing.describe import Column, Sheet, TextRule

SEVERITY_NAME = "PH_MucDo"
SEVERITY_STYLE = {ERROR: "bad", WARNING: "warn", INFO: "muted"}
COLUMNS = (
    Column("STT", 6, "centre"), Column("Mức độ", 11, "centre", SEVERITY_NAME), Column("Mã", 7, "centre"),
    Column("Tệp", 40, "small"), Column("Trang", 14, "small"), Column("Ô", 8, "centre"), Column("Cột", 15, "small"),
    Column("Dòng", 12, "centre"), Column("Giá trị tìm thấy", 20, "small"), Column("Nội dung", 50, "wrap"),
    Column("Cách sửa", 48, "wrap"))
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


def findings_sheet(dataset: Dataset) -> Sheet:
    """All findings of the files and across files."""
    rows = numbered((SEVERITY_LABEL[f.severity], f.code, f.place.file or None, f.place.sheet or None,
                     f.place.cell or None, f.place.field or None, f.place.row or None, f.found or None,
                     sentence(f.message), sentence(f.remedy) or None) for f in sorted(dataset.findings, key=_order))
    sheet = Sheet(FINDINGS, "CÁC PHÁT HIỆN KHI KIỂM TRA TỆP ĐƠN VỊ NỘP", columns=COLUMNS, rows=rows, freeze_columns=3,
                  tab_colour="#C00000", header_height=32)
    sheet = framed(dataset, sheet, "Lỗi: số liệu không được tính cho đến khi sửa. Cảnh báo: cần xem lại. Sửa ở tệp của "
                                   "đơn vị rồi tổng hợp lại, không sửa ở trang này.")
    return replace(sheet, conditional=tuple(
        TextRule(sheet.cells("Mức độ"), SEVERITY_LABEL[severity], style) for severity, style in SEVERITY_STYLE.items()))


def _order(finding: Finding) -> tuple:
    place = finding.place
    return ((ERROR, WARNING, INFO).index(finding.severity), place.file, place.sheet, *_cell_order(place.cell),
            finding.code, finding.message)


def _cell_order(cell: str) -> tuple[int, int, str]:
    """Cells row by row, B2 before B10 and Z1 before AA1."""
    match = _ADDRESS.match(cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, cell)

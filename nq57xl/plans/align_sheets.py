"""The comparison of two plans as a workbook."""

from datetime import date
from pathlib import Path

from nq57xl.model.plan import Indicator, Plan
from nq57xl.model.target import display
from nq57xl.plans.align import (
    DIFFERENT,
    EXTRA,
    HIGHER,
    LINEAGE_LABEL,
    LOWER,
    MISSING,
    NOT_ASKED,
    NOT_SET,
    SAME,
    AlignedIndicator,
    Alignment,
)
from nq57xl.saving import save
from nq57xl.sheets.writing.describe import Column, Row, Sheet, Styled
from nq57xl.sheets.writing.write import workbook_bytes

STYLE_OF = {SAME: "good", HIGHER: "good", LOWER: "bad", NOT_SET: "bad", MISSING: "bad", DIFFERENT: "warn",
            NOT_ASKED: "muted", EXTRA: "muted"}


def write_alignment(alignment: Alignment, path: Path) -> None:
    """Write the comparison. Raises LockedOutput where the file is open elsewhere."""
    own = alignment.own
    title = f"So sánh kế hoạch {own.issuer} với kế hoạch thành phố"
    issued = date.fromisoformat(own.date or alignment.city.date or "2025-01-01")
    save(workbook_bytes(alignment_sheets(alignment), title, issued), path)


def alignment_sheets(alignment: Alignment) -> tuple[Sheet, ...]:
    """Three sheets: counts, indicators target by target, assignments that lack a lead or a deadline."""
    return _summary(alignment), _indicators(alignment), _assignments(alignment)


def _summary(alignment: Alignment) -> Sheet:
    own, city, counts = alignment.own, alignment.city, alignment.counts()
    order = (LOWER, NOT_SET, MISSING, DIFFERENT, HIGHER, SAME, NOT_ASKED, EXTRA)
    rows = tuple((Styled(verdict, STYLE_OF[verdict]), counts[verdict], _meaning(verdict)) for verdict in order)
    return Sheet(
        "Tổng hợp", "SO SÁNH KẾ HOẠCH VỚI KẾ HOẠCH THÀNH PHỐ",
        notes=(f"Kế hoạch của đơn vị: {own.number} của {own.issuer} ({len(own.indicators)} chỉ tiêu, "
               f"{len(own.assignments)} nhiệm vụ)",
               f"Kế hoạch thành phố: {city.number} của {city.issuer} ({len(city.indicators)} chỉ tiêu)",
               f"Nhiệm vụ chưa rõ cơ quan chủ trì hoặc thời hạn: {len(alignment.gaps)}/{len(own.assignments)}"),
        columns=(Column("Kết quả so sánh", 24), Column("Số dòng", 12, "number"), Column("Ý nghĩa", 80, "wrap")),
        rows=rows, title_across=3)


def _meaning(verdict: str) -> str:
    return {LOWER: "Ít nhất một năm mốc, đơn vị giao mục tiêu thấp hơn thành phố.",
            NOT_SET: "Thành phố có mục tiêu ở năm mốc mà đơn vị không giao.",
            MISSING: "Chỉ tiêu của thành phố không có dòng tương ứng trong kế hoạch của đơn vị.",
            DIFFERENT: "Cách ghi khác nhau (chữ và số), cần người đọc so sánh.",
            HIGHER: "Đơn vị giao mục tiêu cao hơn thành phố.",
            SAME: "Mục tiêu của mọi năm mốc bằng nhau.",
            NOT_ASKED: "Đơn vị giao mục tiêu ở năm mốc mà thành phố không giao.",
            EXTRA: "Chỉ tiêu riêng của đơn vị, thành phố không có."}[verdict]


def _indicators(alignment: Alignment) -> Sheet:
    years = alignment.own.milestones
    targets = [Column(f"{side} {year}", 13, "centre") for year in years for side in ("Thành phố", "Đơn vị")]
    return Sheet(
        "Chỉ tiêu", "CHỈ TIÊU: MỤC TIÊU CỦA THÀNH PHỐ VÀ CỦA ĐƠN VỊ",
        notes=("Thành phố | đơn vị ở từng năm mốc; dấu chấm: văn bản không in gì.",),
        columns=(Column("Mã thành phố", 11, "centre"), Column("Chỉ tiêu của thành phố", 40, "wrap"),
                 Column("Mã đơn vị", 12, "centre"), Column("Chỉ tiêu của đơn vị", 40, "wrap"),
                 Column("Quan hệ", 13, "centre"), Column("So sánh", 17, "centre"), *targets),
        rows=tuple(_row(row, alignment.own) for row in alignment.indicators), freeze_columns=2)


def _row(row: AlignedIndicator, own: Plan) -> Row:
    cells = []
    for year in own.milestones:
        cells += [_target(row.city, year), Styled(_target(row.own, year), STYLE_OF[row.verdicts[year]])
                  if year in row.verdicts else _target(row.own, year)]
    return (row.city.code if row.city else None, row.city.name if row.city else None,
            row.own.code if row.own else None, row.own.name if row.own else None,
            LINEAGE_LABEL[row.own.lineage] if row.own else None,
            Styled(row.verdict, STYLE_OF[row.verdict]), *cells)


def _target(indicator: Indicator | None, year: int) -> str | None:
    if indicator is None or year not in indicator.targets:
        return None
    return display(indicator.targets[year], indicator.is_percent) or "·"


def _assignments(alignment: Alignment) -> Sheet:
    return Sheet(
        "Nhiệm vụ", "NHIỆM VỤ CHƯA RÕ CƠ QUAN CHỦ TRÌ HOẶC THỜI HẠN",
        notes=("Phương châm 6 rõ: rõ người, rõ việc, rõ tiến độ, rõ kết quả, rõ trách nhiệm, rõ thẩm quyền.",),
        columns=(Column("Mã", 12, "centre"), Column("Nhóm", 36, "wrap"), Column("Nhiệm vụ", 80, "wrap"),
                 Column("Chủ trì", 28, "wrap"), Column("Thời hạn", 22, "wrap"), Column("Còn thiếu", 30, "warn")),
        rows=tuple((row.code, row.group_name, row.name, row.lead or None, row.deadline_text or None, "; ".join(lacks))
                   for row, lacks in alignment.gaps))

"""The small sheets about units: `Khó khăn - Kiến nghị`, `Xếp hạng`, `Tình hình nộp`."""

from dataclasses import replace

from nq57xl.model.dataset import LATE, MISSING, ON_TIME, REFUSED, UNDATED, Dataset, Rank, UnitReturn
from nq57xl.model.plan import Unit
from nq57xl.report.frame import DIFFICULTIES, FIRST_ROW, RANKING, RETURNS, framed, numbered, share, unit_names
from nq57xl.sheets.writing.describe import BarRule, Column, Formula, Row, Sheet, TextRule

STATE_NAME = "NOP_TrangThai"
KIND_LABEL = {"commune": "Xã, phường, đặc khu", "agency": "Sở, ban, ngành", "department": "Phòng, ban",
              "city": "Thành phố"}
STATE_STYLE = {ON_TIME: "good", LATE: "warn", UNDATED: "warn", REFUSED: "bad", MISSING: "bad"}
DIFFICULTY_COLUMNS = (
    Column("STT", 5, "centre"), Column("Đơn vị", 24, "wrap"), Column("Khó khăn, vướng mắc", 52, "wrap"),
    Column("Mã chỉ tiêu, nhiệm vụ liên quan", 16, "centre"), Column("Kiến nghị gửi", 24, "wrap"),
    Column("Đề xuất, kiến nghị", 52, "wrap"), Column("Tệp", 30, "small"), Column("Trang", 14, "small"),
    Column("Ô", 8, "centre"))
RANKING_COLUMNS = (
    Column("Hạng", 7, "centre"), Column("Mã", 10, "centre"), Column("Đơn vị", 34, "wrap"),
    Column("Loại", 21, "wrap"), Column("Điểm", 12, "decimal"),
    Column("Tỷ lệ dòng đã báo cáo", 14, "share"), Column("Nộp đúng hạn", 13, "share"),
    Column("Chỉ tiêu đạt", 13, "share"), Column("Nhiệm vụ đúng hạn", 13, "share"), Column("Số lỗi", 9, "number"))
RETURN_COLUMNS = (
    Column("STT", 5, "centre"), Column("Mã", 10, "centre"), Column("Đơn vị", 28, "wrap"), Column("Loại", 21, "wrap"),
    Column("Trạng thái", 16, "centre", STATE_NAME), Column("Hạn nộp", 12, "date"), Column("Ngày nộp", 12, "date"),
    Column("Căn cứ ngày nộp", 20, "small"), Column("Số dòng phải báo cáo", 10, "number"),
    Column("Số dòng đã báo cáo", 10, "number"), Column("Tỷ lệ", 9, "share"), Column("Lỗi", 7, "number"),
    Column("Cảnh báo", 9, "number"), Column("Tệp chính", 38, "small"),
    Column("Tệp khác cùng đơn vị", 34, "small"))


def difficulties_sheet(dataset: Dataset) -> Sheet:
    """Difficulties and proposals as the units wrote them."""
    names = unit_names(dataset)
    rows = numbered((names.get(d.unit, d.unit), d.content, d.related or None, d.addressee or None, d.proposal or None,
                     d.file, d.sheet, d.cell) for d in dataset.difficulties)
    sheet = Sheet(DIFFICULTIES, "KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ CỦA CÁC ĐƠN VỊ",
                  columns=DIFFICULTY_COLUMNS, rows=rows, freeze_columns=2, tab_colour="#C55A11", header_height=48)
    return framed(dataset, sheet, f"{len(dataset.difficulties)} nội dung, ghi nguyên văn của đơn vị.")


def ranking_sheet(dataset: Dataset) -> Sheet:
    """Units by points, each kind of units for itself."""
    sheet = Sheet(RANKING, "XẾP HẠNG CÁC ĐƠN VỊ", columns=RANKING_COLUMNS,
                  rows=tuple(_rank_row(rank) for rank in dataset.ranking), freeze_columns=3, tab_colour="#548235",
                  header_height=32)
    sheet = framed(dataset, sheet, "Xếp hạng trong từng loại đơn vị; bằng điểm thì cùng hạng. Ô trống: không có "
                                   "gì để đánh giá. Cách tính điểm: xem trang Nguồn.")
    most = max((rank.points for rank in dataset.ranking), default=0.0)
    bars = [BarRule(sheet.cells("Điểm"), 0, max(most, 1.0), "#8FBC8F")]
    bars += [BarRule(sheet.cells(c.header), 0, 1) for c in RANKING_COLUMNS if c.style == "share"]
    return replace(sheet, conditional=tuple(bars))


def _rank_row(rank: Rank) -> Row:
    return (rank.place, rank.unit.code, rank.unit.name, _kind(rank.unit), rank.points, rank.completeness,
            rank.timeliness, rank.targets_met, rank.assignments_in_time, rank.errors)


def _kind(unit: Unit) -> str:
    return KIND_LABEL.get(unit.kind, unit.kind)


def returns_sheet(dataset: Dataset) -> Sheet:
    """Who handed in, when, how complete, and in which file."""
    rows = tuple(_return_row(entry, n) for n, entry in enumerate(dataset.returns, 1))
    sheet = Sheet(RETURNS, "TÌNH HÌNH NỘP BÁO CÁO CỦA CÁC ĐƠN VỊ", columns=RETURN_COLUMNS, rows=rows, freeze_columns=3,
                  tab_colour="#548235", header_height=48)
    sheet = framed(dataset, sheet, "Ngày nộp lấy theo căn cứ ghi bên cạnh. Tệp khác: biểu nộp riêng, bản trước đó, "
                                   "bản trùng, bản bị từ chối của cùng đơn vị.")
    words = tuple(TextRule(sheet.cells("Trạng thái"), state, style) for state, style in STATE_STYLE.items())
    return replace(sheet, conditional=(*words, BarRule(sheet.cells("Tỷ lệ"), 0, 1)))


def _return_row(entry: UnitReturn, number: int) -> Row:
    row = FIRST_ROW + number - 1
    done = share(entry.rows_done, entry.rows_due)
    rate = Formula(f'IF(I{row}=0,"",J{row}/I{row})', "" if done is None else done)
    return (number, entry.unit.code, entry.unit.name, _kind(entry.unit), entry.state,
            entry.due, entry.received, entry.received_basis or None, entry.rows_due, entry.rows_done, rate,
            entry.errors, entry.warnings, entry.submission.file if entry.submission else None,
            "; ".join(other.file for other in entry.others) or None)

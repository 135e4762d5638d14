"""Each sheet of the issued workbook as data: columns, headers, what is locked, how a column is formatted.

The order is part of the format of a workbook (`FORMAT_VERSION`). Nothing else in the program knows a column letter.
"""

from dataclasses import dataclass

KEY = "key"
FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is the name used in code and in the hidden field row, `header` what the officer reads.

    `entry` columns are open for the officer; `hidden` ones carry keys. `aliases` are other headers seen in
    returned files.
    """

    field: str
    header: str
    entry: bool = False
    hidden: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A table sheet. `kind` is the `sheet_kind` of its facts."""

    name: str
    kind: str
    columns: tuple[Column, ...]

    def index(self, field: str) -> int:
        """1-based column number of a field."""
        return next(n for n, c in enumerate(self.columns, 1) if c.field == field)

    def column(self, field: str) -> Column:
        return self.columns[self.index(field) - 1]

    def header(self, field: str) -> str:
        return self.column(field).header

    @property
    def entry_fields(self) -> tuple[str, ...]:
        return tuple(c.field for c in self.columns if c.entry)


TARGET_HEADER = "Mục tiêu {year}"
"""The one header that varies: the milestone year the period works towards."""

INDICATORS = Layout("Chỉ tiêu", "indicator", (
    Column("stt", "STT", aliases=("TT", "Số TT")),
    Column("code", "Mã", aliases=("Mã chỉ tiêu", "Mã số")),
    Column("name", "Chỉ tiêu", aliases=("Tên chỉ tiêu", "Nội dung chỉ tiêu")),
    Column("unit_of_measure", "Đơn vị tính", aliases=("ĐVT", "Đơn vị")),
    Column("target", TARGET_HEADER, aliases=("Mục tiêu", "Chỉ tiêu giao")),
    Column("previous", "Kỳ trước"),
    Column("numerator", "Tử số", entry=True),
    Column("denominator", "Mẫu số", entry=True),
    Column("value", "Kết quả", entry=True, aliases=("Kết quả thực hiện", "Thực hiện")),
    Column("achievement", "% mục tiêu", aliases=("Tỷ lệ đạt",)),
    Column("judgement", "Đánh giá"),
    Column("data_status", "Tình trạng số liệu", entry=True),
    Column("explanation", "Giải trình", entry=True, aliases=("Ghi chú",)),
    Column("evidence", "Minh chứng", entry=True),
    Column("check", "Kiểm tra"),
    Column(KEY, "Khóa dòng", hidden=True),
    Column(FAILURE, "Mã kiểm tra", hidden=True),
))

ASSIGNMENTS = Layout("Nhiệm vụ", "assignment", (
    Column("stt", "STT", aliases=("TT", "Số TT")),
    Column("code", "Mã", aliases=("Mã nhiệm vụ", "Mã số")),
    Column("name", "Nhiệm vụ", aliases=("Tên nhiệm vụ", "Nội dung nhiệm vụ")),
    Column("lead", "Chủ trì", aliases=("Cơ quan chủ trì",)),
    Column("coordinating", "Phối hợp", aliases=("Cơ quan phối hợp",)),
    Column("product", "Sản phẩm", aliases=("Sản phẩm đầu ra",)),
    Column("deadline", "Thời hạn", aliases=("Thời gian hoàn thành", "Tiến độ thực hiện")),
    Column("status", "Trạng thái", entry=True),
    Column("progress", "Tiến độ (%)", entry=True, aliases=("Tiến độ",)),
    Column("completed_on", "Ngày hoàn thành", entry=True),
    Column("document", "Số, ký hiệu văn bản", entry=True, aliases=("Văn bản", "Số văn bản")),
    Column("person", "Người thực hiện", entry=True),
    Column("difficulty", "Khó khăn, vướng mắc", entry=True, aliases=("Khó khăn",)),
    Column("check", "Kiểm tra"),
    Column(KEY, "Khóa dòng", hidden=True),
    Column(FAILURE, "Mã kiểm tra", hidden=True),
))

DIFFICULTIES = Layout("Khó khăn - Kiến nghị", "difficulty", (
    Column("stt", "STT", aliases=("TT",)),
    Column("content", "Khó khăn, vướng mắc", entry=True, aliases=("Nội dung",)),
    Column("related", "Mã chỉ tiêu, nhiệm vụ liên quan", entry=True, aliases=("Mã liên quan",)),
    Column("addressee", "Kiến nghị gửi", entry=True, aliases=("Nơi nhận kiến nghị",)),
    Column("proposal", "Đề xuất, kiến nghị", entry=True, aliases=("Kiến nghị",)),
    Column("check", "Kiểm tra"),
    Column(KEY, "Khóa dòng", hidden=True),
    Column(FAILURE, "Mã kiểm tra", hidden=True),
))

TABLES = (INDICATORS, ASSIGNMENTS, DIFFICULTIES)
GUIDE_SHEET, LISTS_SHEET, IDENTITY_SHEET = "Hướng dẫn", "_danhmuc", "_nq57"

EXTRA_KEY = "extra"
"""Row key of the rows kept free for the unit's own assignments: `extra-1`, `extra-2`, …"""
EXTRA_ROWS = 10
DIFFICULTY_ROWS = 20
KIND_SHEETS = {"chi-tieu": (INDICATORS,), "nhiem-vu": (ASSIGNMENTS,), "bieu": (INDICATORS, ASSIGNMENTS)}
"""Which of the two main tables a workbook of each kind carries; `Khó khăn - Kiến nghị` is in all."""

FORMATS = {"1": KIND_SHEETS}
"""Format version as stamped -> the tables of a workbook of each kind. A later version adds its own layouts here and
leaves those of forms that are still out as they are: each form is read by the layout it was issued with."""

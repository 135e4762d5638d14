"""Where a figure of the report comes from, as a sheet: the cells behind it, each a link that opens the file there."""

from datetime import date
from pathlib import Path, PurePosixPath

from nq57xl.model.names import clean
from nq57xl.report.trace import Origin, Trace
from nq57xl.sheets.writing.describe import Column, Formula, Row, Sheet, Styled, hyperlink, quoted

COLUMNS = (Column("STT", 5, "centre"), Column("Đơn vị", 26, "wrap"), Column("Mã", 11, "centre"),
                 Column("Cột", 16, "wrap"), Column("Giá trị", 18, "wrap"), Column("Tệp", 44, "wrap"),
                 Column("Trang", 14, "small"), Column("Ô (bấm để mở)", 16, "link"))
LONGEST_LINK = 255
"""Characters of a text in a formula of Excel; a longer path is shown without a link."""
WHOLE_FILE = "Mở tệp"


def trace_sheet(found: Trace, place: str, folder: Path) -> Sheet:
    """`place` says where in the report the figure stands, `folder` is where the returned files are."""
    rows = tuple(_row(number, origin, folder) for number, origin in enumerate(found.origins, 1))
    notes = f"{place}: {found.subject}", found.note
    return Sheet("Truy vết", "NGUỒN CỦA MỘT CON SỐ TRONG BÁO CÁO", columns=COLUMNS, rows=rows,
                 notes=tuple(note for note in notes if note))


def _row(number: int, origin: Origin, folder: Path) -> Row:
    path = inside(folder, origin.file)
    target = f"[{path}]{quoted(origin.sheet)}!{origin.cell}" if origin.cell else str(path)
    can_open = path is not None and path.is_file() and len(target) <= LONGEST_LINK
    shown = origin.cell or WHOLE_FILE
    cell = Formula(hyperlink(target, shown), shown) if can_open else origin.cell
    return (number, origin.unit, origin.code, origin.field, _shown(origin.value), origin.file, origin.sheet,
            Styled(cell, "link"))


def inside(folder: Path, name: str) -> Path | None:
    """The file of this name below a folder; None for a name that would lead anywhere else. A report is a file like any
    other: what it names is not looked at before this is known."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in name or name.startswith("\\"):
        return None
    return folder.joinpath(*parts.parts)


def _shown(value: object) -> object:
    return value if value is None or isinstance(value, int | float | str | date) else clean(str(value))

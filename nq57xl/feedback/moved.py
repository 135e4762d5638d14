"""What was carried from where to where, and what was not: the sheet `Đã chuyển`."""

from datetime import date

from nq57xl.feedback.carried import Carried, Moved
from nq57xl.feedback.reasons import Left
from nq57xl.feedback.todo import row_label, row_names, sender
from nq57xl.model.days import day_text
from nq57xl.model.plan import Plan
from nq57xl.model.record import Submission
from nq57xl.sheets.layout import TABLES
from nq57xl.sheets.marking.own import MOVED_TITLE, OWN_LINE
from nq57xl.sheets.writing.describe import Column, Link, Row, Sheet, Styled, quoted
from nq57xl.validate.shown import as_text

CARRIED, LEFT = "Đã chuyển", "Chưa chuyển"
COLUMNS = (Column("STT", 6, "centre"), Column("Kết quả", 12, "centre"), Column("Dòng (chỉ tiêu, nhiệm vụ)", 34, "wrap"),
           Column("Cột", 16, "wrap"), Column("Nội dung", 30, "wrap"), Column("Ở tệp cũ: trang", 16, "wrap"),
           Column("Ô", 8, "centre"), Column("Ở tệp mới: trang", 14, "wrap"), Column("Ô ", 8, "link"),
           Column("Ghi chú", 50, "wrap"))


def moved_sheet(submission: Submission, plan: Plan, carried: Carried, on: date) -> Sheet:
    """The list, what was not carried first: that is what has to be typed again."""
    names = row_names(plan)
    rows = [_left_row(number, left, names) for number, left in enumerate(carried.left, 1)]
    if carried.more:
        rows.append((*(None,) * 4, f"và {carried.more} ô nữa", *(None,) * 5))
    rows += [_moved_row(number, one, names) for number, one in enumerate(carried.moved, len(carried.left) + 1)]
    count = len(carried.left) + carried.more
    notes = (f"Kỳ báo cáo: {submission.period}. Dựng lại ngày {day_text(on)} từ tệp: {submission.file}",
             f"{len(carried.moved)} nội dung đã chuyển sang biểu mới, {count} nội dung chưa chuyển"
             + (" (xem các dòng đầu, nhập lại nếu là số liệu)" if count else ""), OWN_LINE)
    return Sheet(MOVED_TITLE, "NỘI DUNG ĐÃ CHUYỂN SANG BIỂU MỚI", notes, (sender(submission, plan).upper(),), COLUMNS,
                 tuple(rows), tab_colour="#2E75B6")


def _left_row(number: int, left: Left, names: dict[str, str]) -> Row:
    return (number, Styled(LEFT, "warn"), row_label(left.row, names), "", left.content, left.sheet, left.cell, "", "",
            f"{left.reason} {left.remedy}".strip())


def _moved_row(number: int, one: Moved, names: dict[str, str]) -> Row:
    layout = next(layout for layout in TABLES if layout.kind == one.kind)
    label = f"Dòng {one.code}" if one.code.isdecimal() else row_label(one.code, names)
    sheet, cell = one.new
    note = f'Tệp cũ ghi "{one.was}"' if one.was and one.was != as_text(one.value) else ""
    return (number, Styled(CARRIED, "good"), label, layout.header(one.field), as_text(one.value), *one.old, sheet,
            Link(cell, f"{quoted(sheet)}!{cell}"), note)

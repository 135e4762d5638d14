"""Read .xlsb, the binary workbook of Excel: values by python-calamine, marks from the records."""

import struct

from nq57xl.sheets.reading.biff import Marks, biff12_records
from nq57xl.sheets.reading.book import HIDDEN, VERY_HIDDEN, VISIBLE, Book
from nq57xl.sheets.reading.dense import read_dense
from nq57xl.sheets.reading.limits import LAST_COLUMN, LAST_ROW, Limits, damaged, too_large
from nq57xl.sheets.reading.parts import Parts, relationships
from nq57xl.sheets.reading.properties import package_properties
from nq57xl.sheets.reading.serials import is_percent_format
from nq57xl.sheets.reading.xlsx import main_part

_VISIBILITY = (VISIBLE, HIDDEN, VERY_HIDDEN)
_ROW, _SHEET, _COLUMNS = 0, 156, 60
_ERROR_CELL, _ERROR_FORMULA = 3, 11
_FIRST_VALUE, _FIRST_FORMULA, _LAST_CELL = 2, 8, 11
_HIDDEN_ROW = 0x1000
_FORMAT, _STYLE, _CELL_STYLES, _CELL_STYLES_END = 44, 47, 617, 618


def read_xlsb(data: bytes, parts: Parts, traits: frozenset[str], limits: Limits) -> Book:
    """Read the binary workbook in an Office Open XML package."""
    # calamine unpacks by itself, without limits: the claims of the directory are held against them first.
    if parts.declared_bytes() > limits.total_bytes:
        raise too_large("tổng dung lượng sau khi bung")
    main = main_part(parts)
    links = relationships(parts, main)
    marks: dict[str, Marks] = {}
    styles = next((target for kind, target in links.values() if kind == "styles"), "")
    percents = _percent_styles(parts.read(styles)) if styles else frozenset[int]()
    for kind, body in biff12_records(parts.read(main)):
        if kind == _SHEET:
            name, link, state = _bundle(body)
            if name in marks:
                raise damaged(f"hai trang tính cùng tên {name}")
            target = links.get(link)
            if target is None:
                raise damaged(f"thiếu trang tính {name}")
            marks[name] = _scan(parts.read(target[1]), percents) if target[0] == "worksheet" else Marks()
            marks[name].visibility = _VISIBILITY[min(state, 2)]
    saved, application = package_properties(parts)
    return read_dense(data, "xlsb", marks, limits, saved=saved, application=application, traits=traits)


def _bundle(body: bytes) -> tuple[str, str, int]:
    state = struct.unpack_from("<I", body)[0]
    link, position = _text(body, 8)
    name, _ = _text(body, position)
    return name, link, state


def _text(body: bytes, position: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", body, position)[0]
    end = position + 4 + 2 * length
    if end > len(body):
        raise damaged("tệp .xlsb bị cắt cụt")
    return body[position + 4 : end].decode("utf-16-le"), end


def _percent_styles(part: bytes) -> frozenset[int]:
    """Return the numbers of the cell styles that show percentages."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    is_cell_style = False
    for kind, body in biff12_records(part):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _text(body, 2)[0]
        elif kind in (_CELL_STYLES, _CELL_STYLES_END):
            is_cell_style = kind == _CELL_STYLES
        elif kind == _STYLE and is_cell_style:
            formats.append(struct.unpack_from("<H", body, 2)[0])
    return frozenset(n for n, each in enumerate(formats) if is_percent_format(each, codes.get(each)))


def _scan(part: bytes, percents: frozenset[int]) -> Marks:
    marks = Marks()
    row = 0
    for kind, body in biff12_records(part):
        if kind == _ROW:
            row, flags = struct.unpack_from("<I", body)[0], struct.unpack_from("<H", body, 10)[0]
            if row >= LAST_ROW:
                raise damaged(f"không có dòng {row + 1}")
            if flags & _HIDDEN_ROW:
                marks.hidden_rows.append(row + 1)
        elif _FIRST_VALUE <= kind <= _LAST_CELL:
            _cell(marks, row, kind, body)
            if int.from_bytes(body[4:7], "little") in percents:
                marks.percents.add((row + 1, struct.unpack_from("<I", body)[0] + 1))
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", body)
            if struct.unpack_from("<H", body, 16)[0] & 1:
                marks.hidden_columns += range(first + 1, min(last + 1, LAST_COLUMN) + 1)
    return marks


def _cell(marks: Marks, row: int, kind: int, body: bytes) -> None:
    column = struct.unpack_from("<I", body)[0]
    if column >= LAST_COLUMN:
        raise damaged(f"không có cột {column + 1}")
    marks.reach(row, column)
    if kind in (_ERROR_CELL, _ERROR_FORMULA):
        marks.note_error(row, column, body[8])
    if kind >= _FIRST_FORMULA:
        marks.formulas.add((row + 1, column + 1))

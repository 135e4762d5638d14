"""The cell styles of an .xlsb: which show days or percentages, and which stand in old fonts."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from nq57xl.model.old_alphabets import alphabet_of
from nq57xl.sheets.reading.biff import biff12_records
from nq57xl.sheets.reading.limits import damaged
from nq57xl.sheets.reading.serials import is_date_format, is_percent_format

_FORMAT, _STYLE, _CELL_STYLES, _CELL_STYLES_END, _FONT, _FONT_NAME = 44, 47, 617, 618, 43, 21
_END_STYLES = 279


@dataclass(frozen=True)
class XlsbStyles:
    """Numbers of styles; number -> alphabet of those in fonts older than Unicode."""

    dates: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()
    alphabets: Mapping[int, str] = field(default_factory=dict)


def xlsb_styles(part: bytes) -> XlsbStyles:
    codes: dict[int, str] = {}
    fonts: list[str] = []
    formats: list[tuple[int, int]] = []
    is_cell_style = False
    for kind, body in biff12_records(part, _END_STYLES):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = wide_text(body, 2)[0]
        elif kind == _FONT:
            fonts.append(alphabet_of(wide_text(body, _FONT_NAME)[0]))
        elif kind in (_CELL_STYLES, _CELL_STYLES_END):
            is_cell_style = kind == _CELL_STYLES
        elif kind == _STYLE and is_cell_style:
            formats.append(struct.unpack_from("<HH", body, 2))
    dates = frozenset(n for n, (each, _) in enumerate(formats) if is_date_format(each, codes.get(each)))
    percents = (n for n, (each, _) in enumerate(formats) if is_percent_format(each, codes.get(each)))
    return XlsbStyles(
        dates,
        frozenset(percents) - dates,
        {n: fonts[font] for n, (_, font) in enumerate(formats) if font < len(fonts) and fonts[font]},
    )


def wide_text(body: bytes, position: int) -> tuple[str, int]:
    """Return a text led by the number of its characters, and where it ends."""
    length = struct.unpack_from("<I", body, position)[0]
    end = position + 4 + 2 * length
    if end > len(body):
        raise damaged("tệp .xlsb bị cắt cụt")
    return body[position + 4 : end].decode("utf-16-le", "replace"), end

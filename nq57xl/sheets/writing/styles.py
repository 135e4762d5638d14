"""The look of output workbooks: each style name as XlsxWriter format properties."""

from collections.abc import Mapping

FONT = "Times New Roman"
BASE = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
INK, LINE, PAPER, BLUE = "#1F2A44", "#A6A6A6", "#DCE6F1", "#1F4E79"
GOOD, WARN, BAD, NONE = "#C6E7CE", "#FFE699", "#F8C9C4", "#E7E6E6"
GOOD_INK, WARN_INK, BAD_INK, GREY_INK = "#0B5A2A", "#7A5200", "#9C0006", "#6B6B6B"
_BOX = {"border": 1, "border_color": LINE}
_BOLD_BOX = {**_BOX, "bold": True, "bg_color": "#EEF3FA"}
_COUNT, _DECIMAL, _PERCENT, _DATE = "#,##0", "#,##0.00", '0.0"%"', "dd/mm/yyyy"
_CHANGE = '"▲ "#,##0.0;"▼ "#,##0.0;"="'

PROPERTIES: Mapping[str, Mapping[str, object]] = {
    "issuer": {"bold": True, "font_color": INK},
    "issuer_note": {"font_color": INK},
    "title": {"bold": True, "font_size": 15, "align": "center", "font_color": BLUE, "text_wrap": True},
    "subtitle": {"italic": True, "align": "center", "font_color": INK, "text_wrap": True},
    "header": {**_BOX, "bold": True, "align": "center", "text_wrap": True, "bg_color": PAPER, "font_color": INK},
    "vertical": {**_BOX, "bold": True, "rotation": 90, "text_wrap": True, "bg_color": PAPER, "font_color": INK,
                 "font_size": 9, "align": "center", "valign": "bottom"},
    "section": {"bold": True, "font_size": 12, "font_color": BLUE},
    "group": {**_BOLD_BOX, "indent": 1, "text_wrap": True},
    "total": {**_BOLD_BOX, "indent": 1},
    "total_target": {**_BOLD_BOX, "align": "center"},
    "total_number": {**_BOLD_BOX, "num_format": _COUNT, "align": "right"},
    "total_decimal": {**_BOLD_BOX, "num_format": _DECIMAL, "align": "right"},
    "total_percent": {**_BOLD_BOX, "num_format": _PERCENT, "align": "right"},
    "text": {**_BOX, "indent": 1},
    "wrap": {**_BOX, "indent": 1, "text_wrap": True},
    "small": {**_BOX, "indent": 1, "text_wrap": True, "font_size": 10},
    "verbatim": {**_BOX, "text_wrap": True, "num_format": "@", "valign": "top"},
    "centre": {**_BOX, "align": "center", "text_wrap": True},
    "number": {**_BOX, "num_format": _COUNT, "align": "right"},
    "decimal": {**_BOX, "num_format": _DECIMAL, "align": "right"},
    "percent": {**_BOX, "num_format": _PERCENT, "align": "right"},
    "share": {**_BOX, "num_format": "0.0%", "align": "right"},
    "change": {**_BOX, "num_format": _CHANGE, "align": "right"},
    "change_good": {**_BOX, "num_format": _CHANGE, "align": "right", "font_color": GOOD_INK},
    "change_bad": {**_BOX, "num_format": _CHANGE, "align": "right", "font_color": BAD_INK},
    "date": {**_BOX, "num_format": _DATE, "align": "center"},
    "good": {**_BOX, "bg_color": GOOD, "font_color": GOOD_INK, "align": "center", "text_wrap": True},
    "warn": {**_BOX, "bg_color": WARN, "font_color": WARN_INK, "align": "center", "text_wrap": True},
    "bad": {**_BOX, "bg_color": BAD, "font_color": BAD_INK, "align": "center", "text_wrap": True},
    "muted": {**_BOX, "font_color": GREY_INK, "align": "center", "text_wrap": True},
    "estimate": {**_BOX, "num_format": _DECIMAL, "italic": True, "align": "right"},
    "estimate_percent": {**_BOX, "num_format": _PERCENT, "italic": True, "align": "right"},
    "uncounted": {**_BOX, "num_format": _DECIMAL, "font_color": GREY_INK, "font_strikeout": True, "align": "right"},
    "uncounted_percent": {**_BOX, "num_format": _PERCENT, "font_color": GREY_INK, "font_strikeout": True,
                          "align": "right"},
    "link": {**_BOX, "font_color": BLUE, "underline": 1, "text_wrap": True},
    "key": {**_BOX, "bold": True, "font_size": 18, "align": "center", "num_format": _COUNT, "font_color": BLUE,
            "bg_color": "#F7FAFD"},
    "key_label": {**_BOX, "font_size": 10, "align": "center", "text_wrap": True, "font_color": GREY_INK,
                  "bg_color": "#F7FAFD"},
    "note": {"italic": True, "font_size": 10, "font_color": GREY_INK, "text_wrap": True, "valign": "top"},
    "data": {"font_size": 10},
    "data_number": {"font_size": 10, "num_format": "#,##0.######"},
    "data_date": {"font_size": 10, "num_format": _DATE, "align": "right"},
    "form_head": {"font_size": 12, "align": "center", "text_wrap": True},
    "form_name": {"font_size": 13, "bold": True, "align": "center", "text_wrap": True},
    "form_rule": {"top": 1},
    "form_title": {"font_size": 14, "bold": True, "align": "center", "text_wrap": True},
    "form_day": {"font_size": 13, "italic": True, "align": "center"},
    "form_text": {"font_size": 12, "text_wrap": True},
    "form_strong": {"font_size": 12, "bold": True, "text_wrap": True},
    "form_sign": {"font_size": 12, "italic": True, "align": "center"},
    "legend_good": {**_BOX, "bg_color": "#63BE7B"},
    "legend_warn": {**_BOX, "bg_color": "#FFD966"},
    "legend_pale": {**_BOX, "bg_color": "#FFE9A8"},
    "legend_bad": {**_BOX, "bg_color": "#F4877C"},
    "legend_none": {**_BOX, "bg_color": "#D9D9D9"},
}
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Text from outside that a program would take for a formula when the cell is edited or saved as CSV."""


class Formats:
    """The formats of one workbook, each made when first asked for."""

    def __init__(self, book) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], object] = {}

    def get(self, style: str, quoted: bool = False):
        """The XlsxWriter format of a style; `quoted` adds Excel's mark for text that stays text."""
        key = style, quoted
        if key not in self._made:
            properties = {**BASE, **PROPERTIES[style], **({"quote_prefix": True} if quoted else {})}
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def of_text(self, style: str, text: str):
        return self.get(style, text.startswith(RISKY_STARTS))

    def conditional(self, style: str):
        """The part of a style that a conditional format may change: colours, and nothing of the cell's size."""
        key = "conditional " + style, False
        if key not in self._made:
            kept = {k: v for k, v in PROPERTIES[style].items() if k in ("bg_color", "font_color", "bold", "italic")}
            self._made[key] = self._book.add_format(kept)
        return self._made[key]


def has_border(style: str) -> bool:
    """Whether empty cells of this style are drawn."""
    return "border" in PROPERTIES[style] or "top" in PROPERTIES[style]

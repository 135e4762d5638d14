"""Charts, pictures and conditional formats of a described sheet, in XlsxWriter's words."""

import io
import struct

from nq57xl.sheets.writing.describe import BarRule, Chart, Conditional, FormulaRule, Picture, ScaleRule, TextRule
from nq57xl.sheets.writing.styles import FONT, INK, Formats

_KINDS = {"bar": ("bar", None), "stacked_bar": ("bar", "stacked"), "column": ("column", None),
          "stacked_column": ("column", "stacked"), "doughnut": ("doughnut", None), "line": ("line", None)}
_TEXT = {"name": FONT, "size": 10, "color": INK}
BESIDE_LABELS = {"x": 0.27, "y": 0.15, "width": 0.7, "height": 0.62}
"""Where stacked bars are drawn, as parts of the chart: left to itself, LibreOffice lets their labels run over its edge.
"""


def add_chart(book, sheet, chart: Chart) -> None:
    """Draw one chart on a worksheet."""
    kind, subtype = _KINDS[chart.kind]
    drawn = book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
    for series in chart.series:
        drawn.add_series(_series(chart, series))
    drawn.set_title({"name": chart.title, "name_font": {**_TEXT, "size": 12, "bold": True}, "overlay": False})
    drawn.set_legend({"none": True} if _needs_no_legend(chart) else {"position": "bottom", "font": _TEXT})
    drawn.set_chartarea({"border": {"color": "#D0D7E2"}})
    if kind == "doughnut":
        drawn.set_hole_size(55)
    else:
        _axes(drawn, kind)
    if chart.kind == "stacked_bar":
        drawn.set_plotarea({"layout": BESIDE_LABELS})
    drawn.set_size({"width": chart.width, "height": chart.height})
    sheet.insert_chart(chart.at, drawn, {"object_position": 2, "description": chart.description or chart.title})


def _needs_no_legend(chart: Chart) -> bool:
    return len(chart.series) == 1 and chart.kind != "doughnut"


def _series(chart: Chart, series) -> dict:
    found = {"name": "=" + series.name, "categories": "=" + chart.categories, "values": "=" + series.values}
    if series.colour:
        found["line" if chart.kind == "line" else "fill"] = {"color": series.colour}
    if series.points:
        found["points"] = [{"fill": {"color": colour}} for colour in series.points]
    # A bar of length 0 has no label: the format shows nothing for zero.
    found["data_labels"] = {"value": True, "num_format": "#,##0;;;", "font": {**_TEXT, "size": 9}}
    return found | ({} if chart.kind in ("doughnut", "line") else {"gap": 60})


def _axes(drawn, kind: str) -> None:
    words = {"num_font": _TEXT, "line": {"color": "#A6A6A6"}}
    numbers = {"num_font": _TEXT, "num_format": "#,##0", "line": {"none": True}, "min": 0,
               "major_gridlines": {"visible": True, "line": {"color": "#E3E7EE"}}}
    if kind == "bar":
        # A bar chart draws its first category lowest: reversed, it reads as the table does.
        drawn.set_y_axis({**words, "interval_unit": 1, "reverse": True, "crossing": "max",
                          "major_gridlines": {"visible": False}})
        drawn.set_x_axis(numbers)
    else:
        drawn.set_x_axis(words)
        drawn.set_y_axis(numbers)


def add_picture(sheet, picture: Picture) -> None:
    """Place one PNG on a worksheet, in the size asked for whatever its pixels."""
    width, height = struct.unpack(">II", picture.data[16:24])
    sheet.insert_image(picture.at, "picture.png", {
        "image_data": io.BytesIO(picture.data), "x_scale": picture.width / width,
        "y_scale": picture.height / height, "description": picture.description, "object_position": 2})


def add_conditional(sheet, formats: Formats, rule: Conditional) -> None:
    """Add one conditional format to a worksheet."""
    sheet.conditional_format(rule.cells, _condition(formats, rule))


def _condition(formats: Formats, rule: Conditional) -> dict:
    match rule:
        case TextRule(_, text, style):
            return {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": formats.conditional(style)}
        case FormulaRule(_, formula, style):
            return {"type": "formula", "criteria": "=" + formula, "format": formats.conditional(style)}
        case BarRule(_, low, high, colour):
            return {"type": "data_bar", "bar_solid": True, "bar_color": colour, "min_type": "num", "min_value": low,
                    "max_type": "num", "max_value": high}
        case ScaleRule(_, points):
            return _scale(points)
    raise TypeError(f"not a conditional format: {rule!r}")


def _scale(points: tuple[tuple[float, str], ...]) -> dict:
    places = ("min", "mid", "max") if len(points) == 3 else ("min", "max")
    found: dict = {"type": f"{len(points)}_color_scale"}
    for place, (number, colour) in zip(places, points, strict=True):
        found |= {f"{place}_type": "num", f"{place}_value": number, f"{place}_color": colour}
    return found

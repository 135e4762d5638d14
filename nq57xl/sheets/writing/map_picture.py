"""A map of units, each filled with its colour, as PNG bytes. No text is drawn: fonts differ between machines,
and a legend in cells can be read aloud and copied."""

import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Ring = Sequence[Sequence[float]]
Box = tuple[float, float, float, float]
_SMOOTHING = 2
_PAPER, _EDGE, _FRAME = "#FFFFFF", "#FFFFFF", "#8A94A6"
_INSET_SHARE = 0.24
_FAR = 0.35
"""A unit whose gap to all others is more than this share of their extent is drawn in the inset."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of a unit: outer rings in degrees of longitude and latitude."""

    code: str
    name: str
    rings: tuple[Ring, ...]

    @property
    def box(self) -> Box:
        return _box(point for ring in self.rings for point in ring)


def read_shapes(geojson: bytes) -> tuple[Shape, ...]:
    """The units of a GeoJSON collection of (multi)polygons with properties `code` and `name`, by code."""
    found = []
    for feature in json.loads(geojson)["features"]:
        geometry, facts = feature["geometry"], feature["properties"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        found.append(Shape(facts["code"], facts["name"], tuple(polygon[0] for polygon in polygons)))
    return tuple(sorted(found, key=lambda shape: shape.code))


def far_shapes(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """The units that lie far out, at most a quarter of all; they would make the rest a dot."""
    ordered = sorted(shapes, key=lambda shape: shape.box[0])
    return tuple(ordered[_near_count(ordered):])


def map_png(shapes: Sequence[Shape], colours: Mapping[str, str], width: int) -> bytes:
    """Draw the units `width` pixels wide; far ones go into an inset at the right edge.

    `colours` maps unit codes to `#RRGGBB`; a unit without one stays grey.
    """
    from PIL import Image, ImageDraw

    far = far_shapes(shapes)
    away = {shape.code for shape in far}
    near = [shape for shape in shapes if shape.code not in away]
    main = width * (1 - _INSET_SHARE) if far else float(width)
    box = _box_of(near)
    height = math.ceil(main * _aspect(box))
    image = Image.new("RGB", (width * _SMOOTHING, height * _SMOOTHING), _PAPER)
    draw = ImageDraw.Draw(image)
    _draw(draw, near, colours, (0.0, 0.0, main, float(height)), box)
    if far:
        frame = (main + 0.1 * (width - main), 0.62 * height, width - 3.0, height - 3.0)
        draw.rectangle([side * _SMOOTHING for side in frame], outline=_FRAME, width=_SMOOTHING)
        _draw(draw, far, colours, _shrunk(frame, 0.2), _box_of(far))
    return _png(image.resize((width, height), Image.Resampling.LANCZOS))


def _png(image) -> bytes:
    target = io.BytesIO()
    image.quantize(64).save(target, "PNG")
    return target.getvalue()


def _draw(draw, shapes: Iterable[Shape], colours: Mapping[str, str], frame: Box, box: Box) -> None:
    """Fit the box of the earth into the frame of the picture, proportions kept, and fill the outlines."""
    shrink = math.cos(math.radians((box[1] + box[3]) / 2))
    scale = min((frame[2] - frame[0]) / ((box[2] - box[0]) * shrink), (frame[3] - frame[1]) / (box[3] - box[1]))
    left = (frame[0] + frame[2] - (box[2] - box[0]) * shrink * scale) / 2
    top = (frame[1] + frame[3] - (box[3] - box[1]) * scale) / 2
    for shape in shapes:
        for ring in shape.rings:
            points = [((left + (x - box[0]) * shrink * scale) * _SMOOTHING, (top + (box[3] - y) * scale) * _SMOOTHING)
                      for x, y, *_ in ring]
            draw.polygon(points, fill=colours.get(shape.code, "#D9D9D9"), outline=_EDGE, width=_SMOOTHING)


def _near_count(ordered: Sequence[Shape]) -> int:
    """How many of the units, from west to east, come before the first wide gap in longitude."""
    boxes = [shape.box for shape in ordered]
    least = max(1, math.ceil(0.75 * len(ordered)))
    west, east = boxes[0][0], max(box[2] for box in boxes[:least])
    for count in range(least, len(ordered)):
        if boxes[count][0] - east > _FAR * (east - west):
            return count
        east = max(east, boxes[count][2])
    return len(ordered)


def _box_of(shapes: Iterable[Shape]) -> Box:
    return _box(point for shape in shapes for ring in shape.rings for point in ring)


def _box(points: Iterable[Sequence[float]]) -> Box:
    xs, ys = zip(*((x, y) for x, y, *_ in points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _aspect(box: Box) -> float:
    return (box[3] - box[1]) / ((box[2] - box[0]) * math.cos(math.radians((box[1] + box[3]) / 2)))


def _shrunk(frame: Box, share: float) -> Box:
    dx, dy = (frame[2] - frame[0]) * share / 2, (frame[3] - frame[1]) * share / 2
    return frame[0] + dx, frame[1] + dy, frame[2] - dx, frame[3] - dy

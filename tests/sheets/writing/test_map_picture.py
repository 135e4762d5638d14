"""The map of units: each in its colour, what lies far out in an inset."""

import io
import json

from PIL import Image

from nq57xl.sheets.writing.map_picture import far_shapes, map_png, read_shapes


def square(code: str, left: float, bottom: float) -> dict:
    ring = [[left, bottom], [left + 1, bottom], [left + 1, bottom + 1], [left, bottom + 1], [left, bottom]]
    return {"type": "Feature", "properties": {"code": code, "name": f"Xã {code}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def shapes(*squares: dict):
    return read_shapes(json.dumps({"type": "FeatureCollection", "features": squares}).encode())


NEAR = (square("1", 0, 0), square("2", 1, 0), square("3", 2, 0), square("4", 3, 0))
FAR = square("9", 12, 0)


def test_each_unit_is_filled_with_its_colour() -> None:
    png = map_png(shapes(*NEAR), {"1": "#FF0000", "2": "#00FF00", "3": "#0000FF"}, 400)
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert picture.size == (400, 101)
    assert [picture.getpixel((x, 50)) for x in (50, 150, 250, 350)] == [
        (255, 0, 0), (0, 255, 0), (0, 0, 255), (217, 217, 217)]


def test_a_unit_far_out_goes_into_the_inset_and_the_others_keep_their_size() -> None:
    found = shapes(*NEAR, FAR)
    assert [shape.name for shape in far_shapes(found)] == ["Xã 9"]
    picture = Image.open(io.BytesIO(map_png(found, {"4": "#0000FF", "9": "#FF0000"}, 400))).convert("RGB")
    assert picture.getpixel((270, 38)) == (0, 0, 255)
    assert (255, 0, 0) in {picture.getpixel((x, y)) for x in range(320, 395) for y in range(picture.size[1])}


def test_units_side_by_side_need_no_inset() -> None:
    assert far_shapes(shapes(*NEAR)) == ()


def test_the_order_of_the_file_does_not_matter() -> None:
    colours = {"1": "#FF0000"}
    assert map_png(shapes(*NEAR), colours, 200) == map_png(shapes(*reversed(NEAR)), colours, 200)

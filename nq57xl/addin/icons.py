"""Draws the pictures of the buttons from their descriptions: `python -m nq57xl.addin.icons` rewrites sources/icons/."""

import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING

from nq57xl.addin.buttons import PIXELS, SOURCES, ribbon_tab

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

GRID, FINE = 16, 8
"""Units of a side; how many times finer a picture is drawn before it is brought to its size."""


def pictures(text: str) -> Iterator[tuple[str, int, bytes]]:
    """(name, side in pixels, PNG) of every icon of a description, in every size."""
    table = tomllib.loads(text)
    for name, shapes in table["icons"].items():
        for side in sorted(PIXELS.values()):
            yield name, side, _png(list(_words(shapes, table["parts"])), table["colours"], side)


def _words(shapes: str, parts: Mapping[str, str]) -> Iterator[list[str]]:
    for line in shapes.split("\n"):
        match line.split():
            case ["use", part]:
                yield from _words(parts[part], parts)
            case [_, *_] as words:
                yield words


def _png(shapes: Iterable[list[str]], colours: Mapping[str, str], side: int) -> bytes:
    from PIL import Image, ImageDraw
    scale = side * FINE / GRID
    image = Image.new("RGBA", (side * FINE, side * FINE))
    draw = ImageDraw.Draw(image)
    for words in shapes:
        _shape(draw, words, colours, scale)
    # Averaged with colours weighted by their opacity, so that no edge takes the colour of the transparent ground.
    small = image.convert("RGBa").resize((side, side), Image.Resampling.BOX).convert("RGBA")
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _shape(draw: "ImageDraw", words: list[str], colours: Mapping[str, str], scale: float) -> None:
    kind, *rest = words
    numbers = [float(word) * scale for word in rest if word not in colours]
    colour, *edge = [colours[word] for word in rest if word in colours]
    match kind, numbers:
        case "box", [x, y, width, height]:
            corner = (x, y, x + width - 1, y + height - 1)
            draw.rectangle(corner, colour, *edge, width=round(scale))
        case "disc", [x, y, radius]:
            draw.ellipse((x - radius, y - radius, x + radius - 1, y + radius - 1), colour)
        case "area", points:
            draw.polygon(points, colour)
        case "path", [width, *points]:
            _path(draw, points, colour, width)
        case "arc", [x, y, radius, width, start, end]:
            turns = [radians((start + (end - start) * step / 24) / scale) for step in range(25)]
            _path(draw, [place for turn in turns for place in (x + radius * cos(turn), y + radius * sin(turn))],
                  colour, width)


def _path(draw: "ImageDraw", points: list[float], colour: str, width: float) -> None:
    """A line with round joints and ends."""
    draw.line(points, colour, round(width), "curve")
    for x, y in (points[:2], points[-2:]):
        draw.ellipse((x - width / 2, y - width / 2, x + width / 2 - 1, y + width / 2 - 1), colour)


def main() -> None:
    folder: Path = SOURCES / "icons"
    wanted = {button.icon for button in ribbon_tab().buttons}
    for name, side, png in pictures((SOURCES / "icons.toml").read_text(encoding="utf-8")):
        if f"{name}-{side}" in wanted:
            (folder / f"{name}-{side}.png").write_bytes(png)


if __name__ == "__main__":
    main()

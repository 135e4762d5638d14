"""The map of `Tổng quan`: units coloured by their share of targets met, else by how they handed in."""

from collections import Counter
from dataclasses import dataclass

from nq57xl.model.dataset import LATE, MISSING, ON_TIME, REFUSED, UNDATED, Dataset
from nq57xl.report.frame import GREEN, GREY, PALE, RED, YELLOW
from nq57xl.sheets.writing.map_picture import far_shapes, map_png, read_shapes

HIGH, MIDDLE = 0.8, 0.5
PIXELS = 900
BY_TARGETS = "Bản đồ: tỷ lệ chỉ tiêu đạt của từng đơn vị"
BY_RETURNS = "Bản đồ: tình hình nộp báo cáo của từng đơn vị"
STATE_CLASS = {ON_TIME: (GREEN, "Nộp đúng hạn"), LATE: (YELLOW, LATE), UNDATED: (PALE, UNDATED), REFUSED: (RED, REFUSED),
               MISSING: (GREY, MISSING)}


@dataclass(frozen=True, slots=True)
class UnitMap:
    """A drawn map: PNG, heading, legend (colour, words), and the names of units drawn in the inset."""

    png: bytes
    title: str
    legend: tuple[tuple[str, str], ...]
    inset: tuple[str, ...]
    aspect: float


def unit_map(dataset: Dataset, geojson: bytes) -> UnitMap:
    """Draw the dataset's units. ValueError where the file is no GeoJSON."""
    shapes = read_shapes(geojson)
    title, classes = _classes(dataset)
    known = {shape.code for shape in shapes}
    counts = Counter(kind for code, kind in classes.items() if code in known)
    png = map_png(shapes, {code: colour for code, (colour, _) in classes.items()}, PIXELS)
    legend = tuple((colour, f"{words}: {counts[colour, words]} đơn vị") for colour, words in _order(counts))
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    return UnitMap(png, title, legend, tuple(shape.name for shape in far_shapes(shapes)), height / width)


def _classes(dataset: Dataset) -> tuple[str, dict[str, tuple[str, str]]]:
    shares = {rank.unit.code: rank.targets_met for rank in dataset.ranking}
    if all(share is None for share in shares.values()):
        return BY_RETURNS, {entry.unit.code: STATE_CLASS[entry.state] for entry in dataset.returns}
    return BY_TARGETS, {entry.unit.code: _share_class(shares.get(entry.unit.code)) for entry in dataset.returns}


def _share_class(share: float | None) -> tuple[str, str]:
    if share is None:
        return GREY, "Chưa có số liệu"
    if share >= HIGH:
        return GREEN, f"Từ {HIGH:.0%} trở lên"
    if share >= MIDDLE:
        return YELLOW, f"Từ {MIDDLE:.0%} đến dưới {HIGH:.0%}"
    return RED, f"Dưới {MIDDLE:.0%}"


def _order(counts: Counter) -> list[tuple[str, str]]:
    return sorted(counts, key=lambda kind: ((GREEN, YELLOW, PALE, RED, GREY).index(kind[0]), kind[1]))

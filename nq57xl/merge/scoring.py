"""How figures are judged and units ranked, as data: `templates/texts/scoring.toml`."""

from dataclasses import dataclass
from functools import cache

from nq57xl.plans.data_files import read_toml, usable
from nq57xl.plans.places import template_file


@dataclass(frozen=True, slots=True)
class Scoring:
    """`margin` is the share of the expected figure that may be missing before "at risk" becomes "behind".

    `weights` and `timeliness` are by name, `least_copied` the count of equal figures that makes two files
    suspect, `error_points` what each remaining error costs, `error_points_most` what all may cost.
    """

    margin: float
    due_soon_days: int
    least_copied: int
    weights: dict[str, float]
    timeliness: dict[str, float]
    error_points: float
    error_points_most: float


@cache
def load_scoring() -> Scoring:
    """The user's scoring file, else the shipped one. Raises DataFileError."""
    path = template_file("texts", "scoring.toml")
    data = read_toml(path)
    with usable(path):
        return Scoring(margin=data["judgement"]["margin"], due_soon_days=data["judgement"]["due_soon_days"],
                       least_copied=data["copies"]["least_figures"], weights=data["weights"],
                       timeliness=data["timeliness"], error_points=data["errors"]["points_each"],
                       error_points_most=data["errors"]["points_most"])

"""Figures that are somebody else's, or last period's: copied whole, not reported."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import isclose

from nq57xl.merge.select import INDICATOR, Part, Selection
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.record import Fact, Submission

FIGURE_FIELDS = ("value", "numerator", "denominator")
COMMON_FIGURES = (0, 100)
"""Figures that many units share honestly; they do not make two files suspect."""
SAME = 1e-9
"""Relative difference up to which two figures are the same: programs lose the 16th digit."""


def copied(selection: Selection, least: int) -> Iterator[Finding]:
    """X06: files of different units in which all figures of the indicators are the same, whatever their formats."""
    groups: dict[tuple, list[Submission]] = defaultdict(list)
    for part in selection.parts:
        if part.form == INDICATOR:
            figures = sorted((f.code, f.field, float(f"{f.value:.12g}")) for f in _figures(part))
            if sum(value not in COMMON_FIGURES for *_, value in figures) >= least:
                groups[part.plan.id, *figures].append(part.submission)
    for (_, *figures), group in groups.items():
        for submission in group:
            others = [other.file for other in group if other.unit != submission.unit]
            if others:
                yield raise_finding(MESSAGES["X06"], Place(file=submission.file), count=len(figures),
                                    other=", ".join(others))


def repeated(selection: Selection, previous: Mapping[tuple[str, str], float], least: int) -> Iterator[Finding]:
    """X18: files in which every figure is the unit's own of the period before."""
    for part in selection.parts if previous else ():
        values = [f for f in _figures(part) if f.field == "value"] if part.form == INDICATOR else []
        known = [(f.value, previous.get((part.unit, f.code))) for f in values]
        if sum(value not in COMMON_FIGURES for value, _ in known) >= least and all(
                before is not None and isclose(value, before, rel_tol=SAME) for value, before in known):
            yield raise_finding(MESSAGES["X18"], Place(file=part.submission.file), count=len(known))


def _figures(part: Part) -> list[Fact]:
    return [f for f in part.submission.facts if f.sheet_kind == INDICATOR and f.field in FIGURE_FIELDS
            and isinstance(f.value, (int, float))]

"""Figures that are somebody else's, or last period's: copied whole, not reported."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import isclose

from nq57xl.merge.select import INDICATOR, Part, Selection
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.record import Fact, Submission

FIGURE_FIELDS = ("value", "numerator", "denominator")
COMMON_FIGURES = (0, 100)
"""Figures that many units share honestly; they do not make two files suspect."""
LEAST_ROWS, LEAST_SHARE = 5, 0.6
"""So many rows, and so large a part of the shorter file's rows, must agree before two different files are suspect."""
FEW, FEW_SHARE = 3, 0.1
"""Figures of a row speak of copying where no more files have them: three, or so large a part of all."""
SAME = 1e-9
"""Relative difference up to which two figures are the same: programs lose the 16th digit."""


def copied(selection: Selection, least: int) -> Iterator[Finding]:
    """X06: files of different units in which all figures of the indicators are the same, whatever their formats."""
    groups: dict[tuple, list[Submission]] = defaultdict(list)
    for part in selection.parts:
        if part.form == INDICATOR:
            figures = _all_figures(part)
            if sum(value not in COMMON_FIGURES for *_, value in figures) >= least:
                groups[part.plan.id, *figures].append(part.submission)
    for (_, *figures), group in groups.items():
        for submission in group:
            others = [other.file for other in group if other.unit != submission.unit]
            if others:
                yield raise_finding(MESSAGES["X06"], Place(file=submission.file), count=len(figures),
                                    other=", ".join(others))


def nearly_copied(selection: Selection) -> Iterator[Finding]:
    """X20: files of different units in which most rows have the same figures, and rare ones, but not all."""
    files = [(part, rows) for part in selection.parts if part.form == INDICATOR and (rows := _rows(part))]
    equal = _equal_rows([rows for _, rows in files])
    suspects: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (one, other), count in equal.items():
        (part, rows), (beside, others) = files[one], files[other]
        shorter = min(len(rows), len(others))
        if part.unit != beside.unit and count >= max(LEAST_ROWS, LEAST_SHARE * shorter) and not _is_copy(part, beside):
            suspects[one].append((count, other))
            suspects[other].append((count, one))
    for one, beside in sorted(suspects.items()):
        part, rows = files[one]
        names = ", ".join(files[other][0].submission.file for _, other in sorted(beside, reverse=True))
        yield raise_finding(MESSAGES["X20"], Place(file=part.submission.file), count=max(beside)[0], total=len(rows),
                            other=names)


def _equal_rows(files: Sequence[Mapping[tuple, tuple]]) -> Counter[tuple[int, int]]:
    """How many rows of rare figures each two files have in common."""
    holders: dict[tuple, list[int]] = defaultdict(list)
    for number, rows in enumerate(files):
        for row in rows.items():
            holders[row].append(number)
    few = max(FEW, FEW_SHARE * len(files))
    return Counter(pair for numbers in holders.values() if len(numbers) <= few for pair in combinations(numbers, 2))


def _rows(part: Part) -> dict[tuple[str, str], tuple[tuple[str, float], ...]]:
    """The figures of each row that every commune reports on, without those whose figures many units share; agencies
    that lead an indicator together honestly report the same."""
    own = {indicator.code for indicator in part.plan.indicators if indicator.collected_from == "commune"}
    rows: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for fact in _figures(part):
        if fact.code in own:
            rows[part.plan.id, fact.code].append((fact.field, float(f"{fact.value:.12g}")))
    return {key: tuple(sorted(row)) for key, row in rows.items() if any(n not in COMMON_FIGURES for _, n in row)}


def _is_copy(part: Part, other: Part) -> bool:
    """Whether all figures are the same, which X06 tells."""
    return _all_figures(part) == _all_figures(other)


def _all_figures(part: Part) -> tuple[tuple[str, str, float], ...]:
    return tuple(sorted((f.code, f.field, float(f"{f.value:.12g}")) for f in _figures(part)))


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

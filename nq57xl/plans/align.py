"""`plan align`: a commune's plan held against the city's, target by target, and assignments without owner or date."""

from collections import Counter
from dataclasses import dataclass

from nq57xl.model.names import fold
from nq57xl.model.plan import Assignment, Indicator, Plan
from nq57xl.model.target import Target, falls_short_downward

SAME, LOWER, HIGHER, DIFFERENT = "Bằng", "Thấp hơn", "Cao hơn", "Khác cách ghi"
NOT_SET, NOT_ASKED = "Đơn vị chưa giao", "Thành phố không giao"
MISSING, EXTRA = "Thiếu chỉ tiêu", "Chỉ tiêu riêng"
VERDICTS = (SAME, LOWER, HIGHER, DIFFERENT, NOT_SET, NOT_ASKED)
NO_LEAD, NO_DEADLINE = "Chưa có cơ quan chủ trì", "Chưa có thời hạn"
LINEAGE_LABEL = {"same": "nguyên văn", "reworded": "diễn đạt lại", "narrower": "phạm vi hẹp hơn",
                 "extra": "riêng của đơn vị", "": ""}


@dataclass(frozen=True, slots=True)
class AlignedIndicator:
    """A city indicator beside a row of the commune's plan (either may be None); a verdict for each
    milestone year in which one of the two asks for something."""

    city: Indicator | None
    own: Indicator | None
    verdicts: dict[int, str]

    @property
    def verdict(self) -> str:
        """One word for the row: Thiếu chỉ tiêu, Chỉ tiêu riêng, or the most serious of its years."""
        if self.city is None:
            return EXTRA
        if self.own is None:
            return MISSING
        found = set(self.verdicts.values())
        return next((v for v in (LOWER, NOT_SET, DIFFERENT, HIGHER, NOT_ASKED) if v in found), SAME)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The comparison of two plans. `gaps` are assignments of the commune without lead or deadline."""

    own: Plan
    city: Plan
    indicators: tuple[AlignedIndicator, ...]
    gaps: tuple[tuple[Assignment, tuple[str, ...]], ...]

    def counts(self) -> Counter[str]:
        """Rows by verdict."""
        return Counter(row.verdict for row in self.indicators)


def align(own: Plan, city: Plan) -> Alignment:
    """Compare a commune's plan with the city's. Several rows may speak for one city indicator; rows of the
    commune follow the city's order, then come those of its own."""
    rows = []
    for indicator in city.indicators:
        linked = [row for row in own.indicators if row.city_code == indicator.code]
        rows += [_aligned(indicator, row, own.milestones) for row in linked] or [
            AlignedIndicator(indicator, None, {})]
    rows += [AlignedIndicator(None, row, {}) for row in own.indicators if city.indicator(row.city_code) is None]
    return Alignment(own, city, tuple(rows), _gaps(own))


def _aligned(city: Indicator, own: Indicator, years: tuple[int, ...]) -> AlignedIndicator:
    verdicts = {year: compare(own.targets[year], city.targets[year], city.direction)
                for year in years if year in city.targets
                and (own.targets[year].exists or city.targets[year].exists)}
    return AlignedIndicator(city, own, verdicts)


def compare(own: Target, city: Target, direction: str) -> str:
    """How ambitious a commune's target is beside the city's.

    A bare number and the same number with ≥ ask for the same; a strict > asks for more. Where small
    figures are good (rank, ≤) the smaller bound is the higher target.
    """
    if not own.exists:
        return NOT_SET
    if not city.exists:
        return NOT_ASKED
    if own.low is None or city.low is None:
        return SAME if fold(own.source) == fold(city.source) else DIFFERENT
    sign = -1 if falls_short_downward(city, direction) else 1
    asked, wanted = _strength(own, sign), _strength(city, sign)
    return SAME if asked == wanted else HIGHER if asked > wanted else LOWER


def _strength(target: Target, sign: int) -> tuple[float, bool]:
    return sign * target.low, target.op in (">", "<")


def _gaps(plan: Plan) -> tuple[tuple[Assignment, tuple[str, ...]], ...]:
    found = []
    for row in plan.assignments:
        lacks = (NO_LEAD,) * (not row.lead) + (NO_DEADLINE,) * (row.deadline_kind == "none")
        if lacks:
            found.append((row, lacks))
    return tuple(found)

"""Met, at risk, behind: a figure against the target of its year or the line between two."""

import pytest

from nq57xl.merge.judge import achieved, judge
from nq57xl.model.terms import AT_RISK, BEHIND, MET, NO_FIGURE, NO_TARGET
from tests.merge.tables import indicator


@pytest.mark.parametrize("targets, direction, year, value, expected", [
    ({"t2025": ">=60"}, "up", 2025, 60.0, MET),
    ({"t2025": ">=60"}, "up", 2025, 59.9, AT_RISK),
    ({"t2025": ">=60"}, "up", 2025, 54.0, AT_RISK),      # short by just a tenth of what is expected
    ({"t2025": ">=60"}, "up", 2025, 53.9, BEHIND),
    ({"t2025": ">3"}, "up", 2025, 3.0, AT_RISK),         # "more than 3" is not met by 3
    ({"t2025": ">=60", "t2030": "100"}, "up", 2026, 68.0, MET),    # the line is at 68
    ({"t2025": ">=60", "t2030": "100"}, "up", 2026, 61.2, AT_RISK),
    ({"t2025": ">=60", "t2030": "100"}, "up", 2026, 61.1, BEHIND),
    ({"t2025": "-", "t2030": "100"}, "up", 2026, 40.0, NO_TARGET),  # nothing is expected before the first milestone
    ({"t2025": "-", "t2030": "100"}, "up", 2026, 100.0, MET),
    ({"t2025": "100"}, "up", 2026, 40.0, NO_TARGET),     # nothing is asked after the last one
    ({"t2025": "<=70"}, "down", 2025, 70.0, MET),
    ({"t2025": "<=70"}, "down", 2025, 77.0, AT_RISK),
    ({"t2025": "<=70"}, "down", 2025, 77.1, BEHIND),
    ({"t2025": "top 50"}, "down", 2025, 50.0, MET),
    ({"t2025": "top 50"}, "down", 2025, 52.0, AT_RISK),
    ({"t2025": "80..90"}, "down", 2025, 90.0, MET),
    ({"t2025": "80..90"}, "down", 2025, 95.0, AT_RISK),
    ({"t2025": "80..90"}, "up", 2025, 80.0, MET),
    ({"t2025": ">=70"}, "up", 2025, 100 * 0.7, MET),     # 70.00000000000001 or 69.99999999999999, it is 70
    ({"t2025": "Triển khai"}, "up", 2025, "Đã triển khai", NO_TARGET),
    ({"t2025": ">=60"}, "up", 2025, None, NO_FIGURE),
])
def test_a_figure_is_judged(targets: dict, direction: str, year: int, value, expected: str) -> None:
    assert judge(indicator("A", direction=direction, **targets), year, value, 0.10) == expected


def test_achievement_is_against_the_target_of_the_year_else_the_next() -> None:
    both = indicator("A", t2025=">=60", t2030="100")
    assert achieved(both, 2025, 30.0) == 50.0
    assert achieved(both, 2026, 30.0) == 30.0
    assert achieved(both, 2026, "chưa rõ") is None

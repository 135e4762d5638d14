"""What a mangled return truly says: each fact with how sure a careful human could be, given the files alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nq57xl.model.record import ACCEPTED, REJECTED, REPAIRED, FactValue

CERTAIN, OPEN, DOUBTFUL = "certain", "open", "doubtful"
"""A careful human tells the value for sure · may take it or ask, both are right · must ask. A fact that is not in
the truth at all is in none of the files: whoever takes it has invented it."""
STATE_WORDS = {CERTAIN: "chắc chắn", OPEN: "lấy hay hỏi lại đều được", DOUBTFUL: "phải hỏi lại, không được lấy"}
IGNORED, EITHER = "ignored", "either"
"""Outcomes of a file that is no return (a lock file) and is passed over in silence, and of one that is damaged and
may be read or refused."""
OUTCOME_WORDS = {ACCEPTED: "nhận", REPAIRED: "nhận, có sửa cách ghi", REJECTED: "không nhận", IGNORED: "bỏ qua",
                 EITHER: "nhận hay không đều được"}
Spot = tuple[str, str, str]
"""Sheet kind (indicator, assignment, difficulty), row code, field."""
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Truth:
    """A fact's value as the officer meant it. `why` says why it is not certain, in Vietnamese."""

    value: FactValue
    state: str = CERTAIN
    why: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a delivery. `name` may lie in folders, with forward slashes."""

    name: str
    data: bytes
    outcome: str = ACCEPTED


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a unit handed in on one occasion, and the truth about it.

    `did` says in Vietnamese what was done to it. `truth` are the facts that all files together carry, `touched`
    the rows that were mangled: an error anywhere else is a false alarm. `asked` says what is doubtful about the
    files as a whole (whose they are, which of two counts); then every fact may be taken if that is told.
    """

    files: tuple[File, ...]
    did: tuple[str, ...]
    truth: Mapping[Spot, Truth]
    touched: frozenset[Row] = frozenset()
    asked: str = ""
    unit: str = ""
    plan: str = ""
    period: str = ""
    columns: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Whole columns that were mangled: sheet kind and field."""

    def __post_init__(self) -> None:
        assert self.files and self.did, "a delivery has files, and something was done"

"""The identity of an issued workbook: what its very hidden sheet `_nq57` says, as label and value rows."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Stamp:
    """`format` is the version of the layout, `digest` that of the catalogue part (`Plan.digest`).

    `kind` is chi-tieu, nhiem-vu or bieu; `issued_at` an ISO date; `issue_id` unique to plan, version,
    period, unit and kind.
    """

    format: str
    plan: str
    plan_version: str
    unit: str
    period: str
    kind: str
    issue_id: str
    issued_at: str
    digest: str


FIELDS = tuple(f.name for f in fields(Stamp))
MARK = "nq57xl"
"""First cell of the identity sheet, by which it is recognised under any name."""


def stamp_rows(stamp: Stamp) -> list[tuple[str, str]]:
    """The rows of the identity sheet, mark first."""
    return [(MARK, "Không sửa trang này"), *asdict(stamp).items()]


def issue_id(plan: str, plan_version: str, digest: str, unit: str, period: str, kind: str) -> str:
    """Twelve hex digits that name one issued workbook; the same for the same plan data, period, unit and kind."""
    facts = (plan, plan_version, digest, unit, period, kind)
    return hashlib.sha256("|".join(facts).encode()).hexdigest()[:12]


def is_whole(stamp: Stamp) -> bool:
    """Whether the fields are those the workbook was issued with: the issue id is their checksum."""
    return stamp.issue_id == issue_id(stamp.plan, stamp.plan_version, stamp.digest, stamp.unit, stamp.period,
                                      stamp.kind)


def read_stamp(rows: Iterable[tuple[object, object]]) -> Stamp | None:
    """The stamp in label and value rows, fields that are gone blank; None where mark or all fields are missing."""
    found = {str(label).strip(): _text(value) for label, value in rows if label}
    if MARK not in found or not any(found.get(name) for name in FIELDS):
        return None
    return Stamp(**{name: found.get(name, "") for name in FIELDS})


def _text(value: object) -> str:
    """Codes survive programs that turn digits into numbers: 11542.0 is 11542 again."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value if value is not None else "").strip()

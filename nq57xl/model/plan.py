"""A plan as data: indicators with targets, assignments with deadlines, reporting units."""

from dataclasses import dataclass, field

from nq57xl.model.period import Calendar
from nq57xl.model.target import Target


@dataclass(frozen=True, slots=True)
class Tuning:
    """How officers set the rules for one indicator; what is absent stays as the rules have it.

    `lower` and `upper` bound the figure, `decimals` is how many it may have, `jump_tolerance` how far it may
    move from one period to the next (points of a percentage, percent of any other figure). Without `required`
    the row may stay blank. `severities` pairs codes of rules with error, warning or info. `faults` pairs
    columns with what stands there and could not be read.
    """

    lower: float | None = None
    upper: float | None = None
    decimals: int | None = None
    jump_tolerance: float | None = None
    required: bool = True
    severities: tuple[tuple[str, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator (chỉ tiêu) of a plan. Text fields are as the document prints them (NFC)."""

    code: str
    annex: str
    stt: str
    group: str
    group_name: str
    parent: str
    name: str
    unit_of_measure: str
    kind: str
    direction: str
    per_year: bool
    targets: dict[int, Target]
    numerator: str
    denominator: str
    consolidation: str
    cumulative: bool
    collected_from: str
    lead: str
    director: str
    chair: str
    product: str
    city_code: str
    lineage: str
    baseline: str
    source_note: str
    tuning: Tuning = Tuning()

    @property
    def is_ratio(self) -> bool:
        """Whether the figure is a percentage consolidated from numerator and denominator."""
        return self.consolidation == "ratio"

    @property
    def is_percent(self) -> bool:
        return self.kind == "percent"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment (nhiệm vụ) of a plan; `deadline` is ISO and may be `2025-08`, `2027` or `01`."""

    code: str
    annex: str
    stt: str
    group: str
    group_name: str
    name: str
    lead: str
    coordinating: str
    director: str
    product: str
    deadline_text: str
    deadline_kind: str
    deadline: str
    source_note: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit. `kind` is commune, agency or department; `aliases` are the phrases by which the
    plan's text names it (`lead`, `coordinating`)."""

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan. `units` are those that report on it, its issuer left out; `level` is city or commune.

    `groups` are names for all units of a kind ("các sở, ngành"), with code `*agency` and so on.

    `calendars` maps a unit kind (commune, agency, department) and a period kind (month, …, or `*`) to the
    calendar for its reports. `digest` is the SHA-256 of the catalogue as issued (first 16 hex digits).
    """

    id: str
    number: str
    date: str
    title: str
    issuer: str
    issuer_code: str
    level: str
    province_code: str
    city_plan: str
    milestones: tuple[int, ...]
    periods: tuple[str, ...]
    legal_bases: tuple[str, ...]
    replaces: tuple[str, ...]
    report_to: str
    report_through: str
    version: int
    indicators: tuple[Indicator, ...]
    assignments: tuple[Assignment, ...]
    units: tuple[Unit, ...]
    groups: tuple[Unit, ...]
    calendars: dict[tuple[str, str], Calendar]
    notes: tuple[str, ...] = ()
    accepted: dict[str, str] = field(default_factory=dict)
    digest: str = ""

    def indicator(self, code: str) -> Indicator | None:
        return next((i for i in self.indicators if i.code == code), None)

    def assignment(self, code: str) -> Assignment | None:
        return next((a for a in self.assignments if a.code == code), None)

    def unit(self, code: str) -> Unit | None:
        """A reporting unit or the issuer itself, which may report on its whole plan."""
        if code == self.issuer_code:
            return Unit(code, self.issuer, self.level)
        return next((u for u in self.units if u.code == code), None)

    def calendar(self, unit_kind: str, period_kind: str) -> Calendar:
        """The calendar of a unit kind's reports for a period kind; Decree 09 where the plan is silent."""
        for key in ((unit_kind, period_kind), (unit_kind, "*"), ("*", period_kind), ("*", "*")):
            if key in self.calendars:
                return self.calendars[key]
        return Calendar()

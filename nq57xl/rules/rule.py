"""A rule: one declaration that both engines compile."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nq57xl.model.finding import ERROR, INFO, WARNING, Message
from nq57xl.rules.expr import All, Expr

ALWAYS = All(())
PASSES, FAILS = "passes", "fails"
"""What a blank `field` does to a rule: it says nothing of blanks, or the blank is the very fault."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """`message` says code, severity and words; where `when` is true, `holds` must be true as well.

    `sheet` is indicator, assignment or difficulty; `field` the column a finding points at, `blank` what
    nothing in it means. A row has traits (its kind, `ratio`, `cumulative`, …): the rule is for rows with one
    of `kinds` (empty: any), all of `requires` and none of `excludes`. Where a `final` rule fails, later rules
    are silent: nothing more can be said of the row. A warning is accepted once a reason stands in the field
    `excuse`; an error never is. Rules are told apart by identity, each is declared once.
    """

    message: Message
    sheet: str
    field: str
    holds: Expr
    when: Expr = ALWAYS
    kinds: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    blank: str = PASSES
    excuse: str = ""
    final: bool = False

    def applies_to(self, traits: frozenset[str]) -> bool:
        return ((not self.kinds or not traits.isdisjoint(self.kinds)) and traits.issuperset(self.requires)
                and traits.isdisjoint(self.excludes))

    @property
    def code(self) -> str:
        return self.message.code

    @property
    def severity(self) -> str:
        return self.message.severity

    @property
    def accepted_by(self) -> str:
        """The field whose text accepts a failure of this rule; empty where nothing does."""
        return "" if self.severity == ERROR else self.excuse

    def with_severity(self, severity: str) -> "Rule":
        return replace(self, message=replace(self.message, severity=severity))


def in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules as a row tells them: final ones, errors, warnings, then what is only for information."""
    order = (ERROR, WARNING, INFO)
    return tuple(sorted(rules, key=lambda rule: (not rule.final, order.index(rule.severity))))

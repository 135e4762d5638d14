"""A rule: one declaration that both engines compile."""

from dataclasses import dataclass

from nq57xl.model.finding import Message
from nq57xl.rules.expr import All, Expr

ALWAYS = All(())


@dataclass(frozen=True, slots=True)
class Rule:
    """`message` says code, severity and words; where `when` is true, `holds` must be true as well.

    `sheet` is indicator or assignment; `field` the column a finding points at. A row has traits (its kind,
    `ratio`, `cumulative`, …): the rule is for rows with one of `kinds` (empty: any) and all of `requires`.
    Where a `final` rule fails, later rules are silent: nothing more can be said of the row.
    """

    message: Message
    sheet: str
    field: str
    holds: Expr
    when: Expr = ALWAYS
    kinds: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    final: bool = False

    def applies_to(self, traits: frozenset[str]) -> bool:
        return (not self.kinds or not traits.isdisjoint(self.kinds)) and traits.issuperset(self.requires)

    @property
    def code(self) -> str:
        return self.message.code

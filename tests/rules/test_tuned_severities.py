"""Severities from plan data: a word that is no severity changes nothing."""

from dataclasses import replace

from nq57xl.plans.files import load_plan
from nq57xl.rules.catalogue import indicator_rules


def severities_with(*pairs: tuple[str, str]) -> dict[str, str]:
    indicator = load_plan("hai-phong").indicators[0]
    tuned = replace(indicator, tuning=replace(indicator.tuning, severities=pairs))
    return {rule.code: rule.severity for rule in indicator_rules(tuned, 2025)}


def test_a_word_that_is_no_severity_leaves_the_rule_as_it_is() -> None:
    assert severities_with(("V19", "fatal"))["V19"] == "warning"
    assert severities_with(("V19", "info"))["V19"] == "info"

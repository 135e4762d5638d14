"""The rules, declared by meaning. Each is one declaration that the issued workbook and Python both obey."""

from nq57xl.rules.catalogue.assignments import ASSIGNMENT_RULES
from nq57xl.rules.catalogue.declare import LONGEST_TEXT
from nq57xl.rules.catalogue.difficulties import DIFFICULTY_RULES
from nq57xl.rules.catalogue.figures import RATIO_TOLERANCE
from nq57xl.rules.catalogue.own import OWN_RULES
from nq57xl.rules.catalogue.rows import (
    INDICATOR_RULES,
    assignment_constants,
    assignment_rules,
    bounds_text,
    deadline_day,
    difficulty_constants,
    indicator_bounds,
    indicator_constants,
    indicator_rules,
    indicator_traits,
    is_tunable,
    plan_day,
)

RULES = (*INDICATOR_RULES, *ASSIGNMENT_RULES, *OWN_RULES, *DIFFICULTY_RULES)
TODO_CODES = ("V01", "A01")
"""Codes that only say a row has not been filled yet; shown as ○ and not as ✘."""

__all__ = ["ASSIGNMENT_RULES", "DIFFICULTY_RULES", "INDICATOR_RULES", "LONGEST_TEXT", "OWN_RULES", "RATIO_TOLERANCE",
           "RULES", "TODO_CODES", "assignment_constants", "assignment_rules", "bounds_text", "deadline_day",
           "difficulty_constants", "indicator_bounds", "indicator_constants", "indicator_rules", "indicator_traits",
           "is_tunable", "plan_day"]

"""The rules, declared by meaning. Each is one declaration that the issued workbook and Python both obey."""

from nq57xl.rules.catalogue.assignments import ASSIGNMENT_RULES
from nq57xl.rules.catalogue.declare import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT
from nq57xl.rules.catalogue.difficulties import DIFFICULTY_RULES
from nq57xl.rules.catalogue.figures import LARGEST, RATIO_TOLERANCE
from nq57xl.rules.catalogue.own import OWN_RULES
from nq57xl.rules.catalogue.rows import (
    INDICATOR_RULES,
    assignment_constants,
    assignment_rules,
    bounds_text,
    deadline_day,
    difficulty_constants,
    difficulty_rules,
    indicator_bounds,
    indicator_constants,
    indicator_rules,
    indicator_traits,
    is_tunable,
    number_text,
    plan_day,
)

RULES = (*INDICATOR_RULES, *ASSIGNMENT_RULES, *OWN_RULES, *DIFFICULTY_RULES)
TODO_CODES = ("V01", "A01")
"""Codes of a row that has not been filled yet: shown as ○ as long as nothing at all is entered, else as ✘."""

__all__ = ["ASSIGNMENT_RULES", "DIFFICULTY_RULES", "FIRST_YEAR", "INDICATOR_RULES", "LARGEST", "LAST_YEAR",
           "LONGEST_TEXT", "OWN_RULES", "RATIO_TOLERANCE", "RULES", "TODO_CODES", "assignment_constants",
           "assignment_rules", "bounds_text", "deadline_day", "difficulty_constants", "difficulty_rules",
           "indicator_bounds", "indicator_constants", "indicator_rules", "indicator_traits", "is_tunable",
           "number_text", "plan_day"]

"""The words in which rules are declared: fields of a row, severities, conditions that many rules share.

Fields are the columns of the layout, and constants of the row: `previous` (last period's figure), `lower`,
`upper`, `decimals`, `jump` (what the plan data allow the figure), `target_low`, `target_high` (bounds of a
target that larger, smaller figures meet), `ratio`, `yearly` (1 where the row is of that sort), `period_end`,
`due`, `deadline` and `plan_date` (dates as serial days).
"""

from datetime import date

from nq57xl.model import terms
from nq57xl.model.finding import ERROR, WARNING, Message
from nq57xl.rules.check import serial_day
from nq57xl.rules.expr import Blank, Compare, Expr, Field, IsError, IsNumber, Literal, OneOf, Sum
from nq57xl.rules.rule import Rule

INDICATOR, ASSIGNMENT, DIFFICULTY = "indicator", "assignment", "difficulty"
NUMERIC = ("percent", "count", "index", "rank", "money")
LONGEST_TEXT = 2000
SHORTEST_REASON, SHORTEST_EVIDENCE, FULL_REASON = 10, 5, 25
"""Characters below which a text says nothing that can be followed up."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years a plan may speak of."""

value, numerator, denominator = Field("value"), Field("numerator"), Field("denominator")
data_status, explanation, evidence = Field("data_status"), Field("explanation"), Field("evidence")
previous, lower, upper = Field("previous"), Field("lower"), Field("upper")
target_low, target_high = Field("target_low"), Field("target_high")
status, progress, completed_on = Field("status"), Field("progress"), Field("completed_on")
document, person, difficulty = Field("document"), Field("person"), Field("difficulty")
deadline, period_end, due = Field("deadline"), Field("period_end"), Field("due")

no_figure = OneOf(data_status, (terms.NOT_AVAILABLE, terms.NOT_APPLICABLE))
is_ratio = IsNumber(Field("ratio"))
both_parts = is_ratio & IsNumber(numerator) & IsNumber(denominator)
no_parts = ~is_ratio | (Blank(numerator) & Blank(denominator))
"""Parts of a row that is no ratio are not looked at."""
done = OneOf(status, (terms.DONE,))
not_started = OneOf(status, (terms.NOT_STARTED,))
running = OneOf(status, (terms.RUNNING,))
suspended = OneOf(status, (terms.SUSPENDED,))
not_responsible = OneOf(status, (terms.NOT_RESPONSIBLE,))
is_day = (Compare(">=", completed_on, Literal(serial_day(date(FIRST_YEAR, 1, 1)))) &
          Compare("<", completed_on, Literal(serial_day(date(LAST_YEAR + 1, 1, 1)))))


def error(code: str, text: str, remedy: str, meaning: str, example: str) -> Message:
    return Message(code, ERROR, text, remedy, meaning, example)


def warning(code: str, text: str, remedy: str, meaning: str, example: str) -> Message:
    return Message(code, WARNING, text, remedy, meaning, example)


def after(day: Expr) -> Expr:
    """The day that follows: a day with an hour in it is before that."""
    return Sum((day, Literal(1)))


def number_or_blank(field: Field) -> Expr:
    return IsNumber(field) | Blank(field)


def no_error_values(message: Message, sheet: str, *fields: Field) -> tuple[Rule, ...]:
    """One rule for each entry cell; they are final, so that no other formula meets an error value."""
    return tuple(Rule(message, sheet, field.name, ~IsError(field), final=True) for field in fields)

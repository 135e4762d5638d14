"""Where the workbook may say something else of a row than `validate` does: a short list, each with its reason."""

from nq57xl.model.messages.values import MESSAGES as READER
from nq57xl.model.names import clean
from nq57xl.rules.catalogue import RULES
from nq57xl.rules.check import as_text
from nq57xl.rules.expr import fields_of
from tests.rules.workbench import DIFFICULTY, KINDS, Outcome

NOT_READ = ("V01", "V02", "V03", "V04", "V16", "A02", "A03", "A06")
"""Codes by which the form asks for a number, a day or a word of a list where something else or nothing stands."""
READ_AS = ("V30", "V45")
"""Codes by which `validate` tells as what it read a cell."""
OTHER_SIZE = "V69"
"""The warning about a figure tens of times its target and last period's."""
UNOWED = ("extra", DIFFICULTY)
"""Rows that are checked only once something stands in them, be it in any cell."""
FROM_PARTS = ("numerator", "denominator")


def looked_at(code: str) -> frozenset[str]:
    """The entry fields that the rules of a code look at; a percentage stands for its parts."""
    fields = frozenset().union(*(fields_of(rule.holds) | fields_of(rule.when) | {rule.field}
                                 for rule in RULES if rule.code == code))
    return fields.union(FROM_PARTS) if "value" in fields else fields


def is_text_with_one_reading(o: Outcome) -> bool:
    """The form asks for a number, a day or a word of the list while one types; a text that only has one reading is
    repaired by the city, and the rules then speak of what it was read as."""
    return o.workbook in NOT_READ and any(
        told.code in READ_AS and told.field in looked_at(o.workbook) for told in o.told)


def is_asked_more_exactly(o: Outcome) -> bool:
    """The form says of a cell that it is wrong, the reader says how (two readings, a range, a dash, a day that
    Excel made of a fraction, a day before 2000): no function of Excel 2010 can tell."""
    return o.first_told is not None and o.first_told.code in READER and any(
        told.code in READER and told.field in looked_at(o.workbook) for told in o.told)


def is_reader_first(o: Outcome) -> bool:
    """Both say the same of the row, and `validate` tells of the cells before it tells of the rules."""
    return o.first_told is not None and o.first_told.code in READER and o.workbook in {t.code for t in o.told}


def is_formula_under_spaces(o: Outcome) -> bool:
    """Spaces typed over the formula of a percentage take it out of the form; the city computes it all the same."""
    value = str(o.row.get("value", ""))
    return o.kind in KINDS and KINDS[o.kind].is_ratio and value != "" and not value.strip()


def is_put_in_order(o: Outcome) -> bool:
    """Letters in two parts are put together by the city, spaces that are not seen are taken out, and a line break
    or a wide space is a space to it: the form compares what is stored, letter by letter. Excel 2010 has no function
    for the first, and each of the others would cost a SUBSTITUTE at every cell of every rule."""
    is_owed = o.kind not in UNOWED
    fields = looked_at(o.workbook) | looked_at(o.validated) if is_owed else o.row.keys()
    return any(isinstance(entry, str) and as_text(entry) != clean(entry)
               for field, entry in o.row.items() if field in fields)


def is_of_another_size(o: Outcome) -> bool:
    """The form finds nothing; `validate` warns that a count or an index is tens of times its target and last
    period's figure. It takes the figure as it stands, so nothing the form shows is taken back."""
    return o.workbook == "" and [told.code for told in o.told] == [OTHER_SIZE]


KNOWN_DIFFERENCES = {
    "text with one reading": is_text_with_one_reading,
    "asked more exactly": is_asked_more_exactly,
    "reader first": is_reader_first,
    "formula under spaces": is_formula_under_spaces,
    "put in order": is_put_in_order,
    "of another size": is_of_another_size}
"""Between the workbook and `validate` on the returned file; an outcome falls under the first that holds. Between the
workbook and the rules on the very entries there is none."""


def reason_of(outcome: Outcome) -> str:
    """Under which difference an outcome falls of which `validate` says something else; "" for none."""
    return next((name for name, holds in KNOWN_DIFFERENCES.items() if holds(outcome)), "")

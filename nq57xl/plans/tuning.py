"""The optional columns of `indicators.csv` by which officers tune the rules of one indicator, and what is wrong
with them.

`lower`, `upper`, `decimals` and `jump_tolerance` are numbers, `required` is 0 where a row may stay blank,
`severities` is written `V22=info;V21=error`.
"""

import re
from collections.abc import Iterator, Mapping

from nq57xl.model import terms
from nq57xl.model.finding import ERROR, INFO, WARNING, Finding, Place, raise_finding
from nq57xl.model.messages.plans import PLANS
from nq57xl.model.plan import Indicator, Tuning
from nq57xl.model.target import NUMBER
from nq57xl.rules.catalogue import INDICATOR_RULES, is_tunable

TUNING_COLUMNS = ("lower", "upper", "decimals", "jump_tolerance", "required", "severities")
MOST_DECIMALS = 6
SEVERITIES = (ERROR, WARNING, INFO)
_FORMS = {"lower": NUMBER, "upper": NUMBER, "decimals": f"[0-{MOST_DECIMALS}]", "jump_tolerance": r"\d+(?:\.\d+)?",
          "required": "[01]", "severities": r"\w+ *= *\w+(?: *; *\w+ *= *\w+)* *;?"}
"""What a column may hold; decimals after a point."""


def parse_tuning(texts: Mapping[str, str]) -> Tuning:
    """Read the optional columns of a row. Never fails: what cannot be read is among `faults`."""
    read = {name: text for name, text in texts.items() if text and re.fullmatch(_FORMS[name], text)}
    numbers = {name: float(read[name]) for name in ("lower", "upper", "jump_tolerance") if name in read}
    return Tuning(**numbers, decimals=int(read["decimals"]) if "decimals" in read else None,
                  required=read.get("required") != "0", severities=_pairs(read.get("severities", "")),
                  faults=tuple((name, text) for name, text in texts.items() if text and name not in read))


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.split("=") for pair in text.split(";") if pair.strip())
    return tuple((code.strip().upper(), severity.strip().lower()) for code, severity in pairs)


def check_tuning(row: Indicator) -> Iterator[Finding]:
    """What makes no sense in the tuning of an indicator."""
    tuning = row.tuning
    for column, text in tuning.faults:
        yield raise_finding(PLANS["P15"], _place(row, column), text, column=column)
    if None not in (tuning.lower, tuning.upper) and tuning.lower > tuning.upper:
        yield raise_finding(PLANS["P16"], _place(row, "lower"), f"{tuning.lower:g}", upper=f"{tuning.upper:g}")
    else:
        yield from _targets_out_of_bounds(row)
    yield from _severities(row)
    if row.kind not in terms.KINDS or row.kind == "text":
        for column in ("lower", "upper", "decimals", "jump_tolerance"):
            if getattr(tuning, column) is not None:
                yield raise_finding(PLANS["P19"], _place(row, column), f"{getattr(tuning, column):g}", column=column)


def _targets_out_of_bounds(row: Indicator) -> Iterator[Finding]:
    lower, upper = row.tuning.lower, row.tuning.upper
    for year, target in row.targets.items():
        bounds = [bound for bound in (target.low, target.high) if bound is not None]
        if any((lower is not None and b < lower) or (upper is not None and b > upper) for b in bounds):
            column = "upper" if upper is not None and max(bounds) > upper else "lower"
            yield raise_finding(PLANS["P17"], _place(row, column), f"{getattr(row.tuning, column):g}", year=year,
                                target=target.source)


def _severities(row: Indicator) -> Iterator[Finding]:
    tunable = {rule.code for rule in INDICATOR_RULES if is_tunable(rule)}
    for code, severity in row.tuning.severities:
        if code not in tunable or severity not in SEVERITIES:
            yield raise_finding(PLANS["P18"], _place(row, "severities"), f"{code}={severity}")


def _place(row: Indicator, column: str) -> Place:
    return Place("indicators.csv", "indicators.csv", row.code, column, row.code)

"""The optional columns of `indicators.csv` by which officers tune the rules of one indicator.

`lower`, `upper`, `decimals` and `jump_tolerance` are numbers, `required` is 0 where a row may stay blank,
`severities` is written `V22=info;V21=error`.
"""

import re
from collections.abc import Mapping

from nq57xl.model.plan import Tuning
from nq57xl.model.target import NUMBER

TUNING_COLUMNS = ("lower", "upper", "decimals", "jump_tolerance", "required", "severities")
MOST_DECIMALS = 6
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

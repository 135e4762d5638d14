"""The live formulas of a row, with the values they have while the form is blank.

Functions of Excel 2010 and older only; nothing volatile, nothing entered as an array.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from nq57xl.model.finding import ERROR
from nq57xl.model.target import Target, falls_short_downward
from nq57xl.rules.catalogue import RULES, TODO_CODES
from nq57xl.rules.check import Row, Value, first_code, holds, serial_day
from nq57xl.rules.expr import AllBlank, Field
from nq57xl.rules.formula import condition, first_failure
from nq57xl.rules.rule import Rule
from nq57xl.sheets.address import letter
from nq57xl.sheets.issuing.form import Formula
from nq57xl.sheets.layout import FAILURE, TABLES, Layout

MET, NOT_MET = "Đạt", "Chưa đạt"
OK, TODO, WRONG, DOUBTFUL = "✔", "○", "✘", "⚠"
NOT_FILLED = f"{TODO} chưa nhập"
LONGEST_CHECK = 255
CHECK_TEXTS = "nq_check_texts"
"""Name of the list of codes: code, what to do, field of the cell."""
Where = Callable[[str], str]


def places(layout: Layout, row: int) -> Where:
    """Field -> its cell in a row (`$I12`)."""
    return lambda field: f"${letter(layout.index(field))}{row}"


def ratio_value(at: Where) -> Formula:
    """100 × numerator / denominator; blank until both are numbers, and where their share is none."""
    part, whole = at("numerator"), at("denominator")
    share = _number_or_blank(f"100*{part}/{whole}")
    return Formula(f'IF(AND(ISNUMBER({part}),ISNUMBER({whole})),IF({whole}>0,{share},""),"")', "")


def achievement(target: Target, direction: str, at: Where) -> Formula | None:
    """Share of the target reached, in percent, as `model.target.achievement`; None where there is none."""
    if target.low is None:
        return None
    value = at("value")
    if falls_short_downward(target, direction):
        bound = target.high if target.high is not None else target.low
        share = _number_or_blank(f"100*{_number(bound)}/{value}")
        return Formula(f'IF(ISNUMBER({value}),IF({value}>0,{share},""),"")', "")
    if target.low <= 0:
        return None
    return Formula(f'IF(ISNUMBER({value}),{_number_or_blank(f"100*{value}/{_number(target.low)}")},"")', "")


def judgement(target: Target, direction: str, at: Where) -> Formula | None:
    """Whether the target shown is met, as `model.target.is_met`; None where it has no number."""
    if target.low is None:
        return None
    relation, bound = {">": (">", target.low), "<": ("<", target.low), ">=": (">=", target.low),
                       "<=": ("<=", target.low), "top": ("<=", target.low)}.get(target.op, (">=", target.low))
    if target.op in ("=", "range") and direction == "down":
        relation, bound = "<=", target.low if target.high is None else target.high
    value = at("value")
    return Formula(f'IF(ISNUMBER({value}),IF({value}{relation}{_number(bound)},"{MET}","{NOT_MET}"),"")', "")


def failure(rules: Sequence[Rule], constants: Mapping[str, Value], at: Where) -> Formula:
    """Code of the first rule that a row breaks. Constants stand in the formula, but for last period's figure."""
    literals = {name: _literal(value) for name, value in constants.items() if name != "previous"}
    text = first_failure(rules, lambda field: literals[field] if field in literals else at(field))
    return Formula(text, first_code(rules, constants))


def when_typed(fields: Sequence[str], at: Where, formula: Formula) -> Formula:
    """The formula, blank as long as nothing is typed into the fields. An error value is something typed."""
    return Formula(f'IF(IFERROR({condition(_nothing_in(fields), at)},FALSE),"",{formula.text})', "")


def is_untouched(fields: Sequence[str], row: Row) -> bool:
    """Whether nothing is entered into the fields of a row."""
    return holds(_nothing_in(fields), row)


@cache
def _nothing_in(fields: Sequence[str]) -> AllBlank:
    return AllBlank(tuple(map(Field, fields)))


def check(failed: Formula, rules: Sequence[Rule], at: Where, entries: Sequence[str] = ()) -> Formula:
    """✔, or mark, code and what to do about the first broken rule; ○ where nothing is in the `entries` of a row that
    must be filled."""
    code = at(FAILURE)
    text = f"VLOOKUP({code},{CHECK_TEXTS},2,FALSE)"
    if raised := ",".join(f'{code}="{each}"' for each in _raised(rules)):
        text = f'IF(OR({raised}),"{WRONG}"&MID({text},2,{LONGEST_CHECK}),{text})'
    if entries and (todo := [rule.code for rule in rules if rule.code in TODO_CODES]):
        untouched = condition(_nothing_in(entries), at)
        text = f'IF(IF({code}="{todo[0]}",{untouched},FALSE),"{NOT_FILLED}",{text})'
    return Formula(f'IF({code}="","{OK}",{text})', check_text(rules, str(failed.stored), bool(entries)))


def check_text(rules: Sequence[Rule], code: str, untouched: bool = False) -> str:
    """What `Kiểm tra` says of a row with these rules when this code is its first failure. `untouched` says that
    the row must be filled and nothing is entered yet."""
    if not code:
        return OK
    if untouched and code in TODO_CODES:
        return NOT_FILLED
    text = check_texts()[code][0]
    return WRONG + text[1:] if code in _raised(rules) else text


def _raised(rules: Sequence[Rule]) -> list[str]:
    """Codes of warnings that the plan data make errors."""
    return [rule.code for rule in rules if rule.severity == ERROR and check_texts()[rule.code][0].startswith(DOUBTFUL)]


@cache
def check_texts() -> dict[str, tuple[str, str]]:
    """What an officer reads for each code, and the field the code points at (empty where it may be any)."""
    fields: dict[str, list[Rule]] = {}
    for rule in RULES:
        fields.setdefault(rule.code, []).append(rule)
    return {code: (_check_text(rules), rules[0].field if len(rules) == 1 else "") for code, rules in fields.items()}


def _check_text(rules: list[Rule]) -> str:
    rule = rules[0]
    mark = WRONG if rule.message.severity == ERROR else DOUBTFUL
    layout = next(table for table in TABLES if table.kind == rule.sheet)
    place = f"{layout.header(rule.field)}: " if len(rules) == 1 else ""
    return f"{mark} {rule.code} · {place}{rule.message.remedy.rstrip('.')}"


def _number_or_blank(quotient: str) -> str:
    """Blank where the result would be beyond the range of numbers."""
    return f'IFERROR({quotient},"")'


def _literal(value: Value) -> str:
    if value is None:
        return '""'
    if isinstance(value, date):
        return str(serial_day(value))
    return _number(value) if isinstance(value, int | float) else '"' + value.replace('"', '""') + '"'


def _number(value: float) -> str:
    return format(value, ".15g")

"""City figures as live formulas over `Số liệu`, one form for each way of consolidation.

Only functions of Excel 2010 and older. Each formula carries the figure that the merge computed.
"""

from collections.abc import Callable

from nq57xl.model.dataset import CityFigure
from nq57xl.model.target import falls_short_downward
from nq57xl.report.facts import CODE, FIELD, NUMBER, REACHED, TEXT, USED, field_label
from nq57xl.sheets.writing.describe import Formula

VALUE, NUMERATOR, DENOMINATOR = (field_label("indicator", f) for f in ("value", "numerator", "denominator"))
CONSOLIDATION_LABEL = {
    "ratio": "Tổng tử số / tổng mẫu số", "sum": "Cộng", "mean": "Trung bình", "min": "Nhỏ nhất", "max": "Lớn nhất",
    "last": "Số của cơ quan chủ trì", "share-met": "Tỷ lệ đơn vị đạt", "none": "Không tổng hợp"}

SHARES = ("ratio", "share-met")
"""Ways of consolidation that divide one sum by another."""


def _where(code: str, field: str) -> str:
    return f'{CODE},{code},{FIELD},"{field}",{USED},1'


def _which(code: str, field: str, range_: str) -> str:
    return f'({CODE}={code})*({FIELD}="{field}")*({USED}=1)*{range_}'


def sum_of(code: str, field: str) -> str:
    """The sum of a field over the counted units; `code` is the cell that holds the indicator's code."""
    return f"SUMIFS({NUMBER},{_where(code, field)})"


def units_counted(code: str, figure: CityFigure) -> str:
    """The number of units in the figure."""
    return f"COUNTIFS({_where(code, NUMERATOR if figure.indicator.is_ratio else VALUE)})"


def part_formula(figure: CityFigure, field: str, code: str) -> Formula | None:
    """The city's numerator or denominator; None for indicators that have no parts.

    Of the share of units that meet the target these are the units that do, and all that are counted."""
    value = figure.numerator if field == NUMERATOR else figure.denominator
    forms = {("ratio", NUMERATOR): sum_of(code, NUMERATOR), ("ratio", DENOMINATOR): sum_of(code, DENOMINATOR),
             ("share-met", NUMERATOR): f"SUMIFS({REACHED},{CODE},{code},{USED},1)",
             ("share-met", DENOMINATOR): f"COUNTIFS({_where(code, VALUE)})"}
    form = forms.get((figure.indicator.consolidation, field))
    return None if value is None or form is None else Formula(form, value)


def city_formula(figure: CityFigure, code: str, numerator: str, denominator: str) -> Formula | str | float | None:
    """The city's figure; `numerator` and `denominator` are the cells beside it.

    A figure that is not consolidated from the units' rows stands as it is.
    """
    kind = figure.indicator.consolidation
    if figure.value is None or kind == "none":
        return figure.value
    if kind in SHARES:
        return Formula(f'IF(N({denominator})=0,"",100*{numerator}/{denominator})', figure.value)
    if isinstance(figure.value, str) or kind == "last":
        return Formula(_last(code, figure), figure.value)
    text, array = _FORMS[kind](code)
    return Formula(text, figure.value, array)


def _extreme(function: str) -> Callable[[str], tuple[str, bool]]:
    return lambda code: (f"{function}(IF({_which(code, VALUE, f'ISNUMBER({NUMBER})')},{NUMBER}))", True)


def _last(code: str, figure: CityFigure) -> str:
    """One body gives this figure; LOOKUP finds its row without being entered as an array formula."""
    source = TEXT if isinstance(figure.value, str) else NUMBER
    return f"LOOKUP(2,1/({_which(code, VALUE, '1')}),{source})"


_FORMS: dict[str, Callable[[str], tuple[str, bool]]] = {
    "sum": lambda code: (sum_of(code, VALUE), False),
    "mean": lambda code: (f"AVERAGEIFS({NUMBER},{_where(code, VALUE)})", False),
    "min": _extreme("MIN"),
    "max": _extreme("MAX"),
}


def achievement_formula(figure: CityFigure, result: str) -> Formula | None:
    """The share of the target reached, in percent; `result` is the cell of the city's figure."""
    if figure.achievement is None:
        return None
    target, direction = figure.target, figure.indicator.direction
    if falls_short_downward(target, direction):
        bound = target.high if target.high is not None else target.low
        return Formula(f"100*{bound:.15g}/{result}", figure.achievement)
    return Formula(f"100*{result}/{target.low:.15g}", figure.achievement)

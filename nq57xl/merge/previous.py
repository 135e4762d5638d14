"""Last period's figures of the whole, consolidated again from its facts file."""

from collections import defaultdict
from pathlib import Path

from nq57xl.merge.build import dataset
from nq57xl.merge.facts import FactsFileError, read_facts
from nq57xl.merge.select import INDICATOR, Plans
from nq57xl.model.period import PeriodError, parse_period
from nq57xl.model.plan import Plan
from nq57xl.model.record import ACCEPTED, Fact, Submission
from nq57xl.plans.files import load_plan


def previous_figures(path: Path, plan: Plan, plans: Plans = load_plan) -> dict[str, float]:
    """Figures of the whole by indicator code, from a facts file of an earlier period.

    Raises FactsFileError for a file that is none, or that holds more than one period; OSError as it comes.
    """
    facts = [fact for fact in read_facts(path) if fact.sheet_kind == INDICATOR]
    periods = {fact.period for fact in facts}
    if len(periods) > 1:
        raise FactsFileError(f"{path.name} có số liệu của nhiều kỳ: {', '.join(sorted(periods))}")
    if not periods:
        return {}
    try:
        period = parse_period(periods.pop())
    except PeriodError as fault:
        raise FactsFileError(f'{path.name}: kỳ báo cáo "{fault}" không hợp lệ') from fault
    whole = dataset(plan, period, _submissions(facts), plans=plans)
    return {f.indicator.code: f.value for f in whole.figures if isinstance(f.value, float)}


def _submissions(facts: list[Fact]) -> list[Submission]:
    """The facts as the files they came from; each unit's plan had one that counted."""
    groups: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.plan, fact.unit, fact.period].append(fact)
    return [Submission(mine[0].file, f"{plan} {unit}", ACCEPTED, plan=plan, unit=unit, period=period, kind="chi-tieu",
                       facts=tuple(mine)) for (plan, unit, period), mine in groups.items()]

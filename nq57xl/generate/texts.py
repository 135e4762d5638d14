"""Texts of the issued workbook: guide and letterhead from `templates/texts/`, days as officers write them."""

from datetime import date
from functools import cache

from nq57xl.generate.content import Content
from nq57xl.model.days import day_text
from nq57xl.model.plan import Plan, Unit
from nq57xl.plans.data_files import read_rows
from nq57xl.plans.places import template_file

COLUMNS = {"guide.csv": ("sheet", "text"), "letterhead.csv": ("unit_kind", "superior", "issuing")}
"""Of the files of texts."""


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(read_rows(template_file("texts", name), COLUMNS[name]))


def guide_rows(content: Content) -> tuple[dict[str, str], ...]:
    """The numbered steps of the guide that concern the sheets of this workbook."""
    sheets = {""} | {"indicator" for _ in content.indicators} | {"assignment" for _ in content.assignments}
    steps = [row["text"] for row in _rows("guide.csv") if row["sheet"] in sheets]
    return tuple({"guide_step": f"{number}.", "guide_text": text} for number, text in enumerate(steps, 1))


def letterhead(plan: Plan, unit: Unit) -> tuple[str, str]:
    """The two lines of the issuing body in capitals; what the second repeats of the first is left out."""
    plain = {"superior": "", "issuing": "{unit_name}"}
    row = next((row for row in _rows("letterhead.csv") if row["unit_kind"] == unit.kind), plain)
    superior, issuing = (row[part].format(issuer=plan.issuer, unit_name=unit.name).upper()
                         for part in ("superior", "issuing"))
    return superior, issuing.removeprefix(superior).strip()


def receiver_head(plan: Plan) -> tuple[str, str]:
    """The two lines, in capitals, of the body that takes the workbooks back."""
    row = next((row for row in _rows("letterhead.csv") if row["unit_kind"] == "receiver"),
               {"superior": "", "issuing": "{report_through}"})
    through = receiver(plan)
    superior, issuing = (row[part].format(report_to=plan.report_to, report_through=through, issuer=plan.issuer).upper()
                         for part in ("superior", "issuing"))
    return ("" if superior == issuing else superior), issuing


def receiver(plan: Plan) -> str:
    """The body that takes the workbooks back, without what the plan says of it in brackets."""
    return (plan.report_through or plan.report_to or plan.issuer).split(" (")[0]


def plan_reference(plan: Plan) -> str:
    """Title of the plan, with number and date where the document has them."""
    number = f"số {plan.number}" if plan.number else ""
    day = f"ngày {day_text(date.fromisoformat(plan.date))}" if plan.date else ""
    facts = ", ".join(part for part in (number, day) if part)
    return f"{plan.title} ({facts})" if facts else plan.title


def recipient(plan: Plan, unit_code: str) -> str:
    """Who the workbook goes back to; a plan does not say to whom its own issuer reports."""
    if unit_code == plan.issuer_code:
        return "Cơ quan cấp trên, theo chế độ báo cáo"
    return f"{plan.report_to}, qua {plan.report_through}" if plan.report_through else plan.report_to

"""The form of a unit's workbook: everything the shell is filled with."""

from nq57xl import FORMAT_VERSION
from nq57xl.generate.content import Content
from nq57xl.generate.formulas import CHECK_TEXTS, check_texts
from nq57xl.generate.lines import assignment_table, difficulty_table, indicator_table
from nq57xl.generate.panel import panel_rows, readiness
from nq57xl.generate.texts import guide_rows, letterhead, plan_reference, recipient
from nq57xl.model import terms
from nq57xl.model.days import day_text
from nq57xl.model.plan import Unit
from nq57xl.sheets.issuing.form import Form, Shell, Table
from nq57xl.sheets.issuing.stamping import token
from nq57xl.sheets.layout import ASSIGNMENTS, DIFFICULTIES, INDICATORS
from nq57xl.sheets.stamp import Stamp, issue_id, stamp_rows

UNIT_TEXTS = ("superior_body", "issuing_body", "unit_name", "unit_code", "report_to", "issue_id")
"""The texts that differ from unit to unit; in a form they are marks for `stamping`."""


def form_of(content: Content, shell: Shell) -> Form:
    """The form of all units with this content."""
    tables = _tables(content, shell)
    marks = {name: token(name) for name in UNIT_TEXTS}
    texts = marks | {
        "period_label": content.period.label, "due_date": day_text(content.due), "window_from": day_text(content.start),
        "window_to": day_text(content.end), "plan_title": plan_reference(content.plan), "ready": readiness(tables),
        "footer": f"{content.plan.number or content.plan.issuer} - kỳ {content.period.label}".replace("&", "&&")}
    return Form(texts, tables,
                {"mau_trang_thai": panel_rows(tables, shell.first_rows), "mau_huong_dan": guide_rows(content)},
                _lists(content), f"Biểu NQ57 {content.period.label}", content.issued_at)


def unit_texts(content: Content, unit: Unit) -> dict[str, str]:
    """The texts of one unit, by UNIT_TEXTS."""
    superior, issuing = letterhead(content.plan, unit)
    return {"superior_body": superior, "issuing_body": issuing, "unit_name": unit.name, "unit_code": unit.code,
            "report_to": recipient(content.plan, unit.code),
            "issue_id": issue_id(content.plan.id, str(content.plan.version), content.plan.digest, unit.code,
                                 str(content.period), content.kind)}


def _tables(content: Content, shell: Shell) -> tuple[Table, ...]:
    tables = []
    if content.indicators:
        tables.append(indicator_table(content, shell.first_rows[INDICATORS.name]))
    if content.assignments:
        tables.append(assignment_table(content, shell.first_rows[ASSIGNMENTS.name]))
    return (*tables, difficulty_table(shell.first_rows[DIFFICULTIES.name]))


def _lists(content: Content) -> dict[str, tuple[tuple[str, ...], ...]]:
    codes = [row.code for row in (*content.indicators, *content.assignments)]
    return {"nq_list_data_status": tuple((word,) for word in terms.DATA_STATUSES),
            "nq_list_status": tuple((word,) for word in terms.ASSIGNMENT_STATUSES),
            "nq_list_codes": tuple((code,) for code in codes),
            CHECK_TEXTS: tuple((code, *text) for code, text in check_texts().items()),
            "nq_identity": tuple(stamp_rows(_stamp(content)))}


def _stamp(content: Content) -> Stamp:
    plan = content.plan
    return Stamp(str(FORMAT_VERSION), plan.id, str(plan.version), token("unit_code"), str(content.period), content.kind,
                 token("issue_id"), content.issued_at.isoformat(), plan.digest)

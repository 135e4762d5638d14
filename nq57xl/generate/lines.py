"""The rows of each table: indicators, assignments, difficulties."""

from collections.abc import Mapping

from nq57xl.generate import entry, formulas
from nq57xl.generate.content import Content
from nq57xl.model.plan import Assignment, Indicator
from nq57xl.model.target import issued_target, milestone_of, target_for_year
from nq57xl.rules.catalogue import (
    assignment_constants,
    assignment_rules,
    difficulty_rules,
    indicator_constants,
    indicator_rules,
    plan_day,
)
from nq57xl.rules.check import Value
from nq57xl.rules.rule import Rule
from nq57xl.sheets.issuing.form import Formula, Line, Table
from nq57xl.sheets.layout import (
    ASSIGNMENTS,
    DIFFICULTIES,
    DIFFICULTY_ROWS,
    EXTRA_KEY,
    EXTRA_ROWS,
    FAILURE,
    INDICATORS,
    KEY,
    TARGET_HEADER,
    Layout,
)

GROUP, PARENT, ROW, CLOSED, EXTRA = "mau_nhom", "mau_muc", "mau_dong", "mau_khoa", "mau_them"
EXTRA_HEADING = "Nhiệm vụ khác của đơn vị (nếu có)"
NUMBER_FORMATS = {"percent": "0.0#", "count": "#,##0", "index": "0.00", "rank": "0", "money": "#,##0.0#", "text": "@"}
GROUPED = ("count", "money")
"""Kinds whose thousands are set apart."""
SHARE_FORMAT, DATE_FORMAT, TEXT_FORMAT = "0.0", "dd/mm/yyyy", "@"
PART_FORMAT, PROGRESS_FORMAT = "[>=1000]#,##0;General", "General"
"""Decimals are seen where there are some, and no lone decimal comma where there are none."""
PARTS = ("numerator", "denominator")
OWN_FIELDS = ("name", "lead", "coordinating", "product", "deadline")
"""What a unit says of an assignment of its own."""


def indicator_table(content: Content, first: int) -> Table:
    """The table of indicators, its first line in row `first`."""
    year = milestone_of(content.plan.milestones, content.period.year)
    headers = _headers(INDICATORS) | {"target": TARGET_HEADER.format(year=year)}
    lines: list[Line] = []
    group = parent = None
    for indicator in content.indicators:
        if (here := (indicator.annex, indicator.group, indicator.group_name)) != group:
            group, parent = here, None
            lines += _heading(GROUP, indicator.group, indicator.group_name)
        if indicator.parent != parent:
            parent = indicator.parent
            lines += _heading(PARENT, "", indicator.parent)
        lines.append(_indicator_line(indicator, content, first + len(lines)))
    return Table(INDICATORS, headers, tuple(lines))


def assignment_table(content: Content, first: int) -> Table:
    """The table of assignments, with room for the unit's own."""
    lines: list[Line] = []
    group = None
    for assignment in content.assignments:
        if (here := (assignment.annex, assignment.group, assignment.group_name)) != group:
            group = here
            lines += _heading(GROUP, assignment.group, assignment.group_name)
        lines.append(_assignment_line(assignment, content, first + len(lines)))
    lines += _heading(GROUP, "", EXTRA_HEADING)
    lines += [_extra_line(number, content, first + len(lines) + number - 1) for number in range(1, EXTRA_ROWS + 1)]
    return Table(ASSIGNMENTS, _headers(ASSIGNMENTS), tuple(lines))


def difficulty_table(first: int) -> Table:
    """Free rows for difficulties and proposals, silent until something is typed."""
    limits = {"content": entry.text_limit(DIFFICULTIES.header("content"), "Nêu ngắn gọn khó khăn, vướng mắc."),
              "related": entry.RELATED,
              "addressee": entry.text_limit("Kiến nghị gửi", "Cơ quan có thẩm quyền giải quyết."),
              "proposal": entry.text_limit("Đề xuất, kiến nghị", "Đề xuất cụ thể, đúng thẩm quyền nơi nhận.")}
    lines = (Line(ROW, {"stt": number, KEY: str(number), **_difficulty_checks(first + number - 1)}, {}, limits,
                  frozenset(DIFFICULTIES.entry_fields)) for number in range(1, DIFFICULTY_ROWS + 1))
    return Table(DIFFICULTIES, _headers(DIFFICULTIES), tuple(lines))


def _difficulty_checks(row: int) -> dict[str, Formula]:
    at = formulas.places(DIFFICULTIES, row)
    return _checks_once_typed(DIFFICULTIES.entry_fields, difficulty_rules(), {}, at)


def _headers(layout: Layout) -> dict[str, str]:
    return {column.field: column.header for column in layout.columns}


def _heading(look: str, number: str, text: str) -> list[Line]:
    return [Line(look, {"stt": number, "name": text})] if text else []


def _indicator_line(indicator: Indicator, content: Content, row: int) -> Line:
    at, year = formulas.places(INDICATORS, row), content.period.year
    target = target_for_year(indicator.targets, year)
    constants = indicator_constants(indicator, year, None)
    rules = indicator_rules(indicator, year)
    failed = formulas.failure(rules, constants, at)
    number = _number_format(indicator)
    cells = {"stt": indicator.stt, "code": indicator.code, "name": indicator.name,
             "unit_of_measure": indicator.unit_of_measure,
             "target": issued_target(indicator.targets, year, content.plan.milestones, indicator.is_percent),
             "value": formulas.ratio_value(at) if indicator.is_ratio else None,
             "achievement": formulas.achievement(target, indicator.direction, at),
             "judgement": formulas.judgement(target, indicator.direction, at),
             "check": formulas.check(failed, rules, at, INDICATORS.entry_fields), KEY: indicator.code, FAILURE: failed}
    formats = {"previous": number, "value": number, "achievement": SHARE_FORMAT, "evidence": TEXT_FORMAT}
    formats |= dict.fromkeys(PARTS, PART_FORMAT)
    closed = () if indicator.is_ratio else PARTS
    return Line(ROW, cells, formats, _indicator_limits(indicator),
                frozenset(f for f in INDICATORS.entry_fields if f not in closed), CLOSED)


def _number_format(indicator: Indicator) -> str:
    """How `Kết quả` and `Kỳ trước` are shown: with the decimals of the plan data, where they say."""
    decimals = indicator.tuning.decimals
    if decimals is None or indicator.kind == "text":
        return NUMBER_FORMATS[indicator.kind]
    return ("#,##0" if indicator.kind in GROUPED else "0") + (f".{'0' * decimals}" if decimals else "")


def _indicator_limits(indicator: Indicator) -> dict[str, entry.Limit]:
    limits = {"value": entry.value_limit(indicator), "data_status": entry.DATA_STATUS,
              "explanation": entry.text_limit("Giải trình", "Nguyên nhân chưa đạt, chưa có số liệu; hướng khắc phục."),
              "evidence": entry.text_limit("Minh chứng", "Số, ký hiệu văn bản, báo cáo hoặc đường dẫn.")}
    if indicator.is_ratio:
        limits |= {"numerator": entry.part_limit("Tử số", indicator.numerator),
                   "denominator": entry.part_limit("Mẫu số", indicator.denominator)}
    return limits


def _assignment_line(assignment: Assignment, content: Content, row: int) -> Line:
    at = formulas.places(ASSIGNMENTS, row)
    rules = assignment_rules()
    failed = formulas.failure(rules, _assignment_constants(assignment, content), at)
    cells = {"stt": assignment.stt, "code": assignment.code, "name": assignment.name, "lead": assignment.lead,
             "coordinating": assignment.coordinating, "product": assignment.product,
             "deadline": assignment.deadline_text, "check": formulas.check(failed, rules, at, ASSIGNMENTS.entry_fields),
             KEY: assignment.code, FAILURE: failed}
    return Line(ROW, cells, _assignment_formats(), _assignment_limits(content), frozenset(ASSIGNMENTS.entry_fields))


def _extra_line(number: int, content: Content, row: int) -> Line:
    """An open row for an assignment of the unit's own; silent until something is typed."""
    at = formulas.places(ASSIGNMENTS, row)
    typed = (*OWN_FIELDS, *ASSIGNMENTS.entry_fields)
    checks = _checks_once_typed(typed, assignment_rules(own=True), _assignment_constants(None, content), at)
    cells = {KEY: f"{EXTRA_KEY}-{number}", **checks}
    limits = _assignment_limits(content) | _own_limits()
    return Line(EXTRA, cells, _assignment_formats(), limits, frozenset(typed))


def _own_limits() -> dict[str, entry.Limit]:
    """What Excel says at the cells that describe an assignment of the unit's own."""
    prompts = {"name": "Việc đơn vị tự đặt ra, chưa có ở các dòng trên. Không có thì để trống cả dòng.",
               "lead": "Cơ quan, bộ phận hoặc người chủ trì thực hiện.",
               "coordinating": "Cơ quan, bộ phận phối hợp; không có thì để trống.",
               "product": "Kết quả cụ thể, đo đếm được: kế hoạch, báo cáo, hội nghị, …",
               "deadline": "Nhập ngày/tháng/năm, ví dụ 30/9/2025; hoặc ghi Quý IV/2025, Thường xuyên."}
    return {field: entry.text_limit(ASSIGNMENTS.header(field), prompt) for field, prompt in prompts.items()}


def _checks_once_typed(typed: tuple[str, ...], rules: tuple[Rule, ...], constants: Mapping[str, Value],
                       at: formulas.Where) -> dict[str, Formula]:
    """The checks of a row that nobody has to fill."""
    failed = formulas.failure(rules, constants, at)
    return {FAILURE: formulas.when_typed(typed, at, failed),
            "check": formulas.when_typed(typed, at, formulas.check(failed, rules, at))}


def _assignment_constants(assignment: Assignment | None, content: Content) -> dict[str, Value]:
    return assignment_constants(assignment, content.end, content.due, plan_day(content.plan.date))


def _assignment_formats() -> Mapping[str, str]:
    return {"progress": PROGRESS_FORMAT, "completed_on": DATE_FORMAT, "document": TEXT_FORMAT}


def _assignment_limits(content: Content) -> dict[str, entry.Limit]:
    return {"status": entry.STATUS, "progress": entry.PROGRESS, "completed_on": entry.completed_limit(content.due),
            "document": entry.text_limit("Số, ký hiệu văn bản", "Văn bản là sản phẩm của nhiệm vụ, ví dụ 12/KH-UBND."),
            "person": entry.text_limit("Người thực hiện", "Họ tên, chức vụ người chịu trách nhiệm (rõ người)."),
            "difficulty": entry.text_limit("Khó khăn, vướng mắc", "Bắt buộc ghi khi quá hạn hoặc tạm dừng.")}

"""Tiny plans and submissions for the tests of the merge, written as tables in the text."""

from dataclasses import replace
from datetime import date

from nq57xl.model.period import Calendar, parse_period
from nq57xl.model.plan import Assignment, Indicator, Plan, Unit
from nq57xl.model.record import ACCEPTED, Fact, Submission
from nq57xl.model.target import parse_target

SEPTEMBER = parse_period("2025-09")
COLUMN_LETTERS = {"numerator": "G", "denominator": "H", "value": "I", "data_status": "L", "explanation": "M",
                  "status": "H", "progress": "I", "completed_on": "J", "document": "K"}
NUMBERS = ("value", "numerator", "denominator", "progress")


def rows(table: str) -> list[dict[str, str]]:
    """A markdown table as dicts by header; the line under the header is left out."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    return [dict(zip(lines[0], line)) for line in lines[1:] if not set("".join(line)) <= set("-")]


def indicator(code: str, **given: object) -> Indicator:
    years = {y: parse_target(given.pop(f"t{y}", "-")) for y in (2025, 2030)}
    plain = dict(annex="1", stt="1", group="I", group_name="Nhóm", parent="", name=f"Chỉ tiêu {code}",
                 unit_of_measure="%", kind="percent", direction="up", per_year=False, targets=years, numerator="",
                 denominator="", consolidation="ratio", cumulative=False, collected_from="commune", lead="",
                 director="", chair="", product="", city_code="", lineage="", baseline="", source_note="")
    return Indicator(code=code, **(plain | given))


def indicators(table: str) -> tuple[Indicator, ...]:
    return tuple(indicator(**row) for row in rows(table))


def assignment(code: str, **given: str) -> Assignment:
    plain = dict(annex="2", stt="1", group="1", group_name="Nhóm", name=f"Nhiệm vụ {code}", lead="", coordinating="",
                 director="", product="", deadline_text="", deadline_kind="none", deadline="", source_note="")
    return Assignment(code=code, **(plain | given))


def assignments(table: str) -> tuple[Assignment, ...]:
    return tuple(assignment(**row) for row in rows(table))


UNITS = (Unit("11", "Xã Một", "commune"), Unit("12", "Xã Hai", "commune"), Unit("13", "Xã Ba", "commune"),
         Unit("SA", "Sở A", "agency"), Unit("SB", "Sở B", "agency"))
GROUPS = (Unit("*agency", "Các sở", "agency", ("các sở, ngành",)),
          Unit("*commune", "Các xã", "commune", ("Ủy ban nhân dân cấp xã",)))


def plan(own: tuple[Indicator, ...] = (), tasks: tuple[Assignment, ...] = (), **given: object) -> Plan:
    """A city plan of three communes and two agencies; reports are due on the 25th, facts end on the 14th."""
    plain = Plan(id="thu", number="", date="", title="", issuer="Thành phố Thử", issuer_code="99", level="city",
                 province_code="99", city_plan="", milestones=(2025, 2030), periods=("month",), legal_bases=(),
                 replaces=(), report_to="", report_through="", version=1, indicators=own, assignments=tasks,
                 units=UNITS, groups=GROUPS, calendars={("*", "*"): Calendar()})
    return replace(plain, **given)


def facts(table: str, unit: str = "11", plan_id: str = "thu", sheet_kind: str = "indicator",
          file: str = "") -> tuple[Fact, ...]:
    """A table with a column `code` and a column for each field; empty cells give no fact."""
    found = []
    for number, row in enumerate(rows(table), 8):
        for field, text in row.items():
            if field != "code" and text:
                found.append(Fact(plan_id, "2025-09", unit, sheet_kind, row["code"], field, typed(field, text),
                                  file or f"{unit}.xlsx", sheet_kind, f"{COLUMN_LETTERS.get(field, 'B')}{number}"))
    return tuple(found)


def typed(field: str, text: str) -> object:
    if field in NUMBERS:
        return text.strip('"') if text.startswith('"') else float(text)
    return date.fromisoformat(text) if field == "completed_on" else text


def returned(unit: str, table: str = "", tasks: str = "", **given: object) -> Submission:
    """A file of a unit with indicator and assignment facts, received on 20 September 2025."""
    file, plan_id = given.get("file", f"{unit}.xlsx"), given.get("plan", "thu")
    told = (facts(table, unit, plan_id, "indicator", file) if table else ()) + (
        facts(tasks, unit, plan_id, "assignment", file) if tasks else ())
    plain = dict(file=file, sha256=f"sha of {file}", outcome=ACCEPTED, plan=plan_id, plan_version="1", unit=unit,
                 period="2025-09", kind="bieu", facts=told, received=date(2025, 9, 20), received_basis="sổ tiếp nhận")
    return Submission(**(plain | given))

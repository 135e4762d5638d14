"""`nq57xl plan list | show | check | align | export | import`."""

import argparse
import json
from pathlib import Path

from nq57xl.cli.outcome import CLEAN, WITH_ERRORS
from nq57xl.jobs.outputs import check_place, outputs
from nq57xl.model.finding import ERROR, SEVERITY_LABEL
from nq57xl.model.plan import Assignment, Indicator, Plan
from nq57xl.model.target import display
from nq57xl.plans.files import load_plan, plan_ids


def add(plan: argparse.ArgumentParser) -> None:
    """Add the commands of `plan`."""
    verbs = plan.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    verbs.add_parser("list", help="liệt kê các kế hoạch").set_defaults(run=list_plans)
    show = verbs.add_parser("show", help="hiện một kế hoạch")
    show.add_argument("plan", metavar="KẾ_HOẠCH")
    show.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    show.set_defaults(run=show_plan)
    check = verbs.add_parser("check", help="tìm lỗi trong dữ liệu kế hoạch")
    check.add_argument("plan", metavar="KẾ_HOẠCH", nargs="?", help="bỏ trống: kiểm tra mọi kế hoạch")
    check.set_defaults(run=check_plans)
    align = verbs.add_parser("align", help="so sánh kế hoạch của đơn vị với kế hoạch thành phố")
    align.add_argument("plan", metavar="KẾ_HOẠCH")
    align.add_argument("--with", dest="city", metavar="KẾ_HOẠCH_THÀNH_PHỐ", required=True)
    align.add_argument("-o", dest="output", metavar="TỆP.xlsx", type=Path)
    align.set_defaults(run=align_plans)
    export = verbs.add_parser("export", help="xuất kế hoạch ra một sổ Excel để sửa")
    export.add_argument("plan", metavar="KẾ_HOẠCH")
    export.add_argument("-o", dest="output", metavar="TỆP.xlsx", type=Path, required=True)
    export.set_defaults(run=export_plan)
    import_ = verbs.add_parser("import", help="nhập kế hoạch từ sổ Excel đã xuất")
    import_.add_argument("file", metavar="TỆP.xlsx", type=Path)
    import_.add_argument("-o", dest="output", metavar="THƯ_MỤC", type=Path,
                         help="thư mục chứa các kế hoạch (mặc định: thư mục dữ liệu của người dùng)")
    import_.set_defaults(run=import_plan)


def list_plans(_: argparse.Namespace) -> int:
    for plan_id in plan_ids():
        plan = load_plan(plan_id)
        print(f"{plan_id:15} {len(plan.indicators):3} chỉ tiêu {len(plan.assignments):4} nhiệm vụ   "
              f"{plan.number}  {plan.issuer}")
    return CLEAN


def show_plan(arguments: argparse.Namespace) -> int:
    plan = load_plan(arguments.plan)
    if arguments.json:
        print(json.dumps(plan_document(plan), ensure_ascii=False, indent=1))
        return CLEAN
    print(f"{plan.id}: {plan.title}\nSố: {plan.number}   Ngày: {plan.date or '(văn bản để trống)'}   "
          f"Ban hành: {plan.issuer}\n")
    for row in plan.indicators:
        targets = "  ".join(f"{year}: {display(row.targets[year], row.is_percent) or '·'}" for year in plan.milestones)
        print(f"{row.code:10} {row.stt:>5}  {row.name}\n{'':18}{targets}")
    for row in plan.assignments:
        print(f"{row.code:12} {row.stt:>6}  {row.name}\n{'':21}{row.lead}  {row.deadline_text}")
    return CLEAN


def plan_document(plan: Plan) -> dict:
    """The JSON of `plan show`."""
    return {"id": plan.id, "number": plan.number, "date": plan.date, "issuer": plan.issuer,
            "milestones": list(plan.milestones),
            "indicators": [_indicator(row) for row in plan.indicators],
            "assignments": [_assignment(row) for row in plan.assignments]}


def _indicator(row: Indicator) -> dict:
    targets = {str(year): target.source or None for year, target in row.targets.items()}
    return {"code": row.code, "annex": row.annex, "stt": row.stt, "group": row.group, "name": row.name,
            "unit_of_measure": row.unit_of_measure, "targets": targets, "lead": row.lead, "director": row.director,
            "chair": row.chair, "product": row.product, "per_year": row.per_year, "city_code": row.city_code}


def _assignment(row: Assignment) -> dict:
    fields = ("code", "annex", "stt", "group", "name", "lead", "coordinating", "director", "product",
              "deadline_text", "deadline_kind", "deadline")
    return {field: getattr(row, field) for field in fields}


def check_plans(arguments: argparse.Namespace) -> int:
    from nq57xl.plans.check import check_plan
    worst = CLEAN
    for plan_id in [arguments.plan] if arguments.plan else plan_ids():
        plan = load_plan(plan_id)
        findings = check_plan(plan)
        for finding in findings:
            print(f"{plan.id}: {SEVERITY_LABEL[finding.severity]} {finding}")
        print(f"{plan.id}: {len(plan.indicators)} chỉ tiêu, {len(plan.assignments)} nhiệm vụ, "
              f"{len(findings)} điều cần xem, bỏ qua {len(plan.accepted)} điều đã ghi nhận")
        if any(finding.severity == ERROR for finding in findings):
            worst = WITH_ERRORS
    return worst


def align_plans(arguments: argparse.Namespace) -> int:
    from nq57xl.plans.align import align
    if arguments.output:
        check_place(arguments.output)
    alignment = align(load_plan(arguments.plan), load_plan(arguments.city))
    for line in alignment_lines(alignment):
        print(line)
    if arguments.output:
        from nq57xl.plans.align_sheets import write_alignment
        with outputs(arguments.output) as (path,):
            write_alignment(alignment, path)
        print(f"\nĐã ghi {arguments.output}")
    return CLEAN


def alignment_lines(alignment: object) -> list[str]:
    """The comparison as text: the rows that differ, the gaps, then the counts."""
    from nq57xl.plans.align import SAME, VERDICTS
    lines = []
    for row in alignment.indicators:
        if row.verdict == SAME:
            continue
        subject = row.own or row.city
        lines.append(f"{row.verdict:18} {subject.code:10} {subject.name}")
        lines += [f"{'':29} {year}: {verdict} (đơn vị {display(row.own.targets[year], row.own.is_percent) or '·'}, "
                  f"thành phố {display(row.city.targets[year], row.city.is_percent) or '·'})"
                  for year, verdict in row.verdicts.items() if verdict != SAME]
    lines += [f"{', '.join(lacks):18} {row.code:12} {row.name}" for row, lacks in alignment.gaps]
    counted = alignment.counts()
    order = sorted(counted, key=lambda verdict: (verdict not in VERDICTS, verdict))
    return [*lines, "", "Chỉ tiêu: " + "; ".join(f"{verdict.lower()} {counted[verdict]}" for verdict in order),
            f"Nhiệm vụ chưa rõ chủ trì hoặc thời hạn: {len(alignment.gaps)}/{len(alignment.own.assignments)}"]


def export_plan(arguments: argparse.Namespace) -> int:
    from nq57xl.plans.exchange import export_workbook
    check_place(arguments.output)
    with outputs(arguments.output) as (path,):
        export_workbook(arguments.plan, path)
    print(f"Đã ghi {arguments.output}")
    return CLEAN


def import_plan(arguments: argparse.Namespace) -> int:
    from nq57xl.plans.exchange import import_workbook
    from nq57xl.plans.places import user_templates
    folder, findings = import_workbook(arguments.file, arguments.output or user_templates() / "plans")
    for finding in findings:
        print(finding)
    print(f"Đã ghi {folder}" if folder else "Chưa nhập: hãy sửa các lỗi trên rồi chạy lại.")
    return CLEAN if folder else WITH_ERRORS

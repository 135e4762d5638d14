"""Which files count, who handed in and when, and every message about several files in full."""

from dataclasses import replace
from datetime import date

from nq57xl.merge import dataset
from nq57xl.merge.summary import merge_document, validation_document
from nq57xl.model.dataset import LATE, MISSING, ON_TIME, REFUSED, UNDATED, Dataset
from nq57xl.model.finding import ERROR, Finding, Place
from nq57xl.model.plan import Plan, Unit
from nq57xl.model.record import REJECTED, Submission
from tests.merge.tables import SEPTEMBER, assignments, indicators, plan, returned

SUM = "| code | consolidation | kind |\n| A | sum | count |"


def merged(*submissions: Submission, one: Plan | None = None, **given) -> Dataset:
    return dataset(one or plan(indicators(SUM)), SEPTEMBER, submissions, plans=no_plans, **given)


def no_plans(plan_id: str) -> Plan:
    raise LookupError(plan_id)


def figure(value: float) -> str:
    return f"| code | value |\n| A | {value} |"


def said(whole: Dataset, code: str) -> list[str]:
    return [f"{f.place.file}: {f}" for f in whole.findings if f.code == code]


def states(whole: Dataset) -> dict[str, str]:
    return {entry.unit.code: entry.state for entry in whole.returns}


def test_units_without_rows_are_not_expected_and_missing_ones_are_named() -> None:
    whole = merged(returned("11", figure(1)), returned("12", figure(2)))
    assert states(whole) == {"11": ON_TIME, "12": ON_TIME, "13": MISSING}
    assert said(whole, "X01") == [": X01 · Xã Ba chưa nộp báo cáo tháng 9/2025. "
                                  "Cách sửa: đôn đốc đơn vị nộp; hạn nộp là 25/9/2025."]


def test_the_due_day_is_in_time_and_the_day_after_is_late() -> None:
    whole = merged(returned("11", figure(1), received=date(2025, 9, 25)),
                   returned("12", figure(2), received=date(2025, 9, 26)))
    assert states(whole) == {"11": ON_TIME, "12": LATE, "13": MISSING}
    assert said(whole, "X04") == ["12.xlsx: X04 · 12.xlsx: Xã Hai nộp ngày 26/9/2025, quá hạn 25/9/2025 (1 ngày). "
                                  "Cách sửa: nhắc đơn vị nộp đúng hạn kỳ sau."]


def test_a_file_of_unknown_day_is_never_late() -> None:
    whole = merged(returned("11", figure(1), received=None, received_basis=""))
    assert states(whole)["11"] == UNDATED
    assert said(whole, "X08") == ["11.xlsx: X08 · 11.xlsx: không rõ ngày nhận tệp nên không xét nộp đúng hạn hay muộn. "
                                  "Cách sửa: ghi ngày nhận vào so-tiep-nhan.csv."]


def test_a_rejected_file_is_never_counted_and_its_unit_is_told_apart_from_a_missing_one() -> None:
    whole = merged(returned("11", figure(1), outcome=REJECTED))
    assert states(whole)["11"] == REFUSED
    assert whole.figures[0].value is None
    assert [f.code for f in whole.findings] == ["X01", "X01"]


def test_the_same_file_twice_counts_once() -> None:
    first = returned("11", figure(5))
    copy = replace(returned("11", figure(5), file="ban sao.xlsx"), sha256=first.sha256, received=date(2025, 9, 28))
    whole = merged(copy, first)
    assert whole.figures[0].value == 5.0
    assert states(whole)["11"] == ON_TIME
    assert said(whole, "X02") == ["ban sao.xlsx: X02 · ban sao.xlsx: tệp giống hệt 11.xlsx, chỉ tính một lần. "
                                  "Cách sửa: không cần làm gì; có thể xóa bản thừa."]


def test_of_two_files_of_a_unit_the_later_is_used_and_the_correction_is_not_late() -> None:
    whole = merged(returned("11", figure(5), file="a.xlsx", received=date(2025, 9, 28)),
                   returned("11", figure(4), file="b.xlsx", received=date(2025, 9, 20)))
    assert whole.figures[0].value == 5.0
    assert states(whole)["11"] == ON_TIME
    assert said(whole, "X03") == [
        "b.xlsx: X03 · b.xlsx: Xã Một có nhiều tệp chỉ tiêu và nhiệm vụ cho tháng 9/2025: dùng a.xlsx, không dùng tệp "
        "này (nhận ngày 20/9/2025, trước ngày 28/9/2025). "
        "Cách sửa: nếu tệp này mới đúng thì ghi vào tệp quyết định, hoặc bỏ tệp kia ra, rồi tổng hợp lại."]
    assert [s.file for s in whole.returns[0].others] == ["b.xlsx"]


def test_of_two_files_of_one_day_the_name_decides_and_that_is_said() -> None:
    whole = merged(returned("11", figure(4), file="bieu.xlsx", kind="chi-tieu"),
                   returned("11", figure(5), file="bieu (1).xlsx", kind="chi-tieu"))
    assert whole.figures[0].value == 5.0
    assert "Xã Một có nhiều tệp chỉ tiêu cho" in said(whole, "X03")[0]
    assert "(tên tệp kia cho biết là bản sau)" in said(whole, "X03")[0]


def test_a_form_of_indicators_and_one_of_assignments_complement_each_other() -> None:
    one = plan(indicators(SUM), assignments("| code | lead |\n| N1 | Ủy ban nhân dân cấp xã |"))
    whole = merged(returned("11", figure(5), kind="chi-tieu", file="ct.xlsx"),
                   returned("11", tasks="| code | status |\n| N1 | Đang thực hiện |", kind="nhiem-vu", file="nv.xlsx",
                            received=date(2025, 9, 27)), one=one)
    mine = whole.returns[0]
    assert (mine.state, mine.rows_due, mine.rows_done) == (LATE, 2, 2)
    assert (mine.submission.file, [s.file for s in mine.others]) == ("ct.xlsx", ["nv.xlsx"])
    assert mine.received == date(2025, 9, 27)
    assert not said(whole, "X03")


def test_files_that_do_not_belong_are_named_and_left_out() -> None:
    whole = merged(returned("11", figure(1), file="a.xlsx", period="2025-08"),
                   returned("77", figure(1), file="b.xlsx"),
                   returned("11", figure(1), file="c.xlsx", plan="khac"))
    assert whole.figures[0].value is None
    remedy = " Cách sửa: chuyển tệp sang đúng thư mục, hoặc tổng hợp đúng kế hoạch và kỳ của tệp."
    assert said(whole, "X05") == [
        "a.xlsx: X05 · a.xlsx: tệp không thuộc đợt tổng hợp này: "
        "tệp của kỳ 2025-08, đang tổng hợp kỳ 2025-09." + remedy,
        'b.xlsx: X05 · b.xlsx: tệp không thuộc đợt tổng hợp này: đơn vị "77" không có trong kế hoạch thu.' + remedy,
        'c.xlsx: X05 · c.xlsx: tệp không thuộc đợt tổng hợp này: kế hoạch "khac" không có trong dữ liệu.' + remedy]


def test_a_plan_name_that_is_a_path_is_never_looked_up() -> None:
    def plans(plan_id: str) -> Plan:
        raise AssertionError(plan_id)
    whole = dataset(plan(), SEPTEMBER, [returned("11", plan="../../khac")], plans=plans)
    assert [f.code for f in whole.findings] == ["X05"]


SIX = "| code | consolidation | kind |\n" + "\n".join(f"| C{n} | sum | count |" for n in range(6))


def six(first: int) -> str:
    return "| code | value |\n" + "\n".join(f"| C{n} | {first + n} |" for n in range(6))


def test_a_file_copied_from_another_unit_is_noticed() -> None:
    whole = merged(returned("11", six(11)), returned("12", six(11)), returned("13", six(12)), one=plan(indicators(SIX)))
    assert said(whole, "X06") == [
        "11.xlsx: X06 · 11.xlsx: 6 số liệu trùng hết với tệp 12.xlsx. "
        "Cách sửa: hỏi lại đơn vị: có thể đã chép nguyên tệp của đơn vị khác.",
        "12.xlsx: X06 · 12.xlsx: 6 số liệu trùng hết với tệp 11.xlsx. "
        "Cách sửa: hỏi lại đơn vị: có thể đã chép nguyên tệp của đơn vị khác."]


def test_a_file_copied_with_a_few_changes_is_noticed() -> None:
    changed_one = six(11).replace("| C3 | 14 |", "| C3 | 140 |")
    whole = merged(returned("11", six(11)), returned("12", changed_one), returned("13", six(31)),
                   one=plan(indicators(SIX)))
    assert not said(whole, "X06")
    assert said(whole, "X20") == [
        "11.xlsx: X20 · 11.xlsx: 5/6 dòng chỉ tiêu có số liệu trùng với tệp 12.xlsx. "
        "Cách sửa: hỏi lại đơn vị: có thể đã chép tệp của đơn vị khác rồi sửa vài số.",
        "12.xlsx: X20 · 12.xlsx: 5/6 dòng chỉ tiêu có số liệu trùng với tệp 11.xlsx. "
        "Cách sửa: hỏi lại đơn vị: có thể đã chép tệp của đơn vị khác rồi sửa vài số."]


def test_of_ratios_the_parts_count_too() -> None:
    ratios = "| code | consolidation | kind |\n" + "\n".join(f"| C{n} | ratio | percent |" for n in range(8))

    def parts(*changed: int, by: int) -> str:
        head = "| code | numerator | denominator | value |\n"
        pairs = [(40 + n + (by if n in changed else 0), 80 + 2 * n + (2 * by if n in changed else 0)) for n in range(8)]
        return head + "\n".join(f"| C{n} | {a} | {b} | {100 * a / b} |" for n, (a, b) in enumerate(pairs))

    one = plan(indicators(ratios))
    near = merged(returned("11", parts(by=0)), returned("12", parts(0, 1, 2, by=1)), one=one)
    assert [text.split(": ")[2] for text in said(near, "X20")] == [
        "5/8 dòng chỉ tiêu có số liệu trùng với tệp 12.xlsx. Cách sửa",
        "5/8 dòng chỉ tiêu có số liệu trùng với tệp 11.xlsx. Cách sửa"]
    far = merged(returned("11", parts(by=0)), returned("12", parts(0, 1, 2, 3, by=1)), one=one)
    assert not said(far, "X20")


def test_agencies_that_lead_together_honestly_report_the_same() -> None:
    led = plan(tuple(replace(row, collected_from="agency", lead="Sở A; Sở B") for row in indicators(SIX)))
    whole = merged(returned("SA", six(11)), returned("SB", six(11).replace("| C3 | 14 |", "| C3 | 140 |")), one=led)
    assert not said(whole, "X20")


def test_figures_that_many_units_have_are_no_sign_of_copying() -> None:
    units = tuple(Unit(str(n), f"Xã {n}", "commune") for n in range(11, 16))
    files = [returned(unit.code, six(11).replace("| C5 | 16 |", f"| C5 | {n} |")) for n, unit in enumerate(units, 50)]
    assert not said(merged(*files, one=plan(indicators(SIX), units=units)), "X20")
    assert len(said(merged(*files[:3], one=plan(indicators(SIX), units=units)), "X20")) == 3


def test_units_that_all_report_zero_or_a_hundred_are_not_suspect() -> None:
    same = "| code | value |\n" + "\n".join(f"| C{n} | {100 * (n % 2)} |" for n in range(6))
    whole = merged(returned("11", same), returned("12", same), one=plan(indicators(SIX)))
    assert not said(whole, "X06")


def test_errors_and_warnings_are_counted_for_each_unit() -> None:
    wrong = Finding("V02", ERROR, Place("11.xlsx"), "", "")
    whole = merged(replace(returned("11", figure(1)), findings=(wrong,)))
    assert (whole.returns[0].errors, whole.returns[0].warnings) == (1, 0)


def test_equal_points_share_a_place_among_units_of_a_kind() -> None:
    own = indicators("| code | consolidation | kind | collected_from | lead |\n| A | sum | count | commune | |\n"
                     "| B | last | count | agency | Sở A |")
    whole = merged(returned("11", figure(1)), returned("12", figure(2)),
                   returned("SA", "| code | value |\n| B | 2 |", received=date(2025, 9, 26)), one=plan(own))
    assert [(r.place, r.unit.code, r.points) for r in whole.ranking] == [
        (1, "11", 100.0), (1, "12", 100.0), (3, "13", 0.0), (1, "SA", 60.0)]  # 30 of 30 + 20 points, late: 0 of 20


def test_points_are_the_weighted_mean_of_the_shares_less_what_errors_cost() -> None:
    own = indicators("| code | consolidation | kind | t2025 |\n| A | sum | count | >=5 |\n| B | sum | count | >=5 |")
    one = plan(own, assignments("""
        | code | lead                   | deadline_kind | deadline |
        | N1   | Ủy ban nhân dân cấp xã | month         | 2025-08  |
        | N2   | Ủy ban nhân dân cấp xã | none          |          |"""))
    errors = tuple(Finding("V02", ERROR, Place("11.xlsx"), "", "") for _ in range(3))
    file = replace(returned("11", "| code | value |\n| A | 5 |\n| B | 1 |",
                            "| code | status |\n| N1 | Đang thực hiện |\n| N2 | Đang thực hiện |"), findings=errors)
    first = merged(file, one=one).ranking[0]
    assert (first.completeness, first.timeliness, first.targets_met, first.assignments_in_time) == (1.0, 1.0, 0.5, 0.5)
    assert first.points == 73.5  # (30 + 20 + 30 × 0.5 + 20 × 0.5) of 100, less 3 × 0.5


COMMUNE = plan(
    indicators("""
    | code | consolidation | kind  | lineage  | city_code | collected_from |
    | K1   | sum           | count | same     | A         | agency         |
    | K2   | sum           | count | narrower | B         | agency         |
    | K3   | sum           | count | extra    |           | agency         |"""),
    id="xa-mot", level="commune", city_plan="thu", issuer="Xã Một", issuer_code="11",
    units=(Unit("VP", "Văn phòng", "department"),))
CITY = plan(indicators("| code | consolidation | kind |\n| A | sum | count |\n| B | sum | count |"))


def both_plans(plan_id: str) -> Plan:
    return {"thu": CITY, "xa-mot": COMMUNE}[plan_id]


def with_own_plan(*submissions: Submission) -> Dataset:
    return dataset(CITY, SEPTEMBER, submissions, plans=both_plans)


OWN = "| code | value |\n| K1 | 7 |\n| K2 | 3 |\n| K3 | 1 |"


def test_a_commune_that_reports_on_its_own_plan_counts_through_city_code() -> None:
    whole = with_own_plan(returned("11", OWN, plan="xa-mot"), returned("12", "| code | value |\n| A | 5 |\n| B | 4 |"))
    assert [figure.value for figure in whole.figures] == [12.0, 4.0]
    narrower = whole.unit_figures["11", "B"]
    assert (narrower.value, narrower.counted, narrower.note) == (
        3.0, False, "phạm vi hẹp hơn chỉ tiêu chung, không cộng")
    assert [(r.fact.code, r.city_code, r.used) for r in whole.rows if r.fact.unit == "11"] == [
        ("K1", "A", True), ("K2", "B", False), ("K3", "", False)]
    assert (whole.returns[0].rows_due, whole.returns[0].rows_done) == (3, 3)


def test_the_citys_own_form_wins_and_a_difference_is_told() -> None:
    whole = with_own_plan(returned("11", OWN, plan="xa-mot", file="rieng.xlsx"),
                          returned("11", "| code | value |\n| A | 8 |", file="thanh-pho.xlsx"))
    assert whole.figures[0].value == 8.0
    assert said(whole, "X12") == [
        "rieng.xlsx: X12 · indicator!I8: Xã Một báo 8 ở biểu của thu và 7 ở kế hoạch của đơn vị (mã K1) cho cùng chỉ "
        "tiêu A; dùng số ở biểu của thu. Cách sửa: đơn vị thống nhất hai số rồi gửi lại."]
    assert (whole.returns[0].rows_due, whole.returns[0].rows_done) == (2, 2)


def test_a_departments_file_for_a_communes_plan_is_no_file_for_the_city() -> None:
    whole = with_own_plan(returned("VP", OWN, plan="xa-mot"))
    assert [f.code for f in whole.findings if f.severity == ERROR] == ["X05"]


def test_the_json_document_accounts_for_every_file() -> None:
    whole = merged(returned("11", figure(1)), returned("12", figure(2), received=date(2025, 9, 26)),
                   returned("13", figure(3), outcome=REJECTED), returned("12", file="la.xlsx", period="2025-08"))
    document = merge_document(whole)
    assert document["summary"] == {
        "files": 4, "accepted": 2, "repaired": 0, "rejected": 2, "duplicates": 0, "merged": 2, "superseded": 0,
        "errors": 1, "warnings": 1, "units_expected": 3, "units_returned": 2, "on_time": 1, "late": 1,
        "undated": 0, "missing": ["13"], "refused": ["13"], "figures": 2}
    assert [(f["file"], f["outcome"], [x["code"] for x in f["findings"]]) for f in document["files"]] == [
        ("11.xlsx", "accepted", []), ("12.xlsx", "accepted", ["X04"]), ("13.xlsx", "rejected", []),
        ("la.xlsx", "rejected", ["X05"])]
    assert set(document["files"][0]) == {"file", "sha256", "outcome", "plan", "unit", "period", "findings"}
    assert set(document["files"][1]["findings"][0]) == {
        "code", "severity", "sheet", "cell", "row", "field", "found", "message", "remedy"}


def test_findings_without_a_file_stand_beside_the_files() -> None:
    document = merge_document(merged(returned("11", figure(1))))
    assert [f["message"] for f in document["findings"]] == ["Xã Ba chưa nộp báo cáo tháng 9/2025.",
                                                            "Xã Hai chưa nộp báo cáo tháng 9/2025."]


def test_a_validation_knows_nothing_of_units() -> None:
    summary = validation_document([returned("11", figure(1))])["summary"]
    assert (summary["files"], summary["accepted"], summary["figures"], summary["missing"]) == (1, 1, 1, None)

"""What stands in an issued workbook: rows, words, locks, lists, anchors, identity."""

import importlib.util
import re
from pathlib import Path

import pytest

from nq57xl.generate import generate, workbook_bytes
from nq57xl.generate.formulas import check_texts
from nq57xl.model.period import parse_period
from nq57xl.plans.files import load_plan
from nq57xl.rules.catalogue import RULES
from nq57xl.sheets.address import letter
from nq57xl.sheets.issuing.fitting import lines_needed
from nq57xl.sheets.issuing.tables import BOLD_ROOM
from nq57xl.sheets.stamp import read_stamp
from tests.generate.issued import COUNT, ISSUED, PERIOD, RATIO, cell, columns_of, opened, plan_in, row_of

SHARED = Path(__file__).parents[3] / "shared"
OLD_FUNCTIONS = {"ABS", "AND", "CHAR", "CLEAN", "COUNTA", "COUNTIF", "FALSE", "DAY", "HYPERLINK", "FIND", "IF",
                 "IFERROR", "INDEX", "INT", "ISERROR", "ISNUMBER", "LEFT", "LEN", "LOWER", "MATCH", "MID", "MIN",
                 "MONTH", "N", "NOT", "OR", "ROUND", "ROW", "SUBSTITUTE", "SUMPRODUCT", "T", "TRIM",
                 "TRUE", "VLOOKUP", "YEAR"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    plan = plan_in(tmp_path_factory.mktemp("plan"))
    return workbook_bytes(plan, PERIOD, "KT", "both", ISSUED, {("KT", "M-01"): 55.5, ("VH", "M-02"): 9})


def texts_of(sheet) -> list[str]:
    return [value for row in sheet.iter_rows(values_only=True) for value in row if isinstance(value, str)]


def test_the_guide_says_who_reports_what_to_whom_by_when(data: bytes) -> None:
    texts = texts_of(opened(data)["Hướng dẫn"])
    for expected in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN XÃ MẪU",
                     "PHÒNG KINH TẾ", "Kỳ báo cáo: tháng 9/2025 (số liệu từ 15/8/2025 đến 14/9/2025)",
                     "Kế hoạch mẫu (số 01/KH-UBND, ngày 14/7/2025)", "Phòng Kinh tế (mã KT)", "18/9/2025",
                     "Ủy ban nhân dân xã Mẫu, qua Phòng Văn hóa - Xã hội"):
        assert expected in texts


def test_no_placeholder_is_left(data: bytes) -> None:
    for sheet in opened(data):
        assert not [text for text in texts_of(sheet) if re.search(r"\{\w+\}|[\ue000-\uf8ff]", text)]


def test_the_headers_are_those_of_the_layout_with_the_milestone_year(data: bytes) -> None:
    sheet = opened(data)["Chỉ tiêu"]
    header = [sheet.cell(4, column).value for column in range(1, 18)]
    assert header == ["STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu 2025", "Kỳ trước", "Tử số", "Mẫu số", "Kết quả",
                      "% mục tiêu", "Đánh giá", "Tình trạng số liệu", "Giải trình", "Minh chứng", "Kiểm tra",
                      "Khóa dòng", "Mã kiểm tra"]
    assert columns_of(sheet)["value"] == 9
    assert sheet.row_dimensions[3].hidden
    assert [sheet.column_dimensions[letter].hidden for letter in "OPQ"] == [False, True, True]


def test_the_header_year_is_the_next_milestone(tmp_path: Path) -> None:
    book = opened(workbook_bytes(plan_in(tmp_path), parse_period("2026"), "KT", "both", ISSUED))
    assert book["Chỉ tiêu"].cell(4, 5).value == "Mục tiêu 2030"
    assert cell(book, "Chỉ tiêu", "M-01", "target").value == "100%"


def test_rows_stand_under_their_groups_and_keep_their_text(data: bytes) -> None:
    sheet = opened(data)["Chỉ tiêu"]
    rows = [[sheet.cell(row, column).value for column in (1, 2, 3, 5, 16)] for row in range(5, 11)]
    assert rows == [["I", None, "Hạ tầng số", None, None],
                    ["1", "M-01", "Tỷ lệ thôn phủ sóng 5G", "≥60%", "M-01"],
                    ["2", "M-02", "=Số tổ công nghệ số", "12 (năm 2030)", "M-02"],
                    ["II", None, "Xếp hạng", None, None],
                    [None, None, "3. Chuyển đổi số", None, None],
                    ["3", "M-03", "Thứ hạng chuyển đổi số", "Top 50", "M-03"]]
    assert cell(opened(data), "Chỉ tiêu", "M-02", "name").data_type == "s"


def test_assignments_leave_room_for_the_units_own(data: bytes) -> None:
    sheet = opened(data)["Nhiệm vụ"]
    keys = [sheet.cell(row, 15).value for row in range(5, 19)]
    assert keys == [None, "N-01", "N-02", None, *(f"extra-{n}" for n in range(1, 11))]
    assert [cell(opened(data), "Khó khăn - Kiến nghị", key, "stt").value for key in ("1", "20")] == [1, 20]


@pytest.mark.parametrize(("kind", "decimals", "expected"), [
    ("percent", "", "0.0#"), ("percent", "0", "0"), ("percent", "1", "0.0"), ("index", "3", "0.000"),
    ("count", "", "#,##0"), ("count", "2", "#,##0.00"), ("money", "0", "#,##0")])
def test_figures_are_shown_with_the_decimals_of_the_plan_data(tmp_path: Path, kind: str, decimals: str,
                                                              expected: str) -> None:
    tuned = COUNT | {"code": "M-09", "kind": kind, "decimals": decimals}
    book = opened(workbook_bytes(plan_in(tmp_path, (tuned,)), PERIOD, "KT", "both", ISSUED))
    assert [cell(book, "Chỉ tiêu", "M-09", field).number_format for field in ("previous", "value")] == [expected] * 2


def test_difficulties_have_their_check_and_none_is_shown_while_they_are_blank(data: bytes) -> None:
    book, stored = opened(data), opened(data, values=True)
    sheet = book["Khó khăn - Kiến nghị"]
    assert [sheet.cell(4, column).value for column in range(5, 9)] == [
        "Đề xuất, kiến nghị", "Kiểm tra", "Khóa dòng", "Mã kiểm tra"]
    assert [sheet.column_dimensions[letter].hidden for letter in "FGH"] == [False, True, True]
    assert sheet.print_area == "'Khó khăn - Kiến nghị'!$A$1:$E$32" and sheet.auto_filter.ref == "A4:F24"
    for key in ("1", "20"):
        check = cell(book, "Khó khăn - Kiến nghị", key, "check")
        assert check.value.startswith("=IF(") and check.protection.locked
        assert not cell(stored, "Khó khăn - Kiến nghị", key, "check").value
    assert {str(area.sqref) for area in sheet.conditional_formatting} == {"F5:F24", "B5:E24"}
    rows = {row[0]: row for row in stored["Hướng dẫn"].iter_rows(values_only=True)}
    assert rows["Khó khăn - Kiến nghị"][2:7] == (0, 0, 0, 0, 0) and not rows["Khó khăn - Kiến nghị"][7]


def test_figures_of_the_period_before_stand_in_their_unit_alone(data: bytes) -> None:
    book = opened(data)
    assert cell(book, "Chỉ tiêu", "M-01", "previous").value == 55.5
    assert cell(book, "Chỉ tiêu", "M-02", "previous").value is None


def test_entry_cells_are_open_and_all_others_locked(data: bytes) -> None:
    book = opened(data)
    for sheet in book:
        assert sheet.protection.sheet and not sheet.protection.password
        allowed = sheet.protection.formatColumns, sheet.protection.formatRows, sheet.protection.autoFilter
        assert allowed == (False, False, False)
    opened_fields = {key: [f for f in columns_of(book[title]) if not cell(book, title, key, f).protection.locked]
                     for title, key in (("Chỉ tiêu", "M-01"), ("Chỉ tiêu", "M-02"), ("Nhiệm vụ", "N-01"),
                                        ("Nhiệm vụ", "extra-1"), ("Khó khăn - Kiến nghị", "1"))}
    texts = ["value", "data_status", "explanation", "evidence"]
    work = ["status", "progress", "completed_on", "document", "person", "difficulty"]
    assert opened_fields == {"M-01": ["numerator", "denominator", *texts], "M-02": texts, "N-01": work,
                             "extra-1": ["name", "lead", "coordinating", "product", "deadline", *work],
                             "1": ["content", "related", "addressee", "proposal"]}
    assert book.security.lockStructure


def test_open_cells_look_open(data: bytes) -> None:
    book = opened(data)
    fills = {field: cell(book, "Chỉ tiêu", "M-01", field).fill.start_color.rgb
             for field in ("name", "numerator", "check")}
    assert len(set(fills.values())) == 3
    closed = cell(book, "Chỉ tiêu", "M-02", "numerator").fill.start_color.rgb
    assert closed != fills["numerator"]
    assert cell(book, "Chỉ tiêu", "M-01", "numerator").border.left.style == "thin"


def validation(book, title: str, key: str, field: str):
    place = cell(book, title, key, field).coordinate
    return next(v for v in book[title].data_validations.dataValidation if place in v.sqref)


@pytest.mark.parametrize(("title", "key", "field", "expected"), [
    ("Chỉ tiêu", "M-01", "value", ("decimal", "between", "0", "100")),
    ("Chỉ tiêu", "M-01", "numerator", ("decimal", "greaterThanOrEqual", "0", None)),
    ("Chỉ tiêu", "M-02", "value", ("whole", "greaterThanOrEqual", "0", None)),
    ("Chỉ tiêu", "M-03", "value", ("whole", "greaterThanOrEqual", "1", None)),
    ("Chỉ tiêu", "M-01", "data_status", ("list", None, "nq_list_data_status", None)),
    ("Chỉ tiêu", "M-01", "explanation", ("textLength", "lessThanOrEqual", "2000", None)),
    ("Nhiệm vụ", "N-01", "status", ("list", None, "nq_list_status", None)),
    ("Nhiệm vụ", "extra-3", "completed_on", ("date", "between", "43831", "45918")),
    ("Khó khăn - Kiến nghị", "4", "related", ("list", None, "nq_list_codes", None))])
def test_excel_itself_checks_what_is_typed(data: bytes, title: str, key: str, field: str, expected: tuple) -> None:
    found = validation(opened(data), title, key, field)
    assert (found.type, found.operator, found.formula1, found.formula2) == expected
    assert found.prompt and found.error and found.promptTitle


@pytest.mark.parametrize(("field", "title"), [
    ("name", "Nhiệm vụ"), ("lead", "Chủ trì"), ("coordinating", "Phối hợp"), ("product", "Sản phẩm"),
    ("deadline", "Thời hạn")])
def test_the_cells_of_an_own_assignment_say_what_belongs_there(data: bytes, field: str, title: str) -> None:
    found = validation(opened(data), "Nhiệm vụ", "extra-1", field)
    assert (found.type, found.formula1, found.promptTitle) == ("textLength", "2000", title)
    assert found.showInputMessage and found.prompt and found.error


@pytest.mark.parametrize(("sheet", "key", "fields"), [
    ("Chỉ tiêu", "M-01", ("explanation", "evidence")), ("Nhiệm vụ", "N-01", ("document", "person", "difficulty")),
    ("Nhiệm vụ", "extra-1", ("name", "lead", "coordinating", "product", "document", "person", "difficulty")),
    ("Khó khăn - Kiến nghị", "1", ("content", "addressee", "proposal"))])
def test_what_is_typed_into_a_text_cell_stays_the_text_that_was_typed(data: bytes, sheet: str, key: str,
                                                                      fields: tuple[str, ...]) -> None:
    book = opened(data)
    assert {field: cell(book, sheet, key, field).number_format for field in fields} == dict.fromkeys(fields, "@")


def test_a_day_typed_as_an_own_deadline_stays_a_day(data: bytes) -> None:
    assert cell(opened(data), "Nhiệm vụ", "extra-1", "deadline").number_format == "General"


def test_the_page_number_stands_at_the_top_alone_from_the_second_page_on(data: bytes) -> None:
    for sheet in opened(data).worksheets[:4]:
        assert sheet.oddHeader.center.text.endswith("&P") and not sheet.firstHeader.center.text
        assert "&P" not in "".join(part.text or "" for footer in (sheet.oddFooter, sheet.firstFooter)
                                   for part in (footer.left, footer.center, footer.right))


def test_the_prompt_says_what_numerator_and_denominator_count(data: bytes) -> None:
    book = opened(data)
    assert validation(book, "Chỉ tiêu", "M-01", "numerator").prompt == "Số thôn đã phủ sóng 5G"
    assert validation(book, "Chỉ tiêu", "M-01", "denominator").prompt == "Tổng số thôn"


def test_long_words_of_a_plan_fit_excels_limits(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, (RATIO | {"numerator": "Số cơ quan, đơn vị " * 30},), ())
    for found in opened(workbook_bytes(plan, PERIOD, "KT", "both", ISSUED))["Chỉ tiêu"].data_validations.dataValidation:
        assert len(found.promptTitle) <= 32 and len(found.prompt) <= 255
        assert len(found.errorTitle) <= 32 and len(found.error) <= 255


def named(book, name: str) -> list:
    (title, area), = book.defined_names[name].destinations
    cells = book[title][area]
    return [c.value for row in cells for c in row] if isinstance(cells, tuple) else [cells.value]


def test_decimals_typed_into_numerators_and_progress_are_seen(data: bytes) -> None:
    book = opened(data)
    assert cell(book, "Chỉ tiêu", "M-01", "numerator").number_format == "[>=1000]#,##0;General"
    assert cell(book, "Nhiệm vụ", "N-01", "progress").number_format == "General"


def test_lists_and_columns_are_found_by_name(data: bytes) -> None:
    book = opened(data)
    assert named(book, "nq_list_data_status") == ["Đã có số liệu", "Chưa có số liệu", "Không áp dụng", "Số ước"]
    assert named(book, "nq_list_status") == ["Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Tạm dừng",
                                             "Không thuộc trách nhiệm"]
    assert named(book, "nq_list_codes") == ["M-01", "M-02", "M-03", "N-01", "N-02"]
    assert named(book, "nq_indicator_key") == [None, "M-01", "M-02", None, None, "M-03"]
    assert book.defined_names["nq_indicator_table"].attr_text == "'Chỉ tiêu'!$A$4:$Q$10"
    assert book.defined_names["nq_indicator_value"].attr_text == "'Chỉ tiêu'!$I$5:$I$10"
    assert book.defined_names["nq_assignment_status"].attr_text == "'Nhiệm vụ'!$H$5:$H$18"
    assert not [name for sheet in book for name in sheet.defined_names if name.startswith("mau_")]


def test_the_identity_is_very_hidden_and_complete(data: bytes) -> None:
    book = opened(data)
    assert (book["_danhmuc"].sheet_state, book["_nq57"].sheet_state) == ("hidden", "veryHidden")
    found = read_stamp(row[:2] for row in book["_nq57"].iter_rows(values_only=True))
    assert (found.format, found.plan, found.plan_version, found.unit, found.period, found.kind, found.issued_at) == (
        "1", "mau", "2", "KT", "2025-09", "bieu", "2025-09-01")
    assert re.fullmatch(r"[0-9a-f]{12}", found.issue_id) and re.fullmatch(r"[0-9a-f]{16}", found.digest)


def test_an_issue_has_its_own_id(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    ids = {opened(workbook_bytes(plan, parse_period(period), unit, kind, ISSUED))["_nq57"]["B8"].value
           for period, unit, kind in (("2025-09", "KT", "both"), ("2025-09", "KT", "assignments"),
                                      ("2025-09", "VH", "both"), ("2025-10", "KT", "both"))}
    assert len(ids) == 4


def test_sheets_print_on_a4_with_repeated_headers_and_page_numbers(data: bytes) -> None:
    book = opened(data)
    for sheet in book.worksheets[:4]:
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation, setup.fitToWidth) == (9, "landscape", 1)
        assert "&P" in f"&{sheet.oddHeader.center.text}"
    assert [book[title].print_title_rows for title in ("Chỉ tiêu", "Nhiệm vụ")] == ["$4:$4", "$4:$4"]
    assert [book[title].freeze_panes for title in ("Chỉ tiêu", "Nhiệm vụ")] == ["D5", "D5"]
    assert book["Chỉ tiêu"].auto_filter.ref == "A4:O10"


def test_every_text_is_in_times_new_roman(data: bytes) -> None:
    for sheet in opened(data).worksheets[:4]:
        assert {c.font.name for row in sheet.iter_rows() for c in row if c.value is not None} == {"Times New Roman"}


def test_formulas_are_old_short_and_stored(data: bytes) -> None:
    book, stored = opened(data), opened(data, values=True)
    formulas = [(sheet.title, c) for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 40
    for title, c in formulas:
        assert set(re.findall(r"([A-Z]+)\(", re.sub(r'"[^"]*"', "", c.value))) <= OLD_FUNCTIONS
        assert len(c.value) <= 8192
    assert stored["Chỉ tiêu"].cell(row_of(stored["Chỉ tiêu"], "M-01"), 15).value == "○ chưa nhập"
    assert book.calculation.fullCalcOnLoad


def test_a_fresh_form_says_of_every_row_that_it_is_not_filled(data: bytes) -> None:
    book = opened(data, values=True)
    assert [cell(book, "Chỉ tiêu", key, "check").value for key in ("M-01", "M-02", "M-03")] == ["○ chưa nhập"] * 3
    assert [cell(book, "Nhiệm vụ", key, "check").value for key in ("N-01", "N-02")] == ["○ chưa nhập"] * 2
    assert not cell(book, "Nhiệm vụ", "extra-1", "check").value
    texts = texts_of(book["Hướng dẫn"])
    assert "CHƯA NỘP ĐƯỢC: còn 5 dòng chưa nhập" in texts
    assert "→ Chỉ tiêu, ô I6" in texts and "→ Nhiệm vụ, ô H6" in texts


@pytest.mark.parametrize(("title", "kind", "lines"), [
    ("Chỉ tiêu", "indicator", 2), ("Nhiệm vụ", "assignment", 2), ("Khó khăn - Kiến nghị", "difficulty", 1)])
def test_what_the_check_says_fits_into_the_lowest_row(data: bytes, title: str, kind: str, lines: int) -> None:
    """Nothing makes a row higher when a formula gives a longer text."""
    sheet = opened(data)[title]
    width = BOLD_ROOM * sheet.column_dimensions[letter(columns_of(sheet)["check"])].width
    too_long = [rule.code for rule in RULES if rule.sheet == kind
                and lines_needed(check_texts()[rule.code][0], width, 12) > lines]
    assert too_long == []


@pytest.mark.parametrize("plan_id", ["hai-phong", "kim-thanh", "nam-trieu", "nghi-duong", "truong-giang"])
def test_every_workbook_of_the_real_plans_opens_in_excel_without_repair(tmp_path: Path, plan_id: str) -> None:
    checker, schemas = excel_checker()
    plan = load_plan(plan_id)
    units = list({u.kind: u.code for u in plan.units if u.kind == "commune"}.values())
    units += [u.code for u in plan.units if u.kind != "commune"] + [plan.issuer_code]
    for kind, asked in (("both", units), ("indicators", units[:2]), ("assignments", units[:2])):
        result = generate(plan, PERIOD, asked, folder=tmp_path, issued_at=ISSUED, kind=kind)
        for path in result.written:
            assert checker.check(str(path), schemas) == []


def excel_checker():
    """The checker of what Excel accepts, where it lies beside the repository."""
    if not (SHARED / "ooxml_check.py").exists():
        pytest.skip("ooxml_check.py is not beside the repository")
    spec = importlib.util.spec_from_file_location("ooxml_check", SHARED / "ooxml_check.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, module.Schemas(str(SHARED / "ooxml-xsd"))

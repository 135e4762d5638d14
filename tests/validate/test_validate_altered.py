"""Locked texts that were typed over are told; a figure whose unit of measure was changed is asked about."""

import unicodedata

import pytest

from tests.validate.forms import book, codes, edited, facts, only, submit

CT, NV = "Chỉ tiêu", "Nhiệm vụ"


@pytest.mark.parametrize("unit", ["nghìn doanh nghiệp", "%", "hộ kinh doanh", "triệu đồng", "doanh nghiệp/vạn dân"])
def test_a_figure_in_another_unit_than_issued_is_not_taken(unit: str) -> None:
    returned = submit(edited(book(), CT, D10=unit))
    assert codes(returned) == ["S82"] and facts(returned, "CT02") == {"evidence": "Báo cáo 15/BC-UBND"}


def test_the_question_in_which_unit_a_figure_is_names_both() -> None:
    assert str(only(submit(edited(book(), CT, D10="nghìn doanh nghiệp")), "S82")) == (
        'S82 · Chỉ tiêu!D10 (Đơn vị tính): đơn vị tính của dòng đã sửa thành "nghìn doanh nghiệp" (biểu đã nhận ghi '
        '"doanh nghiệp"); không rõ số liệu theo đơn vị nào nên không lấy. Cách sửa: khôi phục đơn vị tính và nhập số '
        "liệu theo đúng đơn vị đó.")


@pytest.mark.parametrize("unit", ["‰", "triệu đồng", "người"])
def test_a_ratio_in_another_unit_is_not_taken(unit: str) -> None:
    returned = submit(edited(book(), CT, D9=unit))
    assert codes(returned) == ["S82"]
    assert facts(returned, "CT01") == {"evidence": "Báo cáo 15/BC-UBND", "data_status": "Đã có số liệu"}


@pytest.mark.parametrize("cells", [
    {"D10": "DOANH  NGHIỆP "}, {"D10": unicodedata.normalize("NFD", "doanh nghiệp")}, {"D9": "phần trăm"},
    {"D9": "Tỷ lệ phần trăm"}, {"E9": "≥ 60 %"}, {"E9": ">=60%"}])
def test_the_same_in_another_spelling_is_silent(cells: dict[str, str]) -> None:
    assert codes(submit(edited(book(), CT, **cells))) == []


def test_another_name_for_the_same_unit_is_told_and_the_figure_taken() -> None:
    returned = submit(edited(book(), CT, D10="doanh nghiệp công nghệ"))
    assert codes(returned) == ["S81"] and facts(returned, "CT02")["value"] == 12.0


def test_another_target_is_told_and_the_plans_is_kept() -> None:
    returned = submit(edited(book(), CT, E9="≥10%"))
    assert [str(f) for f in returned.findings] == [
        'S81 · Chỉ tiêu!E9 (Mục tiêu): cột Mục tiêu của dòng đã sửa thành "≥10%" (biểu đã nhận ghi "≥60%"); vẫn '
        "tính theo biểu đã nhận. Cách sửa: khôi phục nội dung cột khóa; góp ý ghi ở Giải trình."]
    assert facts(returned, "CT01")["value"] == 80.0


def test_another_lead_or_deadline_is_told() -> None:
    returned = submit(edited(book(), NV, D9="Phòng Kinh tế", G9="Tháng 6/2026"))
    assert [f.message for f in returned.findings] == [
        'cột Chủ trì của dòng đã sửa thành "Phòng Kinh tế" (biểu đã nhận ghi "Phòng Văn hóa - Xã hội"); vẫn tính theo '
        "biểu đã nhận.",
        'cột Thời hạn của dòng đã sửa thành "Tháng 6/2026" (biểu đã nhận ghi "Tháng 12/2025"); vẫn tính theo biểu đã '
        "nhận."]
    assert facts(returned, "NV1")["progress"] == 50.0


def test_a_row_without_figures_has_nothing_to_ask() -> None:
    returned = submit(edited(book("code | data_status | explanation\nCT02 | Chưa có số liệu | Chưa đến kỳ"), CT,
                             D10="hộ kinh doanh"))
    assert "S82" not in codes(returned) and "S81" in codes(returned)


@pytest.mark.parametrize("header", ["Kết quả (nghìn)", "Kết quả (triệu đồng)", "Kết quả, tỷ"])
def test_a_scale_in_a_header_leaves_the_column_out(header: str) -> None:
    returned = submit(edited(book(), CT, I7=header))
    assert codes(returned) == ["S83"] and "value" not in facts(returned, "CT02")


def test_the_question_of_a_scale_in_a_header_says_what_it_saw() -> None:
    assert only(submit(edited(book(), CT, I7="Kết quả (nghìn)")), "S83").message == (
        'tiêu đề cột Kết quả ghi "Kết quả (nghìn)"; không rõ số liệu theo đơn vị nào nên không lấy số liệu của cột.')


def test_percent_in_words_in_a_header_is_no_scale() -> None:
    assert codes(submit(edited(book(), CT, I7="Kết quả (phần trăm)"))) == ["S33"]

"""Texts of old alphabets and contents below merged cells are told, cell by cell."""

from dataclasses import replace

from nq57xl.sheets.reading.book import Book, Cell, Sheet
from tests.validate.forms import at, book, changed, codes, edited, facts, only, submit

FILLED = book("""code | value | evidence | explanation
CT02 | 12 | Báo cáo 15/BC-UBND | Cán bộ mới""")


def with_facts(source: Book, **told: object) -> Book:
    return changed(source, "Chỉ tiêu", lambda sheet: replace(sheet, **told))


def place_of(text: str) -> tuple[int, int]:
    sheet = FILLED.sheet("Chỉ tiêu")
    return next(place for place, cell in sheet.cells.items() if cell.value == text)


def test_a_converted_text_is_taken_and_told_with_before_and_after() -> None:
    returned = submit(with_facts(FILLED, converted={place_of("Cán bộ mới"): "C¸n bé míi"}))
    assert facts(returned, "CT02")["explanation"] == "Cán bộ mới"
    told = only(returned, "S57")
    assert (told.severity, told.place.field, told.place.row, told.place.cell) == ("info", "Giải trình", "CT02", "M10")
    assert (told.code, told.message) == (
        "S57", 'chữ theo bảng mã cũ (TCVN3) đã được chuyển: trước là "C¸n bé míi", sau là "Cán bộ mới".')
    assert returned.outcome == "repaired"
    flags, = [fact.flags for fact in returned.facts if (fact.code, fact.field) == ("CT02", "explanation")]
    assert "S57" in flags


def test_a_catalogue_text_in_an_old_font_is_no_finding() -> None:
    returned = submit(with_facts(FILLED, converted={place_of("CT02"): "CT02"}))
    assert codes(returned) == []


def test_a_text_that_may_be_of_an_old_alphabet_is_asked_about_and_never_changed() -> None:
    returned = submit(edited(FILLED, "Chỉ tiêu", M10="C¸n bé míi"))
    assert facts(returned, "CT02")["explanation"] == "C¸n bé míi"
    told = only(returned, "S58")
    assert (told.severity, told.found, told.place.cell) == ("warning", "C¸n bé míi", "M10")
    assert (told.code, told.message) == (
        "S58", 'chữ "C¸n bé míi" có thể gõ theo bảng mã cũ (TCVN3, VNI); giữ nguyên như trong tệp.')


def test_a_text_of_two_readings_in_an_old_font_is_asked_about() -> None:
    returned = submit(with_facts(FILLED, doubted=frozenset((place_of("Cán bộ mới"),))))
    assert only(returned, "S58").place.cell == "M10"


def test_what_a_merged_area_hides_is_told_and_not_taken() -> None:
    def hide(sheet: Sheet) -> Sheet:
        row, column = at("I10")
        return replace(sheet, merged=((row, column, row + 1, column),),
                       cells={p: c for p, c in sheet.cells.items() if p != (row + 1, column)},
                       covered={(row + 1, column): Cell(row + 1, column, 0.75)})

    returned = submit(changed(FILLED, "Chỉ tiêu", hide))
    told = only(returned, "S59")
    assert told.place.cell == "I10:I11"
    assert (told.code, told.message) == (
        "S59", "ô gộp che mất nội dung của ô bên dưới (I11: 0,75); chỉ lấy ô đầu của vùng gộp.")
    assert "value" not in facts(returned, "CT03")


def test_a_figure_with_a_struck_or_raised_part_is_asked_about_and_left_out() -> None:
    returned = submit(with_facts(edited(FILLED, "Chỉ tiêu", I10="281"), mixed=frozenset((at("I10"),))))
    told = only(returned, "V67")
    assert (told.severity, told.place.cell) == ("error", "I10")
    assert (told.code, told.message) == (
        "V67", '"281" có phần bị gạch ngang hoặc viết nhỏ trên, dưới dòng; không rõ con số nào đúng.')
    assert "value" not in facts(returned, "CT02")


def test_a_raised_mark_in_a_text_is_honest() -> None:
    returned = submit(with_facts(edited(FILLED, "Chỉ tiêu", M10="Trên 15 km2"), mixed=frozenset((at("M10"),))))
    assert codes(returned) == []
    assert facts(returned, "CT02")["explanation"] == "Trên 15 km2"


def test_a_part_with_two_contents_leaves_out_the_percentage_made_of_it() -> None:
    returned = submit(with_facts(edited(FILLED, "Chỉ tiêu", G9="81"), mixed=frozenset((at("G9"),))))
    assert "V67" in codes(returned) and not {"value", "numerator"} & facts(returned, "CT01").keys()


def test_a_figure_struck_as_a_whole_is_taken_with_a_warning() -> None:
    returned = submit(with_facts(FILLED, struck=frozenset((at("I10"), at("M10"), at("A1")))))
    told = only(returned, "V68")
    assert (told.severity, told.place.cell, told.place.row) == ("warning", "I10", "CT02")
    assert (told.code, told.message) == ("V68", "12 bị gạch ngang nhưng vẫn được lấy.")
    assert facts(returned, "CT02")["value"] == 12.0
    assert ("V68",) in [fact.flags for fact in returned.facts if fact.field == "value"]


def test_a_figure_shown_with_other_digits_is_taken_with_a_warning() -> None:
    returned = submit(with_facts(edited(FILLED, "Chỉ tiêu", I10=15000.0), misled=frozenset((at("I10"), at("A1")))))
    told = only(returned, "V71")
    assert (told.severity, told.place.cell) == ("warning", "I10")
    assert (told.code, told.message) == (
        "V71", "đã lấy 15000, nhưng định dạng ô làm con số hiện ra khác trên màn hình.")
    assert facts(returned, "CT02")["value"] == 15000.0

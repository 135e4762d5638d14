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

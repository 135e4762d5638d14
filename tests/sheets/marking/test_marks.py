"""Marks put into a copy of a returned workbook: everything else stays, and they go again without trace."""

import io
import re
import zipfile
from datetime import date
from functools import cache

import pytest
from openpyxl import load_workbook
from openpyxl.formatting.rule import FormulaRule

from nq57xl.generate import workbook_bytes
from nq57xl.model.period import parse_period
from nq57xl.plans.files import load_plan
from nq57xl.sheets.marking.mark import SWITCH, Mark
from nq57xl.sheets.marking.marks import marked, unmarked
from nq57xl.sheets.marking.outline import UnpatchableError
from nq57xl.sheets.marking.own import OWN_LINE, is_own_note, is_own_sheet, note_text, without_marks
from nq57xl.sheets.reading.read import read_book
from nq57xl.sheets.writing.describe import Column, Link, Sheet
from tests.conftest import Convert

DAY = date(2025, 9, 26)
LIST = Sheet("Cần sửa", "NỘI DUNG CẦN SỬA", (OWN_LINE,), ("XÃ MẪU",),
             (Column("Ô", 10, "link"), Column("Vấn đề", 40, "wrap")),
             ((Link("B2", "'Bảng'!B2"), "=HYPERLINK(1)"),), names=((SWITCH, "IF(ISTEXT('Cần sửa'!$A$1),1,0)"),))
MARKS = (Mark("Bảng", 2, 2, 0, note_text("Lỗi V32: khoảng 90")), Mark("Bảng", 3, 2, 0),
         Mark("Bảng", 2, 3, 1, note_text("x")))


@cache
def written() -> bytes:
    """An officer's workbook: a note, a picture's drawing, conditions of its own, a name of one sheet, sheet 2 shown."""
    import xlsxwriter
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    first, table = book.add_worksheet("Bìa"), book.add_worksheet("Bảng")
    first.write("A1", "Xã Mẫu")
    red = book.add_format({"bg_color": "#FF0000", "num_format": "0.000"})
    table.write_row("A1", ["Mã", "Kết quả", "Ghi chú"])
    table.write_row("A2", ["CT1", "khoảng 90", "đang rà soát"])
    table.write("B3", 5, red)
    table.write_comment("C2", "Số này lấy của công an")
    table.write_comment("A3", "=1+1")
    table.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 3, "format": red})
    table.data_validation("B2", {"validate": "integer", "criteria": ">", "value": 0})
    table.insert_textbox("F2", "Ghi chú rời")
    table.repeat_rows(0)
    table.activate()
    book.close()
    return target.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def prefixed(data: bytes) -> bytes:
    """The same workbook as programs built on the Open XML SDK write it: every element with a prefix."""
    def change(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")
        return xml
    return packed({name: change(xml) if name.startswith(("xl/worksheets/sheet", "xl/workbook.xml", "xl/styles"))
                   else xml for name, xml in parts(data).items()})


def test_the_marks_are_a_sheet_in_front_a_colour_and_a_note() -> None:
    book = load_workbook(io.BytesIO(marked(written(), [LIST], MARKS, DAY)))
    assert book.sheetnames == ["Cần sửa", "Bìa", "Bảng"]
    assert book.active.title == "Cần sửa" and book["Cần sửa"].protection.sheet
    assert book["Cần sửa"]["A6"].hyperlink.location == "'Bảng'!B2"
    table = book["Bảng"]
    assert table["B2"].comment.text == "NQ57 · Lỗi V32: khoảng 90\n(Ghi chú của nq57xl, không cần xóa · 58aaab)"
    rules = {str(area.sqref): [(r.priority, r.formula, r.dxf.fill.bgColor.rgb) for r in area.rules]
             for area in table.conditional_formatting}
    assert rules["B2:B3"] == [(1, ["nq57_can_sua=1"], "FFFF9B94")] and rules["C2"][0][0] == 2
    assert rules["B2:B9"][0][:2] == (3, ["3"])
    assert table["B3"].fill.bgColor.rgb == load_workbook(io.BytesIO(written()))["Bảng"]["B3"].fill.bgColor.rgb


def test_an_officers_own_note_stays_and_gets_none_beside_it() -> None:
    table = load_workbook(io.BytesIO(marked(written(), [LIST], MARKS, DAY)))["Bảng"]
    assert (table["C2"].comment.text, table["A3"].comment.text) == ("Số này lấy của công an", "=1+1")


def test_nothing_else_of_the_file_changes() -> None:
    before, after = parts(written()), parts(marked(written(), [LIST], MARKS, DAY))
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml",
        "xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert after.keys() - before.keys() == {"xl/worksheets/sheet3.xml"}


@pytest.mark.parametrize("make", [written, lambda: prefixed(written()), lambda: workbook_bytes(
    load_plan("kim-thanh"), parse_period("2025-09"), "KT", "both", DAY)], ids=["written", "prefixed", "issued"])
def test_taken_out_again_the_marks_leave_every_part_as_it_was(make) -> None:
    data = make()
    sheet = read_book(data, "").sheets[1].name
    marks = [Mark(sheet, 6, 9, 0, note_text("a")), Mark(sheet, 7, 9, 1, note_text("b"))]
    with_marks = marked(data, [LIST], marks, DAY)
    assert any(map(is_own_sheet, read_book(with_marks, "").sheets))
    assert parts(unmarked(with_marks)) == parts(data)


def test_a_rule_of_the_officers_under_one_roof_with_ours_stays() -> None:
    """openpyxl, and Excel as far as is known, write one element for each area, with all its rules."""
    book = load_workbook(io.BytesIO(marked(written(), [LIST], [Mark("Bảng", 2, 2, 0), Mark("Bảng", 9, 2, 1)], DAY)))
    book["Bảng"].conditional_formatting.add("B2", FormulaRule(["$B$2>5"]))
    again = io.BytesIO()
    book.save(again)
    rules = {str(area.sqref): [rule.formula for rule in area.rules]
             for area in load_workbook(io.BytesIO(unmarked(again.getvalue())))["Bảng"].conditional_formatting}
    assert rules == {"B2": [["$B$2>5"]], "B2:B9": [["3"]]}


def test_names_of_ours_go_too_where_the_officer_deleted_the_sheet() -> None:
    book = load_workbook(io.BytesIO(marked(written(), [LIST], MARKS, DAY)))
    del book["Cần sửa"]
    again = io.BytesIO()
    book.save(again)
    assert {"nq57_can_sua", "nq57_trang_truoc"} <= set(book.defined_names)
    left = load_workbook(io.BytesIO(unmarked(again.getvalue())))
    assert not left.defined_names and not any("nq57" in rule.formula[0] for area in left["Bảng"].conditional_formatting
                                              for rule in area.rules)


@pytest.mark.parametrize("change", [
    lambda text: text + "\nĐã hỏi thôn 3", lambda text: text.replace("\n", "\nĐã hỏi thôn 3: 85 người\n", 1),
    lambda text: text.replace("V32", "V33"), lambda text: "A" + text])
def test_what_an_officer_writes_into_a_note_of_ours_makes_it_the_officers(change) -> None:
    text = note_text("Lỗi V32: khoảng 90\nCách sửa: nhập 90.")
    assert is_own_note(text) and is_own_note(text.replace("\n", "\r\n") + "\n")
    assert not is_own_note(change(text))


def test_without_marks_the_file_itself_comes_back() -> None:
    data = written()
    assert unmarked(data) is data


def test_marking_again_replaces_the_marks() -> None:
    once = marked(written(), [LIST], MARKS, DAY)
    assert parts(marked(once, [LIST], MARKS[:1], DAY)) == parts(marked(written(), [LIST], MARKS[:1], DAY))


def test_texts_of_the_file_never_become_formulas() -> None:
    xml = parts(marked(written(), [LIST], MARKS, DAY))["xl/worksheets/sheet3.xml"].decode()
    assert "<f>" not in xml and "<t>=HYPERLINK(1)</t>" in xml


def test_a_sheet_of_the_officers_own_with_that_name_stays() -> None:
    import xlsxwriter
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet("Cần sửa").write("A1", "việc của tôi")
    book.close()
    data = marked(target.getvalue(), [LIST], [Mark("Cần sửa", 1, 1, 0, note_text("a"))], DAY)
    assert load_workbook(io.BytesIO(data)).sheetnames == ["Cần sửa (2)", "Cần sửa"]
    assert [sheet.name for sheet in without_marks(read_book(data, "")).sheets] == ["Cần sửa"]
    before, after = parts(target.getvalue()), parts(unmarked(data))
    # An empty list of conditional formats and the number of the first sheet may be written out or left out.
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= {"xl/workbook.xml", "xl/styles.xml"}


def test_a_note_to_which_an_officer_adds_something_is_the_officers() -> None:
    assert is_own_note(note_text("Lỗi V32: khoảng 90"))
    assert not is_own_note(note_text("Lỗi V32: khoảng 90") + "\nđã sửa thành 90")
    assert not is_own_note("Số này lấy của công an")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", packed({"a.txt": b"x"}), packed({
    **parts(written()), "xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'}), packed({
        **parts(written()), "xl/workbook.xml": parts(written())["xl/workbook.xml"].replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main")}), packed({
                **parts(written()), "xl/workbook.xml": parts(written())["xl/workbook.xml"].replace(
                    b'sheetId="1"', b'sheetId="mot"')})],
    ids=["empty", "cut", "archive", "entity", "strict", "letters"])
def test_what_is_no_sound_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnpatchableError):
        marked(data, [LIST], MARKS, DAY)


def test_saved_by_another_program_the_marks_are_known_and_taken_out(soffice: Convert) -> None:
    saved = soffice(marked(written(), [LIST], MARKS, DAY), "xlsx", "xlsx")
    table = load_workbook(io.BytesIO(saved))["Bảng"]
    assert is_own_note(table["B2"].comment.text)
    assert load_workbook(io.BytesIO(saved))["Cần sửa"]["A6"].hyperlink.location in ("'Bảng'!B2", "Bảng!B2")
    book = load_workbook(io.BytesIO(unmarked(saved)))
    assert book.sheetnames == ["Bìa", "Bảng"] and not [name for name in book.defined_names if name.startswith("nq57_")]
    assert book["Bảng"]["B2"].comment is None and book["Bảng"]["C2"].comment.text == "Số này lấy của công an"
    assert [str(area.sqref) for area in book["Bảng"].conditional_formatting] == ["B2:B9"]

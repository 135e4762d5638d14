"""Copies of a master: only a unit's own parts differ, and a copy equals a workbook built for the unit alone."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from openpyxl import load_workbook

from nq57xl.plans.places import template_file
from nq57xl.sheets.issuing.form import Form, Formula, Line, ShellError, Table
from nq57xl.sheets.issuing.shell import fill, read_shell
from nq57xl.sheets.issuing.stamping import Master, make_master, stamp, token
from nq57xl.sheets.layout import DIFFICULTIES, INDICATORS

UNIT = {"superior_body": "ỦY BAN NHÂN DÂN", "issuing_body": "XÃ MẪU", "unit_name": "Xã Mẫu <A&B>", "unit_code": "00123",
        "report_to": "Thành phố"}
SHARED = {"period_label": "tháng 9/2025", "window_from": "15/8", "window_to": "14/9", "plan_title": "Kế hoạch",
          "due_date": "25/9/2025", "footer": "kỳ 9", "ready": Formula('"CHƯA "&"XONG"', "CHƯA XONG")}
PANEL = {"panel_sheet": "Chỉ tiêu", "panel_rows": Formula("1+1", 2), "panel_done": 0, "panel_todo": 2,
         "panel_errors": 0, "panel_warnings": 0, "panel_link": None}
CELLS = {"Chỉ tiêu": {"M-01": "F5", "M-02": "F6"}}
ISSUED = date(2025, 9, 1)


def master(texts: Mapping[str, str], previous: Mapping[str, float] | None = None) -> Master:
    lines = tuple(Line("mau_dong", {"code": code, "previous": (previous or {}).get(code), "key": code,
                                    "check": Formula(f'"○"&"{code}"', f"○{code}")}) for code in ("M-01", "M-02"))
    tables = tuple(Table(layout, {c.field: c.header for c in layout.columns}, rows)
                   for layout, rows in ((INDICATORS, lines), (DIFFICULTIES, (Line("mau_dong", {"key": "1"}),))))
    form = Form({**SHARED, **texts}, tables, {"mau_trang_thai": (PANEL,), "mau_huong_dan": ()},
                {"nq_identity": (("nq57xl", ""), ("unit", texts["unit_code"]))}, "Biểu", ISSUED)
    filled = fill(read_shell(template_file("workbooks", "bieu.xlsx")), form)
    return make_master(filled, {} if previous else CELLS, ISSUED)


@pytest.fixture(scope="module")
def marked() -> Master:
    return master({name: token(name) for name in UNIT})


def everything(data: bytes) -> dict[tuple[str, str], tuple]:
    found = {}
    for values in (False, True):
        for sheet in load_workbook(io.BytesIO(data), data_only=values):
            for row in sheet.iter_rows():
                for c in row:
                    found[sheet.title, c.coordinate, values] = (
                        c.value, c.number_format, c.font.b, c.fill.start_color.rgb, c.protection.locked)
    return found


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_stamped_copy_equals_a_workbook_built_for_the_unit(marked: Master) -> None:
    previous = {"M-01": 85.5, "M-02": 12.0}
    assert everything(stamp(marked, UNIT, previous)) == everything(stamp(master(UNIT, previous), {}, {}))


def test_only_the_units_parts_differ(marked: Master) -> None:
    one, two = (parts(stamp(marked, UNIT | {"unit_name": name}, {})) for name in ("Xã Một", "Xã Hai"))
    assert [name for name in one if one[name] != two[name]] == ["xl/sharedStrings.xml"]
    figured = parts(stamp(marked, UNIT | {"unit_name": "Xã Một"}, {"M-01": 1.0}))
    assert [name for name in one if one[name] != figured[name]] == ["xl/worksheets/sheet2.xml"]


def test_unit_texts_and_codes_stay_text(marked: Master) -> None:
    book = load_workbook(io.BytesIO(stamp(marked, UNIT, {})))
    assert book["Hướng dẫn"]["B9"].value == "Xã Mẫu <A&B> (mã 00123)"
    assert book["_nq57"]["B2"].value == "00123"


def test_figures_go_to_their_cells_and_others_stay_blank(marked: Master) -> None:
    sheet = load_workbook(io.BytesIO(stamp(marked, UNIT, {"M-02": 0.1, "M-99": 7.0})))["Chỉ tiêu"]
    assert (sheet["F5"].value, sheet["F6"].value) == (None, 0.1)


def test_formulas_carry_their_values(marked: Master) -> None:
    book = load_workbook(io.BytesIO(stamp(marked, UNIT, {})), data_only=True)
    assert [book["Chỉ tiêu"][place].value for place in ("O5", "O6")] == ["○M-01", "○M-02"]
    texts = [cell for row in book["Hướng dẫn"].iter_rows(values_only=True) for cell in row]
    assert "CHƯA XONG" in texts and 2 in texts


def test_a_text_that_is_not_given_is_an_error(marked: Master) -> None:
    with pytest.raises(KeyError, match="unit_code"):
        stamp(marked, {name: text for name, text in UNIT.items() if name != "unit_code"}, {})


def test_unit_texts_outside_the_cells_are_refused() -> None:
    texts = {name: token(name) for name in UNIT} | {"footer": token("unit_name")}
    with pytest.raises(ShellError, match="trang Hướng dẫn: {unit_name} chỉ dùng được trong ô"):
        master(texts)


def test_the_archive_says_nothing_of_when_it_was_packed(marked: Master) -> None:
    data = stamp(marked, UNIT, {})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    assert b"2025-09-01T00:00:00Z" in parts(data)["docProps/core.xml"]


def test_rows_may_grow_with_what_is_typed(marked: Master) -> None:
    xml = parts(stamp(marked, UNIT, {}))["xl/worksheets/sheet2.xml"].decode()
    rows = {n: xml.split(f'<row r="{n}"')[1].split(">")[0] for n in (4, 5)}
    assert 'customHeight="1"' in rows[4]
    assert 'ht="33"' in rows[5] and "customHeight" not in rows[5]

"""The add-in as a file: the same bytes each time, a ribbon that Excel's schema accepts, one truth for each button."""

import ast
import importlib.util
import io
import re
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from PIL import Image

from nq57xl import __version__
from nq57xl.addin.build import build_addin, version_of
from nq57xl.addin.buttons import LARGE, PIXELS, SOURCES, ribbon_tab
from nq57xl.addin.icons import pictures
from nq57xl.addin.ribbon_xml import NAMESPACE, ribbon_xml
from nq57xl.addin.texts import SPOKEN, rows, unaccented
from nq57xl.addin.vba import modules
from nq57xl.cli.main import COMMANDS
from nq57xl.model.messages.addin import MESSAGES

ROOT = Path(__file__).parents[2]
SCHEMA = xmlschema.XMLSchema(ROOT / "tests/fixtures/customui14.xsd", validation="lax")
TAB = ribbon_tab()
GROUPS = {
    "Giao biểu": ["Tạo biểu cho đơn vị", "Tạo biểu hàng loạt"],
    "Kiểm tra": ["Kiểm tra sổ này", "Lỗi kế tiếp", "Lỗi trước", "Xóa đánh dấu", "Dựng lại biểu"],
    "Tổng hợp": ["Tổng hợp thư mục", "Tình hình nộp"],
    "Báo cáo": ["Truy vết ô", "So sánh chỉ tiêu", "Xuất phiếu tiếp nhận"],
    "Trợ giúp": ["Mở hướng dẫn", "Chẩn đoán"]}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def buttons(xml: bytes) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(xml).iter(f"{{{NAMESPACE}}}button"))


def test_two_builds_give_the_same_bytes() -> None:
    assert build_addin(TAB) == build_addin(TAB)
    with zipfile.ZipFile(io.BytesIO(build_addin(TAB))) as archive:
        assert {(entry.date_time, entry.compress_type, entry.create_system) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0)}


def test_the_table_has_the_groups_and_buttons_of_the_tab() -> None:
    assert (TAB.label, {group.label: [button.label for button in group.buttons] for group in TAB.groups}) == (
        "NQ57", GROUPS)


def test_the_schema_of_the_ribbon_accepts_the_tab_and_its_shown_part() -> None:
    for tab in (TAB, TAB.shown()):
        assert list(SCHEMA.iter_errors(ribbon_xml(tab))) == []


@pytest.mark.parametrize(("right", "wrong"), [
    ('size="large"', 'size="huge"'), ("<button id", "<knob id"), ("onAction=", "onClick="), ("<group id", "<group idd"),
    ('keytip="K"', 'keytip="TOOLONG"')])
def test_the_schema_notices_a_fault(right: str, wrong: str) -> None:
    assert right in ribbon_xml(TAB)
    assert list(SCHEMA.iter_errors(ribbon_xml(TAB).replace(right, wrong, 1))) != []


def test_ribbon_callbacks_and_python_name_the_same_buttons() -> None:
    source = modules(TAB)[-1].source
    declared = dict(re.findall(r"Public Sub (NQ57_\w+)\(control As IRibbonControl\)\r\n"
                               r"    Launch \"([a-z-]+)\", (?:True|False)\r\nEnd Sub", source))
    named = {button.get("onAction"): button.get("id").removeprefix("nq57-")
             for button in buttons(parts(build_addin(TAB))["customUI/customUI14.xml"])}
    assert declared == named == {button.callback: button.command for button in TAB.buttons}
    assert len(named) == 14


def test_a_button_is_shown_when_a_function_answers_it() -> None:
    answered = [button for button in TAB.buttons if button.handler]
    shown = buttons(parts(build_addin())["customUI/customUI14.xml"])
    assert [each.get("label") for each in shown] == [button.label for button in answered]
    assert "Chẩn đoán" in [button.label for button in answered]
    assert all(group.buttons for group in TAB.shown().groups)


@pytest.mark.parametrize("button", [button for button in TAB.buttons if button.handler], ids=lambda b: b.command)
def test_the_function_that_answers_is_there(button) -> None:
    module, function = button.handler.split(":")
    source = Path(importlib.util.find_spec(module).origin).read_text(encoding="utf-8")
    assert function in [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def test_the_twin_of_a_shown_button_is_a_command() -> None:
    shown = {button.command: button.twin for button in TAB.shown().buttons}
    assert shown["diagnose"] == "nq57xl addin doctor"
    assert all(twin.split()[1] in COMMANDS for twin in shown.values() if twin)


def test_key_tips_tell_the_buttons_apart() -> None:
    tips = [button.keytip for button in TAB.buttons]
    assert len(set(tips)) == len(tips)
    # A key tip that another begins with would never be reached.
    assert not [(a, b) for a in tips for b in tips if a != b and b.startswith(a)]
    assert all(tip.isascii() and tip.isupper() for tip in (*tips, TAB.keytip))


def test_texts_are_vietnamese_in_one_unicode_form_and_fit() -> None:
    for button in TAB.buttons:
        for text in (button.label, button.screentip, button.supertip):
            assert text == unicodedata.normalize("NFC", text)
            assert not text.isascii()
        assert len(button.label) <= 24
        assert button.screentip != button.label
        assert button.supertip.endswith(".")


def test_every_button_has_its_own_picture_in_the_size_it_is_shown() -> None:
    made = parts(build_addin(TAB))
    relations = made["customUI/_rels/customUI14.xml.rels"].decode()
    for button in buttons(made["customUI/customUI14.xml"]):
        assert f'Id="{button.get("image")}"' in relations
        picture = Image.open(io.BytesIO(made[f"customUI/images/{button.get('image')}.png"]))
        side = 32 if button.get("size") == LARGE else 16
        assert (picture.size, picture.mode) == ((side, side), "RGBA")
    images = [data for name, data in made.items() if name.endswith(".png")]
    assert len(set(images)) == len(images) == 14


def test_the_pictures_are_those_of_their_descriptions() -> None:
    drawn = {f"{name}-{side}": png
             for name, side, png in pictures((SOURCES / "icons.toml").read_text(encoding="utf-8"))}
    kept = sorted((SOURCES / "icons").glob("*.png"))
    assert [path.stem for path in kept] == sorted(button.icon for button in TAB.buttons)
    assert {f"{button.command}-{side}" for button in TAB.buttons for side in PIXELS.values()} == drawn.keys()
    for path in kept:
        ours, kept_bytes = Image.open(io.BytesIO(drawn[path.stem])), Image.open(path)
        # Pillow's versions round an edge differently by a shade.
        assert max(abs(a - b) for a, b in zip(ours.tobytes(), kept_bytes.tobytes(), strict=True)) <= 32, path.stem


def test_the_sheet_holds_every_text_that_the_launcher_asks_for() -> None:
    source = modules(TAB)[-1].source
    asked = set(re.findall(r'= "(C\d\d)"', source))
    assert asked == set(SPOKEN)
    keys = [key for key, _, _ in rows(TAB)]
    assert keys == [*SPOKEN, *(button.command for button in TAB.buttons)]
    assert all(plain.isascii() for _, _, plain in rows(TAB))
    # The launcher knows no other slot.
    spoken = "".join(MESSAGES[code].text + MESSAGES[code].remedy for code in SPOKEN)
    assert set(re.findall(r"\{\w+\}", spoken)) == {"{found}"}


def test_words_without_their_marks() -> None:
    assert unaccented("Đường dẫn… quỹ ưu · Mở") == "Duong dan... quy uu - Mo"


def test_the_version_is_inside() -> None:
    assert version_of(build_addin()) == __version__
    assert version_of(b"") == version_of(b"PK\x03\x04") == ""

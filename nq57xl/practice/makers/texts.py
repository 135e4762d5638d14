"""Texts in other Unicode forms, with invisible characters, in old alphabets; codes damaged (17, 18, 19)."""

import re
import unicodedata
from collections.abc import Callable

from nq57xl.model.record import FactValue
from nq57xl.practice.bench import LAYOUTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.makers.alphabets import to_tcvn3, to_vni
from nq57xl.practice.truth import OPEN, Spot
from nq57xl.sheets.editing.looks import Look
from nq57xl.sheets.layout import IDENTITY_SHEET, KEY

VN_FONTS, VNI_FONTS = (".VnTime", ".VnArial", ".VnTimeH"), ("VNI-Times", "VNI-Helve", "VNI-Book")
_LATE = ((re.compile("òa(?![a-zà-ỹ])"), "oà"), (re.compile("óa(?![a-zà-ỹ])"), "oá"),
         (re.compile("ỏa(?![a-zà-ỹ])"), "oả"), (re.compile("ọa(?![a-zà-ỹ])"), "oạ"),
         (re.compile("úy(?![a-zà-ỹ])"), "uý"), (re.compile("ủy(?![a-zà-ỹ])"), "uỷ"))


def _texts(bench: Bench) -> list[Spot]:
    def is_text(_: Spot, value: FactValue) -> bool:
        return isinstance(value, str) and not value.isascii()
    return [spot for sheet in bench.kinds for spot in bench.spots(sheet, *LAYOUTS[sheet].entry_fields, where=is_text)]


def _each(bench: Bench, change: Callable[[str], str], words: str, count: int = 8) -> None:
    """Put some texts through a change, catalogue and headers too; nothing of it changes what they say."""
    for spot in bench.some(_texts(bench), count):
        bench.type(spot, change(str(bench.truth[spot].value)))
    if bench.luck.random() < 0.7:
        bench.package.strings.change(lambda text: text if text.isascii() else change(text))
        bench.touched |= {spot[:2] for spot in bench.truth}
        bench.tell(f"Mọi chữ trong sổ: {words}")


@kind("text-nfd", "Chữ Unicode tổ hợp (máy Mac, dán từ PDF)", "17")
def text_nfd(bench: Bench) -> None:
    _each(bench, lambda text: unicodedata.normalize("NFD", text), "Unicode tổ hợp")


@kind("text-tone-marks", "Bỏ dấu kiểu mới: hoà, uỷ", "17")
def text_tone_marks(bench: Bench) -> None:
    def late(text: str) -> str:
        for early, new in _LATE:
            text = early.sub(new, text)
        return text
    _each(bench, late, "bỏ dấu kiểu mới")


@kind("text-odd-spaces", "Dấu cách cứng, ký tự vô hình, xuống dòng", "17")
def text_odd_spaces(bench: Bench) -> None:
    luck = bench.luck
    marks = ("\u00a0", "\u200b", "  ", "\u2009", "\ufeff")

    def spoiled(text: str) -> str:
        mark = luck.choice(marks)
        return text.replace(" ", mark if mark.isspace() else f" {mark}", 1) + luck.choice((" ", "\u00a0", "\u200b"))
    _each(bench, spoiled, "dấu cách cứng, ký tự vô hình")


def _old(bench: Bench, change: Callable[[str], str], fonts: tuple[str, ...], name: str) -> None:
    font = bench.luck.choice(fonts)
    for spot in bench.some(_texts(bench), 6):
        bench.repaired(spot, change(str(bench.truth[spot].value)), Look(font=font))
    if bench.luck.random() < 0.5:
        sheet = bench.luck.choice([k for k in bench.kinds if k != "difficulty"])
        page, column = bench.page(sheet), LAYOUTS[sheet].index("name")
        look = Look(font=font)
        for code, row in bench.rows(sheet).items():
            if text := page.text(row, column):
                page.put(row, column, change(text), bench.look(page.cell(row, column).style, look))
                bench.touched.add((sheet, code))
        bench.tell(f"Cột tên của trang {bench.title(sheet)} thành {name}")
    bench.tell(f"Phông {font}, bảng mã {name}")


@kind("text-tcvn3", "Chữ TCVN3, phông .Vn", "18")
def text_tcvn3(bench: Bench) -> None:
    _old(bench, to_tcvn3, VN_FONTS, "TCVN3")


@kind("text-vni", "Chữ VNI, phông VNI-", "18")
def text_vni(bench: Bench) -> None:
    _old(bench, to_vni, VNI_FONTS, "VNI")


@kind("text-old-without-font", "Chữ TCVN3 hoặc VNI nhưng phông Unicode", "18")
def text_old_without_font(bench: Bench) -> None:
    """No font tells: the text must not be taken in silence."""
    change, name = bench.luck.choice(((to_tcvn3, "TCVN3"), (to_vni, "VNI")))
    for spot in bench.some([s for s in _texts(bench) if s[2] not in ("status", "data_status")], 3):
        bench.doubtful(spot, change(str(bench.truth[spot].value)), f"Chữ {name} trong phông Unicode")


def _damages(code: str, luck) -> str:
    forms = [f"{code} ", code.lower(), code.replace("-", "–"), code.replace("-", " - "), f"\u00a0{code}",
             code.replace("0", "O", 1), code.replace("-", ""), code.replace(".", ",")]
    return luck.choice([form for form in forms if form != code])


@kind("codes-damaged", "Cột Mã bị sửa: dấu cách, chữ O thay số 0", "19")
def codes_damaged(bench: Bench) -> None:
    """The hidden key and the name still say which row it is."""
    sheet = bench.luck.choice([k for k in bench.kinds[:2] if bench.rows(k)])
    codes = [code for code in bench.rows(sheet) if (sheet, code) in {spot[:2] for spot in bench.truth}]
    if not codes:
        raise NoRoom
    for code in bench.luck.sample(codes, min(4, len(codes))):
        new = _damages(code, bench.luck)
        bench.page(sheet).put(bench.rows(sheet)[code], LAYOUTS[sheet].index("code"), new)
        bench.touched.add((sheet, code))
        bench.tell(f"Mã {code} thành “{new}”")


@kind("codes-and-keys-damaged", "Mất cột khóa ẩn, cột Mã bị sửa", "19")
def codes_and_keys_damaged(bench: Bench) -> None:
    """The name, word for word that of the catalogue, still says which row it is."""
    sheet = bench.luck.choice([k for k in bench.kinds[:2] if bench.rows(k)])
    page, layout = bench.page(sheet), LAYOUTS[sheet]
    for code, row in bench.rows(sheet).items():
        page.put(row, layout.index(KEY), None)
        if (sheet, code) in {spot[:2] for spot in bench.truth} and bench.luck.random() < 0.4:
            page.put(row, layout.index("code"), _damages(code, bench.luck))
    bench.touched |= {(sheet, code) for code in bench.rows(sheet)}
    _doubt_twins(bench, sheet)
    bench.tell(f"Trang {bench.title(sheet)}: xóa cột khóa ẩn, nhiều mã bị sửa")


def _doubt_twins(bench: Bench, sheet: str) -> None:
    """Rows of equal names cannot be told apart by name; a human would still make out the code."""
    rows = bench.case.plan.indicators if sheet == "indicator" else bench.case.plan.assignments
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row.name.strip().lower(), []).append(row.code)
    for codes in names.values():
        for code in codes if len(codes) > 1 else ():
            bench.doubt_row(sheet, code, "Tên dòng trùng với dòng khác", OPEN)


@kind("stamp-damaged", "Nhận dạng bị đổi dạng: số 0 đầu mất, số thay chữ", "19")
def stamp_damaged(bench: Bench) -> None:
    page = bench.package.page(IDENTITY_SHEET)
    for row in page.rows:
        label, text = page.text(row, 1), page.text(row, 2)
        if label in ("format", "plan_version", "unit"):
            page.put(row, 2, int(text) if text.isdigit() and bench.luck.random() < 0.5 else f"{text} ")
    bench.tell("Trang nhận dạng: mã đơn vị thành số, thừa dấu cách")


@kind("unit-name-over-code", "Ghi tên đơn vị đè lên cột Mã", "+")
def unit_name_over_code(bench: Bench) -> None:
    sheet = bench.luck.choice([k for k in bench.kinds[:2] if bench.rows(k)])
    for code, row in bench.luck.sample(list(bench.rows(sheet).items()), min(3, len(bench.rows(sheet)))):
        bench.page(sheet).put(row, LAYOUTS[sheet].index("code"), bench.case.unit.name)
        bench.touched.add((sheet, code))
        bench.tell(f"Mã {code} bị ghi đè thành “{bench.case.unit.name}”")


@kind("text-look-alike-letters", "Chữ Kirin, Hy Lạp giống chữ Latinh trong mã và tên", "17")
def text_look_alike_letters(bench: Bench) -> None:
    """A code with a letter of another alphabet; key and name still agree."""
    sheet = bench.luck.choice([k for k in bench.kinds[:2] if bench.rows(k)])
    swap = str.maketrans("CTHPKaoe", "СТНРКаое")
    for code, row in bench.luck.sample(list(bench.rows(sheet).items()), min(3, len(bench.rows(sheet)))):
        bench.page(sheet).put(row, LAYOUTS[sheet].index("code"), code.translate(swap))
        bench.touched.add((sheet, code))
        bench.tell(f"Mã {code} viết bằng chữ Kirin")

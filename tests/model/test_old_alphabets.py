"""Text of the alphabets before Unicode: whole tables, and who decides."""

import unicodedata

import pytest

from nq57xl.model.old_alphabets import TCVN3, VNI, alphabet_between, converted, is_spelt, old_words

TCVN3_TEXTS = {
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam": "Cộng hoà xã hội chủ nghĩa Việt Nam",
    "§éc lËp - Tù do - H¹nh phóc": "Độc lập - Tự do - Hạnh phúc",
    "®\xad¬ng nhiÖm": "đương nhiệm",
    "Ng\xadêi thùc hiÖn: NguyÔn Thuý H»ng": "Người thực hiện: Nguyễn Thuý Hằng",
    "khã kh¨n, v\xadíng m¾c": "khó khăn, vướng mắc",
    "uû ban nh©n d©n x·": "uỷ ban nhân dân xã",
    "tÊt c¶ c¸c thñ tôc ®Òu ®¹t 98,5%": "tất cả các thủ tục đều đạt 98,5%",
}
VNI_TEXTS = {
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam": "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Ñoäc laäp - Töï do - Haïnh phuùc": "Độc lập - Tự do - Hạnh phúc",
    "Ngöôøi thöïc hieän: Nguyeãn Thuùy Haèng": "Người thực hiện: Nguyễn Thúy Hằng",
    "khoù khaên, vöôùng maéc": "khó khăn, vướng mắc",
    "UÛY BAN NHAÂN DAÂN": "ỦY BAN NHÂN DÂN",
    "kyõ thuaät, lyù do, tyû leä": "kỹ thuật, lý do, tỷ lệ",
}


@pytest.mark.parametrize(("stored", "text"), TCVN3_TEXTS.items())
def test_tcvn3_becomes_unicode(stored: str, text: str) -> None:
    assert converted(stored, TCVN3) == text


@pytest.mark.parametrize(("stored", "text"), VNI_TEXTS.items())
def test_vni_becomes_unicode_the_longest_sign_first(stored: str, text: str) -> None:
    assert converted(stored, VNI) == text


def test_all_letters_of_vietnamese_come_out_of_tcvn3_and_are_composed() -> None:
    every = "".join(converted(chr(code), TCVN3) or "" for code in range(0xA1, 0xFF))
    small = set("aăâeêioôơuưyđ")
    for vowel in "aăâeêioôơuưy":
        small |= {unicodedata.normalize("NFC", vowel + tone) for tone in "\u0300\u0301\u0303\u0309\u0323"}
    assert {letter for letter in every if letter.islower()} == small - set("aeiouy")
    assert {letter for letter in every if letter.isupper()} == set("ĂÂÊÔƠƯĐ")


@pytest.mark.parametrize("text", ["Hoàn thành", "Đang thực hiện", "tỷ đồng"])
def test_letters_that_an_alphabet_has_not_are_proof_against_it(text: str) -> None:
    assert converted(text, TCVN3) is None


@pytest.mark.parametrize(("text", "expected"), [
    ("Không áp dụng", True), ("Nguyễn Thuý Hằng", True), ("khuya khoắt, ngoằn ngoèo", True), ("Đắk Lắk, Bắc Kạn", True),
    ("Tèt", False), ("C¸n bé", False), ("Ngöôøi", False), ("Müller", False), ("m²", False), ("UBND 2025", True)])
def test_what_is_spelt_as_vietnamese(text: str, expected: bool) -> None:
    assert is_spelt(text) is expected


@pytest.mark.parametrize("text", [
    "Không có số liệu", "25°C ± 0,5 m²", "Café Müller, São Paulo", "½ số thôn", "© 2025", "«Chuyển đổi số»", "Tốt",
    "été"])
def test_honest_unicode_is_never_suspected(text: str) -> None:
    assert old_words(text) == ""


def test_the_alphabet_of_a_conversion_is_known_by_what_it_did() -> None:
    assert alphabet_between("céng hßa", "CỘNG HÒA") == "TCVN3"
    assert alphabet_between("daân", "dân") == "VNI"

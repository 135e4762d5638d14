"""Vietnamese text as it was written before Unicode: TCVN3 (fonts .Vn…) and VNI (fonts VNI-…).

Both put their letters on the places of Western European ones, so `é` is a letter of Vietnamese in Unicode, `ộ` in
TCVN3 and part of `ế` in VNI: characters alone never decide. The font's name does, and the spelling of Vietnamese
syllables is the second witness.

Sources of the tables: TCVN 5712:1993, character set VN3; the public chart of "VNI for Windows" (double-byte VNI).
"""

import re
import unicodedata
from functools import lru_cache

TCVN3, TCVN3_CAPITALS, VNI = "TCVN3", "TCVN3H", "VNI"
"""Alphabets; the fonts of `TCVN3_CAPITALS` (.VnTimeH) show capitals whatever is written."""

_TCVN3 = dict(zip(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ", strict=True))
_VNI_SINGLE = dict(zip("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ", strict=True))
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_VNI_MARKS = (
    ("aeouyôö", "ùøûõï", "", _TONES),
    ("aeo", "âáàåãä", "\u0302", "\0" + _TONES),
    ("a", "êéèúüë", "\u0306", "\0" + _TONES))
"""Letters, the signs that may follow them, what the letters become, and the tone of each sign."""
_WORD = re.compile("(?:[A-Za-z]|[^\x00-\x7f\u2010-\u203a\u00a0])+")
_SYLLABLE = re.compile(
    "(?:(?:ngh|gh)(?=[ieêy])|(?:gi|qu|ch|kh|nh|ph|th|tr|[bdđhklmnprstvx])|(?:ng|g|c)(?![eêy])|)"
    "(?:(?:oo|oa|oă|oe|uâ|uê|uy|uyê|uô|ươ|iê|yê|[aăâeêioôơuưy])(?P<stop>c|ch|k|p|t)"
    "|(?:oo|oa|oă|oe|uâ|uê|uy|uyê|uô|ươ|iê|yê|[aăâeêioôơuưy])(?:m|n|ng|nh)"
    "|ai|ao|au|ay|âu|ây|eo|êu|ia|iêu|yêu|iu|oa|oai|oao|oay|oe|oeo|oi|ôi|ơi|ua|uê|ui|uơ|uy|uya|uyu|uây|uôi|ưa|ưi"
    "|ươi|ươu|ưu|[aeêioôơuưy])").fullmatch
_HEAVY_TONES = ("\u0301", "\u0323")


def _vni_pairs() -> dict[str, str]:
    pairs = {}
    for letters, signs, shape, tones in _VNI_MARKS:
        for letter in letters:
            for sign, tone in zip(signs, tones, strict=True):
                plain = _VNI_SINGLE.get(letter, letter)
                whole = unicodedata.normalize("NFC", plain + shape + tone.strip("\0"))
                for first in {letter, letter.upper()}:
                    pairs |= {first + second: whole.upper() if first.isupper() else whole
                              for second in (sign, sign.upper())}
    return pairs


_VNI = _VNI_SINGLE | _vni_pairs()
_VNI_PATTERN = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def alphabet_of(font: str) -> str:
    """Return the alphabet of a font, "" where it is Unicode.

    >>> alphabet_of(".VnTime"), alphabet_of(".VNARIALH"), alphabet_of("VNI-Times"), alphabet_of("Times New Roman")
    ('TCVN3', 'TCVN3H', 'VNI', '')
    """
    name = font.strip(" '\"").lower()
    if name.startswith(".vn"):
        return TCVN3_CAPITALS if name.split()[0].endswith("h") else TCVN3
    return VNI if name.startswith("vni-") else ""


def converted(text: str, alphabet: str) -> str | None:
    """Return a text of an old alphabet in Unicode (NFC); None where it cannot be of this alphabet.

    >>> converted("uû ban nh©n d©n", "TCVN3"), converted("céng hßa", "TCVN3H"), converted("Uyû ban nhaân daân", "VNI")
    ('uỷ ban nhân dân', 'CỘNG HÒA', 'Uỷ ban nhân dân')
    >>> converted("Hoàn thành", "TCVN3")
    """
    if alphabet == VNI:
        rest = _VNI_PATTERN.sub("", text)
        whole = _VNI_PATTERN.sub(lambda match: _VNI[match[0]], text)
    else:
        rest = "".join(letter for letter in text if letter not in _TCVN3)
        whole = "".join(_TCVN3.get(letter, letter) for letter in text)
    if any(_is_letter(letter) for letter in rest):
        return None
    whole = unicodedata.normalize("NFC", whole)
    return whole.upper() if alphabet == TCVN3_CAPITALS else whole


def is_plain(text: str) -> bool:
    """Whether a text says the same in every alphabet."""
    return text.isascii()


def is_unicode(text: str) -> bool:
    """Whether there are letters or marks in a text that no old alphabet has a place for."""
    return not text.isascii() and any(letter > "\xff" and _is_letter(letter) for letter in text)


def is_spelt(text: str) -> bool:
    """Whether all words that are more than ASCII are well-formed syllables of Vietnamese.

    >>> is_spelt("Cán bộ UBND"), is_spelt("C¸n bé"), is_spelt("Tèt")
    (True, False, False)
    """
    return all(_is_syllable(word) for word in _WORD.findall(text) if not word.isascii())


def old_words(text: str) -> str:
    """Return the alphabet a text without a telling font seems to be of, "" where it does not.

    Only words that are no Vietnamese as they stand and are well spelt once converted count.

    >>> old_words("Kh«ng cã sè liÖu"), old_words("Ngöôøi daân"), old_words("Café Müller"), old_words("Không có")
    ('TCVN3', 'VNI', '', '')
    """
    if text.isascii():
        return ""
    words = [word for word in _WORD.findall(text) if not word.isascii() and not is_unicode(word)]
    strange = [word for word in words if not _is_syllable(word) and word.strip(_NO_ASCII_LETTERS)]
    for alphabet in (TCVN3, VNI):
        read = [converted(word, alphabet) for word in strange]
        if read and all(word and _is_syllable(word) for word in read):
            return alphabet
    return ""


def alphabet_between(stored: str, text: str) -> str:
    """Return the alphabet by which a stored text became this one, "" where no single one did it."""
    return next((old for old in (TCVN3, VNI) if fold_case(converted(stored, old)) == fold_case(text)), "")


def fold_case(text: str | None) -> str:
    return (text or "").lower()


_NO_ASCII_LETTERS = "".join(map(chr, range(0x80, 0x100)))


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    match = _SYLLABLE(plain)
    return match is not None and len(tones) < 2 and (not match["stop"] or tones[:1] in ([t] for t in _HEAVY_TONES))


def _is_letter(character: str) -> bool:
    return character > "\x7f" and unicodedata.category(character)[0] in "LM"

"""Vietnamese as it was written before Unicode: TCVN3 (the fonts .Vn…) and VNI (the fonts VNI-…).

Tables after the published character sets: TCVN 5712:1993 VN3 and VNI Windows.
"""

import unicodedata

_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_BYTES = (0xB5, 0xB8, 0xB6, 0xB7, 0xB9, 0xA8, 0xBB, 0xBE, 0xBC, 0xBD, 0xC6, 0xA9, 0xC7, 0xCA, 0xC8, 0xC9, 0xCB, 0xAE,
          0xCC, 0xD0, 0xCE, 0xCF, 0xD1, 0xAA, 0xD2, 0xD5, 0xD3, 0xD4, 0xD6, 0xD7, 0xDD, 0xD8, 0xDC, 0xDE, 0xDF, 0xE3,
          0xE1, 0xE2, 0xE4, 0xAB, 0xE5, 0xE8, 0xE6, 0xE7, 0xE9, 0xAC, 0xEA, 0xED, 0xEB, 0xEC, 0xEE, 0xEF, 0xF3, 0xF1,
          0xF2, 0xF4, 0xAD, 0xF5, 0xF8, 0xF6, 0xF7, 0xF9, 0xFA, 0xFD, 0xFB, 0xFC, 0xFE)
_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", (0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7), strict=True))
_TCVN3 = {letter: chr(code) for letter, code in [*zip(_LETTERS, _BYTES, strict=True), *_CAPITALS.items()]}
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_ROOF = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
_BOW = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
_WHOLE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def to_tcvn3(text: str) -> str:
    """A text in TCVN3, its bytes as a Western computer shows them. Capitals with a tone become small letters: such
    texts were set in fonts of capitals.

    >>> to_tcvn3("Ủy ban nhân dân")
    'ñy ban nh©n d©n'
    """
    return "".join(_TCVN3.get(c, _TCVN3.get(c.lower(), c)) for c in unicodedata.normalize("NFC", text))


def to_vni(text: str) -> str:
    """A text in VNI.

    >>> to_vni("Ủy ban nhân dân")
    'UÛy ban nhaân daân'
    """
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _WHOLE:
        return _cased(_WHOLE[small], letter)
    base, *marks = unicodedata.normalize("NFD", small)
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u0302" in marks:
        return _cased(base + _ROOF[tone], letter)
    if "\u0306" in marks:
        return _cased(base + _BOW[tone], letter)
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[base]
    elif base == "i":
        return letter
    return _cased(base + (_TONES[tone] if tone else ""), letter)


def _cased(text: str, letter: str) -> str:
    return text.upper() if letter.isupper() else text

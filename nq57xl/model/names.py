"""Comparing Vietnamese names and texts: Unicode form, tone-mark place, spaces, case.

Diacritics are never stripped: xã Cẩm Giang and xã Cẩm Giàng are two units.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_GAPS = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")
_UNTIDY = re.compile(r"[^\S ]|  |[\u00a0\u2000-\u200d\u202f\u2060\u3000\ufeff\u00ad]")
"""What `clean` would change within a text; most texts have nothing of it, and looking is faster than replacing."""
# oa, oe, uy at the end of a syllable: the tone stands on the first vowel (hòa) or the second (hoà).
_LATE_TONE = re.compile(rf"(o)([ae])([{_TONES}])(?![a-z])|(?<!q)(u)(y)([{_TONES}])(?![a-z])")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """The text as a person means it: NFC, no invisible characters, single spaces, trimmed."""
    text = nfc(text)
    if _UNTIDY.search(text):
        text = _GAPS.sub(" ", _INVISIBLE.sub("", text))
    return text.strip()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A form in which two spellings of one name are equal: `Hoà Bình` and `HÒA BÌNH`, hyphen and dash."""
    text = unicodedata.normalize("NFD", clean(text).lower().replace("–", "-").replace("—", "-"))
    text = _LATE_TONE.sub(lambda m: f"{m[1]}{m[3]}{m[2]}" if m[1] else f"{m[4]}{m[6]}{m[5]}", text)
    return unicodedata.normalize("NFC", re.sub(r"\s*-\s*", "-", text))

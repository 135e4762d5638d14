"""Texts in the fonts of old Vietnamese alphabets, put into Unicode where font and spelling agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nq57xl.model.old_alphabets import TCVN3, TCVN3_CAPITALS, alphabet_of, converted, is_plain, is_spelt, is_unicode
from nq57xl.sheets.reading.book import Cell, Place

Lettered = tuple[str, str]
"""A part of a text and the alphabet its font is of ("": Unicode)."""
_FAMILY = {TCVN3_CAPITALS: TCVN3}


@dataclass
class Lettering:
    """The texts of a sheet that stand, in whole or in part, in old fonts; gathered by the readers, then settled."""

    texts: dict[Place, tuple[Lettered, ...]] = field(default_factory=dict)
    converted: dict[Place, str] = field(default_factory=dict)
    doubted: set[Place] = field(default_factory=set)

    def add(self, cell: Cell, runs: Iterable[tuple[str, str]], alphabet: str) -> None:
        """Note a text with its (part, name of the font); a part without a font has the `alphabet` of the cell."""
        parts = tuple((text, alphabet_of(font) if font else alphabet) for text, font in runs)
        if any(old and not is_plain(text) for text, old in parts):
            self.texts[cell.row, cell.column] = parts

    def settle(self, cells: dict[Place, Cell]) -> None:
        """Convert what is certain in `cells`; keep the text as stored, and what is not certain, by place."""
        mixed = {_family(old) for parts in self.texts.values() for text, old in parts if old and is_unicode(text)}
        for place, parts in self.texts.items():
            read = [_read(text, old, _family(old) in mixed) for text, old in parts]
            if None in read:
                self.doubted.add(place)
                continue
            stored, text = "".join(text for text, _ in parts), "".join(filter(None, read))
            if text != stored:
                cells[place] = cells[place]._replace(value=text)
                self.converted[place] = stored


def _family(alphabet: str) -> str:
    return _FAMILY.get(alphabet, alphabet)


def _read(text: str, alphabet: str, is_mixed: bool) -> str | None:
    """The text in Unicode; None where font and spelling contradict each other.

    `is_mixed`: texts that can only be Unicode stand in fonts of this alphabet too, so the font proves little.
    """
    if not alphabet or is_plain(text) or is_unicode(text):
        return text
    new = converted(text, alphabet)
    if new is None:
        return text if is_spelt(text) else None
    if not is_spelt(text):
        return new
    if not is_spelt(new):
        return text
    return None if is_mixed else new


def alphabets(fonts: Mapping[str, str]) -> dict[str, str]:
    """Return style -> alphabet of the styles whose font (style -> name) is of an old one."""
    return {style: old for style, font in fonts.items() if (old := alphabet_of(font))}

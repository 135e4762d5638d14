"""What a workbook holds beside cells that could act, reach out or mislead: named, never followed."""

import re
from collections.abc import Iterable, Mapping

from nq57xl.sheets.reading.book import Place
from nq57xl.sheets.reading.limits import UnreadableBook
from nq57xl.sheets.reading.parts import Parts

_PARTS = {
    "macros": ("xl/vbaproject.bin", "basic/", "scripts/"),
    "macro-sheets": ("xl/macrosheets/", "xl/intlmacrosheets/"),
    "external-links": ("xl/externallinks/",),
    "objects": ("xl/embeddings/", "object ", "objectreplacements/"),
    "activex": ("xl/activex/", "xl/ctrlprops/"),
    "connections": ("xl/connections.", "xl/querytables/", "xl/model/"),
    "custom-ui": ("customui/", "userinterface/"),
    "web-extensions": ("xl/webextensions/", "word/webextensions/"),
    "pictures": ("xl/media/", "pictures/"),
    "signed": ("_xmlsignatures/", "meta-inf/documentsignatures.xml"),
}
"""Trait -> beginnings of the names of parts, in lower case."""
_LINK_PARTS = "xl/externallinks/externallink"
_REACHING = ("WEBSERVICE", "FILTERXML", "RTD", "CALL", "REGISTER", "EXEC", "IMAGE", "IMPORTXML", "IMPORTDATA")
_REACHES = re.compile(rf"(?<![\w.])(?:{'|'.join(_REACHING)})(?:\.ID)?\(", re.IGNORECASE)
_LINK_OUT = re.compile(r'(?<![\w.])HYPERLINK\((?!\s*"#)', re.IGNORECASE)
_DDE = re.compile(r"(?:^|[=+\-(,;@])[\w.]+\|'?[^|]+!|(?<![\w.])DDE\(", re.IGNORECASE)
_WORDS = (b"_xlfn.", b"WEBSERVICE(", b"HYPERLINK(", b"RTD(", b"CALL(", b"REGISTER")
"""No formula of a sheet whose bytes hold none of these is suspect; younger functions bear a mark in the file."""
_DDE_BYTES = re.compile(rb"\|(?:'|&apos;|[\w.]+!)")
_STRING = re.compile(r'"[^"]*"')


def package_traits(parts: Parts) -> frozenset[str]:
    """Return what the names of a package's parts tell."""
    traits = {trait for trait, names in _PARTS.items() if any(map(parts.has_below, names))}
    if any(_is_dde(parts, name) for name in parts.names() if name.startswith(_LINK_PARTS)):
        traits.add("dde")
    return frozenset(traits)


def _is_dde(parts: Parts, name: str) -> bool:
    try:
        return b"ddeLink" in (parts.get(name) or b"")
    except UnreadableBook as error:
        if error.reason == "too-large":
            raise
        return False


def formula_traits(formulas: Iterable[str]) -> frozenset[str]:
    """Return what formulas would do if a program calculated them.

    >>> sorted(formula_traits(['1+cmd|\\'/c calc\\'!A0', 'WEBSERVICE("http://x")', 'HYPERLINK("#A1")']))
    ['dde', 'web-functions']
    """
    traits: set[str] = set()
    for formula in formulas:
        # Most formulas hold none of these words; a plain look is forty times faster than the patterns.
        upper = formula.upper()
        if "HYPERLINK" in upper and _LINK_OUT.search(formula):
            traits.add("links-out")
        if any(name in upper for name in _REACHING) and _REACHES.search(_STRING.sub('""', formula)):
            traits.add("web-functions")
        if ("|" in formula or "DDE(" in upper) and _DDE.search(_STRING.sub('""', formula)):
            traits.add("dde")
    return frozenset(traits)


def suspect_formulas(content: bytes, formulas: Mapping[Place, str]) -> Iterable[str]:
    """Return the formulas worth looking at; none where the sheet's bytes hold no word of theirs."""
    if b"\0" in content[:99] or any(word in content for word in _WORDS) or _DDE_BYTES.search(content):
        return formulas.values()
    return ()



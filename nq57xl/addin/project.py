"""A VBA project from its sources (MS-OVBA), without a performance cache: Office compiles it when it is loaded."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from nq57xl.addin.compound import compound_file
from nq57xl.addin.compress import compress

CODE_PAGE = 1252
NO_CACHE = b"\xcc\x61\xff\xff\x00\x00\x00"
"""The stream _VBA_PROJECT where no compiled code follows: version 0xFFFF makes every Office compile the sources."""
REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    ("Office", r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
               r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"))
"""Type libraries by GUID and version; the path is a hint that Office mends by itself. Office gives IRibbonControl."""
PROCEDURES, DOCUMENT = 0x0021, 0x0022
VISIBLE, UNPROTECTED, NO_PASSWORD = b"\xff", bytes(4), b"\x00"
SEEDS = {"CMG": 0x07, "DPB": 0x0E, "GC": 0x15}
"""Any seeds will do; fixed ones make the file the same each time."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the project. `source` is ASCII with CRLF and begins with its `Attribute VB_Name`."""

    name: str
    source: str
    kind: int = PROCEDURES

    @property
    def data(self) -> bytes:
        return self.source.encode("ascii")


def vba_project(name: str, project_id: str, modules: Sequence[Module]) -> bytes:
    """The bytes of vbaProject.bin. `project_id` is a GUID in braces."""
    return compound_file({
        "VBA/dir": compress(_directory(name, modules)),
        "VBA/_VBA_PROJECT": NO_CACHE,
        **{f"VBA/{module.name}": compress(module.data) for module in modules},
        "PROJECT": _project(name, project_id, modules).encode("ascii"),
        "PROJECTwm": b"".join(_both(module.name, end=True) for module in modules) + bytes(2)})


def _both(text: str, end: bool = False) -> bytes:
    return text.encode("ascii") + b"\0" * end + (text + "\0" * end).encode("utf-16-le")


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _pair(number: int, wide_number: int, text: str, wide: bool = True) -> bytes:
    """A text as a record, and once more as another, mostly in UTF-16."""
    return _record(number, text.encode("ascii")) + _record(wide_number, text.encode("utf-16-le" if wide else "ascii"))


def _directory(name: str, modules: Sequence[Module]) -> bytes:
    """The stream `dir`: properties of the project, references, modules."""
    return b"".join((
        _record(0x0001, struct.pack("<I", 1)),  # written for Win32; 64-bit Office reads it alike
        _record(0x0002, struct.pack("<I", 0x409)), _record(0x0014, struct.pack("<I", 0x409)),
        _record(0x0003, struct.pack("<H", CODE_PAGE)), _record(0x0004, name.encode("ascii")),
        _pair(0x0005, 0x0040, ""), _pair(0x0006, 0x003D, "", wide=False),
        _record(0x0007, bytes(4)), _record(0x0008, bytes(4)),
        struct.pack("<HIIH", 0x0009, 4, 1, 0), _pair(0x000C, 0x003C, ""),
        *(_reference(*reference) for reference in REFERENCES),
        _record(0x000F, struct.pack("<H", len(modules))), _record(0x0013, b"\xff\xff"),
        *(_module(module) for module in modules),
        _record(0x0010)))


def _reference(name: str, library: str) -> bytes:
    data = library.encode("ascii")
    return _pair(0x0016, 0x003E, name) + _record(0x000D, struct.pack("<I", len(data)) + data + bytes(6))


def _module(module: Module) -> bytes:
    return b"".join((
        _pair(0x0019, 0x0047, module.name), _pair(0x001A, 0x0032, module.name), _pair(0x001C, 0x0048, ""),
        _record(0x0031, bytes(4)), _record(0x001E, bytes(4)), _record(0x002C, b"\xff\xff"),
        _record(module.kind), _record(0x002B)))


def _project(name: str, project_id: str, modules: Sequence[Module]) -> str:
    """The stream PROJECT, an .ini text."""
    lines = [f'ID="{project_id}"',
             *(f"Document={m.name}/&H00000000" if m.kind == DOCUMENT else f"Module={m.name}" for m in modules),
             f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"',
             *(f'{key}="{obscured(data, SEEDS[key], project_id)}"'
               for key, data in (("CMG", UNPROTECTED), ("DPB", NO_PASSWORD), ("GC", VISIBLE))),
             "", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
             "", "[Workspace]", *(f"{module.name}=0, 0, 0, 0, C" for module in modules)]
    return "".join(f"{line}\r\n" for line in lines)


def obscured(data: bytes, seed: int, project_id: str) -> str:
    """Data encryption of MS-OVBA 2.4.3.2, in hexadecimal: it hides nothing, but Office asks for it."""
    key = sum(project_id.encode("ascii")) & 0xFF
    version, encrypted_key = seed ^ 2, seed ^ key
    out = [seed, version, encrypted_key]
    plain, last, before = key, encrypted_key, version
    for byte in bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        encrypted = byte ^ (before + plain & 0xFF)
        out.append(encrypted)
        plain, last, before = byte, encrypted, last
    return bytes(out).hex().upper()

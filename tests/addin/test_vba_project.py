"""The VBA project: independent readers find in it what was put there, and nothing else."""

import io
import zipfile
from pathlib import Path

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser, decompress_stream

from nq57xl.addin.build import build_addin
from nq57xl.addin.buttons import ribbon_tab
from nq57xl.addin.compress import compress
from nq57xl.addin.project import NO_PASSWORD, UNPROTECTED, VISIBLE, Module, obscured, vba_project
from nq57xl.addin.vba import modules

GUID = "{917DED54-440B-4FD1-A5C1-74ACF261E600}"
ADDIN = build_addin(ribbon_tab())


def project() -> bytes:
    with zipfile.ZipFile(io.BytesIO(ADDIN)) as archive:
        return archive.read("xl/vbaProject.bin")


def opened(data: bytes) -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE)


def revealed(text: str) -> bytes:
    """The opposite of `obscured` (MS-OVBA 2.4.3.3), without the length."""
    seed, version, key, *rest = bytes.fromhex(text)
    assert (version ^ seed, key ^ seed) == (2, sum(GUID.encode()) & 0xFF)
    plain, last, before, found = key ^ seed, key, version, []
    for byte in rest:
        plain, last, before = byte ^ (before + plain & 0xFF), byte, last
        found.append(plain)
    length, data = found[(seed & 6) // 2:][:4], found[(seed & 6) // 2 + 4:]
    assert int.from_bytes(bytes(length), "little") == len(data)
    return bytes(data)


@given(st.lists(st.sampled_from([b"Private Sub ", b"End Sub\r\n", b"x", b"\0", b"    ", b"yz"]), max_size=2000))
def test_what_is_compressed_comes_back(words: list[bytes]) -> None:
    data = b"".join(words)
    assert not data or bytes(decompress_stream(bytearray(compress(data)))) == data


@pytest.mark.parametrize("size", [1, 4095, 4096, 4097, 8192, 9000])
def test_noise_is_kept_as_it_is(size: int) -> None:
    noise = b"".join((i * i * 2654435761 % 2**32).to_bytes(4, "little") for i in range(size // 4 + 1))[:size]
    assert bytes(decompress_stream(bytearray(compress(noise))))[:size] == noise


def test_the_published_examples_of_ms_ovba() -> None:
    assert revealed("0705D8E3D8EDDBF1DBF1DBF1DBF1") == bytes(4)
    assert revealed("0E0CD1ECDFF4E7F5E7F5E7") == b"\0"
    assert revealed("1517CAF1D6F9D7F9D706") == b"\xff"
    assert compress(b"abcdefghijklmnopqrstuv.") == bytes.fromhex(
        "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E")
    assert compress(b"a" * 73) == bytes.fromhex("0103B002614500")


def test_protection_and_visibility_can_be_read_back() -> None:
    for data in (UNPROTECTED, NO_PASSWORD, VISIBLE):
        for seed in (7, 14, 21, 0, 255):
            assert revealed(obscured(data, seed, GUID)) == data


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 20])
def test_a_project_of_any_size_is_sound_at_the_strictest(count: int) -> None:
    made = [Module(f"Module{n}", f'Attribute VB_Name = "Module{n}"\r\n' + "".join(
        f"' {n * k * 7919 % 10007}\r\n" for k in range(n * 150))) for n in range(count)]
    ole = opened(vba_project("TEST", GUID, made))
    assert ole.parsing_issues == []
    for module in made:
        assert bytes(decompress_stream(bytearray(ole.openstream(f"VBA/{module.name}").read()))) == module.data


def test_olevba_reads_every_module_back_and_finds_no_stomping(tmp_path: Path) -> None:
    path = tmp_path / "nq57xl.xlam"
    path.write_bytes(ADDIN)
    parser = VBA_Parser(str(path))
    found = {name.split("/")[-1]: code for _, name, _, code in parser.extract_all_macros()}
    assert found == {module.name: module.source for module in modules(ribbon_tab())}
    # There is no compiled code beside the source that could say something else.
    assert not any(name == "VBA/__SRP_0" for name in map("/".join, opened(project()).listdir()))
    assert opened(project()).openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")


def test_a_second_reader_agrees(tmp_path: Path) -> None:
    reader = pytest.importorskip("pyopenvba")
    path = tmp_path / "nq57xl.xlam"
    path.write_bytes(ADDIN)
    report = reader.check_file(str(path))
    assert (list(report.issues), report.complete) == ([], True)
    book = reader.ExcelFile(str(path))
    assert book.validate() == []
    assert {name: book.get_module(name) for name in book.module_names()} == {
        module.name: module.source for module in modules(ribbon_tab())}


def test_the_records_of_the_directory_stand_in_the_order_of_ms_ovba() -> None:
    data = bytes(decompress_stream(bytearray(opened(project()).openstream("VBA/dir").read())))
    numbers, at = [], 0
    while at < len(data):
        number, size = int.from_bytes(data[at:at + 2], "little"), int.from_bytes(data[at + 2:at + 6], "little")
        numbers.append(number)
        at += 6 + (6 if number == 0x09 else size)
    properties = [0x01, 0x02, 0x14, 0x03, 0x04, 0x05, 0x40, 0x06, 0x3D, 0x07, 0x08, 0x09, 0x0C, 0x3C]
    module = [0x19, 0x47, 0x1A, 0x32, 0x1C, 0x48, 0x31, 0x1E, 0x2C]
    assert numbers == [*properties, *[0x16, 0x3E, 0x0D] * 2, 0x0F, 0x13,
                       *module, 0x22, 0x2B, *module, 0x22, 0x2B, *module, 0x21, 0x2B, 0x10]


def test_the_project_text_names_each_module_once() -> None:
    text = opened(project()).openstream("PROJECT").read().decode("ascii")
    assert [line for line in text.split("\r\n") if line.startswith(("Document=", "Module=", "Name="))] == [
        "Document=ThisWorkbook/&H00000000", "Document=Sheet1/&H00000000", "Module=NQ57", 'Name="NQ57XL"']
    assert opened(project()).openstream("PROJECTwm").read() == b"".join(
        name.encode() + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in ("ThisWorkbook", "Sheet1", "NQ57")
    ) + b"\0\0"


def test_sources_are_plain_ascii_lines_that_vba_can_hold() -> None:
    for module in modules(ribbon_tab()):
        assert module.source.isascii()
        assert module.source.count("\n") == module.source.count("\r\n")
        assert max(map(len, module.source.split("\r\n"))) < 1023

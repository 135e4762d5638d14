"""The doctor: one line for each thing looked at, and a report that names nobody."""

import pytest

from nq57xl import __version__
from nq57xl.addin.build import build_addin
from nq57xl.addin.checks import all_checks
from nq57xl.addin.doctor import report_text, write_report
from nq57xl.addin.install import install
from nq57xl.addin.policies import CHILD_PROCESSES, RULES, RULES_OF_DEVICE_MANAGEMENT
from tests.addin.office_pc import ADDIN, ADDINS, CONF, EXCEL_EXE, PROFILE, PYTHON, OfficePc

BUILT = build_addin()
OFFICE = r"HKCU\Software\Policies\Microsoft\Office\16.0"


def installed() -> OfficePc:
    pc = OfficePc()
    install(pc, BUILT)
    return pc


def lines(pc: OfficePc) -> list[str]:
    return [str(check) for check in all_checks(pc, BUILT)]


def test_all_is_well() -> None:
    assert lines(installed()) == [
        f"✔ Microsoft Excel: {EXCEL_EXE}", "✔ WPS Office không chiếm chỗ Excel",
        f"✔ Tệp nút lệnh: {ADDIN}, bản {__version__}", "✔ Không còn bản cũ", f"✔ Cấu hình: {CONF}",
        f"✔ Python: {PYTHON}", "✔ Python không phải bản của Microsoft Store", "✔ Hồ sơ người dùng nằm trên máy này",
        f"✔ Chạy thử python -I -m nq57xl.ribbon ping: nq57xl {__version__} protocol 1",
        "✔ Chính sách của cơ quan", "✔ Excel không tắt nút lệnh",
        "✔ Quy tắc của Microsoft Defender: không thấy đặt", "✔ Tệp không mang dấu tải từ internet"]


def rules(state: object) -> dict:
    return {RULES[0]: {CHILD_PROCESSES: state}}


@pytest.mark.parametrize(("registry", "line"), [
    ({r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {}},
     "✘ Microsoft Excel: C01 · máy này chưa cài Microsoft Excel."),
    ({r"HKCR\Excel.Application\CLSID": {"": "{1}"},
      r"HKCR\CLSID\{1}\LocalServer32": {"": r"C:\Users\nva\AppData\Local\Kingsoft\WPS Office\et.exe /automation"}},
     r"✘ WPS Office không chiếm chỗ Excel: C02 · WPS Office đang nhận các tệp và lệnh của Excel "
     r"(C:\Users\nva\AppData\Local\Kingsoft\WPS Office\et.exe /automation)."),
    ({OFFICE + r"\Excel\Security": {"RequireAddinSig": 1, "VBAWarnings": 4}},
     rf"✘ Chính sách của cơ quan: C12 · chính sách của cơ quan chặn nút lệnh ({OFFICE}\Excel\Security\RequireAddinSig"
     " = 1)."),
    ({OFFICE + r"\Excel\Security\Trusted Locations": {"alllocationsdisabled": 1}},
     r"✘ Chính sách của cơ quan: C12"),
    ({OFFICE + r"\Common\Security": {"requirealwaysonmacrosig": 1}}, "✘ Chính sách của cơ quan: C12"),
    ({OFFICE + r"\Common": {"vbaoff": 1}}, "✘ Chính sách của cơ quan: C12"),
    ({OFFICE + r"\Excel\Resiliency": {"restricttolist": 1}}, "✘ Chính sách của cơ quan: C12"),
    ({r"HKCU\Software\Microsoft\Office\16.0\Excel\Security": {"RequireAddinSig": 1}}, "✘ Chính sách của cơ quan: C12"),
    ({r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems": {
        "2A1": b"\x02\0\0\0" + r"c:\users\nva\xlstart\nq57xl.xlam".encode("utf-16-le")}},
     "✘ Excel không tắt nút lệnh: C13 · Excel đã tự tắt nút lệnh vì lần trước mở không xong."),
    (rules("1"), "✘ Quy tắc của Microsoft Defender: C14 · Microsoft Defender không cho Excel chạy chương trình khác "
                 "(chặn)."),
    (rules(6), "✘ Quy tắc của Microsoft Defender: C14 · Microsoft Defender không cho Excel chạy chương trình khác "
               "(cảnh báo)."),
    ({RULES_OF_DEVICE_MANAGEMENT: {"ASRRules": f"be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=2|{CHILD_PROCESSES.upper()}=1"}},
     "✘ Quy tắc của Microsoft Defender: C14"),
])
def test_what_stands_in_the_way_is_named_with_a_remedy(registry: dict, line: str) -> None:
    pc = installed()
    pc.registry |= registry
    found = [each for each in lines(pc) if each.startswith("✘")]
    assert len(found) == 1
    assert found[0].startswith(line)
    assert "Cách sửa: " in found[0]


@pytest.mark.parametrize(("registry", "told"), [
    (rules("2"), "chỉ ghi nhật ký"), (rules(0), "tắt"),
    ({RULES_OF_DEVICE_MANAGEMENT: {"ASRRules": "be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=1"}}, "không thấy đặt"),
])
def test_a_rule_that_does_not_stop_the_button_is_only_told(registry: dict, told: str) -> None:
    pc = installed()
    pc.registry |= registry
    assert f"✔ Quy tắc của Microsoft Defender: {told}" in lines(pc)


def test_a_managed_list_that_names_the_add_in_lets_it_run() -> None:
    pc = installed()
    pc.registry |= {OFFICE + r"\Excel\Resiliency": {"RestrictToList": 1},
                    OFFICE + r"\Excel\Resiliency\AddinList": {"NQ57XL.xlam": "1"}}
    assert "✔ Chính sách của cơ quan" in lines(pc)


def troubles(pc: OfficePc) -> list[str]:
    return [line.split(" Cách sửa: ")[0] for line in lines(pc) if line.startswith("✘")]


def test_missing_and_strange_files_are_told() -> None:
    pc = installed()
    pc.files |= {ADDINS + r"\nq57xl.xlam": b"old", ADDIN + ":Zone.Identifier": b"x"}
    del pc.files[PYTHON]
    assert troubles(pc) == [
        rf"✘ Không còn bản cũ: C09 · còn bản nút lệnh cũ: {ADDINS}\nq57xl.xlam.",
        f"✘ Python: C11 · không thấy Python đã dùng khi cài đặt ({PYTHON}).",
        "✘ Chạy thử python -I -m nq57xl.ribbon ping: C05 · không chạy được chương trình của nút lệnh bằng Python này "
        "(không có tệp).",
        "✘ Tệp không mang dấu tải từ internet: C15 · tệp nút lệnh mang dấu tải từ internet."]
    pc.files.clear()
    assert troubles(pc) == [
        f"✘ Tệp nút lệnh: C07 · không thấy tệp nút lệnh {ADDIN}.",
        f"✘ Cấu hình: C10 · chưa có cấu hình cài đặt, hoặc cấu hình không đọc được ({CONF}).",
        "✘ Python: C11 · không thấy Python đã dùng khi cài đặt (chưa ghi).",
        "✘ Chạy thử python -I -m nq57xl.ribbon ping: C05 · không chạy được chương trình của nút lệnh bằng Python này "
        "(chưa ghi Python)."]


def test_the_report_tells_versions_and_names_nobody() -> None:
    pc = installed()
    pc.short[PROFILE] = r"C:\Users\NVA~1"
    pc.answer = (1, r"C:\Users\NVA~1\AppData\x.py: lỗi của nva trên pc-vhxh-07, không phải của nvan")
    text = report_text(pc, all_checks(pc, BUILT))
    for line in (f"nq57xl: {__version__} (giao thức 1, dạng sổ 1)", "Python: 3.11.7, 64bit",
                 "Windows: Windows 10 (10.0.19045), AMD64", "Excel: Excel.Application.16", "Office: không rõ",
                 r"✔ Cấu hình: %APPDATA%\nq57xl\nq57xl.conf"):
        assert line in text.splitlines()
    assert r"(%USERPROFILE%\AppData\x.py: lỗi của %USERNAME% trên %COMPUTERNAME%, không phải của nvan)" in text
    assert r"C:\Users" not in text


def test_the_report_is_a_text_file_for_notepad() -> None:
    pc = installed()
    assert write_report(pc, all_checks(pc, BUILT)) == PROFILE + r"\AppData\Local\nq57xl\chan-doan.txt"
    data = pc.files[PROFILE + r"\AppData\Local\nq57xl\chan-doan.txt"]
    assert data.startswith(b"\xef\xbb\xbfnq57xl: b\xe1\xba\xa3n ch\xe1\xba\xa9n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert write_report(pc, [], r"D:\gui.txt") == r"D:\gui.txt"

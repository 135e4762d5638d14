"""Installing, asking and removing on a computer in memory: what is written where, and that nothing else changes."""

import copy

import pytest

from nq57xl import __version__
from nq57xl.addin.build import build_addin
from nq57xl.addin.checks import Check
from nq57xl.addin.doctor import write_report
from nq57xl.addin.install import install, remove, status
from tests.addin.office_pc import ADDIN, ADDINS, CONF, MANAGER, OPTIONS, PYTHON, XLSTART, OfficePc

BUILT = build_addin()
PING = ["-I", "-m", "nq57xl.ribbon", "ping", "--protocol=1", "--from_xl=1", "--hwnd=0", "--wb="]


def codes(seen: list[Check]) -> list[str]:
    return [check.finding.code for check in seen if check.finding]


def test_the_add_in_goes_to_xlstart_and_the_settings_to_the_profile() -> None:
    pc = OfficePc()
    assert codes(install(pc, BUILT)) == []
    assert pc.written == [CONF, ADDIN]
    assert pc.files[ADDIN] == BUILT
    assert pc.files[CONF] == b"INTERPRETER=C:\\nq57xl\\Scripts\\python.exe\r\n"


def test_the_recorded_command_line_is_tried_before_and_after() -> None:
    pc = OfficePc()
    assert str(install(pc, BUILT)[-4]) == (
        f"✔ Chạy thử python -I -m nq57xl.ribbon ping: nq57xl {__version__} protocol 1")
    assert pc.commands == [[PYTHON, *PING]] * 2


def test_a_python_of_the_store_is_refused_before_anything_is_written() -> None:
    """Its files would go where Excel does not look."""
    pc = OfficePc()
    pc.base = r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11_3.11.2544.0_x64__qbz5n2kfra8p0"
    told = [str(check) for check in install(pc, BUILT) if check.finding]
    assert told == [
        f"✘ Python không phải bản của Microsoft Store: C16 · Python này là bản của Microsoft Store ({pc.base}), ghi tệp "
        "vào chỗ riêng mà Excel không thấy. Cách sửa: cài Python từ python.org, lập lại môi trường bằng bản đó (py -m venv "
        r"C:\nq57xl) rồi cài lại nq57xl."]
    assert pc.written == []


def test_a_profile_on_the_network_is_told_and_installed_all_the_same() -> None:
    pc = OfficePc()
    pc.variables["APPDATA"] = r"\\may-chu\ho-so\nva\AppData\Roaming"
    assert [str(check) for check in install(pc, BUILT) if check.finding] == [
        r"✘ Hồ sơ người dùng nằm trên máy này: C17 · hồ sơ người dùng nằm trên mạng (\\may-chu\ho-so\nva\AppData\Roaming);"
        " Excel có thể không tin cậy tệp nút lệnh ở đó. Cách sửa: nếu không thấy thẻ NQ57 thì gửi bản chẩn đoán cho bộ phận "
        "công nghệ thông tin để cho phép vị trí tin cậy trên mạng."]
    assert [path.rsplit("\\", 1)[1] for path in pc.written] == ["nq57xl.conf", "nq57xl.xlam"]


def test_installing_twice_changes_nothing_more() -> None:
    pc = OfficePc()
    first = [str(check) for check in install(pc, BUILT)]
    files, registry = copy.deepcopy((pc.files, pc.registry))
    assert [str(check) for check in install(pc, BUILT)] == first
    assert (pc.files, pc.registry) == (files, registry)


def test_what_was_installed_is_told_by_status() -> None:
    pc = OfficePc()
    assert codes(status(pc, BUILT)) == ["C07", "C10", "C11"]
    install(pc, BUILT)
    assert [str(check) for check in status(pc, BUILT)] == [
        f"✔ Tệp nút lệnh: {ADDIN}, bản {__version__}", f"✔ Cấu hình: {CONF}", f"✔ Python: {PYTHON}"]


def test_an_add_in_of_another_version_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pc = OfficePc()
    install(pc, BUILT)
    with monkeypatch.context() as earlier:
        earlier.setattr("nq57xl.addin.build.__version__", "25.1.0")
        pc.files[ADDIN] = build_addin()
    assert str(status(pc, BUILT)[0]).startswith(
        f"✘ Tệp nút lệnh: C08 · tệp nút lệnh (25.1.0) không cùng bản với chương trình ({__version__}).")
    pc.files[ADDIN] = BUILT + b"x"
    assert f"({__version__}, nội dung khác)" in str(status(pc, BUILT)[0])
    pc.files[ADDIN] = b"nothing of ours"
    assert "(không rõ bản)" in str(status(pc, BUILT)[0])


def test_removing_leaves_nothing_and_removing_twice_is_fine() -> None:
    pc = OfficePc()
    before = copy.deepcopy((pc.files, pc.registry))
    install(pc, BUILT)
    report = write_report(pc, [])
    assert [str(check) for check in remove(pc)] == [f"✔ Gỡ nút lệnh: {ADDIN}, {CONF}, {report}"]
    assert (pc.files, pc.registry) == before
    assert [str(check) for check in remove(pc)] == ["✔ Gỡ nút lệnh: không có gì để gỡ"]


def test_older_copies_go_and_other_add_ins_stay() -> None:
    pc = OfficePc()
    for path in (XLSTART + r"\nq57xl (1).xlam", ADDINS + r"\NQ57XL.xlam", ADDINS + r"\khac.xlam"):
        pc.files[path] = b"old"
    pc.registry[OPTIONS] = {"OPEN": r'/R "C:\Tools\khac.xlam"', "OPEN1": rf'/R "{ADDINS}\nq57xl.xlam"',
                            "OPEN2": r'"C:\Tools\ba.xlam"', "Font": "Arial,10"}
    pc.registry[MANAGER] = {ADDINS + r"\nq57xl.xlam": "", r"C:\Tools\nq57xl-so-tay\khac.xlam": ""}
    seen = install(pc, BUILT)
    assert codes(seen) == []
    assert {path for path in pc.files if path.endswith(".xlam")} == {ADDIN, ADDINS + r"\khac.xlam"}
    # Excel reads OPEN, OPEN1, … and stops at the first that is missing.
    assert pc.registry[OPTIONS] == {"OPEN": r'/R "C:\Tools\khac.xlam"', "OPEN1": r'"C:\Tools\ba.xlam"',
                                    "Font": "Arial,10"}
    assert pc.registry[MANAGER] == {r"C:\Tools\nq57xl-so-tay\khac.xlam": ""}
    assert r"đã bỏ bản cũ: C:\Users\nva\AppData\Roaming\Microsoft\Excel\XLSTART\nq57xl (1).xlam" in str(seen[4])


def test_a_path_that_is_not_ascii_is_written_in_its_short_form() -> None:
    pc = OfficePc()
    pc.interpreter = r"C:\Users\Nguyễn\nq57xl\Scripts\python.exe"
    pc.short[pc.interpreter] = r"C:\Users\NGUYN~1\nq57xl\Scripts\python.exe"
    pc.files |= {pc.interpreter: b"MZ", pc.short[pc.interpreter]: b"MZ"}
    assert codes(install(pc, BUILT)) == []
    assert pc.files[CONF].startswith(b"INTERPRETER=C:\\Users\\NGUYN~1\\nq57xl\\Scripts\\python.exe\r\n")


def test_a_path_without_a_short_form_is_refused_with_a_way_out() -> None:
    pc = OfficePc()
    pc.interpreter = r"D:\Phần mềm\nq57xl\Scripts\python.exe"
    pc.files[pc.interpreter] = b"MZ"
    seen = install(pc, BUILT)
    assert str(seen[2]) == (
        r"✘ Đường dẫn của Python: C04 · nút lệnh không chạy được Python ở đường dẫn này: "
        r"D:\Phần mềm\nq57xl\Scripts\python.exe. Cách sửa: cài nq57xl vào một thư mục tên không dấu trên ổ đĩa của máy, "
        r"ví dụ C:\nq57xl, rồi chạy lại lệnh này.")
    assert pc.written == []


@pytest.mark.parametrize("python", [r"\\may-chu\chung\nq57xl\Scripts\python.exe", r"C:\100%\Scripts\python.exe",
                                    r"C:\nq57xl\Scripts\python3.exe"])
def test_a_python_that_the_launcher_would_refuse_is_not_installed(python: str) -> None:
    pc = OfficePc()
    pc.interpreter = python
    pc.files[python] = b"MZ"
    assert codes(install(pc, BUILT)) == ["C04"] and pc.written == []
    pc.files[CONF] = f"INTERPRETER={python}\r\n".encode()
    assert "C04" in codes(status(pc, BUILT))


@pytest.mark.parametrize(("change", "code"), [
    (lambda pc: pc.registry.clear(), "C01"),
    (lambda pc: pc.running.add("excel.exe"), "C03"),
    (lambda pc: setattr(pc, "answer", (1, "C:\\nq57xl\\Scripts\\python.exe: No module named nq57xl")), "C05"),
    (lambda pc: setattr(pc, "answer", (0, "nq57xl 25.1.0 protocol 0")), "C08"),
    (lambda pc: setattr(pc, "answer", (0, "")), "C05"),
])
def test_an_obstacle_is_told_and_nothing_is_written(change, code: str) -> None:
    pc = OfficePc()
    change(pc)
    assert codes(install(pc, BUILT)) == [code]
    assert pc.written == []


def test_a_file_that_cannot_be_written_is_named() -> None:
    pc = OfficePc()
    pc.locked.add(ADDIN)
    seen = install(pc, BUILT)
    assert str(seen[-1]).startswith(f"✘ Ghi nút lệnh: C06 · không ghi được {ADDIN}. Cách sửa: đóng Excel,")


def test_nothing_is_removed_while_excel_holds_it() -> None:
    pc = OfficePc()
    install(pc, BUILT)
    pc.running.add("excel.exe")
    assert codes(remove(pc)) == ["C03"]
    pc.running.clear()
    pc.locked.add(ADDIN)
    assert codes(remove(pc)) == ["C06"]
    assert pc.files[ADDIN] == BUILT


def test_installing_again_takes_the_mark_of_the_web_away() -> None:
    pc = OfficePc()
    pc.files |= {ADDIN: BUILT, ADDIN + ":Zone.Identifier": b"[ZoneTransfer]\r\nZoneId=3\r\n"}
    install(pc, BUILT)
    assert ADDIN + ":Zone.Identifier" not in pc.files


def test_what_is_already_in_the_way_is_told_after_installing() -> None:
    pc = OfficePc()
    pc.registry[r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"] = {"requireaddinsig": 1}
    assert codes(install(pc, BUILT)) == ["C12"]
    assert pc.files[ADDIN] == BUILT

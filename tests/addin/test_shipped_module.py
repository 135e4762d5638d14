"""The VBA as it ships, not a line replaced, on a VBA interpreter with an Excel and a Windows in memory around it."""

from collections.abc import Mapping

import pytest

from nq57xl.addin.buttons import ribbon_tab
from nq57xl.addin.texts import rows
from nq57xl.addin.vba import modules

vba = pytest.importorskip("pyopenvba.interpreter")
errors = pytest.importorskip("pyopenvba.exceptions")
SOURCE = modules(ribbon_tab())[-1].source
APPDATA = "C:\\Users\\Nguyễn Văn Ă\\AppData\\Roaming"
CONF = APPDATA + "\\nq57xl\\nq57xl.conf"
PYTHON = r"C:\nq57xl\Scripts\python.exe"
RUN = f'"{PYTHON}" -I -m nq57xl.ribbon check-book --protocol=1 --from_xl=1 --hwnd=4660 --wb='


class Named(vba.VBAObject):
    @vba.method
    def Count(self) -> int:
        return self.count

    def __init__(self, count: int = 0, name: str = "") -> None:
        self.count, self.name = count, name

    @vba.member
    def Name(self) -> str:
        return self.name


class Text(vba.VBAObject):
    def __init__(self, text: str) -> None:
        self.text = text

    @vba.member
    def Value(self) -> str:
        return self.text

    @vba.method
    def ReadAll(self) -> str:
        return self.text


class Sheet(vba.VBAObject):
    @vba.method
    def Worksheets(self, index: object) -> "Sheet":
        return self

    @vba.method
    def Cells(self, row: object, column: object) -> Text:
        table = rows(ribbon_tab())
        return Text(table[int(row) - 1][int(column) - 1] if int(row) <= len(table) else "")


class Pc(vba.VBAObject):
    """Application, WScript.Shell and Scripting.FileSystemObject in one; it writes down what is done."""

    def __init__(self) -> None:
        self.done: list[tuple] = []
        self.files = {CONF: f"INTERPRETER={PYTHON}\r\n", PYTHON: ""}
        self.book, self.views, self.fault, self.code = "Biểu.xlsx", 0, 0, 0
        self.path, self.scripts = r"C:\Program Files\Microsoft Office\root\Office16", True

    @vba.member
    def StatusBar(self) -> object:
        return next((value for kind, value, *_ in reversed(self.done) if kind == "status"), False)

    @vba.setter("StatusBar")
    def set_status(self, value: object) -> None:
        self.done.append(("status", value))

    @vba.member
    def Path(self) -> str:
        return self.path

    @vba.member
    def Hwnd(self) -> int:
        return 4660

    @vba.member
    def ProtectedViewWindows(self) -> Named:
        return Named(self.views)

    @vba.method
    def ExpandEnvironmentStrings(self, text: object) -> str:
        return str(text).replace("%APPDATA%", APPDATA)

    @vba.method
    def OpenTextFile(self, path: object, mode: object) -> Text:
        if path not in self.files:
            raise errors.VBARuntimeError(53, "refused")
        return Text(self.files[path])

    @vba.method
    def FileExists(self, path: object) -> bool:
        return path in self.files

    @vba.method
    def Run(self, line: object, window: object, wait: object) -> int:
        self.done.append(("run", line, int(window), bool(wait)))
        if self.fault:
            raise errors.VBARuntimeError(self.fault, "refused")
        return self.code

    @vba.method
    def Popup(self, text: object, seconds: object, title: object, kind: object) -> int:
        self.done.append(("popup", text, title))
        return 1


class Around(vba.HostBridge):
    """What the module finds around it."""

    def __init__(self, pc: Pc) -> None:
        self.pc = pc

    def global_object(self, name: str) -> object:
        book = Named(name=self.pc.book) if self.pc.book else vba.NOTHING
        found: Mapping[str, object] = {"application": self.pc, "thisworkbook": Sheet(), "activeworkbook": book}
        return found.get(name.lower(), super().global_object(name))

    def has_global_member(self, name: str) -> bool:
        return False

    def create(self, type_name: str) -> object:
        if not self.pc.scripts:
            raise errors.VBARuntimeError(429, "refused")
        assert type_name in ("WScript.Shell", "Scripting.FileSystemObject")
        return self.pc


def click(pc: Pc, callback: str = "NQ57_check_book") -> list[tuple]:
    excel = vba.Interpreter(Around(pc))
    excel.add_module(SOURCE, name="NQ57")
    excel.run(callback, [vba.NOTHING])
    return pc.done + [(kind, text) for kind, text, *_ in excel.dialogs]


def test_a_click_in_a_profile_with_vietnamese_letters() -> None:
    assert click(Pc()) == [("status", "NQ57: Kiểm tra sổ này…"),
                           ("run", RUN + "004200691EC30075002E0078006C00730078", 0, True), ("status", False)]


def told(pc: Pc) -> str:
    text, = [text for kind, text, *_ in click(pc) if kind == "popup"]
    return text.split("\n")[0]


@pytest.mark.parametrize(("change", "words"), [
    ({"book": ""}, "C20 · chưa mở sổ nào."),
    ({"book": "", "views": 1}, "C21 · sổ đang ở chế độ xem bảo vệ (Protected View)."),
    ({"path": r"C:\Users\nva\AppData\Local\Kingsoft\WPS Office\12.2\office6"},
     "C26 · nút lệnh cần Microsoft Excel, không chạy trong WPS Office."),
    ({"files": {}}, r"C10 · chưa có cấu hình cài đặt, hoặc cấu hình không đọc được (nq57xl\nq57xl.conf)."),
    ({"files": {CONF: f"INTERPRETER={PYTHON}\r\n"}}, f"C11 · không thấy Python đã dùng khi cài đặt ({PYTHON})."),
    ({"fault": 70}, "C14 · Microsoft Defender không cho Excel chạy chương trình khác (70)."),
    ({"fault": 5}, "C22 · không khởi động được Python (lỗi 5)."),
    ({"code": 64}, "C24 · nút lệnh và chương trình nq57xl không cùng bản."),
])
def test_what_goes_wrong_is_told(change: dict, words: str) -> None:
    pc = Pc()
    for name, value in change.items():
        setattr(pc, name, value)
    assert told(pc) == words
    assert [done for done in pc.done if done[0] == "status"][-1] == ("status", False)


def test_without_windows_script_host_the_words_come_without_marks() -> None:
    pc = Pc()
    pc.scripts = False
    assert click(pc)[-1] == ("MsgBox", "C10 - chua co cau hinh cai dat, hoac cau hinh khong doc duoc "
                             "(nq57xl\\nq57xl.conf).\n\nCach sua: chay nq57xl addin install.")


def test_what_python_puts_into_the_status_bar_stays() -> None:
    class Speaking(Pc):
        """A computer on which Python shows a finding in the status bar before it ends."""

        @vba.member
        def Run(self, *arguments: object) -> int:
            self.done.append(("status", "NQ57 · Chỉ tiêu!G9: chưa có lý do."))
            return 0
    assert click(Speaking())[-1] == ("status", "NQ57 · Chỉ tiêu!G9: chưa có lý do.")

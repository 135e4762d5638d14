"""The few members of Excel's own objects (`.api`) that the product's host uses, for want of xlwings' own."""

OFFERED = "<as offered>"
"""An answer to `InputBox`: the user presses OK on what is offered."""


class ApplicationCom:
    """`FileDialog` answers with the folders that the test has laid ready, `InputBox` with its lines; with none the
    user cancels. What `InputBox` asked and offered is recorded in `asked`."""

    def __init__(self, folders: list[str], lines: list[str], asked: list[tuple[str, str]]) -> None:
        self._folders, self._lines, self._asked = folders, lines, asked

    def InputBox(self, prompt: str, title: str, default: str) -> str | bool:
        self._asked.append((prompt, default))
        line = self._lines.pop(0) if self._lines else False
        return default if line == OFFERED else line

    def FileDialog(self, kind: int) -> "FolderDialog":
        return FolderDialog(self._folders)


class FolderDialog:
    """Excel's folder picker."""

    def __init__(self, folders: list[str]) -> None:
        self._folders, self._chosen = folders, ""
        self.Title = ""

    def Show(self) -> int:
        self._chosen = self._folders.pop(0) if self._folders else ""
        return -1 if self._chosen else 0

    def SelectedItems(self, index: int) -> str:
        return self._chosen


class BookCom:
    """A workbook."""

    def __init__(self, book) -> None:
        self._book = book

    def SaveCopyAs(self, path: str) -> None:
        self._book.copy_to(path)

    @property
    def ReadOnly(self) -> bool:
        return bool(self._book._document.isReadonly())

    @property
    def ProtectStructure(self) -> bool:
        return self._book.lock is not None

    ProtectWindows = False

    def Unprotect(self, password: str) -> None:
        if self._book.lock not in (None, password):
            raise PermissionError("wrong password")
        self._book.lock = None

    def Protect(self, password: str, structure: bool, windows: bool) -> None:
        self._book.lock = password if structure else None


class SheetCom:
    """A sheet and its protection, which knows a password and whether it is set, no more."""

    def __init__(self, sheet) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:
        return bool(self._sheet.isProtected())

    def Unprotect(self, password: str) -> None:
        self._sheet.unprotect(password)
        if self._sheet.isProtected():
            raise PermissionError("wrong password")

    def Protect(self, password: str, *_: bool) -> None:
        self._sheet.protect(password)

    ProtectDrawingObjects = ProtectScenarios = True

    @property
    def Protection(self) -> "ProtectionCom":
        return ProtectionCom()


class ProtectionCom:
    """What a protected sheet allows; LibreOffice keeps it to itself."""

    def __getattr__(self, name: str) -> bool:
        if not name.startswith("Allow"):
            raise AttributeError(name)
        return True

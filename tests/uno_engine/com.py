"""The few members of Excel's own objects (`.api`) that the product's host uses, for want of xlwings' own."""

from types import SimpleNamespace


class UnknownName(Exception):
    """What comes over COM where an object has no such property or method; no AttributeError."""

    hresult = -2147352570


class Com:
    """An object of Excel's own, which knows the names that stand in its class and no others."""

    def __getattr__(self, name: str) -> object:
        raise UnknownName(f"{type(self).__name__}.{name}")


class ApplicationCom(Com):
    """`FileDialog` answers with the folders that the test has laid ready, `InputBox` with its lines; with none the
    user cancels. Where a picker opened is recorded in `starts`, what `InputBox` asked and offered in `asked`."""

    def __init__(self, folders: list[str], starts: list[str], lines: list[str], asked: list[tuple[str, str]]) -> None:
        self._folders, self._starts, self._lines, self._asked = folders, starts, lines, asked

    def InputBox(self, prompt: str, title: str, default: str) -> str | bool:
        self._asked.append((prompt, default))
        return self._lines.pop(0) if self._lines else False

    def FileDialog(self, kind: int) -> "FolderDialog":
        return FolderDialog(self._folders, self._starts)


class FolderDialog(Com):
    """Excel's folder picker."""

    def __init__(self, folders: list[str], starts: list[str]) -> None:
        self._folders, self._starts, self._chosen = folders, starts, ""
        self.Title = self.InitialFileName = ""

    def Show(self) -> int:
        self._starts.append(self.InitialFileName)
        self._chosen = self._folders.pop(0) if self._folders else ""
        return -1 if self._chosen else 0

    def SelectedItems(self, index: int) -> str:
        return self._chosen


class BookCom(Com):
    """A workbook."""

    def __init__(self, book) -> None:
        self._book = book

    def SaveCopyAs(self, path: str) -> None:
        self._book.copy_to(path)

    @property
    def FullName(self) -> str:
        return self._book.fullname

    @property
    def ReadOnly(self) -> bool:
        return bool(self._book._document.isReadonly())

    @property
    def ProtectStructure(self) -> bool:
        return self._book.lock is not None

    ProtectWindows = MultiUserEditing = False

    def Windows(self, index: int) -> SimpleNamespace:
        """A window, in which one sheet is selected."""
        return SimpleNamespace(SelectedSheets=SimpleNamespace(Count=1))

    def Unprotect(self, password: str) -> None:
        if self._book.lock not in (None, password):
            raise PermissionError("wrong password")
        self._book.lock = None

    def Protect(self, password: str, structure: bool, windows: bool) -> None:
        self._book.lock = password if structure else None


class SheetCom(Com):
    """A sheet and its protection, which knows a password and whether it is set, no more."""

    def __init__(self, sheet) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:
        return bool(self._sheet.isProtected())

    def Calculate(self) -> None:
        """LibreOffice is up to date."""

    def Unprotect(self, password: str) -> None:
        self._sheet.unprotect(password)
        if self._sheet.isProtected():
            raise PermissionError("wrong password")

    def Protect(self, password: str, *_: bool) -> None:
        self._sheet.protect(password)

    @property
    def ProtectDrawingObjects(self) -> bool:
        return self.ProtectContents

    @property
    def ProtectScenarios(self) -> bool:
        return self.ProtectContents

    @property
    def Protection(self) -> "ProtectionCom":
        return ProtectionCom()


class ProtectionCom(Com):
    """What a protected sheet allows; LibreOffice keeps it to itself."""

    def __getattr__(self, name: str) -> bool:
        return True if name.startswith("Allow") else super().__getattr__(name)


class NoteCom(Com):
    """A note and the size of its box in points, which LibreOffice chooses by itself; `sizes` is where it is kept."""

    def __init__(self, sizes: SimpleNamespace) -> None:
        self.Shape = sizes

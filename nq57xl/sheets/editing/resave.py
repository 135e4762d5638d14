"""A workbook opened and saved by a library, and one locked with a password."""

import io

from nq57xl.sheets.editing.package import CORE, Package


def saved_by_openpyxl(data: bytes) -> bytes:
    """Formulas lose their stored values, limits of the extended kind and pictures are gone. The day of the last
    change stays, so that the same workbook gives the same bytes."""
    from openpyxl import load_workbook
    buffer = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(buffer)
    saved = Package(buffer.getvalue())
    saved.parts[CORE] = Package(data).parts[CORE]
    return saved.data()


def locked(data: bytes, password: str) -> bytes:
    """The workbook encrypted as Excel does it, with salt: no two files are the same.

    Raises ModuleNotFoundError without msoffcrypto-tool.
    """
    from msoffcrypto.format.ooxml import OOXMLFile
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()

"""A workbook opened and saved by a library, and one locked with a password."""

import io


def saved_by_openpyxl(data: bytes) -> bytes:
    """Formulas lose their stored values, limits of the extended kind and pictures are gone."""
    from openpyxl import load_workbook
    buffer = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(buffer)
    return buffer.getvalue()


def locked(data: bytes, password: str) -> bytes:
    """The workbook encrypted as Excel does it. Raises ModuleNotFoundError without msoffcrypto-tool."""
    from msoffcrypto.format.ooxml import OOXMLFile
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()

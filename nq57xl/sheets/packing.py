"""Parts -> the zipped workbook: the same parts give the same bytes."""

import io
import zipfile
from collections.abc import Mapping

TIME = (1980, 1, 1, 0, 0, 0)
"""The time written beside a part: the earliest a zip file can hold, so that it does not tell when it was made."""
_SQUEEZE = 3


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The archive of these parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, TIME), content, zipfile.ZIP_DEFLATED, _SQUEEZE)
    return buffer.getvalue()

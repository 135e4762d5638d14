"""Workbooks with a password: opened with those that were given, and with the one Excel itself tries."""

import time
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO

from nq57xl.sheets.reading.limits import UnreadableBook

EXCELS_OWN = "VelvetSweatshop"
"""Excel opens files of this password without asking; some programs write them for a locked structure."""
_SHARE_OF_TIME = 0.6
_worked: list[str] = []
"""Passwords that opened a file before: a folder mostly has one, and each try costs a tenth of a second."""


def unlocked(data: bytes, passwords: Sequence[str], seconds: float) -> bytes:
    """Return the workbook in an encrypted OLE2 box. Raises `UnreadableBook` ("encrypted") where no password fits.

    `seconds` is the time for reading the file; the tries get a part of it.
    """
    from msoffcrypto.exceptions import InvalidKeyError

    deadline = time.monotonic() + _SHARE_OF_TIME * seconds
    for tried, password in enumerate(_in_order(passwords)):
        if time.monotonic() > deadline:
            raise UnreadableBook("encrypted", f"mới thử được {tried} mật khẩu trong {_SHARE_OF_TIME * seconds:g} giây")
        try:
            plain = _opened(data, password)
        except InvalidKeyError:
            continue
        except MemoryError:
            raise
        except Exception as error:
            raise UnreadableBook("encrypted", "kiểu mã hóa không đọc được") from error
        if password not in _worked:
            _worked.append(password)
        return plain
    raise UnreadableBook("encrypted", "không mật khẩu nào đã cho mở được tệp" if passwords else "chưa có mật khẩu")


def _in_order(passwords: Sequence[str]) -> Iterator[str]:
    """Each password once, as given and with its letters composed, as most keyboards write them."""
    given = [form for text in passwords for form in (text, unicodedata.normalize("NFC", text))]
    first = [password for password in _worked if password in given]
    yield from dict.fromkeys((*first, EXCELS_OWN, *given))


def _opened(data: bytes, password: str) -> bytes:
    from msoffcrypto import OfficeFile

    box = OfficeFile(BytesIO(data))
    # Only the newer formats let a password be verified apart; in the older ones loading it is the test.
    box.load_key(password=password, **({"verify_password": True} if box.format == "ooxml" else {}))
    plain = BytesIO()
    box.decrypt(plain)
    return plain.getvalue()

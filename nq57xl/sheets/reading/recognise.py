"""Tell what a file is by its first bytes, never by its name."""

from nq57xl.sheets.reading.limits import UnreadableBook

ZIP = "zip"
OLE = "ole"

_BYTES_TO_LOOK_AT = 4096
_SIGNATURES = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"II*\x00", "tệp ảnh"),
    (b"MM\x00*", "tệp ảnh"),
    (b"RIFF", "tệp ảnh, âm thanh hoặc phim"),
    (b"\x00\x00\x00\x18ftyp", "tệp ảnh hoặc phim"),
    (b"\x00\x00\x00\x20ftyp", "tệp ảnh hoặc phim"),
    (b"{\\rtf", "tài liệu văn bản RTF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"BZh", "tệp nén bzip2"),
    (b"\xfd7zXZ", "tệp nén xz"),
    (b"MSCF", "tệp nén CAB"),
    (b"\x09\x00\x04\x00", "bảng tính Excel đời cũ (trước Excel 5)"),
    (b"\x09\x02\x06\x00", "bảng tính Excel đời cũ (trước Excel 5)"),
    (b"\x09\x04\x06\x00", "bảng tính Excel đời cũ (trước Excel 5)"),
)
_ARCHIVE = "tệp nén"
_CONTROL_BYTES = frozenset(range(32)) - frozenset(b"\t\r\n\x0c\x1b")


def container(data: bytes) -> str:
    """Return `ZIP` or `OLE`, the two boxes workbooks come in; refuse anything else by what it is."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableBook("empty", "tệp rỗng")
    if data.startswith(b"PK"):
        return ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    what = _named(data) or _described(data[:_BYTES_TO_LOOK_AT])
    # Some mail gateways put bytes in front of an archive; the end of the file tells.
    if what is None and b"PK\x05\x06" in data[-66_000:]:
        return ZIP
    reason = "archive" if (what or "").startswith(_ARCHIVE) else "not-a-workbook"
    raise UnreadableBook(reason, what or "không rõ loại tệp")


def _named(data: bytes) -> str | None:
    return next((what for signature, what in _SIGNATURES if data.startswith(signature)), None)


def _described(head: bytes) -> str | None:
    text = _as_text(head)
    if text is None:
        return None
    start = text.lstrip("\ufeff \t\r\n")[:1000].lower()
    if start.startswith(("<!doctype html", "<html", "<table", "mime-version:")):
        return "trang web (HTML)"
    if start.startswith("<?xml") or start.startswith("<"):
        return "trang web (HTML)" if "<html" in start else "tệp XML"
    return "tệp văn bản hoặc CSV"


def _as_text(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if any(byte in _CONTROL_BYTES for byte in head):
        return None
    # Old Vietnamese encodings (TCVN3, VNI) are text too: only its beginnings are looked at.
    return head.decode("utf-8", "replace")

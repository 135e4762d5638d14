"""An .xls with a password, in the encryption of Excel 97 (RC4, MS-XLS 2.2.10): no library writes one."""

import io
import struct
from hashlib import md5

import olefile
from msoffcrypto.method.rc4 import DocumentRC4

_BOF, _FILEPASS, _WRITEACCESS, _BOUNDSHEET, _FILLER = 0x809, 0x2F, 0x5C, 0x85, 0x7FF
_SALT, _VERIFIER = bytes(range(16)), bytes(range(16, 32))
_BLOCK = 0x400


def rc4_xls(data: bytes, password: str) -> bytes:
    """Encrypt an .xls in place: the record of the user's name makes room for that of the encryption."""
    box = io.BytesIO(data)
    with olefile.OleFileIO(box, write_mode=True) as ole:
        stream = ole.openstream("Workbook").read()
        ole.write_stream("Workbook", _encrypted(_with_file_pass(stream, password), password))
    return box.getvalue()


def _with_file_pass(stream: bytes, password: str) -> bytes:
    records = list(_records(stream))
    name = next(index for index, (kind, _) in enumerate(records) if kind == _WRITEACCESS)
    verifier = _xor(_VERIFIER + md5(_VERIFIER).digest(), _keystream(password, 32))
    file_pass = struct.pack("<HHH", 1, 1, 1) + _SALT + verifier
    room = len(records[name][1]) - len(file_pass) - 4
    made = [records[0], (_FILEPASS, file_pass), *records[1:name], (_FILLER, bytes(room)), *records[name + 1:]]
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in made)


def _encrypted(stream: bytes, password: str) -> bytes:
    keys = _keystream(password, len(stream))
    made = bytearray(_xor(stream, keys))
    position = 0
    for kind, body in _records(stream):
        plain = len(body) if kind in (_BOF, _FILEPASS, 0xE1) else 4 if kind == _BOUNDSHEET else 0
        made[position : position + 4 + plain] = stream[position : position + 4 + plain]
        position += 4 + len(body)
    return bytes(made)


def _records(stream: bytes):
    position = 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size


def _keystream(password: str, length: int) -> bytes:
    return DocumentRC4.decrypt(password, _SALT, io.BytesIO(bytes(length)), _BLOCK).read()


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))

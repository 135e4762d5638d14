"""Compression of VBA sources (MS-OVBA 2.4.1): chunks of 4,096 bytes, each a run of literals and copies of what came."""

CHUNK = 4096
CONTAINER, COMPRESSED, RAW = b"\x01", 0xB000, 0x3000
"""First byte of a container; the fixed bits of a chunk's header, whose low 12 bits are its length less 3."""
SHORTEST_COPY = 3


def compress(data: bytes) -> bytes:
    """A compressed container of `data`."""
    return CONTAINER + b"".join(_chunk(data[start:start + CHUNK]) for start in range(0, len(data), CHUNK))


def _chunk(data: bytes) -> bytes:
    packed = _tokens(data)
    if len(packed) >= CHUNK:
        packed, kind = data.ljust(CHUNK, b"\0"), RAW
    else:
        kind = COMPRESSED
    return (kind | len(packed) + 2 - SHORTEST_COPY).to_bytes(2, "little") + packed


def _tokens(data: bytes) -> bytes:
    """Groups of up to eight tokens, each led by a byte that tells copies (1) from literals (0)."""
    packed, at = bytearray(), 0
    while at < len(data):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at == len(data):
                break
            offset, length = _longest_copy(data, at)
            if length:
                flags |= 1 << bit
                group += _copy_token(at, offset, length)
            else:
                group.append(data[at])
            at += length or 1
        packed += bytes([flags]) + group
    return bytes(packed)


def _length_bits(at: int) -> int:
    """How many of a copy token's 16 bits hold the length: fewer as the chunk grows and offsets need more."""
    return 16 - max((at - 1).bit_length(), 4)


def _copy_token(at: int, offset: int, length: int) -> bytes:
    return ((offset - 1) << _length_bits(at) | length - SHORTEST_COPY).to_bytes(2, "little")


def _longest_copy(data: bytes, at: int) -> tuple[int, int]:
    """(offset back, length) of the longest text before `at` that repeats there; (0, 0) where none is worth it."""
    best = (0, 0)
    limit = min(len(data) - at, (1 << _length_bits(at)) - 1 + SHORTEST_COPY) if at else 0
    for length in range(SHORTEST_COPY, limit + 1):
        # A copy may run into the bytes it makes, so the source need only start before `at`.
        start = data.rfind(data[at:at + length], 0, at + length - 1)
        if start < 0:
            break
        best = (at - start, length)
    return best

"""Text of Hangul documents that are locked for distribution: shown to anybody, not to be copied.

Reference: Hancom, structure of distribution documents, revision 1.2
(https://store.hancom.com/etc/hwpDownload.do): the key lies in the document itself, under a
run of pseudo-random bytes whose seed stands in front of it.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

TAG = 28
"""Tag of the record that holds the key."""
_HEAD, _SIZE, _KEY, _BLOCK = 4, 256, 16, 16


def opened(stream: bytes) -> bytes:
    """The section as it would be stored without the lock, still packed; ValueError if cut off."""
    head = int.from_bytes(stream[:_HEAD], "little")
    record = stream[_HEAD : _HEAD + _SIZE]
    if head & 0x3FF != TAG or len(record) < _SIZE:
        raise ValueError("the record with its key is missing")
    plain = _without_noise(record)
    at = 4 + (record[0] & 0xF)
    body = stream[_HEAD + _SIZE :]
    body = body[: len(body) // _BLOCK * _BLOCK]
    cipher = Cipher(algorithms.AES(plain[at : at + _KEY]), modes.ECB()).decryptor()  # noqa: S305 - as the format has it
    return bytes(cipher.update(body))


def _without_noise(record: bytes) -> bytes:
    """The record without the bytes that cover it."""
    state = int.from_bytes(record[:4], "little")
    out, left, cover = bytearray(record), 0, 0
    for at in range(_SIZE):
        if not left:
            state, first = _drawn(state)
            state, second = _drawn(state)
            cover, left = first & 0xFF, (second & 0xF) + 1
        if at >= 4:
            out[at] ^= cover
        left -= 1
    return bytes(out)


def _drawn(state: int) -> tuple[int, int]:
    """The next number of the C library that Hancom builds with."""
    state = (state * 214013 + 2531011) & 0xFFFFFFFF
    return state, state >> 16 & 0x7FFF

"""Members of ZIP archives under AES, as WinZip and 7-Zip write them.

Reference: https://www.winzip.com/en/support/aes-encryption/ (AE-1 and AE-2): a key from the
password by PBKDF2, counter mode with the counter's low byte first, ten bytes of HMAC-SHA1.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import zipfile
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

METHOD = 99
_FIELD, _ROUNDS, _CHECK, _SEAL, _BLOCK = 0x9901, 1_000, 2, 10, 16


class WrongPassword(ValueError):
    """The password does not open the member."""


def opened(raw: bytes, extra: bytes, password: str, most: int) -> bytes:
    """A member's bytes from its packed ones; BadZipFile where they are damaged."""
    strength, method = _field(extra)
    salt_size, size = 4 + 4 * strength, 8 + 8 * strength
    if len(raw) < salt_size + _CHECK + _SEAL:
        raise zipfile.BadZipFile("an encrypted member is cut off")
    salt, check = raw[:salt_size], raw[salt_size : salt_size + _CHECK]
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, _ROUNDS, 2 * size + _CHECK)
    if not hmac.compare_digest(keys[2 * size :], check):
        raise WrongPassword
    body, seal = raw[salt_size + _CHECK : -_SEAL], raw[-_SEAL:]
    if not hmac.compare_digest(hmac.digest(keys[size : 2 * size], body, "sha1")[:_SEAL], seal):
        raise zipfile.BadZipFile("the seal of an encrypted member does not fit")
    return _unpacked(_counted(body, keys[:size]), method, most)


def _field(extra: bytes) -> tuple[int, int]:
    """Strength and real method."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _FIELD and length >= 7 and at + 11 <= len(extra):
            strength, method = struct.unpack_from("<BH", extra, at + 8)
            if strength in {1, 2, 3}:
                return strength, method
        at += 4 + length
    raise zipfile.BadZipFile("an encrypted member does not say how")


def _counted(body: bytes, key: bytes) -> bytes:
    blocks = -(-len(body) // _BLOCK)
    counters = b"".join(number.to_bytes(_BLOCK, "little") for number in range(1, blocks + 1))
    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 - counter mode is made of it
    stream = cipher.update(counters)[: len(body)]
    joined = int.from_bytes(body, "big") ^ int.from_bytes(stream, "big")
    return joined.to_bytes(len(body), "big")


def _unpacked(data: bytes, method: int, most: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return data
    if method == zipfile.ZIP_DEFLATED:
        return zlib.decompressobj(-15).decompress(data, most)
    raise NotImplementedError(f"compression method {method}")

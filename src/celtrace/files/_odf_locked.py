"""Documents under the password of OpenDocument, which HWPX has taken over.

Reference: OASIS OpenDocument 1.3 part 2, sections 3.4.1 and 4.8
(https://docs.oasis-open.org/office/OpenDocument/v1.3/), and LibreOffice's package in one piece
(AES-GCM with a key by Argon2id). The document is put together again without its lock and taken
in as a file of its own.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import msgspec
from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from celtrace.files import _zip
from celtrace.files._blob import Blob, Item
from celtrace.files._xml import Node, parsed
from celtrace.ports import Note
from celtrace.records import Child

MANIFEST = "META-INF/manifest.xml"
_WHOLE = "encrypted-package"
_MARK = re.compile(rb"<(?:\w+:)?encryption-data\b.*?</(?:\w+:)?encryption-data>", re.DOTALL)
_BLOCK, _SEALED = 16, 1024
"""Bytes of a block of AES, and of the beginning that the checksum covers."""
_MOST_ROUNDS, _MOST_MEMORY, _MOST_PASSES = 5_000_000, 1 << 20, 32
"""What a key may cost: rounds of PBKDF2, KiB and passes of Argon2."""
_BROKEN = (
    *_zip.BROKEN, InvalidTag, UnsupportedAlgorithm, KeyError, LookupError, TypeError,
    OverflowError, MemoryError,
)  # fmt: skip


class Lock(msgspec.Struct, frozen=True):
    """How one part is locked."""

    cipher: str
    vector: bytes
    start: str
    derived: str
    salt: bytes
    size: int
    rounds: int
    memory: int
    lanes: int
    checksum: bytes
    digest: str


def is_locked(archive: zipfile.ZipFile) -> bool:
    """Whether the container's list of parts speaks of a lock."""
    try:
        return b"encryption-data" in archive.read(MANIFEST)
    except (KeyError, *_zip.BROKEN):
        return False


def locks(manifest: bytes) -> dict[str, Lock]:
    """The locked parts by their name."""
    root, _ = parsed(manifest)
    entries = root.all("file-entry") if root is not None else ()
    found = (
        (_of(one, "full-path"), next(iter(one.all("encryption-data")), None)) for one in entries
    )
    return {name: _lock(data) for name, data in found if name and data is not None}


def opened(archive: zipfile.ZipFile, blob: Blob, note: Note, known: str) -> Iterator[Item]:
    """The document without its lock, if a password opens it; `known` says what is known without."""
    try:
        found = locks(archive.read(MANIFEST))
        if blob.passwords and not found:
            raise ValueError("its list names no locked part")
        data = _unlocked(archive, found, blob)
    except _BROKEN as error:
        note(MANIFEST, f"it is under a password in a way that is not known ({error})", known)
        return
    if data is None:
        note("", blob.locked, known)
        return
    name = blob.name.rpartition("/")[2].encode("utf-8", "surrogateescape")
    yield Child(name=name, data=data, place="decrypted")


def _unlocked(archive: zipfile.ZipFile, found: dict[str, Lock], blob: Blob) -> bytes | None:
    for password in blob.passwords:
        parts = _parts(archive, found, password, blob.limits.member_bytes)
        if parts is not None:
            return parts.get(_WHOLE) or _again(archive, parts)
    return None


def _parts(
    archive: zipfile.ZipFile, found: dict[str, Lock], password: str, most: int
) -> dict[str, bytes] | None:
    """The locked parts, opened; None if the password does not open the first of them."""
    parts: dict[str, bytes] = {}
    for name, lock in found.items():
        plain = _plain(archive.read(name), lock, password)
        if plain is None:
            return None
        parts[name] = zlib.decompressobj(-15).decompress(plain, most) if plain else b""
    return parts


def _again(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> bytes:
    """The container with its parts opened, and the lock taken out of its list."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in archive.infolist():
            data = parts.get(info.filename)
            if data is None:
                data = archive.read(info)
            if info.filename == MANIFEST:
                data = _MARK.sub(b"", data)
            plain = zipfile.ZipInfo(info.filename, info.date_time)
            made.writestr(plain, data, zipfile.ZIP_STORED if info.filename == "mimetype" else None)
    return out.getvalue()


def _plain(data: bytes, lock: Lock, password: str) -> bytes | None:
    """The packed bytes of a part; None where they do not have their checksum or seal."""
    key = _key(lock, password)
    if lock.cipher.endswith("gcm"):
        body = data.removeprefix(lock.vector)
        try:
            return AESGCM(key).decrypt(lock.vector, body, None)
        except InvalidTag:
            return None
    plain = _blowfish(data, key, lock) if "blowfish" in lock.cipher else _aes(data, key, lock)
    seal = hashlib.new(lock.digest, plain[:_SEALED]).digest()
    return plain if seal == lock.checksum else None


def _aes(data: bytes, key: bytes, lock: Lock) -> bytes:
    """AES in chained blocks; the last byte says how many were added to fill the last one."""
    plain = Cipher(algorithms.AES(key), modes.CBC(lock.vector)).decryptor().update(data)
    fill = plain[-1] if plain else 0
    return plain[:-fill] if 0 < fill <= _BLOCK else plain


def _blowfish(data: bytes, key: bytes, lock: Lock) -> bytes:
    """Blowfish whose output over each block before covers the next one."""
    before = (lock.vector + data)[: -(-len(data) // 8) * 8]
    cipher = Cipher(Blowfish(key), modes.ECB()).encryptor()  # noqa: S305 - its feedback is made here
    cover = cipher.update(before)[: len(data)]
    return bytes(one ^ other for one, other in zip(data, cover, strict=True))


def _key(lock: Lock, password: str) -> bytes:
    start = hashlib.new(lock.start, password.encode()).digest()
    if lock.derived.endswith("argon2id"):
        if lock.memory > _MOST_MEMORY or lock.rounds > _MOST_PASSES:
            raise ValueError("its key asks for more memory or passes than is given")
        made = Argon2id(salt=lock.salt, length=lock.size, iterations=lock.rounds,
                        lanes=lock.lanes, memory_cost=lock.memory)  # fmt: skip
        return made.derive(start)
    if not 0 < lock.rounds <= _MOST_ROUNDS:
        raise ValueError("its key asks for more rounds than are given")
    return hashlib.pbkdf2_hmac("sha1", start, lock.salt, lock.rounds, lock.size)


def _number(text: str) -> int:
    """A number of the list; 0, which opens nothing, for what is none."""
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _lock(data: Node) -> Lock:
    """A lock as the list describes it, with the defaults of the standard."""
    told = {
        key.rpartition("}")[2]: value
        for node in (data, *data.children)
        for key, value in node.attributes.items()
        if not (node.name == "start-key-generation" and key.endswith("key-size"))
    }
    sha2 = "sha256"
    return Lock(
        cipher=told.get("algorithm-name", "").casefold(),
        vector=_bytes(told.get("initialisation-vector", "")),
        start=sha2 if sha2 in told.get("start-key-generation-name", "").casefold() else "sha1",
        derived=told.get("key-derivation-name", "").casefold(),
        salt=_bytes(told.get("salt", "")), size=_number(told.get("key-size", "16")),
        rounds=_number(told.get("argon2-iterations") or told.get("iteration-count", "1024")),
        memory=_number(told.get("argon2-memory", "0")),
        lanes=_number(told.get("argon2-lanes", "1")),
        checksum=_bytes(told.get("checksum", "")),
        digest=sha2 if sha2 in told.get("checksum-type", "").casefold() else "sha1",
    )  # fmt: skip


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return b""


def _of(node: Node, name: str) -> str:
    return next((v for k, v in node.attributes.items() if k.rpartition("}")[2] == name), "")

"""Locks of OpenDocument and HWPX: each way of locking, wrong passwords, hostile lists."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from celtrace.files import _odf_locked, hwp, hwpx, odt
from celtrace.files import zip as zip_
from files.reading import Read, read

PASSWORD = "청봉"  # noqa: S105 - of a document made here
CONTENT = "<d xmlns:t='x'><t:p>5화 수정</t:p></d>".encode()
TYPE = b"application/vnd.oasis.opendocument.text"
SALT, VECTOR = bytes(range(16)), bytes(range(16, 32))
WAYS = ("Blowfish CFB", "aes256-cbc", "aes256-gcm")


def packed(data: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def lock(way: str, data: bytes, rounds: int = 1000) -> tuple[bytes, str]:
    """Locked bytes, and how the list describes the lock."""
    plain, sha2 = packed(data), way != WAYS[0]
    start = hashlib.new("sha256" if sha2 else "sha1", PASSWORD.encode()).digest()
    size, vector = (32 if sha2 else 16), VECTOR[: {WAYS[0]: 8, WAYS[1]: 16, WAYS[2]: 12}[way]]
    derived = f'key-derivation-name="PBKDF2" iteration-count="{rounds}"'
    seal = hashlib.new("sha256" if sha2 else "sha1", plain[:1024]).digest()
    if way == WAYS[2]:
        made = Argon2id(salt=SALT, length=32, iterations=2, lanes=1, memory_cost=64)
        derived = ('key-derivation-name="urn:argon2id" argon2-iterations="2" '
                   'argon2-memory="64" argon2-lanes="1"')  # fmt: skip
        body = vector + AESGCM(made.derive(start)).encrypt(vector, plain, None)
    else:
        key = hashlib.pbkdf2_hmac("sha1", start, SALT, min(rounds, 1000), size)
        body = chained(key, vector, plain) if sha2 else fed_back(key, vector, plain)
    kind = "sha256-1k" if sha2 else "SHA1/1K"
    said = (
        f'<encryption-data checksum-type="{kind}" checksum="{text(seal)}">'
        f'<algorithm algorithm-name="{way}" initialisation-vector="{text(vector)}"/>'
        f'<key-derivation {derived} key-size="{size}" salt="{text(SALT)}"/>'
        f'<start-key-generation start-key-generation-name="{"SHA256" if sha2 else "SHA1"}" '
        'key-size="20"/></encryption-data>'
    )
    return body, said


def chained(key: bytes, vector: bytes, plain: bytes) -> bytes:
    fill = 16 - len(plain) % 16
    return (
        Cipher(algorithms.AES(key), modes.CBC(vector))
        .encryptor()
        .update(plain + bytes(fill - 1) + bytes((fill,)))
    )


def fed_back(key: bytes, vector: bytes, plain: bytes) -> bytes:
    """Feedback by whole blocks, block by block."""
    out, before = b"", vector
    for at in range(0, len(plain), 8):
        cover = Cipher(Blowfish(key), modes.ECB()).encryptor().update(before)  # noqa: S305
        before = bytes(a ^ b for a, b in zip(plain[at : at + 8], cover, strict=False))
        out += before
    return out


def document(way: str, name: str = "content.xml", rounds: int = 1000) -> bytes:
    body, said = lock(way, CONTENT if name == "content.xml" else whole(), rounds)
    listed = (
        f'<m:manifest xmlns:m="urn:x"><m:file-entry full-path="{name}">{said}</m:file-entry>'
        '<m:file-entry full-path="meta.xml"/></m:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr(name, body)
        archive.writestr(_odf_locked.MANIFEST, listed)
    return out.getvalue()


def whole() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr("content.xml", CONTENT)
    return out.getvalue()


def inside(found: Read) -> list[str]:
    """Texts of the document that was taken out."""
    return [text for child in found.children for text in read(odt, child.data).texts("body")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["content.xml", "encrypted-package"])
@pytest.mark.parametrize("reader", [odt, zip_])
def test_a_document_opens_with_its_password(way: str, name: str, reader: object) -> None:
    found = read(reader, document(way, name), "a.odt", ("wrong", PASSWORD))  # type: ignore[arg-type]
    assert (["5화 수정"], []) == (inside(found), found.notes)
    assert [(b"a.odt", "decrypted")] == [(one.name, one.place) for one in found.children]


@pytest.mark.parametrize("way", WAYS)
def test_a_document_taken_out_speaks_of_no_lock(way: str) -> None:
    [child] = read(odt, document(way), "a.odt", (PASSWORD,)).children
    with zipfile.ZipFile(io.BytesIO(child.data)) as archive:
        assert not _odf_locked.is_locked(archive)
        assert b'full-path="meta.xml"' in archive.read(_odf_locked.MANIFEST)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("passwords", "said"), [((), "run again with --password"), (("a", "b"), "none of those given")]
)
def test_without_the_password_it_says_so(way: str, passwords: tuple[str, ...], said: str) -> None:
    found = read(odt, document(way), "a.odt", passwords)
    assert ([], 1, True) == (found.children, len(found.notes), said in found.notes[0][1])
    assert "under a password" in found.notes[0][1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'iteration-count="1000"', b'iteration-count="999999999"'),
        (b'full-path="content.xml"', b'full-path="nothing.xml"'),
        (b'key-size="32"', b'key-size="31"'),
        (b'iteration-count="1000"', b'iteration-count="none"'),
        (b"<m:file-entry", b"<m:file-entry <"),
    ],
)
def test_a_hostile_list_costs_nothing_and_is_named(old: bytes, new: bytes) -> None:
    data = document("aes256-cbc")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[_odf_locked.MANIFEST]
    parts[_odf_locked.MANIFEST] = parts[_odf_locked.MANIFEST].replace(old, new)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, part in parts.items():
            made.writestr(name, part)
    found = read(odt, out.getvalue(), "a.odt", (PASSWORD,))
    assert (1, True) == (len(found.notes), "under a password" in found.notes[0][1])


def test_memory_that_a_key_asks_for_is_bounded() -> None:
    data = document("aes256-gcm", "encrypted-package")
    data = data.replace(b'argon2-memory="64"', b'argon2-memory="99999999"')
    assert "more memory" in read(odt, repaired(data), "a.odt", (PASSWORD,)).notes[0][1]


def repaired(data: bytes) -> bytes:
    """The same members with the checksums and sizes of what now stands there."""
    start = data.index(b"<m:manifest")
    listed = data[start : data.index(b"</m:manifest>") + 13]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", TYPE)
        made.writestr("encrypted-package", b"x")
        made.writestr(_odf_locked.MANIFEST, listed)
    return out.getvalue()


def test_a_locked_hwpx_opens_and_keeps_what_is_known_without() -> None:
    body, said = lock("aes256-cbc", b"<sec><p><run><t>cut</t></run></p></sec>")
    head = '<package><metadata><meta name="creator" content="text">kim</meta></metadata></package>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        archive.writestr("Contents/content.hpf", head)
        archive.writestr("Contents/section0.xml", body)
        archive.writestr(
            _odf_locked.MANIFEST,
            f'<m><file-entry full-path="Contents/section0.xml">{said}</file-entry></m>',
        )
    found = read(hwpx, out.getvalue(), "a.hwpx", (PASSWORD,))
    assert ["kim"] == found.values("author")
    [child] = found.children
    assert ["cut"] == read(hwpx, child.data, "a.hwpx").texts("body")


def test_a_locked_hwp_says_that_no_way_is_known() -> None:
    assert "under a password" in hwp._NO_WAY
    assert "save it without" in hwp._NO_WAY

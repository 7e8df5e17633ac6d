"""Archives and documents under a password: said so, and opened where one of ours fits."""

from __future__ import annotations

import hashlib
import hmac
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from celtrace.files import _libarchive, _locked, _sevenzip_locked, _winzip_aes, ooxml_encrypted, ppt
from celtrace.files import sevenzip as seven
from celtrace.files import zip as zip_
from files.reading import Read, blob, read

NOTE = "컷 12 수정\n".encode()


def aes(data: bytes, password: str, strength: int = 3, method: int = 8) -> tuple[bytes, bytes]:
    """Packed bytes and extra field of a member, as WinZip writes them."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = squeeze.compress(data) + squeeze.flush() if method == 8 else data
    salt, size = bytes(range(4 + 4 * strength)), 8 + 8 * strength
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 1000, 2 * size + 2)
    cipher = Cipher(algorithms.AES(keys[:size]), modes.ECB()).encryptor()  # noqa: S305 - counters
    body = b""
    for number in range(-(-len(plain) // 16)):
        block = plain[16 * number : 16 * number + 16]
        stream = cipher.update((number + 1).to_bytes(16, "little"))
        body += bytes(a ^ b for a, b in zip(block, stream, strict=False))
    seal = hmac.digest(keys[size : 2 * size], body, "sha1")[:10]
    extra = struct.pack("<HHHBBBH", 0x9901, 7, 2, 0x41, 0x45, strength, method)
    return salt + keys[2 * size :] + body + seal, extra


def archive(raw: bytes, extra: bytes, size: int) -> bytes:
    """A ZIP of one member under AES."""
    name = b"note.txt"
    fields = struct.pack(
        "<HHHHHIIIHH", 51, 1, 99, 0, 0x21, 0, len(raw), size, len(name), len(extra)
    )
    local = b"PK\x03\x04" + fields + name + extra + raw
    entry = b"PK\x01\x02" + struct.pack("<H", 51) + fields
    entry += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def opened(reader: object, data: bytes, *passwords: str) -> Read:
    found = Read()
    for item in reader.read(  # type: ignore[attr-defined]
        blob(data, "a.bin", passwords), lambda *said: found.notes.append(said)
    ):
        (found.children if hasattr(item, "data") else found.traits).append(item)
    return found


@pytest.mark.parametrize("strength", [1, 2, 3])
@pytest.mark.parametrize("method", [0, 8])
def test_a_member_under_aes_opens_with_its_password(strength: int, method: int) -> None:
    raw, extra = aes(NOTE * 9, "sesame", strength, method)
    found = opened(zip_, archive(raw, extra, len(NOTE) * 9), "wrong", "sesame")
    assert [NOTE * 9] == [one.data for one in found.children]


def test_a_member_under_aes_says_so_without_its_password() -> None:
    raw, extra = aes(NOTE, "sesame")
    for passwords in ((), ("wrong",)):
        found = opened(zip_, archive(raw, extra, len(NOTE)), *passwords)
        assert ([], True) == (found.children, "under a password" in found.notes[0][1])


@pytest.mark.parametrize("at", [20, -12, -1])
def test_a_damaged_member_under_aes_is_said_to_be_damaged(at: int) -> None:
    raw, extra = aes(NOTE * 9, "sesame")
    bent = bytearray(raw)
    bent[at] ^= 1
    found = opened(zip_, archive(bytes(bent), extra, len(NOTE) * 9), "sesame")
    assert ([], True) == (found.children, "damaged" in found.notes[0][1])


@pytest.mark.parametrize(
    "extra", [b"", b"\x01\x99\x07\x00", struct.pack("<HHHBBBH", 0x9901, 7, 2, 65, 69, 9, 8)]
)
def test_a_member_that_does_not_say_how_it_is_encrypted_is_refused(extra: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        _winzip_aes.opened(bytes(99), extra, "sesame", 99)


def seven_zip(password: str, *, names: bool) -> bytes:
    py7zr = pytest.importorskip("py7zr", reason=_sevenzip_locked.REMEDY)
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password, header_encryption=names) as made:
        made.writestr(NOTE, "note.txt")
    return out.getvalue()


@pytest.mark.parametrize("names", [False, True])
def test_a_7z_archive_opens_with_its_password(names: bool) -> None:  # noqa: FBT001
    found = opened(seven, seven_zip("sesame", names=names), "wrong", "sesame")
    assert [(b"note.txt", NOTE)] == [(one.name, one.data) for one in found.children]


@pytest.mark.parametrize("names", [False, True])
def test_a_7z_archive_that_no_password_opens_says_so(names: bool) -> None:  # noqa: FBT001
    found = opened(seven, seven_zip("sesame", names=names), "wrong")
    assert ([], "it is under a password; none of those given opens it") == (
        found.children,
        found.notes[0][1],
    )


def test_a_7z_archive_without_a_lock_is_left_to_libarchive() -> None:
    pytest.importorskip("py7zr", reason=_sevenzip_locked.REMEDY)
    path = Path(__file__).parents[1] / "samples" / "files" / "7z" / "cuts.7z"
    assert not _sevenzip_locked.locked(blob(path.read_bytes(), "cuts.7z"))
    assert not _sevenzip_locked.locked(blob(b"7z\xbc\xaf\x27\x1c" + bytes(40), "cut.7z"))


@pytest.mark.parametrize(
    ("why", "lacks"),
    [("Encryption is not supported", True), ("RAR solid archive support unavailable.", True),
     ("Damaged 7-Zip archive", False)],
)  # fmt: skip
def test_what_libarchive_cannot_do_comes_with_a_remedy(why: str, *, lacks: bool) -> None:
    assert lacks == ("unar" in _libarchive._remedy(why))


def test_a_document_that_is_only_locked_against_changes_is_opened() -> None:
    """Excel encrypts such a workbook under a password that everybody knows."""
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    sample = Path(__file__).parents[1] / "samples" / "files" / "xlsx" / "cuts.xlsx"
    whole = io.BytesIO(sample.read_bytes())
    with zipfile.ZipFile(whole, "a") as made:
        made.writestr("xl/media/picture.bin", bytes(range(256)) * 40)
    plain = whole.getvalue()
    plain += bytes(-len(plain) % 16)
    out = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(plain)).encrypt("VelvetSweatshop", out)
    found = opened(ooxml_encrypted, out.getvalue())
    assert [plain] == [one.data for one in found.children]


def test_slides_of_97_under_a_password_say_so(shared_data: Path) -> None:
    (path,) = (shared_data / "files").rglob("testPPT_protected_passtika.ppt")
    data = path.read_bytes()
    assert "under a password" in read(ppt, data).notes[0][1]
    (inside,) = opened(ppt, data, "wrong", "tika").children
    assert 10_000 < len(inside.data)


@pytest.mark.parametrize(("name", "tried"), [("a.DOCX", 0), ("a.pptx", 0), ("a.xlsx", 1), ("a", 1)])
def test_what_excel_takes_is_tried_where_excel_may_have_written(name: str, tried: int) -> None:
    assert tried == len(_locked._everyones(name))


def test_a_lock_whose_description_is_no_xml_is_named_and_not_opened() -> None:
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    sample = Path(__file__).parents[1] / "samples" / "files" / "xlsx" / "cuts.xlsx"
    out = io.BytesIO()
    plain = sample.read_bytes()
    ooxml.OOXMLFile(io.BytesIO(plain + bytes(-len(plain) % 16))).encrypt("sesame", out)
    broken = out.getvalue().replace(b"<keyData", b"<<eyData", 1)
    assert broken != out.getvalue()
    found = opened(ooxml_encrypted, broken, "sesame")
    assert ([], 1) == (found.children, len(found.notes))

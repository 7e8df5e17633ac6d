"""Which reader takes what: content decides, names never make anything certain."""

from __future__ import annotations

import io
import zipfile
from types import ModuleType

import pytest

from celtrace import registry
from celtrace.files import bz2, eml, gz, mbox, pdf, rar, rtf, sevenzip, tar, txt, warc, xz
from celtrace.files import zip as zip_reader
from celtrace.files._head import head_of
from celtrace.files._types import SURE, named

READERS = registry.readers("files")


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (pdf, b"%PDF-1.4"),
        (pdf, b"\n\n junk before %PDF-1.4"),
        (rtf, b"{\\rtf1\\ansi}"),
        (rtf, b"\xef\xbb\xbf {\\rtf1}"),
        (gz, b"\x1f\x8b\x08\x00"),
        (bz2, b"BZh91AY&SY"),
        (bz2, b"BZh9\x17\x72\x45\x38\x50\x90"),
        (xz, b"\xfd7zXZ\x00\x00"),
        (rar, b"Rar!\x1a\x07\x00"),
        (rar, b"Rar!\x1a\x07\x01\x00"),
        (sevenzip, b"7z\xbc\xaf\x27\x1c\x00\x04"),
        (warc, b"WARC/1.0\r\n"),
        (warc, b"WARC/0.18\r\n"),
        (tar, b"a".ljust(257, b"\0") + b"ustar\x0000"),
        (eml, b"From: a\r\nTo: b\r\nDate: c\r\n\r\n"),
        (eml, b"1234\nFrom: a\nTo: b\nDate: c\n\n"),
        (mbox, b"From a@b.example Tue May  3 10:01:00 2016\nFrom: a\n"),
    ],
)
def test_its_own_mark_makes_a_reader_sure(reader: ModuleType, data: bytes) -> None:
    name = "a.emlx" if data.startswith(b"1234") else "x"
    assert SURE <= reader.sniff(head_of(io.BytesIO(data)), name)


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (pdf, bytes(2_000) + b"%PDF-1.4"),
        (rtf, b"{\\html}"),
        (gz, b"\x1f\x8b\x07"),
        (bz2, b"BZhello there"),
        (bz2, b"BZh"),
        (rar, b"Rar"),
        (warc, b"WARNING/1.0"),
        (tar, bytes(512)),
        (eml, b"Title: a\nCut: b\nScene: c\n"),
        (mbox, b"From here on it is only text.\n"),
        (zip_reader, b"PK\x01\x02"),
        (txt, b"hello\n"),
    ],
)
def test_what_only_looks_alike_does_not(reader: ModuleType, data: bytes) -> None:
    assert reader.sniff(head_of(io.BytesIO(data)), "x") < SURE


@pytest.mark.parametrize("reader", READERS, ids=lambda one: str(one.FORMAT))
def test_a_name_alone_makes_nothing_certain(reader: ModuleType) -> None:
    for extension in getattr(reader, "EXTENSIONS", ()):
        name = f"cut.{extension}"
        assert reader.sniff(head_of(io.BytesIO(b"\x07 no such thing \x00\x01")), name) < SURE
        assert not named(head_of(io.BytesIO(b"\x07\x00\x01\x02" * 9)), name).certain


@pytest.mark.parametrize("reader", READERS, ids=lambda one: str(one.FORMAT))
def test_a_score_is_between_nothing_and_one(reader: ModuleType) -> None:
    for data in (b"", b"\x00", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<?xml", b"\xff" * 70_000):
        assert 0.0 <= reader.sniff(head_of(io.BytesIO(data)), "x") <= 1.0


@pytest.mark.parametrize("member", ["jar", "apk"])
def test_a_container_without_a_reader_of_its_own_is_still_opened(member: str) -> None:
    inside = {"jar": "META-INF/MANIFEST.MF", "apk": "AndroidManifest.xml"}[member]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(inside, b"x")
    found = named(head_of(io.BytesIO(made.getvalue())), f"a.{member}")
    assert (member, zip_reader) == (found.format, found.reader)

"""Types are named by what the bytes say; what is not certain says so."""

from __future__ import annotations

import io
import zipfile

import pytest

from celtrace import registry
from celtrace.files import _magic
from celtrace.files._head import head_of
from celtrace.files._types import Named, by_extension, extension_of, named, signatures, titles
from celtrace.records import Head


def label(data: bytes, name: str = "x") -> Named:
    return named(head_of(io.BytesIO(data)), name)


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"8BPS\x00\x01" + bytes(20), "psd"),
        (b"CSFCHUNK" + bytes(20), "clip"),
        (bytes.fromhex("3384780ebc4011d7") + bytes(9), "tvpp"),
        (b"TLV14B1aOpenToonz", "tlv"),
        (b"PLIM\x05\x05", "pli"),
        (b"RIFX\x00\x00\x10\x00Egg!head", "aep"),
        (b"exchangeDigitalTimeSheet Save Data\n{}", "xdts"),
        (b"toeiDigitalTimeSheet Save Data\n{}", "tdts"),
        (b"\x76\x2f\x31\x01\x02\x00\x00\x00", "exr"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x00\x00\x00\x14ftypqt  ", "mov"),
        (b"\x00\x00\x00\x18ftypisom", "mp4"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86", "mkv"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "warc"),
        (b"BLENDER-v306", "blend"),
    ],
)
def test_a_signature_makes_a_label_certain(data: bytes, format_: str) -> None:
    found = label(data)
    assert (format_, "signature", True) == (found.format, found.by, found.certain)


@pytest.mark.parametrize(
    ("members", "format_"),
    [
        (("xl/workbook.xml",), "xlsx"),
        (("word/document.xml",), "docx"),
        (("maindoc.xml", "documentinfo.xml"), "kra"),
        (("Contents/content.hpf",), "hwpx"),
        (("a.txt",), "zip"),
    ],
)
def test_a_container_is_told_by_what_lies_in_it(members: tuple[str, ...], format_: str) -> None:
    assert format_ == label(zipped(*members)).format


def test_members_of_a_cut_container_are_told_from_what_is_left() -> None:
    data = zipped("xl/workbook.xml", "xl/styles.xml")
    assert "xlsx" == label(data[: len(data) // 2]).format


@pytest.mark.parametrize("data", [b"MZ\x90\x00", b"\xff\xfb\x90\x44", b"P5 10 10 255\n"])
def test_a_weak_signature_alone_is_not_certain(data: bytes) -> None:
    assert not label(data, "x.bin").certain


def test_a_weak_signature_beside_its_extension_is_certain() -> None:
    assert label(b"MZ\x90\x00" + bytes(60), "setup.exe").certain


def test_a_content_that_is_not_what_the_extension_says_is_shown() -> None:
    found = label(b"8BPS\x00\x01" + bytes(20), "cut_012.JPG")
    assert ("psd", "JPEG picture") == (found.format, found.stated)


@pytest.mark.parametrize("name", ["a.psd", "a.PSB", "a", "a.unheardof", "day.1"])
def test_an_extension_that_fits_or_says_nothing_is_no_contradiction(name: str) -> None:
    assert "" == label(b"8BPS\x00\x01" + bytes(20), name).stated


def test_a_document_kept_as_a_plain_container_is_no_contradiction() -> None:
    assert "" == label(zipped("a.txt"), "film.key").stated


@pytest.mark.parametrize(
    "text", ["第五话 修改\n".encode("gb18030"), "제오화 수정합니다\n".encode("cp949"), b"plain\n"]
)
def test_text_is_a_hint_and_never_certain(text: bytes) -> None:
    found = label(text * 5, "a.txt")
    assert ("txt", "text", False) == (found.format, found.by, found.certain)


def test_bytes_that_nobody_knows_have_no_label() -> None:
    found = label(bytes(range(256)) * 4, "a.psd")
    assert ("", "", False) == (found.format, found.by, found.certain)


@pytest.mark.skipif(not _magic.available(), reason="libmagic is not installed (apt: libmagic1)")
def test_libmagic_is_asked_where_no_signature_fits() -> None:
    found = named(Head.of(b"\x7fcSID stuff"), "x", lambda _: "application/x-thing")
    assert ("application/x-thing", "libmagic", False) == (found.format, found.by, found.certain)
    assert "image/png" == _magic.mime(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0")


def test_what_libmagic_says_does_not_outweigh_a_signature() -> None:
    found = named(Head.of(b"RIFX\x00\x00\x10\x00Egg!head"), "x.aep", lambda _: "video/quicktime")
    assert "aep" == found.format


def test_every_row_of_the_table_has_a_title_and_one_meaning_for_its_extensions() -> None:
    assert len(signatures()) > 150
    for row in signatures():
        assert row.title
        assert row.format in titles()
        for extension in row.extensions:
            assert row.format in by_extension()[extension]


@pytest.mark.parametrize(
    ("name", "extension"), [("a/b.PSD", "psd"), ("b.tar.gz", "gz"), ("c:\\x.y\\z", ""), ("n", "")]
)
def test_the_extension_is_the_last_part_of_the_last_name(name: str, extension: str) -> None:
    assert extension == extension_of(name)


@pytest.mark.parametrize("name", ["a.txt", "c012.psd", "noname"])
def test_an_empty_file_contradicts_no_extension(name: str) -> None:
    found = named(head_of(io.BytesIO(b"")), name)
    assert ("empty", "") == (found.format, found.stated)


@pytest.mark.parametrize(
    "start",
    [b"<!-- a comment -->\n" * 60, b" " * 8000, b"<?xml version='1.0'?>\n" + b"<!-- x -->" * 300],
    ids=["comments", "space", "declared"],
)
@pytest.mark.parametrize("root", [b"<unheard-of/>", b"", b"<svg/>"])
def test_any_number_of_comments_before_the_first_element_is_passed_at_once(
    start: bytes, root: bytes
) -> None:
    """Each comment once: tried in every way, thirty of them would take minutes."""
    assert (root == b"<svg/>" and not start.isspace()) <= (label(start + root).format == "svg")
    for reader in registry.readers("files"):
        reader.sniff(start + root, "a.xml")

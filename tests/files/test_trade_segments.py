"""Metadata in odd places of JPEG and TIFF: split, after the picture, typed as numbers."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from celtrace.files import jpeg, tiff
from celtrace.files._head import head_of
from celtrace.files._types import named
from files.reading import SAMPLES, read
from samples import files_pictures as made
from samples.files_drawings import SAVES, XMP, wide

START = b"\xff\xd8"
PICTURE = made.jpeg()[made.jpeg().index(b"\xff\xc0") :]


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def resource(number: int, body: bytes) -> bytes:
    return (
        b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(body)) + body
        + bytes(len(body) % 2)
    )  # fmt: skip


# --- JPEG ---------------------------------------------------------------------------------


def extended(parts: list[tuple[int, bytes]]) -> bytes:
    """Segments of extended XMP: name, digest, whole length, offset, piece."""
    return b"".join(
        segment(
            0xE1,
            b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32
            + struct.pack(">II", len(XMP), offset) + piece,
        )
        for offset, piece in parts
    )  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_extended_xmp_is_put_together_by_offset(order: tuple[int, ...]) -> None:
    third = len(XMP) // 3
    pieces = [(n * third, XMP[n * third : (n + 1) * third if n < 2 else None]) for n in range(3)]
    found = read(jpeg, START + extended([pieces[n] for n in order]) + PICTURE)
    assert list(SAVES) == found.values("saved")


@pytest.mark.parametrize("gap", [b"\0", b" \0", b"\0\0"])
def test_xmp_is_found_behind_its_name_however_it_ends(gap: bytes) -> None:
    data = START + segment(0xE1, b"http://ns.adobe.com/xap/1.0/" + gap + XMP) + PICTURE
    assert ["Lan Wei"] == read(jpeg, data).values("author")


@pytest.mark.parametrize(
    ("number", "body", "name", "value"),
    [
        (1028, made.iptc(), "author", "Lan Wei"),
        (1060, XMP, "title", "c012 genga"),
        (1057, b"\0\0\0\1\1" + wide("Adobe Photoshop") + wide("x"), "software", "Adobe Photoshop"),
    ],
)
def test_resources_of_photoshop_in_a_jpeg(number: int, body: bytes, name: str, value: str) -> None:
    data = START + segment(0xED, b"Photoshop 3.0\0" + resource(number, body)) + PICTURE
    assert value in read(jpeg, data).values(name)


@pytest.mark.parametrize("gap", [b".", b"\0"])
def test_the_date_of_an_old_camera(gap: bytes) -> None:
    date = gap.join((b"1998", b"10", b"24", b"12", b"08", b"57"))
    found = read(jpeg, START + segment(0xE1, b"QVCI\0" + bytes(40) + date) + PICTURE)
    assert ["1998:10:24 12:08:57"] == found.values("captured")


def test_records_after_the_picture_are_read() -> None:
    data = START + PICTURE + b"AXS!" + made.iptc() + b"AXS!" + bytes(8)
    assert ["Lan Wei"] == read(jpeg, data).values("author")


def test_other_bytes_after_the_picture_are_not_taken_for_records() -> None:
    assert [] == read(jpeg, START + PICTURE + made.iptc()).values("author")


@pytest.mark.parametrize("marker", [0xE2, 0xE5, 0xEE, 0xFE])
def test_segments_of_other_kinds_are_stepped_over(marker: int) -> None:
    data = START + segment(marker, b"\0" * 30) + segment(0xE1, b"Exif\0\0" + made.tiff_structure())
    assert ["Lan Wei"] == read(jpeg, data + PICTURE).values("author")


@pytest.mark.parametrize("fill", [b"", b"\xff", b"\xff\xff\xff"])
def test_fill_bytes_before_a_marker_are_allowed(fill: bytes) -> None:
    data = START + fill + segment(0xFE, "顔".encode()) + PICTURE
    assert ["顔"] == read(jpeg, data).texts("comment")


# --- TIFF ---------------------------------------------------------------------------------


def with_block(tag: int, body: bytes, kind: int) -> bytes:
    """A TIFF whose block of bytes is called numbers of this type."""
    size = {1: 1, 4: 4, 7: 1}[kind]
    padded = body + bytes(-len(body) % size)
    entry = struct.pack("<HHII", tag, kind, len(padded) // size, 26)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4) + padded


@pytest.mark.parametrize("kind", [1, 4, 7])
@pytest.mark.parametrize(
    ("tag", "body"),
    [(0x83BB, made.iptc()), (0x02BC, XMP), (0x8649, resource(1028, made.iptc()))],
    ids=["iptc", "xmp", "photoshop"],
)
def test_blocks_are_bytes_whatever_their_writer_calls_them(
    tag: int, body: bytes, kind: int
) -> None:
    assert ["Lan Wei"] == read(tiff, with_block(tag, body, kind)).values("author")


# --- names and contents -------------------------------------------------------------------

TRADE = sorted(
    path
    for path in SAMPLES.rglob("*")
    if path.is_file()
    and not path.name.endswith(".json")
    and path.parent.name not in ("txt", "zip", "packet")
)


def label(path: Path, name: str) -> tuple[str, str, bool]:
    with path.open("rb") as stream:
        found = named(head_of(stream), name)
    return found.format, found.stated, found.certain


@pytest.mark.parametrize("path", TRADE, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_sample_is_named_with_certainty_and_agrees_with_its_name(path: Path) -> None:
    format_, stated, certain = label(path, path.name)
    assert (path.parent.name, "", True) == (format_, stated, certain)


@pytest.mark.parametrize(
    "format_",
    ["psd", "clip", "tvpp", "aep", "exr", "png", "jpeg", "tiff", "mp4", "hwp", "xdts", "kra"],
)
def test_a_name_that_says_something_else_is_shown_beside_the_content(format_: str) -> None:
    path = next(path for path in TRADE if path.parent.name == format_)
    other = "a.mp4" if format_ != "mp4" else "a.psd"
    told, stated, certain = label(path, other)
    assert (format_, True) == (told, certain)
    assert stated


@pytest.mark.parametrize("name", ["found", "0001", "c012.bak", "원화", "x.unheard-of"])
@pytest.mark.parametrize("format_", ["psd", "clip", "tvpp", "tnz", "aep", "hwp", "aaf", "ora"])
def test_a_name_that_says_nothing_changes_nothing(format_: str, name: str) -> None:
    path = next(path for path in TRADE if path.parent.name == format_)
    assert (format_, "", True) == label(path, name)

"""TIFF directories, EXIF and IPTC: both byte orders, zones, GPS, damage."""

from __future__ import annotations

import struct

import pytest

from celtrace.files import _exif, _iptc
from celtrace.files._said import Said
from celtrace.records import TextPassage, Trait
from files.reading import blob
from samples.files_pictures import iptc, tiff_structure


def said(data: bytes) -> Said:
    return Said(blob(data, "x.tif"), "test")


def traits(data: bytes) -> dict[str, Trait]:
    found = _exif.items(_exif.Tiff(data), said(data))
    return {one.name: one for one in found if isinstance(one, Trait)}


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_say_the_same(order: str) -> None:
    found = traits(tiff_structure(order=order))
    assert "Lan Wei" == found["author"].value
    assert "ANIM-07" == found["machine"].value
    assert "RETAS STUDIO" == found["software"].value


def test_the_zone_of_a_time_comes_from_its_offset_tag() -> None:
    found = traits(tiff_structure())
    assert (510, "stated") == (found["captured"].offset, found["captured"].zone_from)
    assert "2016-03-01T00:42:44+00:00" == str(found["captured"].time).replace(" ", "T")


def test_without_an_offset_tag_a_time_stays_text() -> None:
    found = traits(tiff_structure().replace(b"+08:30\0", b"\0" * 7))
    assert found["captured"].time is None
    assert "2016:03:01 09:12:44" == found["captured"].value


def test_a_directory_that_points_at_itself_ends() -> None:
    loop = b"II*\0" + struct.pack("<IHI", 8, 0, 8)
    assert 1 == len(_exif.Tiff(loop).directories)


def test_a_cut_directory_is_told() -> None:
    tiff = _exif.Tiff(tiff_structure()[:30])
    assert tiff.faults
    assert _exif.Tiff(b"II*\0\xff\xff\xff\0").faults


def test_big_tiff_is_read() -> None:
    text = b"Lan Wei\0"
    entry = struct.pack("<HHQ", 0x013B, 2, len(text)) + text
    data = b"II+\0" + struct.pack("<HHQQ", 8, 0, 16, 1) + entry + bytes(8)
    assert "Lan Wei" == traits(data)["author"].value


def test_the_time_of_the_satellites_is_utc() -> None:
    numbers = struct.pack("<6I", 0, 1, 42, 1, 44, 1)
    day = b"2016:03:01\0"
    at = 8 + 2 + 12 + 4
    gps = struct.pack("<H", 2) + struct.pack("<HHII", 7, 5, 3, at + 30)
    gps += struct.pack("<HHII", 29, 2, 11, at + 54) + bytes(4)
    head = b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 0x8825, 4, 1, at) + bytes(4)
    data = head + gps + numbers + day
    found = traits(data)["captured"]
    assert "2016:03:01 00:42:44Z" == found.value
    assert found.offset is None
    assert found.time


@pytest.mark.parametrize(
    ("raw", "tag", "text"),
    [
        (b"plain\0", 0, "plain"),
        ("란".encode(), 0, "란"),
        (b"caf\xe9", 0, "café"),
        ("란".encode("utf-16-le") + b"\0\0", 0x9C9D, "란"),
        (b"UNICODE\0" + "란".encode("utf-16-le"), 0x9286, "란"),
        (b"ASCII\0\0\0hi", 0x9286, "hi"),
    ],
)
def test_letters_of_a_tag_are_read_in_its_way(raw: bytes, tag: int, text: str) -> None:
    assert text == _exif.lettered(raw, tag).strip()


# --- IPTC ---------------------------------------------------------------------------------


def test_day_and_hour_become_one_time_with_its_zone() -> None:
    data = iptc()
    found = [one for one in _iptc.items(data, said(data)) if isinstance(one, Trait)]
    created = next(one for one in found if one.name == "created")
    assert ("2016-03-01T09:12:44+0830", 510) == (created.value, created.offset)
    assert ["Lan Wei"] == [one.value for one in found if one.name == "author"]


def test_captions_are_passages() -> None:
    data = iptc()
    found = [one for one in _iptc.items(data, said(data)) if isinstance(one, TextPassage)]
    assert ["c012 原画"] == [one.text for one in found]


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_cut_records_end_quietly(cut: int) -> None:
    data = iptc()[:cut]
    assert all(isinstance(one, (Trait, TextPassage)) for one in _iptc.items(data, said(data)))

"""Photoshop documents: layers in groups, texts, notes, linked files, times, PSB, damage."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from celtrace.files import psd
from celtrace.files._psd_blocks import Cursor, header, layers, resources
from files.reading import read
from samples.files_drawings import (
    XMP,
    block,
    changed_block,
    layer,
    linked_block,
    long,
    note_block,
    picture,
    psd_sample,
    resource,
    text_block,
    wide,
)
from samples.files_drawings import psd as made

GROUP, GROUP_END = (block(b"lsct", struct.pack(">I", kind)) for kind in (1, 3))


def test_layers_are_named_from_the_top_with_their_groups() -> None:
    data = made(
        layer("BG"), layer("end", GROUP_END), layer("A1"), layer("cels", GROUP), layer("note")
    )
    found = read(psd, data).passages
    assert ["note", "cels", "A1", "BG"] == [one.text for one in found if one.role == "layer"]
    assert "layer 3: cels/A1" == next(one.place for one in found if one.text == "A1")


def test_a_name_in_unicode_counts_before_the_old_one() -> None:
    assert ["線画"] == read(psd, made(layer("線画"))).texts("layer")


def test_a_name_without_unicode_is_read_from_the_old_field() -> None:
    data = made(layer("rough")).replace(b"luni", b"xxxx")
    assert ["rough"] == read(psd, data).texts("layer")


def test_words_and_fonts_of_a_text_layer() -> None:
    found = read(psd, made(layer("T", text_block("다시 그리기", "ChollimaM"))))
    assert ["T", "다시 그리기"] == found.texts("layer")
    assert ["ChollimaM"] == found.values("font")


def test_a_layer_says_when_it_was_changed_in_utc() -> None:
    found = read(psd, made(layer("A", changed_block(1_456_829_000.5))))
    (trait,) = (one for one in found.traits if one.name == "modified")
    assert "2016-03-01T10:43:20Z" == trait.value
    assert trait.offset is None


@pytest.mark.parametrize("seconds", [0.0, -5.0, float("nan"), float("inf"), 1e300])
def test_a_layer_time_that_means_nothing_is_left_out(seconds: float) -> None:
    assert [] == read(psd, made(layer("A", changed_block(seconds)))).values("modified")


def test_a_note_gives_its_author_its_date_with_zone_and_its_words() -> None:
    found = read(psd, made(after=note_block()))
    assert ["Lan Wei"] == found.values("author")
    assert ["선을 부드럽게"] == found.texts("comment")
    assert [510] == [one.offset for one in found.traits if one.name == "modified"]


def test_an_embedded_file_comes_out_whole() -> None:
    inside = picture(1, 1, b"\0\0\0")
    (child,) = read(psd, made(after=linked_block("배경.png", inside))).children
    assert ("배경.png".encode(), inside) == (child.name, child.data)


def test_the_history_of_saves_is_read_from_the_xmp_resource() -> None:
    found = read(psd, made(resources=resource(1060, XMP)))
    assert 2 == len(found.values("saved"))
    assert ["Lan Wei"] == found.values("author")


def test_the_thumbnail_is_given_as_it_lies() -> None:
    small = b"\xff\xd8\xff\xd9"
    body = struct.pack(">6IHH", 1, 160, 90, 480, 43_200, len(small), 24, 1) + small
    (drawn,) = (
        one
        for one in read(psd, made(resources=resource(1036, body))).drawn
        if one.role == "thumbnail"
    )
    assert (small, 160, 90) == (drawn.data, drawn.width, drawn.height)


def test_pictures_of_layers_and_the_whole_are_drawn() -> None:
    found = read(
        psd,
        made(
            layer("A"),
            layer("B"),
            resources=resource(1057, b"\0\0\0\1\1" + wide("P") + wide("P") + bytes(4)),
        ),
    )
    assert [("whole", ""), ("layer", "A"), ("layer", "B")] == [
        (one.role, one.place) for one in found.drawn
    ]
    assert all(one.data.startswith(b"\x89PNG") for one in found.drawn)


def test_the_large_form_is_read_too() -> None:
    record, pixels = layer("A")
    wide_record = record[:18]
    for number in range(3):
        at = 18 + 6 * number
        wide_record += record[at : at + 2] + struct.pack(
            ">Q", struct.unpack(">I", record[at + 2 : at + 6])[0]
        )
    info = struct.pack(">h", 1) + wide_record + record[36:] + pixels
    info += bytes(len(info) % 2)
    body = struct.pack(">Q", len(info)) + info + long(b"")
    data = b"8BPS\0\2" + bytes(6) + struct.pack(">HIIHH", 3, 2, 2, 8, 3) + long(b"") + long(b"")
    data += struct.pack(">Q", len(body)) + body + b"\0\0" + bytes(12)
    found = read(psd, data)
    assert ["A"] == found.texts("layer")
    assert ["whole", "layer"] == [one.role for one in found.drawn][-2:] or found.drawn


@pytest.mark.parametrize("cut", [26, 40, 200, 900, 1500, 2200])
def test_a_cut_document_gives_what_is_there_and_says_so(cut: int) -> None:
    found = read(psd, psd_sample()[:cut])
    assert found.notes


@pytest.mark.parametrize(
    "head", [b"", b"8BPS", b"8BPS\0\3" + bytes(30), b"8BPX\0\1" + bytes(30), b"\0" * 40]
)
def test_what_is_no_document_is_not_claimed(head: bytes) -> None:
    assert 0 == psd.sniff(head, "a.psd")
    assert header(head) is None


def test_a_count_of_layers_that_lies_ends_with_the_data() -> None:
    assert [] == list(layers(b"\x7f\xff" + bytes(20), 0, 22, large=False))
    assert [] == list(resources(b"8BIM\0\1\0\0", 0, 8))


def test_behind_the_end_there_are_zeros() -> None:
    read_on = Cursor(b"\1\2")
    assert 0x0102 == read_on.number(2)
    assert 0 == read_on.number(4)
    assert read_on.over
    assert "" == read_on.wide()


def test_every_document_of_the_real_set_has_names_or_a_history(shared_data: Path) -> None:
    paths = sorted((shared_data / "files").rglob("*.ps[bd]"))
    zones, named = 0, 0
    for path in paths:
        found = list(psd.read(_plain(path), lambda *_: None))
        zones += any(getattr(item, "offset", None) is not None for item in found)
        named += any(getattr(item, "role", "") == "layer" for item in found)
    assert zones > 0.85 * len(paths)
    assert named > 0.85 * len(paths)


def _plain(path: Path):  # noqa: ANN202 - a Blob
    import msgspec

    from files.reading import blob

    return msgspec.structs.replace(blob(path.read_bytes(), path.name), pixels=False)

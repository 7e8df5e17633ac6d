"""Pictures and videos: metadata by their own boxes, pixels where they can be drawn."""

from __future__ import annotations

import io
import struct

import msgspec
import pytest

from celtrace.files import avi, exr, heic, jp2, jpeg, mkv, mov, mp4, png, tga, tiff, webp
from celtrace.files._atoms import are_whole, atoms
from celtrace.files._pictures import png as png_bytes
from celtrace.records import Head
from files.reading import blob, read
from samples import files_pictures as made

WITH_EXIF = {
    "jpeg": (jpeg, made.jpeg()), "png": (png, made.png()), "webp": (webp, made.webp()),
    "heic": (heic, made.heic()), "tiff": (tiff, made.tiff_structure(pixels=True)),
}  # fmt: skip
WITH_XMP = {
    "jpeg": (jpeg, made.jpeg()), "png": (png, made.png()), "webp": (webp, made.webp()),
    "heic": (heic, made.heic()), "jp2": (jp2, made.jp2()), "mov": (mov, made.mov()),
    "avi": (avi, made.avi()),
}  # fmt: skip


@pytest.mark.parametrize("kind", WITH_EXIF)
def test_exif_is_found_wherever_a_format_keeps_it(kind: str) -> None:
    found = read(*WITH_EXIF[kind])
    assert "Lan Wei" in found.values("author")
    assert "ANIM-07" in found.values("machine")
    assert 510 in {one.offset for one in found.traits if one.name == "captured"}


@pytest.mark.parametrize("kind", WITH_XMP)
def test_xmp_is_found_wherever_a_format_keeps_it(kind: str) -> None:
    assert 2 == len(read(*WITH_XMP[kind]).values("saved"))


def test_a_png_or_jpeg_is_its_own_picture() -> None:
    for reader, data in (WITH_EXIF["png"], WITH_EXIF["jpeg"]):
        whole = [one for one in read(reader, data).drawn if one.role == "whole"]
        assert [data] == [one.data for one in whole]


def test_texts_of_a_png_are_read_packed_and_unpacked() -> None:
    found = read(png, made.png())
    assert "란 웨이" in found.values("author")
    assert ["CLIP STUDIO PAINT"] == found.values("software")[:1]
    assert "Comment: check the hand" in found.texts("comment")


def test_the_time_of_a_png_is_utc() -> None:
    (time,) = (one for one in read(png, made.png()).traits if one.place.endswith("tIME"))
    assert ("2016-03-01T00:42:44Z", None) == (time.value, time.offset)
    assert time.time


def test_a_text_that_unpacks_without_end_is_bounded() -> None:
    import zlib

    body = b"Comment\0\0" + zlib.compress(bytes(1 << 25))
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + bytes(4)
    data = made.png()[:33] + chunk + made.png()[33:]
    assert "Lan Wei" in read(png, data).values("author")


def test_iptc_comments_and_the_thumbnail_of_a_jpeg() -> None:
    found = read(jpeg, made.jpeg())
    assert {"c012 原画", "顔を直す"} <= set(found.texts("comment"))
    assert ["thumbnail", "whole"] == [one.role for one in found.drawn]


def test_a_jpeg_without_its_picture_is_told() -> None:
    data = made.jpeg()
    found = read(jpeg, data[: data.index(b"\xff\xda")])
    assert found.notes
    assert "Lan Wei" in found.values("author")


def test_a_tiff_is_drawn_page_by_page() -> None:
    image = pytest.importorskip("PIL.Image")
    pages = [image.new("L", (3, 2), shade) for shade in (0, 128)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    found = read(tiff, out.getvalue())
    assert [("page", 1, 3, 2), ("page", 2, 3, 2)] == [
        (one.role, one.position, one.width, one.height) for one in found.drawn
    ]


def test_pixels_are_left_alone_when_they_are_not_wanted() -> None:
    data = made.tiff_structure(pixels=True)
    plain = msgspec.structs.replace(blob(data, "a.tif"), pixels=False)
    assert [] == [item for item in tiff.read(plain, lambda *_: None) if hasattr(item, "role")]


def test_the_extension_area_of_a_cel() -> None:
    found = read(tga, made.tga())
    assert ["Lan Wei"] == found.values("author")
    assert ["2016-03-01 09:12:44"] == found.values("saved")
    assert ["EP05"] == found.values("production")
    assert (["PaintMan"], ["6.05b"]) == (found.values("software"), found.values("version"))
    assert [(2, 1)] == [(one.width, one.height) for one in found.drawn]


def test_a_cel_without_footer_needs_its_name() -> None:
    plain = made.tga()[:24]
    assert 0.9 <= tga.sniff(Head.of(plain), "A0001.TGA")
    assert 0 == tga.sniff(Head.of(plain), "A0001.dat")
    assert 0 == tga.sniff(Head.of(b"\0" * 40), "A0001.tga")


def test_capture_time_and_its_offset_give_the_zone() -> None:
    (captured,) = (one for one in read(exr, made.exr()).traits if one.name == "captured")
    assert (510, "stated") == (captured.offset, captured.zone_from)
    assert "2016-03-01 00:42:44+00:00" == str(captured.time)


@pytest.mark.parametrize("seconds", [1e9, 17.5, float("nan")])
def test_an_offset_that_is_no_zone_gives_none(seconds: float) -> None:
    data = made.exr().replace(struct.pack("<f", -30600.0), struct.pack("<f", seconds))
    (captured,) = (one for one in read(exr, data).traits if one.name == "captured")
    assert captured.time is None


def test_channels_are_named_by_their_layer() -> None:
    assert ["B", "G", "R", "shadow"] == read(exr, made.exr()).texts("layer")


def test_parts_of_a_picture_are_read_one_after_another() -> None:
    head, body = made.exr()[:4], made.exr()[8:]
    data = head + struct.pack("<I", 2 | 0x1000) + body + body + b"\0"
    found = read(exr, data)
    assert {"part 0, owner", "part 1, owner"} == {
        one.place for one in found.traits if one.name == "organisation"
    }


# --- boxes --------------------------------------------------------------------------------


def test_times_of_a_movie_are_utc_and_its_creation_date_has_a_zone() -> None:
    found = read(mov, made.mov())
    created = [one for one in found.traits if one.name == "created"]
    assert ["2016-03-01T00:42:44Z"] == [one.value for one in created if one.place == "moov/mvhd"]
    assert [510] == [one.offset for one in created if "creationdate" in one.place]


def test_reel_handler_and_user_data() -> None:
    found = read(mov, made.mov())
    assert ["R5_C012"] == found.values("cut")
    assert "Lan Wei" in found.values("author")
    assert "Final Cut Pro" in found.values("software")
    assert ["Apple Video Media Handler"] == found.texts("name")


def test_metadata_as_itunes_writes_it() -> None:
    found = read(mp4, made.mp4())
    assert ["Lavf58.76.100"] == found.values("software")
    assert ["색보정 확인"] == found.texts("comment")


def test_boxes_of_every_size_are_followed() -> None:
    wide = struct.pack(">I4sQ", 1, b"wide", 20) + b"abcd"
    last = struct.pack(">I4s", 0, b"last") + b"xyz"
    found = [(a.kind, a.end - a.start) for a in atoms(wide + last, 0, 31)]
    assert [(b"wide", 4), (b"last", 3)] == found
    assert are_whole(wide + last)
    assert are_whole(wide)
    assert not are_whole(wide[:-1])
    assert not are_whole(b"")


def test_a_box_that_holds_itself_ends() -> None:
    assert [] == list(atoms(struct.pack(">I4s", 4, b"moov") * 3, 0, 24))


def test_a_video_is_drawn_frame_by_frame() -> None:
    opencv = pytest.importorskip("cv2")
    numpy = pytest.importorskip("numpy")
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.avi"
        codec = opencv.VideoWriter_fourcc(*"MJPG")
        writer = opencv.VideoWriter(str(path), codec, 24, (32, 16))
        for shade in range(24):
            writer.write(numpy.full((16, 32, 3), shade * 10, numpy.uint8))
        writer.release()
        data = path.read_bytes()
    frames = [one for one in read(avi, data).drawn if one.role == "frame"]
    assert 12 == len(frames)
    assert {(32, 16)} == {(one.width, one.height) for one in frames}
    assert frames[0].seconds == 0
    assert sorted(one.position or 0 for one in frames) == [one.position for one in frames]


def test_tags_dates_and_attachments_of_matroska() -> None:
    found = read(mkv, made.mkv())
    assert ["Lan Wei"] == found.values("author")
    assert ["2016-03-01T00:42:44Z"] == found.values("created")
    assert [b"font.ttf"] == [one.name for one in found.children]


def test_old_movies_are_told_from_boxes_of_other_kinds() -> None:
    assert 0.9 < mov.sniff(made.movie(), "a.dat")
    assert 0 == mov.sniff(b"\0\0\0\x08abcd" * 4, "a.mov")
    assert 0 == mp4.sniff(made.mov(), "a.mp4")


def test_rows_become_a_picture_that_others_read() -> None:
    image = pytest.importorskip("PIL.Image")
    opened = image.open(io.BytesIO(png_bytes(bytes(range(12)), 2, 3)))
    assert ((2, 2), (9, 10, 11)) == (opened.size, opened.getpixel((1, 1)))

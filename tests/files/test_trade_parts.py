"""Rarer parts: placed files of every version, deep layers, notes by voice, item tables, sheets."""

from __future__ import annotations

import io
import json
import struct

import pytest

from celtrace.files import heic, jp2, mkv, psd, tga, xdts
from celtrace.files._pictures import png as png_bytes
from celtrace.files._pictures import png_of
from celtrace.files._psd_linked import typed
from files.reading import read
from samples import files_drawings as made
from samples import files_pictures as pictures

INSIDE = made.picture(1, 1, b"\0\0\0")

# --- placed files -------------------------------------------------------------------------


def placed(
    version: int, *, told: bytes = b"", behind: bytes = b"", size: int | None = None
) -> bytes:
    """A linked-layer block; `told` is the descriptor of how the file was opened."""
    body = b"liFD" + struct.pack(">I", version) + made.pascal(b"5d3e", 1) + made.wide("배경.png")
    body += b"png 8BIM" + struct.pack(">Q", len(INSIDE) if size is None else size)
    body += (b"\1" + told if told else b"\0") + INSIDE + behind
    return b"8BIMlnkD" + made.long(struct.pack(">Q", len(body)) + body + bytes(-len(body) % 4))


OPENED = made.descriptor("null", compInfo=b"long\0\0\0\1")
BEHIND = {
    2: b"",
    5: made.wide(""),
    6: made.wide("") + struct.pack(">d", 0.0),
    7: made.wide("ab") + struct.pack(">d", 0.0) + b"\0",
}


@pytest.mark.parametrize("version", [5, 6, 7])
def test_an_embedded_file_behind_a_descriptor_comes_out_whole(version: int) -> None:
    data = made.psd(after=placed(version, told=OPENED, behind=BEHIND[version]))
    assert [INSIDE] == [one.data for one in read(psd, data).children]


@pytest.mark.parametrize("version", [2, 5, 6, 7])
def test_an_embedded_file_without_one_comes_out_whole(version: int) -> None:
    data = made.psd(after=placed(version, behind=BEHIND[version]))
    assert [INSIDE] == [one.data for one in read(psd, data).children]


def test_a_size_that_lies_gives_the_name_and_no_bytes() -> None:
    found = read(psd, made.psd(after=placed(7, size=1 << 50)))
    assert [] == found.children
    assert ["배경.png"] == found.texts("name")


def test_a_file_that_lies_elsewhere_gives_its_paths() -> None:
    told = made.descriptor(
        "ExternalFileLink",
        fullPath=b"TEXT" + made.wide("file:///C:/Users/lan.wei/bg.psb\0"),
        originalPath=b"TEXT" + made.wide("\\\\NAS-2\\bg\\bg.psb\0"),
        relPath=b"TEXT" + made.wide("../bg.psb\0"),
    )
    body = b"liFE" + struct.pack(">I", 7) + made.pascal(b"77", 1) + made.wide("bg.psb")
    body += bytes(8) + struct.pack(">Q", 0) + b"\0" + told
    block = b"8BIMlnkE" + made.long(struct.pack(">Q", len(body)) + body + bytes(-len(body) % 4))
    found = read(psd, made.psd(after=block))
    assert 3 == len(found.values("path"))
    assert (["lan.wei"], ["NAS-2"]) == (found.values("user"), found.values("machine"))


def test_layers_of_deep_pictures_stand_in_a_block_of_their_own() -> None:
    record, pixels = made.layer("깊은 색")
    body = struct.pack(">h", 1) + record + pixels
    body += bytes(-len(body) % 4)
    found = read(psd, made.psd(after=b"8BIMLr16" + made.long(body)))
    assert ["깊은 색"] == found.texts("layer")


def test_a_negative_count_of_layers_is_the_same_count() -> None:
    data = made.psd(made.layer("A"))
    at = data.index(b"\0\1", data.index(made.layer("A")[0]) - 2)
    assert ["A"] == read(psd, data[:at] + b"\xff\xff" + data[at + 2 :]).texts("layer")


def test_a_note_by_voice_gives_its_author_and_no_words() -> None:
    block = made.note_block().replace(b"txtA", b"sndA")
    found = read(psd, made.psd(after=block))
    assert ["Lan Wei"] == found.values("author")
    assert [] == found.texts("comment")


def test_fonts_of_the_text_engine_are_named() -> None:
    quoted = b"\xfe\xff" + "ChollimaM".encode("utf-16-be")
    engine = (
        b"<< /1 << /0 [ << /0 << /99 /CoolTypeFont /0 << /0 (" + quoted + b") /2 1 >> >> >> ] >> >>"
    )
    engine += bytes(-len(engine) % 4)
    found = read(psd, made.psd(after=b"8BIMTxt2" + made.long(engine)))
    assert ["ChollimaM"] == found.values("font")


def test_texts_of_a_descriptor_are_found_by_their_type() -> None:
    told = made.descriptor(
        "null", Nm__=b"TEXT" + made.wide("A\0"), longerKey=b"TEXT" + made.wide("B\0")
    )
    assert [("Nm  ", "A"), ("longerKey", "B")] == list(typed(told))


@pytest.mark.parametrize("tail", [b"", b"\0", b"\xff\xff\xff\xff", b"\0\0\0\x09ab"])
def test_texts_whose_length_lies_are_left_out(tail: bytes) -> None:
    assert [] == list(typed(b"\0\0\0\0Nm  TEXT" + tail))


# --- item tables --------------------------------------------------------------------------


def item_table(version: int) -> bytes:
    """A HEIF file whose item locations are written in this version."""
    exif = struct.pack(">I", 0) + pictures.tiff_structure()
    wide = ">I" if version == 2 else ">H"
    entry = bytes([3 if version == 2 else 2, 0, 0, 0]) + struct.pack(wide, 1) + b"\0\0Exif\0"
    info = pictures.box(b"iinf", struct.pack(">IH", 0, 1), pictures.box(b"infe", entry))

    def located(at: int) -> bytes:
        row = struct.pack(wide, 1) + (b"\0\0" if version else b"") + b"\0\0"
        row += struct.pack(">HII", 1, at, len(exif))
        head = bytes([version, 0, 0, 0]) + b"\x44\0" + struct.pack(wide, 1)
        return pictures.box(b"iloc", head + row)

    first = pictures.box(b"ftyp", b"mif1" + bytes(4))
    size = len(first) + len(pictures.box(b"meta", bytes(4), info, located(0)))
    return (
        first
        + pictures.box(b"meta", bytes(4), info, located(size + 8))
        + pictures.box(b"mdat", exif)
    )


@pytest.mark.parametrize("version", [0, 1, 2])
def test_items_are_found_in_every_version_of_the_table(version: int) -> None:
    assert ["Lan Wei"] == read(heic, item_table(version)).values("author")


def test_an_item_behind_the_end_is_told() -> None:
    data = item_table(0)
    assert read(heic, data[:-40]).notes


def test_a_file_without_an_item_table_is_told() -> None:
    assert read(heic, pictures.box(b"ftyp", b"heic" + bytes(4))).notes


def test_the_comment_of_a_code_stream_names_the_program() -> None:
    assert ["Kakadu-v6.4.1"] == read(jp2, pictures.jp2()).values("software")[-1:]


# --- Matroska -----------------------------------------------------------------------------


@pytest.mark.parametrize("width", range(1, 9))
def test_sizes_of_every_width_are_read(width: int) -> None:
    size = (1 << 7 * width | 4).to_bytes(width, "big")
    data = b"\x7b\xa9" + size + b"c012"
    assert [(0x7BA9, 2 + width, 6 + width, True)] == list(mkv.elements(data, 0, len(data)))


def test_a_segment_of_unknown_size_goes_to_the_end() -> None:
    inner = b"\x7b\xa9\x84c012"
    info = b"\x15\x49\xa9\x66" + bytes([0x80 | len(inner)]) + inner
    data = b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + info
    assert [0x7BA9] == [number for number, *_ in mkv.elements(data, 0, len(data))]


def test_a_cut_element_is_told() -> None:
    assert [False] == [whole for *_, whole in mkv.elements(b"\x7b\xa9\x88c012", 0, 7)]


# --- cels ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "raw", "name", "value"),
    [
        (2, b"Han Seo", "author", "Han Seo"),
        (379, b"EP07", "production", "EP07"),
        (426, b"RETAS", "software", "RETAS"),
        (2, "김란".encode(), "author", "김란"),
        (2, "Zoë".encode("latin-1"), "author", "Zoë"),
    ],
)
def test_a_field_of_the_extension_area(at: int, raw: bytes, name: str, value: str) -> None:
    data = bytearray(pictures.tga())
    start = 24 + at
    data[start : start + 40] = raw.ljust(40, b"\0")
    assert [value] == read(tga, bytes(data)).values(name)


def test_a_date_that_is_none_is_left_out() -> None:
    data = bytearray(pictures.tga())
    data[24 + 367 : 24 + 379] = bytes(12)
    assert [] == read(tga, bytes(data)).values("saved")


# --- sheets -------------------------------------------------------------------------------


def sheet(*tracks: object, field: int = 3) -> bytes:
    body = {"timeTables": [{"fields": [{"fieldId": field, "tracks": list(tracks)}]}]}
    return b"exchangeDigitalTimeSheet Save Data\n" + json.dumps(body).encode()


def track(*values: str) -> dict[str, object]:
    return {"trackNo": 0, "frames": [{"frame": 3, "data": [{"id": 0, "values": list(values)}]}]}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        (3, "돌아봐", True),
        (5, "PAN", True),
        (0, "PAN", False),
        (0, "작감 수정", True),
        (0, "12", False),
        (3, "12", False),
        (3, "SYMBOL_HYPHEN", False),
    ],
)
def test_words_are_told_from_numbers_and_signs(field: int, value: str, told: bool) -> None:  # noqa: FBT001 - parametrized
    assert told is (value in read(xdts, sheet(track(value), field=field)).texts("cell"))


def test_a_word_says_where_it_stands() -> None:
    (one,) = (p for p in read(xdts, sheet(track("돌아봐"))).passages if p.role == "cell")
    assert one.place.endswith("dialogue track 0 frame 3")


@pytest.mark.parametrize("odd", [None, 5, "text", [], {}, [[[]]], {"frames": None}])
def test_tracks_of_another_shape_are_walked(odd: object) -> None:
    assert not [note for note in read(xdts, sheet(odd)).notes if "Traceback" in note[1]]


# --- pictures -----------------------------------------------------------------------------


@pytest.mark.parametrize(("channels", "mode"), [(1, "L"), (2, "LA"), (3, "RGB"), (4, "RGBA")])
def test_pixels_of_every_depth_become_a_picture(channels: int, mode: str) -> None:
    image = pytest.importorskip("PIL.Image")
    pixels = bytes(range(6 * channels))
    drawn = image.open(io.BytesIO(png_bytes(pixels, 3, channels)))
    assert (mode, (3, 2), pixels) == (drawn.mode, drawn.size, drawn.tobytes())


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "HSV", "I", "F", "I;16"]
)
def test_pictures_of_every_mode_become_png(mode: str) -> None:
    image = pytest.importorskip("PIL.Image")
    drawn = image.open(io.BytesIO(png_of(image.new(mode, (3, 2)))))
    assert ("PNG", (3, 2)) == (drawn.format, drawn.size)

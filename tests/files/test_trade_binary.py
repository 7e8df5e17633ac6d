"""TVPaint, OpenToonz levels, Clip Studio, After Effects, Blender: what is special about each."""

from __future__ import annotations

import struct

import pytest

from celtrace.files import aep, blend, clip, pli, tlv, tnz, tpl, tvpp
from celtrace.files._lzo import Torn, unpacked
from celtrace.files._toonz import history, tags
from files.reading import read
from samples import files_drawings as made

# --- TVPaint ------------------------------------------------------------------------------


def test_each_save_names_user_machine_licence_and_time_in_clear() -> None:
    found = read(tvpp, made.tvpp())
    assert ["lan.wei", "han.seo"] == [
        one.value for one in found.traits if one.name == "user" and "History" in one.place
    ]
    assert ["ANIM-07", "CHECK-02"] == found.values("machine")
    assert ["2022:04:12 14:19:31", "2022:05:26 09:39:29"] == found.values("saved")
    assert "LICE-00000-TEST-A4" in found.values("lineage")


def test_a_line_of_history_of_another_shape_is_kept_as_it_is() -> None:
    data = made.tvp_pairs("3385553a", {"History-0": "something new 2031"})
    found = read(tvpp, bytes.fromhex("3384780e") + made._TVP + bytes(8) + data)
    assert ["something new 2031"] == found.texts("comment")
    assert [] == found.values("user")


def test_notes_of_clips_names_of_layers_and_paths_of_sounds() -> None:
    found = read(tvpp, made.tvpp())
    assert "그는 돌아선다" in found.texts("comment")
    assert ["genga A"] == found.texts("layer")
    assert ["C:/Users/lan.wei/audio/c012.wav"] == found.values("path")


def test_lengths_that_lie_end_a_block() -> None:
    broken = made.tvpp().replace(made.short("Author"), b"\xff\xff" + "Author".encode("utf-16-be"))
    assert "lan.wei" not in read(tvpp, broken).values("author")


# --- OpenToonz ----------------------------------------------------------------------------


def test_a_history_is_read_by_its_columns() -> None:
    rows = [("24 7월 17   20:33", "A-VERY-LONG-", "somebody with l", "1-3, 5a")]
    (one,) = history(made.history(*rows))
    assert rows[0] == (one.date, one.machine, one.user, one.frames)


def test_a_history_without_lines_gives_nothing() -> None:
    assert [] == list(history("| #    DATE:       Time:   MACHINE:    USER:           |"))
    assert [] == list(history(""))


@pytest.mark.parametrize(
    ("reader", "data"), [(tnz, made.tnz()), (pli, made.pli())], ids=["tnz", "pli"]
)
def test_scenes_and_levels_say_who_changed_what_where(reader: object, data: bytes) -> None:
    found = read(reader, data)  # type: ignore[arg-type]
    by_save = [one for one in found.traits if "history" in one.place]
    assert ["24 7月 17   20:33", "25 7月 17   09:05"] == [
        o.value for o in by_save if o.name == "saved"
    ]
    assert ["lan.wei", "han.seo"] == [o.value for o in by_save if o.name == "user"]
    assert ["ANIM-07", "CHECK-02"] == [o.value for o in by_save if o.name == "machine"]


def test_tags_are_walked_however_badly_they_are_closed() -> None:
    text = '<a x=\'1\'><b>"it\\\\s" </c></b><d y="A & B"/><e>5 6'
    found = list(tags(text))
    assert ["a", "b", "d", "e"] == [one.name for one in found]
    assert ("a",) == found[1].above
    assert "it\\s" == found[1].text
    assert {"y": "A & B"} == found[2].attributes
    assert "5 6" == found[3].text


def test_style_names_that_the_program_gives_by_itself_are_left_out() -> None:
    assert ["hair_shadow", "夜 night"] == read(tpl, made.tpl()).texts("name")


def test_the_oldest_vector_levels_have_no_creator() -> None:
    data = b"PLIM\5\5" + struct.pack("<IHBBB", 0, 1, 40, 1, 0) + bytes([22 | 0x40, 2, 1, 0]) + b"\0"
    found = read(pli, data)
    assert [] == found.values("software")
    assert ["drawings: 1"] == found.texts("name")
    assert [] == found.notes


def test_a_raster_drawing_shows_the_line_and_stands_upright() -> None:
    (drawn,) = read(tlv, made.tlv()).drawn
    assert ("drawing 1", 4, 4, 1) == (drawn.place, drawn.width, drawn.height, drawn.position)
    image = pytest.importorskip("PIL.Image")
    import io

    pixels = image.open(io.BytesIO(drawn.data))
    assert [0, 0, 0, 0] == [pixels.getpixel((3 - n, n)) for n in range(4)]
    assert 255 == pixels.getpixel((0, 0))


def test_a_torn_drawing_is_told_and_left_out() -> None:
    data = bytearray(made.tlv())
    data[76 + 36 + 12] = 0x20
    found = read(tlv, bytes(data))
    assert [] == found.drawn
    assert found.notes


# --- LZO ----------------------------------------------------------------------------------


def test_a_literal_run_is_unpacked() -> None:
    for size in (19, 100, 300, 5000):
        data = bytes(n % 251 for n in range(size))
        assert data == unpacked(made.lzo(data), size)


def test_a_match_that_overlaps_itself_repeats() -> None:
    packed = bytes([17 + 4]) + b"abcd" + bytes([0x20 | 10, 3 << 2, 0]) + b"\x11\0\0"
    assert b"abcd" * 4 == unpacked(packed, 16)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x15abcd",
        b"\x15abc",
        b"\x15abcd\x2a\xfc\xff\x11\0\0",
        b"\0\0\0\0",
        b"\xff" * 40,
    ],
)
def test_torn_bytes_are_told(packed: bytes) -> None:
    with pytest.raises(Torn):
        unpacked(packed, 64)


def test_more_than_was_asked_for_is_refused() -> None:
    with pytest.raises(Torn):
        unpacked(made.lzo(bytes(1000)), 999)


# --- Clip Studio --------------------------------------------------------------------------


def test_story_author_texts_and_preview_come_from_the_database() -> None:
    found = read(clip, made.clip())
    assert ["란웨이"] == found.values("author")
    assert ["푸른 왜가리"] == found.values("production")
    assert ["線画", "台詞", "돌아봐"] == found.texts("layer")
    assert [("whole", 2, 1)] == [(one.role, one.width, one.height) for one in found.drawn]
    assert "ChollimaPen" in found.values("font")


def test_a_database_is_found_where_lengths_are_wrong() -> None:
    data = made.clip().replace(struct.pack(">Q", 40), struct.pack(">Q", 1 << 40), 1)
    assert ["란웨이"] == read(clip, data).values("author")


def test_a_damaged_database_is_told() -> None:
    data = bytearray(made.clip())
    at = data.index(b"SQLite format 3") + 4096
    data[at : at + 2000] = b"\xff" * 2000
    assert read(clip, bytes(data)).notes


# --- After Effects ------------------------------------------------------------------------


def test_names_footage_server_font_and_saves() -> None:
    found = read(aep, made.aep())
    assert ["线画"] == found.texts("layer")
    assert ["c012_comp"] == found.texts("name")
    assert ["C:\\Users\\lan.wei\\c012\\A0001.tga", "C:\\Users\\lan.wei\\c011.psd"] == found.values(
        "path"
    )
    assert ["NAS-2"] == found.values("machine")
    assert ["ChollimaM"] == found.values("font")
    assert 2 == len(found.values("saved"))
    assert ["16.0x235"] == found.values("version")


def test_names_that_the_program_gives_to_effects_are_left_out() -> None:
    assert "ADBE Transform Group" not in read(aep, made.aep()).texts()


def test_lists_within_lists_end() -> None:
    deep = b""
    for _ in range(300):
        deep = made.riff(b"LIST", b"Item" + deep)
    body = b"Egg!" + deep
    assert [] == read(aep, b"RIFX" + made.long(body)).traits


# --- Blender ------------------------------------------------------------------------------


def test_scene_names_library_paths_and_the_thumbnail() -> None:
    found = read(blend, made.blend())
    assert ["Shot_c012"] == found.texts("name")
    assert ["pencil"] == found.texts("layer")
    assert ["C:\\Users\\lan.wei\\rigs\\hero.blend"] == found.values("path")
    assert [(2, 2)] == [(one.width, one.height) for one in found.drawn]


def test_a_packed_file_is_unpacked() -> None:
    import gzip

    data = gzip.compress(made.blend(), mtime=0)
    assert 0.9 < blend.sniff(data, "c012.blend")
    assert 0 == blend.sniff(data, "c012.tar.gz")
    assert ["Blender 2.93"] == read(blend, data).values("software")


def test_a_file_packed_as_blender_has_since_version_3_is_unpacked() -> None:
    """Several frames, as it writes them."""
    zstandard = pytest.importorskip("zstandard")
    whole = made.blend()
    half = len(whole) // 2
    data = b"".join(zstandard.compress(part) for part in (whole[:half], whole[half:]))
    assert 0.9 < blend.sniff(data, "c012.blend")
    assert 0 == blend.sniff(data, "c012.zst")
    found = read(blend, data)
    assert (["Blender 2.93"], ["Shot_c012"], []) == (
        found.values("software"), found.texts("name"), found.notes,
    )  # fmt: skip
    assert read(blend, data[:-30]).notes


@pytest.mark.parametrize(
    ("head", "version"),
    [(b"BLENDER_V249", "2.49"), (b"BLENDER-v402", "4.2"), (b"BLENDER17-01v0500", "5.0")],
)
def test_every_layout_of_the_header_is_known(head: bytes, version: str) -> None:
    assert [f"Blender {version}"] == read(blend, head + bytes(40)).values("software")

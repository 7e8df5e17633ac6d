"""Older and newer versions of formats, and several of everything in one file."""

from __future__ import annotations

import json
import struct

import pytest

from celtrace.files import aep, clip, edl, otio, pli, tlv, tnz, tpl, tvpp, xstage
from celtrace.files._toonz import tags
from files.reading import Read, read
from samples import files_drawings as made

# --- After Effects ------------------------------------------------------------------------


def project(*parts: bytes) -> bytes:
    body = b"Egg!" + b"".join(parts)
    return b"RIFX" + made.long(body)


def named(form: bytes, *names: str) -> bytes:
    """A list of this form with names in it."""
    return made.riff(b"LIST", form + b"".join(made.riff(b"Utf8", name.encode()) for name in names))


@pytest.mark.parametrize(
    ("bits", "version", "system"),
    [
        ("0b0006eb", "16.0x235", "Windows"),
        ("0b708e4a", "22.1x74", "Macintosh"),
        ("00000000", "", ""),
    ],
)
def test_the_version_is_unpacked_from_its_bits(bits: str, version: str, system: str) -> None:
    head = made.riff(b"head", bytes.fromhex("005d0004") + bytes.fromhex(bits) + bytes(12))
    found = read(aep, project(head))
    assert ([version] if version else []) == found.values("version")
    assert ([system] if system else []) == found.values("system")


@pytest.mark.parametrize(
    "name",
    [
        "ADBE Transform Group",
        "{00000000-0000-4000-8000-000000000000}",
        "javascript-1.0",
        "-_0_/-",
        "3.5",
        "7ee0ab59-822d-44cc-ac10-16279d041016",
    ],
)
def test_what_the_program_names_by_itself_is_left_out(name: str) -> None:
    assert [] == read(aep, project(named(b"Item", name))).texts()


@pytest.mark.parametrize(
    ("form", "role"), [(b"Layr", "layer"), (b"Item", "name"), (b"Sfdr", "name"), (b"sfnm", "name")]
)
def test_names_of_layers_are_told_from_other_names(form: bytes, role: str) -> None:
    assert ["线画 A"] == read(aep, project(named(form, "线画 A"))).texts(role)


def test_footage_of_older_versions_is_found_by_its_path() -> None:
    alias = made.riff(b"fnam", b"\0\0C:\\Users\\lan.wei\\bg.psd\0\0")
    found = read(aep, project(made.riff(b"LIST", b"Pin " + alias)))
    assert (["C:\\Users\\lan.wei\\bg.psd"], ["lan.wei"]) == (
        found.values("path"),
        found.values("user"),
    )


@pytest.mark.parametrize("told", [[], 5, None, {"fullpath": 7}, {"fullpath": ""}, "text"])
def test_footage_told_in_another_shape_is_passed_over(told: object) -> None:
    data = project(made.riff(b"alas", json.dumps(told).encode()))
    assert [] == read(aep, data).traits


def test_a_cut_project_says_so() -> None:
    data = project(named(b"Item", "c012"), named(b"Item", "c013"))
    found = read(aep, data[:-8])
    assert "c012" in found.texts("name")
    assert found.notes


# --- OpenToonz levels ---------------------------------------------------------------------


def level(version: int, *drawings: tuple[int, str]) -> bytes:
    """A raster level of that version whose drawings are all the same four pixels."""
    pixels = struct.pack("<4I", *(1 << 20 | tone for tone in (0, 255, 255, 0))) + bytes(16)
    packed = struct.pack("<III", 4, 2, 2) + made.lzo(pixels)
    body = struct.pack("<5Idd", 0, 0, 4, 2, len(packed), 72.0, 72.0) + packed
    head = f"TLV{version}B1a".encode()
    head += b"OpenToonz 1.7".ljust(40, b"\0") if version >= 14 else b""
    at = len(head) + 28
    table = b""
    for number, suffix in drawings:
        raw = suffix.encode()
        named_so = struct.pack("<I", len(raw)) + raw if version >= 15 else raw.ljust(1, b"\0")
        table += struct.pack("<I", number) + named_so + struct.pack("<II", at, len(body))
    end = at + len(body)
    return head + struct.pack("<6I", 16, 4, 2, len(drawings), end, 0) + b"LZO " + body + table


@pytest.mark.parametrize(
    ("version", "drawings", "names"),
    [
        (12, ((1, ""), (2, "")), ["drawing 1", "drawing 2"]),
        (13, ((1, "a"), (1, "b")), ["drawing 1a", "drawing 1b"]),
        (14, ((7, ""), (12, "c")), ["drawing 7", "drawing 12c"]),
        (15, ((1, "_rough"), (2, "_tie")), ["drawing 1_rough", "drawing 2_tie"]),
    ],
)
def test_drawings_of_every_version_are_drawn_with_their_names(
    version: int, drawings: tuple[tuple[int, str], ...], names: list[str]
) -> None:
    found = read(tlv, level(version, *drawings))
    assert names == [one.place for one in found.drawn]
    assert [1, 2] == [one.position for one in found.drawn]
    assert [f"TLV {version}"] == found.values("version")


@pytest.mark.parametrize("version", [10, 11])
def test_levels_without_lengths_in_their_table_say_so(version: int) -> None:
    found = read(tlv, level(version, (1, "")))
    assert [] == found.drawn
    assert found.notes


def test_a_packing_that_is_unknown_is_told() -> None:
    found = read(tlv, level(14, (1, "")).replace(b"LZO ", b"SNAP"))
    assert [] == found.drawn
    assert any("packing" in note[1] for note in found.notes)


@pytest.mark.parametrize(
    ("major", "minor", "creator"),
    [(5, 5, ""), (5, 7, ""), (5, 8, "Toonz 5"), (6, 5, "Toonz 6"), (71, 0, "OT")],
)
def test_the_header_of_every_vector_version(major: int, minor: int, creator: str) -> None:
    head = b"PLIM" + bytes([major, minor])
    if (major, minor) >= (5, 8):
        head += struct.pack("<H", len(creator)) + creator.encode()
    head += struct.pack("<IH", 0, 3)
    head += b"\x28" if (major, minor) < (5, 7) else b""
    head += b"\2" if (major, minor) >= (6, 5) else b""
    head += b"\1\0" + bytes([22 | 0x40, 2, 1, 0]) * 3 + b"\0"
    found = read(pli, head)
    assert ["drawings: 3"] == found.texts("name")
    assert ([creator] if creator else []) == found.values("software")
    assert [] == found.notes


@pytest.mark.parametrize("wide", [1, 2, 3])
def test_tags_of_every_length_are_stepped_over(wide: int) -> None:
    length = (300).to_bytes({1: 1, 2: 2, 3: 4}[wide], "little") if wide > 1 else b"\x80"
    size = int.from_bytes(length, "little")
    tag = bytes([20 | wide << 6]) + length + bytes(size)
    head = b"PLIM\x47\0\0\0" + struct.pack("<IH", 0, 1) + b"\2\1\0"
    data = head + tag + bytes([22 | 0x40, 2, 1, 0]) + b"\0"
    assert ["drawings: 1"] == read(pli, data).texts("name")


# --- scenes -------------------------------------------------------------------------------


def test_a_history_of_a_scene_has_no_drawings() -> None:
    head = "| #    DATE:       Time:   MACHINE:    USER:           |"
    line = f"| #{1:<4}{'24 Jul 17   20:33':<20}{'ANIM-07':<12}{'lan.wei':<15} |"
    data = f'<tnz version="71.0">\n<history>\n"{head}{line}"\n</history>\n</tnz>'.encode()
    found = read(tnz, data)
    assert (["24 Jul 17   20:33"], ["lan.wei"], ["ANIM-07"]) == tuple(
        found.values(name) for name in ("saved", "user", "machine")
    )


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ('"+drawings\\\\A..tif"', "+drawings\\A..tif"),
        ('"\\\\\\\\NAS-2\\\\c012\\\\A.tlv"', "\\\\NAS-2\\c012\\A.tlv"),
        ("/Users/lan.wei/A.pli", "/Users/lan.wei/A.pli"),
        ('"a &amp; b.tif"', "a & b.tif"),
    ],
)
def test_paths_of_levels_are_unquoted(written: str, path: str) -> None:
    data = f"<tnz><level><path>{written}</path></level></tnz>".encode()
    assert [path] == read(tnz, data).values("path")


@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("skin 3 1 2 3 255", "skin"),
        ("_1 skin shadow 3 1 2 3 255", "_1 skin shadow"),
        ("color_4 3 1 2 3 255", ""),
        ("_1 color 3 1 2 3 255", ""),
        ("color 3 1 2 3 255", ""),
        ("머리 3 1 2 3 255", "머리"),
    ],
)
def test_names_of_styles(style: str, name: str) -> None:
    data = f"<palette><version>71 0</version><styles><style>{style}</style></styles></palette>"
    assert ([name] if name else []) == read(tpl, data.encode()).texts("name")


def test_lines_of_tags_are_counted() -> None:
    assert [1, 2, 4] == [one.line for one in tags("<a>\n<b>\n\n<c/>")]


@pytest.mark.parametrize(
    "value", ["C:\\Users\\lan.wei\\a.tvg", "file:///Users/lan.wei/a.mov", "/home/lan.wei/a"]
)
def test_a_path_anywhere_in_a_scene_names_its_user(value: str) -> None:
    data = f'<project creator="harmony"><x><y val="{value}"/></x></project>'.encode()
    assert ["lan.wei"] == read(xstage, data).values("user")


# --- several of everything ----------------------------------------------------------------


def tvpaint(*blocks: bytes) -> Read:
    return read(tvpp, bytes.fromhex("3384780e") + made._TVP + bytes(8) + b"".join(blocks))


def test_every_clip_of_a_project_gives_its_words() -> None:
    clips = [
        made.tvp_pairs("3387e34a", {"Name": f"c01{n}", "Note": f"memo {n}"}) for n in (2, 3, 4)
    ]
    found = tvpaint(*clips)
    assert ["c012", "c013", "c014"] == found.texts("name")
    assert ["memo 2", "memo 3", "memo 4"] == found.texts("comment")


def test_every_layer_of_a_clip_is_named_once() -> None:
    chunks = b"".join(
        made.iff(b"LNAM", f"{name}\0".encode()) + made.iff(b"LNAW", f"{name}\0".encode())
        for name in ("genga", "douga", "修正")
    )
    body = b"FORM" + made.long(b"TVPP" + chunks)
    frame = bytes.fromhex("33871154") + made._TVP + struct.pack(">Q", len(body)) + body
    assert ["genga", "douga", "修正"] == tvpaint(frame).texts("layer")


@pytest.mark.parametrize(
    ("line", "user", "machine"),
    [
        ('O"clcrpyho" "GY-CP15" 2022:04:12 14:19:31 WVTN 0k083', ["pypeclub"], ["TL-PC15"]),
        ('0E"vYYvPvG" "VYYVPVG" 2020:10:09 13:45:29', ["iLLiCiT"], ["ILLICIT"]),
        ('"xvz" "" 2020:10:09 13:45:29 X', ["kim"], []),
    ],
)
def test_lines_as_real_projects_hold_them(line: str, user: list[str], machine: list[str]) -> None:
    found = tvpaint(made.tvp_pairs("3385553a", {"History-0": line[1:] if line[0] != '"' else line}))
    assert user == found.values("user")
    assert machine == found.values("machine")


def test_cuts_of_a_long_edit_are_all_named() -> None:
    events = "\n".join(
        f"{n:03}  R{n}  V  C  01:00:00:00 01:00:01:00 00:00:{n:02}:00 00:00:{n + 1:02}:00"
        for n in range(1, 50)
    )
    assert 49 == len(read(edl, f"TITLE: x\n{events}\n".encode()).values("cut"))


def test_clips_of_a_nested_timeline_are_all_named() -> None:
    tree: dict[str, object] = {"OTIO_SCHEMA": "Clip.1", "name": "deep"}
    for number in range(60):
        tree = {"OTIO_SCHEMA": "Stack.1", "name": f"level {number}", "children": [tree]}
    assert 61 == len(read(otio, json.dumps(tree).encode()).texts("name"))


def test_tables_that_hold_pixels_are_passed_over() -> None:
    assert "Offscreen" not in {one.place.split()[0] for one in read(clip, made.clip()).passages}

"""Projects of edit and animation: Animate, After Effects, Premiere, Final Cut 7, Maya, GIMP."""

from __future__ import annotations

import gzip
import io
import struct
import warnings
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from celtrace.files import aepx, fla, ma, prproj, xcf, xmeml
from celtrace.files._head import head_of
from celtrace.files._types import named
from celtrace.files._xml import begins_with
from files.reading import read
from samples import files_found as made

PATH = "D:\\Users\\lan.wei\\c012"


def label(data: bytes, name: str) -> tuple[str, bool]:
    found = named(head_of(io.BytesIO(data)), name)
    return found.format, found.certain


@pytest.mark.parametrize(
    ("reader", "data", "path"),
    [
        (fla, made.fla(), f"{PATH}.png"),
        (aepx, made.aepx(), f"{PATH}.psd"),
        (prproj, made.prproj(), f"{PATH}.mov"),
        (prproj, made.prproj_packed(), f"{PATH}.mov"),
        (xmeml, made.xmeml(), "file://localhost/D%3a/Users/lan.wei/c012.mov"),
        (ma, made.ma(), "D:/Users/lan.wei/배경.mb"),
    ],
)
def test_a_project_names_who_imported_from_where(
    reader: ModuleType, data: bytes, path: str
) -> None:
    found = read(reader, data)
    assert ([path], ["lan.wei"]) == (found.values("path"), found.values("user"))


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (made.fla(), "fla"),
        (made.aepx(), "aepx"),
        (made.prproj(), "prproj"),
        (made.prproj_packed(), "prproj"),
        (made.xmeml(), "xmeml"),
        (made.ma(), "ma"),
        (made.xcf(), "xcf"),
    ],
)
def test_a_project_is_named_by_its_content(data: bytes, format_: str) -> None:
    assert (format_, True) == label(data, "x.bin")


@pytest.mark.parametrize("reader", [fla, aepx, prproj, xmeml, ma, xcf])
def test_other_files_are_not_taken(reader: ModuleType) -> None:
    others = [
        made.fla(),
        made.aepx(),
        made.prproj(),
        made.xmeml(),
        made.ma(),
        made.xcf(),
        made.svg(),
    ]
    taken = [one for one in others if reader.sniff(head_of(io.BytesIO(one)), "x") > 0]
    assert 1 == len(taken)


# --- Animate ------------------------------------------------------------------------------


def test_animate_says_which_build_saved_it_where() -> None:
    found = read(fla, made.fla())
    assert "Adobe Flash Professional CS6" == found.values("software")[0]
    assert ["Saved by Adobe Flash Windows 12.0 build 481"] == found.values("version")
    assert ["Windows"] == found.values("system")


def test_animate_keeps_when_each_thing_was_imported_and_changed() -> None:
    found = read(fla, made.fla())
    assert ["2016-05-03T01:31:00Z"] == found.values("saved")
    assert ["2016-05-03T01:31:00Z"] == found.values("modified")


def test_layers_words_and_fonts_of_symbols_are_read() -> None:
    found = read(fla, made.fla())
    assert (["선화", "눈"], ["수정"]) == (found.texts("layer"), found.texts("body"))
    assert ["PyongYangBatang"] == found.values("font")


@pytest.mark.parametrize("seconds", ["99999999999999", "-5", "x", "", "0"])
def test_a_time_that_is_none_is_left_out(seconds: str) -> None:
    data = made.container(
        {"DOMDocument.xml": f'<DOMDocument><a lastModified="{seconds}"/></DOMDocument>'}
    )
    assert [] == read(fla, data).values("modified")


def test_a_document_without_its_packet_is_read() -> None:
    data = made.container({"DOMDocument.xml": '<DOMDocument creatorInfo="x"/>'})
    found = read(fla, data)
    assert (["x"], []) == (found.values("software"), found.notes)


def repeated(*parts: tuple[str, str]) -> bytes:
    """A container in which names may come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, text in parts:
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def test_symbols_of_one_name_are_each_read_once() -> None:
    def symbol(name: str) -> tuple[str, str]:
        return "LIBRARY/a.xml", f'<DOMSymbolItem name="{name}"/>'

    data = repeated(("DOMDocument.xml", "<a/>"), symbol("one"), symbol("two"), symbol("three"))
    assert ["one", "two", "three"] == read(fla, data).texts("name")


def test_a_document_whose_members_share_their_bytes_is_refused() -> None:
    data = bytearray(
        repeated(("DOMDocument.xml", '<a creatorInfo="x"/>'), ("LIBRARY/a.xml", "<b/>"))
    )
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    found = read(fla, bytes(data))
    assert "share the same packed bytes" in found.notes[0][1]
    assert [] == found.traits


# --- After Effects ------------------------------------------------------------------------


def test_footage_on_a_share_names_its_machine() -> None:
    assert ["HERON-2"] == read(aepx, made.aepx()).values("machine")


def test_the_packet_that_stands_as_text_is_read() -> None:
    found = read(aepx, made.aepx())
    assert ["Lan Wei"] == found.values("author")
    assert [510] == [one.offset for one in found.traits if one.name == "created"]
    assert ["c012 합성"] == found.texts("name")


# --- Premiere and Final Cut ---------------------------------------------------------------


def test_premiere_gives_its_builds_and_each_name_once() -> None:
    found = read(prproj, made.prproj())
    assert ["9.2.0x41 - 2016"] == found.values("software")
    assert ["c012.mov", "5화"] == found.texts("name")
    assert ["0f1e"] == found.values("lineage")


def test_a_packed_project_says_what_the_plain_one_says() -> None:
    plain, packed = read(prproj, made.prproj()), read(prproj, made.prproj_packed())
    assert [one.value for one in plain.traits] == [one.value for one in packed.traits]


def test_a_packed_project_that_is_cut_gives_what_stands_before() -> None:
    data = made.prproj_packed()
    found = read(prproj, data[: len(data) * 2 // 3])
    assert found.traits
    assert "not well-formed" in found.notes[0][1]


def test_a_bomb_in_a_packed_project_ends() -> None:
    data = gzip.compress(made.prproj()[:200] + b" " * (64 << 20))
    assert read(prproj, data).notes


def test_other_packed_files_are_no_projects() -> None:
    assert "gzip" == label(gzip.compress(b"cut 12"), "x.prproj")[0]


def test_notes_of_clips_are_read_and_flags_are_not() -> None:
    found = read(xmeml, made.xmeml())
    assert ["선 수정", "급함"] == found.texts("comment")
    assert ["0f1e2d"] == found.values("lineage")


@pytest.mark.parametrize("start", ["", "<!-- x -->", "\ufeff", "<!DOCTYPE xmeml>\n"])
def test_final_cut_is_named_behind_comments_and_types(start: str) -> None:
    data = f"{start}<xmeml version='5'><sequence/></xmeml>".encode()
    assert ("xmeml", True) == label(data, "ep05.xml")


@pytest.mark.parametrize(
    "start", [b"<!-- x -->" * 40, b" " * 8000, b"<?xml ?>" * 400, b"\xef\xbb\xbf" + b"\n" * 4000]
)
@pytest.mark.parametrize("reader", [aepx, prproj, xmeml])
def test_much_before_the_first_element_is_passed_over_at_once(
    reader: ModuleType, start: bytes
) -> None:
    assert 0.0 == reader.sniff(start + b"<other>", "x.xml")


@pytest.mark.parametrize(
    ("head", "taken"),
    [
        (b'<?xml version="1.0"?>\n<!-- a --><!-- > b -->\n<!DOCTYPE xmeml>\n<xmeml>', True),
        (b" \xef\xbb\xbf <xmeml\tversion='5'>", True),
        (b"<xmeml2>", False),
        (b"<xmeml", False),
        (b"<!-- <xmeml> -->", False),
        (b"<!-- <xmeml>", False),
        (b"", False),
    ],
)
def test_the_first_element_is_told_by_its_whole_name(head: bytes, *, taken: bool) -> None:
    assert taken == begins_with(head, b"xmeml")


@pytest.mark.parametrize("reader", [aepx, prproj, xmeml])
def test_an_entity_ends_the_reading(reader: ModuleType) -> None:
    root = {aepx: "AfterEffectsProject", prproj: "PremiereData", xmeml: "xmeml"}[reader]
    data = f'<!DOCTYPE {root} [<!ENTITY a "b">]><{root}><name>&a;</name></{root}>'.encode()
    found = read(reader, data)
    assert "refused" in found.notes[0][1]
    assert [] == found.texts()


# --- Maya ---------------------------------------------------------------------------------


def test_maya_gives_the_code_page_of_its_machine_and_reads_by_it() -> None:
    found = read(ma, made.ma())
    assert ([], ["education"]) == (found.values("language"), found.texts("comment"))
    assert ["Maya ASCII 2016 scene"] == found.values("software")[:1]
    assert ["머리"] == found.texts("name")
    system = ["code page 949", "Microsoft Windows 7 Ultimate Edition, 64-bit"]
    assert (system, []) == (found.values("system"), found.values("version"))
    assert ["Tue, May 03, 2016 10:01:00 AM"] == found.values("saved")


@pytest.mark.parametrize("page", ["UTF-8", "65001", "nothing"])
def test_a_code_page_that_is_not_known_is_guessed(page: str) -> None:
    data = f'//Maya ASCII 2016 scene\n//Codeset: {page}\nfileInfo "product" "마야";\n'.encode()
    assert ["마야"] == read(ma, data).values("software")[1:]


def test_a_scene_that_breaks_off_says_so() -> None:
    found = read(ma, made.ma()[:200])
    assert "cut" in found.notes[0][1]
    assert [] == read(ma, made.ma()).notes


# --- GIMP ---------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [1, 3, 4, 10, 11, 14])
def test_layers_are_read_whatever_the_width_of_places(version: int) -> None:
    found = read(xcf, made.xcf(version))
    assert ["선화", "글", "수정"] == found.texts("layer")
    assert [f"v{version:03}"] == found.values("version")
    assert [] == found.notes


def test_gimp_gives_comment_tags_and_paths() -> None:
    found = read(xcf, made.xcf())
    assert (["컷 12"], ["kim"]) == (found.texts("comment"), found.values("author"))
    assert (["GIMP 2.10"], ["kim"]) == (found.values("software"), found.values("user"))


def test_a_packet_and_exif_in_parasites_are_read(shared_data: Path) -> None:
    path = shared_data / "files/exiftool__exiftool/t/images/GIMP.xcf"
    found = read(xcf, path.read_bytes())
    assert ["Phil Harvey", "Phil Harvey"] == found.values("author")
    assert ["Background"] == found.texts("layer")


def test_a_step_of_the_history_is_read_by_the_last_part_of_its_name() -> None:
    found = read(xcf, made.xcf())
    saved = [(one.value, one.offset) for one in found.traits if one.name == "saved"]
    assert [("2016-05-03T10:01:00+08:30", 510)] == saved


@pytest.mark.parametrize("reader", [ma, xcf])
def test_a_file_beyond_the_limit_is_not_called_cut(reader: ModuleType) -> None:
    data = made.ma() if reader is ma else made.xcf()
    found = read(reader, data, most=200)
    assert [("", "it is larger than 200 bytes", "the first 200 were read")] == found.notes


def test_a_layer_that_is_listed_again_and_again_is_read_once() -> None:
    layer = struct.pack(">IIII", 4, 2, 1, 2) + b"a\0" + struct.pack(">II", 9, 0) * 9_000 + bytes(8)
    head = b"gimp xcf v003\0" + struct.pack(">III", 4, 2, 0) + bytes(8)
    at = len(head) + 4 * 10_000
    data = head + struct.pack(">I", at) * 9_999 + bytes(4) + layer
    found = read(xcf, data)
    assert (["a"], []) == (found.texts("layer"), found.notes)


def test_properties_that_layers_share_are_read_once() -> None:
    """Layers that begin one after another in one list of properties, words at its end."""
    head = b"gimp xcf v003\0" + struct.pack(">III", 4, 2, 0) + bytes(8)
    first = len(head) + 4 * 501
    places = struct.pack(">500I", *range(first - 8, first - 8 + 8 * 500, 8)) + bytes(4)
    words = b'(text "a")gimp-text-layer'
    shared = struct.pack(">II", 9, 0) * 600 + struct.pack(">II", 21, len(words)) + words + bytes(8)
    found = read(xcf, head + places + shared)
    assert (["a"], []) == (found.texts("layer"), found.notes)


def test_a_layer_beyond_all_places_is_a_cut() -> None:
    head = b"gimp xcf v011\0" + struct.pack(">III", 4, 2, 0) + bytes(12)
    assert "cut" in read(xcf, head + b"\xff" * 16).notes[0][1]


@pytest.mark.parametrize("length", [9, 14, 26, 30, 60, 200])
def test_a_picture_that_is_cut_says_so(length: int) -> None:
    assert "cut" in read(xcf, made.xcf()[:length]).notes[0][1]

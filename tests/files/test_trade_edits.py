"""Harmony, edits, exposure sheets and Hangul documents: what is special about each."""

from __future__ import annotations

import json
import struct

import pytest

from celtrace.files import _hwp_distributed, aaf, edl, fcpxml, hwp, otio, tdts, xdts, xstage
from celtrace.files._compound import properties
from celtrace.records import Head
from files.reading import read
from samples import files_drawings, files_edits
from samples.compound import compound

# --- Toon Boom Harmony --------------------------------------------------------------------


def test_a_scene_says_which_build_wrote_it() -> None:
    found = read(xstage, files_drawings.xstage())
    assert ["21.0.3 build 18334", "2103"] == found.values("version")
    assert found.values("software")[0].endswith("2022-04-14 02:31:36")
    assert ["主角_A", "hero_A"] == found.texts("layer")


def test_a_render_path_names_its_user() -> None:
    assert ["lan.wei"] == read(xstage, files_drawings.xstage()).values("user")


def test_a_scene_of_a_server_names_environment_job_and_user() -> None:
    data = files_drawings.xstage().replace(
        b"<options>", b'<options><origin environment="Heron" job="EP05" user="han.seo"/>'
    )
    found = read(xstage, data)
    assert ["Heron", "EP05"] == found.values("production")
    assert "han.seo" in found.values("user")


def test_a_comment_before_the_declaration_is_no_obstacle() -> None:
    data = b"<!-- moved by hand -->\n" + files_drawings.xstage()
    assert 0.9 < xstage.sniff(data, "x")
    assert ["主角_A", "hero_A"] == read(xstage, data).texts("layer")


def test_other_projects_in_xml_are_not_claimed() -> None:
    ant = b'<?xml version="1.0"?><project name="build" default="all"><target name="all"/></project>'
    assert 0 == xstage.sniff(ant, "build.xml")
    assert 0.5 > xstage.sniff(ant, "build.xstage")


# --- edits --------------------------------------------------------------------------------


def test_an_edit_names_clips_reels_media_and_remarks() -> None:
    found = read(edl, files_edits.edl())
    assert ["EP05_LINE_TEST"] == found.values("title")
    assert ["R5_C012"] == found.values("cut")
    assert ["NAS-2"] == found.values("machine")
    assert ["c012_genga_v3"] == found.texts("name")
    assert "a remark without a key" in found.texts("comment")


def test_an_edit_in_a_korean_code_page_is_read_and_says_so() -> None:
    text = files_edits.edl().decode().replace("c012_genga_v3", "제5화 원화 수정본 확인 요청")
    found = read(edl, text.replace("线条太粗", "선이 너무 굵다").encode("cp949"))
    (name,) = (one for one in found.passages if one.role == "name")
    assert ("제5화 원화 수정본 확인 요청", "cp949") == (name.text, name.encoding)


@pytest.mark.parametrize(
    "text", [b"TITLE: a poem\nof two lines\n", b"001 is the number\n", b"FCM: x\n", b"a,b\n1,2\n"]
)
def test_text_that_only_looks_like_an_edit_is_not_certain(text: bytes) -> None:
    assert 0 == edl.sniff(text, "notes.txt")
    assert 0.9 > edl.sniff(text, "notes.edl")


def test_a_timeline_gives_clips_media_markers_and_metadata() -> None:
    found = read(otio, files_edits.otio())
    assert ["EP05_animatic", "tracks", "V1", "c012", "retake"] == found.texts("name")
    assert ["lan.wei"] == found.values("user")
    assert ["線が太い"] == found.texts("comment")
    assert ["Lan Wei"] == found.values("author")


def test_a_cut_timeline_gives_the_names_before_the_cut() -> None:
    data = files_edits.otio()
    found = read(otio, data[: data.index(b'"markers"')])
    assert "c012" in found.texts("name")
    assert found.notes


def test_json_without_the_schema_is_not_claimed() -> None:
    assert 0 == otio.sniff(b'{"name": "x"}', "x.otio")
    assert 0 == otio.sniff(b'["OTIO_SCHEMA"]', "x.otio")


def test_times_of_final_cut_carry_their_zone() -> None:
    found = read(fcpxml, files_edits.fcpxml())
    times = {one.name: (one.offset, one.zone_from) for one in found.traits if one.time}
    assert {"captured": (510, "stated"), "modified": (510, "stated")} == times
    assert ["lan.wei"] == found.values("user")
    assert ["Nach Retake prüfen", "too fast slow down"] == found.texts("comment")


def test_a_cut_project_of_final_cut_gives_what_is_there() -> None:
    data = files_edits.fcpxml()
    found = read(fcpxml, data[: data.index(b"<sequence>")])
    assert ["line test"] == found.values("title")
    assert found.notes


def test_an_avid_edit_names_its_maker_clips_and_media() -> None:
    found = read(aaf, files_edits.aaf())
    assert ["Avid Media Composer 18.5"] == found.values("software")
    assert ["AAFSDK (Win32)"] == found.values("system")
    assert ["c012.Exported.01"] == found.texts("name")
    assert ["NAS-2"] == found.values("machine")
    assert "2018-07-23 02:26:29" in found.values("created")


def test_other_compound_files_are_not_claimed() -> None:
    data = compound({"WordDocument": b"x"})
    assert 0 == aaf.sniff(Head.of(data, ("WordDocument",)), "a.doc")
    assert 0.5 > aaf.sniff(Head.of(data, ("WordDocument",)), "a.aaf")
    assert 0 == hwp.sniff(Head.of(data, ("WordDocument",)), "a.doc")


# --- exposure sheets ----------------------------------------------------------------------


def test_a_sheet_gives_cut_columns_dialogue_and_camera_work() -> None:
    found = read(xdts, files_edits.xdts())
    assert ["12", "5"] == found.values("cut")
    assert ["A", "B", "S1"] == found.texts("layer")
    assert ["작감 수정", "돌아봐!", "PAN →"] == found.texts("cell")


def test_numbers_and_signs_of_cells_are_no_words() -> None:
    assert not {"1", "SYMBOL_NULL_CELL"} & set(read(xdts, files_edits.xdts()).texts())


def test_the_longer_header_names_operator_episode_and_memo() -> None:
    found = read(tdts, files_edits.tdts())
    assert ["Lan Wei"] == found.values("author")
    assert ["05"] == found.values("production")
    assert ["ゆっくり振り向く", "背景に注意"] == found.texts("comment")


def test_a_sheet_of_unforeseen_shape_is_walked() -> None:
    body = {
        "timeTables": [{"fields": [{"fieldId": "x", "tracks": [[["deep"]], 5, None]}]}],
        "header": [],
    }
    data = b"exchangeDigitalTimeSheet Save Data\n" + json.dumps(body).encode()
    assert [] == read(xdts, data).texts("cell") or ["deep"] == read(xdts, data).texts("cell")


@pytest.mark.parametrize("rest", [b"", b"\n", b"\n{", b"\n[1,2", b"\n" + b"[" * 50_000])
def test_a_sheet_without_its_body_is_told(rest: bytes) -> None:
    assert read(xdts, b"exchangeDigitalTimeSheet Save Data" + rest).notes


# --- Hangul Word Processor ----------------------------------------------------------------


def test_the_zone_follows_from_the_date_in_words() -> None:
    found = read(hwp, files_edits.hwp())
    (created,) = (one for one in found.traits if one.name == "created")
    assert (510, "text_against_utc") == (created.offset, created.zone_from)
    assert "2016-03-01 09:12:44+00:00" == str(created.time)


def test_author_last_editor_program_and_system() -> None:
    found = read(hwp, files_edits.hwp())
    assert ["김란"] == found.values("author")
    assert ["han.seo"] == found.values("last_editor")
    assert ["WIN32LEWindows_7"] == found.values("system")
    assert ["천리마체"] == found.values("font")


def test_text_fonts_and_files_inside_come_out_of_packed_streams() -> None:
    found = read(hwp, files_edits.hwp())
    assert ["c012 선을 부드럽게 하시오\t끝"] == found.texts("body")
    assert [b"BIN0001.bmp"] == [one.name for one in found.children]


def test_a_document_under_a_password_says_so_and_gives_its_preview() -> None:
    found = read(hwp, files_edits.hwp(3))
    [(_, why, _)] = found.notes
    assert why.startswith("it is under a password, and how is described nowhere: open it in Hangul")
    assert ["c012 선을 부드럽게 하시오"] == [text.rstrip("\0") for text in found.texts("body")]


def test_a_document_that_is_locked_for_distribution_is_read() -> None:
    found = read(hwp, files_edits.hwp(5))
    assert ["c012 선을 부드럽게 하시오\t끝"] == found.texts("body")
    assert [] == found.notes


@pytest.mark.parametrize("seed", [0, 1, 15, 0xFFFFFFFF, 0x1234ABCD])
def test_the_key_of_a_distributed_document_is_found_under_every_seed(seed: int) -> None:
    section = bytes(range(64))
    assert section == _hwp_distributed.opened(files_edits.distributed(section, seed))


@pytest.mark.parametrize("cut", [0, 3, 100, 259])
def test_a_distributed_section_without_its_key_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="key"):
        _hwp_distributed.opened(files_edits.distributed(b"x" * 32)[:cut])


def test_controls_in_a_paragraph_are_stepped_over() -> None:
    control = "\x0b" + "\x20\x21" * 3 + "\x0b"
    body = f"앞{control}뒤\r".encode("utf-16-le")
    assert "앞뒤" == hwp.paragraph(body)


def test_records_longer_than_four_thousand_bytes_have_their_length_behind() -> None:
    long = struct.pack("<II", 67 | 0xFFF << 20, 5000) + bytes(5000)
    assert [(67, 5000)] == [(tag, len(body)) for tag, body in hwp.records(long)]


def test_properties_that_count_letters_do_not_run_into_the_next() -> None:
    data = files_edits.hwp_summary({4: "김란", 8: "han.seo"})
    assert ["김란", "han.seo"] == [one.value for one in properties(data)]


@pytest.mark.parametrize("cut", [0, 20, 48, 60, 90])
def test_cut_property_sets_end_quietly(cut: int) -> None:
    data = files_edits.hwp_summary({4: "김란", 8: "han.seo"})[:cut]
    assert all(isinstance(one.number, int) for one in properties(data))

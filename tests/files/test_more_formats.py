"""Hangul's XML form, side-cars, GIF, BMP and MXF: what they say, cut and odd ones too."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from celtrace.files import bmp, gif, hwpx, mxf, xmp
from celtrace.files._head import head_of
from celtrace.files._types import named
from celtrace.records import Head
from files.reading import Read, read
from samples import files_more as made
from samples.files_drawings import XMP


def stamps(found: Read, name: str) -> list[tuple[datetime | None, int | None, str]]:
    return [(one.time, one.offset, one.zone_from) for one in found.traits if one.name == name]


def head(data: bytes) -> Head:
    return head_of(io.BytesIO(data))


# --- HWPX ---------------------------------------------------------------------------------


def test_hwpx_says_who_with_what_and_on_which_system() -> None:
    found = read(hwpx, made.hwpx())
    assert (["kim"], ["pak"]) == (found.values("author"), found.values("last_editor"))
    assert ["WIN32LEWindows_7"] == found.values("system")
    assert ["청봉체", "함초롬바탕"] == found.values("font")
    assert ["5.0.5.0"] == found.values("version")


def test_hwpx_gives_the_zone_by_its_date_in_words() -> None:
    """UTC+08:30 was the time of one country only."""
    found = read(hwpx, made.hwpx())
    when = datetime(2016, 5, 3, 1, 31, tzinfo=UTC)
    assert [(when, 510, "text_against_utc")] == stamps(found, "created")
    assert [made.WORDS] == found.values("created")


@pytest.mark.parametrize(
    ("words", "offset"),
    [
        ("2016년 5월 3일 화요일 오전 10:31:00", 540),
        ("Tuesday, May 3, 2016 9:31:00 AM", 480),
        ("2014년 1월 1일 수요일 오전 10:31:00", None),
        ("not a date", None),
        ("", None),
    ],
)
def test_hwpx_gives_no_zone_that_its_words_do_not_give(words: str, offset: int | None) -> None:
    [(_, found, _)] = stamps(read(hwpx, made.hwpx(words)), "created")
    assert offset == found


def test_hwpx_gives_every_paragraph_once() -> None:
    [text] = read(hwpx, made.hwpx()).texts("body")
    assert "컷 12의 선을 다시 그릴것\n색 지정" == text


def test_hwpx_gives_files_inside_and_the_preview() -> None:
    found = read(hwpx, made.hwpx())
    assert [b"BinData/image1.png"] == [one.name for one in found.children]
    assert ["배경"] == found.texts("comment")


def test_hwpx_under_a_password_says_so_and_gives_its_preview() -> None:
    found = read(hwpx, made.hwpx(locked=True))
    assert ["컷 12"] == found.texts("body")
    assert any("under a password" in reason for _, reason, _ in found.notes)


def test_hwpx_without_sections_gives_its_preview() -> None:
    data = made.hwpx(Contents__section0=b"")
    broken = data.replace(b"section0.xml", b"sectionX.xml")
    assert ["컷 12"] == read(hwpx, broken).texts("body")


def test_hwpx_sections_come_in_the_order_of_their_numbers() -> None:
    section = "<s xmlns:hp='p'><hp:p><hp:run><hp:t>{}</hp:t></hp:run></hp:p></s>"
    more = {f"Contents__section{n}.xml": section.format(n).encode() for n in (10, 2)}
    assert ["2", "10"] == read(hwpx, made.hwpx(**more)).texts("body")[1:]


# --- side-car -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        XMP, XMP.partition(b"?>")[2].lstrip(), b"\xef\xbb\xbf" + XMP,
        b"<?xml version='1.0'?>\n" + XMP.partition(b"?>")[2],
    ],
)  # fmt: skip
def test_a_side_car_is_known_by_its_packet(data: bytes) -> None:
    found = named(head(data), "c012.xmp")
    assert ("xmp", True) == (found.format, found.certain)
    assert ["Lan Wei"] == read(xmp, data).values("author")


@pytest.mark.parametrize("data", [b"<svg>" + XMP, b"%PDF-1.4\n" + XMP, b"<html></html>"])
def test_a_packet_inside_something_else_is_no_side_car(data: bytes) -> None:
    assert 0.0 == xmp.sniff(head(data), "c012.xmp")


# --- GIF ----------------------------------------------------------------------------------


def test_gif_gives_comments_in_their_encoding_and_its_packet() -> None:
    found = read(gif, made.gif())
    [comment] = [one for one in found.passages if one.text.startswith("컷")]
    assert ("컷 12의 선을 다시 그려 주십시오", "comment") == (comment.text, comment.role)
    assert ["Lan Wei"] == found.values("author")
    assert "RETASHD" in found.values("software")
    assert [] == found.notes
    assert [("whole", 2, 1)] == [(one.role, one.width, one.height) for one in found.drawn]


def test_gif_with_a_long_comment_is_read_over_its_blocks() -> None:
    text = b"cut 12 " * 200
    [comment] = read(gif, made.gif(text, b"")).texts("comment")
    assert text.decode().strip() == comment


@pytest.mark.parametrize("length", [6, 12, 20, 60, 300])
def test_gif_that_is_cut_says_so(length: int) -> None:
    assert any("cut" in why or "block" in why for _, why, _ in read(gif, made.gif()[:length]).notes)


def test_gif_with_rubbish_behind_a_block_says_where() -> None:
    data = made.gif(b"x", b"").replace(b"\x21\xf9", b"\x99\xf9")
    assert any("there is no block" in why for _, why, _ in read(gif, data).notes)


# --- BMP ----------------------------------------------------------------------------------


def test_bmp_gives_the_path_of_its_profile_and_the_user_in_it() -> None:
    found = read(bmp, made.bmp())
    assert [r"C:\Users\kim\colour\studio.icc"] == found.values("path")
    assert ["kim"] == found.values("user")


def test_bmp_without_a_profile_says_nothing() -> None:
    found = read(bmp, made.bmp("", 40))
    assert ([], []) == (found.traits, found.notes)
    assert [(1, 1)] == [(one.width, one.height) for one in found.drawn]


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (made.bmp(), True), (made.bmp("", 40), True),
        (b"BM" + bytes(60), False), (b"BMW is a car, and this is a text about it", False),
        (made.bmp()[:26] + b"\x02\x00" + made.bmp()[28:], False),
    ],
)  # fmt: skip
def test_two_letters_alone_make_no_bmp(data: bytes, sure: bool) -> None:  # noqa: FBT001
    assert sure == (bmp.sniff(head(data), "x") >= 0.9)


# --- MXF ----------------------------------------------------------------------------------


def test_mxf_says_who_wrote_it_with_what_and_when() -> None:
    found = read(mxf, made.mxf())
    assert (["Heron Post"], ["Conform 7.1"]) == (
        found.values("organisation"), found.values("software"),
    )  # fmt: skip
    assert [(datetime(2016, 5, 3, 1, 31, tzinfo=UTC), None, "")] == stamps(found, "saved")
    assert ["EP05_master", "V1 第5话"] == found.texts("name")
    assert (["file:///C:/Users/kim/ep05/c012.mov"], ["kim"]) == (
        found.values("path"), found.values("user"),
    )  # fmt: skip


def test_mxf_passes_over_material() -> None:
    essence = made.klv(bytes.fromhex("060e2b34010201010d01030115010500"), bytes(5_000_000))
    found = read(
        mxf, made.mxf(essence=essence, last=made.metadata(0x3B, {0x4802: made.wide("A1")}))
    )
    assert "A1" in found.texts("name")
    assert [] == found.notes


@pytest.mark.parametrize("run_in", [b"", b"RIFF" + bytes(600)])
def test_mxf_may_have_a_run_in(run_in: bytes) -> None:
    data = run_in + made.mxf()
    assert "mxf" == named(head(data), "ep05.mxf").format
    assert ["Heron Post"] == read(mxf, data).values("organisation")


def test_mxf_that_is_cut_says_where() -> None:
    whole = made.mxf()
    for length in range(16, len(whole), 7):
        found = read(mxf, whole[:length])
        assert found.anything()
    assert any("cut" in why for _, why, _ in read(mxf, whole[:-5]).notes)


@pytest.mark.parametrize("raw", [b"", b"\0" * 8, made.moment(2016, 13, 1, 0, 0, 0), b"\xff" * 3])
def test_mxf_times_that_no_calendar_has_are_left_out(raw: bytes) -> None:
    data = made.mxf(more=made.metadata(0x36, {0x4404: raw}))
    assert [] == read(mxf, data).values("modified")


def test_mxf_with_endless_parts_is_ended() -> None:
    empty = made.klv(bytes.fromhex("060e2b34010201010d01030115010500"), b"")
    found = read(mxf, made.mxf(many=empty * 21_000))
    assert any("more than 20,000 parts" in why for _, why, _ in found.notes)

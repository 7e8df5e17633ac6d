"""Rich text: groups, code pages, letters beyond them, and what is cut off."""

from __future__ import annotations

import pytest

from celtrace.files import rtf
from files.reading import Read, read


def said(body: str, head: str = r"\ansi\ansicpg1252") -> Read:
    return read(rtf, ("{\\rtf1" + head + " " + body + "}").encode("latin-1"), "a.rtf")


def words(body: str, head: str = r"\ansi\ansicpg1252") -> str:
    return "".join(said(body, head).texts()).strip()


def hexed(text: str, page: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(page))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (949, "다시 그릴것"),
        (936, "请重画"),
        (932, "線をきれいに"),
        (950, "請重畫"),
        (1251, "рисунок"),
    ],
)
def test_bytes_are_read_in_the_code_page_of_the_document(page: int, text: str) -> None:
    assert text == words(hexed(text, f"cp{page}"), f"\\ansi\\ansicpg{page}")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\u51109?", "장"),
        (r"\u-14427?", "장"),
        (r"\uc0\u51109 x", "장x"),
        (r"\uc2\u51109\'c0\'e5x", "장x"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"a\par b\line c\tab d", "a\nb\nc\td"),
        (r"\{x\}\\", "{x}\\"),
        (r"one\~two\emdash", "one\u00a0two—"),
        (r"{\b bold}{\i it}", "boldit"),
        (r"a{\*\generator Riched20;}b", "ab"),
        (r"a{\pict\wmetafile8 0102030405}b", "ab"),
        (r"a{\stylesheet{\s0 Normal;}}b", "ab"),
        (r"{\field{\*\fldinst HYPERLINK}{\fldrslt here}}", "here"),
    ],
)
def test_words_are_those_a_reader_would_see(body: str, text: str) -> None:
    assert text == words(body)


@pytest.mark.parametrize(
    ("group", "name", "value"),
    [
        (r"{\info{\author kim}}", "author", "kim"),
        (r"{\info{\operator pak}}", "last_editor", "pak"),
        (r"{\info{\*\company Grey Heron}}", "organisation", "Grey Heron"),
        (r"{\info{\title " + hexed("수정", "cp949") + "}}", "title", "수정"),
        (r"{\*\template C:\\Users\\kim\\a.dot}", "template", "C:\\Users\\kim\\a.dot"),
        (r"{\*\generator Msftedit 5.41.21.2510;}", "software", "Msftedit 5.41.21.2510"),
        (r"{\info{\revtim\yr2017\mo6\dy1\hr9\min5}}", "modified", "2017-06-01 09:05:00"),
        (r"{\fonttbl{\f0 Batang;}{\f1 SimSun;}}", "font", "Batang"),
    ],
)
def test_groups_of_information_are_facts(group: str, name: str, value: str) -> None:
    assert value in said(group, r"\ansi\ansicpg949").values(name)


def test_a_font_names_its_code_page_for_its_own_name() -> None:
    body = r"{\fonttbl{\f0\fcharset129 " + hexed("바탕", "cp949") + ";}}"
    assert ["바탕"] == said(body).values("font")


def test_times_state_no_zone() -> None:
    [one] = [t for t in said(r"{\info{\creatim\yr2017\mo6\dy1}}").traits if t.name == "created"]
    assert (None, None, "") == (one.time, one.offset, one.zone_from)


def test_what_is_cut_off_is_read_until_there() -> None:
    found = read(rtf, rb"{\rtf1 one {\b two", "a.rtf")
    assert "one two" == "".join(found.texts()).strip()
    assert "cut off" in found.notes[0][1]


@pytest.mark.parametrize("body", ["{" * 5_000, "}" * 50, r"\u", r"\'zz", "\\", r"\bin99999 x"])
def test_what_makes_no_sense_is_survived(body: str) -> None:
    read(rtf, b"{\\rtf1 " + body.encode(), "a.rtf")


def test_an_unknown_code_page_does_not_matter() -> None:
    assert "plain" == words("plain", r"\ansi\ansicpg99999")

"""Web pages: words as they are shown, facts of the head, encodings, damage."""

from __future__ import annotations

import pytest

from celtrace.files import html
from celtrace.files._page import words_of
from files.reading import read


def page(body: str = "", head: str = "", encoding: str = "utf-8") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("a<b>b</b>c<br/>d", ["abc", "d"]),
        ("<ul><li>1<li>2</ul>", ["1", "2"]),
        ("x<script>var y = '<p>z</p>'</script>w", ["x", "w"]),
        ("<style>p{}</style>컷&nbsp;12", ["컷 12"]),
        ("<svg><text>no</text></svg>yes", ["yes"]),
        ("<p>cut", ["cut"]),
        ("</p></div>late", ["late"]),
        ("a &lt;b&gt; &#54620;", ["a <b> 한"]),
    ],
)
def test_words_stand_in_lines_as_they_are_shown(body: str, lines: list[str]) -> None:
    assert lines == "\n".join(read(html, page(body)).texts("body")).split("\n")


@pytest.mark.parametrize(
    ("mark", "name", "value"),
    [
        ('<meta name="Author" content="kim">', "author", "kim"),
        ('<meta name="generator" content="WPS 文字">', "software", "WPS 文字"),
        ('<meta itemprop="datePublished" content="2016-05-03">', "published", "2016-05-03"),
        ('<meta http-equiv="Content-Language" content="zh-CN">', "language", "zh-CN"),
        ("<!--<o:LastAuthor>R&amp;D</o:LastAuthor>-->", "last_editor", "R&D"),
        ("<!--<xml><o:Template>a.dot</o:Template></xml>-->", "template", "a.dot"),
        ('<link href="file:///C:/Users/lee/a.css">', "user", "lee"),
        ('<link href="file:///C:/Users/lee/a.css">', "path", "file:///C:/Users/lee/a.css"),
    ],
)
def test_the_head_says_who_and_with_what(mark: str, name: str, value: str) -> None:
    assert [value] == read(html, page(head=mark)).values(name)


@pytest.mark.parametrize("zone", [("+08:30", 510), ("+09:00", 540), ("Z", None)])
def test_a_time_has_the_zone_that_is_written_out(zone: tuple[str, int | None]) -> None:
    mark = f'<meta property="article:modified_time" content="2016-05-03T10:00:00{zone[0]}">'
    [found] = read(html, page(head=mark)).traits
    assert ("modified", zone[1]) == (found.name, found.offset)


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("gb2312", "gb18030"), ("GBK", "gb18030"), ("euc-kr", "cp949"), ("shift_jis", "cp932"),
        ("utf-8", "utf-8"), ("big5", "cp950"),
    ],
)  # fmt: skip
def test_pages_are_read_in_the_encoding_that_they_name(stated: str, encoding: str) -> None:
    text = "カット" if encoding == "cp932" else "컷" if encoding == "cp949" else "修正"
    data = page(text * 20, f'<meta charset="{stated}">', encoding)
    found = read(html, data)
    assert [text * 20] == found.texts("body")
    assert {""} == {one.encoding for one in found.passages}


@pytest.mark.parametrize("stated", ["utf-8", "no-such-code", "ascii"])
def test_a_wrong_name_of_the_encoding_is_not_believed(stated: str) -> None:
    text = "이 컷은 팔을 더 높이 들고 입모양을 수정해 주세요"
    found = read(html, page(text, f"<meta charset={stated}>", "cp949"))
    assert ([text], "cp949") == (found.texts("body"), found.passages[0].encoding) or (
        stated == "ascii" and text not in found.texts("body")
    )


def test_a_long_page_comes_in_parts_that_say_where_they_stand() -> None:
    lines = [f"<p>컷 {number:05} 수정해 주세요" for number in range(6_000)]
    found = read(html, page("\n".join(lines)))
    assert 3 < len(found.passages) < 6
    assert 6_000 == sum(len(text.split("\n")) for text in found.texts())
    assert found.passages[0].place.startswith("lines 1-")


def test_the_address_that_a_page_was_saved_from_is_kept() -> None:
    data = b"<!DOCTYPE html>\n<!-- saved from url=(0014)about:internet --><html><p>x"
    assert ["saved from about:internet"] == read(html, data).texts("comment")


@pytest.mark.parametrize("bad", ["<!-- never ends", "<![x", "<a b='", "<" * 5_000, "<p " * 9_000])
def test_marks_that_make_no_sense_are_survived(bad: str) -> None:
    found = read(html, page(f"<p>before</p>{bad}"))
    assert "before" in "\n".join(found.texts("body"))


def test_words_of_a_part_of_a_mail_are_those_of_a_page() -> None:
    assert "hello\nworld" == words_of("<div>hello<div>world<style>x</style></div>")

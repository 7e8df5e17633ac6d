"""Text comes with its encoding, in parts of whole lines."""

from __future__ import annotations

import pytest

from celtrace.files import txt
from celtrace.files.txt import PART
from files.reading import blob, read


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("第五话 线条太粗，请重新画一下\n", "gb18030"),
        ("다섯번째 화의 선을 다시 그려 주십시오\n", "cp949"),
        ("このカットの線をきれいにしてください\n", "cp932"),
        ("plain and simple\n", "utf-8"),
        ("\ufeff제5화\n", "utf-16"),
    ],
)
def test_the_encoding_stands_with_the_text(text: str, encoding: str) -> None:
    found = read(txt, (text * 3).encode(encoding), "a.txt")
    assert {encoding} == {one.encoding for one in found.passages}
    assert (text * 3).replace("\ufeff", "") == "".join(found.texts()).replace("\ufeff", "")


def test_a_long_text_comes_in_parts_of_whole_lines() -> None:
    line = "0123456789" * 10 + "\n"
    found = read(txt, (line * (PART // 50)).encode(), "a.txt")
    assert len(found.passages) > 1
    assert all(one.text.endswith("\n") for one in found.passages)
    assert "lines 1-" in found.passages[0].place


def test_a_single_line_without_end_is_read_whole() -> None:
    found = read(txt, b"x" * 100_000, "a.txt")
    assert "x" * 100_000 == "".join(found.texts())


def test_bytes_that_fit_no_encoding_are_shown_and_noted() -> None:
    found = read(txt, "수정 ".encode() * 30 + b"\xff\xfe", "a.txt")
    assert "\\xff" in found.texts()[0]
    assert found.notes


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_lines(ending: str) -> None:
    found = read(txt, ending.join(["one", "two", "three"]).encode(), "a.txt")
    assert ["one\ntwo\nthree"] == found.texts()
    assert "lines 1-3" == found.passages[0].place


@pytest.mark.parametrize("data", [b"", b"\n", b"   \r\n\t"])
def test_blank_text_gives_no_passage(data: bytes) -> None:
    assert [] == read(txt, data, "a.txt").passages


@pytest.mark.parametrize(("start", "encoding"), [(b"\xef\xbb\xbf", "utf-8-sig"), (b"", "utf-8")])
def test_a_mark_at_the_beginning_is_no_letter(start: bytes, encoding: str) -> None:
    found = read(txt, start + "수정\n".encode(), "a.txt")
    assert ("수정\n", encoding) == (found.texts()[0], found.passages[0].encoding)


def test_the_stream_stays_open_for_whoever_reads_next() -> None:
    given = blob(b"hello\n", "a.txt")
    list(txt.read(given, lambda *_: None))
    given.stream.seek(0)
    assert b"hello\n" == given.stream.read()

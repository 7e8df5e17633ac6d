"""The language of passages as files are read."""

from __future__ import annotations

from celtrace.cases.found.looking import Task, _Collected
from celtrace.records import FileType, TextPassage
from detect.file_scenes import digest, passage, seen


def spoken(*passages: TextPassage) -> list[TextPassage]:
    out = _Collected(Task(digest("a.psd"), "a.psd", 10, "/nowhere", "/nowhere"))
    for one in passages:
        out.take(one)
    type_ = FileType(seen=seen("a.psd", "whole file", ""), file=digest("a.psd"), format="psd")
    return list(out.done(type_).passages)


def test_each_passage_gets_the_language_of_its_letters() -> None:
    given = [passage("a.psd", text, f"layer {n}") for n, text in enumerate(("눈을", "这里", "abc"))]
    found = spoken(*given)
    assert ["ko", "zh", ""] == [one.language for one in found]
    assert [one.id for one in given] == [one.id for one in found]


def test_shared_words_take_the_language_of_the_file() -> None:
    given = (passage("a.psd", "修正", "1"), passage("a.psd", "この線を直す", "2"))
    assert ["ja", "ja"] == [one.language for one in spoken(*given)]
    assert ["zh or ja"] == [one.language for one in spoken(given[0])]


def test_a_language_that_the_reader_gave_stays() -> None:
    assert ["ja"] == [one.language for one in spoken(passage("a.psd", "这里", language="ja"))]

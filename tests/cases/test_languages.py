"""The language of passages as files are read."""

from __future__ import annotations

from celtrace.cases.languages import languages
from celtrace.cases.looking import Looked
from celtrace.records import FileType, TextPassage
from detect.file_scenes import digest, passage, seen


def looked(*passages: TextPassage) -> Looked:
    type_ = FileType(seen=seen("a.psd", "whole file", ""), file=digest("a.psd"), format="psd")
    return Looked(digest("a.psd"), type_, passages=passages)


def test_each_passage_gets_the_language_of_its_letters() -> None:
    given = [passage("a.psd", text, f"layer {n}") for n, text in enumerate(("눈을", "这里", "abc"))]
    found = list(languages(looked(*given)))
    assert ["ko", "zh"] == [one.language for one in found]
    assert [one.id for one in given[:2]] == [one.id for one in found]


def test_shared_words_take_the_language_of_the_file() -> None:
    given = (passage("a.psd", "修正", "1"), passage("a.psd", "この線を直す", "2"))
    assert ["ja", "ja"] == [one.language for one in languages(looked(*given))]
    assert ["zh or ja"] == [one.language for one in languages(looked(given[0]))]


def test_a_language_that_the_reader_gave_stays() -> None:
    assert [] == list(languages(looked(passage("a.psd", "这里", language="ja"))))

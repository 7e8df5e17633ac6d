"""Marks beside spelling: background that moves nothing."""

from __future__ import annotations

import pytest

from celtrace.findings import Category, Group
from detect.file_scenes import NORTH, delivered, file, notes, passage, server
from detect.scenes import TODAY, found, lot, only, party, run
from judged import judge

AT = (server(), file("server/n.psd"))


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("주체111년 3월", "", "주체111년 (Juche year)"),
        ("눈을 더 크게", "kps9566", "the code KPS 9566"),
        ("눈을 더 크게", "kps9566_2011", "the code KPS 9566"),
        ("\uf113\uf114\uf115동지", "", "characters for the leaders' names"),
    ],
)
def test_each_mark_is_named(text: str, encoding: str, said: str) -> None:
    one = only("text_marks", *AT, passage("n.psd", text, encoding=encoding))
    assert said in one.sentence
    assert (Category.CONTEXT, Group.BACKGROUND) == (one.strength, type(one).group)
    assert "found:f1" == one.subject


@pytest.mark.parametrize("text", ["2022년 3월", "icon \uf113", "주체사상", "련습을 다시"])
def test_spelling_icons_and_dates_are_no_marks(text: str) -> None:
    assert () == found("text_marks", *AT, passage("n.psd", text, encoding="cp949"))


def test_northern_spelling_is_kept_apart() -> None:
    assert () == found("text_marks", *AT, *notes("n.psd", NORTH))


def test_many_texts_of_one_place_are_one_finding() -> None:
    many = [passage("n.psd", f"주체{year}년", f"layer {year}") for year in range(100, 112)]
    one = only("text_marks", *AT, *many)
    assert 12 == one.values["texts"]
    assert "and 6 more" in one.sentence


def test_it_moves_no_tier() -> None:
    around = (party("v"), lot("l1", "v"), delivered("v"), file("in/n.psd"))
    records = (*around, passage("n.psd", "주체111년", encoding="kps9566"))
    judged = judge(run(*records).findings, *records, as_of=TODAY)
    assert 0 == max(subject.tier for subject in judged.subjects)

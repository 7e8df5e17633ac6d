"""A note beside its translation."""

from __future__ import annotations

from itertools import permutations

import pytest

from celtrace.findings import Category
from celtrace.records import Text
from detect.file_scenes import delivered, file, note, notes, passage, seen, server
from detect.scenes import TODAY, found, only, party, run
from judged import judge

AT = (server(), file("server/n.psd"))
SAID = {
    "zh": "C-112 眼睛的线条再大一点", "ko": "C-112 눈을 더 크게", "ja": "C-112 目の線を直す 眼",
    "en": "C-112 bigger eye please",
}  # fmt: skip


def test_both_quotes_and_the_reasons_are_in_the_sentence() -> None:
    one = only("relay_translation", *AT, *notes("n.psd", (SAID["zh"], SAID["ko"])))
    assert SAID["zh"] in one.sentence
    assert SAID["ko"] in one.sentence
    assert "the same numbers" in one.sentence
    assert 2 == len(one.evidence)


def test_one_finding_for_a_file_however_many_pairs() -> None:
    texts = ("C-1 修改眼睛", "C-1 눈을 수정", "C-2 修改头", "C-2 머리를 수정")
    assert 2 == only("relay_translation", *AT, *notes("n.psd", texts)).values["count"]


def test_notes_in_a_picture_are_paired_by_their_boxes() -> None:
    both = (note("n.psd", SAID["zh"], (9, 9, 200, 30)), note("n.psd", SAID["ko"], (9, 44, 210, 30)))
    assert "one below the other" in only("relay_translation", *AT, *both).sentence


def test_names_of_layers_are_not_instructions() -> None:
    named = [passage("n.psd", text, role="name") for text in (SAID["zh"], SAID["ko"])]
    assert () == found("relay_translation", *AT, *named)


def test_a_stated_translation_is_shown_as_stated() -> None:
    first = Text(seen=seen("d", "1", "a"), id="a", of="party:v", language="zh", text="请重画")
    second = Text(
        seen=seen("d", "2", "b"), id="b", of="party:v", language="ko", text="다시 그려 주세요",
        translation_of="a",
    )  # fmt: skip
    one = only("relay_translation", party("v"), first, second)
    assert ("party:v", "as a person stated") == (one.subject, one.values["because_of"])
    assert () == found("relay_translation", party("v"), first)


@pytest.mark.parametrize("pair", list(permutations(sorted(SAID), 2)), ids="-".join)
def test_r9_the_rule_is_the_same_for_every_two_languages_and_moves_no_tier(
    pair: tuple[str, str],
) -> None:
    around = (party("v"), delivered("v"), file("in/n.psd"))
    records = (*around, *notes("n.psd", (SAID[pair[0]], SAID[pair[1]])))
    one = only("relay_translation", *records)
    assert (Category.CONTEXT, ()) == (one.strength, one.acted)
    judged = judge(run(*records).findings, *records, as_of=TODAY)
    assert 0 == max(subject.tier for subject in judged.subjects)

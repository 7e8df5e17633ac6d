"""R7: the table of words, and that no sentence accuses anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.findings import Category
from celtrace.weigh.tiers import Tally, weigh
from celtrace.weigh.words import likelihoods, word
from judged import finding

S, T, C = Category.SUPPORTING, Category.STRONG, Category.CONCLUSIVE


@pytest.mark.parametrize(
    ("strengths", "expected"),
    [
        ([C], "almost certain"),
        ([C, S, T], "almost certain"),
        ([T, T], "very likely"),
        ([T], "likely"),
        ([T, S, S], "likely"),
        ([S, S, S], "roughly even chance"),
        ([S, S], "unlikely"),
        ([S], "very unlikely"),
    ],
)
def test_the_table_of_words(strengths: list[Category], expected: str) -> None:
    assert expected == word(strengths)


def test_supporting_findings_alone_never_pass_an_even_chance() -> None:
    assert "roughly even chance" == word([S] * 8)


@pytest.mark.parametrize(
    ("strengths", "level"),
    [
        ({"money": "conclusive"}, "high"),
        ({"money": "strong", "device": "supporting"}, "moderate"),
        ({"money": "strong"}, "low"),
        ({"money": "supporting", "device": "supporting"}, "low"),
    ],
)
def test_confidence_follows_the_number_of_groups(strengths: dict[str, str], level: str) -> None:
    found = [weigh(finding("party:v", group, strength)) for group, strength in strengths.items()]
    [line] = likelihoods(found)
    assert f"is {level}: it rests on" in line.confidence


def test_each_hypothesis_is_judged_by_its_own_findings() -> None:
    found = [
        weigh(finding("party:v", "money", "strong", hypothesis="H2")),
        weigh(finding("party:v", "device", hypothesis="H5")),
    ]
    assert [("H2", "likely"), ("H5", "very unlikely")] == [
        (line.hypothesis, line.word) for line in likelihoods(found)
    ]


@given(st.lists(st.sampled_from(["H1", "H2", "H3", "H4", "H5", "H6"]), min_size=1, max_size=6))
def test_no_sentence_accuses(hypotheses: list[str]) -> None:
    for line in likelihoods([weigh(finding("party:v", hypothesis=h)) for h in hypotheses]):
        said = f"{line.text} {line.confidence} {line.base_rate}".casefold()
        assert not {w for w in ("guilt", "north korean", "cleared", "risk score") if w in said}


def test_a_tally_gives_back_what_was_added() -> None:
    one, two = weigh(finding("party:v", "money")), weigh(finding("party:v", "device", "strong"))
    tally = Tally([one, two])
    tally.add(two, -1)
    assert Tally([one]).groups() == tally.groups()

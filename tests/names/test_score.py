from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names.score import Sums, bound, logit, odds_of, score
from celtrace.names.weight import LEGAL, most_information, weight, weight_alone


def pair(matched: float, lost: float = 0.0, worst: float = 1.0, pairs: int = 2) -> Sums:
    return Sums(matched, lost, matched, worst, pairs)


def test_more_that_agrees_scores_more() -> None:
    assert logit(pair(14), 0, 0) > logit(pair(6), 0, 0)


def test_words_left_on_both_sides_contradict() -> None:
    assert logit(pair(12), 5, 5) < logit(pair(12), 0, 5)


def test_words_left_on_one_side_take_something_off() -> None:
    assert logit(pair(12), 0, 6) < logit(pair(12), 0, 0)


def test_unlike_words_take_something_off() -> None:
    assert logit(pair(11, 1, 0.8), 0, 0) < logit(pair(12), 0, 0)


@given(st.floats(0.01, 0.99))
def test_a_score_and_its_odds_are_each_others_inverse(value: float) -> None:
    assert score(odds_of(value), 0.0) == pytest.approx(value)


@given(st.floats(-100, 100))
def test_a_score_lies_between_nothing_and_one(odds: float) -> None:
    assert 0 <= score(odds, 0.0) <= 1


def test_a_rare_word_weighs_more_than_a_frequent_one() -> None:
    assert weight("tikriti", 2, 50_000) > weight("tikriti", 2_000, 50_000)


def test_a_short_list_does_not_make_names_common() -> None:
    assert weight("tikriti", 1, 3) == weight("tikriti", 1, 30_000)


@pytest.mark.parametrize(
    ("rare", "common"), [("kinoatis", "garcia"), ("abdbasir", "#llc"), ("%myuNcul", "%kim")]
)
def test_what_very_many_bear_tells_little(rare: str, common: str) -> None:
    assert most_information(rare) > most_information(common)


def test_a_legal_form_hardly_counts() -> None:
    assert weight_alone("#llc") == LEGAL


@given(st.floats(0, 60), st.floats(0, 60), st.floats(0, 60))
def test_a_bound_is_the_odds_of_words_that_match_in_full(
    most: float, left: float, right: float
) -> None:
    assert logit(Sums(most, 0.0, most, 1.0, 2), left, right) == bound(most, left, right)


@given(st.floats(1, 20), st.floats(0, 20))
def test_a_score_does_not_fall_when_the_odds_rise(odds: float, more: float) -> None:
    assert score(odds, 0.0) <= score(odds + more, 0.0)

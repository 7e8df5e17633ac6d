"""Texts under two names: exchanged words and numbers hide nothing, a form joins nobody."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.papers.phrases import COMMON, LEAST, SHARE, phrases, shared


def letters(seed: int, length: int = 220) -> str:
    draw = random.Random(seed)  # noqa: S311 - invented words
    return " ".join("".join(draw.choices("abcdefghijklmnop", k=6)) for _ in range(length))


def changed(given: str, share: float, seed: int = 5) -> str:
    draw = random.Random(seed)  # noqa: S311 - invented words
    return " ".join("anders" if draw.random() < share else one for one in given.split())


def pairs(*texts: str) -> list[tuple[int, int]]:
    return [(one.one, one.other) for one in shared(texts)]


@pytest.mark.parametrize("share", [0.0, 0.05, 0.15])
def test_a_text_with_some_words_exchanged_is_found(share: float) -> None:
    one = letters(1)
    assert [(0, 2)] == pairs(one, letters(2), changed(one, share))


def test_other_texts_share_nothing() -> None:
    assert [] == pairs(*(letters(n) for n in range(40)))


def test_numbers_count_as_one_word() -> None:
    assert phrases("born 12 May 1990 in Utopia") == phrases("born 3 May 1971 in Utopia")


def test_case_width_and_marks_change_nothing() -> None:
    assert phrases("Key Animator, Studio A") == phrases("key  animator ＳＴＵＤＩＯ a!")


@pytest.mark.parametrize(
    "given",
    ["我在动画公司担任原画师五年负责分镜和线稿清理工作", "私は東京のスタジオで原画を担当しました"],
    ids=["chinese", "japanese"],
)
def test_scripts_without_spaces_have_phrases_too(given: str) -> None:
    assert len(phrases(given)) > 8
    assert all(len(one) == 5 for one in phrases(given))


def test_a_form_that_many_fill_in_joins_nobody() -> None:
    form = letters(99, 120)
    assert [] == pairs(*(f"{form} {letters(n)}" for n in range(12)))


def test_a_short_text_is_not_enough() -> None:
    one = letters(1, LEAST)
    assert [] == pairs(one, one)


def test_the_counts_are_of_the_shorter_text() -> None:
    one = letters(1, 60)
    (found,) = shared([one, f"{one} {letters(2, 20)}"])
    assert (58, 58) == (found.same, found.of)


@pytest.mark.parametrize("given", ["", "one", "1 2 3", "...", "\n\n"])
def test_next_to_nothing_has_few_phrases(given: str) -> None:
    assert len(phrases(given)) <= 1
    assert [] == pairs(given, given)


# --- held against counting by hand ---------------------------------------------------------------


def by_hand(texts: list[str]) -> set[tuple[int, int, int]]:
    """Pairs and what they share, by comparing every text with every other."""
    sets = [set(phrases(text)) for text in texts]
    holders = {one: sum(one in other for other in sets) for every in sets for one in every}
    rare = [{one for one in every if holders[one] <= COMMON} for every in sets]
    found = set()
    for j in range(len(texts)):
        for i in range(j):
            same, of = len(rare[i] & rare[j]), min(len(rare[i]), len(rare[j]))
            if same >= LEAST and same >= SHARE * of:
                found.add((i, j, same))
    return found


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(20, 60), st.floats(0, 0.4)), max_size=9))
def test_all_pairs_are_those_found_by_hand(drawn: list[tuple[int, int, float]]) -> None:
    texts = [
        changed(letters(seed, length), share, n) for n, (seed, length, share) in enumerate(drawn)
    ]
    assert by_hand(texts) == {(one.one, one.other, one.same) for one in shared(texts)}


@given(st.text(max_size=200))
def test_any_text_has_phrases_each_once(text: str) -> None:
    found = phrases(text)
    assert len(found) == len(set(found))
    assert all(one == one.casefold() for one in found)


@given(st.lists(st.text(max_size=80), max_size=6))
def test_no_texts_raise(texts: list[str]) -> None:
    assert all(one.one < one.other for one in shared(texts))


def test_the_order_of_texts_changes_only_their_places() -> None:
    texts = [letters(1), letters(2), changed(letters(1), 0.1)]
    (one,) = shared(texts)
    (other,) = shared(texts[::-1])
    assert (one.same, one.of) == (other.same, other.of)


@pytest.mark.parametrize("number", [2, COMMON, COMMON + 1])
def test_a_text_that_more_than_a_few_have_is_a_template(number: int) -> None:
    expected = number * (number - 1) // 2 if number <= COMMON else 0
    assert expected == len(shared([letters(1)] * number))


def test_a_letter_inside_a_longer_text_is_found() -> None:
    letter = letters(1, 60)
    assert [(0, 1)] == pairs(letter, f"{letters(2, 200)} {letter} {letters(3, 200)}")


def test_exchanged_names_numbers_and_dates_hide_nothing() -> None:
    """What is exchanged in practice: the name, the telephone, the years."""
    body = letters(1, 80)
    one = f"Ada Muster, +81 3 1234, 2015-2019. {body}"
    other = f"Ben Other, +84 9 99, 2011-2014. {body}"
    assert [(0, 1)] == pairs(one, other)

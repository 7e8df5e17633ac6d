from __future__ import annotations

import pytest

from celtrace.names.arabic import sounded, words
from celtrace.names.latin import bones, skeleton
from celtrace.names.vocabulary import unvowelled


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمود", "mahmoud"),
        ("بهارستان", "baharestan"),
        ("حسين", "husayn"),
        ("پرواز", "parvaz"),
        ("شیراز", "shiraz"),
    ],
)
def test_a_word_and_its_spelling_have_the_same_consonants(arabic: str, latin: str) -> None:
    assert bones(sounded(arabic)) == skeleton(latin)


@pytest.mark.parametrize(
    ("text", "n"), [("عبد الرحمن", 1), ("حبیب الله", 1), ("خالد بن محمد", 2), ("سيف الدين", 1)]
)
def test_joins_and_particles(text: str, n: int) -> None:
    assert len(words(text)) == n


def test_long_vowels_tell_names_of_the_same_consonants_apart() -> None:
    assert unvowelled(sounded("محمود"), "mahmud") > unvowelled(sounded("محمود"), "muhamad")

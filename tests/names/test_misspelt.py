"""Words of the trade with a slip of the pen."""

from __future__ import annotations

import pytest

from celtrace.names.compare import compare, token_alike
from celtrace.names.index import Named, NameIndex
from celtrace.names.lexicon import lexicon
from celtrace.names.misspelt import meanings, spelled
from celtrace.names.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("studoi", "@studio"),
        ("stdio", "@studio"),
        ("flim", "@film"),
        ("animtion", "@animation"),
        ("animatoin", "@animation"),
        ("tradng", "@trade"),
        ("corpration", "#co"),
        ("compnay", "#co"),
        ("limtied", "#ltd"),
        ("internatonl", "@international"),
    ],
)
def test_a_slip_leads_to_the_meaning_of_the_word(word: str, concept: str) -> None:
    assert [concept] == list(meanings(word))


@pytest.mark.parametrize(
    "word",
    ["studio", "studios", "tradex", "trader", "grade", "film", "fill", "sek", "a", "kim", "udio"],
)
def test_another_word_or_the_word_itself_has_no_slip(word: str) -> None:
    assert {} == meanings(word)


def test_every_swap_of_two_letters_inside_a_long_word_is_understood() -> None:
    word = "animation"
    swapped = [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in range(1, len(word) - 1)
        if word[at] != word[at + 1]
    ]
    assert ["@animation"] * len(swapped) == [next(iter(meanings(one)), "") for one in swapped]


def test_the_spellings_of_a_concept_are_its_own() -> None:
    assert "studio" in spelled("@studio")
    assert all(lexicon("latin").phrases[word,] == ("@studio",) for word in spelled("@studio"))
    assert () == spelled("@nothing")


def test_an_index_and_two_names_beside_each_other_agree_on_slips() -> None:
    words = ["@studio", "@film", "@animation", "studoi", "stdio", "flim", "animtion", "nosotek"]
    known = Vocabulary.build(words)
    for first in words:
        near = {known.words[at]: value for at, value in known.near(first).items()}
        assert {
            other: token_alike(first, other) for other in words if token_alike(first, other)
        } == near


NAMES = ("SEK Studio", "Korea April 26 Animation Studio", "Nosotek Joint Venture Company")


@pytest.mark.parametrize("query", ["SEK STUDOI", "SEK Stdio", "STUDOI SEK"])
def test_a_studio_is_found_under_a_misspelt_trade_word(query: str) -> None:
    index = NameIndex.build(Named(name, name, "entity") for name in NAMES)
    hits = index.search(query, form="entity")
    assert ["SEK Studio"] == [hit.name for hit in hits][:1]
    assert any("compared with studio" in step for step in hits[0].steps)


def test_a_listed_name_that_is_itself_misspelt_is_found() -> None:
    index = NameIndex.build([Named("x", "Pyongyang Animtion Studoi", "entity")])
    assert ["x"] == [hit.key for hit in index.search("평양 만화영화촬영소", form="entity")]
    assert ["x"] == [hit.key for hit in index.search("Pyongyang Animation Studio", form="entity")]


def test_a_slip_costs_something_and_another_word_more() -> None:
    exact, slip, other = (
        compare(name, "SEK Studio", "entity").score
        for name in ("SEK Studio", "SEK Studoi", "SEK Sardine")
    )
    assert exact > slip > 0.7 > other

from __future__ import annotations

import pytest

from celtrace.names import tables
from celtrace.names.lexicon import lexicon, segmented


@pytest.mark.parametrize(
    "name",
    [
        "gloss.csv",
        "legal_forms.yaml",
        "persons.yaml",
        "numbers.yaml",
        "hanja.tsv",
        "han.yaml",
        "korean_surnames.yaml",
        "common.txt",
        "places.txt",
        "score.yaml",
        "pair_score.yaml",
    ],
)
def test_every_table_says_where_it_comes_from_and_when(name: str) -> None:
    head = "\n".join(line for line in tables.text(name).splitlines()[:6] if line.startswith("#"))
    assert "20" in head
    assert len(head) > 60


def test_a_hanja_is_read_in_northern_spelling() -> None:
    assert tables.hanja()["李"] == "리"
    assert tables.hanja()["铁"] == tables.hanja()["鐵"] == "철"


@pytest.mark.parametrize("script", ["latin", "hang", "hani", "cyrl", "arab"])
def test_every_script_knows_the_trade_words(script: str) -> None:
    meant = {concept for found in lexicon(script).phrases.values() for concept in found}
    assert {"@animation", "@trade", "@film", "@children"} <= meant


def test_the_longest_word_is_taken() -> None:
    assert [piece for piece, _ in segmented("무역총회사", "hang", 2)] == [
        "@trade",
        "@general",
        "#co",
    ]

from __future__ import annotations

import pytest

from celtrace.names.lexicon import arabic_plain, glossed, lexicon, segmented, stem_of


@pytest.mark.parametrize(
    ("text", "script", "tokens"),
    [
        ("import and export co ltd", "latin", ["@import", "and", "@export", "#ltd"]),
        ("april 26", "latin", ["4", "26"]),
        ("may 1st factory", "latin", ["5", "1", "@factory"]),
        ("obshchestvo s ogranichennoi otvetstvennostyu vesna", "latin", ["#llc", "vesna"]),
        ("акционерное общество весна", "cyrl", ["#jsc", "весна"]),
        ("российского завода", "cyrl", ["@russian", "@factory"]),
        ("شرکت نفت", "arab", ["#co", "@oil"]),
    ],
)
def test_known_words_become_concepts(text: str, script: str, tokens: list[str]) -> None:
    assert tokens == glossed(tuple(text.split()), script)


def test_a_month_without_a_day_is_a_word() -> None:
    assert glossed(("april", "films"), "latin") == ["april", "@film"]


def test_a_short_form_counts_at_the_ends_only() -> None:
    assert "#jsc" in glossed(("ao", "vesna", "trade", "house"), "latin")
    assert "#jsc" not in glossed(("vesna", "trade", "ao", "house", "east"), "latin")


def test_an_inflected_word_is_known_by_its_stem() -> None:
    assert stem_of("промышленностью", lexicon("cyrl")) == ("@industry",)


@pytest.mark.parametrize(
    ("text", "script", "pieces"),
    [
        ("조선남강무역회사", "hang", ["@korean", "남강", "@trade", "#co"]),
        ("电子科技有限公司", "hani", ["@electronics", "@technology", "#ltd"]),
        ("動漫制作株式会社", "hani", ["@animation", "@production", "#jsc"]),
    ],
)
def test_a_text_without_spaces_is_cut_at_known_words(
    text: str, script: str, pieces: list[str]
) -> None:
    assert pieces == [piece for piece, _ in segmented(text, script, 2)]


def test_persian_and_arabic_letters_are_one() -> None:
    assert arabic_plain("شركة ي") == arabic_plain("شرکه ی")

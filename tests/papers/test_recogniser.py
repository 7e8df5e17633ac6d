"""A recogniser that can only say what a zone can hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from celtrace.papers import recogniser
from celtrace.papers.bands import Grey
from celtrace.papers.recogniser import ALPHABET, LETTERS, model_folder, net_reads, second_opinion
from papers.pages import grey

WORDS = ("UTOPIA", "X1234567", "ADA<MARIA")
SECOND = pytest.mark.skipif(
    second_opinion() is None, reason="tesserocr or its model for OCR-B is not installed"
)


def line(text: str, *, ground: int = 255) -> Grey:
    """One line, 48 pixels high, with room between the characters."""
    picture = Image.new("L", (24 * len(text) + 40, 48), ground)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(34)
    for at, character in enumerate(text):
        draw.text((20 + 24 * at, 4), character, fill=10, font=font)
    return grey(picture)


def scores(path: Sequence[int], letters: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """What a net would say that is sure of one column at each step."""
    table = np.zeros((len(path), letters + 1), np.float32)
    table[np.arange(len(path)), list(path)] = 1
    return table


@pytest.mark.parametrize("text", WORDS)
def test_the_net_reads_print(text: str) -> None:
    assert [text] == net_reads([line(text)])


def test_with_letters_alone_on_offer_it_says_no_numerals() -> None:
    (read,) = net_reads([line("A0B1C5")], LETTERS)
    assert set() == set(read) - set(LETTERS)


@pytest.mark.parametrize("text", ["привет", "42 %"])
def test_whatever_stands_there_only_the_zones_characters_are_said(text: str) -> None:
    (read,) = net_reads([line(text)])
    assert set() == set(read) - set(ALPHABET)


def test_lines_come_back_in_the_order_given() -> None:
    assert list(WORDS) == net_reads([line(text) for text in WORDS])


def test_no_lines_give_no_text() -> None:
    assert [] == net_reads([])


def test_blank_paper_says_next_to_nothing() -> None:
    (read,) = net_reads([np.full((48, 600), 255, np.uint8)])
    assert len(read) <= 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((1, 1, 1), "A"),
        ((1, 0, 1), "AA"),
        ((0, 0, 0), ""),
        ((1, 2, 2, 0, 2), "ABB"),
        ((), ""),
    ],
    ids=["equal neighbours", "parted by a blank", "blanks", "mixed", "nothing"],
)
def test_the_best_path_is_decoded_as_ctc_says(path: tuple[int, ...], expected: str) -> None:
    assert expected == recogniser._decoded(scores(path, 2), "AB")


@given(st.lists(st.integers(0, 3), max_size=30))
def test_a_decoded_text_is_never_longer_than_its_path(path: list[int]) -> None:
    assert len(recogniser._decoded(scores(path, 3), "ABC")) <= len(path)


def test_both_alphabets_hold_the_filler_and_each_character_once() -> None:
    for alphabet in (ALPHABET, LETTERS):
        assert "<" in alphabet
        assert len(alphabet) == len(set(alphabet))


@SECOND
def test_the_second_recogniser_reads_print_too() -> None:
    reads = second_opinion()
    assert reads is not None
    assert ["UTOPIA"] == reads([line("UTOPIA")], LETTERS)


def test_without_the_model_there_is_no_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "_MODEL_CARRIER", "no_such_package_at_all")
    assert ("", None) == (model_folder(), second_opinion())

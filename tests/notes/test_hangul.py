"""Our own reader of Hangul: its weights, what it sees, how it spells, what it reads."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.errors import EvidenceChanged
from celtrace.notes.hangul import (
    FINALS,
    HIGH,
    INITIALS,
    OTHERS,
    SHA256,
    UNNAMED,
    VOWELS,
    WEIGHTS,
    HangulNet,
    Letter,
    said,
    seen,
    spelt,
)
from celtrace.notes.read import cut_out
from celtrace.notes.stands import best
from notes.drawing import BLACK, PENCIL, Colour, page

OUTPUTS = len(OTHERS) + 2 + INITIALS + VOWELS + FINALS
SYLLABLES = st.integers(0xAC00, 0xD7A3).map(chr)


def outputs(*places: str) -> np.ndarray:
    """Outputs of the net that say one letter at each place; an empty one says nothing."""
    logits = np.zeros((len(places), OUTPUTS), np.float32)
    for row, letter in zip(logits, places, strict=True):
        at = ord(letter) - 0xAC00 if letter else -1
        if at >= 0:
            first = len(OTHERS) + 2
            row[1] = row[first + at // (VOWELS * FINALS)] = 9
            row[first + INITIALS + at // FINALS % VOWELS] = 9
            row[first + INITIALS + VOWELS + at % FINALS] = 9
        else:
            row[2 + OTHERS.index(letter) if letter else 0] = 9
    return logits


def drawn(text: str, colour: Colour = BLACK, pencil: int = 0) -> np.ndarray:
    """A line cut out as the boxes of the detector are."""
    size = (120 + 44 * len(text), 130)
    right = 66 + round(sum(11 if one == " " else 37 if ord(one) > 255 else 22 for one in text))
    corners = np.array([[54, 44], [right, 44], [right, 96], [54, 96]], np.float32)
    return cut_out(page((text, colour), pencil=pencil, size=size), corners)


@pytest.fixture(scope="module")
def weights() -> bytes:
    return files("celtrace.notes").joinpath(WEIGHTS).read_bytes()


@pytest.fixture(scope="module")
def net(weights: bytes) -> HangulNet:
    return HangulNet(weights)


def test_the_weights_are_those_that_were_measured_and_small(weights: bytes) -> None:
    assert SHA256 == hashlib.sha256(weights).hexdigest()
    assert len(weights) <= 3_000_000


def test_other_weights_are_not_loaded(weights: bytes) -> None:
    with pytest.raises(EvidenceChanged, match="not what was trained"):
        HangulNet(weights[:-1] + b"\0")


@given(st.text(SYLLABLES, max_size=9))
def test_every_syllable_is_its_initial_vowel_and_final(text: str) -> None:
    """The Unicode Standard, 3.12: SIndex = (LIndex * VCount + VIndex) * TCount + TIndex."""
    places = [place for letter in text for place in (letter, letter, "")]
    assert text == "".join(one.text for one in spelt(outputs(*places)))


@pytest.mark.parametrize(
    ("places", "text"),
    [
        (("가", "가", "가"), "가"),
        (("가", "", "가"), "가가"),
        (("", "", ""), ""),
        (("가", "각"), "가각"),
        (("A", "1", " ", "나"), "A1 나"),
        ((UNNAMED, "", UNNAMED), UNNAMED * 2),
    ],
)
def test_runs_of_the_same_are_one_letter_and_nothing_parts_them(
    places: tuple[str, ...], text: str
) -> None:
    assert text == "".join(one.text for one in spelt(outputs(*places)))


def test_a_letter_is_as_sure_as_its_surest_place() -> None:
    weak = outputs("가") / 9
    [one] = spelt(np.concatenate([weak, outputs("가"), weak]))
    assert spelt(weak)[0].sure < 0.1
    assert 0.97 < one.sure < 1


def test_a_part_that_is_not_sure_makes_the_syllable_unsure() -> None:
    logits = outputs("닿")
    logits[0, len(OTHERS) + 2 + INITIALS + VOWELS + 21] = 9
    assert 0.5 == pytest.approx(spelt(logits)[0].sure, abs=0.02)


def test_the_sureness_of_a_line_is_that_of_its_letters_without_spaces() -> None:
    letters = [Letter("눈", 0.9), Letter(" ", 0.1), Letter(" ", 0.1), Letter("을", 0.7)]
    assert ("눈 을", pytest.approx(0.8)) == said(letters)
    assert ("", 0.0) == said([])


@pytest.mark.parametrize("size", [(10, 40), (48, 300), (130, 700), (48, 3), (2000, 4), (4, 4000)])
@pytest.mark.parametrize("channels", [(), (3,)])
def test_every_line_is_made_48_high(size: tuple[int, int], channels: tuple[int, ...]) -> None:
    ink = seen(np.full((*size, *channels), 255, np.uint8))
    assert HIGH == ink.shape[0]
    assert 16 <= ink.shape[1] <= 4096
    assert ink.max() < 1e-5


def test_ink_is_one_and_what_is_filled_up_is_paper() -> None:
    ink = seen(np.zeros((48, 5), np.uint8))
    assert (1, 0) == (ink[:, :5].min(), ink[:, 5:].max())


@pytest.mark.parametrize(
    "text",
    [
        "눈을 조금 더 크게", "발이 땅에 닿아야 함", "컷 112 다시", "얇은 붓으로 긋기",
        "쫓겨 왔으나 쐈다", "래일까지 보내시오", "넓게 밟고 옮겨",
    ],
)  # fmt: skip
@pytest.mark.parametrize("pencil", [0, 4])
def test_typed_lines_are_read_with_rare_syllables_too(
    net: HangulNet, text: str, pencil: int
) -> None:
    read, sure = said(net.letters(drawn(text, pencil=pencil)))
    assert text.replace(" ", "") == read.replace(" ", "")
    assert sure > 0.75


def test_faint_lines_are_read_as_well(net: HangulNet) -> None:
    assert "선을지우시오" == said(net.letters(drawn("선을 지우시오", PENCIL)))[0].replace(" ", "")


def test_lines_are_answered_in_their_order(net: HangulNet) -> None:
    read = net([drawn("수정"), drawn("확인할것")])
    assert ["수정", "확인할것"] == [said(one)[0] for one in read]
    assert [] == net([])


def test_bare_paper_says_nothing(net: HangulNet) -> None:
    assert [[]] == net([np.full((60, 300, 3), 252, np.uint8)])


@pytest.mark.parametrize(
    "text", ["眼睛再画大一点", "第112镜重画", "Draw the arm", "CUT 112", "Глаза больше", "ещё раз"]
)
def test_letters_of_other_scripts_are_not_taken_for_hangul(net: HangulNet, text: str) -> None:
    """The net may guess a syllable; what stands of it holds none."""
    stands = best([net.letters(drawn(text))])
    assert 0 == sum("가" <= one.text <= "힣" for one in stands)

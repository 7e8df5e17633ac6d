"""What is said of candidates: properties that hold whatever the numbers are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from celtrace.frames.agreement import NOWHERE, Agreement
from celtrace.frames.answer import (
    APART,
    ENOUGH,
    LIES,
    LIES_APART,
    PROVEN,
    SHARED,
    TOGETHER,
    TOGETHER_APART,
    alike,
    by,
    verdict,
)
from celtrace.frames.lines import Reading
from celtrace.frames.proof import Proof
from celtrace.frames.search import FEWEST, SURE, Candidate, ranked

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
READING = Reading("page", np.zeros((9, 9), np.uint8), np.eye(2, 3))
NONE = np.zeros((0, 2))


class Frame(NamedTuple):
    """A candidate as numbers: its show, strokes and agreement."""

    show: str
    strokes: int
    score: float = 0.0


def made(frames: list[Frame]) -> tuple[list[Candidate], list[str]]:
    out = []
    for n, frame in enumerate(frames):
        whole = Agreement(0.5, 2 * frame.score, 0.8, np.eye(2, 3) * 2) if frame.score else NOWHERE
        proof = Proof(frame.strokes, np.eye(2, 3), NONE, NONE)
        out.append(Candidate(n, READING, mirrored=False, proof=proof, agreement=whole))
    return ranked(out), [frame.show for frame in frames]


def said(*frames: Frame) -> str:
    """The show that is said to be the drawing's; empty for nothing found."""
    candidates, shows = made(list(frames))
    found = verdict(candidates, shows, [""] * len(frames))
    return shows[found.best.frame] if found.best else ""


FRAMES = st.lists(
    st.builds(
        Frame,
        st.sampled_from("abc"),
        st.integers(0, 80),
        st.one_of(st.just(0.0), st.floats(0.5, 8.0)),
    ),
    max_size=30,
)


@PATIENT
@given(FRAMES)
def test_a_match_has_enough_strokes_or_enough_agreement(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    found = verdict(candidates, shows, [""] * len(frames))
    if found.best is not None:
        alone = found.best.strokes >= PROVEN or found.best.agreement.score >= LIES
        assert alone or found.best.strokes >= TOGETHER


@PATIENT
@given(FRAMES)
def test_nothing_found_always_says_why(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    found = verdict(candidates, shows, [""] * len(frames))
    assert found.best is not None or found.why


@PATIENT
@given(FRAMES)
def test_the_runner_up_is_never_of_the_same_show(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    found = verdict(candidates, shows, [""] * len(frames))
    if found.best is not None and found.runner_up is not None:
        assert shows[found.best.frame] != shows[found.runner_up.frame]


@PATIENT
@given(FRAMES)
def test_frames_that_prove_nothing_never_match(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    assert verdict(candidates, shows, ["blank"] * len(frames)).best is None


@PATIENT
@given(FRAMES, st.integers(0, 5))
def test_more_strokes_on_the_best_never_lose_a_match(frames: list[Frame], more: int) -> None:
    candidates, shows = made(frames)
    found = verdict(candidates, shows, [""] * len(frames)).best
    if found is None or by(found) != "strokes":
        return
    better = list(frames)
    better[found.frame] = found_ = frames[found.frame]._replace(
        strokes=frames[found.frame].strokes + more
    )
    assert found_.show == said(*better)


def test_one_stroke_too_few_is_nothing() -> None:
    assert "a" == said(Frame("a", PROVEN), Frame("b", 3))
    assert "" == said(Frame("a", PROVEN - 1), Frame("b", 3))


def test_a_second_show_nearly_as_good_is_a_doubt() -> None:
    enough = int(10 * APART)
    assert "a" == said(Frame("a", enough), Frame("b", 10))
    assert "" == said(Frame("a", enough - 1), Frame("b", 10))


def test_a_drawing_in_two_shows_is_in_both() -> None:
    candidates, shows = made([Frame("a", SHARED + 9), Frame("b", SHARED)])
    found = verdict(candidates, shows, ["", ""])
    assert found.best
    assert "in another show as well" in found.why


@pytest.mark.parametrize(("rivals", "show"), [(ENOUGH, "a"), (ENOUGH - 1, "")])
def test_lines_as_a_whole_need_rivals(rivals: int, show: str) -> None:
    others = [Frame("b", 2, LIES / 2) for _ in range(rivals)]
    assert show == said(Frame("a", 3, LIES + 0.1), *others)


@pytest.mark.parametrize(("rival", "show"), [(2.0, "a"), (2.1, "")])
def test_lines_as_a_whole_need_to_lie_apart(rival: float, show: str) -> None:
    others = [Frame("b", 2, rival) for _ in range(ENOUGH)]
    assert show == said(Frame("a", 3, 2.0 * LIES_APART + 0.01), *others)


def test_strokes_that_doubt_are_settled_by_the_lines_as_a_whole() -> None:
    others = [Frame("b", 11, 1.0) for _ in range(ENOUGH)]
    assert "a" == said(Frame("a", 14, LIES + 1), *others)
    assert "" == said(Frame("a", 14), *others)


@pytest.mark.parametrize(("strokes", "show"), [(SURE, "a"), (SURE - 1, "")])
def test_many_strokes_prove_where_a_rival_lies_better_as_a_whole(strokes: int, show: str) -> None:
    others = [Frame("b", 0, 5.0) for _ in range(ENOUGH)]
    assert show == said(Frame("a", strokes), *others)


@pytest.mark.parametrize(
    ("score", "show"), [(2.0 * TOGETHER_APART, "a"), (2.0 * TOGETHER_APART - 0.1, "")]
)
def test_few_strokes_need_the_lines_to_lie_there_too(score: float, show: str) -> None:
    """Two streets share the windows: the strokes of some, not the whole."""
    others = [Frame("b", 5, 2.0) for _ in range(ENOUGH)]
    assert show == said(Frame("a", PROVEN + 4, score), *others)


@pytest.mark.parametrize(
    ("strokes", "score", "show"),
    [(TOGETHER, 2.9, "a"), (TOGETHER - 1, 2.9, ""), (TOGETHER, 2.7, "")],
)
def test_fewer_strokes_prove_together_with_the_lines(strokes: int, score: float, show: str) -> None:
    others = [Frame("b", 3, 2.0) for _ in range(ENOUGH)]
    assert show == said(Frame("a", strokes, score), *others)


def test_both_together_prove_nothing_where_a_rival_has_strokes_too() -> None:
    others = [Frame("b", 6, 2.0) for _ in range(ENOUGH)]
    assert "" == said(Frame("a", TOGETHER, 3.0), *others)


def test_of_one_show_the_likelier_frame_is_named() -> None:
    candidates, shows = made([Frame("a", 30, 0.0), Frame("a", 28, 5.0), Frame("b", 2)])
    found = verdict(candidates, shows, [""] * 3)
    assert found.best
    assert 1 == found.best.frame


@pytest.mark.parametrize(
    ("frame", "rests"),
    [(Frame("a", PROVEN), "strokes"), (Frame("a", TOGETHER, 3.0), "both"),
     (Frame("a", TOGETHER - 1, 5.0), "lines")],
)  # fmt: skip
def test_what_a_match_rests_on_is_said(frame: Frame, rests: str) -> None:
    assert rests == by(made([frame])[0][0])


def test_where_few_strokes_agree_the_place_is_that_of_the_whole() -> None:
    few, many = made([Frame("a", FEWEST - 1, 4.0), Frame("a", FEWEST, 4.0)])[0][::-1]
    assert (2.0, 1.0) == (few.place[0, 0], many.place[0, 0])


@pytest.mark.parametrize(
    ("frames", "kept"),
    [
        ([Frame("a", 100), Frame("a", 61), Frame("a", 59)], 2),
        ([Frame("a", 3, 5.0), Frame("a", 3, 4.1), Frame("a", 3, 3.9)], 2),
        ([Frame("a", 13), Frame("a", 11)], 1),
    ],
)
def test_what_is_alike_is_nearly_as_good(frames: list[Frame], kept: int) -> None:
    candidates, _ = made(frames)
    assert kept == len(alike(candidates, candidates[0]))

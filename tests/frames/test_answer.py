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
    BESIDE,
    ENOUGH,
    FAR,
    PROVEN,
    SHARED,
    TOGETHER,
    WEIGHTS,
    Against,
    Verdict,
    alike,
    by,
    evidence,
    verdict,
)
from celtrace.frames.gallery import FEWEST, MOST, Candidate, ranked
from celtrace.frames.lines import Reading
from celtrace.frames.proof import Proof
from celtrace.frames.search import SURE

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
READING = Reading("page", np.zeros((9, 9), np.uint8), np.eye(2, 3))
NONE = np.zeros((0, 2))


class Frame(NamedTuple):
    """A candidate as numbers: its show, strokes, agreement, and what bears it out."""

    show: str
    strokes: int
    score: float = 0.0
    beside: float = 0.0
    parts: float = 0.0


def made(frames: list[Frame]) -> tuple[list[Candidate], list[str]]:
    out = []
    for n, frame in enumerate(frames):
        place = np.eye(2, 3) * 2
        whole = Agreement(frame.score, place, way="net", parts=frame.parts)
        whole = whole if frame.score else NOWHERE
        proof = Proof(frame.strokes, np.eye(2, 3), NONE, NONE)
        out.append(Candidate(n, READING, False, proof, whole, frame.beside))  # noqa: FBT003
    return ranked(out), [frame.show for frame in frames]


def said(*frames: Frame) -> str:
    """The show that is said to be the drawing's; empty for nothing found."""
    candidates, shows = made(list(frames))
    found = told(candidates, shows)
    return shows[found.best.frame] if found.best else ""


def told(
    candidates: list[Candidate], shows: list[str], plain: str = "", *, pencil: bool = True
) -> Verdict:
    return verdict(candidates, shows, [plain] * len(shows), pencil=pencil)


FRAMES = st.lists(
    st.builds(
        Frame,
        st.sampled_from("abc"),
        st.integers(0, 80),
        st.one_of(st.just(0.0), st.floats(0.2, 1.0)),
        st.floats(-2, 40),
        st.floats(0, 0.8),
    ),
    max_size=30,
)


@PATIENT
@given(FRAMES)
def test_a_match_has_enough_strokes_or_enough_evidence(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    best = told(candidates, shows).best
    if best is not None and best.strokes < PROVEN:
        rivals = [one for one in candidates if shows[one.frame] != shows[best.frame]]
        against = Against(
            max(one.agreement.score for one in rivals),
            max(one.strokes for one in rivals),
            max(one.beside for one in rivals if one.agreement.score),
            max(one.agreement.parts for one in rivals),
        )
        assert evidence(best, against) >= WEIGHTS["net"].pencil


@PATIENT
@given(FRAMES)
def test_nothing_found_always_says_why(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    found = told(candidates, shows)
    assert found.best is not None or found.why


@PATIENT
@given(FRAMES)
def test_the_runner_up_is_never_of_the_same_show(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    found = told(candidates, shows)
    if found.best is not None and found.runner_up is not None:
        assert shows[found.best.frame] != shows[found.runner_up.frame]


@PATIENT
@given(FRAMES)
def test_frames_that_prove_nothing_never_match(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    assert told(candidates, shows, "blank").best is None


@PATIENT
@given(FRAMES, st.integers(0, 5), st.floats(0, 0.1), st.floats(0, 9), st.floats(0, 0.2))
def test_more_of_what_speaks_for_a_match_never_loses_it(
    frames: list[Frame], more: int, better: float, beside: float, parts: float
) -> None:
    candidates, shows = made(frames)
    best = told(candidates, shows).best
    if best is None:
        return
    one = frames[best.frame]
    raised = one._replace(strokes=one.strokes + more, score=one.score and one.score + better,
                          beside=one.beside + beside, parts=one.parts + parts)  # fmt: skip
    assert one.show == said(*frames[: best.frame], raised, *frames[best.frame + 1 :])


@pytest.mark.parametrize("way", sorted(WEIGHTS))
def test_every_weight_pulls_the_way_it_should(way: str) -> None:
    """Strokes and a good place speak for a frame; those of other shows against it."""
    how = WEIGHTS[way]
    assert min(how.strokes, how.apart, how.beside) > 0 > how.rival
    assert (how.parts > 0) is (way == "net")
    assert how.limit > how.pencil > 0


def test_strokes_beyond_the_most_weigh_no_more() -> None:
    many, more = (made([Frame("a", MOST + n, 0.6)])[0][0] for n in (0, 20))
    against = Against(0.5, 3, 0.0, 0.0)
    assert evidence(many, against) == evidence(more, against)


def test_what_bears_a_place_out_weighs_only_within_bounds() -> None:
    """Nor does any of it weigh in itself: only how much more it is than elsewhere."""
    far, farther = (made([Frame("a", 3, 0.6, BESIDE[1] + n)])[0][0] for n in (0, 9))
    here, there = Against(0.5, 3, 0.0, 0.0), Against(0.5, 3, 5.0, 0.0)
    assert evidence(far, here) == evidence(farther, here)
    assert evidence(far, here) > evidence(far, there)


def test_features_that_bear_out_its_place_settle_it() -> None:
    score = enough(5) - 0.05
    assert "" == said(Frame("a", 5, score), *others())
    assert "a" == said(Frame("a", 5, score, 12.0), *others())
    assert "" == said(Frame("a", 5, score, 12.0), *others(), Frame("c", 3, 0.4, 11.0))


def test_parts_that_lie_better_than_any_elsewhere_settle_it() -> None:
    """A drawing whose lines were moved a little lies worse as a whole, and as well in parts."""
    how, score = WEIGHTS["net"], enough(5) - 0.05
    needed = 0.05 * how.apart / how.parts
    rivals = others()[1:]
    assert "" == said(Frame("a", 5, score, parts=0.3), *others(), Frame("c", 3, 0.4, 0, 0.3))
    settled = Frame("a", 5, score, parts=0.31 + needed)
    assert "a" == said(settled, *rivals, Frame("c", 3, 0.4, 0, 0.3))
    assert "" == said(settled, *rivals, Frame("c", 3, 0.4, 0, 0.33))


@pytest.mark.parametrize(
    ("strokes", "beside", "show"), [(0, 0.9, ""), (0, 1.0, "a"), (1, 0.9, "a"), (0, 1.4, "a")]
)
def test_lines_that_no_stroke_bears_out_are_no_match(
    strokes: int, beside: float, show: str
) -> None:
    """A gradient of grey bands or a table lies well on any straight line."""
    frames = [Frame("a", strokes, enough(0) + 0.1, beside), *others(), Frame("c", 3, 0.4, 1.0)]
    assert show == said(*frames)
    candidates, shows = made(frames)
    assert show or "no single stroke bears that out" in told(candidates, shows).why


def test_one_stroke_too_few_is_nothing() -> None:
    assert "a" == said(Frame("a", PROVEN), Frame("b", 3))
    assert "" == said(Frame("a", PROVEN - 1), Frame("b", 3))


@pytest.mark.parametrize(("strokes", "times"), [(SURE, APART), (SURE + 12, APART), (14, FAR)])
def test_a_second_show_nearly_as_good_is_a_doubt(strokes: int, times: float) -> None:
    """The fewer strokes, the fewer another show may have."""
    most = int(strokes / times)
    assert "a" == said(Frame("a", strokes), Frame("b", most))
    assert "" == said(Frame("a", strokes), Frame("b", most + 1))


def test_a_drawing_in_two_shows_is_in_both() -> None:
    candidates, shows = made([Frame("a", SHARED + 9), Frame("b", SHARED)])
    found = told(candidates, shows)
    assert found.best
    assert "in another show as well" in found.why


def others(count: int = ENOUGH, strokes: int = 3, score: float = 0.5) -> list[Frame]:
    """So many frames of another show on which it lies as chance has it."""
    return [Frame("b", strokes, score)] * count


def enough(strokes: int, rival: int = 3) -> float:
    """The score from which so many strokes are a match, beside `others`."""
    how = WEIGHTS["net"]
    return 0.5 + (how.pencil - how.strokes * strokes - how.rival * rival) / how.apart


@pytest.mark.parametrize("strokes", [0, 4, 7])
def test_strokes_and_the_whole_are_weighed_together(strokes: int) -> None:
    least = enough(strokes)
    assert "a" == said(Frame("a", strokes, least + 0.001), *others())
    assert "" == said(Frame("a", strokes, least - 0.001), *others())


def test_the_fewer_strokes_the_better_it_has_to_lie() -> None:
    assert enough(0) > enough(4) > enough(8)


def test_strokes_alone_do_not_make_up_for_lines_that_lie_as_well_elsewhere() -> None:
    """Windows of a street share strokes with those of any other street."""
    many = SURE - 1
    assert "a" == said(Frame("a", many, enough(many, 8) + 0.001), *others(strokes=8))
    assert "" == said(Frame("a", many, enough(many, 8) - 0.001), *others(strokes=8))


@pytest.mark.parametrize(("rivals", "show"), [(ENOUGH, "a"), (ENOUGH - 1, "")])
def test_the_whole_needs_rivals(rivals: int, show: str) -> None:
    assert show == said(Frame("a", 3, enough(3) + 0.01), *others(rivals))


def test_a_rival_with_strokes_or_a_good_place_is_a_doubt() -> None:
    score = enough(9) + 0.01
    assert "a" == said(Frame("a", 9, score), *others())
    assert "" == said(Frame("a", 9, score), *others(), Frame("c", 3, score - 0.01))
    assert "" == said(Frame("a", 9, score), *others(), Frame("c", 9, 0.5))


@pytest.mark.parametrize(("strokes", "show"), [(SURE, "a"), (SURE - 1, "")])
def test_many_strokes_prove_where_a_rival_lies_better_as_a_whole(strokes: int, show: str) -> None:
    assert show == said(Frame("a", strokes, 0.4), *others(score=0.9))


@pytest.mark.parametrize(("rivals", "show"), [(ENOUGH, ""), (ENOUGH - 1, "a")])
def test_few_strokes_are_weighed_where_there_are_rivals_to_weigh_them_by(
    rivals: int, show: str
) -> None:
    """Where too few frames of other shows were tried, far more strokes than theirs are enough."""
    assert show == said(Frame("a", PROVEN, 0.4), *others(rivals, score=0.5))


@PATIENT
@given(FRAMES)
def test_of_what_is_no_drawing_more_is_asked(frames: list[Frame]) -> None:
    candidates, shows = made(frames)
    if told(candidates, shows, pencil=False).best is not None:
        assert told(candidates, shows).best is not None


def test_of_a_frame_more_is_asked_than_of_a_drawing() -> None:
    candidates, shows = made([Frame("a", 9, enough(9) + 0.02), *others()])
    assert told(candidates, shows).best is not None
    assert told(candidates, shows, pencil=False).best is None


def test_what_is_nearly_a_match_says_why_not() -> None:
    candidates, shows = made([Frame("a", 9, 0.5), *others()])
    assert "far enough above other shows" in told(candidates, shows).why


def test_of_one_show_the_likelier_frame_is_named() -> None:
    candidates, shows = made([Frame("a", 30, 0.0), Frame("a", 28, 5.0), Frame("b", 2)])
    found = told(candidates, shows)
    assert found.best
    assert 1 == found.best.frame


@pytest.mark.parametrize(
    ("frame", "rests"),
    [(Frame("a", PROVEN), "strokes"), (Frame("a", SURE, 0.9), "strokes"),
     (Frame("a", PROVEN - 1, 0.8), "both"), (Frame("a", TOGETHER, 0.8), "both"),
     (Frame("a", TOGETHER - 1, 0.9), "lines")],
)  # fmt: skip
def test_what_a_match_rests_on_is_said(frame: Frame, rests: str) -> None:
    assert rests == by(made([frame])[0][0])


def test_where_few_strokes_agree_the_place_is_that_of_the_whole() -> None:
    few, many = made([Frame("a", FEWEST - 1, 0.8), Frame("a", FEWEST, 0.8)])[0][::-1]
    assert (2.0, 1.0) == (few.place[0, 0], many.place[0, 0])


@pytest.mark.parametrize(
    ("frames", "kept"),
    [
        ([Frame("a", 100), Frame("a", 61), Frame("a", 59)], 2),
        ([Frame("a", 3, 0.8), Frame("a", 3, 0.73), Frame("a", 3, 0.71)], 2),
        ([Frame("a", 13), Frame("a", 7)], 1),
    ],
)
def test_what_is_alike_is_nearly_as_good(frames: list[Frame], kept: int) -> None:
    candidates, _ = made(frames)
    assert kept == len(alike(candidates, candidates[0]))

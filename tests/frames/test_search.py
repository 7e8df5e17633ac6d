"""From a found picture to the frame it is proven to be."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from celtrace.cases.frames.index import Index, Taken, add, open_index
from celtrace.frames.answer import PROVEN, Verdict, alike, verdict
from celtrace.frames.gallery import Candidate
from celtrace.frames.lines import Reading, read_lines
from celtrace.frames.local import Features
from celtrace.frames.proof import Proof
from celtrace.frames.search import Depth, in_turn, search
from frames.drawn import Drawn, Show
from frames.indexed import taken
from frames.pages import page

SHOW, CUT = "drawn101", "ep01_c001"


def asked(pixels: np.ndarray, index: Index) -> Verdict:
    return index.asked(read_lines(pixels))[1]


def home(found: Verdict, index: Index) -> tuple[str, str, float | None]:
    assert found.best
    frame = index.frames[found.best.frame]
    return frame.show, frame.cut, frame.seconds


def test_ink_on_a_page_is_the_finished_frame(index: Index, scene: Drawn) -> None:
    assert (SHOW, CUT, 0.5) == home(asked(page(scene.ink), index), index)


def test_a_mirrored_drawing_is_found_and_said_to_be_mirrored(index: Index, scene: Drawn) -> None:
    found = asked(page(np.ascontiguousarray(scene.ink[:, ::-1])), index)
    assert (SHOW, CUT, 0.5) == home(found, index)
    assert found.best
    assert found.best.mirrored


def test_a_part_of_a_frame_is_found(index: Index, scene: Drawn) -> None:
    assert (SHOW, CUT, 0.5) == home(asked(scene.colour[30:330, 160:600], index), index)


@pytest.mark.parametrize("seed", [104, 105])
def test_a_drawing_of_no_show_of_ours_is_not_found(index: Index, seed: int) -> None:
    found = asked(page(Show(seed, cuts=1).frame(0, 0.5).ink), index)
    assert found.best is None
    assert found.why


@pytest.mark.parametrize("level", [0, 255])
def test_a_blank_picture_is_not_found(index: Index, level: int) -> None:
    assert asked(np.full((360, 640, 3), level, np.uint8), index).best is None


def test_noise_is_not_found(index: Index) -> None:
    noise = np.random.default_rng(4).integers(0, 255, (360, 640, 3)).astype(np.uint8)
    assert asked(noise, index).best is None


def test_the_runner_up_is_of_another_show(index: Index, scene: Drawn) -> None:
    found = asked(page(scene.ink, notes=False), index)
    assert found.runner_up is None or SHOW != index.frames[found.runner_up.frame].show


def test_a_frame_that_was_used_again_is_found_by_the_proven_one(
    shows: list[Show], scene: Drawn, tmp_path: Path
) -> None:
    """Of thirty equal frames a feature's nearest ten are not all."""
    [one] = taken(shows[:1], (0.5,))[1:2]
    again = [Taken(msgspec.structs.replace(one.frame, digest=f"{n:064d}"), one.pixels)
             for n in range(30)]  # fmt: skip
    add(tmp_path / "i", again, pictures=False)
    ranked = search(read_lines(page(scene.ink)), open_index(tmp_path / "i").gallery)
    assert len(alike(ranked, ranked[0])) >= Depth().again


READING = Reading("page", np.zeros((9, 9), np.uint8), np.eye(2, 3))


def strokes(*counts: int) -> list[Candidate]:
    """Candidates with so many strokes, frame by frame."""
    at = np.zeros((0, 2))
    proofs = [Proof(count, np.eye(2, 3), at, at) for count in counts]
    return [Candidate(n, READING, mirrored=False, proof=one) for n, one in enumerate(proofs)]


@pytest.mark.parametrize(
    ("counts", "shows", "plains", "best", "why"),
    [
        ((60, 8), "ab", ("", ""), 0, ""),
        ((PROVEN, 3), "ab", ("", ""), 0, ""),
        ((PROVEN - 1, 3), "ab", ("", ""), None, "strokes agree"),
        ((20, 16), "ab", ("", ""), None, "another show agrees nearly as well"),
        ((20, 16), "aa", ("", ""), 0, ""),
        ((90, 80), "ab", ("", ""), 0, "in another show as well"),
        ((60, 20), "ab", ("title or credits", ""), 1, ""),
        ((60,), "a", ("blank",), None, "prove nothing (blank)"),
        ((), "", (), None, "no frame"),
    ],
)
def test_what_is_said_of_strokes(
    counts: tuple[int, ...], shows: str, plains: tuple[str, ...], best: int | None, why: str
) -> None:
    found = verdict(strokes(*counts), list(shows), plains, pencil=True)
    assert best == (found.best.frame if found.best else None)
    assert why in found.why
    assert bool(why) == bool(found.why)


def test_frames_that_agree_nearly_as_well_are_named_too() -> None:
    ranked = strokes(100, 70, 50, 9)
    assert [0, 1] == [one.frame for one in alike(ranked, ranked[0])]


@pytest.mark.parametrize(
    ("lists", "order"),
    [
        ([[1, 2, 3], [4, 1], [5]], [1, 4, 5, 2, 3]),
        ([[], [7], [7, 0]], [7, 0]),
        ([], []),
        ([[0, 0], [0]], [0]),
    ],
)
def test_the_first_of_each_list_come_before_the_second_of_any(
    lists: list[list[int]], order: list[int]
) -> None:
    assert order == list(in_turn(lists))


@pytest.mark.parametrize("most", [1, 3, 6])
def test_of_no_more_frames_features_are_made_however_many_readings_there_are(
    index: Index, scene: Drawn, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    laid: set[int] = set()
    made = index.gallery.kept.features

    def counted(frame: int) -> Features:
        laid.add(frame)
        return made(frame)

    monkeypatch.setattr(index.gallery.kept, "features", counted)
    drawing = read_lines(page(scene.ink))
    few = msgspec.structs.replace(drawing, readings=drawing.readings[:3])
    gathered = search(few, index.gallery, Depth(described=most, again=0))
    assert len(laid) <= most
    assert CUT == index.frames[gathered[0].frame].cut


def test_a_drawing_with_hardly_a_feature_is_laid_on_no_strokes(index: Index) -> None:
    paper = np.full((360, 640, 3), 255, np.uint8)
    paper[100:260, 300:303] = 0
    assert all(one.strokes == 0 for one in search(read_lines(paper), index.gallery))

"""The drawing as a whole, slid over frames that were chosen for it."""

from __future__ import annotations

from typing import Any

import cv2
import msgspec
import numpy as np
import pytest

from celtrace.cases.frames.index import Index
from celtrace.frames import whole
from celtrace.frames.agreement import Agreement
from celtrace.frames.answer import PROVEN
from celtrace.frames.arrays import inverse, joined
from celtrace.frames.gallery import FEWEST, Candidate
from celtrace.frames.lines import Drawing, read_lines
from celtrace.frames.proof import Proof
from celtrace.frames.search import SURE, search
from celtrace.frames.whole import CLOSE, RIVALS, laid_again, laid_whole
from frames.drawn import Drawn, Show
from frames.stylizers import searched


@pytest.fixture(scope="module")
def rough(scene: Drawn) -> Drawing:
    """The scene by a hand that searches for its lines, on white."""
    return read_lines(_on_white(searched(scene.ink, scene.mask, np.random.default_rng(3))))


def _on_white(ink: np.ndarray) -> np.ndarray:
    wide = cv2.copyMakeBorder(ink, 60, 60, 90, 90, cv2.BORDER_CONSTANT, value=255)
    return np.repeat(wide[:, :, None], 3, axis=2)


def stroked(frame: int, strokes: int, drawing: Drawing) -> Candidate:
    none = np.zeros((0, 2))
    proof = Proof(strokes, np.eye(2, 3), none, none)
    return Candidate(frame, drawing.readings[0], mirrored=False, proof=proof)


def best(found: list[Candidate]) -> Candidate:
    return max(found, key=lambda one: one.agreement.score)


def test_a_rough_drawing_lies_best_on_its_own_cut(index: Index, rough: Drawing) -> None:
    frame = index.frames[best(laid_whole(rough, [], [], index.gallery)).frame]
    assert ("drawn101", "ep01_c001") == (frame.show, frame.cut)


def test_it_is_also_tried_in_the_mirror(index: Index, scene: Drawn) -> None:
    drawing = read_lines(_on_white(np.ascontiguousarray(scene.ink[:, ::-1])))
    one = best(laid_whole(drawing, [], [], index.gallery))
    assert one.mirrored
    assert "ep01_c001" == index.frames[one.frame].cut


def test_the_place_is_found_closely(index: Index, scene: Drawn) -> None:
    """A drawing at 93 % and turned by 3 degrees: neither is among the first sizes tried."""
    turn = cv2.getRotationMatrix2D((320, 180), 3, 0.93)
    turned = cv2.warpAffine(scene.ink, turn, (640, 360), borderValue=255)
    one = best(laid_whole(read_lines(_on_white(turned)), [], [], index.gallery))
    angle = np.degrees(np.arctan2(one.agreement.place[1, 0], one.agreement.place[0, 0]))
    assert 3 == pytest.approx(abs(angle), abs=1.1)


def test_frames_with_strokes_are_slid_over_closely_too(index: Index, rough: Drawing) -> None:
    order = [one.frame for one in laid_whole(rough, [], [], index.gallery)]
    left = next(n for n in range(len(index.frames)) if n not in order)
    enough, few = (stroked(left, count, rough) for count in (FEWEST, FEWEST - 1))
    assert left in [one.frame for one in laid_whole(rough, [], [enough], index.gallery)]
    assert left not in [one.frame for one in laid_whole(rough, [], [few], index.gallery)]


def test_rivals_of_other_shows_are_always_among_them(index: Index, rough: Drawing) -> None:
    found = laid_whole(rough, [], [], index.gallery)
    shows = [index.frames[one.frame].show for one in found]
    assert len(found) > CLOSE
    assert 8 <= sum(show != shows[0] for show in shows)


def test_of_a_large_index_only_what_is_near_is_slid_over_and_rivals_of_all_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whole, "EVERY", 50)
    shows = np.repeat(np.arange(10), 20)
    listed = whole._listed([3, 5, 3], shows)
    assert [3, 5] == listed[:2]
    assert RIVALS == sum(shows[frame] != 0 for frame in listed)
    assert len(set(listed)) == len(listed) <= RIVALS + 2


def test_where_enough_rivals_are_near_no_others_are_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whole, "EVERY", 50)
    near = list(range(60))
    assert near == whole._listed(near, np.repeat(np.arange(10), 20))


def test_of_what_is_near_only_the_nearest_are_slid_over(
    index: Index, rough: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large index every reading brings forty; the first of each come first."""
    slid: list[list[int]] = []
    monkeypatch.setattr(whole, "NEAREST", 4)
    monkeypatch.setattr(whole, "_listed", lambda near, _: slid.append(list(near)) or list(near))
    laid_whole(rough, list(range(9)), [], index.gallery)
    assert [[0, 1, 2, 3]] == slid


def test_of_all_that_is_slid_over_closely_parts_are_told(index: Index, rough: Drawing) -> None:
    if "net" != index.gallery.kept.way.name:
        pytest.skip("parts are told by the stroke net alone: pip install onnxruntime")
    found = laid_whole(rough, [], [], index.gallery)
    assert all(0 < one.agreement.parts <= 1 for one in found)
    first = max(found, key=lambda one: one.agreement.parts)
    assert "ep01_c001" == index.frames[first.frame].cut


def test_what_was_looked_at_closely_stands_though_it_came_out_a_hair_worse(
    index: Index, rough: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same place, computed beside others, has another last digit."""
    plainly = whole.slide

    def a_hair_worse(*given: Any, parts: bool = False) -> list[Agreement]:
        found = plainly(*given, parts=parts)
        worse = [
            msgspec.structs.replace(one, score=one.score * (0.999 if parts else 1.0))
            for one in found
        ]
        return [msgspec.structs.replace(one, parts=0.5) if parts else one for one in worse]

    monkeypatch.setattr(whole, "slide", a_hair_worse)
    found = laid_whole(rough, [], [], index.gallery)
    assert {0.5} == {one.agreement.parts for one in found}


def test_a_dot_is_not_blown_up_to_a_drawing(index: Index, scene: Drawn) -> None:
    dot = np.full_like(scene.ink, 255)
    cv2.circle(dot, (320, 180), 4, 0, 1)
    assert [] == laid_whole(read_lines(_on_white(dot)), [], [], index.gallery)


@pytest.mark.parametrize(("share", "sizes"), [(1.0, 7), (0.36, 6), (0.25, 2), (0.1, 0)])
def test_ink_is_laid_at_sizes_at_which_the_frame_fills_enough_of_the_page(
    rough: Drawing, share: float, sizes: int
) -> None:
    [page] = rough.readings[-1:]
    ink = msgspec.structs.replace(page, kind="ink", place=page.place * share)
    drawing = msgspec.structs.replace(rough, readings=(ink, page))
    assert sizes == len(whole._sizes(ink, drawing))


def test_a_field_frame_on_the_page_spares_the_search_for_its_size(rough: Drawing) -> None:
    [page] = rough.readings[-1:]
    field = msgspec.structs.replace(page, kind="field")
    with_field = msgspec.structs.replace(rough, readings=(field, page))
    assert (1.0,) == whole._sizes(field, with_field)
    assert () == whole._sizes(msgspec.structs.replace(page, kind="page"), with_field)
    assert len(whole._sizes(msgspec.structs.replace(page, kind="page"), rough)) > 4


def test_which_of_the_frames_of_a_cut_it_is_the_whole_says(index: Index, shows: list[Show]) -> None:
    """Strokes lie on all three pictures of the cut; the ink is of the last."""
    drawing = read_lines(_on_white(shows[0].frame(1, 1.0).ink))
    found = search(drawing, index.gallery)
    assert found[0].strokes >= SURE
    frame = index.frames[found[0].frame]
    assert ("ep01_c001", 1.0) == (frame.cut, frame.seconds)
    again = laid_again(found[:2], index.gallery)
    assert again[0].agreement.score > 0.8
    assert np.allclose(again[0].agreement.place, found[0].place, atol=12)


@pytest.mark.parametrize("step", [1, -1], ids=["as it is", "in the mirror"])
def test_strokes_and_the_whole_say_the_same_place_whatever_readings_they_come_from(
    index: Index, scene: Drawn, step: int
) -> None:
    """Both lead the middle of the picture to the same place of the frame."""
    ink = np.ascontiguousarray(scene.ink[:, ::step])
    ink = np.where(np.random.default_rng(5).random(ink.shape) < 0.3, np.uint8(255), ink)
    found = search(read_lines(_on_white(ink)), index.gallery)
    both = [one for one in found if one.proof and one.strokes >= PROVEN and one.agreement.score]
    assert both
    for one in both[:1]:
        back = inverse(one.seen)
        places = [
            joined(how, back) @ [410, 240, 1] for how in (one.proof.place, one.agreement.place)
        ]
        assert np.allclose(*places, atol=14)


def test_features_bear_out_its_own_cut_and_not_those_of_other_shows(
    index: Index, rough: Drawing
) -> None:
    found = laid_whole(rough, [], [], index.gallery)
    own = best(found)
    shows = index.gallery.shows
    others = [one.beside for one in found if shows[one.frame] != shows[own.frame]]
    assert own.beside > max(others) + 2

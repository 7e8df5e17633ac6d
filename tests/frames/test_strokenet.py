"""The trained way of comparing: its weights, its maps, its scores."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from itertools import product

import cv2
import numpy as np
import pytest

from celtrace.errors import EvidenceChanged
from celtrace.frames import strokenet
from celtrace.frames.agreement import SIDE, Directions, Peak, canvas, shrunk, slide
from celtrace.frames.strokenet import SHA256, WEIGHTS, StrokeNet, best_way
from celtrace.frames.strokes import ink_of, lines_of
from frames.drawn import Drawn, Show
from frames.stylizers import searched

HOWS = ((1.0,), (0.0,))


@pytest.fixture(scope="module")
def weights() -> bytes:
    return files("celtrace.frames").joinpath(WEIGHTS).read_bytes()


@pytest.fixture(scope="module")
def net(weights: bytes) -> StrokeNet:
    return StrokeNet(weights)


def test_the_weights_are_those_that_were_measured_and_small(weights: bytes) -> None:
    assert SHA256 == hashlib.sha256(weights).hexdigest()
    assert len(weights) < 20e6


def test_other_weights_are_not_loaded(weights: bytes) -> None:
    with pytest.raises(EvidenceChanged, match="not what was trained"):
        StrokeNet(weights[:-1] + b"\0")


def test_without_the_runtime_lines_by_direction_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(strokenet, "find_spec", lambda _name: None)
    assert "directions" == best_way.__wrapped__().name
    monkeypatch.undo()
    assert "net" == best_way().name


def test_maps_are_half_the_canvas_and_empty_where_nothing_is_drawn(
    net: StrokeNet, scene: Drawn
) -> None:
    one = canvas(shrunk(lines_of(scene.colour)))
    maps = net.maps(one[None])[0]
    assert (SIDE // 2, SIDE // 2) == maps.shape[1:]
    far = np.kron(np.abs(maps).max(axis=0), np.ones((2, 2)))
    assert 0 == far[:8].max() == far[:, :8].max()
    assert far.max() > 0.5


def test_a_batch_is_what_its_parts_are(net: StrokeNet, shows: list[Show]) -> None:
    some = [canvas(shrunk(lines_of(show.frame(0, 0.5).colour))) for show in shows] * 12
    whole = net.maps(np.stack(some))
    assert len(some) == len(whole) > 32
    assert np.allclose(whole[-1], net.maps(some[-1][None])[0], atol=1e-4)


def test_scores_lie_between_nothing_and_one(net: StrokeNet, scene: Drawn) -> None:
    lines = ink_of(scene.ink)
    fields = [net.field(shrunk(lines), (480, 270)), net.field(np.zeros((50, 88), np.uint8), (9, 9))]
    own, blank = (one.score for one in slide(net, lines, fields, HOWS))
    assert 0.9 < own <= 1.0
    assert blank == pytest.approx(0, abs=1e-3)


def parts(net: StrokeNet, found: np.ndarray, *frames: np.ndarray) -> list[float]:
    """How well parts of a drawing lie on frames, each where the whole lies best."""
    fields = [net.field(shrunk(one), (one.shape[1], one.shape[0])) for one in frames]
    return [one.parts for one in slide(net, found, fields, HOWS, parts=True)]


def test_parts_of_a_drawing_lie_well_on_its_own_frame_and_nowhere_else(
    net: StrokeNet, shows: list[Show]
) -> None:
    own, other = (ink_of(show.frame(0, 0.5).ink) for show in shows[:2])
    here, there = parts(net, own, own, other)
    assert 0.7 < here <= 1.0
    assert there < here - 0.2


def test_parts_that_moved_each_its_own_way_lie_better_by_themselves(
    net: StrokeNet, scene: Drawn
) -> None:
    """Quarters of a drawing, each off by most of a cell: the whole cannot lie on all of them."""
    ours = ink_of(scene.ink)
    high, wide = ours.shape
    torn = np.zeros_like(ours)
    for n, (y, x) in enumerate(product((0, high // 2), (0, wide // 2))):
        quarter = np.roll(ours, ((-12, 12)[n % 2], (12, -12)[n // 2]), axis=(0, 1))
        torn[y : y + high // 2, x : x + wide // 2] = quarter[y : y + high // 2, x : x + wide // 2]
    field = net.field(shrunk(ours), (wide, high))
    own, found = (slide(net, one, [field], HOWS, parts=True)[0] for one in (ours, torn))
    assert found.score < 0.8 * own.score
    assert found.parts / own.parts > found.score / own.score + 0.03


def test_parts_are_not_told_where_nobody_asked_or_nothing_is_drawn(
    net: StrokeNet, scene: Drawn
) -> None:
    ours = ink_of(scene.ink)
    field = net.field(shrunk(ours), (480, 270))
    assert 0 == slide(net, ours, [field], HOWS)[0].parts
    faint = np.zeros((SIDE, SIDE), np.float32)
    [laid] = net.laid(faint[None])
    assert 0 == net.parts(laid, field, Peak(0.0, 0.0, 0.0))


def test_lines_by_direction_tell_of_no_parts(scene: Drawn) -> None:
    way, ours = Directions(), ink_of(scene.ink)
    [found] = slide(way, ours, [way.field(shrunk(ours), (480, 270))], HOWS, parts=True)
    assert found.score > 0 == found.parts


@pytest.mark.parametrize("seed", range(4))
def test_ninths_are_of_equal_energy_and_leave_nothing_out(seed: int) -> None:
    energy = np.random.default_rng(seed).random((64, 64)).astype(np.float32)
    ninths = strokenet._ninths(energy)
    amounts = [float(energy[part].sum()) for part in ninths]
    assert 9 == len(ninths)
    assert sum(amounts) == pytest.approx(float(energy.sum()), rel=1e-4)
    assert max(amounts) < 1.3 * min(amounts)


@pytest.mark.parametrize("ends", [((320, 40), (320, 320)), ((60, 180), (580, 180))])
def test_a_single_stroke_lies_well_on_itself_in_the_parts_it_has(
    net: StrokeNet, ends: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    stroke = cv2.line(np.zeros((360, 640), np.uint8), *ends, 255, 3)
    assert parts(net, stroke, stroke)[0] > 0.52


def test_a_hand_that_was_never_trained_on_is_recognised(net: StrokeNet, shows: list[Show]) -> None:
    """Of nine frames, a rough of each lies best on its own."""
    scenes = [show.frame(cut, 0.5) for show in shows for cut in range(3)]
    fields = [net.field(shrunk(lines_of(one.colour)), (480, 270)) for one in scenes]
    for n, one in enumerate(scenes):
        rough = ink_of(searched(one.ink, one.mask, np.random.default_rng(n)))
        assert n == int(np.argmax([found.score for found in slide(net, rough, fields, HOWS)]))

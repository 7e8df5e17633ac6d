"""The trained way of comparing: its weights, its maps, its scores."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import numpy as np
import pytest

from celtrace.errors import EvidenceChanged
from celtrace.frames import strokenet
from celtrace.frames.agreement import SIDE, canvas, shrunk, slide
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


def test_a_hand_that_was_never_trained_on_is_recognised(net: StrokeNet, shows: list[Show]) -> None:
    """Of nine frames, a rough of each lies best on its own."""
    scenes = [show.frame(cut, 0.5) for show in shows for cut in range(3)]
    fields = [net.field(shrunk(lines_of(one.colour)), (480, 270)) for one in scenes]
    for n, one in enumerate(scenes):
        rough = ink_of(searched(one.ink, one.mask, np.random.default_rng(n)))
        assert n == int(np.argmax([found.score for found in slide(net, rough, fields, HOWS)]))

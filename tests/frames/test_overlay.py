"""Proof pictures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.cases.frames.index import Index
from celtrace.frames.gallery import Candidate
from celtrace.frames.lines import read_lines
from celtrace.frames.overlay import HIGH, contact_sheet, laid_over, layers, placed, proof_picture
from celtrace.frames.pixels import decode
from celtrace.frames.search import search
from celtrace.frames.strokes import lines_of
from frames.drawn import Drawn
from frames.pages import page


@pytest.fixture(scope="module", params=[False, True], ids=["as drawn", "mirrored"])
def match(request: pytest.FixtureRequest, scene: Drawn, index: Index) -> Candidate:
    ink = np.ascontiguousarray(scene.ink[:, ::-1]) if request.param else scene.ink
    return search(read_lines(page(ink, turn=3)), index.gallery)[0]


def test_the_found_lines_lie_on_ours(match: Candidate, scene: Drawn) -> None:
    both = laid_over(lines_of(scene.colour), match).astype(int)
    red = (both[:, :, 2] > both[:, :, 0] + 60).sum()
    dark = (both.max(axis=2) < 170).sum()
    assert dark > 2 * red


def test_found_reference_and_overlay_stand_side_by_side(match: Candidate, scene: Drawn) -> None:
    shown = proof_picture(page(scene.ink), scene.colour, lines_of(scene.colour), match)
    assert HIGH + 8 == shown.shape[0]
    assert shown.shape[1] > 3 * HIGH


def test_where_the_reference_lies_in_the_found_picture_is_known(match: Candidate) -> None:
    """The middle of the frame is the middle of the field on the page, mirrored or not."""
    middle = placed(match) @ np.array([240, 135, 1.0])
    assert pytest.approx((450, 330), abs=8) == tuple(middle)


def test_a_place_in_one_layer_is_the_same_place_in_the_others(
    match: Candidate, scene: Drawn
) -> None:
    lines = lines_of(scene.colour)
    ink = np.ascontiguousarray(scene.ink[:, ::-1]) if match.mirrored else scene.ink
    data = layers(page(ink, turn=3), scene.colour, lines, match)
    shown = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    high, wide = lines.shape
    assert (3 * high, wide, 4) == shown.shape
    found, ours, drawn = (shown[n * high : (n + 1) * high] for n in range(3))
    dark = 255 - found[:, :, :3].min(axis=2).astype(int)
    on, off = dark[lines > 128].mean(), dark[lines < 8].mean()
    assert on > 2 * off
    own = cv2.resize(scene.colour, (wide, high), interpolation=cv2.INTER_AREA)
    assert np.abs(ours[:, :, :3].astype(int) - own).mean() < 8
    assert (255, 255) == (found[:, :, 3].min(), ours[:, :, 3].min())
    assert drawn[lines > 200][:, 3].mean() > 100 > 5 * drawn[lines == 0][:, 3].mean()


def test_a_contact_sheet_has_room_for_all(scene: Drawn) -> None:
    sheet = decode(contact_sheet([(scene.colour, f"ep01_c{n:03d} 그림.png") for n in range(6)]))
    assert (2 * 190, 4 * 240) == sheet.shape[:2]

"""Marks by warp: what is read back, and what is never said."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.mark import FEWEST, SHARE, deviations, pooled, warp, warped
from celtrace.frames.strokes import ink_of
from frames.drawn import Drawn, Show
from frames.found import Source, hand

SECRET = b"a secret of the studio"
WHO = [f"vendor {n:02d}" for n in range(16)]
SIZE = (480, 270)


def fields(drawing: str) -> dict[str, np.ndarray]:
    return {name: warp(SECRET, name, drawing, SIZE) for name in WHO}


def traced(drawn: Drawn, drawing: str, recipient: str, seed: int) -> np.ndarray:
    """The ink of a recipient's copy, traced by a hand that shakes by 0.2 %; empty: unmarked."""
    small = cv2.resize(drawn.ink, SIZE, interpolation=cv2.INTER_AREA)
    copy = warped(small, warp(SECRET, recipient, drawing, SIZE)) if recipient else small
    return hand(Source(drawn.colour, copy, drawn.mask), np.random.default_rng(seed))


def read(shows: list[Show], recipient: str, count: int) -> list[dict[str, float]]:
    out = []
    for n in range(count):
        drawn, drawing = shows[n % 3].frame(n % 3, (n % 4) / 4), f"ep05_c{n:03d}"
        original = cv2.resize(drawn.ink, SIZE, interpolation=cv2.INTER_AREA)
        found = ink_of(traced(drawn, drawing, recipient, n))
        one = deviations(found, ink_of(original), fields(drawing))
        assert one is not None
        out.append(one)
    return out


def test_a_field_is_small_smooth_and_without_an_affine_part() -> None:
    field = warp(SECRET, "a", "d", SIZE)
    assert SHARE * 480 == pytest.approx(float(np.sqrt((field**2).sum(axis=2).mean())), rel=1e-3)
    assert np.abs(np.diff(field, axis=1)).max() < 0.15
    y, x = np.mgrid[0:270, 0:480]
    for part in (field[:, :, 0], field[:, :, 1]):
        assert abs(float(part.mean())) < 1e-3
        assert abs(float((part * (x - x.mean())).mean())) < 0.5
        assert abs(float((part * (y - y.mean())).mean())) < 0.5


def test_every_recipient_drawing_and_secret_has_its_own_field() -> None:
    first = warp(SECRET, "a", "d", SIZE)
    assert np.array_equal(first, warp(SECRET, "a", "d", SIZE))
    others = (
        warp(SECRET, "b", "d", SIZE),
        warp(SECRET, "a", "e", SIZE),
        warp(b"x", "a", "d", SIZE),
    )
    assert all(np.abs(first - other).mean() > 0.3 for other in others)


def test_ten_traced_drawings_name_whose_copy_was_traced(shows: list[Show]) -> None:
    said = pooled(read(shows, WHO[5], FEWEST))
    assert (WHO[5], FEWEST) == (said.recipient, said.drawings)
    assert said.deviations > said.second


def test_unmarked_drawings_name_nobody(shows: list[Show]) -> None:
    said = pooled(read(shows, "", FEWEST))
    assert "" == said.recipient
    assert "no recipient stands out" in said.why


def test_one_drawing_proves_nothing() -> None:
    said = pooled([{"a": 9.0, "b": -1.0}])
    assert "" == said.recipient
    assert "one proves nothing" in said.why


@pytest.mark.parametrize(
    ("best", "second", "named"), [(3.0, 0.0, "a"), (1.0, 0.0, ""), (3.0, 2.9, "")]
)
def test_a_recipient_must_stand_out_and_apart(best: float, second: float, named: str) -> None:
    assert named == pooled([{"a": best, "b": second, "c": -1.0}] * FEWEST).recipient


def test_what_cannot_be_laid_on_the_original_is_not_read() -> None:
    blank = np.zeros((270, 480), np.uint8)
    assert deviations(blank, blank, fields("d")) is None


def test_a_warped_picture_keeps_its_size_and_its_paper(scene: Drawn) -> None:
    field = warp(SECRET, "a", "d", (640, 360))
    for picture in (scene.ink, np.full((360, 640, 3), 255, np.uint8)):
        assert picture.shape == warped(picture, field).shape
    assert 255 == warped(np.full((360, 640), 255, np.uint8), field).min()


def test_deviations_are_measured_from_what_the_others_get(shows: list[Show]) -> None:
    [one] = read(shows, WHO[2], 1)
    values = np.array(list(one.values()))
    assert set(WHO) == one.keys()
    assert pytest.approx(0, abs=1e-6) == values.mean()
    assert pytest.approx(1, abs=1e-6) == values.std()


def test_a_clean_tracing_points_to_its_copy_at_once(scene: Drawn) -> None:
    """Without a shaking hand the one field that was used explains the drawing best."""
    original = cv2.resize(scene.ink, SIZE, interpolation=cv2.INTER_AREA)
    copy = warped(original, warp(SECRET, WHO[7], "d", SIZE))
    one = deviations(ink_of(copy), ink_of(original), fields("d"))
    assert one is not None
    assert WHO[7] == max(one, key=lambda name: one[name])


@pytest.mark.parametrize(("turn", "scale"), [(0.0, 1.0), (1.5, 0.98), (-1.0, 1.02)])
def test_how_the_scan_lay_does_not_matter(scene: Drawn, turn: float, scale: float) -> None:
    original = cv2.resize(scene.ink, SIZE, interpolation=cv2.INTER_AREA)
    copy = warped(original, warp(SECRET, WHO[3], "d", SIZE))
    place = cv2.getRotationMatrix2D((240, 135), turn, scale)
    scan = cv2.warpAffine(copy, place, SIZE, flags=cv2.INTER_CUBIC, borderValue=255)
    one = deviations(ink_of(scan), ink_of(original), fields("d"))
    assert one is not None
    assert WHO[3] in sorted(one, key=lambda name: -one[name])[:2]


def test_drawings_by_two_copies_name_one_of_the_two_or_nobody(shows: list[Show]) -> None:
    half = [*read(shows, WHO[1], 5), *read(shows, WHO[9], 10)[5:]]
    assert pooled(half).recipient in ("", WHO[1], WHO[9])


def test_the_order_of_drawings_does_not_matter() -> None:
    rng = np.random.default_rng(8)
    some = [{name: float(rng.normal()) for name in WHO} for _ in range(FEWEST)]
    assert pooled(some) == pooled(some[::-1])


@pytest.mark.parametrize("seed", range(4))
def test_chance_alone_names_nobody(seed: int) -> None:
    rng = np.random.default_rng(seed)
    some = [{name: float(rng.normal()) for name in WHO} for _ in range(FEWEST)]
    assert "" == pooled(some).recipient

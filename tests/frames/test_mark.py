"""Marks by warp: what is read back, and what is never said."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.mark import (
    DECOYS,
    FEWEST,
    MEASURED,
    Mark,
    Told,
    copied,
    numbers_of,
    pooled,
    told,
    warp,
    warped,
)
from celtrace.frames.mark_plan import planned
from celtrace.frames.strokes import ink_of
from frames.drawn import Drawn, Show
from frames.found import Source, hand

SECRET = b"a secret of the studio"
WHO = [f"vendor {n:02d}" for n in range(16)]
SIZE = (480, 270)
PINNED = (1.549796959918835, 1.3770950165061164, -0.649885309740468)
"""The first numbers of one copy: were they others, no pack that is out could be read."""


def by_chance(rng: np.random.Generator) -> Told:
    """What an unmarked drawing says."""
    return Told({name: float(rng.normal()) for name in WHO}, tuple(rng.normal(size=DECOYS)))


def marked(small: np.ndarray, drawing: str, recipient: str) -> np.ndarray:
    """A recipient's copy of a drawing's ink."""
    plan = planned(ink_of(small))
    return warped(small, warp(Mark(SECRET, drawing), recipient, plan, SIZE))


def traced(drawn: Drawn, drawing: str, recipient: str, seed: int) -> np.ndarray:
    """The ink of a recipient's copy, traced by a hand that shakes by 0.2 %; empty: unmarked."""
    small = cv2.resize(drawn.ink, SIZE, interpolation=cv2.INTER_AREA)
    copy = marked(small, drawing, recipient) if recipient else small
    return hand(Source(drawn.colour, copy, drawn.mask), np.random.default_rng(seed))


def read(shows: list[Show], recipient: str, count: int) -> list[Told]:
    out = []
    for n in range(count):
        drawn, drawing = shows[n % 3].frame(n % 3, (n % 4) / 4), f"ep05_c{n:03d}"
        original = cv2.resize(drawn.ink, SIZE, interpolation=cv2.INTER_AREA)
        found = ink_of(traced(drawn, drawing, recipient, n))
        one = told(found, ink_of(original), Mark(SECRET, drawing), WHO, 12)
        assert one is not None
        out.append(one)
    return out


def test_every_recipient_drawing_and_secret_has_its_own_field(scene: Drawn) -> None:
    plan = planned(ink_of(scene.ink))
    first = warp(Mark(SECRET, "d"), "a", plan, SIZE)
    assert np.array_equal(first, warp(Mark(SECRET, "d"), "a", plan, SIZE))
    others = (
        warp(Mark(SECRET, "d"), "b", plan, SIZE),
        warp(Mark(SECRET, "e"), "a", plan, SIZE),
        warp(Mark(b"x", "d"), "a", plan, SIZE),
    )
    assert all(np.abs(first - other).mean() > 0.3 for other in others)


def test_the_numbers_of_a_mark_never_change() -> None:
    """A pack is read years later, by other libraries: its field comes from bytes alone."""
    mark = Mark(b"sixteen bytes or more", "d")
    numbers = numbers_of(mark, "North Studio", 2000)
    assert PINNED == pytest.approx(numbers[:3], abs=1e-6)
    assert np.array_equal(numbers[:9], numbers_of(mark, "North Studio", 9))
    assert (0, 1) == pytest.approx((numbers.mean(), numbers.std()), abs=0.05)


def test_copies_of_neighbours_have_little_in_common(scene: Drawn) -> None:
    plan = planned(ink_of(scene.ink))
    fields = np.stack([warp(Mark(SECRET, "d"), name, plan, (160, 90)).ravel() for name in WHO])
    alike = np.corrcoef(fields)[np.triu_indices(len(WHO), 1)]
    assert 0.5 > np.abs(alike).max()
    assert 0.05 > abs(float(alike.mean()))


def test_ten_traced_drawings_name_whose_copy_was_traced(shows: list[Show]) -> None:
    said = pooled(read(shows, WHO[5], FEWEST))
    assert (WHO[5], FEWEST) == (said.recipient, said.drawings)
    assert said.deviations > said.second


def test_unmarked_drawings_name_nobody(shows: list[Show]) -> None:
    said = pooled(read(shows, "", FEWEST))
    assert "" == said.recipient
    assert "no recipient stands out" in said.why


def test_one_drawing_proves_nothing() -> None:
    said = pooled([Told({"a": 9.0, "b": -1.0}, ())])
    assert "" == said.recipient
    assert "one proves nothing" in said.why


@pytest.mark.parametrize(
    ("best", "second", "named"), [(3.0, 0.0, "a"), (1.0, 0.0, ""), (3.0, 2.9, "")]
)
def test_a_recipient_must_stand_out_and_apart(best: float, second: float, named: str) -> None:
    assert named == pooled([Told({"a": best, "b": second, "c": -1.0}, (0.0,))] * FEWEST).recipient


def test_what_cannot_be_laid_on_the_original_is_not_read() -> None:
    blank = np.zeros((270, 480), np.uint8)
    assert told(blank, blank, Mark(SECRET, "d"), WHO) is None


def test_a_warped_picture_keeps_its_size_and_its_paper(scene: Drawn) -> None:
    field = warp(Mark(SECRET, "d"), "a", planned(ink_of(scene.ink)), (640, 360))
    for picture in (scene.ink, np.full((360, 640, 3), 255, np.uint8)):
        assert picture.shape == warped(picture, field).shape
    assert 255 == warped(np.full((360, 640), 255, np.uint8), field).min()


def test_a_clean_tracing_points_to_its_copy_at_once(scene: Drawn) -> None:
    """Without a shaking hand the one field that was used explains the drawing best."""
    original = cv2.resize(scene.ink, SIZE, interpolation=cv2.INTER_AREA)
    copy = marked(original, "d", WHO[7])
    one = told(ink_of(copy), ink_of(original), Mark(SECRET, "d"), WHO, 12)
    assert one is not None
    assert WHO[7] == max(one.recipients, key=lambda name: one.recipients[name])


@pytest.mark.parametrize(("turn", "scale"), [(0.0, 1.0), (1.5, 0.98), (-1.0, 1.02)])
def test_how_the_scan_lay_does_not_matter(scene: Drawn, turn: float, scale: float) -> None:
    original = cv2.resize(scene.ink, SIZE, interpolation=cv2.INTER_AREA)
    copy = marked(original, "d", WHO[3])
    place = cv2.getRotationMatrix2D((240, 135), turn, scale)
    scan = cv2.warpAffine(copy, place, SIZE, flags=cv2.INTER_CUBIC, borderValue=255)
    one = told(ink_of(scan), ink_of(original), Mark(SECRET, "d"), WHO, 12)
    assert one is not None
    assert WHO[3] in sorted(one.recipients, key=lambda name: -one.recipients[name])[:2]


def test_drawings_by_two_copies_name_one_of_the_two_or_nobody(shows: list[Show]) -> None:
    half = [*read(shows, WHO[1], 5), *read(shows, WHO[9], 10)[5:]]
    assert pooled(half).recipient in ("", WHO[1], WHO[9])


def test_the_order_of_drawings_does_not_matter() -> None:
    rng = np.random.default_rng(8)
    some = [by_chance(rng) for _ in range(FEWEST)]
    assert pooled(some) == pooled(some[::-1])


@pytest.mark.parametrize("seed", range(4))
def test_chance_alone_names_nobody(seed: int) -> None:
    rng = np.random.default_rng(seed)
    some = [by_chance(rng) for _ in range(FEWEST)]
    assert "" == pooled(some).recipient


def test_a_decoy_that_gets_nearly_as_far_takes_the_name_away() -> None:
    """Nobody had a copy under a decoy's name: so far does chance get."""
    sure = {"a": 2.0, "b": 0.0}
    assert "a" == pooled([Told(sure, (0.5, 1.0))] * FEWEST).recipient
    said = pooled([Told(sure, (0.5, 1.5))] * FEWEST)
    assert ("", 2) == (said.recipient, said.decoys)
    assert said.deviations - said.decoy < 2


def test_the_chance_is_for_all_recipients_together() -> None:
    few = pooled([Told({"a": 1.0, "b": 0.0}, (0.0,))] * FEWEST)
    many = pooled([Told({"a": 1.0, **{f"b{n}": 0.0 for n in range(63)}}, (0.0,))] * FEWEST)
    assert 32 == pytest.approx(many.chance / few.chance)


def test_no_reading_claims_a_smaller_chance_than_was_measured() -> None:
    """Tails are heavier than a bell curve's: of 30,000 unmarked sets one reached 5.5."""
    sure = pooled([Told({"a": 3.0, "b": 0.0}, (0.0,))] * FEWEST)
    assert ("a", MEASURED) == (sure.recipient, sure.chance)


def test_each_recipient_and_each_decoy_is_read(scene: Drawn) -> None:
    ink = ink_of(cv2.resize(scene.ink, SIZE, interpolation=cv2.INTER_AREA))
    one = told(ink, ink, Mark(SECRET, "d"), WHO, 9)
    assert one is not None
    assert (WHO, 9) == (list(one.recipients), len(one.decoys))
    assert (0, 1) == pytest.approx((np.mean(one.decoys), np.std(one.decoys)), abs=1e-6)


def test_the_same_field_is_written_at_another_size(scene: Drawn) -> None:
    plan = planned(ink_of(scene.ink))
    large = warp(Mark(SECRET, "d"), "a", plan, (960, 540))
    small = warp(Mark(SECRET, "d"), "a", plan, (480, 270))
    again = cv2.resize(large, (480, 270), interpolation=cv2.INTER_AREA) / 2
    assert 0.01 > np.abs(again - small).max()


@pytest.mark.parametrize("high", [100, 512, 1300])
def test_a_copy_made_in_bands_is_the_copy_made_at_once(scene: Drawn, high: int) -> None:
    large = cv2.resize(scene.ink, (200, high))
    plan, mark = planned(ink_of(scene.ink)), Mark(SECRET, "d")
    whole = warped(large, warp(mark, "a", plan, (200, high)))
    assert np.array_equal(whole, copied(large, mark, "a", plan))

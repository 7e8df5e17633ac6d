"""Plans of marks: what a drawing can carry, and how far its lines may be moved for it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.mark_plan import (
    BENT,
    FASTEST,
    FURTHEST,
    SHARE,
    TURNED,
    Plan,
    drift,
    field_of,
    parts_of,
    planned,
    points_of,
    sized,
)
from celtrace.frames.strokes import WORK, ink_of
from frames.drawn import Drawn, Show
from frames.moved import across, size_of

STEP = 6


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    """Of four drawings of two shows."""
    shows = (Show(41, 2), Show(42, 2))
    return [planned(ink_of(show.frame(cut, 0.4).ink)) for show in shows for cut in (0, 1)]


def some(plan: Plan, seed: int = 1) -> np.ndarray:
    """Parts of a random field of a plan."""
    return parts_of(plan, np.random.default_rng(seed).normal(size=plan.shape.shape[1]))


def circle(turn: float = 0.0) -> np.ndarray:
    lines = np.zeros((270, 480), np.uint8)
    cv2.ellipse(lines, (240, 135), (100, 100), turn, 0, 360, 255, 3, cv2.LINE_AA)
    return lines


@pytest.mark.parametrize("seed", range(3))
def test_a_field_stays_within_all_bounds_of_looks(plans: list[Plan], seed: int) -> None:
    """Measured on the field itself, pixel by pixel, and not on the forms it was made by."""
    for plan in plans:
        field = field_of(plan, some(plan, seed), plan.size)
        inked = field[plan.points.y.astype(int), plan.points.x.astype(int)]
        before, here, after = (across(plan, field, step) for step in (-STEP, 0, STEP))
        shares = (
            size_of(np.hypot(*field.transpose(2, 0, 1))) / (SHARE * WORK),
            size_of(np.hypot(*inked.T)) / (SHARE * WORK),
            size_of(after - before) / (2 * STEP * TURNED),
            size_of(before + after - 2 * here) / (STEP**2 * BENT),
        )
        assert 1.05 > max(shares)
        assert 0.7 < max(shares)


def test_no_place_is_moved_far(plans: list[Plan]) -> None:
    furthest = [
        np.hypot(*field_of(plan, some(plan, seed), plan.size).transpose(2, 0, 1)).max()
        for plan in plans
        for seed in range(5)
    ]
    assert 1.05 * FURTHEST * SHARE * WORK > max(furthest)


def test_a_scan_of_the_same_lines_laid_otherwise_explains_little_of_a_field(
    plans: list[Plan],
) -> None:
    for plan in plans:
        moved = across(plan, field_of(plan, some(plan), plan.size))
        affine = plan.across()[:, :6]
        left = moved - affine @ np.linalg.lstsq(affine, moved, rcond=None)[0]
        assert 0.8 < size_of(left) / size_of(moved)


def test_a_plan_hardly_changes_where_a_library_rounds_otherwise(scene: Drawn) -> None:
    """A mark is read by a plan made anew, perhaps years later on another machine."""
    lines = ink_of(scene.ink)
    rng = np.random.default_rng(4)
    noisy = np.clip(lines + rng.integers(-3, 4, lines.shape), 0, 255).astype(np.uint8)
    one, other = (planned(each) for each in (lines, np.where(lines > 0, noisy, lines)))
    assert 0.98 < np.corrcoef(some(one), some(other))[0, 1]


@pytest.mark.parametrize("size", [(480, 270), (270, 480), (480, 480), (120, 67), (480, 24)])
def test_every_sheet_gets_a_field_blank_ones_too(size: tuple[int, int]) -> None:
    wide, high = size
    blank = np.zeros((high, wide), np.uint8)
    plan = planned(blank)
    assert WORK == max(plan.size)
    field = field_of(plan, some(plan), size)
    assert (high, wide, 2) == field.shape
    strength = size_of(np.hypot(*field.transpose(2, 0, 1))) / (SHARE * max(size))
    assert 0.7 < strength < 1.02


def test_waves_are_of_equal_height_and_none_too_quick(plans: list[Plan]) -> None:
    waves = plans[0].waves
    y, x = (np.mgrid[0:270, 0:480] + 0.5) / np.array([270, 480])[:, None, None]
    assert FASTEST >= waves.cycles.max()
    assert 1 == pytest.approx(size_of(waves.at(x.ravel(), y.ravel())), rel=1e-6)


def test_points_of_a_circle_look_outwards() -> None:
    x, y, normal = points_of(circle())
    radial = np.stack([x - 240, y - 135], axis=1)
    radial /= np.linalg.norm(radial, axis=1)[:, None]
    outwards = np.abs((radial * normal).sum(axis=1))
    assert 0.98 < (outwards > 0.97).mean()
    assert 300 < len(x)


def test_a_dense_drawing_is_looked_at_at_some_thousand_points() -> None:
    hatched = np.zeros((480, 480), np.uint8)
    for at in range(4, 480, 12):
        cv2.line(hatched, (at, 0), (at, 479), 255, 2)
    assert 3000 >= len(points_of(hatched).x) > 1500


def test_a_hand_drifts_slowly_more_than_quickly(plans: list[Plan]) -> None:
    waves = plans[0].waves
    allowed = drift(waves)
    assert 6 + 2 * len(waves.cycles) == len(allowed)
    assert np.array_equal(np.argsort(-allowed[6 : 6 + len(waves.cycles)], kind="stable"),
                          np.argsort(waves.cycles, kind="stable"))  # fmt: skip


def test_a_line_map_of_another_size_is_brought_to_the_working_size() -> None:
    assert (270, 480) == sized(np.zeros((135, 240), np.uint8)).shape
    lines = circle()
    assert lines is sized(lines)

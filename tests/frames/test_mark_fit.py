"""Fields fitted to tracings: what is read of a known movement, and what of none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.mark import warped
from celtrace.frames.mark_fit import ridges, worth
from celtrace.frames.mark_plan import Plan, field_of, parts_of, planned
from celtrace.frames.strokes import ink_of
from frames.drawn import Drawn

OTHERS = 60


@pytest.fixture(scope="module")
def drawn(scene: Drawn) -> tuple[np.ndarray, Plan]:
    """Lines of a drawing, and its plan."""
    lines = ink_of(scene.ink)
    return lines, planned(lines)


def field(plan: Plan, seed: int) -> np.ndarray:
    return parts_of(plan, np.random.default_rng(seed).normal(size=plan.shape.shape[1]))


def stands_out(found: np.ndarray, plan: Plan, parts: np.ndarray) -> float:
    """Deviations of a field's worth from what others' are worth."""
    slope = worth(found, plan)
    others = [float(slope @ field(plan, 100 + n)) for n in range(OTHERS)]
    return (float(slope @ parts) - float(np.mean(others))) / float(np.std(others))


def moved(lines: np.ndarray, plan: Plan, parts: np.ndarray) -> np.ndarray:
    """The lines moved along a field: a picture is sampled where it comes from."""
    return 255 - warped(255 - lines, -field_of(plan, parts, plan.size))


def test_the_field_that_moved_the_lines_stands_out(drawn: tuple[np.ndarray, Plan]) -> None:
    lines, plan = drawn
    parts = field(plan, 1)
    assert 4 < stands_out(moved(lines, plan, parts), plan, parts)
    assert -4 > stands_out(moved(lines, plan, -parts), plan, parts)


@pytest.mark.parametrize("left", ["left half", "upper half", "stripes"])
def test_lines_that_were_left_out_do_no_harm(drawn: tuple[np.ndarray, Plan], left: str) -> None:
    lines, plan = drawn
    parts = field(plan, 2)
    found = moved(lines, plan, parts)
    gone = {"left half": np.s_[:, :240], "upper half": np.s_[:135], "stripes": np.s_[:, ::3]}
    found[gone[left]] = 0
    assert 2 < stands_out(found, plan, parts)


def test_a_slow_drift_of_the_hand_does_not_hide_the_field(drawn: tuple[np.ndarray, Plan]) -> None:
    """Ten times as far as the field, but slow: a bow over the whole sheet."""
    lines, plan = drawn
    parts = field(plan, 3)
    y, x = np.mgrid[0:270, 0:480].astype(np.float32)
    bow = 7 * np.sin(np.pi * x / 480)
    found = 255 - cv2.remap(255 - moved(lines, plan, parts), x, y + bow, cv2.INTER_LINEAR,
                            borderValue=255)  # fmt: skip
    assert 3 < stands_out(found, plan, parts)


def test_unmoved_lines_speak_for_nobody(drawn: tuple[np.ndarray, Plan]) -> None:
    lines, plan = drawn
    assert 3.5 > abs(stands_out(lines, plan, field(plan, 4)))


def test_where_nothing_is_drawn_nothing_is_said(drawn: tuple[np.ndarray, Plan]) -> None:
    lines, plan = drawn
    assert 0 == np.abs(worth(np.zeros_like(lines), plan)).max()
    blank = planned(np.zeros_like(lines))
    assert 0 == np.abs(worth(lines, blank)).max()


def test_a_ridge_is_seen_across_a_line_and_not_along() -> None:
    lines = np.zeros((120, 160), np.uint8)
    cv2.line(lines, (10, 60), (150, 60), 255, 3)
    xx, xy, yy = (bend[60, 80] for bend in ridges(lines, 2.0))
    assert -0.7 > yy
    assert (0, 0) == pytest.approx((xx, xy), abs=0.02)

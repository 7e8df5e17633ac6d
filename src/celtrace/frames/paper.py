"""Animation paper undone: its shade, the colours of its pencils, its field frame.

Most of a page is blank, and the blank is nearly without colour. What is written or drawn
in a strong red or blue is set apart (corrections and notes), unless it is most of what
is drawn: whole drawings are made in blue or red pencil.
"""

from __future__ import annotations

from itertools import combinations

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Colour, Floats, Grey, Mask
from celtrace.frames.pixels import brightest, darkest, resized

PAGE = 960
"""Pixels of the longer side at which a page is read."""
_BLANK = 0.6
"""Least share of a page that is paper."""
_VIVID = 38
"""Difference of the strongest and weakest colour, 0 to 255, from which a pencil is coloured."""
_TINT = 0.25
"""Share by which the weakest colour of paper lies under the strongest, from which it is tinted."""
_LEAST_BLACK = 0.002
"""Share of a page: with less black than this, the coloured pencil is the drawing itself."""

Corner = tuple[float, float]


class Page(msgspec.Struct, frozen=True):
    """A page with its paper made white and its coloured pencils apart."""

    flat: Grey
    """Everything that is drawn, on white."""
    black: Grey
    """Without the coloured corrections and notes."""
    red: Mask
    blue: Mask
    frames: tuple[tuple[Corner, ...], ...]
    """Field frames, the largest first: corners from top left, clockwise, in its pixels."""


def is_page(pixels: Colour) -> bool:
    """Whether the picture is a drawing on paper: mostly blank, the blank bright and grey."""
    small = resized(pixels, 320)
    ground = _ground(small)
    bright = float(np.median(ground))
    near = brightest(small).astype(np.float32) >= ground * 0.86
    return bright > 90 and float(near.mean()) > _BLANK and _even(small, near)


def is_tinted(pixels: Colour) -> bool:
    """Whether what looks like paper has a strong colour, and may be a painting as well."""
    small = resized(pixels, 160)
    bright, dark = brightest(small).astype(np.float32), darkest(small).astype(np.float32)
    return float(np.median((bright - dark) / np.maximum(bright, 1))) > _TINT


def _even(small: Colour, near: Mask) -> bool:
    """Whether the blank is of one colour: a shaded sheet, not a painted sky."""
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.float32)[near]
    spread = lab[:, 1:].std(axis=0).max() if len(lab) else 99.0
    return float(spread) < 9


def _ground(pixels: Colour) -> Floats:
    """What the paper would be without the drawing: its brightest channel, closed and smoothed.

    It is worked out at a third of the size, for paper changes slowly.
    """
    light = cv2.medianBlur(brightest(pixels), 3)
    small = resized(light, max(light.shape) // 3)
    size = max(5, (max(small.shape) // 24) | 1)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    smooth = cv2.GaussianBlur(closed, (0, 0), size / 2).astype(np.float32)
    return np.maximum(cv2.resize(smooth, light.shape[::-1]), 1)


def read_page(pixels: Colour) -> Page:
    """Undo the paper of a page."""
    small = resized(pixels, PAGE)
    ground = _ground(small)
    even = cv2.merge([_evened(one, ground) for one in cv2.split(small)])
    flat = darkest(even)
    red, blue = _pencils(even)
    marks = _grown(red | blue, 2)
    plain = (flat < 205) & ~marks
    black = _without(flat, marks) if plain.mean() > _LEAST_BLACK else flat
    return Page(flat, black, red, blue, field_frames(flat))


def _evened(channel: Grey, ground: Floats) -> Grey:
    """One colour of a page as shares of its paper's: 255 is blank."""
    share = cv2.divide(channel.astype(np.float32), ground)
    blank = max(float(np.median(share[::4, ::4])), 0.5)
    return np.clip(share * (255 / blank), 0, 255).astype(np.uint8)


def _without(flat: Grey, marks: Mask) -> Grey:
    return np.where(marks, np.uint8(255), flat)


def _pencils(even: Colour) -> tuple[Mask, Mask]:
    """Where a red and where a blue pencil drew."""
    blue, green, red = cv2.split(even)
    vivid = cv2.subtract(brightest(even), darkest(even)) > _VIVID
    return vivid & (red > blue) & (red > green), vivid & (blue > red)


def _grown(mask: Mask, by: int) -> Mask:
    size = 2 * by + 1
    return cv2.dilate(mask.astype(np.uint8), np.ones((size, size), np.uint8)) > 0


def field_frames(flat: Grey) -> tuple[tuple[Corner, ...], ...]:
    """Up to three rectangles ruled on a page, the largest first."""
    high, wide = flat.shape
    ink = (flat < 225).astype(np.uint8)
    least = 0.18 * min(high, wide)
    found = cv2.HoughLinesP(ink, 1, np.pi / 360, 60, minLineLength=least, maxLineGap=6)
    if found is None:
        return ()
    sides = found.reshape(-1, 4).astype(np.float64)
    level = _merged(sides, upright=False)
    upright = _merged(sides, upright=True)
    near = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    boxes = []
    for top, bottom in combinations(level, 2):
        for left, right in combinations(upright, 2):
            corners = _rectangle((top, bottom, left, right), max(high, wide) * 0.04)
            if corners and _ruled(near, corners):
                boxes.append(corners)
    boxes.sort(key=lambda corners: -_area(corners))
    return _apart(boxes, max(high, wide) * 0.02)[:3]


def _merged(sides: Floats | np.ndarray, *, upright: bool) -> list[np.ndarray]:
    """Segments within 8 degrees of an axis, those on one line joined; at most 12."""
    dx, dy = np.abs(sides[:, 2] - sides[:, 0]), np.abs(sides[:, 3] - sides[:, 1])
    along, across = (1, 0) if upright else (0, 1)
    keep = sides[(dx < dy * 0.14) if upright else (dy < dx * 0.14)]
    flip = keep[:, along] > keep[:, along + 2]
    keep[flip] = keep[flip][:, [2, 3, 0, 1]]
    joined: list[np.ndarray] = []
    for one in keep[np.argsort(-np.hypot(keep[:, 2] - keep[:, 0], keep[:, 3] - keep[:, 1]))]:
        for other in joined:
            if _aligned(one, other, along, across):
                if one[along] < other[along]:
                    other[:2] = one[:2]
                if one[along + 2] > other[along + 2]:
                    other[2:] = one[2:]
                break
        else:
            joined.append(one.copy())
    return joined[:12]


def _aligned(one: np.ndarray, other: np.ndarray, along: int, across: int) -> bool:
    """Whether both ends of one segment lie within 5 pixels of the line through the other."""
    ends = ((one[along], one[across]), (one[along + 2], one[across + 2]))
    return all(abs(_at(other, where, along, across) - value) < 5 for where, value in ends)


def _at(side: np.ndarray, where: float, along: int, across: int) -> float:
    """Where the line through a segment runs at a place along its axis."""
    length = side[along + 2] - side[along]
    share = (where - side[along]) / length if length else 0.0
    return float(side[across] + share * (side[across + 2] - side[across]))


def _rectangle(
    sides: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray], reach: float
) -> tuple[Corner, ...]:
    """Corners of four sides whose ends meet within `reach` pixels; none otherwise."""
    level, upright = sides[:2], sides[2:]
    top, bottom = sorted(level, key=lambda side: side[1] + side[3])
    left, right = sorted(upright, key=lambda side: side[0] + side[2])
    corners = tuple(
        _crossing(a, b) for a, b in ((top, left), (top, right), (bottom, right), (bottom, left))
    )
    if not all(corners):
        return ()
    ends = ((top, 0, left, 0), (top, 2, right, 0), (bottom, 2, right, 2), (bottom, 0, left, 2))
    for corner, (one, n, other, m) in zip(corners, ends, strict=True):
        if np.hypot(*(one[n : n + 2] - corner)) > reach:
            return ()
        if np.hypot(*(other[m : m + 2] - corner)) > reach:
            return ()
    return corners


def _crossing(one: np.ndarray, other: np.ndarray) -> Corner:
    a = np.array([one[2] - one[0], one[3] - one[1]])
    b = np.array([other[2] - other[0], other[3] - other[1]])
    across = a[0] * b[1] - a[1] * b[0]
    if abs(across) < 1e-9:
        return ()  # type: ignore[return-value]
    start = other[:2] - one[:2]
    share = (start[0] * b[1] - start[1] * b[0]) / across
    return (float(one[0] + share * a[0]), float(one[1] + share * a[1]))


def _ruled(near: Grey, corners: tuple[Corner, ...]) -> bool:
    """Whether ink lies along four fifths of the rectangle."""
    seen: list[float] = []
    for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
        steps = np.linspace(one, other, 80)
        x = np.clip(steps[:, 0].round().astype(int), 0, near.shape[1] - 1)
        y = np.clip(steps[:, 1].round().astype(int), 0, near.shape[0] - 1)
        seen.append(float(near[y, x].mean()))
    return min(seen) > 0.6 and sum(seen) / 4 > 0.8


def _area(corners: tuple[Corner, ...]) -> float:
    return float(cv2.contourArea(np.array(corners, np.float32)))


def _apart(boxes: list[tuple[Corner, ...]], least: float) -> tuple[tuple[Corner, ...], ...]:
    """Rectangles of which no two have all corners within `least` pixels."""
    kept: list[tuple[Corner, ...]] = []
    for box in boxes:
        shifts = [np.abs(np.subtract(box, other)).max() for other in kept]
        if all(shift > least for shift in shifts):
            kept.append(box)
    return tuple(kept)

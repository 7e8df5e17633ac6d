"""What a drawing can carry of a mark: smooth fields that move its lines across themselves.

A line moved along itself looks as before, and so does empty paper: a field is seen, and traced,
only where it moves ink across its direction. And a tracer's own slow drift hides what is as
slow. So the fields of a drawing are drawn at random from all smooth ones, each direction by how
far it stands out of such a drift on this drawing's lines, against how far it turns and bends
them. The strength is the greatest that keeps within bounds of both, of how far ink is moved and of
how far any place is.

Everything is derived from the original alone, by symmetric functions of matrices that no order
or sign of eigenvectors enters: whoever reads a mark makes the same plan again, also where a
library rounds otherwise.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from celtrace.frames.arrays import Floats, Lines
from celtrace.frames.strokes import WORK, thin

Rows = npt.NDArray[np.float64]
"""A row for each point of a line, a column for each part of a field."""
SHARE = 0.003
"""Root mean square of a field on the ink and on the whole sheet, of the longer side, at most."""
FURTHEST = 3.0
"""How far any of 49 x 49 places is moved at most, in units of that mean."""
TURNED, BENT = 0.033, 0.0017
"""How far lines may be turned (radians) and bent (radians a pixel of 480), root mean square on the
ink: what a random field of 6 x 9 points and the same strength does. One of 8 x 12 points turns
them by 0.042, bends them by 0.0029, and was seen to make circles uneven."""
FASTEST = 6.0
"""Cycles of a wave on the longer side, at most."""
DRIFT = 4.0
"""Root mean square of a tracer's own drift, pixels of 480 in each direction, as it is assumed."""
HELD = 1 / 16
"""What a point of a line says of where it was traced to, 1 / square pixels: neighbours share a
stroke, so it is far less than its own place says."""
_SLOW = 1.5
"""Cycles from which on a tracer's drift falls off, with the fourth power."""
_SHEET = 3.0
"""How much the whole sheet weighs beside the ink, so that paper is not pushed far."""
_LEAST = 1e-2
"""What every direction is worth at least: a blank sheet gets a field too."""
_POINTS, _STEP = 3000, 6.0
_EVERYWHERE = tuple(one.ravel() for one in np.meshgrid(*[np.linspace(0, 1, 49)] * 2))
"""Places as shares of the width and of the height."""


class Waves(NamedTuple):
    """The parts of a smooth field: products of two cosines, by half cycles across and down."""

    across: npt.NDArray[np.int64]
    down: npt.NDArray[np.int64]
    cycles: npt.NDArray[np.float64]
    """On the longer side."""

    def at(self, x: Rows, y: Rows) -> Rows:
        """Their heights, root mean square 1, at shares of the width and of the height."""
        lying = np.cos(np.pi * x[..., None] * self.across)
        return np.asarray(self.level() * lying * np.cos(np.pi * y[..., None] * self.down))

    def level(self) -> Rows:
        """What the product of both cosines is multiplied by."""
        return np.where((self.across == 0) | (self.down == 0), 2**0.5, 2.0)


class Points(NamedTuple):
    """Points on the middle of lines, and the directions across them."""

    x: Rows
    y: Rows
    normal: Rows
    """A unit vector a point."""


class Plan(NamedTuple):
    """How fields for one drawing are made, and what reading them needs."""

    size: tuple[int, int]
    """Width and height at which the drawing was looked at: the longer side is 480."""
    waves: Waves
    points: Points
    affine: Rows
    """Three parts of a field a point: shift, and slopes across and down."""
    free: Rows
    """The waves a point."""
    sheet: Rows
    """The waves at places all over the sheet."""
    shape: Rows
    """From independent normal numbers to parts of a field: across, then down."""
    bounds: tuple[tuple[Rows, float], ...]
    """Measures of looks as quadratic forms, and their greatest values."""

    def across(self) -> Rows:
        """Movement of each point across its line by each part: affine (6), then waves."""
        x, y = self.points.normal[:, :1], self.points.normal[:, 1:]
        return np.hstack([x * self.affine, y * self.affine, x * self.free, y * self.free])


def planned(original: Lines) -> Plan:
    """The plan for a drawing, from its line map."""
    lines = sized(original)
    size = (lines.shape[1], lines.shape[0])
    waves, points = _waves(size), points_of(lines)
    free, sheet = (waves.at(*at) for at in (_shares(points, size), _EVERYWHERE))
    plan = Plan(size, waves, points, _affine(points, size), free, sheet, np.eye(1), ())
    looks = _looks(plan)
    weights = (_SHEET, *[1.0] * len(looks[1:]))
    cost = sum(w * form / bound**2 for w, (form, bound) in zip(weights, looks, strict=True))
    light = _power(np.asarray(cost), -0.5)
    worth = light @ _seen(plan) @ light
    shape = light @ _power(worth + _LEAST * np.eye(len(worth)), 0.5)
    return plan._replace(shape=shape, bounds=tuple(looks))


def parts_of(plan: Plan, numbers: Rows) -> Rows:
    """The field that normal numbers stand for, as strong as its looks allow: pixels of 480."""
    parts = plan.shape @ numbers
    worst = max(math.sqrt(float(parts @ form @ parts)) / bound for form, bound in plan.bounds)
    far = np.hypot(*(plan.sheet @ half for half in np.split(parts, 2))).max()
    return np.asarray(parts / max(worst, float(far) / (FURTHEST * SHARE * WORK)))


def field_of(plan: Plan, parts: Rows, size: tuple[int, int], rows: slice = slice(None)) -> Floats:
    """A field at any size of the drawing: height x width x 2, in pixels of that size.

    Of a part of the height where `rows` says so.
    """
    x, y = ((np.arange(side) + 0.5) / side for side in size)
    y = y[rows]
    waves = plan.waves
    lying = np.cos(np.pi * np.outer(waves.across, x)).astype(np.float32)
    upright = np.cos(np.pi * np.outer(y, waves.down))
    scale = waves.level() * max(size) / WORK
    halves = ((upright * (scale * half)).astype(np.float32) for half in np.split(parts, 2))
    return np.stack([half @ lying for half in halves], axis=2)


def drift(waves: Waves) -> Rows:
    """The variance of each part of a tracer's own movement, affine parts first, square pixels."""
    fall = 1 / (1 + (waves.cycles / _SLOW) ** 2) ** 2
    slow = DRIFT**2 * fall / fall.sum() if len(fall) else fall
    return np.concatenate([np.full(6, (WORK / 16) ** 2), slow, slow])


def sized(lines: Lines) -> Lines:
    """A line map with its longer side of 480 pixels."""
    high, wide = lines.shape
    share = WORK / max(high, wide)
    size = (max(1, round(wide * share)), max(1, round(high * share)))
    return lines if share == 1 else cv2.resize(lines, size, interpolation=cv2.INTER_LINEAR)


def points_of(lines: Lines) -> Points:
    """Points of the middle of lines, at most some thousands, evenly taken."""
    smooth = cv2.GaussianBlur(lines, (0, 0), 2.0).astype(np.float32)
    orders = ((2, 0), (1, 1), (0, 2))
    bends = [cv2.Sobel(smooth, cv2.CV_32F, *order, ksize=5).astype(float) for order in orders]
    y, x = np.nonzero(thin(lines))
    xx, xy, yy = (bend[y, x] for bend in bends)
    angle = 0.5 * np.arctan2(-2 * xy, yy - xx)
    ridge = xx * np.cos(angle) ** 2 + yy * np.sin(angle) ** 2 + xy * np.sin(2 * angle) < 0
    chosen = np.flatnonzero(ridge)
    chosen = chosen[:: max(1, math.ceil(len(chosen) / _POINTS))]
    turn = angle[chosen]
    normal = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Points(x[chosen].astype(float), y[chosen].astype(float), normal)


def _waves(size: tuple[int, int]) -> Waves:
    longer = max(size)
    most = [int(2 * FASTEST * side / longer) for side in size]
    across, down = (each.ravel() for each in np.mgrid[0 : most[0] + 1, 0 : most[1] + 1])
    cycles = np.hypot(across / size[0], down / size[1]) * longer / 2
    some = (cycles > 0) & (cycles <= FASTEST)
    return Waves(across[some], down[some], cycles[some])


def _shares(points: Points, size: tuple[int, int]) -> tuple[Rows, Rows]:
    return (points.x + 0.5) / size[0], (points.y + 0.5) / size[1]


def _affine(points: Points, size: tuple[int, int]) -> Rows:
    slopes = ((at - side / 2) * (12**0.5 / WORK) for at, side in zip(points[:2], size, strict=True))
    return np.stack([np.ones(len(points.x)), *slopes], axis=1)


def _looks(plan: Plan) -> list[tuple[Rows, float]]:
    """Measures of looks with their bounds: of the whole sheet, of the ink, of lines."""
    strength, count = SHARE * WORK, len(plan.waves.across)
    looks = [(np.eye(2 * count), strength)]
    if not len(plan.points.x):
        return looks
    looks.append((np.asarray(np.kron(np.eye(2), _form(plan.free))), strength))
    before, here, after = (_moved(plan, step) for step in (-_STEP, 0.0, _STEP))
    looks.append((_form((after - before) / (2 * _STEP)), TURNED))
    looks.append((_form((before + after - 2 * here) / _STEP**2), BENT))
    return looks


def _moved(plan: Plan, along: float) -> Rows:
    """What each wave does across each line, so many pixels further along it."""
    normal = plan.points.normal
    x, y = plan.points.x - along * normal[:, 1], plan.points.y + along * normal[:, 0]
    free = plan.waves.at(*_shares(Points(x, y, normal), plan.size))
    return np.hstack([normal[:, :1] * free, normal[:, 1:] * free])


def _form(rows: Rows) -> Rows:
    """The mean square of what rows say, as a quadratic form."""
    return np.asarray(rows.T @ rows / len(rows))


def _seen(plan: Plan) -> Rows:
    """How far each direction stands out of a tracer's drift, squared deviations a pixel."""
    across = plan.across()
    told = across.T @ across * HELD
    hidden = told @ np.linalg.solve(told + np.diag(1 / drift(plan.waves)), told)
    return np.asarray((told - hidden)[6:, 6:])


def _power(form: Rows, power: float) -> Rows:
    """A power of a symmetric matrix without negative values."""
    values, ways = np.linalg.eigh((form + form.T) / 2)
    kept = np.maximum(values, values.max() * 1e-9)
    return np.asarray((ways * kept**power) @ ways.T)

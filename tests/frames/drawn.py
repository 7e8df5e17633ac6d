"""Shows drawn by script: characters with a design of their own, cuts, movement.

Nothing of it is anybody's work. The same seed gives the same pictures. Each frame comes
in colour and as the ink lines of the same drawing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

WIDE, HIGH = 640, 360
INK = (30, 24, 20)


class Shape(NamedTuple):
    """A closed or open line with what it is filled with, in the order of painting."""

    points: np.ndarray
    fill: tuple[int, int, int] | None
    width: float
    closed: bool = True
    character: bool = True


class Drawn(NamedTuple):
    """One frame: in colour, as ink on white, and where the characters are."""

    colour: np.ndarray
    ink: np.ndarray
    mask: np.ndarray


def smooth(points: np.ndarray, *, closed: bool = True, steps: int = 8) -> np.ndarray:
    """A Catmull-Rom spline through control points."""
    p = np.asarray(points, float)
    ring = np.vstack([p[-1:], p, p[:2]]) if closed else np.vstack([p[:1], p, p[-1:]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = []
    for a, b, c, d in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
                          + (3 * b - a - 3 * c + d) * t**3))  # fmt: skip
    line = np.vstack(out)
    return line if closed else np.vstack([line, p[-1:]])


def blob(centre: tuple[float, float], radii: tuple[float, float], wobble: np.ndarray,
         turn: float = 0.0) -> np.ndarray:  # fmt: skip
    """A closed curve round a centre, out of round by `wobble` at equal angles."""
    angles = np.linspace(0, 2 * np.pi, len(wobble), endpoint=False)
    x, y = radii[0] * (1 + wobble) * np.cos(angles), radii[1] * (1 + wobble) * np.sin(angles)
    cos, sin = np.cos(turn), np.sin(turn)
    return smooth(np.stack([centre[0] + cos * x - sin * y, centre[1] + sin * x + cos * y], 1))


class Design:
    """How a character looks, whatever it does."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.colours = [tuple(int(v) for v in rng.integers(60, 250, 3)) for _ in range(8)]
        self.head = rng.uniform(0.8, 1.3, 2)
        self.face = rng.normal(0, 0.05, 10)
        self.hair = rng.normal(0.15, 0.14, 14)
        self.fringe = rng.uniform(-0.5, 0.5, (rng.integers(3, 7), 2))
        self.eye = rng.uniform(0.1, 0.24, 2)
        self.apart = rng.uniform(0.28, 0.46)
        self.body = rng.uniform(0.8, 1.4)
        self.torso = rng.normal(0, 0.08, 10)
        self.limb = rng.uniform(0.16, 0.3)
        self.marks = rng.uniform(-0.6, 0.6, (rng.integers(1, 6), 2))
        self.ears = rng.random() < 0.4
        self.stripes = int(rng.integers(0, 4))

    def shapes(self, at: np.ndarray, size: float, pose: np.ndarray, line: float) -> list[Shape]:
        """The character with its hip at a place, `size` pixels a head, in a pose of 10 numbers."""
        c, out = self.colours, []
        lean = 0.25 * pose[0]
        neck = at + size * np.array([np.sin(lean) * 1.6, -1.9 * self.body])
        middle = (at + neck) / 2
        for side, n in ((-1, 1), (1, 3)):
            hip = at + size * np.array([0.35 * side, 0.1])
            out.append(self._limb(hip, pose[n], pose[n + 1] * 0.5, size * 1.25, (c[2], line)))
        arm = neck + size * np.array([-0.5, 0.35])
        out.append(self._limb(arm, pose[5] * 1.4, pose[6], size * 1.0, (c[1], line)))
        radii = (size * 0.62, size * 1.05 * self.body)
        out.append(Shape(blob(tuple(middle), radii, self.torso, lean * 0.8), c[0], line))
        for n in range(self.stripes):
            y = middle[1] + size * (0.25 * n - 0.2)
            ends = np.array([[middle[0] - size * 0.5, y], [middle[0], y + size * 0.12],
                             [middle[0] + size * 0.5, y]])  # fmt: skip
            out.append(Shape(smooth(ends, closed=False), None, line, closed=False))
        arm = neck + size * np.array([0.5, 0.35])
        out.append(self._limb(arm, -pose[7] * 1.4, -pose[8], size * 1.0, (c[1], line)))
        return out + self._head(neck - size * np.array([-0.3 * lean, 0.75]), size, pose, line)

    def _limb(self, start: np.ndarray, swing: float, bend: float, length: float,
              look: tuple[tuple[int, int, int], float]) -> Shape:  # fmt: skip
        wide, half = length * self.limb, length * 0.55
        knee = start + half * np.array([np.sin(swing), np.cos(swing)])
        end = knee + half * np.array([np.sin(swing + bend), np.cos(swing + bend)])
        foot = end + wide * np.array([0.9, 0.1])
        side = wide * 0.5 * np.array([np.cos(swing), -np.sin(swing)])
        points = [start - side, knee - side, end - side * 0.7, foot, end + side * 0.7,
                  knee + side, start + side]  # fmt: skip
        return Shape(smooth(np.array(points)), look[0], look[1])

    def _head(self, at: np.ndarray, size: float, pose: np.ndarray, line: float) -> list[Shape]:
        c, out = self.colours, []
        tilt, look = 0.3 * pose[9], 0.25 * pose[4]
        wide, high = size * 0.72 * self.head
        out.append(Shape(blob(tuple(at - [0, high * 0.15]), (wide * 1.15, high * 1.1), self.hair,
                              tilt), c[4], line))  # fmt: skip
        if self.ears:
            for side in (-1, 1):
                tip = at + size * np.array([side * 0.7 + look * 0.2, -1.3])
                base = at + size * np.array([[side * 0.75, -0.5], [side * 0.3, -0.75]])
                out.append(Shape(np.array([base[0], tip, base[1]]), c[3], line))
        out.append(Shape(blob(tuple(at), (wide, high), self.face, tilt), c[3], line))
        for side in (-1, 1):
            eye = at + size * np.array([side * self.apart + look, -0.05 + 0.1 * tilt * side])
            high_ = max(0.02, self.eye[1] * (1 - 0.85 * max(0.0, pose[2])))
            lid = (size * self.eye[0], size * high_)
            out.append(Shape(blob(tuple(eye), lid, np.zeros(8)), (250, 250, 250), line))
            iris = eye + size * np.array([look * 0.2, 0])
            out.append(Shape(blob(tuple(iris), (lid[0] * 0.5, lid[1] * 0.7), np.zeros(8)),
                             c[5], line * 0.8))  # fmt: skip
        mouth = at + size * np.array([look, 0.42])
        open_ = size * (0.03 + 0.12 * abs(pose[6]))
        out.append(Shape(blob(tuple(mouth), (size * 0.2, open_), np.zeros(8)), c[6], line))
        lock = at + size * np.stack([self.fringe[:, 0] * 1.2, -0.75 + self.fringe[:, 1] * 0.25], 1)
        for start, end in pairwise(lock):
            bow = (start + end) / 2 + [0, size * 0.25]
            out.append(Shape(smooth(np.array([start, bow, end]), closed=False), None, line,
                             closed=False))  # fmt: skip
        return out


class Show:
    """A show: characters, a palette, cuts with backgrounds of their own."""

    def __init__(self, seed: int, cuts: int = 6) -> None:
        rng = np.random.default_rng(seed)
        self.name = f"drawn{seed:03d}"
        self.line = float(rng.uniform(1.2, 3.2))
        self.cast = [Design(rng) for _ in range(3)]
        self.cuts = [self._cut(rng) for _ in range(cuts)]

    def _cut(self, rng: np.random.Generator) -> dict[str, object]:
        who = rng.permutation(3)[: rng.integers(1, 3)]
        size = rng.uniform(34, 95)
        places = [np.array([WIDE * (n + 0.5 + rng.uniform(-0.2, 0.2)) / len(who),
                            HIGH * rng.uniform(0.55, 0.8)]) for n in range(len(who))]  # fmt: skip
        return {
            "who": who, "size": size, "places": places,
            "keys": rng.normal(0, 0.7, (3, len(who), 10)),
            "drift": rng.normal(0, 40, (len(who), 2)), "behind": self._behind(rng),
            "paper": tuple(int(v) for v in rng.integers(150, 245, 3)),
        }  # fmt: skip

    def _behind(self, rng: np.random.Generator) -> list[Shape]:
        out: list[Shape] = []
        for level in np.sort(rng.uniform(0.35, 0.85, rng.integers(1, 4))):
            x = np.linspace(-20, WIDE + 20, rng.integers(5, 9))
            y = HIGH * level + rng.normal(0, 24, len(x))
            top = smooth(np.stack([x, y], 1), closed=False)
            ground = np.vstack([top, [[WIDE + 20, HIGH + 20], [-20, HIGH + 20]]])
            out.append(Shape(ground, tuple(int(v) for v in rng.integers(90, 230, 3)), self.line,
                             character=False))  # fmt: skip
        for _ in range(rng.integers(2, 8)):
            at, size = rng.uniform((0, 20), (WIDE, HIGH * 0.7)), rng.uniform(14, 60, 2)
            colour = tuple(int(v) for v in rng.integers(80, 240, 3))
            if rng.random() < 0.5:
                out.append(Shape(blob(tuple(at), tuple(size), rng.normal(0, 0.18, 9)), colour,
                                 self.line, character=False))  # fmt: skip
            else:
                box = at + size * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
                out.append(Shape(box, colour, self.line, character=False))
                inner = at + size * 0.6 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
                out.append(Shape(inner, None, self.line * 0.8, character=False))
        return out

    def frame(self, cut: int, at: float) -> Drawn:
        """The picture of a cut at 0 to 1 of its length."""
        said = self.cuts[cut]
        shapes: list[Shape] = list(said["behind"])  # type: ignore[call-overload]
        keys = said["keys"]
        low = min(1, int(at * 2))
        ease = (1 - np.cos(np.pi * (at * 2 - low))) / 2
        for n, who in enumerate(said["who"]):  # type: ignore[arg-type, var-annotated]
            pose = keys[low][n] * (1 - ease) + keys[low + 1][n] * ease  # type: ignore[index]
            place = said["places"][n] + said["drift"][n] * at  # type: ignore[index]
            shapes += self.cast[who].shapes(place, said["size"], pose, self.line)  # type: ignore[arg-type]
        return painted(shapes, said["paper"])  # type: ignore[arg-type]


def painted(shapes: list[Shape], paper: tuple[int, int, int]) -> Drawn:
    """Paint shapes over each other, in colour and as ink, at twice the size and shrunk."""
    colour = np.full((HIGH * 2, WIDE * 2, 3), paper, np.uint8)
    ink = np.full((HIGH * 2, WIDE * 2), 255, np.uint8)
    mask = np.zeros((HIGH * 2, WIDE * 2), np.uint8)
    for shape in shapes:
        points = np.round(shape.points * 2).astype(np.int32).reshape(-1, 1, 2)
        width = max(1, round(shape.width * 2))
        if shape.fill is not None:
            cv2.fillPoly(colour, [points], shape.fill)
            cv2.fillPoly(ink, [points], 255)
        if shape.character and shape.closed:
            cv2.fillPoly(mask, [points], 255)
        cv2.polylines(colour, [points], shape.closed, INK, width, cv2.LINE_AA)
        cv2.polylines(ink, [points], shape.closed, 0, width, cv2.LINE_AA)
    size = (WIDE, HIGH)
    return Drawn(*(cv2.resize(one, size, interpolation=cv2.INTER_AREA)
                   for one in (colour, ink, mask)))  # fmt: skip

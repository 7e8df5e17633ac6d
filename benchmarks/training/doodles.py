"""Scenes and hands that only the training of the stroke net sees.

Nothing is anybody's work: closed curves, boxes, grids, tufts and faces without a design,
heaped at random over painted or inked grounds, and redrawn by hands whose every habit is
drawn anew. Neither the scenes nor the hands of the benchmark are among them.
"""

from __future__ import annotations

import cv2
import numpy as np

from frames.drawn import HIGH, WIDE, Drawn, Shape, Show, painted, smooth

Rng = np.random.Generator


def scene(rng: Rng) -> Drawn:
    """One frame: two of three are heaps, one is of a show drawn by script."""
    if rng.random() < 0.33:
        show = Show(int(rng.integers(2000, 10**6)), cuts=1)
        return show.frame(0, float(rng.uniform(0, 1)))
    shapes = _ground(rng)
    line = float(rng.uniform(1.0, 3.4))
    for _ in range(int(rng.integers(1, 5))):
        at = rng.uniform((60, 60), (WIDE - 60, HIGH - 40))
        shapes += _thing(at, float(np.exp(rng.uniform(np.log(28), np.log(130)))), line, rng)
    drawn = painted(shapes, _colour(rng, 120))
    for finish in (_shadowed, _textured, _soft):
        if rng.random() < 0.4:
            drawn = drawn._replace(colour=finish(drawn.colour, rng))
    return drawn


def _colour(rng: Rng, least: int = 50) -> tuple[int, int, int]:
    blue, green, red = (int(v) for v in rng.integers(least, 250, 3))
    return blue, green, red


def _outline(rng: Rng) -> np.ndarray:
    """A closed curve about zero, of radius about one."""
    kind = rng.integers(4)
    if kind == 0:
        angles = np.linspace(0, 2 * np.pi, int(rng.integers(7, 16)), endpoint=False)
        radii = 1 + rng.normal(0, rng.uniform(0.03, 0.3), len(angles))
        points = np.stack(
            [radii * np.cos(angles) * rng.uniform(0.5, 1.2), radii * np.sin(angles)], 1
        )
        return smooth(points)
    if kind == 1:
        count = int(rng.integers(3, 8))
        angles = np.sort(rng.uniform(0, 2 * np.pi, count))
        return np.stack([np.cos(angles), np.sin(angles)], 1) * rng.uniform(0.6, 1.2, (count, 1))
    if kind == 2:
        wide, high = rng.uniform(0.35, 1.1, 2)
        box = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]])
        return box + rng.normal(0, 0.06, (4, 2))
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    radii = 1 + sum(rng.normal(0, 0.3 / n) * np.cos(n * angles + rng.uniform(0, 6.3))
                    for n in range(2, 7))  # fmt: skip
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], 1)


def _thing(at: np.ndarray, size: float, line: float, rng: Rng) -> list[Shape]:
    """Parts on parts: a body of curves with details on it."""
    out: list[Shape] = []
    for _ in range(int(rng.integers(2, 8))):
        place = at + rng.normal(0, 0.7, 2) * size
        own = size * float(rng.uniform(0.2, 1.0))
        turn = rng.uniform(0, 6.3)
        cos, sin = np.cos(turn), np.sin(turn)
        shape = _outline(rng) * own @ np.array([[cos, sin], [-sin, cos]])
        out.append(Shape(place + shape, _colour(rng), line))
        if rng.random() < 0.6:
            out += _details(place, own, line * rng.uniform(0.6, 1.0), rng)
    return out


def _details(at: np.ndarray, size: float, line: float, rng: Rng) -> list[Shape]:
    kind = rng.integers(5)
    if kind == 0:
        return [Shape(at + _outline(rng) * size * share, _colour(rng), line)
                for share in (0.5, 0.25)]  # fmt: skip
    if kind == 1:
        ends = rng.uniform(-0.8, 0.8, (int(rng.integers(3, 9)), 2, 2)) * size
        bow = rng.normal(0, 0.15, (len(ends), 2)) * size
        return [Shape(at + smooth(np.array([a, (a + b) / 2 + c, b]), closed=False), None, line,
                      closed=False) for (a, b), c in zip(ends, bow, strict=True)]  # fmt: skip
    if kind == 2:
        root, reach = rng.normal(0, 0.2, 2), rng.uniform(0.5, 1.3)
        fan = rng.uniform(0, 6.3) + np.linspace(0, rng.uniform(0.5, 2.5), int(rng.integers(4, 10)))
        return [Shape(at + smooth(np.array([root, reach * np.array([np.cos(a), np.sin(a)]) * 0.5,
                                            reach * np.array([np.cos(a + 0.2), np.sin(a + 0.2)])])
                                  * size, closed=False), None, line, closed=False)
                for a in fan]  # fmt: skip
    if kind == 3:
        steps = np.linspace(-0.6, 0.6, int(rng.integers(3, 6)))
        level = [np.array([[-0.6, s], [0.6, s]]) for s in steps]
        upright = [np.array([[s, -0.6], [s, 0.6]]) for s in steps]
        return [Shape(at + size * one, None, line, closed=False) for one in level + upright]
    eyes = rng.uniform(0.15, 0.45)
    return [Shape(at + size * (np.array([side * eyes, -0.1]) + _outline(rng) * share), fill, line)
            for side in (-1, 1) for share, fill in ((0.2, (250, 250, 250)), (0.1, (30, 30, 60)))
            ]  # fmt: skip


def _ground(rng: Rng) -> list[Shape]:
    """What is behind: nothing, painted areas without a line, or inked ones."""
    kind = rng.integers(3)
    if kind == 0:
        return []
    line = 0.0 if kind == 1 else float(rng.uniform(0.8, 2.4))
    out = []
    for _ in range(int(rng.integers(2, 9))):
        at = rng.uniform((0, 0), (WIDE, HIGH))
        size = float(rng.uniform(30, 220))
        fill = _colour(rng, 80)
        out.append(Shape(at + _outline(rng) * size, fill, line, character=False))
        if kind == 2 and rng.random() < 0.5:
            out += [one._replace(character=False) for one in _details(at, size, line, rng)]
    return [one if one.width else one._replace(width=0.4) for one in out]


def _shadowed(colour: np.ndarray, rng: Rng) -> np.ndarray:
    """With shadows and lights of hard edges, which no line of the drawing shows."""
    shade = np.ones((HIGH, WIDE), np.float32)
    for _ in range(int(rng.integers(1, 6))):
        at = rng.uniform((0, 0), (WIDE, HIGH))
        points = np.round(at + _outline(rng) * float(rng.uniform(20, 200)))
        cv2.fillPoly(shade, [points.astype(np.int32)], float(rng.uniform(0.55, 1.25)))
    return np.clip(colour * shade[:, :, None], 0, 255).astype(np.uint8)


def _textured(colour: np.ndarray, rng: Rng) -> np.ndarray:
    """With grass, leaves or brushwork in a part of it, painted over what is there."""
    out = colour.copy()
    centre, wide = rng.uniform((0, HIGH * 0.3), (WIDE, HIGH)), rng.uniform((80, 25), (420, 160))
    base = rng.integers(40, 220, 3)
    long, lean = rng.uniform(4, 22), rng.uniform(0, 6.3)
    for x, y in rng.normal(centre, wide / 2, (int(rng.integers(80, 700)), 2)):
        angle = lean + rng.normal(0, 0.5)
        end = (int(x + long * np.cos(angle)), int(y + long * np.sin(angle)))
        tone = np.clip(base + rng.normal(0, 30), 0, 255).tolist()
        cv2.line(out, (int(x), int(y)), end, tone, int(rng.integers(1, 4)), cv2.LINE_AA)
    return out


def _soft(colour: np.ndarray, rng: Rng) -> np.ndarray:
    """Lit from one side, out of focus, with the grain of film."""
    field = cv2.resize(rng.uniform(0.65, 1.2, (3, 4)).astype(np.float32), (WIDE, HIGH),
                       interpolation=cv2.INTER_CUBIC)[:, :, None]  # fmt: skip
    smooth = cv2.GaussianBlur(colour, (0, 0), float(rng.uniform(0.4, 2.4)))
    faded = 128 + (smooth * field - 128) * rng.uniform(0.5, 1.0)
    return np.clip(faded + rng.normal(0, rng.uniform(0, 7), colour.shape), 0, 255).astype(np.uint8)


def moved(ink: np.ndarray, rng: Rng, share: float) -> np.ndarray:
    """Warped by a smooth random field of `share` of the width, root mean square."""
    high, wide = ink.shape
    size = (int(rng.integers(4, 8)), int(rng.integers(5, 10)))
    field = [cv2.resize(rng.normal(size=size).astype(np.float32), (wide, high),
                        interpolation=cv2.INTER_CUBIC) for _ in range(2)]  # fmt: skip
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    x, y = (at + f / f.std() * np.float32(share * wide)
            for at, f in zip((x, y), field, strict=True))  # fmt: skip
    return cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=255)


def redrawn(drawn: Drawn, rng: Rng) -> np.ndarray:
    """The ink of a frame by some hand: clean, pencil or rough, whole or the characters alone."""
    ink = drawn.ink
    if rng.random() < 0.45:
        near = cv2.dilate(drawn.mask, np.ones((5, 5), np.uint8)) > 127
        ink = np.where(near, ink, np.uint8(255))
    if rng.random() < 0.3:
        ink = _part(ink, rng)
    kind = rng.random()
    if kind < 0.15:
        return moved(ink, rng, float(rng.uniform(0, 0.003)))
    if kind < 0.35:
        return _pencil(moved(ink, rng, float(rng.uniform(0.001, 0.006))), rng)
    return _strokes(moved(ink, rng, float(rng.uniform(0.003, 0.009))), drawn.mask, rng)


def _part(ink: np.ndarray, rng: Rng) -> np.ndarray:
    """Only what lies within a box of a third to four fifths."""
    high, wide = ink.shape
    share = rng.uniform(0.45, 0.85, 2)
    left, top = ((1 - share) * rng.uniform(0, 1, 2) * (wide, high)).astype(int)
    right, bottom = left + int(share[0] * wide), top + int(share[1] * high)
    out = np.full_like(ink, 255)
    out[top:bottom, left:right] = ink[top:bottom, left:right]
    return out


def _pencil(ink: np.ndarray, rng: Rng) -> np.ndarray:
    """Grain and uneven pressure."""
    grain = cv2.GaussianBlur(rng.normal(size=ink.shape).astype(np.float32), (0, 0),
                             float(rng.uniform(0.5, 1.4)))  # fmt: skip
    press = cv2.resize(rng.uniform(0.25, 1.0, (4, 7)).astype(np.float32), ink.shape[::-1])
    core = cv2.GaussianBlur(255 - ink, (0, 0), float(rng.uniform(0.5, 1.3))).astype(np.float32)
    drawn = core * press * np.clip(1 + rng.uniform(0.3, 1.6) * grain, 0.1, 1.5)
    return (255 - np.clip(drawn, 0, 235)).astype(np.uint8)


def _strokes(ink: np.ndarray, mask: np.ndarray, rng: Rng) -> np.ndarray:
    """Pieces of the outlines, each in some passes, shaken, bent, straightened or left out."""
    habit = rng.uniform(0, 1, 8)
    sheet = np.full((ink.shape[0] * 2, ink.shape[1] * 2), 255, np.uint8)
    if habit[0] < 0.4:
        _blocked_in(sheet, mask, rng)
    edges, _ = cv2.findContours((ink < 128).astype(np.uint8), cv2.RETR_LIST,
                                cv2.CHAIN_APPROX_NONE)  # fmt: skip
    longest = 20 + 90 * habit[1]
    for edge in edges:
        points, at = edge[:, 0].astype(np.float32), 0
        while at < len(points) - 5:
            piece = points[at : at + int(rng.uniform(12, longest))]
            at += len(piece)
            if len(piece) >= 5 and rng.random() > 0.05 + 0.45 * habit[2]:
                _pass(sheet, piece, habit, rng)
    return cv2.resize(sheet, ink.shape[::-1], interpolation=cv2.INTER_AREA)


def _pass(sheet: np.ndarray, piece: np.ndarray, habit: np.ndarray, rng: Rng) -> None:
    if habit[3] < 0.4:
        middle = (piece[0] + piece[-1]) / 2 + (piece[len(piece) // 2] - (piece[0] + piece[-1]) / 2)
        piece = smooth(np.array([piece[0], middle, piece[-1]]), closed=False)
    for _ in range(1 + int(rng.integers(0, 1 + int(4 * habit[4])))):
        bow = np.linspace(-1, 1, len(piece))[:, None] ** 2 * rng.normal(0, 2.0 * habit[5], 2)
        over = (
            np.linspace(-1, 1, len(piece))[:, None] ** 3 * (piece[-1] - piece[0]) * 0.12 * habit[6]
        )
        line = np.round((piece + rng.normal(0, 0.3 + 1.6 * habit[7], 2) + bow + over) * 2)
        cv2.polylines(sheet, [line.astype(np.int32).reshape(-1, 1, 2)], isClosed=False,
                      color=int(rng.integers(40, 200)), thickness=int(rng.integers(1, 4)),
                      lineType=cv2.LINE_AA)  # fmt: skip


def _blocked_in(sheet: np.ndarray, mask: np.ndarray, rng: Rng) -> None:
    """Faint rings and axes, as figures are blocked in before they are drawn."""
    edges, _ = cv2.findContours((mask > 127).astype(np.uint8), cv2.RETR_EXTERNAL,
                                cv2.CHAIN_APPROX_SIMPLE)  # fmt: skip
    for edge in edges[:4]:
        (x, y), (wide, high), turn = cv2.minAreaRect(edge)
        axes = (
            max(2, int(wide * rng.uniform(0.7, 1.1))),
            max(2, int(high * rng.uniform(0.7, 1.1))),
        )
        cv2.ellipse(sheet, (int(2 * x), int(2 * y)), axes, turn, 0, 360,
                    int(rng.integers(150, 225)), int(rng.integers(1, 3)), cv2.LINE_AA)  # fmt: skip
        far = np.round(rng.normal((2 * x, 2 * y), (wide, high), (2, 2))).astype(int)
        cv2.line(sheet, far[0].tolist(), far[1].tolist(), 200, 1, cv2.LINE_AA)

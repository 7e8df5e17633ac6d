"""Found drawings as the benchmark makes them: other hands than those anything was tuned on.

The makers in `tests/frames/found.py` set the thresholds; these judge them. They share no
stroke: pencil is hatched, rough is searched for in straight passes over construction
lines, paper is another paper, screens are other screens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from frames.found import Source

Maker = Callable[[Source, np.random.Generator], np.ndarray]
_RED, _BLUE, _GREEN = (50, 40, 190), (170, 60, 30), (70, 140, 50)


def jpeg(source: Source, rng: np.random.Generator) -> np.ndarray:
    """A third to two thirds of the size, another tone, quality 20 to 45."""
    share = rng.uniform(0.35, 0.66)
    small = cv2.resize(source.colour, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    toned = 255 * (small / 255.0) ** rng.uniform(0.8, 1.25)
    return _jpeg(toned.astype(np.uint8), int(rng.integers(20, 46)))


def crop(source: Source, rng: np.random.Generator) -> np.ndarray:
    """65 to 85 % of the picture, enlarged or shrunk."""
    high, wide = source.ink.shape
    share = np.sqrt(rng.uniform(0.65, 0.85))
    x, y = rng.uniform(0, 1 - share, 2)
    part = source.colour[int(y * high) : int((y + share) * high),
                         int(x * wide) : int((x + share) * wide)]  # fmt: skip
    scale = rng.uniform(0.6, 1.3)
    return _jpeg(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), 60)


def annot(source: Source, rng: np.random.Generator) -> np.ndarray:
    """A player's window: files beside it, subtitles, a stamp and pen marks over it."""
    scale = rng.uniform(0.75, 1.15)
    shown = cv2.resize(source.colour, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    high, wide = shown.shape[:2]
    light = bool(rng.random() < 0.5)
    desk = np.full((high + 96, wide + 210, 3), 236 if light else 32, np.uint8)
    desk[40 : 40 + high, 190 : 190 + wide] = shown
    words = (40, 40, 40) if light else (210, 210, 210)
    for n in range(int(high / 22)):
        name = f"ep{rng.integers(1, 13):02d}_s{rng.integers(1, 400):03d}_gen.psd"
        cv2.putText(desk, name, (8, 60 + 22 * n), 0, 0.38, words, 1, cv2.LINE_AA)
    cv2.rectangle(desk, (190, high + 52), (190 + wide, high + 58), (150, 150, 150), -1)
    cv2.circle(desk, (int(190 + wide * rng.random()), high + 55), 7, (60, 130, 230), -1)
    _subtitle(desk, (190, 40, wide, high), rng)
    _scribbles(desk, rng, 5, 4)
    return _jpeg(desk, 70)


def mirror(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Turned over, shrunk."""
    return np.ascontiguousarray(jpeg(source, rng)[:, ::-1])


def partcol(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Ink of which some fields are painted, as a colourist leaves it at noon."""
    fields = cv2.connectedComponents((source.ink > 150).astype(np.uint8), connectivity=4)[1]
    done = rng.random(int(fields.max()) + 1) < rng.uniform(0.35, 0.7)
    lined = np.repeat(source.ink[:, :, None], 3, axis=2)
    painted = np.where(done[fields][:, :, None], source.colour, lined)
    return _jpeg(np.minimum(painted, lined), 75)


def line(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Clean ink, thicker or thinner, in black or blue, enlarged or shrunk."""
    ink = source.ink
    if rng.random() < 0.5:
        ink = cv2.erode(ink, np.ones((2, 2), np.uint8))
    scale = rng.uniform(0.7, 1.5)
    ink = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _jpeg(_inked(ink, _BLUE if rng.random() < 0.3 else (0, 0, 0)), 70)


def page(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Ink on a sheet of another format, pegs below, corner ticks for a frame."""
    return sheet(source.ink, rng)


def pencil(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Short overlapping strokes along the ink and hatching beside it, warped by 0.4 %."""
    moved = warped(source.ink, rng, 0.004)
    grain = cv2.GaussianBlur(rng.uniform(0, 1, moved.shape).astype(np.float32), (0, 0), 0.6)
    tooth = np.clip((grain - 0.38) * 7, 0.15, 1.0)
    core = cv2.GaussianBlur(255 - moved, (0, 0), 0.7).astype(np.float32)
    stripes = np.add.outer(np.arange(moved.shape[0]), np.arange(moved.shape[1])) % 6 < 2
    side = cv2.GaussianBlur(np.roll(255 - moved, (4, 5), (0, 1)), (0, 0), 3).astype(np.float32)
    press = rng.uniform(0.45, 0.85)
    drawn = press * core * tooth + 0.8 * side * stripes * tooth
    return sheet((255 - np.clip(drawn, 0, 235)).astype(np.uint8), rng)


def rough(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Lines searched for in straight passes that overshoot, over construction lines."""
    return sheet(searched(source.ink, source.mask, rng), rng)


def char(source: Source, rng: np.random.Generator) -> np.ndarray:
    """The characters alone, searched for, without what is behind them."""
    near = cv2.dilate(source.mask, np.ones((5, 5), np.uint8)) > 127
    ink = np.where(near, source.ink, np.uint8(255))
    return sheet(searched(ink, source.mask, rng, lost=0.2), rng)


KINDS: dict[str, Maker] = {
    "jpeg": jpeg, "crop": crop, "annot": annot, "mirror": mirror, "partcol": partcol,
    "line": line, "page": page, "pencil": pencil, "rough": rough, "char": char,
}  # fmt: skip


def searched(ink: np.ndarray, mask: np.ndarray, rng: np.random.Generator,
             lost: float = 0.3) -> np.ndarray:  # fmt: skip
    """Ink redrawn: each side of each line in straight passes of uneven pressure."""
    moved = warped(ink, rng, 0.007)
    paper = np.full((ink.shape[0] * 2, ink.shape[1] * 2), 255, np.uint8)
    _construction(paper, mask, rng)
    edges, _ = cv2.findContours((moved < 128).astype(np.uint8), cv2.RETR_LIST,
                                cv2.CHAIN_APPROX_NONE)  # fmt: skip
    for edge in edges:
        corners = cv2.approxPolyDP(edge, rng.uniform(1.2, 2.6), closed=True)[:, 0].astype(float)
        for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if np.hypot(*(end - start)) > 3 and rng.random() > lost:
                _passes(paper, (start, end), rng)
    return cv2.resize(paper, ink.shape[::-1], interpolation=cv2.INTER_AREA)


def _passes(
    paper: np.ndarray, ends: tuple[np.ndarray, np.ndarray], rng: np.random.Generator
) -> None:
    start, end = ends
    for _ in range(int(rng.integers(1, 5))):
        along = end - start
        over = rng.uniform(0.0, 0.18, 2)
        a = start - along * over[0] + rng.normal(0, 1.3, 2)
        b = end + along * over[1] + rng.normal(0, 1.3, 2)
        steps = np.linspace(0, 1, 9)[:, None]
        belly = (steps * (1 - steps)) * rng.normal(0, 2.2) * np.array([-along[1], along[0]]) / (
            np.hypot(*along) + 1e-6)  # fmt: skip
        points = np.round((a + (b - a) * steps + belly) * 2).astype(np.int32)
        dark = int(rng.integers(70, 190))
        cv2.polylines(paper, [points.reshape(-1, 1, 2)], isClosed=False, color=dark,
                      thickness=int(rng.integers(1, 3)), lineType=cv2.LINE_AA)  # fmt: skip


def _construction(paper: np.ndarray, mask: np.ndarray, rng: np.random.Generator) -> None:
    """Faint ellipses and axes round the characters, as they are blocked in."""
    edges, _ = cv2.findContours((mask > 127).astype(np.uint8), cv2.RETR_EXTERNAL,
                                cv2.CHAIN_APPROX_SIMPLE)  # fmt: skip
    for edge in sorted(edges, key=cv2.contourArea)[-3:]:
        x, y, wide, high = (2 * n for n in cv2.boundingRect(edge))
        centre = (int(x + wide / 2 + rng.normal(0, 4)), int(y + high / 2 + rng.normal(0, 4)))
        axes = (max(2, int(wide * 0.48)), max(2, int(high * 0.48)))
        cv2.ellipse(paper, centre, axes, float(rng.normal(0, 4)), 0, 360, 205, 1, cv2.LINE_AA)
        cv2.line(paper, (centre[0], y), (int(centre[0] + rng.normal(0, 12)), y + high), 210, 1)
        cv2.line(paper, (x, centre[1]), (x + wide, int(centre[1] + rng.normal(0, 12))), 210, 1)


def sheet(drawn: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Grey drawing on a scanned or photographed sheet: pegs, ticks, a chart, notes, light."""
    high, wide = drawn.shape
    size = (int(wide * rng.uniform(1.35, 1.6)), int(high * rng.uniform(1.5, 1.8)))
    tint = np.array([rng.uniform(0.86, 0.97), rng.uniform(0.92, 0.98), rng.uniform(0.95, 1.0)])
    scale = rng.uniform(0.75, 1.05)
    place = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-5, 5), scale)
    shift = [(s - d) / 2 * (1 + rng.uniform(-0.35, 0.35))
             for s, d in zip(size, (wide, high), strict=True)]  # fmt: skip
    place[:, 2] += shift
    ink = cv2.warpAffine(drawn, place, size, borderValue=255)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]]) @ place[:, :2].T + place[:, 2]
    _ticks(ink, corners, whole=rng.random() < 0.5)
    _pegs(ink, top=rng.random() < 0.4)
    paper = np.repeat(ink[:, :, None], 3, axis=2).astype(np.uint8)
    _scribbles(paper, rng, int(rng.integers(0, 5)), 2)
    light = cv2.resize(rng.uniform(0.84, 1.0, (3, 3)).astype(np.float32), size,
                       interpolation=cv2.INTER_LINEAR)[:, :, None]  # fmt: skip
    shot = paper * tint * light + rng.normal(0, 2.0, paper.shape)
    return _jpeg(np.clip(shot, 0, 255).astype(np.uint8), int(rng.integers(60, 86)))


def _ticks(ink: np.ndarray, corners: np.ndarray, *, whole: bool) -> None:
    """A ruled frame, or only its corners."""
    for one, other in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        share = (other - one) * (0.5 if whole else 0.06)
        for at, way in ((one, share), (other, -share)):
            ends = np.round(np.array([at, at + way])).astype(int)
            cv2.line(ink, tuple(ends[0].tolist()), tuple(ends[1].tolist()), 120, 1, cv2.LINE_AA)


def _pegs(ink: np.ndarray, *, top: bool) -> None:
    """One round hole between two long ones."""
    high, wide = ink.shape
    y = 18 if top else high - 18
    cv2.circle(ink, (wide // 2, y), 7, 60, -1)
    for x in (int(wide * 0.27), int(wide * 0.73)):
        cv2.rectangle(ink, (x - 14, y - 4), (x + 14, y + 4), 60, -1)


def _scribbles(pixels: np.ndarray, rng: np.random.Generator, count: int, thick: int) -> None:
    """Handwriting without letters, rings and crosses in three colours."""
    high, wide = pixels.shape[:2]
    for _ in range(count):
        colour = (_RED, _BLUE, _GREEN)[int(rng.integers(3))]
        at = rng.uniform((0.05 * wide, 0.1 * high), (0.8 * wide, 0.9 * high))
        if rng.random() < 0.4:
            axes = (int(rng.uniform(12, 60)), int(rng.uniform(10, 40)))
            centre = (int(at[0]), int(at[1]))
            cv2.ellipse(pixels, centre, axes, 0, 0, 350, colour, thick, cv2.LINE_AA)
            continue
        x = at[0] + np.arange(40) * rng.uniform(1.2, 3)
        y = at[1] + np.cumsum(rng.normal(0, 4, 40)) * np.cos(np.arange(40))
        points = np.round(np.stack([x, y], 1)).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(pixels, [points], isClosed=False, color=colour, thickness=max(1, thick - 1),
                      lineType=cv2.LINE_AA)  # fmt: skip


def _subtitle(pixels: np.ndarray, box: Sequence[int], rng: np.random.Generator) -> None:
    left, top, wide, high = box
    words = " ".join("".join(chr(97 + int(c)) for c in rng.integers(0, 26, rng.integers(2, 8)))
                     for _ in range(5))  # fmt: skip
    place = (int(left + wide * 0.2), int(top + high * 0.93))
    for colour, thick in (((0, 0, 0), 4), ((245, 245, 245), 1)):
        cv2.putText(pixels, words, place, 0, 0.6, colour, thick, cv2.LINE_AA)
    cv2.putText(pixels, f"{rng.integers(0, 24):02d}:14:{rng.integers(0, 60):02d}",
                (left + 8, top + 22), 0, 0.6, (230, 230, 230), 2, cv2.LINE_AA)  # fmt: skip


def warped(ink: np.ndarray, rng: np.random.Generator, share: float) -> np.ndarray:
    """Moved by a few random waves of `share` of the width, root mean square."""
    high, wide = ink.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    moved = []
    for at in (x, y):
        waves = sum(
            np.cos(2 * np.pi * (a * x / wide + b * y / high) + c).astype(np.float32)
            for a, b, c in rng.uniform((-3, -3, 0), (3, 3, 2 * np.pi), (4, 3))
        )
        moved.append(at + waves / np.float32(np.sqrt(2)) * np.float32(share * wide))
    return cv2.remap(ink, *moved, cv2.INTER_LINEAR, borderValue=255)


def _inked(ink: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    share = (ink / 255.0)[:, :, None]
    return (np.array(colour) * (1 - share) + 255 * share).astype(np.uint8)


def _jpeg(pixels: np.ndarray, quality: int) -> np.ndarray:
    data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(data, cv2.IMREAD_COLOR)

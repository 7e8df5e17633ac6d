"""Found drawings made from known frames: ten kinds, as the published corpus names them.

Nothing of the product is fitted to these makers; the benchmark uses them too. Each gets
the frame in colour, its ink and the mask of its characters, and a generator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from frames.drawn import Show

TIMES = (0.08, 0.29, 0.5, 0.71, 0.92)
"""Of the gallery frames in a cut, as shares of its two seconds."""
BESIDE = 0.02
"""How far from a gallery frame a query lies: 1/24 of a second."""
LENGTH = 2.0
RED, BLUE = (40, 30, 205), (200, 70, 20)


class Source(NamedTuple):
    """A frame to make queries from."""

    colour: np.ndarray
    ink: np.ndarray
    mask: np.ndarray


Maker = Callable[[Source, np.random.Generator], np.ndarray]


def jpeg(source: Source, _rng: np.random.Generator) -> np.ndarray:
    """Half the size, quality 35."""
    small = cv2.resize(source.colour, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return _jpeg(small, 35)


def crop(source: Source, rng: np.random.Generator) -> np.ndarray:
    """75 to 85 % of the picture."""
    high, wide = source.ink.shape
    share = np.sqrt(rng.uniform(0.75, 0.85))
    x, y = rng.uniform(0, 1 - share, 2)
    part = source.colour[int(y * high) : int((y + share) * high),
                         int(x * wide) : int((x + share) * wide)]  # fmt: skip
    return _jpeg(part, 70)


def annot(source: Source, rng: np.random.Generator) -> np.ndarray:
    """In a viewer on a desktop, with notes, arrows and circles over it."""
    scale = rng.uniform(0.7, 1.0)
    small = cv2.resize(source.colour, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    high, wide = small.shape[:2]
    desk = np.full((high + 130, wide + 160, 3), rng.integers(25, 70), np.uint8)
    x, y = rng.integers(10, 150), rng.integers(30, 90)
    desk[y : y + high, x : x + wide] = small
    cv2.rectangle(desk, (0, high + 106), (wide + 160, high + 130), (215, 215, 215), -1)
    cv2.putText(desk, "01:02:14:11  cut_112_v03", (8, high + 122), 0, 0.45, (20, 20, 20), 1)
    _notes(desk, rng, 7)
    return _jpeg(desk, 75)


def mirror(source: Source, _rng: np.random.Generator) -> np.ndarray:
    """Left and right exchanged."""
    return _jpeg(np.ascontiguousarray(source.colour[:, ::-1]), 70)


def partcol(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Ink of which about half is painted."""
    high, wide = source.ink.shape
    field = cv2.resize(rng.normal(size=(4, 6)).astype(np.float32), (wide, high))
    done = (field > np.median(field))[:, :, None]
    return _jpeg(np.where(done, source.colour, source.ink[:, :, None]), 80)


def line(source: Source, _rng: np.random.Generator) -> np.ndarray:
    """Clean ink, full frame."""
    return _jpeg(_grey(source.ink), 80)


def page(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Ink on animation paper."""
    return _on_page(source.ink, rng)


def pencil(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Pencil of uneven pressure, warped by 0.4 %, on a page."""
    return _on_page(pencilled(source.ink, rng), rng)


def rough(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Pieces of the lines, each redrawn by one to three jittered strokes, some left out."""
    return _on_page(roughened(source.ink, rng, 0.3), rng)


def char(source: Source, rng: np.random.Generator) -> np.ndarray:
    """The characters alone, rough, on a page."""
    inside = cv2.erode(source.mask, np.ones((3, 3), np.uint8)) > 127
    near = cv2.dilate(source.mask, np.ones((5, 5), np.uint8)) > 127
    ink = np.where(near | inside, source.ink, np.uint8(255))
    return _on_page(roughened(ink, rng, 0.2), rng)


KINDS: dict[str, Maker] = {
    "jpeg": jpeg, "crop": crop, "annot": annot, "mirror": mirror, "partcol": partcol,
    "line": line, "page": page, "pencil": pencil, "rough": rough, "char": char,
}  # fmt: skip


def _grey(one: np.ndarray) -> np.ndarray:
    return np.repeat(one[:, :, None], 3, axis=2)


def _jpeg(pixels: np.ndarray, quality: int) -> np.ndarray:
    data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def _warped(ink: np.ndarray, rng: np.random.Generator, share: float) -> np.ndarray:
    """Moved by a smooth random field of `share` of the width, root mean square."""
    high, wide = ink.shape
    field = [cv2.resize(rng.normal(size=(5, 7)).astype(np.float32), (wide, high),
                        interpolation=cv2.INTER_CUBIC) for _ in range(2)]  # fmt: skip
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    x, y = (at + f / f.std() * share * wide for at, f in zip((x, y), field, strict=True))
    return cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=255)


def pencilled(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ink as pencil of uneven pressure, warped by 0.4 %."""
    dark = 255 - _warped(ink, rng, 0.004).astype(np.float32)
    grain = cv2.GaussianBlur(rng.normal(size=dark.shape).astype(np.float32), (0, 0), 0.8)
    press = cv2.resize(rng.uniform(0.35, 0.8, (5, 8)).astype(np.float32), dark.shape[::-1])
    drawn = cv2.GaussianBlur(dark, (0, 0), 0.8) * press * np.clip(1 + 0.9 * grain, 0.2, 1.4)
    shade = cv2.GaussianBlur(dark, (0, 0), 5) * 0.25
    return (255 - np.clip(drawn + shade, 0, 255)).astype(np.uint8)


def roughened(ink: np.ndarray, rng: np.random.Generator, lost: float) -> np.ndarray:
    """Pieces of the lines, each redrawn by one to three jittered strokes; `lost` are left out."""
    moved = _warped(ink, rng, 0.006)
    edges, _ = cv2.findContours((moved < 128).astype(np.uint8), cv2.RETR_LIST,
                                cv2.CHAIN_APPROX_NONE)  # fmt: skip
    sheet = np.full((ink.shape[0] * 2, ink.shape[1] * 2), 255, np.uint8)
    for edge in edges:
        points = edge[:, 0].astype(np.float32)
        at = 0
        while at < len(points) - 6:
            length = int(rng.integers(18, 70))
            piece = points[at : at + length]
            at += length
            if len(piece) < 6 or rng.random() < lost:
                continue
            for _ in range(rng.integers(1, 4)):
                bow = np.linspace(-1, 1, len(piece))[:, None] ** 2 * rng.normal(0, 1.2, 2)
                drawn = piece + rng.normal(0, 1.3, 2) + bow
                dark = int(rng.integers(60, 170))
                line_ = np.round(drawn * 2).astype(np.int32).reshape(-1, 1, 2)
                width = int(rng.integers(1, 3))
                cv2.polylines(
                    sheet,
                    [line_],
                    isClosed=False,
                    color=dark,
                    thickness=width,
                    lineType=cv2.LINE_AA,
                )
    return cv2.resize(sheet, ink.shape[::-1], interpolation=cv2.INTER_AREA)


def _notes(pixels: np.ndarray, rng: np.random.Generator, count: int) -> None:
    high, wide = pixels.shape[:2]
    for _ in range(count):
        colour = (RED, BLUE)[rng.integers(2)]
        a, b = ((int(rng.uniform(0, wide)), int(rng.uniform(0, high))) for _ in range(2))
        what = rng.integers(3)
        if what == 0:
            words = ("FIX EYES", "note", "timing 2s", "hair 2nd tone", "+5%")[rng.integers(5)]
            cv2.putText(pixels, words, a, 0, rng.uniform(0.4, 0.9), colour, 2, cv2.LINE_AA)
        elif what == 1:
            cv2.arrowedLine(pixels, a, b, colour, 2, cv2.LINE_AA)
        else:
            cv2.ellipse(pixels, a, (int(rng.uniform(10, 40)), int(rng.uniform(10, 40))),
                        0, 0, 360, colour, 2, cv2.LINE_AA)  # fmt: skip


def _on_page(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Paper with pegs, field frame, timing chart and notes, turned, shifted, shaded, noisy."""
    high, wide = ink.shape
    size = (int(wide * 1.35), int(high * 1.6))
    scale, turn = rng.uniform(0.68, 0.92), rng.uniform(-3, 3)
    place = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, scale)
    place[:, 2] += (size[0] / 2 - wide / 2 + rng.uniform(-35, 35),
                    size[1] / 2 - high / 2 + rng.uniform(-20, 35))  # fmt: skip
    sheet = _grey(cv2.warpAffine(ink, place, size, flags=cv2.INTER_AREA, borderValue=255))
    if rng.random() < 0.75:
        corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], float)
        outline = np.round(corners @ place[:, :2].T + place[:, 2]).astype(np.int32)
        cv2.polylines(
            sheet, [outline.reshape(-1, 1, 2)], isClosed=True, color=(170, 90, 110), thickness=2
        )
    for share in (0.27, 0.5, 0.73):
        x = int(size[0] * share)
        cv2.rectangle(sheet, (x - 13, 12), (x + 13, 23), (90, 90, 90), -1)
    x = size[0] - 28
    cv2.line(sheet, (x, 150), (x, 330), (60, 60, 60), 1)
    for y in range(150, 331, 30):
        cv2.line(sheet, (x - 6, y), (x + 6, y), (60, 60, 60), 1)
    cv2.putText(sheet, f"A {rng.integers(1, 60)}", (size[0] - 80, 40), 0, 0.6, (40, 40, 40), 2)
    _notes(sheet, rng, int(rng.integers(1, 5)))
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    slope = rng.uniform(-0.12, 0.12, 2)
    shade = 0.93 + slope[0] * (x / size[0] - 0.5) + slope[1] * (y / size[1] - 0.5)
    noisy = sheet * shade[:, :, None] + rng.normal(0, 2.5, sheet.shape)
    return _jpeg(np.clip(noisy, 0, 255).astype(np.uint8), 75)


class Known(NamedTuple):
    """A gallery frame."""

    show: str
    cut: str
    seconds: float
    pixels: np.ndarray


class Asked(NamedTuple):
    """A query, and where it is from; `show` is not in the gallery for strangers."""

    kind: str
    show: str
    cut: str
    seconds: float
    pixels: np.ndarray
    drawn: bool = True
    within: float = 1.0
    """Seconds from it within which a frame is the one."""

    def hit(self, show: str, cut: str, seconds: float) -> bool:
        """Whether a frame is the one: same show and cut, near enough in time."""
        return (show, cut) == (self.show, self.cut) and abs(seconds - self.seconds) <= self.within


def drawn_gallery(seeds: Sequence[int], cuts: int) -> Iterator[Known]:
    """Every cut of every show at five times."""
    for seed in seeds:
        show = Show(seed, cuts)
        for cut in range(cuts):
            for at in TIMES:
                yield Known(show.name, f"c{cut:03d}", at * LENGTH, show.frame(cut, at).colour)


def drawn_queries(seeds: Sequence[int], cuts: int, kind: str, count: int) -> Iterator[Asked]:
    """So many queries of a kind, spread over the shows, each beside a gallery frame."""
    rng = np.random.default_rng([seeds[0], sorted(KINDS).index(kind)])
    shows = {seed: Show(seed, cuts) for seed in seeds}
    for n in range(count):
        seed = seeds[n % len(seeds)]
        cut, at = int(rng.integers(cuts)), TIMES[rng.integers(len(TIMES))] + BESIDE
        drawn = shows[seed].frame(cut, at)
        pixels = KINDS[kind](Source(*drawn), rng)
        yield Asked(kind, shows[seed].name, f"c{cut:03d}", at * LENGTH, pixels)


def hand(source: Source, rng: np.random.Generator) -> np.ndarray:
    """Ink traced by a hand that shakes by 0.2 % of the width, scanned a little askew."""
    high, wide = source.ink.shape
    shaken = _warped(source.ink, rng, 0.002)
    place = cv2.getRotationMatrix2D(
        (wide / 2, high / 2), rng.uniform(-1, 1), rng.uniform(0.98, 1.02)
    )
    place[:, 2] += rng.uniform(-3, 3, 2)
    return cv2.warpAffine(shaken, place, (wide, high), borderValue=255)

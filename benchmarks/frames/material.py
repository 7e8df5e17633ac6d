"""What is searched and what is asked: two scripts' shows, synfig's examples, a user's set.

`trial()` is the set that judges: ten shows of `scenes` and five of synfig, asked in ten
kinds by the makers of `stylizers`, and as many questions of shows that are not in the
gallery. `tuning()` is what thresholds are set on: the shows of `tests/frames/drawn` and
the makers of `tests/frames/found`. Both are asked of one gallery with all shows in it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import inked

from frames import stylizers
from frames.drawn import Show
from frames.found import BESIDE, KINDS, LENGTH, TIMES, Asked, Known, Maker, Source
from frames.scenes import Troupe

SHOWS, CUTS = 10, 6
TROUPE = range(SHOWS)
DRAWN, STRANGE_DRAWN = range(6), range(900, 910)
HELD = 99.0
"""Seconds, so that any frame of a still or of a held picture is the one: windows overlap."""
WINDOWS = ((0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5), (0.3, 0.7))
"""Where the camera stands over a still, in shares of what lies outside its window."""


class Scene(NamedTuple):
    """A moment to make found drawings of."""

    show: str
    cut: str
    seconds: float
    source: Source
    within: float = 1.0
    """Seconds from it within which a frame is the one."""


class Size(NamedTuple):
    """How much of the set is asked."""

    cuts: int = CUTS
    """Of each drawn show."""
    synfig: bool = True
    strangers: int = 500
    """Seed of the first show that is not in the gallery; the limits were set on those from 300."""


def gallery(cache: Path, size: Size) -> Iterator[Known]:
    """All shows that are asked about, and all that thresholds were set on."""
    for show in (*map(Troupe, TROUPE), *(Show(seed, CUTS) for seed in DRAWN)):
        for cut in range(size.cuts):
            for at in TIMES:
                colour = show.frame(cut, at).colour
                yield Known(show.name, f"c{cut:03d}", at * LENGTH, colour)
    for one in _synfig(cache, beside=False) if size.synfig else ():
        yield Known(one.show, one.cut, one.seconds, one.source.colour)


def trial(cache: Path, size: Size, count: int, *, strange: bool) -> Iterator[Asked]:
    """`count` questions of each kind, of the gallery's shows or of shows that are not in it."""
    strangers = range(size.strangers, size.strangers + SHOWS)
    shows = [Troupe(seed, CUTS) for seed in (strangers if strange else TROUPE)]
    scenes = _moments(shows, size.cuts)
    own = list(_synfig(cache, beside=True)) if size.synfig and not strange else []
    mixed = (next(scenes) if n % 3 or not own else own[n // 3 % len(own)] for n in range(count))
    yield from _asked(mixed, stylizers.KINDS, int(strange))


def tuning(size: Size, count: int, *, strange: bool) -> Iterator[Asked]:
    """Questions that thresholds are set on."""
    shows = [Show(seed, CUTS) for seed in (STRANGE_DRAWN if strange else DRAWN)]
    yield from _asked(islice(_moments(shows, size.cuts), count), KINDS, 2 + int(strange))


def _moments(shows: list[Show] | list[Troupe], cuts: int) -> Iterator[Scene]:
    """Moments beside gallery frames, round all shows."""
    rng = np.random.default_rng(len(shows))
    for show in cycle(shows):
        cut, at = int(rng.integers(cuts)), TIMES[rng.integers(len(TIMES))] + BESIDE
        yield Scene(show.name, f"c{cut:03d}", at * LENGTH, Source(*show.frame(cut, at)))


def _asked(scenes: Iterable[Scene], kinds: dict[str, Maker], seed: int) -> Iterator[Asked]:
    """Every kind of question of a scene, then those of the next."""
    for n, one in enumerate(scenes):
        for place, (kind, maker) in enumerate(sorted(kinds.items())):
            rng = np.random.default_rng([seed, place, n])
            pixels = maker(one.source, rng)
            yield Asked(kind, one.show, one.cut, one.seconds, pixels, within=one.within)


def _synfig(cache: Path, *, beside: bool) -> Iterator[Scene]:
    """Moments of synfig's examples; nothing where it is not installed."""
    if not inked.there():
        return
    for name, times in inked.MOVING.items():
        for seconds in times[::2] if beside else times:
            at = seconds + 0.04 * beside
            if (one := inked.rendered(name, at, cache, 480)) is not None:
                yield Scene(f"synfig {name}", name, at, _source(*one), within=HELD)
    for name in inked.STILLS:
        if (one := inked.rendered(name, 0.0, cache, 960)) is not None:
            for n, (x, y) in enumerate(WINDOWS):
                shift = 0.03 if beside else 0.0
                window = (abs(x - shift), abs(y - shift), 0.6 + shift)
                through = _source(*_through(one, window))
                yield Scene(f"synfig {name}", name, float(n), through, within=HELD)


def _through(one: inked.Inked, window: tuple[float, float, float]) -> list[np.ndarray]:
    """A still as a camera sees it: a part of it, 640 pixels wide."""
    x, y, share = window
    high, wide = one.ink.shape
    left, top = int(x * wide * (1 - share)), int(y * high * (1 - share))
    parts = (p[top : top + int(high * share), left : left + int(wide * share)] for p in one)
    size = (640, round(640 * high / wide))
    return [cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in parts]


def _source(colour: np.ndarray, ink: np.ndarray) -> Source:
    """With a mask that holds the third of the picture where most is drawn."""
    near = cv2.GaussianBlur((ink < 128).astype(np.float32), (0, 0), max(ink.shape) / 12)
    return Source(colour, ink, (near > np.quantile(near, 0.66)).astype(np.uint8) * 255)


def outside(folder: Path, every: int) -> tuple[list[Known], list[Asked]]:
    """A set made elsewhere: all its drawn frames, and one in `every` of its CGI frames."""
    said = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            for name in ("gallery", "queries", "real")}  # fmt: skip
    cgi = [one for one in said["gallery"] if _cgi(one["show"])]
    kept = [one for one in said["gallery"] if not _cgi(one["show"])] + cgi[::every]
    known = [Known(_show(one["show"]), "", one["t"], _read(folder, one)) for one in kept]
    asked = [Asked(one["kind"], _show(one["show"]), "", one["t"], _read(folder, one),
                   not _cgi(one["show"]), _within(one["show"]))
             for one in said["real"] + said["queries"]]  # fmt: skip
    return known, sorted(asked, key=lambda one: not one.drawn)


def _cgi(show: str) -> bool:
    return show.startswith(("bbb", "sintel"))


def _show(show: str) -> str:
    return "bbb" if show.startswith("bbb") else show


def _within(show: str) -> float:
    """Seconds within which a frame is the one: the whole of clips under three seconds."""
    return 1.5 if show == "syn_eye" else 1.0 if _cgi(show) or show == "pigs" else 99.0


def _read(folder: Path, one: dict[str, str]) -> np.ndarray:
    return cv2.imread(str(folder / one["file"]))

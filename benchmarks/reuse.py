"""Reuse of one photographed document: `python benchmarks/reuse.py FOLDER... --faces FACES`.

Of every picture below the folders altered copies are made here, with print and machine-readable
lines exchanged, the portrait exchanged or left: turned, rescaled, lightened, saved as a poor
JPEG; and harder ones: seen at 20 degrees, photographed from a screen, one half only. Printed
are how many are found and how many count, that is, hold one portrait too, beside a perceptual
hash on the same pictures (at the largest distance without a false pair).

Then, from every picture with a portrait, genuine documents of one design: eight people, their
own print, each photographed anew. Printed is how far all pairs of one design agree, and how
many count: none should. `--many` adds drawn documents of invented designs (`--designs`, 25),
half of them with portraits, and times all pairs of all on all processors.

Two pictures of the folders that show one document are a true pair; they are listed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from celtrace.papers.alike import Alike, alike_pairs
from celtrace.papers.bands import Grey
from celtrace.papers.neighbours import worth_a_look
from celtrace.papers.portrait import (
    LEAST_SQUARES,
    Portrait,
    coloured,
    located,
    missing,
    portrait,
    portraits,
)
from celtrace.papers.sketch import Sketch, sketch

ENDINGS = {".jpg", ".jpeg", ".png"}
HALF, PEOPLE = 0.5, 8
Shown = dict[tuple[int, int], tuple[Alike, Portrait | None]]
FONT = cv2.FONT_HERSHEY_SIMPLEX


def pictures(folders: Sequence[str]) -> list[tuple[str, Grey]]:
    """Every picture below the folders, grey, by name."""
    found = []
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            grey = cv2.imread(str(path), 0) if path.suffix.lower() in ENDINGS else None
            if grey is not None:
                found.append((path.name, np.asarray(grey, np.uint8)))
    return found


def faces(folder: str) -> list[Grey]:
    """Portraits to put in."""
    found = (cv2.imread(str(p), 0) for p in sorted(Path(folder).rglob("1.pgm")))
    return [np.asarray(one, np.uint8) for one in found if one is not None]


def exchanged(page: Grey, face: Grey | None, draw: random.Random) -> Grey:
    """The page with another name and other lines at its foot, and with `face` as its portrait."""
    made, (height, width) = page.copy(), page.shape
    if face is not None:
        left, top, right, bottom = around(page)
        made[top:bottom, left:right] = cv2.resize(face, (right - left, bottom - top))
    for up, down, start in ((0.26, 0.36, 0.38), (0.42, 0.5, 0.38), (0.84, 0.97, 0.02)):
        area = made[int(up * height) : int(down * height), int(start * width) : int(0.96 * width)]
        area[:] = int(np.percentile(area, 80))
        text = "".join(draw.choices("ABCDEFGHIKLMNOPRSTUVZ<", k=24))
        cv2.putText(area, text, (4, int(0.7 * len(area))), FONT, height / 700, 30, 2)
    return made


def around(page: Grey) -> tuple[int, int, int, int]:
    """Where the portrait lies; where none is found, where most documents have it."""
    height, width = page.shape
    widest = max(located(coloured(page)), key=lambda row: row[2], default=None)
    if widest is None:
        return int(0.05 * width), int(0.25 * height), int(0.32 * width), int(0.7 * height)
    x, y, wide, high = (float(value) * max(page.shape) / 640 for value in widest[:4])
    left, top = max(0, int(x - 0.35 * wide)), max(0, int(y - 0.4 * high))
    return left, top, min(width, int(x + 1.35 * wide)), min(height, int(y + 1.4 * high))


def draw_noise(shape: tuple[int, int], draw: random.Random) -> Grey:
    """A picture of nothing."""
    grain = np.random.default_rng(draw.randrange(2**32)).integers(40, 220, (12, 9))
    return cv2.resize(grain.astype(np.uint8), shape[::-1], interpolation=cv2.INTER_CUBIC)


def saved(page: Grey, draw: random.Random) -> Grey:
    """As it comes back from a poor JPEG."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, draw.randint(45, 80)]
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", page, quality)[1], 0), np.uint8)


def turned(page: Grey, draw: random.Random) -> Grey:
    """Turned by up to 3 degrees, rescaled, lightened or darkened."""
    height, width = page.shape
    scale = draw.uniform(0.6, 1.2)
    move = cv2.getRotationMatrix2D((width / 2, height / 2), draw.uniform(-3, 3), scale)
    move[:, 2] += (scale - 1) * np.array([width, height]) / 2
    size = (int(scale * width), int(scale * height))
    made = cv2.warpAffine(page, move, size, flags=cv2.INTER_AREA, borderValue=200)
    return saved(lit(made, draw.uniform(0.8, 1.15), draw.uniform(-20, 20)), draw)


def lit(page: Grey, gain: float, more: float) -> Grey:
    """Lighter or darker."""
    return np.clip(page.astype(np.float32) * gain + more, 0, 255).astype(np.uint8)


def tilted(page: Grey, draw: random.Random, degrees: float = 20) -> Grey:
    """Seen at an angle from one side, on a table."""
    height, width = page.shape
    angle, far = np.radians(degrees), 1.6 * width
    side = draw.choice((-1, 1))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    x, y = corners[:, 0] - width / 2, corners[:, 1] - height / 2
    depth = far + side * x * np.sin(angle)
    seen = np.stack((far * x * np.cos(angle) / depth, far * y / depth), axis=1)
    seen += np.array([0.6 * width, 0.6 * height])
    place = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    size = (int(1.2 * width), int(1.2 * height))
    return saved(cv2.warpPerspective(page, place, size, borderValue=90), draw)


def screened(page: Grey, draw: random.Random) -> Grey:
    """Photographed from a screen: its grid, a gleam, blur, a slight angle."""
    page = cv2.resize(page, (1100, 1100 * page.shape[0] // page.shape[1]))
    height, width = page.shape
    rows, columns = np.mgrid[0:height, 0:width]
    pitch = draw.uniform(2.3, 3.7)
    grid = 1 + 0.12 * np.sin(2 * np.pi * columns / pitch) + 0.12 * np.sin(2 * np.pi * rows / pitch)
    gleam = 70 * np.exp(-((columns - width * draw.random()) ** 2 + (rows - height / 3) ** 2)
                        / (0.12 * width) ** 2)  # fmt: skip
    made = np.clip(page * grid * 0.9 + gleam + 12, 0, 255).astype(np.uint8)
    return tilted(cv2.GaussianBlur(made, (0, 0), 1.1), draw, 7)


def halved(page: Grey, draw: random.Random) -> Grey:
    """One half of it, upper, lower, left or right."""
    height, width = page.shape
    which = draw.randrange(4)
    rows = slice(height // 2, None) if which == 1 else slice(None, height // 2)
    columns = slice(width // 2, None) if which == 3 else slice(None, width // 2)
    part = page[rows] if which < 2 else page[:, columns]
    return turned(np.ascontiguousarray(part), draw)


KINDS: dict[str, Callable[[Grey, random.Random], Grey]] = {
    "altered copy": turned, "20 degrees": tilted, "from a screen": screened, "one half": halved,
}  # fmt: skip


def drawn(design: int, draw: random.Random, face: Grey | None = None) -> Grey:
    """A document of one of some invented designs, with a ground that all of the design share.

    Without `face` what stands in its place is noise.
    """
    shared = random.Random(design)
    page = np.full((630, 1000), 225, np.uint8)
    rows, columns = np.mgrid[0:630, 0:1000]
    for _ in range(3):
        wave = np.sin(columns / shared.uniform(6, 30) + 5 * np.sin(rows / shared.uniform(20, 80)))
        page = np.clip(page + 12 * wave, 0, 255).astype(np.uint8)
    for at in range(5):
        text = "".join(shared.choices("ABCDEFGHIKLMNOPRSTU", k=10))
        cv2.putText(page, text, (380, 110 + 90 * at), FONT, 0.5, 90, 1)
        own = "".join(draw.choices("ABCDEFGHIKLMNOPRSTUV0123456789", k=14))
        cv2.putText(page, own, (380, 145 + 90 * at), FONT, 0.9, 20, 2)
    face = draw_noise((300, 240), draw) if face is None else face
    page[150:450, 60:300] = cv2.resize(face, (240, 300))
    for row in (560, 605):
        own = "".join(draw.choices("ABCDEFGHIKLMNOPRSTU<0123456789", k=36))
        cv2.putText(page, own, (30, row), FONT, 1.1, 20, 2)
    grain = np.random.default_rng(draw.randrange(2**32)).normal(0, 5, page.shape)
    return tilted(np.clip(page + grain, 0, 255).astype(np.uint8), draw, draw.uniform(0, 8))


def hashed(page: Grey) -> np.ndarray:
    """A perceptual hash of 64 bits: signs of the lowest cosines."""
    small = cv2.resize(page, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:8, :8].ravel()
    return low > np.median(low[1:])


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--faces", required=True)
    parser.add_argument("--many", type=int, default=0)
    parser.add_argument("--designs", type=int, default=25)
    parser.add_argument("--only", choices=("copies", "designs", "many"), help="One of the tables.")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    draw = random.Random(9303)
    pages, people = pictures(given.folders), faces(given.faces)
    if not pages or not people or (why := missing()):
        print(why if pages and people else "Give folders with specimen documents and with faces.")
        return 2
    print(f"{len(pages)} pictures of documents", flush=True)
    if given.only in (None, "copies"):
        _copies(pages, people, draw)
    if given.only in (None, "designs"):
        _designs(pages, people, draw)
    if given.many:
        _many(given, pages, people, draw)
    return 0


def _copies(pages: list[tuple[str, Grey]], people: list[Grey], draw: random.Random) -> None:
    """Altered copies of every picture, in each way, and how many of them are found."""
    sketches = [sketch(page) for _, page in pages]
    one = _different([name for name, _ in pages], sketches)
    for kind, alter in KINDS.items():
        for left in (False, True):
            copies = [alter(exchanged(page, None if left else draw.choice(people), draw), draw)
                      for _, page in pages]  # fmt: skip
            _recall(f"{kind}, portrait {'left' if left else 'exchanged'}", pages, sketches,
                    (copies, one))  # fmt: skip


def shown(sketches: Sequence[Sketch], pairs: Iterable[tuple[int, int]]) -> Shown:
    """What pairs are alike, and how far their portraits agree."""
    at_once = os.cpu_count() or 1
    found = alike_pairs(sketches, pairs, at_once)
    held = portraits(sketches, found, at_once)
    return {pair: (one, held.get(pair)) for pair, one in found.items()}


def counted(found: Shown) -> list[tuple[int, int]]:
    """Pairs that would count."""
    return [pair for pair, (_, held) in found.items() if held and held.same]


def spread(values: Iterable[float]) -> str:
    """The least, the middle and the largest of some shares."""
    rows = sorted(values)
    return f"{rows[0]:.2f} {rows[len(rows) // 2]:.2f} {rows[-1]:.2f}" if rows else "none"


def _told(found: Shown) -> str:
    held = [one for _, one in found.values() if one and one.squares >= LEAST_SQUARES]
    return (f"squares of the page that agree {spread(one.share for one, _ in found.values())}, "
            f"of the portrait {spread(one.agree / one.squares for one in held)}")  # fmt: skip


def _different(names: list[str], sketches: list[Sketch]) -> set[tuple[int, int]]:
    """Pairs of originals that are alike, both ways: one document, or one design."""
    found = shown(sketches, combinations(range(len(names)), 2))
    print("pairs among them that are alike, (p) with one portrait; look at each:")
    for (i, j), (one, held) in sorted(found.items(), key=lambda row: -row[1][0].share):
        print(f"    {one.share:.2f} {names[i]} {names[j]} {'(p)' if held and held.same else ''}")
    return {*found, *((j, i) for i, j in found)}


def _recall(
    kind: str, pages: list[tuple[str, Grey]], sketches: list[Sketch],
    made: tuple[list[Grey], set[tuple[int, int]]],
) -> None:  # fmt: skip
    copies, one = made
    both = [*sketches, *(sketch(copy) for copy in copies)]
    number = len(pages)
    listed = [(i, j) for i, j in worth_a_look(both) if i < number <= j]
    found = shown(both, listed)
    own = {pair: row for pair, row in found.items() if pair[1] - pair[0] == number}
    other = [(i, j) for i, j in found if j - i != number and (i, j - number) not in one]
    print(f"{kind}: found {len(own)}/{number}, count {len(counted(own))}; other documents "
          f"{len(other)}; perceptual hash {_hash_recall(pages, copies)}\n    {_told(own)}",
          flush=True)  # fmt: skip
    for i in range(number):
        if (i, i + number) not in own:
            offered = "not like it" if (i, i + number) in listed else "not offered"
            print(f"    not found: {pages[i][0]} ({offered})")


def _designs(pages: list[tuple[str, Grey]], people: list[Grey], draw: random.Random) -> None:
    """Genuine documents of one design, made of each picture with a portrait."""
    every: Shown = {}
    pictured = [page for _, page in pages if portrait(sketch(page))]
    shots = list(KINDS.values())[:3]
    for number, page in enumerate(pictured):
        who = draw.sample(people, PEOPLE)
        made = [sketch(draw.choice(shots)(exchanged(page, face, draw), draw)) for face in who]
        found = shown(made, combinations(range(PEOPLE), 2))
        every |= {(100 * number + i, 100 * number + j): row for (i, j), row in found.items()}
    print(f"two people's documents of one design, {len(pictured)} designs: {len(every)} pairs "
          f"alike, {len(counted(every))} count\n    {_told(every)}")  # fmt: skip


def _hash_recall(pages: list[tuple[str, Grey]], copies: list[Grey]) -> str:
    one = np.array([hashed(page) for _, page in pages])
    other = np.array([hashed(copy) for copy in copies])
    apart = (one[:, None] != other[None]).sum(axis=2)
    limit = apart[~np.eye(len(pages), dtype=bool)].min()
    return f"{int((np.diag(apart) < limit).sum())}/{len(pages)} at 0 false"


def _many(
    given: argparse.Namespace, pages: list[tuple[str, Grey]], people: list[Grey],
    draw: random.Random,
) -> None:  # fmt: skip
    every = [page for _, page in pages]
    every += [turned(exchanged(page, draw.choice(people), draw), draw) for page in every]
    made_up = range(given.many - len(every))
    shown_by = [draw.randrange(len(people)) if draw.random() < HALF else None for _ in made_up]
    every += [drawn(n % given.designs, draw, None if who is None else people[who])
              for n, who in zip(made_up, shown_by, strict=True)]  # fmt: skip
    start, spent = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        sketches = list(pool.map(sketch, every))
    made = time.perf_counter()
    pairs = worth_a_look(sketches)
    listed = time.perf_counter()
    found = shown(sketches, pairs)
    done = time.perf_counter()
    own = {(n, n + len(pages)) for n in range(len(pages))}
    first = 2 * len(pages)
    design = {pair: row for pair, row in found.items() if pair[0] >= first}
    count = set(counted(design))
    one_face = {(a, b) for a, b in design if shown_by[a - first] is not None
                and shown_by[a - first] == shown_by[b - first]}  # fmt: skip
    print(f"{len(every)} documents, all pairs: {done - start:.0f} s, "
          f"{time.process_time() - spent:.0f} cpu-s (sketches {made - start:.0f} s, index "
          f"{listed - made:.0f}, {len(pairs)} proofs {done - listed:.0f}); copies found "
          f"{len(own & set(found))}/{len(own)}; of one design {len(design)} pairs alike: with one "
          f"portrait photograph {len(one_face & count)} of {len(one_face)} count, of the others "
          f"{len(count - one_face)}\n    {_told(design)}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())

"""Reuse of one photographed document: `python benchmarks/reuse.py FOLDER... [--many N]`.

Of every picture below the folders altered copies are made here: portrait, name and machine-
readable lines exchanged, turned, rescaled, lightened, saved as a poor JPEG; and harder ones:
seen at 20 degrees, photographed from a screen, one half only. Printed are how many copies are
found, how many pairs of different documents are called one photograph, beside a perceptual
hash on the same pictures (at the largest distance without a false pair). `--many` adds drawn
documents of invented designs (`--designs`, 25), and times all pairs of all. Documents of one
drawn design have ground and print alike to the point, which is harder than life.

Two pictures of the folders that show one photograph are a true pair; they are listed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from celtrace.papers.alike import alike
from celtrace.papers.bands import Grey
from celtrace.papers.neighbours import neighbours
from celtrace.papers.sketch import Sketch, sketch

ENDINGS = {".jpg", ".jpeg", ".png"}
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


def exchanged(page: Grey, portrait: Grey | None, draw: random.Random) -> Grey:
    """The page with another portrait, another name and other lines at its foot."""
    made, (height, width) = page.copy(), page.shape
    top, left = int(0.25 * height), int(0.05 * width)
    tall, wide = int(0.45 * height), int(0.27 * width)
    new = draw_noise((tall, wide), draw) if portrait is None else portrait
    made[top : top + tall, left : left + wide] = cv2.resize(new, (wide, tall))
    for up, down, start in ((0.26, 0.36, 0.38), (0.42, 0.5, 0.38), (0.84, 0.97, 0.02)):
        area = made[int(up * height) : int(down * height), int(start * width) : int(0.96 * width)]
        area[:] = int(np.percentile(area, 80))
        text = "".join(draw.choices("ABCDEFGHIKLMNOPRSTUVZ<", k=24))
        cv2.putText(area, text, (4, int(0.7 * len(area))), FONT, height / 700, 30, 2)
    return made


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


def drawn(design: int, draw: random.Random) -> Grey:
    """A document of one of some invented designs, with a ground that all of the design share."""
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
    page[150:450, 60:300] = cv2.resize(draw_noise((300, 240), draw), (240, 300))
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
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--faces", default="")
    parser.add_argument("--many", type=int, default=0)
    parser.add_argument("--designs", type=int, default=25)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    draw = random.Random(9303)
    pages = pictures(given.folders)
    people = faces(given.faces) if given.faces else []
    if not pages:
        print("Give folders with pictures of specimen documents.")
        return 2
    sketches = [sketch(page) for _, page in pages]
    print(f"{len(pages)} pictures of documents")
    _different([name for name, _ in pages], sketches)
    for kind, alter in KINDS.items():
        copies = [alter(exchanged(page, draw.choice(people) if people else None, draw), draw)
                  for _, page in pages]  # fmt: skip
        _recall(kind, pages, sketches, copies)
    if given.many:
        _many(given.many, given.designs, pages, draw)
    return 0


def _different(names: list[str], sketches: list[Sketch]) -> None:
    shares = [
        (found.share, names[i], names[j]) for i in range(len(names)) for j in range(i)
        if (found := alike(sketches[i], sketches[j])) and found.squares
    ]  # fmt: skip
    print("pairs among them, the most alike first (look at each above 0.4):")
    for share, one, other in sorted(shares, reverse=True)[:5]:
        print(f"    {share:.2f} {one} {other}")


def _recall(
    kind: str, pages: list[tuple[str, Grey]], sketches: list[Sketch], copies: list[Grey]
) -> None:
    start = time.process_time()
    copied = [sketch(copy) for copy in copies]
    pairs = neighbours([*sketches, *copied])
    offered = {(i, j - len(pages)) for i, j in pairs if i < len(pages) <= j}
    held = {pair: alike(sketches[pair[0]], copied[pair[1]]) for pair in offered}
    seconds = time.process_time() - start
    found = [i for i in range(len(pages)) if (one := held.get((i, i))) and one.same]
    false = [pair for pair, one in held.items() if pair[0] != pair[1] and one and one.same]
    print(f"{kind:14} found {len(found)}/{len(pages)}, different documents called one "
          f"{len(false)}, {len(pairs)} pairs looked at, {seconds:.1f} cpu-s; "
          f"perceptual hash {_hash_recall(pages, copies)}")  # fmt: skip
    for i in set(range(len(pages))) - set(found):
        one = held.get((i, i))
        said = f"{one.share:.2f} of {one.squares}" if one else "no projection"
        print(f"    not found: {pages[i][0]} ({said if (i, i) in offered else 'not offered'})")
    for i, j in false:
        print(f"    called one: {pages[i][0]} and a copy of {pages[j][0]}")


def _hash_recall(pages: list[tuple[str, Grey]], copies: list[Grey]) -> str:
    one = np.array([hashed(page) for _, page in pages])
    other = np.array([hashed(copy) for copy in copies])
    apart = (one[:, None] != other[None]).sum(axis=2)
    limit = apart[~np.eye(len(pages), dtype=bool)].min()
    return f"{int((np.diag(apart) < limit).sum())}/{len(pages)} at 0 false"


def _many(number: int, designs: int, pages: list[tuple[str, Grey]], draw: random.Random) -> None:
    every = [page for _, page in pages]
    every += [turned(exchanged(page, None, draw), draw) for page in every]
    every += [drawn(n % designs, draw) for n in range(number - len(every))]
    start = time.process_time()
    sketches = [sketch(page) for page in every]
    made = time.process_time()
    pairs = neighbours(sketches)
    listed = time.process_time()
    found = [pair for pair in pairs if (one := alike(*(sketches[n] for n in pair))) and one.same]
    done = time.process_time()
    own = {(n, n + len(pages)) for n in range(len(pages))}
    drawn_ones = [pair for pair in found if pair[1] >= 2 * len(pages)]
    print(f"{len(every)} documents, all pairs: {done - start:.0f} cpu-s (sketches "
          f"{made - start:.0f}, index {listed - made:.0f}, {len(pairs)} proofs "
          f"{done - listed:.0f}); copies found {len(own & set(found))}/{len(own)}; "
          f"documents of one design called one photograph {len(drawn_ones)}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())

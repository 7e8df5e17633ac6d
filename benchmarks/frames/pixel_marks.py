"""What is left of a mark after a drawing is traced: pixel watermarks beside our warp.

    python benchmarks/frames/pixel_marks.py [--drawings 12]

Bits read rightly, as a share: 0.5 is chance. Two plain pixel watermarks, written here from
what every textbook says: `DCT` moves one middle coefficient of each 8 x 8 block to a multiple
of a step (quantisation index modulation), `SVD` does so with the largest singular value of
each block; each of 32 bits is spread over all blocks by a key and read by majority. Where
`blind-watermark` is installed (never with the product) it stands beside them. Our warp has no
bits: it says whose copy of 64 a single drawing is, and chance is 1.6 %; ten drawings are
pooled before anything is said (`mark.py`).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import cv2
import numpy as np

from celtrace.frames.mark import Mark, told, warp, warped
from celtrace.frames.mark_plan import planned
from celtrace.frames.strokes import ink_of, lines_of
from frames import traced
from frames.drawn import Drawn, Show

SECRET, BITS, STEP = b"for the benchmark", 32, 24.0
WIDE, HIGH = 640, 360
Attack = Callable[[np.ndarray, Drawn, np.random.Generator], np.ndarray]


def blocks(grey: np.ndarray) -> np.ndarray:
    """8 x 8 blocks of a picture whose sides are multiples of 8."""
    high, wide = grey.shape[0] // 8, grey.shape[1] // 8
    return grey[: high * 8, : wide * 8].reshape(high, 8, wide, 8).swapaxes(1, 2).reshape(-1, 8, 8)


def joined(parts: np.ndarray, like: np.ndarray) -> np.ndarray:
    """The picture of its blocks."""
    high, wide = like.shape[0] // 8, like.shape[1] // 8
    return parts.reshape(high, wide, 8, 8).swapaxes(1, 2).reshape(high * 8, wide * 8)


def which(count: int) -> np.ndarray:
    """The bit that each block carries."""
    return np.random.default_rng(int.from_bytes(SECRET[:8], "big")).integers(0, BITS, count)


def moved(value: float, bit: int) -> float:
    """A value at the nearest multiple of the step that says the bit."""
    return STEP * (2 * np.round((value / STEP - bit) / 2) + bit)


def embed(grey: np.ndarray, bits: Sequence[int], *, svd: bool) -> np.ndarray:
    """A grey picture with the bits in it."""
    parts = blocks(grey.astype(np.float32)).copy()
    for part, bit in zip(parts, which(len(parts)), strict=True):
        if svd:
            u, s, v = np.linalg.svd(part)
            s[0] = moved(float(s[0]), bits[bit])
            part[:] = (u * s) @ v
        else:
            freq = cv2.dct(part)
            freq[2, 1] = moved(float(freq[2, 1]), bits[bit])
            part[:] = cv2.idct(freq)
    return np.clip(joined(parts, grey), 0, 255).astype(np.uint8)


def extract(grey: np.ndarray, *, svd: bool) -> np.ndarray:
    """The bits read from a grey picture of the same size."""
    parts = blocks(grey.astype(np.float32))
    votes = np.zeros((BITS, 2))
    for part, bit in zip(parts, which(len(parts)), strict=True):
        value = np.linalg.svd(part, compute_uv=False)[0] if svd else cv2.dct(part.copy())[2, 1]
        votes[bit, int(np.round(value / STEP)) % 2] += 1
    return votes.argmax(axis=1)


def turned(grey: np.ndarray, _drawn: Drawn, _rng: np.random.Generator) -> np.ndarray:
    """Turned by one and a half degrees."""
    place = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), 1.5, 1.0)
    return cv2.warpAffine(grey, place, (WIDE, HIGH), flags=cv2.INTER_CUBIC, borderValue=255)


def cropped(grey: np.ndarray, _drawn: Drawn, _rng: np.random.Generator) -> np.ndarray:
    """The middle 85 %, enlarged to the whole."""
    x, y = round(WIDE * 0.039), round(HIGH * 0.039)
    return cv2.resize(grey[y : HIGH - y, x : WIDE - x], (WIDE, HIGH), interpolation=cv2.INTER_CUBIC)


def jpeg(grey: np.ndarray, _drawn: Drawn, _rng: np.random.Generator) -> np.ndarray:
    """JPEG of quality 50."""
    data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 50])[1]
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)


def by_hand(kind: str) -> Attack:
    """The lines of the marked picture, drawn anew by a hand."""

    def attack(grey: np.ndarray, drawn: Drawn, rng: np.random.Generator) -> np.ndarray:
        lines = cv2.resize(255 - lines_of(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)), (WIDE, HIGH))
        return traced.KINDS[kind](lines, drawn.mask, rng)

    return attack


ATTACKS: dict[str, Attack] = {
    "none": lambda grey, _drawn, _rng: grey, "JPEG 50": jpeg, "turned 1.5": turned,
    "cropped 85 %": cropped, "line traced": by_hand("traced"), "pencil": by_hand("pencil"),
    "rough": by_hand("rough"),
}  # fmt: skip


def blind(
    bits: Sequence[int],
) -> tuple[Callable[..., np.ndarray], Callable[..., np.ndarray]] | None:
    """Writer and reader of `blind-watermark`, where it is installed."""
    if importlib.util.find_spec("blind_watermark") is None:
        return None
    made = importlib.import_module("blind_watermark").WaterMark

    def write(grey: np.ndarray) -> np.ndarray:
        mark = made(password_img=1, password_wm=1)
        mark.read_img(img=cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR).astype(np.float32))
        mark.read_wm(list(map(bool, bits)), mode="bit")
        return cv2.cvtColor(np.clip(mark.embed(), 0, 255).astype(np.uint8), cv2.COLOR_BGR2GRAY)

    def read(grey: np.ndarray) -> np.ndarray:
        mark, colour = made(password_img=1, password_wm=1), cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
        told_ = mark.extract(embed_img=colour.astype(np.float32), wm_shape=BITS, mode="bit")
        return (np.asarray(told_) > 0.5).astype(int)

    return write, read


def ours(drawn: Drawn, number: int, attack: Attack) -> bool:
    """Whether one drawing alone names its recipient of 64."""
    mark, names = Mark(SECRET, f"pixel {number}"), [f"recipient {n:03d}" for n in range(64)]
    original = ink_of(cv2.resize(drawn.ink, (480, 270), interpolation=cv2.INTER_AREA))
    copy = warped(drawn.ink, warp(mark, names[0], planned(original), (WIDE, HIGH)))
    seen = attack(copy, drawn, np.random.default_rng(number))
    small = cv2.resize(seen, (480, 270), interpolation=cv2.INTER_AREA)
    said = told(ink_of(small), original, mark, names, 2)
    return said is not None and max(said.recipients, key=said.recipients.__getitem__) == names[0]


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawings", type=int, default=12)
    count = parser.parse_args().drawings
    cv2.setNumThreads(1)
    bits = np.random.default_rng(3).integers(0, 2, BITS).tolist()
    ways = {
        "DCT": (lambda g: embed(g, bits, svd=False), lambda g: extract(g, svd=False)),
        "SVD": (lambda g: embed(g, bits, svd=True), lambda g: extract(g, svd=True)),
    }
    if (other := blind(bits)) is not None:
        ways["blind-watermark"] = other
    drawings = [Show(900 + n // 4, 4).frame(n % 4, 0.4) for n in range(count)]
    print(f"{count} drawings, {BITS} bits; 0.50 is chance, ours 0.016")
    print(f"{'':14}" + "".join(f"{name:>17}" for name in ways) + f"{'ours, of 64':>17}")
    for name, attack in ATTACKS.items():
        row = f"{name:14}"
        for write, read in ways.values():
            right = [
                float((read(attack(write(cv2.cvtColor(one.colour, cv2.COLOR_BGR2GRAY)), one,
                                   np.random.default_rng(n))) == bits).mean())
                for n, one in enumerate(drawings)
            ]  # fmt: skip
            row += f"{np.mean(right):17.2f}"
        named = sum(ours(one, n, attack) for n, one in enumerate(drawings))
        print(f"{row}{named / count:17.2f}", flush=True)


if __name__ == "__main__":
    main()

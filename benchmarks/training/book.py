"""Train the book: what descriptions and layouts of frames are told in short by.

    python benchmarks/training/book.py            # into src/celtrace/frames/book.npz, 5 CPU minutes

It is trained on 960 frames of shows drawn by script that no other set asks for, as they look
when an index has kept them. The same frames give the same book with the same libraries on the
same machine.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import faiss
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from celtrace.frames.book import AXES, HALVES, SIGNS
from celtrace.frames.kept import coded, decoded
from celtrace.frames.layout import layout
from celtrace.frames.local import features
from celtrace.frames.strokes import lines_of
from celtrace.frames.votes import VOTING
from frames.drawn import Show
from frames.scenes import Troupe

SEEDS = range(2000, 2040)
CUTS, TIMES = 6, (0.2, 0.8)
HEAD = 320
"""Bytes that coded maps may begin alike with."""
OUT = Path(__file__).resolve().parents[2] / "src/celtrace/frames/book.npz"


def maps() -> Iterator[bytes]:
    """Coded line maps."""
    for seed in SEEDS:
        for show in (Troupe(seed, CUTS), Show(seed, CUTS)):
            for cut in range(CUTS):
                yield from (coded(lines_of(show.frame(cut, at).colour)) for at in TIMES)


def centres(halves: np.ndarray) -> np.ndarray:
    """The middle of each of 256 clusters."""
    clusters = faiss.Kmeans(64, HALVES, niter=12, seed=1, max_points_per_centroid=200)
    clusters.train(np.ascontiguousarray(halves))
    return np.clip(np.round(clusters.centroids), 0, 255).astype(np.uint8)


def directions(descriptions: np.ndarray) -> np.ndarray:
    """Those in which descriptions differ most, turned so that all say equally much."""
    around = (descriptions - descriptions.mean(axis=0))[::3]
    main = np.linalg.svd(around, full_matrices=False)[2][:SIGNS].T
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(SIGNS, SIGNS)))[0]
    turned = main @ turn
    return np.round(turned / np.abs(turned).max() * 127).astype(np.int8)


def main() -> None:
    """Draw, train, write."""
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    kept = list(maps())
    lines = [decoded(one) for one in kept]
    held = np.concatenate([features(one, VOTING).descriptions for one in lines])
    held = held.astype(np.float32)
    layouts = np.stack([layout(one) for one in lines])
    usual = layouts.mean(axis=0)
    axes = np.linalg.svd(layouts - usual, full_matrices=False)[2][:AXES].T
    axes *= 127 / np.abs((layouts - usual) @ axes).max()
    turns = directions(held)
    middles = np.round(np.median(held @ turns.astype(np.float32), axis=0)).astype(np.int32)
    told = {
        "halves": np.stack([centres(held[:, :64]), centres(held[:, 64:])]),
        "turns": turns, "middles": middles,
        "axes": axes.astype(np.float16), "usual": usual.astype(np.float16),
        "head": np.frombuffer(kept[0][:HEAD], np.uint8),
    }  # fmt: skip
    np.savez_compressed(OUT, **told)
    print(f"{len(held):,} descriptions of {len(lines)} frames; "
          f"SHA-256 {hashlib.sha256(OUT.read_bytes()).hexdigest()}")  # fmt: skip


if __name__ == "__main__":
    main()

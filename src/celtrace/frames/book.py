"""A description in six bytes, a layout in 64, by a fixed book that was trained once.

A description's word is the nearest of 256 first halves with the nearest of 256 second ones
(an inverted multi-index, Babenko and Lempitsky 2012); its 32 signs say on which side of the
middle it lies along as many directions (Hamming embedding, Jegou, Douze and Schmid 2008).
Both are counted in whole numbers below 2^24, so that every machine gives the same. A layout
is told along the 64 axes in which layouts differ most.

`benchmarks/training/book.py` trained it on shows drawn by script; it is loaded by its SHA-256.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from celtrace.errors import EvidenceChanged
from celtrace.frames.arrays import Floats

BOOK = "book.npz"
SHA256 = "0d68ee0c9fddb5e91678ec01f6395da82452d4fdc1652d72989fe1d35b7d91db"
"""Of the book: another is not loaded."""
HALVES = 256
WORDS = HALVES * HALVES
SIGNS = 32
AXES = 64
_SHORTLIST = 12
"""Halves of each side of which the nearest words are put together."""


class Short(msgspec.Struct, frozen=True):
    """Descriptions told in short, n of them."""

    words: np.ndarray
    """n numbers of 16 bits."""
    signs: np.ndarray
    """n times 32 bits."""

    def __len__(self) -> int:
        return len(self.words)


class Book(msgspec.Struct, frozen=True):
    """What descriptions and layouts are told by."""

    halves: Floats
    """2 x 256 x 64 whole numbers, 0 to 255."""
    turns: Floats
    """128 x 32 whole numbers, -127 to 127."""
    middles: Floats
    """32 whole numbers."""
    axes: Floats
    """576 x 64."""
    usual: Floats
    """576: the layout that all are told from."""
    head: bytes
    """What a coded line map begins with."""

    def short(self, descriptions: np.ndarray) -> Short:
        """Descriptions (n x 128 bytes) with the one nearest word of each."""
        words = self.near(descriptions, 1)[:, 0].astype(np.uint16)
        return Short(words, self.signs(descriptions))

    def near(self, descriptions: np.ndarray, most: int) -> np.ndarray:
        """N x most: words near to each description, the nearest first.

        They are put together of the 12 nearest halves of each side. So the first 12 are the
        nearest of all; of more, one with a half farther down is left out for one farther off.
        """
        far = [self._far(descriptions, side) for side in (0, 1)]
        few = min(_SHORTLIST, most)
        near = [np.argsort(one, axis=1, kind="stable")[:, :few] for one in far]
        first, second = (np.take_along_axis(*both, axis=1) for both in zip(far, near, strict=True))
        flat = (len(descriptions), few * few)
        both = (first[:, :, None] + second[:, None]).reshape(flat)
        best = np.argsort(both, axis=1, kind="stable")[:, :most]
        words = near[0][:, :, None] * HALVES + near[1][:, None]
        return np.take_along_axis(words.reshape(flat), best, axis=1)

    def signs(self, descriptions: np.ndarray) -> np.ndarray:
        """The 32 signs of each description, as one number."""
        over = descriptions.astype(np.float32) @ self.turns > self.middles
        return np.packbits(over, axis=1).view(">u4").ravel().astype(np.uint32)

    def told(self, layout: Floats) -> Floats:
        """A layout of 576 numbers along the axes: 64 numbers, most of them below 127."""
        return np.asarray((layout - self.usual) @ self.axes, np.float32)

    def _far(self, descriptions: np.ndarray, side: int) -> Floats:
        """Squared distances of one half of each description from all that the book has."""
        half = descriptions[:, 64 * side : 64 * side + 64].astype(np.float32)
        own = self.halves[side]
        return (own * own).sum(axis=1) - 2 * half @ own.T


def rounded(told: Floats) -> np.ndarray:
    """A told layout as 64 bytes."""
    return np.clip(np.round(told), -127, 127).astype(np.int8)


@cache
def book() -> Book:
    """The book that is installed; EvidenceChanged where it is not the one that was trained."""
    data = files("celtrace.frames").joinpath(BOOK).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise EvidenceChanged(f"{BOOK} is not what was trained.", "Install Celtrace again.")
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        told = {name: held[name].astype(np.float32) for name in held.files if name != "head"}
        return Book(**told, head=held["head"].tobytes())

"""Which frames have the features of a drawing, by votes: an inverted file of short descriptions.

Of each frame its strongest features are held, six bytes each: they are sorted by word, and a
feature of a drawing is held against those of the words nearest to it, by signs.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from celtrace.frames.arrays import Floats
from celtrace.frames.book import WORDS, Short, book
from celtrace.frames.local import Features

VOTING = 64
"""Features of each frame, the strongest, that take part."""
OF = 10
"""Neighbours of one feature that are counted."""
WORDS_TRIED = 16
"""Words in which a feature's neighbours are looked for."""
FAR = 11
"""Signs of 32 in which neighbours differ at most."""
_FEW = 30
"""Features below which a frame has no more weight for having fewer."""


class Listed(msgspec.Struct, frozen=True):
    """Features sorted by word, m of them, of n frames."""

    starts: np.ndarray
    """65,537 positions: word k is `starts[k]` to `starts[k + 1]`."""
    frames: np.ndarray
    """m numbers: which frame each is of."""
    signs: np.ndarray
    """m times 32 bits."""


def listed(parts: Sequence[Short], counts: np.ndarray) -> Listed:
    """Sort the features of all frames, which lie frame by frame; `counts` says how many each.

    Each part is put where its words go, one after the other: little more is held than the list.
    """
    starts = np.zeros(WORDS + 1, np.int64)
    for part in parts:
        starts[1:] += np.bincount(part.words, minlength=WORDS)
    np.cumsum(starts, out=starts)
    free, done = starts[:-1].copy(), 0
    frames, signs = (np.empty(starts[-1], np.uint32) for _ in range(2))
    owners = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    for part in parts:
        order = np.argsort(part.words, kind="stable")
        held = np.bincount(part.words, minlength=WORDS)
        first = free - np.cumsum(held) + held
        places = first[part.words[order]] + np.arange(len(order))
        frames[places] = owners[done : done + len(order)][order]
        signs[places] = part.signs[order]
        free, done = free + held, done + len(order)
    return Listed(starts, frames, signs)


class Votes:
    """Votes of a drawing's features for frames."""

    def __init__(self, held: Listed, counts: np.ndarray) -> None:
        """What is mapped is held as a plain array, of which parts are taken much faster."""
        self._held = Listed(
            np.asarray(held.starts), np.asarray(held.frames), np.asarray(held.signs)
        )
        self._weigh = np.sqrt(np.maximum(counts, _FEW)).astype(np.float32)

    def __len__(self) -> int:
        return len(self._held.frames)

    def most(self, own: Features, most: int) -> list[int]:
        """Frames whose features are nearest to those of a drawing, the most votes first.

        A vote counts by how much nearer it is than the next neighbour that is not counted,
        once for each feature and frame; frames with many features are divided by the root of
        their number, or they would be everybody's neighbour.
        """
        sums = np.zeros(len(self._weigh), np.float32)
        words = book().near(own.descriptions, WORDS_TRIED)
        for tried, signs in zip(words, book().signs(own.descriptions), strict=True):
            frames, votes = self._near(tried, signs)
            sums[frames] += votes
        voted = np.flatnonzero(sums)
        fair = sums[voted] / self._weigh[voted]
        return [int(one) for one in voted[np.lexsort((voted, -fair))[:most]]]

    def _near(self, words: np.ndarray, signs: np.uint32) -> tuple[np.ndarray, Floats]:
        """Frames that one feature votes for, each once, and how much.

        Where more are equally near than are counted, as of a picture that stands in every
        episode, all of those are.
        """
        held = self._held
        spans = [slice(held.starts[word], held.starts[word + 1]) for word in words]
        far = np.bitwise_count(np.concatenate([held.signs[one] for one in spans]) ^ signs)
        within = FAR + 1
        if len(far) > OF:
            within = min(within, max(int(np.partition(far, OF)[OF]), int(far.min()) + 1))
        near = np.flatnonzero(far < within)
        near = near[np.argsort(far[near], kind="stable")]
        frames = np.concatenate([held.frames[one] for one in spans])[near]
        each, first = np.unique(frames, return_index=True)
        return each, (within - far[near][first]).astype(np.float32)

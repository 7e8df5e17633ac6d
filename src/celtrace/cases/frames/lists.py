"""Sorted lists of an index, beside its parts: made of them, kept, thrown away at will.

Of a small index the list of its features is made each time it is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np

from celtrace.cases.frames.arrays import mapped, whole
from celtrace.errors import EvidenceChanged
from celtrace.frames.book import Short
from celtrace.frames.votes import Listed, Votes, listed

LISTED_FROM = 5000
"""Frames from which the list of features is kept in a file."""


def votes_of(path: Path, parts: Sequence[dict[str, np.ndarray]], counts: np.ndarray) -> Votes:
    """The votes of all parts, by a list read where it lies; made and kept where there is none.

    What is no whole list of these frames is made again; where the folder may not be written to
    or the disk is full it is made each time.
    """
    held = _read(path, counts) if len(counts) >= LISTED_FROM else _made(parts, counts)
    if held is None:
        held = _made(parts, counts)
        with suppress(OSError):
            _write(path, held)
            held = _read(path, counts) or held
    return Votes(held, counts)


def _read(path: Path, counts: np.ndarray) -> Listed | None:
    """The list in a file; None where there is none, or it is damaged or of other frames."""
    with suppress(EvidenceChanged):
        held = {name: mapped(path, name) for name in Listed.__struct_fields__}
        if len(held["frames"]) == counts.sum():
            return Listed(**held)
    return None


def _made(parts: Sequence[dict[str, np.ndarray]], counts: np.ndarray) -> Listed:
    return listed([Short(part["words"], part["signs"]) for part in parts], counts)


def _write(path: Path, made: Listed) -> None:
    with whole(path) as file:
        np.savez(file, allow_pickle=False, **msgspec.structs.asdict(made))

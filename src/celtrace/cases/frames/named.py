"""The frames of an index by name: decoded where one is asked for, for a million do not fit.

Of each a line of JSON lies in the file beside its part. What every question compares, show and
why a frame proves nothing, is held in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from sys import intern
from typing import Annotated

import msgspec
import numpy as np

from celtrace.errors import EvidenceChanged
from celtrace.frames.rows import Rows


class Frame(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reference frame: what it is of, and where it stands."""

    digest: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    """SHA-256 of the picture's own bytes, or of the video's with its place."""
    source: str
    """The file it came from, as it was named to us."""
    show: str
    cut: str = ""
    seconds: float | None = None
    """Since the start of the video."""
    until: float | None = None
    """Until when the same picture stands."""
    shot: int | None = None
    """Number of the shot in its video, from 0."""
    plain: str = ""
    """Why it proves nothing; empty where it may."""
    quality: int = 0
    """Of its PDQ hash, 0 to 100."""


class Named:
    """All frames of some parts, in order."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Each line is read once, to see that it is whole; EvidenceChanged where one is not."""
        shows, plains = list[str](), list[str]()
        named = [path.with_suffix(".jsonl") for path in paths]
        lengths, digests = array("q"), array("Q")
        for path in named:
            for line in _read(path).splitlines(keepends=True):
                frame = _decoded(line, path)
                lengths.append(len(line))
                digests.append(_short(frame.digest))
                shows.append(intern(frame.show))
                plains.append(intern(frame.plain))
        self.shows, self.plains = tuple(shows), tuple(plains)
        """Of each frame; those that are equal are held once."""
        self._paths, self._texts = named, Rows([_mapped(path) for path in named])
        self._starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        self._digests = np.array(digests, np.uint64)

    def __len__(self) -> int:
        return len(self._digests)

    def __iter__(self) -> Iterator[Frame]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> Frame:
        place = range(len(self))[number]
        line = self._texts.span(int(self._starts[place]), int(self._starts[place + 1]))
        return _decoded(line.tobytes(), self._paths[0].parent)

    def by_digest(self, digest: str) -> list[int]:
        """Frames whose own bytes have the digest."""
        alike = np.flatnonzero(self._digests == np.uint64(_short(digest)))
        return [int(n) for n in alike if self[int(n)].digest == digest]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _damaged(path, error) from error


def _mapped(path: Path) -> np.ndarray:
    """The bytes of a file where they lie: nothing of it is in memory until it is asked for."""
    return np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)


def _decoded(line: bytes, path: Path) -> Frame:
    try:
        return msgspec.json.decode(line, type=Frame)
    except msgspec.DecodeError as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> EvidenceChanged:
    return EvidenceChanged(f"{path} cannot be read: {error}.", "Index the footage again.")


def _short(digest: str) -> int:
    """The first eight bytes of a digest."""
    return int(digest[:16], 16)

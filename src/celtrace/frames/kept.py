"""The line map of a frame as an index keeps it: 360 pixels, a few levels, two kilobytes.

It is coded as AVIF of one channel, whose decoders give the same pixels everywhere (AV1
bitstream specification). Features and what is slid over are made of it anew when a frame is
looked at; so what coding lost is lost the same way on every question.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from typing import TypeVar

import cv2
import numpy as np

from celtrace.errors import EvidenceChanged, UsageError
from celtrace.frames.agreement import Field, Way, shrunk
from celtrace.frames.arrays import Lines
from celtrace.frames.book import book
from celtrace.frames.local import Features, enlarged, features
from celtrace.frames.pixels import resized
from celtrace.frames.rows import Rows

WIDE = 360
"""Pixels of the longer side: strokes of another hand agree better here than on finer maps."""
QUALITY = 20
"""Of the coding, 0 to 100."""
_SPEED = 8
_MOST = 1 << 16
"""Bytes of a coded map: of noise all over it has a fifth of them."""
_STATED, _SIZE = re.compile(rb"ispe.{4}", re.DOTALL), struct.Struct(">II")
"""Where an AVIF file states width and height (ISO/IEC 23008-12, 6.5.3), before it is decoded."""
Made = TypeVar("Made")

READY = 1024
"""Frames kept ready for sliding, 0.3 MB each, and as many with their features, 0.05 MB each."""


def coded(lines: Lines) -> bytes:
    """A line map as AVIF; UsageError where OpenCV was built without it."""
    small = np.ascontiguousarray(resized(lines, WIDE))
    how = [cv2.IMWRITE_AVIF_QUALITY, QUALITY, cv2.IMWRITE_AVIF_SPEED, _SPEED]
    try:
        good, data = cv2.imencode(".avif", small, how)
    except cv2.error:
        good, data = False, np.zeros(0, np.uint8)
    if not good:
        raise UsageError("OpenCV here writes no AVIF.", "Install opencv-python-headless 4.12.")
    return bytes(data)


def decoded(data: bytes) -> Lines:
    """What `coded` coded; EvidenceChanged where that is damaged, or anything else."""
    sizes = [_SIZE.unpack_from(data, at.end()) for at in _STATED.finditer(data[: -_SIZE.size])]
    if data[4:12] != b"ftypavif" or not sizes or max(map(max, sizes)) > WIDE:
        raise _damaged()
    try:
        lines = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error as error:
        raise _damaged() from error
    if lines is None or max(lines.shape) > WIDE:
        raise _damaged()
    return np.asarray(lines, np.uint8)


def packed(lines: Lines) -> bytes:
    """A line map in few bytes: coded, without what all of them begin with."""
    squeezed = zlib.compressobj(9, zdict=book().head)
    return squeezed.compress(coded(lines)) + squeezed.flush()


def unpacked(data: bytes) -> Lines:
    """What `packed` packed."""
    opened = zlib.decompressobj(zdict=book().head)
    try:
        whole = opened.decompress(data, _MOST)
    except zlib.error as error:
        raise _damaged() from error
    if not opened.eof:
        raise _damaged()
    return decoded(whole)


def _damaged() -> EvidenceChanged:
    return EvidenceChanged("A frame of the index is damaged.", "Index the footage again.")


class Kept:
    """The line maps of all frames, packed; what is made of those looked at is kept ready."""

    def __init__(self, packed: Rows, starts: np.ndarray, sizes: np.ndarray, way: Way) -> None:
        """Frame k is bytes `starts[k]` to `starts[k + 1]`; `sizes` are of full line maps."""
        self.way = way
        self._packed, self._starts, self._sizes = packed, starts, sizes
        self._fields: dict[int, Field] = {}
        self._features: dict[int, Features] = {}

    def size(self, frame: int) -> tuple[int, int]:
        """Width and height of the line map that was taken of the frame."""
        return int(self._sizes[frame, 0]), int(self._sizes[frame, 1])

    def lines(self, frame: int) -> Lines:
        """The line map of one frame as it is kept."""
        span = int(self._starts[frame]), int(self._starts[frame + 1])
        return unpacked(self._packed.span(*span).tobytes())

    def field(self, frame: int) -> Field:
        """One frame, ready to be slid over."""
        return _held(self._fields, frame, self._field)

    def features(self, frame: int) -> Features:
        """The features of one frame, in pixels of its full line map."""
        return _held(self._features, frame, self._described)

    def _field(self, frame: int) -> Field:
        return self.way.field(shrunk(self.lines(frame)), self.size(frame))

    def _described(self, frame: int) -> Features:
        lines = self.lines(frame)
        return enlarged(features(lines), max(self.size(frame)) / max(lines.shape))


def _held(ready: dict[int, Made], frame: int, make: Callable[[int], Made]) -> Made:
    """What was made of a frame before; of `READY` frames all is thrown away, and begun anew."""
    if frame not in ready:
        if len(ready) >= READY:
            ready.clear()
        ready[frame] = make(frame)
    return ready[frame]

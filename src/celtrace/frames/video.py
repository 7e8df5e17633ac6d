"""Pictures of a video with their times, shots apart and repeats dropped.

Decoded by OpenCV, whose wheel carries FFmpeg under the LGPL. Drawings stand
for two or three frames and in holds much longer: a frame that is the picture before it
again is dropped, and the time until which it stood is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Colour, Floats, Grey
from celtrace.frames.pixels import PictureUnread, resized

LONGEST = 640
"""Pixels of the longer side at which frames are kept."""
SAME = 2.0
"""Mean difference of 64 x 36 grey pixels, 0 to 255, below which a picture stands still."""
_SAME_SPOT = 24
"""Largest difference of one of them: a mouth that moves is a new drawing."""
_SKETCH = 320
_SAME_STROKE = 20
"""Grey levels by which no pixel of a sketch differs: a thin pencil stroke makes forty."""
_MOST = 0.9
"""Share of the stated length from which a video is whole; it is often stated roughly."""
_CUT = 0.42
"""Difference of colour histograms, 0 to 1, from which a new shot begins."""


class Moment(msgspec.Struct, frozen=True):
    """A picture of a video: from when until when it stands, and in which shot."""

    pixels: Colour
    seconds: float
    until: float
    shot: int


def frames_of(stream: BinaryIO) -> Iterator[tuple[float, Colour]]:
    """Every frame with its own time in seconds; PictureUnread for what is no video.

    Times are those written in the file, so a variable frame rate does no harm. Where the
    file is damaged, what could be decoded stands.
    """
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    source: Any = stream
    try:
        film = cv2.VideoCapture(source, cv2.CAP_FFMPEG, [])
    except cv2.error as error:
        raise PictureUnread("the video cannot be read") from error
    try:
        yield from _read(film)
    finally:
        film.release()


def _read(film: cv2.VideoCapture) -> Iterator[tuple[float, Colour]]:
    if not film.isOpened():
        raise PictureUnread("no video that is read, or damaged at its beginning")
    count, last, rate = 0, -1.0, film.get(cv2.CAP_PROP_FPS)
    whole = film.get(cv2.CAP_PROP_FRAME_COUNT) / rate if rate > 0 else 0.0
    while film.grab():
        good, pixels = film.retrieve()
        if not good or pixels is None:
            continue
        seconds = max(film.get(cv2.CAP_PROP_POS_MSEC) / 1000, last)
        last, count = seconds, count + 1
        yield seconds, np.asarray(resized(pixels, LONGEST), np.uint8)
    if not count:
        raise PictureUnread("no frame of the video can be decoded")
    if last < whole * _MOST - 1:
        raise PictureUnread(f"the video breaks off at {last:.1f} s of {whole:.1f} s")


def moments(frames: Iterable[tuple[float, Colour]]) -> Iterator[Moment]:
    """The distinct pictures in order of time, each with the shot it is of."""
    held: tuple[float, Colour] | None = None
    before: tuple[Grey, Floats] | None = None
    shot, last = 0, 0.0
    for seconds, pixels in frames:
        small = _small(pixels)
        here = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), _colours(small)
        if held and before and _still(before[0], here[0]):
            last = seconds
            continue
        if held:
            yield Moment(held[1], held[0], last, shot)
        if before and _cut(before, here):
            shot += 1
        held, before, last = (seconds, pixels), here, seconds
    if held:
        yield Moment(held[1], held[0], last, shot)


def _small(pixels: Colour) -> Colour:
    return np.asarray(cv2.resize(pixels, (64, 36), interpolation=cv2.INTER_AREA), np.uint8)


def _still(one: Grey, other: Grey) -> bool:
    apart = cv2.absdiff(one, other)
    return float(apart.mean()) < SAME and int(apart.max()) < _SAME_SPOT


def sketch(pixels: Colour) -> Grey:
    """So much of a picture that a single thin stroke still tells it from another."""
    wide = min(_SKETCH, pixels.shape[1])
    high = max(1, round(pixels.shape[0] * wide / pixels.shape[1]))
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)


def again(one: Grey, other: Grey) -> bool:
    """Whether two sketches are of the same picture, each encoded anew."""
    return one.shape == other.shape and int(cv2.absdiff(one, other).max()) < _SAME_STROKE


def _colours(small: Colour) -> Floats:
    counts = cv2.calcHist([small], [0, 1, 2], None, [6, 6, 6], [0, 256] * 3)
    return (counts / counts.sum()).astype(np.float32).ravel()


def _cut(one: tuple[Grey, Floats], other: tuple[Grey, Floats]) -> bool:
    """Whether both the colours and the places of light and dark change at once."""
    colours = 1 - float(np.minimum(one[1], other[1]).sum())
    places = float(cv2.absdiff(one[0], other[0]).mean()) / 255
    return colours > _CUT or (colours > _CUT / 2 and places > 0.15) or places > 0.3


def evenly(frames: Iterable[tuple[float, Colour]], apart: float) -> Iterator[tuple[float, Colour]]:
    """Frames at least `apart` seconds from the one before."""
    due = -1.0
    for seconds, pixels in frames:
        if seconds >= due:
            due = seconds + apart
            yield seconds, np.asarray(resized(pixels, LONGEST), np.uint8)

"""What is kept of a reference frame, and compared instead of it."""

from __future__ import annotations

import hashlib

import cv2
import msgspec
import numpy as np
import pdqhash

from celtrace.frames import agreement, book, kept, local, paper, plain, strokes, votes
from celtrace.frames import layout as _layout
from celtrace.frames.arrays import Colour, Lines
from celtrace.frames.book import Short
from celtrace.frames.lines import read_lines
from celtrace.frames.strokes import lines_of

VERSION = 4
"""Raised whenever a picture's fingerprint may come out otherwise."""


def settings() -> str:
    """Digest of everything that a fingerprint depends on: only equal ones are compared."""
    said = {
        "version": VERSION,
        "opencv": cv2.__version__.split(".")[0],
        "work": [strokes.WORK, strokes.FAINTEST, paper.PAGE],
        "features": [local.MOST, local.LENGTH, votes.VOTING],
        "book": book.SHA256,
        "kept": [kept.WIDE, kept.QUALITY],
        "layout": [_layout.ACROSS, _layout.DOWN, _layout.DIRECTIONS],
        "sliding": [agreement.SIDE, agreement.LONGER, agreement.DIRECTIONS],
    }
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()


class Print(msgspec.Struct, frozen=True):
    """The fingerprint of one reference frame."""

    layout: np.ndarray
    """64 bytes, as `book.rounded` gives them."""
    pdq: np.ndarray
    """32 bytes, as the published PDQ reference writes them."""
    pdq_quality: int
    """0 to 100; below 50 PDQ's authors advise against using the hash."""
    voting: Short
    """Its strongest features, in short."""
    lines: bytes
    """The line map, as `kept.packed` packs it: all else is made of it anew."""
    plain: plain.Plain
    size: tuple[int, int]
    """Width and height of the line map."""


def fingerprint(pixels: Colour) -> Print:
    """The fingerprint of a picture, or of what stands in the field frame of a page."""
    readings = read_lines(pixels).readings
    if readings[0].kind == "field":
        return of_lines(pixels, readings[0].lines)
    last = readings[-1]
    return of_lines(pixels, last.lines if last.kind == "whole" else lines_of(pixels))


def of_lines(pixels: Colour, lines: Lines) -> Print:
    """The fingerprint of a picture whose lines are known."""
    value, quality = pdq(pixels)
    own, small = book.book(), kept.packed(lines)
    strongest = local.features(kept.unpacked(small), votes.VOTING)
    return Print(
        book.rounded(own.told(_layout.layout(lines))), value, quality,
        own.short(strongest.descriptions), small,
        plain.plain(pixels, lines), (lines.shape[1], lines.shape[0]),
    )  # fmt: skip


def pdq(pixels: Colour) -> tuple[np.ndarray, int]:
    """Meta's PDQ of a picture: 256 bits in 32 bytes, and its quality."""
    small = cv2.resize(pixels, (256, 256), interpolation=cv2.INTER_AREA)
    bits, quality = pdqhash.compute(cv2.cvtColor(small, cv2.COLOR_BGR2RGB))
    return np.packbits(bits.astype(np.uint8)), int(quality)

"""Proof pictures: what was found, what it is, and both laid on each other."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from celtrace.frames.answer import by
from celtrace.frames.arrays import Colour, Lines, Similarity
from celtrace.frames.pixels import encode, resized
from celtrace.frames.search import Candidate

HIGH = 260
"""Pixels of height of each panel."""
_FOUND, _OURS = (60, 60, 230), (200, 120, 0)
_INK = (60, 60, 60)


def proof_picture(found: Colour, reference: Colour, lines: Lines, match: Candidate) -> Colour:
    """Found, reference, and the overlay, side by side.

    In the overlay the reference's lines are blue and the found drawing's red, dark where both
    are, laid there by the transform of the proof; each stroke that agrees has a ring.
    """
    overlay = laid_over(lines, match)
    panels = [_panel(found), _panel(reference), _panel(overlay)]
    return np.hstack(panels)


def laid_over(lines: Lines, match: Candidate) -> Colour:
    """The found lines laid on the reference's, with a ring at each stroke that agrees."""
    own = match.reading.lines[:, ::-1] if match.mirrored else match.reading.lines
    high, wide = lines.shape
    moved = cv2.warpAffine(np.ascontiguousarray(own), match.place, (wide, high))
    shown = np.full((high, wide, 3), 255, np.uint8)
    for drawn, colour in ((lines, _OURS), (moved, _FOUND)):
        share = (drawn / np.float32(255))[:, :, None]
        shown = np.minimum(shown, (255 - share * (255 - np.array(colour))).astype(np.uint8))
    rings = match.proof.reference if match.proof and by(match) == "strokes" else ()
    for x, y in rings:
        cv2.circle(shown, (round(x), round(y)), 6, (0, 150, 0), 1, cv2.LINE_AA)
    return shown


def contact_sheet(pictures: Sequence[tuple[Colour, str]], across: int = 4) -> bytes:
    """Small pictures with a line of text under each, as JPEG."""
    tiles = [_tile(picture, words) for picture, words in pictures]
    blank = np.full_like(tiles[0], 255)
    tiles += [blank] * (-len(tiles) % across)
    rows = [np.hstack(tiles[n : n + across]) for n in range(0, len(tiles), across)]
    return encode(np.vstack(rows))


def line_map(lines: Lines, size: tuple[int, int]) -> Colour:
    """The shrunk lines that an index of fingerprints holds, as a picture of the frame's size."""
    drawn = cv2.resize(lines, size, interpolation=cv2.INTER_CUBIC)
    shown = cv2.cvtColor(255 - drawn, cv2.COLOR_GRAY2BGR)
    cv2.putText(
        shown, "line map: fingerprints only", (8, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, _OURS, 1,
        cv2.LINE_AA,
    )  # fmt: skip
    return shown


def small(picture: Colour) -> Colour:
    """So much of a picture as a contact sheet shows."""
    return np.asarray(resized(picture, 230), np.uint8)


def placed(match: Candidate) -> Similarity:
    """From pixels of the reference's line map to pixels of the found picture, unmirrored."""
    back = cv2.invertAffineTransform(match.place)
    if match.mirrored:
        wide = match.reading.lines.shape[1]
        back = np.array([[-1.0, 0.0, wide - 1.0], [0.0, 1.0, 0.0]]) @ np.vstack([back, [0, 0, 1]])
    return match.reading.place @ np.vstack([back, [0, 0, 1]])


def _panel(picture: Colour) -> Colour:
    scale = HIGH / picture.shape[0]
    size = (max(1, min(900, round(picture.shape[1] * scale))), HIGH)
    shown = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return cv2.copyMakeBorder(shown, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=_INK)


def _tile(picture: Colour, words: str) -> Colour:
    tile = np.full((190, 240, 3), 255, np.uint8)
    small = resized(picture, 230)[:150]
    tile[5 : 5 + small.shape[0], 5 : 5 + small.shape[1]] = small
    plain = words.encode("ascii", "replace").decode()
    for n, line in enumerate((plain[:34], plain[34:68])):
        place = (5, 168 + 14 * n)
        cv2.putText(tile, line, place, cv2.FONT_HERSHEY_SIMPLEX, 0.38, _INK, 1, cv2.LINE_AA)
    return tile

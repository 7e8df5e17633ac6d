"""Proof pictures: what was found, what it is, and both laid on each other."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from celtrace.frames.answer import by
from celtrace.frames.arrays import Colour, Lines, Similarity, inverse, joined
from celtrace.frames.gallery import Candidate
from celtrace.frames.pixels import encode, resized

HIGH = 260
"""Pixels of height of each panel."""
WIDE = 960
"""Pixels of width of the pictures that are laid on each other."""
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


def layers(found: Colour, reference: Colour, lines: Lines, match: Candidate) -> bytes:
    """What was found, ours, and the lines of both, one below the other, as WebP.

    All three have the size of ours, and a place in one is the same place in the others: the found
    picture is laid there by the transform of the proof. The lines stand on nothing.
    """
    high, wide = lines.shape
    reference = cv2.resize(reference, (wide, high), interpolation=cv2.INTER_AREA)
    moved = cv2.warpAffine(
        found, placed(match), (wide, high), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderValue=(255, 255, 255),
    )  # fmt: skip
    drawn = laid_over(lines, match)
    clear = np.dstack([drawn, 255 - drawn.min(axis=2)])
    full = np.full((high, wide, 1), 255, np.uint8)
    tiles = [np.dstack([moved, full]), np.dstack([reference, full]), clear]
    scale = min(1.0, WIDE / wide)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    shown = [cv2.resize(tile, size, interpolation=cv2.INTER_AREA) for tile in tiles]
    return bytes(cv2.imencode(".webp", np.vstack(shown), [cv2.IMWRITE_WEBP_QUALITY, 82])[1])


def contact_sheet(pictures: Sequence[tuple[Colour, str]], across: int = 4) -> bytes:
    """Small pictures with a line of text under each, as JPEG."""
    tiles = [_tile(picture, words) for picture, words in pictures]
    blank = np.full_like(tiles[0], 255)
    tiles += [blank] * (-len(tiles) % across)
    rows = [np.hstack(tiles[n : n + across]) for n in range(0, len(tiles), across)]
    return encode(np.vstack(rows))


def line_map(lines: Lines, size: tuple[int, int]) -> Colour:
    """The lines that an index of fingerprints holds, as a picture of the frame's size."""
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
    return joined(match.seen, inverse(match.place))


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

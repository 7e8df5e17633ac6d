"""Any picture to its drawn lines: one to five readings of what on it is the drawing.

A finished frame is one reading, and the window in a screenshot a second. A page is read
by its field frames, by the box of its ink and whole; peg holes, timing charts and labels
lie outside the first two, and what is written in colour is masked.
"""

from __future__ import annotations

from typing import Literal

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Colour, Grey, Lines, Mask, Similarity
from celtrace.frames.paper import Page, is_page, is_tinted, read_page
from celtrace.frames.pixels import apart_from, brightest, resized
from celtrace.frames.strokes import WORK, drawn_share, lines_of, scaled, thin

MOST = 5
"""Readings of one picture."""
_NEAR, _STEEP, _SHARP = 3, 14, 0.4
"""Pixels of 320 on either side of a window's edge, grey levels between them, and along what share
of the edge there must be so many."""
_CLEAN = 0.55
"""Share of the middles of lines at nearly full strength from which on they are ink: of what was
drawn here in pencil or searched for a tenth has more, of clean ink two thirds."""
_FULL = 220
_EDGE = 0.012
"""Share of the longer side by which a ruled frame is cut inside its line."""

Kind = Literal["whole", "window", "field", "ink", "page", "all pencils"]


class Reading(msgspec.Struct, frozen=True):
    """What may be the drawing: its lines, and where they lie in the picture."""

    kind: Kind
    lines: Lines
    place: Similarity
    """From pixels of `lines` to pixels of the picture as it was decoded."""


class Drawing(msgspec.Struct, frozen=True):
    """A picture as lines."""

    readings: tuple[Reading, ...]
    """The likeliest first; the last one always is the whole picture."""
    paper: bool
    """Whether it is a page of paper, and was read as one."""

    @property
    def pencil(self) -> bool:
        """Whether it is on paper, and many of its lines are faint, as most clean ink's are not.

        A third of clean ink on paper counts as pencil too, where its lines are fine.
        """
        if not self.paper:
            return False
        drawn = (one.lines for one in self.readings if one.kind in ("field", "ink"))
        lines = next(drawn, self.readings[0].lines)
        middles = lines[thin(lines)]
        return not middles.size or float((middles > _FULL).mean()) < _CLEAN


def read_lines(pixels: Colour) -> Drawing:
    """The drawn lines of a decoded picture, in one to five readings.

    What stands in a window of its own, as in a screenshot or between black bars, is read
    first. What may be paper or a painting of one bright colour is read as both.
    """
    box = window_of(pixels)
    shown = pixels if box is None else _cut_out(pixels, box)
    if is_page(shown):
        inside = [_whole(shown), *_of_page(shown)] if is_tinted(shown) else _of_page(shown)
        last = inside.pop() if box is None else _whole(pixels)
        moved = [_moved(one, box) for one in inside]
        return Drawing((*moved[: MOST - 1], last), paper=True)
    if box is None:
        return Drawing((_whole(pixels),), paper=False)
    window = Reading("window", lines_of(shown), _back(box))
    return Drawing((window, _whole(pixels)), paper=False)


def notes_of(pixels: Colour) -> Colour | None:
    """Only what is written or drawn in coloured pencil, on white; None where there is nothing."""
    if not is_page(pixels):
        return None
    page = read_page(pixels)
    marks = page.red | page.blue
    if not marks.any():
        return None
    small = resized(pixels, max(page.flat.shape))
    near = cv2.dilate(marks.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return np.where(near[:, :, None], small, np.uint8(255))


def _whole(pixels: Colour) -> Reading:
    return Reading("whole", lines_of(pixels), _back((0, 0, *_size(pixels))))


def _cut_out(pixels: Colour, box: tuple[int, int, int, int]) -> Colour:
    left, top, wide, high = box
    return np.ascontiguousarray(pixels[top : top + high, left : left + wide])


def _moved(one: Reading, box: tuple[int, int, int, int] | None) -> Reading:
    """A reading of a window as one of the picture around it."""
    if box is None:
        return one
    shift = np.array([[0, 0, box[0]], [0, 0, box[1]]], np.float64)
    return Reading(one.kind, one.lines, one.place + shift)


def _of_page(pixels: Colour) -> list[Reading]:
    page = read_page(pixels)
    share = max(pixels.shape[:2]) / max(page.flat.shape)
    readings = [_field(page, corners, share) for corners in page.frames[:2]]
    clean = _erased(page)
    box = _ink_box(clean)
    if box is not None:
        readings.append(_part("ink", clean, box, share))
    everything = (0, 0, *_size(clean))
    readings.append(_part("page", clean, everything, share))
    if page.flat is not page.black and (page.red | page.blue).mean() > 0.004:
        readings.insert(-1, _part("all pencils", _erased(page, page.flat), everything, share))
    return [one for one in readings[:-1] if drawn_share(one.lines) > 0.0005] + readings[-1:]


def _size(pixels: np.ndarray) -> tuple[int, int]:
    return pixels.shape[1], pixels.shape[0]


def _back(box: tuple[int, int, int, int], share: float = 1) -> Similarity:
    """From the working pixels of a part of a picture to the picture's own."""
    scale = max(1.0, max(box[2:]) / WORK) * share
    return np.array([[scale, 0, box[0] * share], [0, scale, box[1] * share]], np.float64)


def _part(kind: Kind, grey: Grey, box: tuple[int, int, int, int], share: float) -> Reading:
    left, top, wide, high = box
    lines = _pencil_lines(grey[top : top + high, left : left + wide])
    return Reading(kind, lines, _back(box, share))


def _pencil_lines(grey: Grey) -> Lines:
    """Lines of a drawing on white paper: its ink, thinned where it is filled."""
    small = resized(grey, WORK)
    return lines_of(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR))


def _field(page: Page, corners: tuple[tuple[float, float], ...], share: float) -> Reading:
    """The inside of a field frame, set upright."""
    square = np.array(corners, np.float64)
    wide = (np.hypot(*(square[1] - square[0])) + np.hypot(*(square[2] - square[3]))) / 2
    high = (np.hypot(*(square[3] - square[0])) + np.hypot(*(square[2] - square[1]))) / 2
    scale = min(1.0, WORK / max(wide, high))
    size = (max(16, round(wide * scale)), max(16, round(high * scale)))
    goal = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    there = cv2.getPerspectiveTransform(square.astype(np.float32), goal)
    grey = cv2.warpPerspective(
        page.black, there, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    lines = _pencil_lines(grey)
    _clear_edges(lines, round(_EDGE * max(size)))
    back, _ = cv2.estimateAffinePartial2D(goal, square.astype(np.float32) * share)
    return Reading("field", scaled((lines / 255).astype(np.float32)), np.asarray(back, np.float64))


def _clear_edges(lines: Lines, by: int) -> None:
    lines[:by], lines[-by:], lines[:, :by], lines[:, -by:] = 0, 0, 0, 0


def _erased(page: Page, grey: Grey | None = None) -> Grey:
    """The page without its ruled frames, its peg holes and its outermost edge."""
    clean = (page.black if grey is None else grey).copy()
    for corners in page.frames:
        outline = np.array(corners, np.int32).reshape(-1, 1, 2)
        cv2.polylines(clean, [outline], isClosed=True, color=255, thickness=9)
    clean[_holes(clean)] = 255
    edge = round(0.02 * max(clean.shape))
    _blank_edges(clean, edge)
    return clean


def _blank_edges(grey: Grey, by: int) -> None:
    grey[:by], grey[-by:], grey[:, :by], grey[:, -by:] = 255, 255, 255, 255


def _holes(grey: Grey) -> Mask:
    """Peg holes: solid, compact spots in the outer eighth of the page, at the top or bottom."""
    ink = (grey < 190).astype(np.uint8)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink)
    high, wide = grey.shape
    w, h, area = (stats[:, n] for n in range(2, 5))
    outer = (centres[:, 1] < high * 0.12) | (centres[:, 1] > high * 0.88)
    solid = area > 0.6 * w * h
    sized = (w < wide * 0.06) & (h < high * 0.06) & (area > 20)
    hole = outer & solid & sized
    hole[0] = False
    return cv2.dilate(hole[labels].astype(np.uint8), np.ones((7, 7), np.uint8)) > 0


def _ink_box(grey: Grey) -> tuple[int, int, int, int] | None:
    """Left, top, width and height of the drawing: the ink that hangs together with most of it."""
    ink = (grey < 200).astype(np.uint8)
    reach = max(3, round(max(grey.shape) * 0.03)) | 1
    joined = cv2.dilate(ink, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    if count < 2:
        return None
    amount = np.bincount(labels[ink > 0], minlength=count)
    amount[0] = 0
    keep = np.flatnonzero(amount > 0.25 * amount.max())
    half = reach // 2
    left, top = (stats[keep, :2].min(axis=0) + half).tolist()
    right, bottom = ((stats[keep, :2] + stats[keep, 2:4]).max(axis=0) - half).tolist()
    wide, high = max(16, right - left), max(16, bottom - top)
    return max(0, left), max(0, top), wide, high


def window_of(pixels: Colour) -> tuple[int, int, int, int] | None:
    """The picture in a screenshot or letterbox: the box that differs from an even surround."""
    small = resized(pixels, 320)
    rim = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]]).astype(np.int16)
    even = np.median(rim, axis=0)
    if (np.abs(rim - even).max(axis=1) < 16).mean() < 0.5:
        return None
    other = (brightest(apart_from(small, even)) > 16).astype(np.uint8)
    solid = cv2.morphologyEx(other, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid)
    if count < 2:
        return None
    left, top, wide, high, area = stats[1 + int(stats[1:, 4].argmax())].tolist()
    whole = small.shape[0] * small.shape[1]
    if not 0.08 * whole < wide * high < 0.96 * whole or area < 0.7 * wide * high:
        return None
    if not _cut_sharp(small, (left, top, wide, high)):
        return None
    scale = max(pixels.shape[:2]) / max(small.shape[:2])
    return round(left * scale), round(top * scale), round(wide * scale), round(high * scale)


def _cut_sharp(small: Colour, box: tuple[int, int, int, int]) -> bool:
    """Whether a box ends at once, as a window does and the shade on a sheet does not."""
    left, top, wide, high = box
    ends = ((small, top, top + high), (small.swapaxes(0, 1), left, left + wide))
    spans = slice(left, left + wide), slice(top, top + high)
    shares = []
    for (rows, first, last), span in zip(ends, spans, strict=True):
        for outside, inside in ((first - _NEAR, first + _NEAR), (last + _NEAR, last - _NEAR)):
            if 0 <= outside < len(rows):
                steep = cv2.absdiff(rows[outside, span], rows[inside, span]).max(axis=-1)
                shares.append(float((steep > _STEEP).mean()))
    return not shares or sum(shares) / len(shares) > _SHARP
